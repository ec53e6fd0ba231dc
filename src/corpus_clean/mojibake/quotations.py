"""What stands between two marks: quotation marks of all kinds, backticks, brackets of East Asian text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean import lazily

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 300
"""How long a quotation may be, in code points."""
_PAIRS = ("“”", "„“", "„”", "”“", "‘’", "‚‘", "«»", "»«", "‹›", "「」", "『』", "（）", "《》", "【】", "``")
WHOLE = frozenset(_PAIRS)
"""Marks that hold what is mentioned, and nothing else."""
_QUOTED = lazily.compiled(
    "|".join(
        (
            rf'"(?:[^"\\\n\r]|\\.){{0,{LONGEST}}}"',
            rf"(?:(?<!\w)|(?<=\W[rbufRBUFL]))'(?:[^'\\\n\r]|\\.){{0,{LONGEST}}}'(?!\w)",
            *(rf"{re.escape(one[0])}[^{re.escape(one)}\n\r]{{0,{LONGEST}}}{re.escape(one[1])}" for one in _PAIRS),
        )
    )
)


class Quotation(NamedTuple):
    """What stands between two marks, without them."""

    start: int
    end: int
    marks: str


def quotations(text: str) -> Iterator[Quotation]:
    """Yield what is quoted in a text; spans are half-open, in code points.

    >>> [text[one.start : one.end] for text in ("„so“ und `so`",) for one in quotations(text)]
    ['so', 'so']
    """
    for match in _QUOTED.finditer(text):
        yield Quotation(match.start() + 1, match.end() - 1, match[0][0] + match[0][-1])
