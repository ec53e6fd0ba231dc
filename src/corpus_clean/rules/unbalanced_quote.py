"""A quotation mark whose partner is gone: `“‘六月的雨,來得快。”` lost a ’. Reported, never repaired.

Where the partner stood cannot be known, so the text stays. The marks “ ” ‘ ’ are read in order, over the whole text, in
documents whose letters are Han and kana before anything else:

- an opening mark is reported when the mark around it closes first, when another of its kind opens on a later line
  before it is closed, or when nothing closes it to the end;
- a closing mark is reported when nothing of its kind is open, but not on the first line: what opens before the text
  begins is not lost; ’ counts only after Han, kana, their marks or ”, elsewhere it is an apostrophe, and ” does not
  count after a digit;
- a mark that opens again at the start of a line continues a quotation of several paragraphs, of which only the last is
  closed; a mark that is itself quoted is spoken of.

On Debian's documentation, whole files (`python -m tests.bench.clean_text DIR`): 84 findings in 3,416 files in zh_TW, 84
in 3,810 in zh_CN, 11 in 4,958 in ja. Those that were read are slips of the page: a mark set the wrong way round, or an
ASCII quotation mark as the partner.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean import lazily
from corpus_clean.document import HAN, KANA, SENTENCES, Syntax
from corpus_clean.rule import Cue, Example, Phase, Rule, Safety, Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_PARTNER = {"”": "“", "’": "‘"}
_CJK = f"{HAN}{KANA}。，、！？…；："
_MARKS = lazily.compiled(r"[“”‘’\r\n]")
_CLOSABLE = {"”": re.compile(r"\D"), "’": re.compile(f"[{_CJK}”]")}
_SINGLE = rf"(?:‘[^“”‘’\r\n]*’|(?<![{_CJK}”])’)"
_IN_ORDER = lazily.compiled(rf"[^“”‘’]*(?:(?:“[^“”‘’\r\n]*(?:{_SINGLE}[^“”‘’\r\n]*)*”|{_SINGLE})[^“”‘’]*)*")
"""Text in which each mark is closed on its line, and before the one around it."""
_UNCLOSED = "is never closed"
_UNOPENED = "closes nothing that is open"
_DEEPEST = 6
_INDENT = 8
_READ = SENTENCES | {Syntax.HTML}


def find(text: str, document: Document) -> Iterator[Suspicion]:
    """Report each mark without a partner."""
    letters = document.letters
    if letters.han + letters.kana <= letters.latin + letters.hangul or document.syntax not in _READ:
        return
    for at in sorted(_lonely(text, document)):
        yield Suspicion(at, at + 1, f"{text[at]} {_UNOPENED if text[at] in _PARTNER else _UNCLOSED}")


class _Open(NamedTuple):
    at: int
    mark: str
    line: int


def _lonely(text: str, document: Document) -> Iterator[int]:
    waiting: list[_Open] = []
    line = 0
    first_line_ends = document.lines[0].end if document.lines else 0
    for match in _MARKS.finditer(text):
        at, mark = match.start(), match[0]
        opening = _PARTNER.get(mark)
        if mark in "\r\n":
            line += 1
        elif _is_spoken_of(text, at) or document.is_protected(at):
            continue
        elif opening is None:
            yield from _open(text, waiting, _Open(at, mark, line))
        elif any(one.mark == opening for one in waiting):
            while (one := waiting.pop()).mark != opening:
                yield one.at
        elif at >= first_line_ends and _CLOSABLE[mark].match(text, at - 1):
            yield at
    yield from (one.at for one in waiting)


def _open(text: str, waiting: list[_Open], new: _Open) -> Iterator[int]:
    """Take in an opening mark: on its line it nests; on a later line, what is still open of its kind stays open."""
    same = next((place for place, one in enumerate(waiting) if one.mark == new.mark), None)
    if same is not None and waiting[same].line < new.line:
        if not _starts_line(text, new.at):  # else the quotation goes on
            yield waiting[same].at
        del waiting[same:]
    elif len(waiting) == _DEEPEST:
        yield waiting.pop(0).at
    waiting.append(new)


def _starts_line(text: str, at: int) -> bool:
    before = text[max(0, at - _INDENT) : at].rstrip(" \t　“‘")
    return not before or before[-1] in "\r\n"


def _is_spoken_of(text: str, at: int) -> bool:
    return text[max(0, at - 1) : at] + text[at + 1 : at + 2] in {
        "“”",
        "‘’",
        "「」",
        "『』",
        "()",
        "（）",
        "''",
        '""',
        "``",
    }


_LONG = "“第一段。\n“第二段。\n“最後一段。”"
_LINE = "雨下了一夜，天亮才停。\n"

RULE = Rule(
    id="unbalanced-quote",
    phase=Phase.PUNCTUATION,
    repairs="Reports a quotation mark in Chinese or Japanese text whose partner is missing.",
    why_safe="It changes nothing.",
    safety=Safety.REPORT,
    trigger=(Cue("[“”‘’]", needs=f"[{HAN}{KANA}]", check=lambda text: _IN_ORDER.fullmatch(text) is None),),
    examples=(
        Example(
            "老人說：“‘風大浪高不出海，這是規矩。”",
            "老人說：“‘風大浪高不出海，這是規矩。”",
            "the inner mark is not closed when the outer is",
            found=("‘",),
        ),
        Example(_LINE + "他說：走吧。”", _LINE + "他說：走吧。”", "nothing was open", found=("”",)),
        Example("“‘快走’，他說。”", "“‘快走’，他說。”", "nested as it should be"),
        Example(_LONG, _LONG, "one quotation in three paragraphs"),
        Example("他叫O’Neil，住在隔壁。", "他叫O’Neil，住在隔壁。", "an apostrophe"),
    ),
    find=find,
)
