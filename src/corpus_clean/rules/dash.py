"""Two hyphens between Han become the Chinese dash: 他--我的朋友--來了 is 他——我的朋友——來了.

For text that will be set and read. The dash of Chinese is two U+2014 (clreq, GB/T 15834). One U+2014 connects
(北京—上海) and stays, and so do hyphens beside anything but Han and its marks.
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

_MARKS = "，。！？；：”’」』》）“‘「『《（"
_DASH = lazily.compiled(f"[-](?<=[{HAN}{_MARKS}]-)-{{1,3}}(?=[{HAN}{_MARKS}])")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Replace each run of hyphens."""
    for match in document.unprotected(_DASH):
        yield Edit(*match.span(), "——", Certainty.LIKELY, "hyphens for a dash")


RULE = Rule(
    id="dash",
    phase=Phase.PUNCTUATION,
    repairs="Makes a Chinese dash of two hyphens between Han.",
    why_safe="Chinese has no hyphen, and none beside Han or a Chinese mark on both sides.",
    safety=Safety.SAFE,
    trigger=f"[-](?<=[{HAN}{_MARKS}]-)(?=-)",
    examples=(
        Example("他--我的朋友--來了", "他——我的朋友——來了"),
        Example("他說--", "他說--", "at an end"),
        Example("北京—上海", "北京—上海"),
        Example("git --help 看看", "git --help 看看"),
    ),
    find=find,
)
