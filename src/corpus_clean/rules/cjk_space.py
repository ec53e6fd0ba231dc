"""Spaces around a full-width mark: `你好 ， 世界` for 你好，世界.

A full-width mark brings its space with it; a space before it is a tokenizer's or a typist's. Between Han and the mark
it is taken out, and with it the one behind the mark where Han follows. A space behind a mark alone stays: it may be a
style. Where every character stands alone (一 二 ， 三), the spaces were set on purpose.
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

_MARK = lazily.compiled(f"[，。、；：！？](?<=[{HAN}] .)(?<![ \n][{HAN}] .)( (?=[{HAN}]))?")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Take out the spaces around each mark."""
    for mark in _MARK.finditer(text):
        note = "a space beside a full-width mark"
        yield Edit(mark.start() - 1, mark.start(), "", Certainty.LIKELY, note)
        if mark[1]:
            yield Edit(mark.end() - 1, mark.end(), "", Certainty.LIKELY, note)


RULE = Rule(
    id="cjk-space",
    phase=Phase.WHITESPACE,
    repairs="Takes out the spaces between Han and a full-width mark.",
    why_safe="Chinese and Japanese never set a space before these marks.",
    safety=Safety.SAFE,
    needs=f"[{HAN}]",
    trigger=f"[ ](?<=[{HAN}].)(?<![ \n][{HAN}].)(?=[，。、；：！？])",
    examples=(
        Example("你好 ， 世界 。", "你好，世界。"),
        Example("你好， 世界。", "你好， 世界。", "behind a mark only"),
        Example("用 iPhone ，好", "用 iPhone ，好", "not behind Han"),
        Example("一 二 ， 三 四", "一 二 ， 三 四", "spaced throughout"),
    ),
    find=find,
)
