"""Straight quotation marks around Han and kana: "你好" becomes 「你好」 or “你好”, as the region sets them.

For text that will be set and read. Japanese and Traditional Chinese have corner brackets, Simplified Chinese curly
marks (CLDR). The marks of a line must be even in number, and each pair must have Han or kana right inside of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import HAN, KANA, SENTENCES
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety
from corpus_clean.unicode.languages import writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

SAMPLE = 4000
"""Code points from the start of a text that are looked at."""
TRADITIONAL = 10
"""One character in so many is Traditional only, in Traditional text."""
_MARK = lazily.compiled('["]')
_CJK = lazily.compiled(f"[{HAN}{KANA}]")
_INSIDE = lazily.compiled(f"[{HAN}{KANA}。，、！？…—]")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Replace the marks of each line in which they are even in number."""
    if document.syntax not in SENTENCES or not document.is_in("zh", "ja"):
        return
    opening, closing = _quotes(document)
    for line in document.lines:
        marks = [match.start() for match in document.unprotected(_MARK, *line)]
        pairs = list(zip(marks[::2], marks[1::2], strict=False))
        if len(marks) % 2 or not all(_is_pair(text, *pair) for pair in pairs):
            continue
        for start, end in pairs:
            yield Edit(start, start + 1, opening, Certainty.LIKELY, "the quotation marks of the language")
            yield Edit(end, end + 1, closing, Certainty.LIKELY, "the quotation marks of the language")


def _is_pair(text: str, start: int, end: int) -> bool:
    return bool(_CJK.match(text, start + 1) and _INSIDE.match(text, end - 1))


def _quotes(document: Document) -> tuple[str, str]:
    language = document.language or ""
    if language == "zh" and _is_traditional(document.text):
        language = "zh-Hant"
    written = writing("zh-Hant" if language in ("zh-TW", "zh-HK", "zh-MO") else language)
    return written.quotes if written else ("“", "”")


def _is_traditional(text: str) -> bool:
    from corpus_clean.plausibility.han import fold

    letters = _CJK.findall(text[:SAMPLE])
    return sum(1 for char in letters if fold(char) != char) * TRADITIONAL >= len(letters)


RULE = Rule(
    id="cjk-quotes",
    phase=Phase.PUNCTUATION,
    repairs="Makes the quotation marks of Chinese or Japanese of straight ones around Han and kana.",
    why_safe="Han or kana stand right inside of both marks, and the marks of the line are even in number.",
    safety=Safety.SAFE,
    trigger=f'["](?:(?<=[{HAN}{KANA}。，、！？…—]")|(?=[{HAN}{KANA}]))',
    examples=(
        Example('他說:"你好"', "他說:「你好」", "Traditional"),
        Example('他说:"你们好"', "他说:“你们好”", "Simplified"),
        Example('"こんにちは"', "「こんにちは」", "Japanese"),
        Example('他說:"你好', '他說:"你好', "not balanced"),
        Example('名稱="a"', '名稱="a"', "no Han inside"),
    ),
    find=find,
)
