"""Letters of Latin, Cyrillic and Greek that are drawn alike, or are typed for each other (UTS #39; own list).

A capital or small letter is listed where the two have one shape in most fonts. r and г, which the Unicode list of
confusables has because of italic type, are not: they make another word. `TYPED` are letters that only resemble each
other, and that people type for each other on a keyboard of the wrong layout; they need more evidence.
"""

from __future__ import annotations

from functools import cache

LATIN, CYRILLIC, GREEK = "Latin", "Cyrillic", "Greek"

_CYRILLIC = dict(zip("ABCEHIJKMOPSTXYaceijopsxyhïëÏË", "АВСЕНІЈКМОРЅТХУасеіјорѕхуһїёЇЁ", strict=True))
_GREEK = dict(zip("ABEZHIKMNOPTYXovapuixkáéíóúïÁÉÍÓµ", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναρυιχκάέίόύϊΆΈΊΌμ", strict=True))
_FROM_CYRILLIC = {other: latin for latin, other in _CYRILLIC.items()} | {"Ү": "Y", "ү": "y", "ӏ": "l", "Ӏ": "I"}
_FROM_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναρυικχβ", "ABEZHIKMNOPTYXovapuikxß", strict=True))
TYPED = {
    CYRILLIC: dict(zip("ktmh", "ктмн", strict=True)),
    GREEK: dict(zip("tyw", "τγω", strict=True)),
}


@cache
def alike(source: str, target: str) -> dict[str, str]:
    """Return the letters of the script `source` that look like one of `target`, with that one.

    >>> alike(LATIN, CYRILLIC)["c"], alike(GREEK, CYRILLIC)["Ρ"], alike(CYRILLIC, LATIN)["х"]
    ('с', 'Р', 'x')
    """
    if source == LATIN:
        return _CYRILLIC if target == CYRILLIC else _GREEK
    to_latin = _FROM_CYRILLIC if source == CYRILLIC else _FROM_GREEK
    if target == LATIN:
        return to_latin
    onwards = alike(LATIN, target)
    return {letter: onwards[latin] for letter, latin in to_latin.items() if latin in onwards}
