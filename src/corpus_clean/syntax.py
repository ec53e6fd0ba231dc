"""Tell what kind of text this is, and where in it punctuation has a meaning of its own.

Every pattern is bounded or possessive, so that a megabyte of any of its own literals costs linear time. Every answer is
conservative: an unclear text is plain, an unclear passage is protected.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import HAN, Syntax
from corpus_clean.edit import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEW = 2
"""How many lines or signs of a kind are needed before it says anything about the document."""
_CODE_SHARE = 4
"""One line in so many must look like code."""


def sniff(text: str) -> Syntax:
    r"""Say what kind of text this is by its look.

    >>> sniff('{"名":"值"}').value, sniff("甲,乙\n丙,丁").value, sniff("一般的文字,如此。").value
    ('json', 'csv', 'plain')
    """
    lines = [line for line in text.replace("\r", "\n").split("\n") if line and not line.isspace()]
    for syntax, fits in _KINDS:
        if lines and fits(text, lines):
            return syntax
    return Syntax.PLAIN


def _is_json(text: str, lines: list[str]) -> bool:
    whole = text.strip()
    if whole[0] + whole[-1] not in {"{}", "[]"} or '"' not in whole:
        return False
    return _parses(whole) or all(line.strip()[0] in "{[" and _parses(line) for line in lines)


def _parses(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_html(text: str, _lines: list[str]) -> bool:
    if _HTML_START.match(text):
        return True
    opened = {match[1].lower() for match in _START_TAG.finditer(text)}
    return any(match[1].lower() in opened for match in _END_TAG.finditer(text))


def _is_yaml(_text: str, lines: list[str]) -> bool:
    if len(lines) == 1 and not _YAML_WORD.match(lines[0]):
        return False  # a sentence with a colon
    keys = sum(1 for line in lines if _YAML_KEY.match(line))
    return keys >= 1 and keys * 2 >= len(lines) and all(_YAML_LINE.match(line) for line in lines)


def _is_csv(_text: str, lines: list[str]) -> bool:
    if len(lines) < _FEW or sum(1 for line in lines if line.rstrip()[-1] in _SENTENCE_END) * 2 >= len(lines):
        return False
    bare = [_QUOTED_CELL.sub("", line) for line in lines]
    return any(bare[0].count(comma) and len({line.count(comma) for line in bare}) == 1 for comma in _COMMAS)


def _is_code(_text: str, lines: list[str]) -> bool:
    if lines[0].startswith(_CODE_STARTS):
        return True
    outside, is_open = _unfenced(lines, is_open=False)
    return _has_code(lines if is_open else outside)


def _has_code(lines: list[str]) -> bool:
    code = sum(1 for line in lines if _CODE_LINE.match(line))
    return code >= _FEW and code * _CODE_SHARE >= len(lines)


def _unfenced(lines: list[str], *, is_open: bool) -> tuple[list[str], bool]:
    """Return the lines outside of fences, and whether the last fence is open at the end."""
    outside = []
    for line in lines:
        if _FENCE.match(line):
            is_open = not is_open
        elif not is_open:
            outside.append(line)
    return outside, is_open


def _is_markdown(text: str, _lines: list[str]) -> bool:
    return sum(1 for sign in _MARKDOWN if sign.search(text)) >= _FEW or "\n```" in "\n" + text


def _is_subtitles(text: str, _lines: list[str]) -> bool:
    return len(_TIMES.findall(text)) >= _FEW


_KINDS = (
    (Syntax.SUBTITLES, _is_subtitles),
    (Syntax.JSON, _is_json),
    (Syntax.HTML, _is_html),
    (Syntax.YAML, _is_yaml),
    (Syntax.CSV, _is_csv),
    (Syntax.CODE, _is_code),
    (Syntax.MARKDOWN, _is_markdown),
)

_TIMES = lazily.compiled(r"^(?:\d{2,}:)?\d\d:\d\d[,.]\d{3} --> (?:\d{2,}:)?\d\d:\d\d[,.]\d{3}", re.MULTILINE)
_SENTENCE_END = "。！？!?…”’」』)）.:：;；"
_HTML_START = lazily.compiled(r"\s*+<(?:!doctype|html|\?xml)\b", re.IGNORECASE)
_START_TAG = lazily.compiled(r"<([A-Za-z][A-Za-z0-9]{0,15})(?:\s[^<>]*+)?>")
_END_TAG = lazily.compiled(r"</([A-Za-z][A-Za-z0-9]{0,15})\s*+>")
_YAML_KEY = lazily.compiled(r"\s*+(?:- )?[\w\"'./-][^\s:,，。][^:,，。]{0,40}:(?:\s|$)|\s*+(?:- )?\w:(?:\s|$)")
_YAML_WORD = lazily.compiled(r"\s*+(?:- )?[\w\"'./-]+:(?:\s|$)")
_YAML_LINE = lazily.compiled(rf"{_YAML_KEY.pattern}|\s*+-(?:\s|$)|\s*+#|---$|\.\.\.$|\s{{2,}}")
_QUOTED_CELL = lazily.compiled(r'"[^"]*+"')
_CODE_LINE = lazily.compiled(
    r"\s*+(?:(?:def|class|import|from|return|function|const|let|var|elif|else|fi|done|esac|public|private|static|void"
    r"|int|package|func|fn|use|using|namespace|echo|export|local|if|for|while|switch|case|try|except|raise|with|print)\b"
    r"(?=.*[(){}=;:\"'])|(?:import|from) [\w.]++(?: import [^\n]*+)?\s*+$"
    r"|#include\b|//|/\*|\*/|\}|SELECT\b|INSERT\b|UPDATE\b|CREATE\b|FROM\b|WHERE\b"
    r"|[A-Za-z_][\w.\[\]]{0,60}+ ?(?:[-+*/|:]?=(?!=) ?|\()[^\n])|[^\n]*+(?<=[{;])\s*+$"
)
_MARKDOWN = tuple(
    re.compile(sign, re.MULTILINE)
    for sign in (
        r"^#{1,6} \S",
        r"^ {0,3}[-*+] \S",
        r"\*\*[^\s*][^*\n]{0,200}\*\*",
        r"\]\([^()\s]{1,500}\)",
        r"`[^`\n]{1,200}`",
        r"^> \S",
        r"^\|(?:[ :]*-+[ :]*\|)+",
    )
)


def protected_spans(text: str) -> tuple[Span, ...]:
    """Find where punctuation does not punctuate: ordered, disjoint.

    >>> [text[:9] for text in ("開心:)真的",) for _ in protected_spans(text)]
    ['開心:)真的']
    """
    found = [Span(*match.span()) for match in _MEANING.finditer(text)]
    found += _fences(text)
    found += _elements(text)
    found += _faces(text)
    found.sort()
    merged: list[Span] = []
    for span in found:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return tuple(merged)


def _fences(text: str) -> Iterator[Span]:
    """Fenced code; the last fence runs to the end of the text when nothing closes it."""
    marks = [(match.start(), match.end(), match[1]) for match in _FENCE.finditer(text)]
    at = 0
    while at < len(marks):
        start, _, kind = marks[at]
        at += 1
        while at < len(marks) and marks[at][2] != kind:
            at += 1
        yield Span(start, marks[at][1] if at < len(marks) else len(text))
        at += 1


def _elements(text: str) -> Iterator[Span]:
    """Find what stands in HTML elements that hold code."""
    closed = 0
    for match in _CODE_ELEMENT.finditer(text):
        if match.start() < closed:
            continue
        end = text.find(f"</{match[1]}", match.end())
        if end < 0:
            return
        closed = end
        yield Span(match.start(), end)


def _faces(text: str) -> Iterator[Span]:
    """Emoticons; but a bracket that has its partner near on the line is a bracket."""
    for match in _FACE.finditer(text):
        start, end = match.span()
        if text[end - 1] == ")":
            before = text[max(0, start - _NEAR) : start]
            if before.rfind("(") > max(before.rfind(")"), before.rfind("\n")):
                continue
        elif (text[end - 1] == "(" and _CLOSES_NEAR.match(text, end)) or (
            text[end - 1] == "[" and _SQUARE_CLOSES_NEAR.match(text, end)
        ):
            continue
        yield Span(start, end)


_NEAR = 60
_CLOSES_NEAR = lazily.compiled(r"[^()\n]{1,60}\)")
_SQUARE_CLOSES_NEAR = lazily.compiled(r"[^\[\]\n]{1,60}\]")
_FACE = lazily.compiled(r"[:;=8][-'^]?[)(\]\[|\\/](?!/)|[:;=][-'^]?[DPpOo](?![A-Za-z0-9])|\^_+\^|T_+T|>_+<|<3")
_FENCE = lazily.compiled(r"^ {0,3}(```|~~~)[^\n]*+", re.MULTILINE)
_CODE_ELEMENT = lazily.compiled(r"<(script|style|pre|code|kbd|samp|math|svg)\b")
_ADDRESS_MARK = "[,;:!?()'](?=[!-~])"
_MEANING = lazily.compiled(
    # no group is repeated possessively: Python 3.11.2 matches too much or too little there
    # an address ends at a mark that a character of another script follows
    rf"[A-Za-z][A-Za-z0-9+.\-]{{0,15}}+://(?:[^\s,;:!?()'\"<>`。、，；：！？（）「」『』《》“”‘’…]++|{_ADDRESS_MARK})+"
    rf"|www\.(?:[^\s,;:!?()'\"<>`。、，；：！？（）「」『』《》“”‘’…{HAN}]++|{_ADDRESS_MARK})+"
    r"|(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,64}+@[A-Za-z0-9\-]{1,63}+(?:\.[A-Za-z0-9\-]{1,63}+){1,8}"
    r"|(?<![A-Za-z])[A-Za-z]:[\\/][^\s,;:!?()'\"<>|*。、，；：！？（）「」『』《》“”‘’…]*+"
    r"|(?<![A-Za-z0-9/~.<])(?:~|\.\.?)?/[A-Za-z0-9_.+\-]++(?:/[A-Za-z0-9_.,+\-]*+)*"
    r"|(?<!`)``(?!`)[^\n]{1,500}?``(?!`)|(?<!`)`(?!`)[^`\n]++`"
    r"|\]\([^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)?(?: \"[^\"\n]{0,200}+\")?\)"  # the target of a link; its text is text
    r"|</?+[A-Za-z][^<>]*+>|<![^<>]*+>"
    r"|&(?:#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31}+);"
    rf"|\$\$[^$]++\$\$|\$(?![\s$])[^$\n{HAN}]{{1,300}}+\$"
    r"|\\[A-Za-z]++\*?+(?:\[[^\[\]\n]*+\]|\{[^{}\n]*+\})*|\\\([^\\\n]{0,80}+(?:\\[A-Za-z{}][^\\\n]{0,80}+){0,40}\\\)|\\[,;:!(){}\[\]]"
    r"|\{\{[^{}\n]*+\}\}|\$\{[^{}\n]*+\}",
)


class Look:
    r"""What kind of text this is by its look, where not all of it is held: whole lines are added one after the other.

    It says what `sniff` says of all of them, however they were added, as long as no tag of HTML begins in some and ends
    in others. JSON it says of whatever may be JSON, for that cannot be told line by line.

    >>> look = Look()
    >>> for lines in ("甲,乙\n", "丙,丁\n"):
    ...     look.add(lines)
    >>> look.syntax.value
    'csv'
    """

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()
        self._first, self._ends = "", ("", "")
        self._kinds: set[int | str] = set()
        self._opened: set[str] = set()
        self._closed: set[str] = set()
        self._commas: dict[str, set[int]] = {comma: set() for comma in _COMMAS}
        self._may_be_yaml = True
        self._is_fenced = False

    def add(self, text: str) -> None:
        """Look at more lines."""
        lines = [line for line in text.replace("\r", "\n").split("\n") if line and not line.isspace()]
        if not lines:
            return
        if not self._first:
            self._first, self._ends = lines[0], (text.lstrip()[0], "")
            self._kinds |= {"html"} if _HTML_START.match(text) else set()
        self._ends = self._ends[0], text.rstrip()[-1]
        self._kinds |= {at for at, sign in enumerate(_MARKDOWN) if at not in self._kinds and sign.search(text)}
        self._kinds |= {sign for sign in ('"', "\n```") if sign in "\n" + text}
        if len(self._opened) + len(self._closed) < _MANY:
            self._opened |= {match[1].lower() for match in _START_TAG.finditer(text)}
            self._closed |= {match[1].lower() for match in _END_TAG.finditer(text)}
        self._count["times"] += len(_TIMES.findall(text))
        self._count["lines"] += len(lines)
        outside, self._is_fenced = _unfenced(lines, is_open=self._is_fenced)
        for name, some in (("", lines), (" outside", outside)):
            self._count[f"code{name}"] += sum(1 for line in some if _CODE_LINE.match(line))
        self._count["lines outside"] += len(outside)
        if self._may_be_yaml:
            self._may_be_yaml = all(map(_YAML_LINE.match, lines))
            self._count["keys"] += sum(1 for line in lines if _YAML_KEY.match(line))
        if self._commas:  # those of which each line had the same number
            self._count["sentences"] += sum(1 for line in lines if line.rstrip()[-1] in _SENTENCE_END)
            bare = [_QUOTED_CELL.sub("", line) for line in lines]
            counts = {comma: {line.count(comma) for line in bare} | self._commas[comma] for comma in self._commas}
            self._commas = {comma: known for comma, known in counts.items() if len(known) == 1 and known != {0}}

    @property
    def syntax(self) -> Syntax:
        """What kind of text the lines are."""
        kinds = (
            (Syntax.SUBTITLES, self._is_subtitles),
            (Syntax.JSON, self._may_be_json),
            (Syntax.HTML, self._is_html),
            (Syntax.YAML, self._is_yaml),
            (Syntax.CSV, self._is_csv),
            (Syntax.CODE, self._is_code),
            (Syntax.MARKDOWN, self._is_markdown),
        )
        return next((kind for kind, fits in kinds if self._first and fits()), Syntax.PLAIN)

    def _may_be_json(self) -> bool:
        return "".join(self._ends) in {"{}", "[]"} and '"' in self._kinds

    def _is_html(self) -> bool:
        many = len(self._opened) + len(self._closed) >= _MANY
        return "html" in self._kinds or many or bool(self._opened & self._closed)

    def _is_yaml(self) -> bool:
        lines, keys = self._count["lines"], self._count["keys"]
        if lines == 1 and not _YAML_WORD.match(self._first):
            return False
        return keys >= 1 and keys * 2 >= lines and self._may_be_yaml

    def _is_csv(self) -> bool:
        if self._count["lines"] < _FEW or self._count["sentences"] * 2 >= self._count["lines"]:
            return False
        return bool(self._commas)

    def _is_code(self) -> bool:
        where = "" if self._is_fenced else " outside"
        code, lines = self._count[f"code{where}"], self._count[f"lines{where}"]
        return self._first.startswith(_CODE_STARTS) or (code >= _FEW and code * _CODE_SHARE >= lines)

    def _is_markdown(self) -> bool:
        return sum(1 for kind in self._kinds if isinstance(kind, int)) >= _FEW or "\n```" in self._kinds

    def _is_subtitles(self) -> bool:
        return self._count["times"] >= _FEW


_MANY = 1000
"""Kinds of tags beyond which a text is HTML, whatever they are."""
_COMMAS = ",\t;|"
_CODE_STARTS = ("#!", "<?php")
