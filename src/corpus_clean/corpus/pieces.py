"""A stream cut into pieces: records, and what stands between them. Together they are all its bytes, in their order."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

BOM = b"\xef\xbb\xbf"


class Kind(IntEnum):
    """What a piece is."""

    RECORD = 0
    BETWEEN = 1
    """No record: a blank line, a header, a byte order mark. It goes into the result as it is."""
    LONG = 2
    """The start of a record that is longer than the limit; it goes into the result as it is, and is counted."""
    LONGER = 3
    """More of the record before."""
    BAD = 4
    """What should be a record and is none."""


Piece = tuple[Kind, bytes]
"""A piece with its bytes."""


def lines(reader: BinaryIO, limit: int) -> Iterator[Piece]:
    r"""Yield each line with its end, which is b"\n" and nothing else; blank lines stand between records.

    >>> from io import BytesIO
    >>> [(kind.name, piece) for kind, piece in lines(BytesIO(b"a\r\n\nbcdef\n"), 4)]
    [('RECORD', b'a\r\n'), ('BETWEEN', b'\n'), ('LONG', b'bcde'), ('LONGER', b'f\n')]
    """
    record, between = Kind.RECORD, Kind.BETWEEN
    readline = reader.readline
    line = readline(limit)
    if line.startswith(BOM):
        yield between, BOM
        line = line[3:] or readline(limit)
    while line:
        if len(line) >= limit and not line.endswith(b"\n"):
            yield from _long(line, reader, limit)
        elif line.isspace():
            yield between, line
        else:
            yield record, line
        line = readline(limit)


def _long(start: bytes, reader: BinaryIO, limit: int) -> Iterator[Piece]:
    kind = Kind.LONG
    while start:
        yield kind, start
        if start.endswith(b"\n"):
            return
        start = reader.readline(limit)
        kind = Kind.LONGER


def whole(reader: BinaryIO, limit: int) -> Iterator[Piece]:
    """Yield all there is as one record, if it is within the limit.

    >>> from io import BytesIO
    >>> [kind.name for kind, _ in whole(BytesIO(b"abcde"), 3)]
    ['LONG', 'LONGER']
    """
    start = beginning(reader, limit + 1)
    if len(start) <= limit:
        if start:
            yield Kind.RECORD, start
        return
    yield from longer(start, reader, limit)


def longer(start: bytes, reader: BinaryIO, limit: int) -> Iterator[Piece]:
    """Yield a record that is longer than the limit, part by part; `start` has been read of it, and is longer."""
    yield Kind.LONG, start[:limit]
    start = start[limit:]
    while start:
        more = reader.read(limit - len(start))
        yield Kind.LONGER, start + more
        start = reader.read(1)


def paragraphs(reader: BinaryIO, limit: int) -> Iterator[Piece]:
    r"""Yield the lines between blank lines as one record.

    >>> from io import BytesIO
    >>> [(kind.name, piece) for kind, piece in paragraphs(BytesIO(b"a\nb\n\nc"), 9)]
    [('RECORD', b'a\nb\n'), ('BETWEEN', b'\n'), ('RECORD', b'c')]
    """
    held: list[bytes] = []
    size = 0
    passing = False  # the paragraph at hand is longer than the limit, and its start is out already
    for kind, line in lines(reader, limit):
        if kind is Kind.BETWEEN:
            if held:
                yield Kind.RECORD, b"".join(held)
            held, size, passing = [], 0, False
            yield kind, line
            continue
        if passing:
            yield Kind.LONGER, line
        elif kind is Kind.RECORD and size + len(line) <= limit:
            held.append(line)
            size += len(line)
        else:
            yield Kind.LONG, b"".join([*held, line])
            held, passing = [], True
    if held:
        yield Kind.RECORD, b"".join(held)


def beginning(reader: BinaryIO, size: int) -> bytes:
    """Read so many bytes, and fewer only at the end."""
    parts: list[bytes] = []
    while size > 0 and (part := reader.read(min(size, 1 << 20))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
