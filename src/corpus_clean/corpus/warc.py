r"""WARC (ISO 28500) and WET: the text of records cleaned, with lengths and digests that fit.

Text is what a conversion or resource record of type text/plain holds, and the text nodes of HTML in a response that is
neither compressed nor chunked. A record that changes keeps its headers and gets what they said of the old bytes:

    Content-Length: 97
    WARC-Block-Digest: sha1:...
    X-Original-Content-Length: 104
    X-Original-Block-Digest: sha1:...
"""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.corpus.format import HOLD, spelled
from corpus_clean.corpus.html import only_within, text_nodes
from corpus_clean.corpus.pieces import Kind
from corpus_clean.corpus.recoding import in_utf8
from corpus_clean.corpus.slots import Slot
from corpus_clean.corpus.spelling import PLAIN, ByteEdit, edited
from corpus_clean.corpus.trouble import ShardError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from corpus_clean.corpus.pieces import Piece
    from corpus_clean.document import Syntax
    from corpus_clean.result import Result

_HEADER = re.compile(rb"^([\w-]+):[ \t]*([^\r\n]*?)[ \t]*\r?$", re.MULTILINE)
_END = b"\r\n\r\n"
_MOST_HEADERS = 1 << 16
_DIGESTS = {b"warc-block-digest": b"X-Original-Block-Digest", b"warc-payload-digest": b"X-Original-Payload-Digest"}


class _Parts(NamedTuple):
    """Where the block of a record, its payload and its end are, and the headers by their names in small letters."""

    block: int
    payload: int
    end: int
    headers: dict[bytes, tuple[int, int]]
    is_text: bool
    is_html: bool


class Warc:
    """Records of an archive of the web."""

    syntax: Syntax | None = None
    whole = False
    bad = "is cut off, or does not say how long it is"
    long = HOLD
    removable = True

    def pieces(self, reader: BinaryIO, limit: int) -> Iterator[Piece]:
        """Cut at the ends of records, which say how long they are."""
        while head := _head(reader):
            if not head.startswith(b"WARC/"):
                raise ShardError(f"is no WARC: a record starts with {head[:20]!r}")
            match = re.search(rb"^content-length:[ \t]*(\d+)", head, re.IGNORECASE | re.MULTILINE)
            if match is None:
                yield Kind.BAD, head
                continue
            left = int(match[1]) + len(_END)
            kind = Kind.RECORD if len(head) + left <= limit else Kind.LONG
            if kind is Kind.RECORD:
                block = reader.read(left)
                yield kind if block.endswith(_END) else Kind.BAD, head + block
                continue
            yield kind, head
            while left and (part := reader.read(min(left, limit))):
                yield Kind.LONGER, part
                left -= len(part)

    def texts(self, raw: bytes) -> Sequence[str]:
        """Return the text of a record that has some."""
        return [slot.text for slot in self.slots(raw)]

    def slots(self, raw: bytes) -> Sequence[Slot]:
        """Return the text, with its place."""
        parts = _parts(raw)
        if parts.is_html:
            try:
                return [Slot((), parts.payload, parts.end, PLAIN, raw[parts.payload : parts.end].decode())]
            except UnicodeDecodeError:  # in the encoding that its own headers name, and right in that
                return []
        if not parts.is_text:
            return []
        return [Slot((), parts.block, parts.end, PLAIN, raw[parts.block : parts.end].decode())]

    def narrowed(self, slot: Slot, result: Result) -> Result:
        """Return the result without the repairs in tags."""
        return only_within(result, slot.text, text_nodes(slot.text)) if "<" in slot.text and slot.start else result

    def edits(self, raw: bytes, slot: Slot, result: Result) -> Sequence[ByteEdit] | str:
        """Return the edits of the text, and those of the headers that speak of it."""
        inside = spelled(raw, slot, result)
        if not inside:
            return inside
        parts = _parts(raw)
        block = edited(raw[: parts.end], inside)[parts.block :]
        headers = _headers(raw, parts, block)
        return headers if isinstance(headers, str) else [*headers, *inside]

    def names(self, raw: bytes) -> Sequence[str] | None:  # noqa: ARG002 - an archive has no fields
        """Return nothing."""
        return None

    def recoded(self, raw: bytes, encoding: str | None) -> tuple[bytes, str]:
        """Decode the block, and nothing else."""
        parts = _parts(raw)
        block, known = in_utf8(raw[parts.block : parts.end], encoding)
        headers = _headers(raw, parts, block)
        if isinstance(headers, str):
            headers = []
        return edited(raw, [*headers, ByteEdit(parts.block, parts.end, block)]), known

    def identity(self, raw: bytes) -> str | None:
        """Return the id of the record."""
        place = _parts(raw).headers.get(b"warc-record-id")
        return raw[slice(*place)].decode(errors="backslashreplace") if place else None


def _head(reader: BinaryIO) -> bytes:
    """Read the lines of a header, with the empty one at its end, and empty lines before it."""
    lines: list[bytes] = []
    size = 0
    while line := reader.readline(_MOST_HEADERS):
        lines.append(line)
        size += len(line)
        if not line.strip() and any(one.strip() for one in lines):
            break
        if size > _MOST_HEADERS:
            raise ShardError("is no WARC: a header has no end")
    return b"".join(lines)


def _parts(raw: bytes) -> _Parts:
    block = raw.index(_END) + len(_END) if _END in raw else len(raw)
    headers = {match[1].lower(): match.span(2) for match in _HEADER.finditer(raw, 0, block)}

    def value(name: bytes) -> bytes:
        return raw[slice(*headers[name])].lower() if name in headers else b""

    end = len(raw) - len(_END) if raw.endswith(_END) else len(raw)
    payload = block
    is_html = False
    if value(b"warc-type") == b"response" and value(b"content-type").startswith(b"application/http"):
        payload = raw.find(_END, block, end) + len(_END)
        if payload < len(_END):
            payload = end
        web = {match[1].lower(): match[2].lower() for match in _HEADER.finditer(raw, block, payload)}
        encoded = web.get(b"content-encoding", b"identity") != b"identity" or b"transfer-encoding" in web
        is_html = web.get(b"content-type", b"").startswith((b"text/html", b"text/plain")) and not encoded
    is_text = value(b"warc-type") in {b"conversion", b"resource"} and value(b"content-type").startswith(b"text/plain")
    return _Parts(block, payload, end, headers, is_text, is_html)


def _headers(raw: bytes, parts: _Parts, block: bytes) -> list[ByteEdit] | str:
    """Return the edits of the headers for a new block, or why there can be none."""
    new = {b"content-length": (b"X-Original-Content-Length", b"%d" % len(block))}
    for name, original in _DIGESTS.items():
        if name in parts.headers:
            old = raw[slice(*parts.headers[name])]
            is_payload = name == b"warc-payload-digest"
            digest = _digest(old, block[parts.payload - parts.block :] if is_payload else block)
            if digest is None:
                return f"has a digest that cannot be made anew: {old[:20].decode('latin-1')}"
            new[name] = (original, digest)
    added = b""
    edits = []
    for name, (original, value) in new.items():
        start, end = parts.headers[name]
        edits.append(ByteEdit(start, end, value))
        if original.lower() not in parts.headers:
            added += b"\r\n" + original + b": " + raw[start:end]
    edits.append(ByteEdit(parts.block - len(_END), parts.block - len(_END), added))
    return sorted(edit for edit in edits if edit.new != raw[edit.start : edit.end])


def _digest(old: bytes, data: bytes) -> bytes | None:
    """Return a digest of the kind of another, in the same letters; None for one that is not known."""
    name, _, value = old.partition(b":")
    try:
        made = hashlib.new(name.decode("ascii").replace("-", "").lower(), data, usedforsecurity=False).digest()
    except (ValueError, UnicodeDecodeError):
        return None
    spelling = made.hex().encode() if len(value) == 2 * len(made) else b32encode(made).rstrip(b"=")
    return name + b":" + spelling
