r"""Byte order marks inside of a text: `abc\ufeffdef`.

U+FEFF says at the very start of a file how its bytes are to be read. Files that were joined keep that of the second one
in their middle. As a zero width no-break space, its other meaning, it was replaced by U+2060 in Unicode 3.2 and is read
by nothing any more. The mark of the file itself is not part of the text and stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety
from corpus_clean.unicode.sequences import may_be_byte

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_PATTERN = lazily.compiled("[\ufeff]")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Delete each mark."""
    for match in _PATTERN.finditer(text):
        if not may_be_byte(text, match.start()):
            yield Edit(*match.span(), "", Certainty.PROVEN, "a byte order mark inside of the text")


RULE = Rule(
    id="bom-inside",
    phase=Phase.UNICODE,
    repairs="Deletes byte order marks (U+FEFF) inside of a text.",
    why_safe="The character has no width and no effect there; U+2060 took over its other meaning in 2002.",
    safety=Safety.SAFE,
    trigger=_PATTERN.pattern,
    examples=(
        Example("abc\ufeffdef", "abcdef", "two files, joined"),
        Example("\ufeff第一行\n\ufeff第二行", "第一行\n第二行"),
        Example("abc\u2060def", "abc\u2060def", "WORD JOINER is another character"),
        Example("abc def", "abc def"),
    ),
    find=find,
)
