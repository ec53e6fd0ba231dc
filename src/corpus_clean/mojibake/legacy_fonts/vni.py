"""VNI: Vietnamese for the fonts VNI-Times and VNI-Helve, which show it in place of windows-1252.

A letter with a mark is two characters: the letter, and one that the font shows as the mark above or below it. Seven
letters have a place of their own: đ ơ ư ỉ ĩ ị ỵ; ì and í stand where they are in Latin-1. Capitals have marks of their
own; a capital with a small mark is read all the same.
"""

from __future__ import annotations

import unicodedata

from corpus_clean import lazily
from corpus_clean.mojibake.legacy_fonts.table import OTHERS, as_windows_1252

_GRAVE, _ACUTE, _HOOK = "\N{COMBINING GRAVE ACCENT}", "\N{COMBINING ACUTE ACCENT}", "\N{COMBINING HOOK ABOVE}"
_TILDE, _DOT = "\N{COMBINING TILDE}", "\N{COMBINING DOT BELOW}"
_HAT, _BREVE = "\N{COMBINING CIRCUMFLEX ACCENT}", "\N{COMBINING BREVE}"
_TONES = (_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT)
_MARKS: dict[str, dict[str, str]] = {
    "": dict(zip("øùûõï", _TONES, strict=True)),
    _HAT: dict(zip("âàáåãä", ("", *_TONES), strict=True)),
    _BREVE: dict(zip("êèéúüë", ("", *_TONES), strict=True)),
}
_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_BASES = {"a": ("", _HAT, _BREVE), "e": ("", _HAT), "o": ("", _HAT), "u": ("",), "y": ("",), "ô": ("",), "ö": ("",)}
"""Which letters take which marks."""


def _pairs() -> dict[str, str]:
    """Return the letters of two characters, with what they stand for."""
    return {
        base + mark: unicodedata.normalize("NFC", _SINGLE.get(base, base) + above + tone)
        for base, kinds in _BASES.items()
        for above in kinds
        for mark, tone in _MARKS[above].items()
        if base + mark != "yï"
    }


_SMALL = {**_pairs(), **_SINGLE}
_CAPITALS = {shown.upper(): letter.upper() for shown, letter in _SMALL.items()}
_MIXED = {shown[0].upper() + shown[1:]: letter.upper() for shown, letter in _SMALL.items() if len(shown) > 1}
SHOWN: dict[str, str] = {**_SMALL, **_CAPITALS, **_MIXED}
"""The Vietnamese letter that each sequence of windows-1252 stands for."""
_TO_FONT = str.maketrans({letter: shown for shown, letter in {**_SMALL, **_CAPITALS}.items()})
_EVERY_MARK = "".join(char for kind in _MARKS.values() for char in kind)
_EVERY_SINGLE = "".join(_SINGLE)
_SEQUENCE = lazily.compiled(
    f"[AEOUYaeouyÔÖôö][{_EVERY_MARK}{_EVERY_MARK.upper()}]|[{_EVERY_SINGLE}{_EVERY_SINGLE.upper()}]"
)
_FOREIGN = lazily.compiled(f"[^\x00-\xbf{OTHERS}]")


def read(text: str) -> str | None:
    """Return the Vietnamese that the text shows in a font of VNI, None where it has letters that are not in it.

    >>> read("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"), read("HÑND"), read("garçon")
    ('Cộng hòa xã hội chủ nghĩa Việt Nam', 'HĐND', None)
    """
    text = as_windows_1252(text)
    pieces: list[str] = []
    end = 0
    for match in _SEQUENCE.finditer(text):
        start = match.start()
        if match[0] not in SHOWN or _FOREIGN.search(text, end, start):
            return None
        pieces += text[end:start], SHOWN[match[0]]
        end = match.end()
    return None if _FOREIGN.search(text, end) else "".join((*pieces, text[end:]))


def written(text: str) -> str:
    """Return what a text typed for a font of VNI shows in any other.

    >>> written("Đà Nẵng")
    'Ñaø Naüng'
    """
    return text.translate(_TO_FONT)
