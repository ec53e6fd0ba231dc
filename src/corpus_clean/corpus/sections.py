r"""A text that is longer than the limit, cut into sections of whole lines, each of which is cleaned as a document.

Where it is cut depends on its lines alone, and not on how it is read: behind the first blank line after so many lines,
or behind so many more where none is. To repair a line does not move the cut, so what was cleaned is cut as it was.

Before it is cleaned, all of it is read once, in counters of bounded size (`survey`): what kind of text it is (CSV,
Markdown ...) must not be told from one section, and is the same for all. It is cut only where no fence, element,
formula or tag is open, that what is read across lines is read as it would be in the whole. Some texts cannot be cut so:
JSON and HTML; what has one of those, or a line, that is longer than the limit; and what is not UTF-8, for a section may
not tell what it is in. Such a text stays as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.corpus.pieces import BOM, Kind
from corpus_clean.document import Syntax
from corpus_clean.syntax import Look

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus_clean.corpus.pieces import Piece

LINES = 2000
"""Lines after which a section ends at the next blank line."""
MORE = 500
"""Lines after which it ends where no blank line comes."""
_LINE_BY_LINE = frozenset((Syntax.PLAIN, Syntax.MARKDOWN, Syntax.CSV, Syntax.YAML, Syntax.CODE))
_FENCE = re.compile(rb"^ {0,3}(```|~~~)", re.MULTILINE)
_ELEMENT = re.compile(rb"<(script|style|pre|code|kbd|samp|math|svg)\b")
_FORMULA = re.compile(rb"[$][$][^$]+[$][$]")
_TAG = re.compile(rb"[<][A-Za-z/!][^<>]*\Z")
_CLOSED_TAG = re.compile(rb"[<][A-Za-z/!][^<>]*>")


class Survey(NamedTuple):
    """What all of a text says: what kind it is, or why it cannot be cut."""

    syntax: Syntax | None
    trouble: str = ""


class _Section(NamedTuple):
    """Whole lines, and what is still open at their end that goes on in the next."""

    data: bytes
    open: str = ""


def survey(lines: Iterable[bytes], limit: int, given: Syntax | None = None) -> Survey:
    r"""Return what the lines of a text say; they are read no further than to the first reason not to cut it.

    `given` is what kind of text it is where that is known.

    >>> survey([b"a\n", b"b\n"], 9), survey([b"a\n", b"```\n", b"bcd\n"], 9).trouble
    (Survey(syntax=<Syntax.PLAIN: 'plain'>, trouble=''), 'it has code between fences that is longer than that')
    """
    if given is not None and given not in _LINE_BY_LINE:
        return Survey(None, _is(given))
    look = Look()
    for number, section in enumerate(_cut(lines, limit)):
        try:
            look.add((section.data if number else section.data.removeprefix(BOM)).decode())
        except UnicodeDecodeError:
            return Survey(None, "it is not in UTF-8")
        if section.open:
            return Survey(None, f"it has {section.open} that is longer than that")
    kind = given or look.syntax
    return Survey(kind) if kind in _LINE_BY_LINE else Survey(None, _is(kind))


def _is(kind: Syntax) -> str:
    return f"it is, or may be, {kind.value}"


def sections(lines: Iterable[bytes], limit: int) -> Iterator[Piece]:
    r"""Yield the sections of a text that can be cut, as records.

    A few lines at the end go with those before them, where both are within the limit: alone they would say little.

    >>> [len(piece) for _, piece in sections([b"line\n"] * 6000, 10**6)]
    [12500, 17500]
    """
    before = b""
    for section, _ in _cut(lines, limit):
        if before and (section.count(b"\n") >= LINES or len(before) + len(section) > limit):
            yield Kind.RECORD, before
            before = b""
        before += section
    if before:
        yield Kind.RECORD, before


def _cut(lines: Iterable[bytes], limit: int) -> Iterator[_Section]:
    held: list[bytes] = []
    size, least = 0, LINES
    for line in lines:
        if size + len(line) > limit:
            data = b"".join(held)
            yield _Section(data, _is_open(data)) if len(line) <= limit else _Section(data, "a line")
            held, size, least = [], 0, LINES
        held.append(line)
        size += len(line)
        if len(held) >= least and (line.isspace() or len(held) >= least + MORE):
            data = b"".join(held)
            if _is_open(data):
                least = len(held) * 2  # to ask after each line would take the square of the time
            else:
                yield _Section(data)
                held, size, least = [], 0, LINES
    if held:
        yield _Section(b"".join(held))


def _is_open(text: bytes) -> str:
    """Return what goes on behind the end of a text, "" for nothing."""
    fence = b""
    for mark in _FENCE.finditer(text):
        fence = b"" if mark[1] == fence else fence or mark[1]
    if fence:
        return "code between fences"
    closed = 0
    for element in _ELEMENT.finditer(text):
        if element.start() >= closed:
            closed = text.find(b"</" + element[1], element.end())
            if closed < 0:
                return "an element of code"
    if b"$$" in text and any(b"$$" in _FORMULA.sub(b"", one) for one in (text, _CLOSED_TAG.sub(b"", text))):
        return "a formula"  # whether or not those in a tag count
    return "a tag" if _TAG.search(text, text.rfind(b"<") if b"<" in text else len(text)) else ""
