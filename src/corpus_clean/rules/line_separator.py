r"""Line ends that are no `\n`: U+2028, U+2029, and the carriage returns of a text that has no line feed.

LINE SEPARATOR and PARAGRAPH SEPARATOR come out of word processors and JSON; most readers show them as nothing. They
become one and two line feeds. CR alone ended lines before Mac OS X; it becomes a line feed in texts that have none.
CRLF is left as it is, and so is a CR in a text with line feeds: progress bars are made of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_ENDS = {"\u2028": "\n", "\u2029": "\n\n", "\r": "\n"}
_PATTERN = lazily.compiled(r"[\r\u2028\u2029](?!\n)")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Replace each of them."""
    mixed = "\n" in text
    for match in _PATTERN.finditer(text):
        if match[0] != "\r" or not mixed:
            yield Edit(*match.span(), _ENDS[match[0]], Certainty.LIKELY, "a line end of another system")


RULE = Rule(
    id="line-separator",
    phase=Phase.WHITESPACE,
    repairs="Makes line feeds of U+2028, U+2029 and the carriage returns of old Macs.",
    why_safe="All of them end lines and nothing else; CRLF, and CR among line feeds, stay.",
    safety=Safety.SAFE,
    trigger=_PATTERN.pattern,
    examples=(
        Example("line1\u2028line2", "line1\nline2"),
        Example("para1\u2029para2", "para1\n\npara2"),
        Example("a\rb\rc", "a\nb\nc", "lines of an old Mac"),
        Example("a\r\nb\r\n", "a\r\nb\r\n", "lines of Windows"),
        Example("10%\r20%\rdone\n", "10%\r20%\rdone\n", "a progress bar"),
    ),
    find=find,
    on_ascii=True,
)
