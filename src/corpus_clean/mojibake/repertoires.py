"""Which letters are written together: those of one language. Text read in a wrong encoding has them of several.

The letters are those of CLDR, of the languages that the plausibility model has.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import accumulate
from math import exp

from corpus_clean import lazily
from corpus_clean.document import CYRILLIC, GREEK
from corpus_clean.plausibility.letters import script
from corpus_clean.plausibility.model import QUANTUM
from corpus_clean.plausibility.scripts import fold
from corpus_clean.unicode.languages import every_alphabet, writing

LATIN = "À-ÖØ-öø-ɏ\u1e00-\u1eff"
LETTERS = lazily.compiled(f"[{LATIN}]")
"""Latin letters beyond ASCII."""
_SCRIPTS = {"Latin": LETTERS, "Cyrillic": re.compile(f"[{CYRILLIC}]"), "Greek": re.compile(f"[{GREEK}]")}
SCARCE = 0.4
"""What part of the share that letters beyond ASCII have in a language's letters they must have of a text in it."""
HARDLY = 0.01
"""The chance that a text of a language has no more of them than a text has, if that is hardly one of it."""
_BORROWED = frozenset("é")


def fit(strange: frozenset[str], latin: frozenset[str], share: float) -> bool:
    """Say whether strange characters of a text are letters, and with the others of their script those of one language.

    `latin` are its Latin letters beyond ASCII, `share` is what part of it they are. That must be about as much as the
    language has: a ď or two is no Czech.

    >>> fit(frozenset("ąęłż"), frozenset("ąęćźłńóśż"), 0.07), fit(frozenset("¹³"), frozenset(), 0.0)
    (True, False)
    >>> fit(frozenset("ď"), frozenset("ď"), 0.001)
    False
    """
    languages = _that_fit(strange | latin)
    if languages is None or not strange & latin:
        return languages is not None
    return any(share >= SCARCE * _usual_share(language) for language in languages)


def are_scarce(text: str, language: str | None) -> bool:
    """Say whether hardly a text of a language of the Latin script has so few letters beyond ASCII, for its length.

    >>> are_scarce("Ó, " + "tha sin airson an latha " * 5, "ga"), are_scarce("Müde ging sie heim", "de")
    (True, False)
    """
    if language is None:
        return False
    usual = len(text) * _usual_share(script("Latin").languages.index(language))
    chances = accumulate(range(1, len(LETTERS.findall(text)) + 1), lambda chance, at: chance * usual / at, initial=1.0)
    return exp(-usual) * sum(chances) < HARDLY


@lru_cache(4096)
def _that_fit(letters: frozenset[str]) -> tuple[int, ...] | None:
    """Return the languages of the Latin script that have all of the letters in it, None where another has not.

    Languages are numbers in the table of the script. All characters must be letters.
    """
    left, fitting = letters, tuple[int, ...]()
    for name, pattern in _SCRIPTS.items():
        here = frozenset(char for char in letters if pattern.match(char))
        those = tuple(at for at, one in enumerate(_of(name)) if here <= one) if here else ()
        if here and not those:
            return None
        fitting = those if name == "Latin" else fitting
        left -= here
    return fitting if not left else None


@lru_cache(4096)
def written_in(letters: frozenset[str], but: str) -> tuple[str, ...]:
    """Return the languages of the table that write some Latin letters beyond ASCII, but for one.

    >>> written_in(frozenset("ãç"), but="ro")
    ('pt',)
    """
    names = script("Latin").languages
    return tuple(names[at] for at in _that_fit(letters) or () if names[at] != but)


@cache
def _usual_share(language: int) -> float:
    """Return the share of letters beyond ASCII in text of a language of the Latin script."""
    latin = script("Latin")
    costs = {letter: latin.anywhere(place)[language] for letter, place in latin.places.items()}
    chances = {letter: float(2 ** (-cost / QUANTUM)) for letter, cost in costs.items()}
    return sum(chance for letter, chance in chances.items() if letter > "\x7f") / sum(chances.values())


@lru_cache(4096)
def are_written(letters: frozenset[str]) -> bool:
    """Say whether Latin letters beyond ASCII are all of one language, of any that CLDR has.

    >>> are_written(frozenset("àù")), are_written(frozenset("ŕę"))
    (True, False)
    """
    return all(map(LETTERS.match, letters)) and any(letters <= one for one in every_alphabet())


@lru_cache(4096)
def are_foreign(letters: frozenset[str], language: str | None) -> bool:
    """Say whether a language of the table writes letters beyond ASCII, but not all of these Latin ones.

    An é is nowhere foreign: words from French have it in many languages.

    >>> are_foreign(frozenset("šåa"), "nn"), are_foreign(frozenset("š"), "cs"), are_foreign(frozenset("š"), "en")
    (True, False, False)
    """
    written = writing(language.replace("_", "-")) if language else None
    own = frozenset(map(fold, filter(LETTERS.match, written.letters))) if written else frozenset()
    those = frozenset(map(fold, filter(LETTERS.match, letters)))
    return bool(own) and not those <= own | _BORROWED


@cache
def _of(name: str) -> tuple[frozenset[str], ...]:
    """Return the letters of each language of a script."""
    known = (writing(language.replace("_", "-")) for language in script(name).languages)
    return tuple(one.letters if one is not None else frozenset() for one in known)
