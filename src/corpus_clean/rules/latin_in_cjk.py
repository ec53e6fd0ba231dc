"""Full-width marks in lines without Han and kana: `Hello，world` for Hello, world; 안녕하세요！ in Korean.

An input method that was left on Chinese sets them. In a text that is not Chinese or Japanese as a whole, where a line
has no Han and no kana, a mark behind a Latin letter, a digit or Hangul becomes ASCII; a space follows a comma, colon or
semicolon where a letter did. Korean uses ASCII marks (klreq); between figures and in faces they stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import HAN, HANGUL, KANA, LATIN
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety
from corpus_clean.unicode.widths import narrowed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_MARKS = "，！？：；"
_MARK = lazily.compiled(f"[{_MARKS}](?<=[{LATIN}{HANGUL}].)[{_MARKS}]{{0,3}}")
_CJK = lazily.compiled(f"[{HAN}{KANA}、。「」『』《》]")
_LETTER = lazily.compiled(f"[{LATIN}{HANGUL}]")
_NO_SPACE = "！？"


def find(text: str, document: Document) -> Iterator[Edit]:
    """Make ASCII of each mark, with a space where one is due."""
    lines = [line for line in document.lines if _MARK.search(text, *line) and not _CJK.search(text, *line)]
    letters = document.letters if lines else None
    if letters is None or letters.han + letters.kana > letters.latin + letters.hangul:
        return
    for line in lines:
        for match in _MARK.finditer(text, *line):
            for at in range(*match.span()):
                mark = narrowed(text[at])
                spaced = at == match.end() - 1 and _LETTER.match(text[at + 1 : at + 2])
                yield Edit(at, at + 1, f"{mark} " if spaced else mark, Certainty.LIKELY, "no Chinese is in this line")


RULE = Rule(
    id="latin-in-cjk",
    phase=Phase.PUNCTUATION,
    repairs="Makes ASCII of full-width marks behind Latin letters and Hangul, in lines without Han and kana.",
    why_safe="Neither Latin nor Korean text has such marks; lines with Chinese or Japanese in them are left.",
    safety=Safety.SAFE,
    trigger=f"[{_MARKS}](?<=[{LATIN}{HANGUL}].)",
    examples=(
        Example("Hello，world", "Hello, world"),
        Example("안녕하세요，세계！", "안녕하세요, 세계!", "Korean"),
        Example("我用iPhone，你呢？", "我用iPhone，你呢？", "Chinese"),
        Example(
            "上面的方法是最常用的一個，也就是\nPCA factorization，\n還有別的方法可以用。",
            "上面的方法是最常用的一個，也就是\nPCA factorization，\n還有別的方法可以用。",
            "a line of a Chinese text",
        ),
        Example("！！！", "！！！"),
    ),
    find=find,
)
