"""Three dots become an ellipsis: … behind Latin letters, two of it in Chinese.

For text that will be set and read. Chinese and Japanese set two U+2026 (clreq, GB/T 15834); more dots than three, or
three ideographic stops (。。。), mean the same there. Behind letters of other scripts exactly three full stops become
one sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import CYRILLIC, GREEK, HAN, KANA, LATIN, SENTENCES
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_DOTS = lazily.compiled(
    f"[.。](?:(?<=[{HAN}{KANA}][.。])[.。]{{2,11}}(?![.。])|(?<=[{LATIN}{GREEK}{CYRILLIC}]\\.)\\.\\.(?![.…]))"
)
_CJK = lazily.compiled(f"[{HAN}{KANA}]")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Replace each run of dots."""
    if document.syntax not in SENTENCES:
        return
    for match in document.unprotected(_DOTS):
        sign = "……" if _CJK.match(text[match.start() - 1]) else "…"
        yield Edit(*match.span(), sign, Certainty.LIKELY, "dots for an ellipsis")


RULE = Rule(
    id="ellipsis",
    phase=Phase.PUNCTUATION,
    repairs="Makes an ellipsis of three dots: … or, in Chinese and Japanese, ……",
    why_safe="Only behind a letter; four dots and dots in code stay.",
    safety=Safety.SAFE,
    trigger=f"[.。](?<=[{HAN}{KANA}{LATIN}{GREEK}{CYRILLIC}].)(?=[.。][.。])",
    examples=(
        Example("Well...", "Well…"),
        Example("等等。。。", "等等……", "Chinese"),
        Example("And so on....", "And so on....", "four"),
        Example("1...5 ...", "1...5 ...", "not behind a letter"),
        Example("你好……", "你好……"),
    ),
    find=find,
    on_ascii=True,
)
