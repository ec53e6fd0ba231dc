"""Which ASCII marks of a Chinese line were full-width before they were folded, by what stands beside them.

Neighbours are those of the text as it was, markup between them looked through; a run of marks counts as one, and
brackets as a pair on one line. A mark was full-width after Han or a Chinese mark, or right before Han behind a letter,
digit, bracket or quotation mark; a pair of brackets behind a Latin word, where Han is in it; a mark whose own number
stands before it, as in U+FF0C [,]. Marks between digits (12,345, 3:30), commas and colons before a space, brackets
after a space, marks that are quoted (“?”), marks in Latin phrases, and brackets around a source behind a sentence,
。(GB/T 15834-2011), stay. A `?` that follows a mark of its own, or stands before a comma, or right before Han in a
clause without any word of asking, may be a lost byte, and stays.

Where it is proven that the text was folded, there is more evidence: who types ASCII sets spaces. On lines with Han
these were full-width too: what ends a clause with Han and with it the line; commas and semicolons without a space
between Latin words, where both clauses have Han, or the next word is a name or a number, and nothing around looks like
code; brackets without a space before them, with a Latin phrase in them or, at the start of the line, a number. On lines
without Han, where the document sets spaces behind its other Latin commas: those between phrases (Paths,Moving Paths),
and in enumerations that go on (A,B,C,...).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import HAN
from corpus_clean.unicode.beside_markup import seen_after, seen_before
from corpus_clean.unicode.neighbours import CLOSING, OPENING
from corpus_clean.unicode.widths import widened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_CLOSING_ASCII = ("]", '"')
_UNIT = lazily.compiled("[,:;!?()]++")
_CHINESE = lazily.compiled(f"[{HAN}ㄅ-ㄯ。、…—·％{OPENING}{CLOSING}]")
_HAN = lazily.compiled(f"[{HAN}]")
_BEFORE_HAN = lazily.compiled(r"[A-Za-zÀ-ɏ0-9%‰℃°)\]}>\"'…□.`+]")
_LATIN = lazily.compiled("[A-Za-zÀ-ɏ0-9]")
_WORD = lazily.compiled("[A-Za-zÀ-ɏ0-9]++")
_ASKING = lazily.compiled(
    "[嗎吗呢吧麼么啊呀哪何誰谁怎啥咋豈岂幾几孰焉乎哉耶邪歟欤曷奚遑否不沒没可能會会還还多什甚]|[与與未]\\Z"
)
_OPERATOR = lazily.compiled(r" ?(?!\*\*)[-+*/^=!<>]{1,2} ?[A-Za-z0-9(.]")
_BLANK = lazily.compiled(r"[ \t]{0,8}(?:[\r\n]|\Z)")
_NUMBER = lazily.compiled(f"[0-9]{{1,3}}|[A-Za-z]|[{HAN}]{{1,2}}")
_LEAD = lazily.compiled(r"[\s>#*+-]{0,20}")
_SOURCE = lazily.compiled("[A-Z][^ ]{0,20} [^0-9]{0,20}[0-9]")
_SHOWING, _NUMBERED = frozenset("[“‘「『<"), lazily.compiled(r"U\+(FF[0-9A-F]{2})(?![0-9A-F])[^+]*\Z")
_PHRASE = lazily.compiled(r"[A-Z][\w.'&/-]*(?: [A-Za-z0-9][\w.'&/+-]*)+")
_CODE = lazily.compiled(r"[\[\]{}=\\<>|$#@`_]|--|(?<![A-Za-z0-9])-[A-Za-z]|, ")
_CODE_SPAN = lazily.compiled(r"`[^`\n]{1,60}`")
_ASCII = lazily.compiled("[ -~]*")
_ASCII_END = lazily.compiled(r"[ -~]*\Z")
_TWO_WORDS = lazily.compiled("[A-Za-z0-9)] [A-Za-z0-9(]")
_ITEMS_BEHIND = lazily.compiled("(?:[A-Za-z]{1,4}|[0-9]{1,2})(?:,(?:[A-Za-z]{1,4}|[0-9]{1,2})){0,8}|")
_ENUMERATION = lazily.compiled(r"(?<![A-Za-z0-9(])(?:(?:[A-Za-z]{1,4}|[0-9]{1,2}),){2,9}(?:\.\.\.|…)")
_PARTS = lazily.compiled("[。，、！？；：,:;!?()（）\n“”]")
_CLAUSE = 40
_NEAR = 60
_WITHIN = 200


def folded_marks(text: str, document: Document, start: int, end: int, *, proven: bool = False) -> list[int]:
    """Return the offsets of the marks of one line that were full-width, in order; `proven` says the text was folded."""
    has_han = bool(_HAN.search(text, start, end))
    line = _Line(text, start, end, proven and has_han, proven and not has_han and document.spaces_commas)
    units = list(_units(document, start, end))
    named = {at for low, high in units for at in range(low, high) if _is_named(text, at, start)}
    closers = _pairs(text, units)
    chosen = set(named)
    in_ascii = start
    for low, high in units:
        seen = seen_before(text, low, start)
        for at in range(low, high):
            if at in named:
                continue
            if text[at] == "(":
                before, closer = (seen if at == low else at), closers.get(at)
                if closer is not None and line.is_pair(at, closer, before, restored=before - 1 in chosen):
                    chosen |= {at, closer}
                else:
                    in_ascii = max(in_ascii, closer or 0)
            elif text[at] != ")":
                before = at if at > low and text[at - 1] == ")" else seen
                after = _after(text, low, at, chosen)
                if line.is_mark(at, before, high, after=after, bracketed=at < in_ascii):
                    chosen.add(at)
    return sorted(chosen)


def _units(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of marks outside of protected passages; the last mark of one may be the first of a run."""
    for match in _UNIT.finditer(document.text, start, end):
        low, high = match.span()
        while low < high and document.is_protected(low):
            low += 1
        if low < high and not document.is_protected(high - 1):
            yield low, high


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


def _is_named(text: str, at: int, start: int) -> bool:
    """Say whether a mark is shown behind its own number: U+FF0C FULLWIDTH COMMA [,]."""
    if text[at - 1 : at] not in _SHOWING:
        return False
    found = _NUMBERED.search(text, max(start, at - _NEAR), at)
    return bool(found and chr(int(found[1], 16)) == widened(text[at]))


def _after(text: str, low: int, at: int, chosen: set[int]) -> bool | None:
    """Whether the mark of the same run before this one was restored; None for the first, and where it says nothing.

    A mark right behind an opening bracket is spoken of, as the ones in (?!) are.
    """
    if at == low or (text[at - 1] == ")" and at - 1 not in chosen):
        return None
    return text[at - 1] != "(" and at - 1 in chosen


@dataclass(frozen=True, slots=True)
class _Line:
    """One line and what is asked about its marks; `before` is the end of what is seen before a mark or bracket."""

    text: str
    start: int
    end: int
    in_chinese: bool
    """Whether the line is of a text that was folded, and has Han."""
    in_spaced: bool
    """Whether it is of such a text and has none, and other commas in Latin of the text have a space behind them."""

    def _left(self, before: int) -> str:
        return self.text[before - 1] if before > self.start else ""

    def _right(self, at: int) -> str:
        seen = seen_after(self.text, at, self.end)
        return self.text[seen] if seen < self.end else ""

    def is_pair(self, opening: int, closing: int, before: int, *, restored: bool) -> bool:
        """Say whether two brackets were full-width; `restored` says that the mark before them was."""
        text = self.text
        left, right = self._left(before), self._right(closing + 1)
        content = text[opening + 1 : min(closing, opening + _WITHIN)]
        has_han = bool(_HAN.search(content))
        is_source = (left == "。" or (restored and left in ")!?")) and _SOURCE.match(content)
        if not has_han and (is_source or _OPERATOR.match(text, closing + 1, self.end)):
            return False
        if restored or (_CHINESE.match(left) and (has_han or left not in OPENING)):
            return True
        if not has_han:
            return self.in_chinese and self._is_latin_pair(opening, content, before, right)
        first, last, beside = content[0], text[closing - 1], text[max(self.start, opening - 2) : opening]
        if left.isalnum() and before == opening:
            return first != " " and last != " "
        if beside.endswith("_") or (beside.endswith(" ") and beside[0].isalnum()):
            return False
        return bool(_CHINESE.match(right)) or bool(
            _HAN.match(first) and (_HAN.match(last) or last in CLOSING or left == right == "")
        )

    def _is_latin_pair(self, opening: int, content: str, before: int, right: str) -> bool:
        """Say whether brackets without Han in them were full-width: (1)總則, Etch(Debian 4.0)版."""
        if _LEAD.fullmatch(self.text, self.start, before):
            return bool(_NUMBER.fullmatch(content)) and right not in {"", " "}
        is_phrase = before == opening and _LATIN.match(self._left(before)) and _PHRASE.fullmatch(content)
        return bool(is_phrase and (right in ",:;!?" or _CHINESE.match(right)))

    def is_mark(self, at: int, before: int, high: int, *, after: bool | None, bracketed: bool) -> bool:
        """Say whether a mark was full-width.

        `high` is the end of its run and `after` what the mark before it in the run was; `bracketed` marks stand in a
        pair of brackets that are ASCII.
        """
        left, right = self._left(before), self._right(high)
        if self._stays(at, high, left, right):
            return False
        if after is not None:
            return after
        if _CHINESE.match(left) or (left in _CLOSING_ASCII and _HAN.match(self.text[before - 2 : before - 1])):
            return True
        if _BEFORE_HAN.match(left) and (_HAN.match(right) or (right and right in OPENING)):
            return True
        return not bracketed and self._is_folded(at, before, high)

    def _stays(self, at: int, high: int, left: str, right: str) -> bool:
        """Say whether a mark may be no mark, or an ASCII one, whatever stands before it."""
        text, mark = self.text, self.text[at]
        if mark == "?" and not self._asks(at, left, right):
            return True
        is_name = mark == "!" and text[at + 1 : at + 2] == "," and not _CHINESE.match(left)  # a factorial, #NULL!
        if is_name or (left in OPENING if left else right == ""):
            return True  # or a mark that is spoken of, or a line of marks
        return mark in ",:;" and text[high : high + 1] == " " and not _BLANK.match(text, at + 1, self.end)

    def _is_folded(self, at: int, before: int, high: int) -> bool:
        """Say whether a mark without Han beside it was full-width, in a text that was folded."""
        if self.in_chinese:
            return (
                self._ends_line(at, before, high)
                or self._is_beside_space(at, high)
                or self._is_in_list(at, before, high)
            )
        return self.in_spaced and (self._is_between_phrases(at) or self._is_enumerated(at))

    def _ends_line(self, at: int, before: int, high: int) -> bool:
        """Say whether a mark ends a line, and a clause that is more Chinese than not; but for commas: lines wrap."""
        clause = self._clause(at)
        words = len(_WORD.findall(clause))
        return (
            self.text[at] != ","
            and bool(_BLANK.match(self.text, high, self.end) and _BEFORE_HAN.match(self._left(before)))
            and len(_HAN.findall(clause)) >= words > 0
            and not self.text.startswith("//", self.end + 1)  # an address that wraps
        )

    def _is_beside_space(self, at: int, high: int) -> bool:
        """Say whether a mark has a space before it, and right behind it Han."""
        beside = self.text[max(self.start, at - 2) : at]
        is_late = len(beside) > 1 and beside[1] == " " and (_CHINESE.match(beside) or _BEFORE_HAN.match(beside))
        return bool(is_late and _HAN.match(self.text, high, self.end))

    def _is_in_list(self, at: int, before: int, high: int) -> bool:
        """Say whether a comma or semicolon without a space stands between words, not figures, coordinates or code."""
        text, left, right = self.text, self._left(before), self._right(high)
        if text[at] not in ",;" or high != at + 1 or not (_LATIN.match(left) or left == "`"):
            return False
        if right == "`":
            return True
        if not _LATIN.match(right) or (left + right).isdigit():
            return False
        last, first = (_WORD.match(side) for side in (text[max(self.start, at - 9) : at][::-1], text[high : high + 9]))
        if last and first and len(last[0]) == len(first[0]) == 1:
            return False
        if self._is_code(at):
            return False
        following = _PARTS.split(text[high : high + _CLAUSE], maxsplit=1)[0]
        return bool(_HAN.search(self._clause(at)) and _HAN.search(following)) or right.isupper() or right.isdigit()

    def _is_between_phrases(self, at: int) -> bool:
        """Say whether a comma without a space stands before a capital, and between phrases of Latin words."""
        capital = self.text[at + 1 : min(self.end, at + _NEAR)]
        is_phrase = _TWO_WORDS.search(_PARTS.split(self._behind(at))[-1]) or _TWO_WORDS.search(_PARTS.split(capital)[0])
        return bool(self.text[at] == "," and capital[:1].isupper() and is_phrase and not self._is_code(at))

    def _is_enumerated(self, at: int) -> bool:
        """Say whether a comma is one of A,B,C,... or 1,2,3,..."""
        items = _ITEMS_BEHIND.match(self._behind(at)[::-1])
        return self.text[at] == "," and bool(items and _ENUMERATION.match(self.text, at - items.end(), self.end))

    def _is_code(self, at: int) -> bool:
        """Say whether the ASCII around a comma looks like code, or like a list with spaces behind its commas."""
        sides = self._behind(at), self.text[at : min(self.end, at + _NEAR)]
        behind, ahead = _ASCII_END.search(sides[0]), _ASCII.match(sides[1])
        return bool(_CODE.search("".join(_CODE_SPAN.sub("", side[0]) for side in (behind, ahead) if side)))

    def _behind(self, at: int) -> str:
        return self.text[max(self.start, at - _NEAR) : at]

    def _clause(self, at: int) -> str:
        return _PARTS.split(self.text[max(self.start, at - _CLAUSE) : at])[-1]

    def _asks(self, at: int, left: str, right: str) -> bool:
        """Say whether a question mark is one, and not the sign of a lost byte."""
        if (left and left in "。、，") or self.text[at + 1 : at + 2] == ",":
            return False
        if not _HAN.match(right):
            return True
        clause = re.split("[。!?;\n“”]", self.text[max(0, at - _CLAUSE) : at])[-1]
        return bool(_ASKING.search(clause))
