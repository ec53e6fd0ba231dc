"""HTML files, in which only the text between the tags is repaired: no tag, attribute, script, style or comment."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from itertools import accumulate
from typing import TYPE_CHECKING

from corpus_clean.corpus.format import spelled
from corpus_clean.corpus.plain import PlainText
from corpus_clean.document import Syntax
from corpus_clean.edit import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus_clean.corpus.slots import Slot
    from corpus_clean.corpus.spelling import ByteEdit
    from corpus_clean.result import Repair, Result

_NO_TEXT = frozenset({"script", "style", "template", "noscript", "textarea"})


class HtmlText(PlainText):
    """A page as one text, of which only the text nodes are repaired."""

    def __init__(self) -> None:
        super().__init__("file", Syntax.HTML)

    def narrowed(self, slot: Slot, result: Result) -> Result:
        """Return the result without the repairs outside of text nodes."""
        return only_within(result, slot.text, text_nodes(slot.text))

    def edits(self, raw: bytes, slot: Slot, result: Result) -> Sequence[ByteEdit] | str:
        """Return the edits."""
        return spelled(raw, slot, result)


def text_nodes(page: str) -> list[Span]:
    """Return where the text of a page is, in code points.

    >>> [page[node.start : node.end] for page in ("<p title='a'>b<!-- c --></p>",) for node in text_nodes(page)]
    ['b']
    """
    found = _Nodes(page)
    found.feed(page)
    found.close()
    return found.nodes


def only_within(result: Result, source: str, nodes: Sequence[Span]) -> Result:
    """Return a result with those of its repairs alone that lie within spans of the source."""
    at = 0
    inside: list[Repair] = []
    for repair in result.repairs:
        while at < len(nodes) and nodes[at].end < repair.source.end:
            at += 1
        if at < len(nodes) and nodes[at].start <= repair.source.start:
            inside.append(repair)
    if len(inside) == len(result.repairs):
        return result
    return _rebuilt(result, source, inside)


def _rebuilt(result: Result, source: str, repairs: Iterable[Repair]) -> Result:
    pieces: list[str] = []
    placed: list[Repair] = []
    at = shift = 0
    for repair in repairs:
        pieces += source[at : repair.source.start], repair.after
        start = repair.source.start + shift
        placed.append(repair._replace(result=Span(start, start + len(repair.after))))
        shift += len(repair.after) - len(repair.before)
        at = repair.source.end
    return replace(result, text="".join([*pieces, source[at:]]), repairs=tuple(placed))


class _Nodes(HTMLParser):
    """Notes where data is; the parser tells lines and columns, and of text that it holds back only the start."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.nodes: list[Span] = []
        self._lines = [0, *accumulate(len(line) + 1 for line in page.split("\n"))]
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as it is called
        if tag in _NO_TEXT:
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._within and self._within[-1] == tag:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        if not self._within:
            self._add(start, start + len(data))

    def handle_entityref(self, name: str) -> None:
        self._reference(len(name) + 1)

    def handle_charref(self, name: str) -> None:
        self._reference(len(name) + 2)

    def _reference(self, length: int) -> None:
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        if not self._within:
            self._add(start, start + length)

    def _add(self, start: int, end: int) -> None:
        """Join what stands side by side: a passage is not cut at a reference in it."""
        if self.nodes and start <= self.nodes[-1].end + 1:
            self.nodes[-1] = Span(self.nodes[-1].start, end)
        else:
            self.nodes.append(Span(start, end))
