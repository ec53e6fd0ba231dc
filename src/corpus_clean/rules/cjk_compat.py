"""Compatibility ideographs: 樂 that is U+F914 and not U+6A02.

Code points that exist only so that text goes to KS X 1001, Big5 or JIS and back; canonically they are the unified
ideograph, and NFC makes it of them. But a shape that names are written with can be lost by that (神, 塚), so it is in
no profile: select it where the text is to be NFC throughout. The twelve unified ideographs of the block (﨎, 﨑)
stay.
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
    """Replace each by the ideograph it is canonically equal to."""
    for match in _PATTERN.finditer(text):
        if unified := compatibility().get(match[0]):
            yield Edit(*match.span(), unified.ideograph, Certainty.LIKELY, "canonically equal")


RULE = Rule(
    id="cjk-compat",
    phase=Phase.UNICODE,
    repairs="Replaces compatibility ideographs by the unified ones they are equal to, as NFC does.",
    why_safe="The two are canonically equivalent; what is lost is a difference in shape.",
    safety=Safety.SAFE,
    trigger=_PATTERN.pattern,
    examples=(
        Example("\uf914園", "樂園", "of KS X 1001"),
        Example("\ufa19社", "神社", "of JIS"),
        Example("\ufa11\ufa0e", "\ufa11\ufa0e", "two of the twelve"),
        Example("樂園", "樂園"),
    ),
    find=find,
)
