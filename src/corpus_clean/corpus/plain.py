"""Files that are text all through: plain text, and Markdown, HTML and subtitles, whose structure stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean.corpus.format import spelled
from corpus_clean.corpus.pieces import BOM, lines, paragraphs, whole
from corpus_clean.corpus.recoding import in_utf8
from corpus_clean.corpus.slots import Slot
from corpus_clean.corpus.spelling import PLAIN
from corpus_clean.document import Syntax

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from corpus_clean.corpus.pieces import Piece
    from corpus_clean.corpus.spelling import ByteEdit
    from corpus_clean.result import Result

DOCUMENTS = {"file": whole, "paragraph": paragraphs, "line": lines}
"""What can be one document of a text."""


class PlainText:
    r"""Text of which a document is the file, a paragraph or a line.

    >>> PlainText("line").texts(b"a\n")
    ['a\n']
    """

    def __init__(self, document: str = "file", syntax: Syntax | None = Syntax.PLAIN) -> None:
        self.syntax = syntax
        self.bad = "is no text"
        self.removable = True
        self.whole = document == "file"
        self._cut = DOCUMENTS[document]

    def pieces(self, reader: BinaryIO, limit: int) -> Iterator[Piece]:
        """Cut into documents."""
        return self._cut(reader, limit)

    def texts(self, raw: bytes) -> Sequence[str]:
        """Return the one text."""
        return [raw.removeprefix(BOM).decode()]

    def slots(self, raw: bytes) -> Sequence[Slot]:
        """Return the one text; a byte order mark before it is none of it."""
        start = len(BOM) if raw.startswith(BOM) else 0
        return [Slot((), start, len(raw), PLAIN, raw[start:].decode())]

    def narrowed(self, slot: Slot, result: Result) -> Result:  # noqa: ARG002 - all of it is text
        """Return the result as it is."""
        return result

    def edits(self, raw: bytes, slot: Slot, result: Result) -> Sequence[ByteEdit] | str:
        """Return the edits."""
        return spelled(raw, slot, result)

    def names(self, raw: bytes) -> Sequence[str] | None:  # noqa: ARG002 - text has no fields
        """Return nothing."""
        return None

    def recoded(self, raw: bytes, encoding: str | None) -> tuple[bytes, str]:
        """Decode it as a whole."""
        return in_utf8(raw, encoding)

    def identity(self, raw: bytes) -> str | None:  # noqa: ARG002 - text has no names
        """Return nothing."""
        return None
