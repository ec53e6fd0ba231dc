"""The dot between the names of a foreigner: 比爾・蓋茨 with a katakana dot becomes 比爾·蓋茨.

For Chinese text that will be set and read: clreq wants U+00B7. Texts with kana keep theirs, and so does everything
where the language is not certain.
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

_DOT = lazily.compiled(f"[・‧•](?<=[{HAN}].)(?=[{HAN}])")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Replace each dot between Han."""
    if document.letters.kana or not document.is_in("zh"):
        return
    for match in _DOT.finditer(text):
        yield Edit(*match.span(), "·", Certainty.LIKELY, "the interpunct of Chinese")


RULE = Rule(
    id="interpunct",
    phase=Phase.PUNCTUATION,
    repairs="Makes the Chinese interpunct U+00B7 of other dots between Han.",
    why_safe="It acts in Chinese without a single kana.",
    safety=Safety.SAFE,
    trigger=_DOT.pattern,
    examples=(
        Example("比爾・蓋茨", "比爾·蓋茨"),
        Example("ビル・ゲイツ", "ビル・ゲイツ", "Japanese"),
        Example("高橋・田中の両氏", "高橋・田中の両氏"),
        Example("・甲\n・乙", "・甲\n・乙", "a list"),
    ),
    find=find,
)
