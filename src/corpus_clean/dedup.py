"""A key that equals for texts that a reader would call the same: for finding duplicates, never for writing."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from corpus_clean import lazily

MOST_MARKS = 30
"""Marks of one letter that count (the stream-safe format of UAX #15); normalising more takes quadratic time."""
_ROUNDS = 4
_IGNORABLE = lazily.compiled(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
"""Default_Ignorable_Code_Point (DerivedCoreProperties.txt)."""


def dedup_key(text: str) -> str:
    r"""Return the text in NFKC, case folded, without ignorable characters, white space folded (NFKC_Casefold, UAX #31).

    Texts that differ in width, case, form of letters, line ends or invisible characters get one key. It is the same for
    its own result, takes linear time, and never fails, also on half surrogate pairs.

    >>> dedup_key("Ｈｅｌｌｏ,\u3000W\xadorld\r\n") == dedup_key("hello, WORLD")
    True
    """
    key = text
    for _ in range(_ROUNDS):
        before = key
        key = _marks().sub(r"\1", _IGNORABLE.sub("", key))
        key = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", key).casefold())
        if key == before:
            break
    return " ".join(key.split())


@cache
def _marks() -> re.Pattern[str]:
    """Return the pattern of a letter's first marks, as the group, and of those that are too many."""
    from corpus_clean.unicode.facts import fact

    combining = f"[{fact('combining')}]"
    return re.compile(f"({combining}{{{MOST_MARKS}}}){combining}+")
