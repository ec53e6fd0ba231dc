"""Which script a letter is of, and its form in lower case: what the model of letters sees of a character."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple

from corpus_clean.plausibility.letters import NAMES, script

CJK = frozenset(("Han", "Kana", "Hangul"))
MIXED = frozenset(("Han", "Kana"))
"""Scripts that one word of Japanese may mix."""
_MANY = 20_000  # characters whose facts are kept; hostile text has more
_COMMAS = {"ș": "ş", "Ș": "ş", "ț": "ţ", "Ț": "ţ"}


class Facts(NamedTuple):
    """What the model sees of a character."""

    script: str
    """The script of a letter, "" for what is no letter."""
    folded: str
    is_upper: bool
    is_lower: bool
    is_alpha: bool
    is_space: bool


def script_of(char: str) -> str:
    """Return the script of a letter as the model sees it, "" for what is no letter.

    >>> script_of("ß"), script_of("漢"), script_of("カ"), script_of("ქ"), script_of("!")
    ('Latin', 'Han', 'Kana', 'Georgian', '')
    """
    return facts(char).script


def fold(char: str) -> str:
    """Return the letter in lower case, where that is one letter; a comma below is a cedilla.

    >>> fold("Ș")
    'ş'
    """
    low = _COMMAS.get(char) or char.lower()
    return low if len(low) == 1 else "i" if char == "İ" else char


class _Facts(dict[str, Facts]):
    def __missing__(self, char: str) -> Facts:
        if len(self) > _MANY:
            self.clear()
        folded = fold(char)
        name = _script(char, folded) if char else ""
        facts = Facts(name, folded, char.isupper(), char.islower(), char.isalpha(), char.isspace())
        self[char] = facts
        return facts


_facts = _Facts()


def facts(char: str) -> Facts:
    """Return what the model sees of a character; "" is the edge of a text."""
    return _facts[char]


@cache
def _known() -> dict[str, str]:
    """Return the script of every letter of the table."""
    return {letter: name for name in NAMES[:-1] for letter in script(name).places}


def _script(char: str, folded: str) -> str:
    if folded in _known():
        return _known()[folded]
    code = ord(char)
    if 0x3041 <= code <= 0x30FF and char not in "・゠":
        return "Kana"
    if char in "々〆〇" or 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code < 0x33480:
        return "Han" if unicodedata.category(char) != "Cn" else ""
    if 0xAC00 <= code <= 0xD7A3 or 0x1100 <= code <= 0x11FF or 0x3130 <= code <= 0x318F:
        return "Hangul"
    if unicodedata.category(char)[0] not in "LM" or char in "ªº" or 0xFF21 <= code <= 0xFFDC:
        return ""
    word, _, rest = unicodedata.name(char, "").partition(" ")
    return "" if not rest or word in ("MODIFIER", "COMBINING") else word.title()
