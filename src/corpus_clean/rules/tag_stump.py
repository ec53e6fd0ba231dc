"""Remnants of HTML at the end of lines of running text: the `</p>` in `就這樣走了。”</p>`.

A tool that takes text out of a page leaves an end tag or a break behind, now and then without its first bracket. Where
markup plays a part, such a tag is no damage; a single line says nothing about that. So a document is judged first:

- it has 3 or more lines of running text (3 letters or more), and at most one line in 3 ends in a remnant;
- there is no start tag, comment, doctype or attribute in it, and no tag at any other place than the end of a line;
- it is neither HTML, Markdown, code nor data, and does not speak of tags or markup.

A remnant is an end tag, a break or a bare `/p>` that follows a mark of punctuation without a space and ends its line.
It is deleted; the end of the line stays. `?/p>` is left to the rules that know what the `?` was.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import Syntax
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

MIN_LINES = 3
MIN_LETTERS = 3
LINES_PER_STUMP = 3
"""The gate's figures; the page above says what they bound."""

_NAMES = (
    r"(?:p|div|span|strong|b|i|em|u|a|br|hr|li|ul|ol|dl|dt|dd|td|th|tr|table|tbody|h[1-6]|font|center|blockquote"
    r"|section|article|big|small|body|html)"
)
_STUMPS = (
    r"[</](?:(?<=<)(?=/?[A-Za-z])|(?<![<\w/?]/)(?=[A-Za-z][A-Za-z0-9]{0,9}>))"  # a look ahead, to be scanned for fast
    rf"(?i:(?:(?<=<)(?:/{_NAMES}|br)[ \t]?/?>|(?<![<\w/?]/){_NAMES}>)"
    rf"(?:<(?:/{_NAMES}|br)[ \t]?/?>){{0,3}})(?=[ \t]*+(?:[\r\n]|\Z))"
)
_PATTERN = lazily.compiled(_STUMPS)
_MARKUP = lazily.compiled(r"</?[A-Za-z][^<>]*+>|<!|(?<![<\w])/[A-Za-z][A-Za-z0-9]{0,9}>|&[A-Za-z]{2,8};|`")
_SPEAKS_OF_MARKUP = lazily.compiled(
    r"html|xml|markup|\btags?\b|標籤|标签|標記|标记|タグ|태그|тег|balise|etiqueta", re.IGNORECASE
)
_LETTER = lazily.compiled(r"[^\W\d_]")
_NO_SENTENCE = frozenset("/\\<>&@#*_=|?-")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Delete each remnant, in a document in which markup plays no part."""
    stumps = [
        match.span()
        for match in _PATTERN.finditer(text)
        if _ends_sentence(text[max(0, match.start() - 1) : match.start()])
    ]
    if stumps and _is_running_text(text, document, stumps):
        for start, end in stumps:
            yield Edit(start, end, "", Certainty.LIKELY, "markup plays no part in this text")


def _ends_sentence(char: str) -> bool:
    return char not in _NO_SENTENCE and char != "" and unicodedata.category(char).startswith("P")


def _is_running_text(text: str, document: Document, stumps: list[tuple[int, int]]) -> bool:
    prose = sum(1 for line in document.lines if _has_letters(text, *line))
    if prose < MIN_LINES or len(stumps) * LINES_PER_STUMP > prose or _SPEAKS_OF_MARKUP.search(text):
        return False
    rest = _without(text, stumps)
    return not _MARKUP.search(rest) and document.syntax is Syntax.PLAIN


def _has_letters(text: str, start: int, end: int) -> bool:
    found = _LETTER.finditer(text, start, end)
    return sum(1 for _ in zip(found, range(MIN_LETTERS), strict=False)) == MIN_LETTERS


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    return " ".join(text[end:start] for end, start in zip(ends, starts, strict=True))


_CHINESE = "山路很長，走的人很少。\n溪水從橋下流過，聲音不大。\n"

RULE = Rule(
    id="tag-stump",
    phase=Phase.MARKUP,
    repairs="Deletes an end tag or a break that was left at the end of a line of running text.",
    why_safe="It acts only where three lines of prose show that the text is no markup and no other tag is in it.",
    safety=Safety.SAFE,
    trigger=_STUMPS,
    examples=(
        Example(_CHINESE + "“到家了。”</p>\n", _CHINESE + "“到家了。”\n", "an end tag"),
        Example(
            "The road was long.<br />\nThe brook ran under the bridge.\nNight fell before they came home.",
            "The road was long.\nThe brook ran under the bridge.\nNight fell before they came home.",
            "a break, in any script",
        ),
        Example(_CHINESE + "門還開著。/p>", _CHINESE + "門還開著。", "the first bracket went too"),
        Example("“到家了。”</p>", "“到家了。”</p>", "a fragment may be HTML"),
        Example(_CHINESE + "<p>到家了。</p>", _CHINESE + "<p>到家了。</p>", "HTML"),
        Example(_CHINESE + "段落用的標籤是“結束”。</p>", _CHINESE + "段落用的標籤是“結束”。</p>", "a text about tags"),
    ),
    find=find,
    on_ascii=True,
)
