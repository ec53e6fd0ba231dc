"""Interlinear annotations: U+FFF9 東京 U+FFFA とうきょう U+FFFB is 東京 with its reading set above.

The three controls hold a text and what stands above it together inside of a program; plain text has no place for them
(The Unicode Standard, 23.8: a receiver may drop the controls and the annotation). An annotation that is complete is
reduced to the text it belongs to; a control of a broken one is deleted by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_PARTS = lazily.compiled("[\ufff9-\ufffb](?:(?<=\ufffa)[^\ufff9-\ufffb\r\n]{0,200}\ufffb)?")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Delete the controls, and each annotation with its end."""
    opened = False
    for match in _PARTS.finditer(text):
        start, end = match.span()
        if text[start] == "\ufffa" and not opened:
            end = start + 1
            yield Edit(start, end, "", Certainty.LIKELY, "a control of an annotation that is not complete")
            continue
        opened = text[start] == "\ufff9"
        yield Edit(start, end, "", Certainty.LIKELY, "an interlinear annotation")


RULE = Rule(
    id="annotation-chars",
    phase=Phase.ANNOTATION,
    repairs="Deletes interlinear annotations (U+FFF9 to U+FFFB) and keeps the text they belong to.",
    why_safe="The controls say themselves what is text and what is annotation.",
    safety=Safety.SAFE,
    trigger="[\ufff9-\ufffb]",
    examples=(
        Example("\ufff9東京\ufffaとうきょう\ufffbへ", "東京へ"),
        Example("\ufff9東京へ", "東京へ", "a control alone"),
        Example("東京（とうきょう）へ", "東京（とうきょう）へ", "a reading in brackets is text"),
        Example("a\ufffcb", "a\ufffcb", "the place of an object"),
    ),
    find=find,
)
