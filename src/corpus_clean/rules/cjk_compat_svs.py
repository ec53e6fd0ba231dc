"""Compatibility ideographs, without loss: U+FA19 becomes 神 with the variation selector U+FE00.

StandardizedVariants.txt has for each of them the unified ideograph with a selector that keeps its shape; unlike the
ideograph alone, the sequence survives NFC and loses nothing. It is in no profile: select it where fonts know selectors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety
from corpus_clean.unicode.facts import compatibility

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_PATTERN = lazily.compiled("[\uf900-\ufad9\U0002f800-\U0002fa1d]")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Replace each by the sequence that keeps its shape."""
    for match in _PATTERN.finditer(text):
        if unified := compatibility().get(match[0]):
            yield Edit(
                *match.span(), unified.ideograph + unified.selector, Certainty.PROVEN, "StandardizedVariants.txt"
            )


RULE = Rule(
    id="cjk-compat-svs",
    phase=Phase.UNICODE,
    repairs="Replaces compatibility ideographs by unified ones with the variation selector that keeps their shape.",
    why_safe="The standard says that the sequence and the character are the same, and it can be undone.",
    safety=Safety.SAFE,
    trigger=_PATTERN.pattern,
    examples=(
        Example("\ufa19社", "神\ufe00社", "the old shape is kept"),
        Example("\ufa10本", "塚\ufe00本"),
        Example("\ufa11\ufa0e", "\ufa11\ufa0e", "unified ideographs of the block"),
        Example("神社", "神社"),
    ),
    find=find,
)
