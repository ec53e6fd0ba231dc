"""The ratio sign for a colon: 時間∶下午 with U+2236, which is what GBK's A1C3 becomes in some converters.

Between Han, or Han and a digit, it is the full-width colon of Chinese; between digits it is a ratio or a time and
stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import HAN
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_RATIO = lazily.compiled(f"[∶](?<=[{HAN}”』」》]∶)(?=[{HAN}“『「《0-9])")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Replace each sign behind Han."""
    for match in _RATIO.finditer(text):
        yield Edit(*match.span(), "：", Certainty.LIKELY, "a colon of GBK")


RULE = Rule(
    id="ratio-colon",
    phase=Phase.PUNCTUATION,
    repairs="Makes a Chinese colon of U+2236 RATIO behind Han.",
    why_safe="A ratio stands between figures, and no figure is before it here.",
    safety=Safety.SAFE,
    trigger=_RATIO.pattern,
    examples=(
        Example("時間∶下午", "時間：下午"),
        Example("他說∶“走吧。”", "他說：“走吧。”"),
        Example("比例是2∶1", "比例是2∶1", "a ratio"),
        Example("甲∶", "甲∶", "nothing behind it"),
    ),
    find=find,
)
