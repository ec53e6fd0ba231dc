"""First readings of Traditional-only characters: what a tool that set pinyin behind characters would have set.

A character is Traditional-only when Simplified writing replaces it. The table has all of them that GBK can hold.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from corpus_clean.tables import read

TONE_MARKED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
"""The letters that carry a tone mark, composed and in lower case, for use inside a character class."""

_TONELESS = ("bei", "da", "le", "ma", "me", "men")

SYLLABLE = rf"(?:[a-zü]{{0,3}}[{TONE_MARKED}][a-z]{{0,2}}|{'|'.join(_TONELESS)})"
"""Pattern of one syllable as the table has them: 1 to 6 characters, in a group of its own; for `re` and for `regex`.

All but those of seven particles (們 men, 嗎 ma) have a tone mark, without which any short word would do.
"""


class _Readings(NamedTuple):
    by_char: dict[str, str]
    by_reading: dict[str, tuple[str, ...]]


def first_reading(char: str) -> str | None:
    """Return the reading that dictionaries give first for a Traditional-only character, None for any other string.

    Source: pypinyin's dictionary, whatever the context: 調 is always `diào`, 會 always `huì`.

    >>> first_reading("達"), first_reading("达"), first_reading("川")
    ('dá', None, None)
    """
    return _readings().by_char.get(char)


def characters_read(reading: str) -> tuple[str, ...]:
    """Return the Traditional-only characters whose first reading this is, in the order of their code points.

    The reading is compared as it stands: lower case, composed, with its tone mark.

    >>> characters_read("shù")
    ('數', '朮', '樹', '竪', '術', '豎', '鉥')
    """
    return _readings().by_reading.get(reading, ())


@cache
def _readings() -> _Readings:
    by_char = {}
    by_reading: dict[str, list[str]] = {}
    for line in read("traditional_readings.tsv").decode().rstrip("\n").split("\n"):
        char, reading, _ = line.split("\t")
        by_char[char] = reading
        by_reading.setdefault(reading, []).append(char)
    return _Readings(by_char, {reading: tuple(chars) for reading, chars in by_reading.items()})
