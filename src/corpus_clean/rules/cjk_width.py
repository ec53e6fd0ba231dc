"""Full-width marks that some step folded to ASCII: `來了,又走了` was `來了，又走了`.

Text collectors fold the whole block U+FF01-FF5E to ASCII. Chinese set with `。、“”` then has its commas, colons,
semicolons, exclamation and question marks and brackets in ASCII. Folding happens to a whole document, so that is judged
first. All of this must hold, outside of addresses, code and other passages with a punctuation of their own:

- no character of U+FF01-FF5E is left, and 3 or more of 。、“”《》‘’「」『』, which folding spares, are there;
- 3 or more ASCII commas stand directly between Han, and 1 or more for every 200 Han;
- at most one comma after Han in 10 is followed by a space, and at most one sentence in 10 ends in an ASCII full stop:
  who writes so chose ASCII;
- kana are fewer than one letter in 10, and the text is not JSON, CSV, YAML or code.

Then each mark is judged by its neighbours in the text as it was, a run of marks as one, brackets as a pair on one line.
It is restored after Han or a Chinese mark, or right before Han behind a letter, digit, bracket or quotation mark; a
pair of brackets right behind a Latin word, where Han is in it. Marks between digits (12,345, 3:30), commas and colons
before a space, brackets after a space, marks that are quoted (“?”), and marks in Latin phrases or in paragraphs with
Hangul stay. A `?` that follows a mark of its own, or stands before a comma, or right before Han in a clause without any
word of asking, may be a lost byte, and stays.

tests/bench/clean_text.md has what was measured. In documents that mix both styles and then were folded, the author's
ASCII marks cannot be told from the folded ones.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus_clean.document import HAN, HANGUL, SENTENCES, Syntax
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety
from corpus_clean.unicode.widths import widened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

MIN_SPARED = 3
MIN_COMMAS = 3
HAN_PER_COMMA = 200
ONE_IN = 10
"""The gate's figures; the page above says what they bound."""

_OPENING = "“‘「『《〈【〔"
_CLOSING = "”’」』》〉】〕"
_CLOSING_ASCII = ("]", '"')
_SPARED = re.compile("[。、“”《》‘’「」『』]")
_FOLDABLE = re.compile("[！-～]")
_COMMA = re.compile(f"[,](?<=[{HAN}{_CLOSING}],)(?=[{HAN}{_OPENING}])")
_SPACED_COMMA = re.compile(f"[,](?<=[{HAN}{_CLOSING}],)(?= +[^ \r\n])")
_FULL_STOP = re.compile(rf"[.](?<=[{HAN}]\.)(?=[\s\"”’」)]|\Z)")
_HANGUL = re.compile(f"[{HANGUL}]")
_UNIT = re.compile("[,:;!?()]++")
_CHINESE = re.compile(f"[{HAN}ㄅ-ㄯ。、…—·％{_OPENING}{_CLOSING}]")
_HAN = re.compile(f"[{HAN}]")
_BEFORE_HAN = re.compile(r"[A-Za-zÀ-ɏ0-9%‰℃°)\]}>\"'…□.]")
_ASKING = re.compile("[嗎吗呢吧麼么啊呀哪何誰谁怎豈岂幾几孰焉乎哉耶邪歟欤曷奚遑否不沒没可能會会還还多什甚]|[与與未]\\Z")
_OPERATOR = re.compile(r" ?[-+*/^=!<>]")
_BLANK = re.compile(r"[ \t]{0,8}(?:[\r\n]|\Z)")
_CLAUSE = 40
_WITHIN = 200


def find(text: str, document: Document) -> Iterator[Edit]:
    """Restore each mark, in a document that was folded."""
    if not _folded(text, document):
        return
    for line in document.lines:
        if not _HANGUL.search(text, *line):
            for at in folded_marks(text, document, *line):
                yield Edit(at, at + 1, widened(text[at]), Certainty.LIKELY, "the document was folded to ASCII")


def _folded(text: str, document: Document) -> bool:
    """Say whether the whole document lost its full-width marks; the cheap questions come first."""
    most = len(_COMMA.findall(text))
    if most < MIN_COMMAS or len(_SPARED.findall(text)) < MIN_SPARED:
        return False
    letters = document.letters
    if most * HAN_PER_COMMA < letters.han or letters.kana * ONE_IN >= letters.han:
        return False

    def count(pattern: re.Pattern[str]) -> int:
        return sum(1 for _ in document.unprotected(pattern))

    if _FOLDABLE.search(text) and count(_FOLDABLE):
        return False
    commas = count(_COMMA)
    return (
        commas >= MIN_COMMAS
        and commas * HAN_PER_COMMA >= letters.han
        and count(_SPACED_COMMA) * ONE_IN <= commas
        and count(_FULL_STOP) * ONE_IN <= text.count("。")
        and count(_SPARED) >= MIN_SPARED
        and document.syntax in SENTENCES | {Syntax.HTML}
    )


def folded_marks(text: str, document: Document, start: int, end: int) -> list[int]:
    """Return the offsets of the marks of one line that were full-width, in order."""
    units = [
        match.span() for match in document.unprotected(_UNIT, start, end) if not document.is_protected(match.end() - 1)
    ]
    closers = _pairs(text, units)
    chosen: set[int] = set()
    for low, high in units:
        left = text[low - 1] if low > start else ""
        right = text[high] if high < end else ""
        for at in range(low, high):
            if text[at] == "(":
                closer = closers.get(at)
                if closer is not None and _is_pair(text, at, closer, after_chosen=at - 1 in chosen, line=(start, end)):
                    chosen |= {at, closer}
            elif text[at] != ")":
                before = text[at - 1] if at > low and text[at - 1] == ")" else left
                if _is_mark(text, at, before, right, after=_before(text, low, at, chosen)):
                    chosen.add(at)
    return sorted(chosen)


def _pairs(text: str, units: list[tuple[int, int]]) -> dict[int, int]:
    closers: dict[int, int] = {}
    waiting: list[int] = []
    for low, high in units:
        for at in range(low, high):
            if text[at] == "(":
                waiting.append(at)
            elif text[at] == ")" and waiting:
                closers[waiting.pop()] = at
    return closers


def _before(text: str, low: int, at: int, chosen: set[int]) -> bool | None:
    """Whether the mark of the same run before this one was restored; None for the first, and where it says nothing."""
    if at == low or text[at - 1] == "(":
        return None
    return at - 1 in chosen or (None if text[at - 1] == ")" else False)


def _is_pair(text: str, opening: int, closing: int, *, after_chosen: bool, line: tuple[int, int]) -> bool:
    left = text[opening - 1] if opening > line[0] else ""
    right = text[closing + 1] if closing + 1 < line[1] else ""
    has_han = bool(_HAN.search(text, opening, min(closing, opening + _WITHIN)))
    if not has_han and _OPERATOR.match(text, closing + 1):
        return False
    if after_chosen or (_CHINESE.match(left) and (left not in _OPENING or has_han)):
        return True
    if not has_han:
        return False
    first, last = text[opening + 1], text[closing - 1]
    if left.isalnum():
        return first != " " and last != " "
    if left == "_" or (left == " " and text[opening - 2 : opening - 1].isalnum()):
        return False
    return bool(_CHINESE.match(right)) or bool(_HAN.match(first) and (_HAN.match(last) or last in _CLOSING))


def _is_mark(text: str, at: int, left: str, right: str, *, after: bool | None) -> bool:
    mark = text[at]
    if mark == "?" and not _asks(text, at, left, right):
        return False
    is_name = mark == "!" and text[at + 1 : at + 2] == "," and not _CHINESE.match(left)  # a factorial, #NULL!
    if is_name or (left in _OPENING if left else right == ""):
        return False  # or a mark that is spoken of, or a line of marks
    if mark in ",:;" and right == " " and not _BLANK.match(text, at + 1):
        return False
    if after is not None:
        return after
    if _CHINESE.match(left) or (left in _CLOSING_ASCII and _HAN.match(text[at - 2 : at - 1])):
        return True
    return bool(_BEFORE_HAN.match(left)) and bool(_HAN.match(right) or (right and right in _OPENING))


def _asks(text: str, at: int, left: str, right: str) -> bool:
    """Whether a question mark is one, and not the sign of a lost byte."""
    if left in "。、，" or text[at + 1 : at + 2] == ",":
        return False
    if not _HAN.match(right):
        return True
    clause = re.split("[。!?;\n“”]", text[max(0, at - _CLAUSE) : at])[-1]
    return bool(_ASKING.search(clause))


_STORY = "雨停了,風還在吹,樹葉落了一地。"
_FOLDED = "他說:“船來了!”大家都去看,只有老人不動,坐在門口(門開著),慢慢地,抽菸、喝茶。"
_MIXED = f"{_STORY}月亮出來了，很亮,也很冷。“走吧。”"
_SPACED = "天亮了, 鳥叫了, 人也醒了。水開了,茶好了,花也開了,“喝吧”。"

RULE = Rule(
    id="cjk-width",
    phase=Phase.PUNCTUATION,
    repairs="Puts back the full-width marks of a Chinese document that some step folded to ASCII.",
    why_safe="It acts on documents that kept 。、“” but have not one full-width mark left, and on marks next to Han.",
    safety=Safety.SAFE,
    needs=f"[{HAN}]",
    trigger=_COMMA.pattern,
    examples=(
        Example(
            _FOLDED,
            "他說：“船來了！”大家都去看，只有老人不動，坐在門口（門開著），慢慢地，抽菸、喝茶。",
            "a folded text",
        ),
        Example(
            f"{_STORY}\n走了12,345步,才下午3:30,看見“茶館”兩個字。",
            "雨停了，風還在吹，樹葉落了一地。\n走了12,345步，才下午3:30，看見“茶館”兩個字。",
            "figures and times keep their marks",
        ),
        Example(
            f"{_STORY}\n誰來過?沒有人,也沒有腳印。“真的嗎?!”",
            "雨停了，風還在吹，樹葉落了一地。\n誰來過？沒有人，也沒有腳印。“真的嗎？！”",
            "questions",
        ),
        Example(_MIXED, _MIXED, "mixed: not folded"),
        Example(_SPACED, _SPACED, "spaced: a style of its own"),
        Example("好,好,好!", "好,好,好!", "too little to tell"),
    ),
    find=find,
)
