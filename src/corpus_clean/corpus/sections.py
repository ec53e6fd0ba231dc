r"""A text that is longer than the limit, cut into sections of whole lines, each of which is cleaned as a document.

Where it is cut depends on its lines alone, and not on how it is read: behind the first blank line after so many lines,
or behind so many more where none is. To repair a line does not move the cut, so what was cleaned is cut as it was.

Before it is cut, all of it is read once, in counters of bounded size (`survey`): what kind of text it is (CSV, Markdown
...) must not be told from one section, and is the same for all. Some texts are not cut, for in them something may be
read across lines: code between fences, formulas, tags, all of JSON and HTML. Nor is a text that is not UTF-8, for a
section may not tell what it is in; nor one with a line that is longer than the limit. Such a text stays as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.corpus.pieces import BOM, Kind
from corpus_clean.document import Syntax
from corpus_clean.syntax import Look

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from corpus_clean.corpus.pieces import Piece

LINES = 2000
"""Lines after which a section ends at the next blank line."""
MORE = 500
"""Lines after which it ends where no blank line comes."""
_AT_ONCE = 1 << 18
_LINE_BY_LINE = frozenset((Syntax.PLAIN, Syntax.MARKDOWN, Syntax.CSV, Syntax.YAML, Syntax.CODE))
_ACROSS = (
    (re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE), "code between fences"),
    (re.compile(r"<(?:script|style|pre|code|kbd|samp|math|svg)\b"), "elements of code"),
    (re.compile(r"[$][$]"), "formulas"),
    (re.compile(r"[<](?=[A-Za-z/!])[^<>\n]*$", re.MULTILINE), "tags that go over the end of a line"),
)


class Survey(NamedTuple):
    """What all of a text says: what kind it is, or why it must not be cut."""

    syntax: Syntax | None
    trouble: str = ""


def survey(reader: BinaryIO, limit: int, given: Syntax | None = None) -> Survey:
    r"""Read a text once, and return what it says; it is read no further than to the first reason not to cut it.

    `given` is what kind of text it is where that is known.

    >>> from io import BytesIO
    >>> survey(BytesIO(b"a\nb\n"), 9), survey(BytesIO(b"a\n```\n"), 9).trouble
    (Survey(syntax=<Syntax.PLAIN: 'plain'>, trouble=''), 'it has code between fences')
    """
    if given is not None and given not in _LINE_BY_LINE:
        return Survey(None, _is(given))
    look = Look()
    first = True
    for data, is_part in _windows(reader, limit):
        if is_part:
            return Survey(None, "it has a line that is longer than that")
        try:
            text = (data.removeprefix(BOM) if first else data).decode()
        except UnicodeDecodeError:
            return Survey(None, "it is not in UTF-8")
        first = False
        look.add(text)
        for pattern, name in _ACROSS:
            if pattern.search(text):
                return Survey(None, f"it has {name}")
    kind = given or look.syntax
    return Survey(kind) if kind in _LINE_BY_LINE else Survey(None, _is(kind))


def _is(kind: Syntax) -> str:
    return f"it is, or may be, {kind.value}"


def _windows(reader: BinaryIO, limit: int) -> Iterator[tuple[bytes, bool]]:
    """Yield whole lines, many at once, and of a line that is longer than the limit a part: that it is one is said."""
    held: list[bytes] = []
    size = 0
    while line := reader.readline(limit):
        is_long = len(line) >= limit and not line.endswith(b"\n")
        if held and (is_long or size + len(line) > _AT_ONCE):
            yield b"".join(held), False
            held, size = [], 0
        if is_long:
            yield line, True
            return
        held.append(line)
        size += len(line)
    if held:
        yield b"".join(held), False


def sections(lines: Iterable[bytes], limit: int) -> Iterator[Piece]:
    r"""Yield the sections of a text that may be cut, as records; none of its lines is longer than the limit.

    A few lines at the end go with those before them, where both are within the limit: alone they would say little.

    >>> [len(piece) for _, piece in sections([b"line\n"] * 6000, 10**6)]
    [12500, 17500]
    """
    before = b""
    for section in _cut(lines, limit):
        if before and (section.count(b"\n") >= LINES or len(before) + len(section) > limit):
            yield Kind.RECORD, before
            before = b""
        before += section
    if before:
        yield Kind.RECORD, before


def _cut(lines: Iterable[bytes], limit: int) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for line in lines:
        if held and size + len(line) > limit:
            yield b"".join(held)
            held, size = [], 0
        held.append(line)
        size += len(line)
        if len(held) >= LINES and (line.isspace() or len(held) >= LINES + MORE):
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)
