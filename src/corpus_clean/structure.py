"""Which edits would change how a structured text is read: a comma of CSV, a quotation mark of JSON.

A repair changes what a value says, never where it ends, what type it has, or what it is called. So an edit is not made

- where the characters that the format reads as structure would not be the same, in the same order, on both its sides;
- in a key of JSON, YAML or TOML, or in the times of subtitles, but where the bytes of a key were read wrongly and its
  right name is not there already;
- where the edits of its line would together give the line another shape (see `shapes`): a character that is taken out
  can make structure of what stood beside it, and two digits a number of a text.

What is not made is reported. Plain text has no structure.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import Syntax
from corpus_clean.edit import Edit, Span
from corpus_clean.shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus_clean.document import Document

AT_ONCE = 8000
"""Code points times edits of a line up to which each edit is looked at by itself, and not only all together."""
_STRUCTURE = {
    Syntax.JSON: re.compile(r'["\\\x00-\x1f]'),
    Syntax.CSV: re.compile(r'[,;\t|"\r\n]'),
    Syntax.YAML: re.compile(r"[:#'\"\[\]{},&*!|>%@`\\\r\n\t]"),
    Syntax.TOML: re.compile(r"[=#'\"\[\]{},.\\\r\n\t]"),
    Syntax.HTML: re.compile("[<>&\"'=`]"),
    Syntax.MARKDOWN: re.compile(r"[`*_\[\]<>|\\#~\r\n]"),
    Syntax.SUBTITLES: re.compile(r"[\r\n<>{}\\]"),
    Syntax.CODE: re.compile(r"[!-/:-@\[-`{-~ \t-\r]"),
}
_QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'[^']*'"
_NAMES = {
    Syntax.YAML: re.compile(
        rf"[ ]*(?:[-?][ ]+){{0,40}}(?:(?:{_QUOTED})[ \t]*|[^\"'\s#:][^:]*(?::(?![ \t]|\Z)[^:]*)*)(?=:(?:[ \t]|\Z))"
    ),
    Syntax.TOML: re.compile(rf"[ \t]*(?:\[.*|(?:{_QUOTED}|[^\"'#=\s])(?:{_QUOTED}|[^\"'#=])*(?==))"),
    Syntax.SUBTITLES: re.compile(r".*-->.*"),
}
"""What of a line is a name or a time and no text."""
_SECOND_BYTE = lazily.compiled("(?<=[^\x00-\x7f])[@-~]")
_ESCAPE = lazily.compiled(r"\\(?:u[0-9A-Fa-f]{0,3}|U[0-9A-Fa-f]{0,7}|x[0-9A-Fa-f]?)?\Z")
_LONGEST = 9
_WITHOUT_ESCAPES = frozenset((Syntax.CSV, Syntax.HTML, Syntax.SUBTITLES))
_ENDS_KEY = lazily.compiled(r"[ \t\r\n]*:")
_LINE = lazily.compiled(r"[^\r\n]+")
_LINE_END = lazily.compiled(r"[\r\n]|\Z")


def held_back(document: Document, edits: Sequence[Edit], *, reencodes: bool = False) -> list[Edit]:
    r"""Return those of the ordered edits that must not be made, in order.

    `reencodes` says that the edits read bytes in another encoding. They may be in keys; and an ASCII character that was
    the second byte of another is no structure then, but in JSON, where a backslash that parses is taken for one.

    >>> from corpus_clean.document import Document
    >>> from corpus_clean.edit import Edit
    >>> table = Document("甲，乙\n", Syntax.CSV)
    >>> held_back(table, [Edit(1, 2, "、")]), [edit.new for edit in held_back(table, [Edit(1, 2, ",")])]
    ([], [','])
    >>> numbers = Document("a: １２\nb: １二\n", Syntax.YAML)
    >>> [edit.start for edit in held_back(numbers, [Edit(3, 4, "1"), Edit(4, 5, "2"), Edit(9, 10, "1")])]
    [3, 4]
    """
    structure = _STRUCTURE.get(document.syntax)
    if structure is None:
        return []
    names = _Names(document, rename=reencodes)
    halves = reencodes and document.syntax is not Syntax.JSON
    held: list[Edit] = []
    others: list[Edit] = []
    for edit in edits:
        old = _whole(document.text[edit.start : edit.end]) if halves else document.text[edit.start : edit.end]
        alike = structure.findall(old) == structure.findall(edit.new)
        (others if alike and (halves or not _is_escaped(document, edit)) else held).append(edit)
    if document.syntax is Syntax.JSON:
        for _, grouped in groupby(others, lambda edit: document.string_around(edit.start, edit.end)):
            here = list(grouped)
            string = document.string_around(here[0].start, here[0].end)
            if string is None or (_ENDS_KEY.match(document.text, string.end) and not names.may_change(string, here)):
                held += here
    else:
        for line, here in _by_line(document.text, others):
            held += _held_in(document, line, here, names, halves=halves)
    return sorted(held, key=lambda edit: edit.start)


def _whole(text: str) -> str:
    """Return the text without the ASCII characters that were second bytes."""
    return _SECOND_BYTE.sub("", text)


def _is_escaped(document: Document, edit: Edit) -> bool:
    r"""Say whether the edit begins inside of an escape, as \t or \u00e9."""
    before = document.text[max(0, edit.start - _LONGEST) : edit.start]
    return "\\" in before and document.syntax not in _WITHOUT_ESCAPES and bool(_ESCAPE.search(before))


class _Names:
    """What keys are called; a key may get its right name where no other has it."""

    def __init__(self, document: Document, *, rename: bool) -> None:
        self._document = document
        self._rename = rename
        self._given: dict[str, str] = {}

    @cached_property
    def _there(self) -> set[str]:
        text, pattern = self._document.text, _NAMES.get(self._document.syntax)
        if pattern is None:
            return {text[slice(*string)] for string in self._document.strings if _ENDS_KEY.match(text, string.end)}
        return {match[0] for line in _LINE.findall(text) if (match := pattern.match(line))}

    def may_change(self, place: Span, edits: list[Edit]) -> bool:
        """Say whether the edits give the key at a place a name that no other has or gets."""
        if not self._rename:
            return False
        old = self._document.text[slice(*place)]
        new = _applied(old, place.start, edits)
        return new not in self._there and self._given.setdefault(new, old) == old


def _applied(text: str, start: int, edits: list[Edit]) -> str:
    """Return the text that begins at `start` with the edits made in it."""
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start - start], edit.new]
        at = edit.end - start
    return "".join((*parts, text[at:]))


def _by_line(text: str, edits: Sequence[Edit]) -> Iterator[tuple[Span, list[Edit]]]:
    """Yield the lines that edits touch, with these; lines that one edit holds together are one."""
    at = end = 0
    while at < len(edits):
        first = edits[at].start
        start = max(text.rfind("\n", end, first), text.rfind("\r", end, first), end - 1) + 1
        here = []
        end = first
        while at < len(edits) and edits[at].start <= end:
            here.append(edits[at])
            end = _line_end(text, max(end, edits[at].end))
            at += 1
        yield Span(start, end), here


def _line_end(text: str, at: int) -> int:
    match = _LINE_END.search(text, at)
    return match.start() if match else len(text)


def _held_in(document: Document, line: Span, edits: list[Edit], names: _Names, *, halves: bool) -> list[Edit]:
    """Return which of the edits of one line are held back: those in its name, and those that change its shape."""
    text = document.text[slice(*line)]
    pattern = _NAMES.get(document.syntax) if document.given_syntax else None
    name = Span(line.start, line.start + match.end()) if pattern and (match := pattern.match(text)) else None
    named = [edit for edit in edits if name and edit.start < name.end]
    if name and named and names.may_change(name, named):
        named = []
    if halves and document.syntax is Syntax.MARKDOWN:
        return named  # what its marks meant beside other letters, they meant to nobody
    free = [edit for edit in edits if edit not in named] if named else edits
    shape = SHAPES[document.syntax]
    there = [Edit(one.start, one.end, _whole(document.text[one.start : one.end])) for one in free] if halves else []
    before = shape(_applied(text, line.start, there))
    if not free or shape(_applied(text, line.start, free)) == before:
        return named
    if len(free) * len(text) > AT_ONCE:
        return edits
    harmless = [] if halves else [edit for edit in free if shape(_applied(text, line.start, [edit])) == before]
    if not harmless or shape(_applied(text, line.start, harmless)) != before:
        return edits
    return [edit for edit in edits if edit not in harmless]
