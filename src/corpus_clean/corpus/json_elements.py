"""The elements of a list in a file of JSON, one by one, however long the list is."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from corpus_clean.corpus.pieces import BOM, Kind, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from corpus_clean.corpus.pieces import Piece

_CHUNK = 1 << 16
_SPACE = b" \t\r\n"
_SIGN = re.compile(rb'["{}\[\],]')
_IN_STRING = re.compile(rb'["\\]')


def elements(reader: BinaryIO, limit: int) -> Iterator[Piece]:
    """Yield each element of the outermost list as a record; what is no list is one record.

    >>> from io import BytesIO
    >>> [piece for kind, piece in elements(BytesIO(b'[1, {"a": "]"}]'), 99) if kind is Kind.RECORD]
    [b'1', b'{"a": "]"}']
    """
    start = reader.read(_CHUNK)
    opening = len(start) - len(start.removeprefix(BOM).lstrip(_SPACE))
    if start[opening : opening + 1] != b"[":
        yield from whole(_Joined(start, reader), limit)  # type: ignore[arg-type]
        return
    yield Kind.BETWEEN, start[: opening + 1]
    cutter = _Cutter(limit)
    for data in chain([start[opening + 1 :]], iter(lambda: reader.read(_CHUNK), b"")):
        yield from cutter.feed(data)
    yield from cutter.end()


class _Joined:
    """A stream of which the start has been read."""

    def __init__(self, start: bytes, reader: BinaryIO) -> None:
        self._start = start
        self._reader = reader

    def read(self, size: int) -> bytes:
        data, self._start = self._start[:size], self._start[size:]
        return data or self._reader.read(size)


class _Cutter:
    """Cuts what follows the bracket of a list at the commas between its elements."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held: list[bytes] = []
        self._size = 0
        self._depth = 0
        self._in_string = self._escaped = self._passing = self._closed = False

    def feed(self, data: bytes) -> Iterator[Piece]:
        """Yield the elements that end in the next bytes, and what is between them."""
        start = at = 0
        while not self._closed and (match := self._sign(data, at)):
            at, sign = match.end(), match[0]
            if self._in_string or not self._separates(sign):
                self._in_string, self._escaped = sign == (b"\\" if self._in_string else b'"'), sign == b"\\"
                continue
            yield from self._element(data[start : match.start()])
            yield Kind.BETWEEN, sign
            start, self._closed = at, sign == b"]"
        if self._closed:
            if data[start:]:
                yield Kind.BETWEEN, data[start:]
            return
        self._held.append(data[start:])
        self._size += len(data) - start
        if self._size > self._limit:
            yield Kind.LONGER if self._passing else Kind.LONG, self._taken()
            self._passing = True

    def _sign(self, data: bytes, at: int) -> re.Match[bytes] | None:
        """Return the next byte that means something where we are."""
        at += self._escaped
        self._escaped = self._escaped and at > len(data)
        return (_IN_STRING if self._in_string else _SIGN).search(data, at)

    def _separates(self, sign: bytes) -> bool:
        """Count brackets, and say whether this one or a comma ends an element of the list itself."""
        if sign in b"{[":
            self._depth += 1
        elif sign in b"}]" and self._depth:
            self._depth -= 1
        else:
            return not self._depth and sign != b'"'
        return False

    def end(self) -> Iterator[Piece]:
        """Yield what is left where the list never ends."""
        yield from self._element(b"")

    def _element(self, last: bytes) -> Iterator[Piece]:
        raw = self._taken() + last
        if self._passing:
            self._passing = False
            if raw:
                yield Kind.LONGER, raw
            return
        bare = raw.strip(_SPACE)
        if not bare:
            if raw:
                yield Kind.BETWEEN, raw
            return
        at = raw.index(bare)
        if at:
            yield Kind.BETWEEN, raw[:at]
        yield Kind.RECORD, bare
        if raw[at + len(bare) :]:
            yield Kind.BETWEEN, raw[at + len(bare) :]

    def _taken(self) -> bytes:
        raw = b"".join(self._held)
        self._held.clear()
        self._size = 0
        return raw
