"""Bytes read piece by piece, so that every one of them is accounted for.

A reading is made of spans: the bytes of each, the text they stand for, and the encoding that says so. Put together they
give a `Decoded` whose source holds, as PEP 383 escapes, all bytes that its codec would not give back by itself: what it
cannot read, what another encoding reads, and codes that it has two of. A patch leads from that source to the text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.decoding.decoded import BadBytes, Segment
from corpus_clean.decoding.webcodecs import additions, character
from corpus_clean.edit import Certainty, Edit, Patch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RULE = "encoding"
REPLACEMENT = "\ufffd"
_LONGEST = 4  # bytes of a character
_LINE = re.compile(rb"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


class Piece(NamedTuple):
    """Some bytes in one encoding. `text` is None where that reads them as any codec does, U+FFFD where it cannot."""

    data: bytes
    encoding: str
    text: str | None = None


class Read(NamedTuple):
    """Pieces put together: see `Decoded` for the fields."""

    text: str
    escaped: str
    patch: Patch
    segments: tuple[Segment, ...]
    bad_bytes: tuple[BadBytes, ...]


def pieces(data: bytes, encoding: str) -> Iterator[Piece]:
    r"""Yield the bytes as an encoding reads them, as a browser would.

    >>> [piece.text for piece in pieces(b"a\xa0\x87\x90b", "cp932")]
    [None, '≒', None]
    """
    if not _suspicious(data, encoding):
        yield Piece(data, encoding)
        return
    for line in _LINE.findall(data) or [data]:
        if not _suspicious(line, encoding):
            yield Piece(line, encoding)
        else:
            yield from _one_by_one(line, encoding)


def _suspicious(data: bytes, encoding: str) -> bool:
    """Say whether a codec does not read bytes, does not give them back, or reads them as the web does not."""
    try:
        text = data.decode(encoding)
        if text.encode(encoding) != data:
            return True
    except UnicodeError:
        return True
    odd = _odd(encoding)
    return odd is not None and odd.search(text) is not None


@cache
def _odd(encoding: str) -> re.Pattern[str] | None:
    """Return what finds the characters that the web reads otherwise."""
    chars = {code.decode(encoding, "ignore") for code in additions(encoding)}
    if encoding == "euc_jp":
        chars = set("〜‖−¢£¬")
    return re.compile(f"[{''.join(sorted(map(re.escape, chars - {''})))}]") if chars - {""} else None


def _one_by_one(line: bytes, encoding: str) -> Iterator[Piece]:
    at = start = 0
    while at < len(line):
        size, char = _next(line, at, encoding)
        if char is None or not gives_back(char, line[at : at + size], encoding):
            if start < at:
                yield Piece(line[start:at], encoding)
            yield Piece(line[at : at + size], encoding, REPLACEMENT if char is None else char)
            start = at + size
        at += size
    if start < at:
        yield Piece(line[start:at], encoding)


def _next(line: bytes, at: int, encoding: str) -> tuple[int, str | None]:
    """Return how many bytes the next character has, and what it is; one byte and None if there is none."""
    if line[at] < 0x80:
        return 1, chr(line[at])
    for size in range(1, _LONGEST + 1):
        code = line[at : at + size]
        if len(code) == size and (char := character(code, encoding)) is not None:
            return size, char
    return 1, None


def gives_back(char: str, code: bytes, encoding: str) -> bool:
    """Say whether a codec reads bytes as a character and writes it with them."""
    try:
        return char.encode(encoding) == code and code.decode(encoding) == char
    except UnicodeError:
        return False


def assemble(found: Iterable[Piece], main: str, certainty: Certainty = Certainty.LIKELY) -> Read:
    """Put pieces together; `main` is the codec of the source."""
    text: list[str] = []
    source: list[str] = []
    edits: list[Edit] = []
    segments: list[Segment] = []
    bad: list[BadBytes] = []
    offset = place = 0
    for piece in found:
        end = offset + len(piece.data)
        if segments and segments[-1].encoding == piece.encoding:
            segments[-1] = segments[-1]._replace(end=end)
        else:
            segments.append(Segment(offset, end, piece.encoding))
        for data, encoding, given in [piece] if piece.encoding == main else _cores(piece):
            reading = data.decode(encoding) if given is None else given
            plain = reading
            if not data.isascii() and (given is not None or encoding != main):
                plain = data.decode("ascii", "surrogateescape")
                edits.append(_edit(place, plain, reading, encoding, data, certainty=certainty))
                if reading == REPLACEMENT:
                    bad.append(BadBytes(offset, data, reading, ""))
                elif encoding != main:
                    bad.append(BadBytes(offset, data, reading, encoding))
            text.append(reading)
            source.append(plain)
            place += len(plain)
            offset += len(data)
    several = tuple(segments) if len(segments) > 1 else ()
    return Read("".join(text), "".join(source), Patch(tuple(edits)), several, tuple(bad))


def _cores(piece: Piece) -> Iterator[Piece]:
    """Yield a piece line by line, what is ASCII at the beginning and end of a line apart."""
    if piece.text is not None:
        yield piece
        return
    for line in _LINE.findall(piece.data):
        if line.isascii():
            yield Piece(line, piece.encoding)
            continue
        text = line.decode(piece.encoding)
        start = next(at for at, byte in enumerate(line) if byte >= 0x80)
        end = 0
        while line[-1 - end] < 0x80 and text[-1 - end] == chr(line[-1 - end]):
            end += 1
        for part in (line[:start], line[start : len(line) - end], line[len(line) - end :]):
            if part:
                yield Piece(part, piece.encoding)


def _edit(place: int, plain: str, reading: str, encoding: str, data: bytes, *, certainty: Certainty) -> Edit:
    if reading == REPLACEMENT:
        certainty, note = Certainty.GUESS, f"{_hex(data)} is nothing in {encoding}"
    else:
        note = f"{_hex(data)} is in {encoding}"
    return Edit(place, place + len(plain), reading, certainty, note, (), (RULE,))


def _hex(data: bytes) -> str:
    shown = data[:8].hex(" ").upper()
    return f"{shown} …" if len(data) > 8 else shown
