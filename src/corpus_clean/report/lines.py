r"""Offsets to lines, columns and bytes. Only `\n`, `\r\n` and `\r` end a line: that is what editors count."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from corpus_clean.decoding import Decoded

_END = re.compile(r"\r\n?|\n")
_STATEFUL = re.compile(r"iso-?2022|^hz|utf-?7", re.IGNORECASE)


class Place(NamedTuple):
    """A place in a text: line and column from 1, the column in code points."""

    line: int
    column: int


class Lines:
    r"""The lines of one decoded text. Ask for places in ascending order: then all of them cost one pass.

    >>> from corpus_clean.decoding import decode
    >>> lines = Lines(decode("\ufeff達\r\n川\u2028區".encode()))
    >>> lines.place(5), lines.byte(5)
    (Place(line=2, column=3), 14)
    >>> lines.count, Lines(decode(b"one\n")).count, Lines(decode(b"")).count
    (2, 1, 0)
    """

    def __init__(self, decoded: Decoded) -> None:
        self._decoded = decoded
        self._starts = [0, *(end.end() for end in _END.finditer(decoded.source))]
        self._stateful = bool(_STATEFUL.search(decoded.carrier or decoded.encoding))
        self._offset, self._byte = 0, len(decoded.bom)

    @property
    def count(self) -> int:
        """How many lines there are; behind the end of the last one there is no other."""
        return len(self._starts) - (self._starts[-1] == len(self._decoded.text))

    def place(self, offset: int) -> Place:
        """Return where in the text the code point at this offset is."""
        line = bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)

    def byte(self, offset: int) -> int | None:
        """Return which byte of the file it is, from 0 and with the mark at the start counted.

        None in the few encodings in which a character has no bytes of its own, and behind half a surrogate pair.
        """
        if self._stateful:
            return None
        if offset < self._offset:
            self._offset, self._byte = 0, len(self._decoded.bom)
        try:
            piece = self._decoded.encode(self._decoded.source[self._offset : offset])
        except UnicodeEncodeError:
            return None
        self._byte += len(piece) - len(self._decoded.bom)
        self._offset = offset
        return self._byte

    def bounds(self, offset: int) -> tuple[int, int]:
        """Return where the line with this offset starts and where its text, without the line ending, stops."""
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        stop = self._starts[line] if line < len(self._starts) else len(self._decoded.source)
        while stop > start and self._decoded.source[stop - 1] in "\r\n":
            stop -= 1
        return start, stop
