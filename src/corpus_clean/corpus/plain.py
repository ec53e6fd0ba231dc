"""Files that are text all through: plain text, and Markdown, HTML and subtitles, whose structure stays as it is."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from corpus_clean.corpus.format import HOLD, spelled
from corpus_clean.corpus.pieces import BOM, Kind, beginning, lines, longer, paragraphs, whole
from corpus_clean.corpus.recoding import in_utf8
from corpus_clean.corpus.sections import sections, survey
from corpus_clean.corpus.slots import Slot
from corpus_clean.corpus.spelling import PLAIN
from corpus_clean.document import Syntax

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from corpus_clean.corpus.pieces import Piece
    from corpus_clean.corpus.spelling import ByteEdit
    from corpus_clean.result import Result

DOCUMENTS = {"file": whole, "paragraph": paragraphs, "line": lines}
"""What can be one document of a text."""


_LINE = re.compile(rb"[^\n]*\n|[^\n]+")


class PlainText:
    r"""Text of which a document is the file, a paragraph or a line.

    `again` opens a file once more. With it a file that is longer than the limit is cut into sections, if it may be cut.

    >>> PlainText("line").texts(b"a\n")
    ['a\n']
    """

    def __init__(
        self,
        document: str = "file",
        syntax: Syntax | None = Syntax.PLAIN,
        again: Callable[[], AbstractContextManager[BinaryIO]] | None = None,
    ) -> None:
        self.syntax = syntax
        self.bad = "is no text"
        self.long = HOLD if document == "file" else f"{HOLD}, or choose a smaller --document"
        self.removable = True
        self._again = again if document == "file" else None
        self.whole = document == "file"
        self._cut = DOCUMENTS[document]

    def pieces(self, reader: BinaryIO, limit: int) -> Iterator[Piece]:
        """Cut into documents."""
        return self._cut(reader, limit) if self._again is None else self._file(reader, limit, self._again)

    def _file(
        self, reader: BinaryIO, limit: int, again: Callable[[], AbstractContextManager[BinaryIO]]
    ) -> Iterator[Piece]:
        start = beginning(reader, limit + 1)
        if len(start) <= limit:
            if start:
                yield Kind.RECORD, start
            return
        with again() as whole_text:
            found = survey(_bounded(whole_text, limit), limit, self.syntax)
        if found.trouble:
            self.long = f"it cannot be cut, for {found.trouble}; {HOLD}, or cut it with --document"
            yield from longer(start, reader, limit)
            return
        self.syntax, self.whole = found.syntax, False
        yield from sections(chain(_lines(start, reader), reader), limit)

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


def _lines(start: bytes, reader: BinaryIO) -> list[bytes]:
    """Return the lines of what has been read, the last one read to its end."""
    held = _LINE.findall(start)
    if not held[-1].endswith(b"\n"):
        held[-1] += reader.readline()
    return held


def _bounded(reader: BinaryIO, limit: int) -> Iterator[bytes]:
    """Yield the lines of a stream, and of one that is longer than the limit a part that is longer too."""
    return iter(lambda: reader.readline(limit + 1), b"")
