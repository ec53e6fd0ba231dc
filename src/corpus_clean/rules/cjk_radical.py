"""Radicals in running text: ⼀⽅⾯ for 一方面, ⻩色 for 黄色.

The text layer of many PDFs has the character of the radical where the ideograph of the same shape was printed. Beside
Han, kana or a mark of Chinese it becomes the ideograph that EquivalentUnifiedIdeograph.txt gives; NFKC does so for the
Kangxi radicals and does nothing for the Radicals Supplement. Radicals that are listed, stand alone, or are parts of a
description of a character (⿰⺡胡) are what they say, and stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import HAN, KANA
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety
from corpus_clean.unicode.facts import radicals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_RADICAL = "\u2e80-\u2fd5"
_RUN = lazily.compiled(f"[{_RADICAL}]+")
_WORD = lazily.compiled(f"[{HAN}{KANA}0-9]")
_DESCRIBED = lazily.compiled("[⿰-⿻]")
_SPOKEN_OF = lazily.compiled("部首|部件|偏旁|[Rr]adical")
_BEFORE = 2


def find(text: str, document: Document) -> Iterator[Edit]:
    """Replace each radical that is part of a word."""
    if _SPOKEN_OF.search(text):
        return
    for run in _RUN.finditer(text):
        start, end = run.span()
        before, after = text[max(0, start - _BEFORE) : start], text[end : end + 1]
        if _DESCRIBED.search(before):
            continue
        if end - start > 1 or _WORD.match(before[-1:]) or _WORD.match(after):
            for at in range(start, end):
                if ideograph := radicals().get(text[at]):
                    yield Edit(at, at + 1, ideograph, Certainty.LIKELY, "the radical, in a word")


RULE = Rule(
    id="cjk-radical",
    phase=Phase.UNICODE,
    repairs="Puts ideographs for the radicals that stand for them in running Chinese and Japanese text.",
    why_safe="It acts inside of words only, with the mapping of the standard; lists and descriptions stay.",
    safety=Safety.SAFE,
    trigger=f"[{_RADICAL}]",
    examples=(
        Example("⼀⽅⾯", "一方面", "from a PDF"),
        Example("⻩色的⾞", "黄色的車", "of the Radicals Supplement too"),
        Example("部首：⼀、⼁、⼂", "部首：⼀、⼁、⼂", "radicals as such"),
        Example("⿰⺡胡", "⿰⺡胡", "湖, described"),
        Example("⼀ ⼁ ⼂", "⼀ ⼁ ⼂", "a list"),
    ),
    find=find,
)
