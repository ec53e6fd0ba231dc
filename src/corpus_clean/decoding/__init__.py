"""Bytes to text: stages in order of how sure they are, each of which says what it is or passes.

A byte order mark, strict UTF-8, escape sequences, UTF-16 by its NULs, what is declared, and at last what the text would
be (statistical). Nothing but the standard library is loaded for UTF-8.
"""

from __future__ import annotations

import codecs
from itertools import islice

from corpus_clean.decoding.bom import by_byte_order_mark
from corpus_clean.decoding.decoded import SURE, Decoded
from corpus_clean.decoding.hints import Hints
from corpus_clean.decoding.utf8 import as_utf8

__all__ = ["SURE", "Decoded", "Hints", "decode", "decode_as", "is_sure", "verdict"]

_SEEN = 65_536
"""Bytes at the beginning and at the end in which escape sequences are looked for, where all is ASCII."""
_DOUBT = 0.01
_USUAL, _FEWEST = frozenset(("cp1252", "gb18030", "cp932", "big5hkscs", "cp949")), 3
_HEAD = 8192
"""Bytes in which UTF-16 shows by its NULs."""


def decode(data: bytes, *, declared: str | None = None, hints: Hints | None = None) -> Decoded:
    r"""Return the best reading of any bytes, with what it is known by and how sure it is.

    `declared` is the label that came with them (an HTTP header); it counts for much, and is passed over if the text
    contradicts it. `hints` are the encodings or languages that come into question. Every result round-trips:
    `result.encode(result.source) == data`. Bytes that nothing reads are U+FFFD in the text, and listed in `bad_bytes`.

    Raises nothing for any bytes; LookupError for an encoding in `hints` that nobody knows.

    >>> decode("naïve\r\n".encode()).how, decode(b"na\xefve caf\xe9").text
    ('utf-8', 'naïve café')
    >>> decode("Привет, мир! Это обычный русский текст.".encode("koi8-r")).encoding
    'koi8-r'
    """
    found = by_byte_order_mark(data) or as_utf8(data)
    if found is not None and not _looks_like_ascii_only(found, data):
        return found
    return _unusual(data, found, declared, hints or _NONE)


def decode_as(data: bytes, encoding: str | None = None) -> Decoded:
    r"""Return the reading of bytes that are in `encoding` unless they have a mark or are UTF-8.

    Bytes that are not in it count as if nothing had been said. Raises LookupError for an encoding that nobody knows.

    >>> decode_as(b"na\xefve", "latin-1").how
    'declared'
    """
    if encoding is None:
        return decode(data)
    "".encode(codecs.lookup(encoding).name)  # refuses the codecs that are no text encodings
    found = by_byte_order_mark(data) or as_utf8(data)
    if found is None or b"\0" in data[:_HEAD] or b"\x1b" in data:
        from corpus_clean.decoding.declared import as_declared

        found = as_declared(data, encoding) or found
    return found or decode(data)


_NONE = Hints()


def _looks_like_ascii_only(found: Decoded, data: bytes) -> bool:
    """Say whether UTF-8 may be another encoding after all: it is ASCII, and has escapes, or NULs."""
    if found.how != "utf-8" or not found.text.isascii():
        return False
    if b"\0" in data[:_HEAD]:
        return True
    ends = (data[:_SEEN], data[-_SEEN:])
    return any(b"\x1b" in end or (b"~" in end and b"~{" in end) for end in ends)  # one byte is found far faster


def _unusual(data: bytes, plain: Decoded | None, declared: str | None, hints: Hints) -> Decoded:
    """Read what is no UTF-8 without a mark, or only at first sight."""
    from corpus_clean.decoding.bom import by_mark_with_damage
    from corpus_clean.decoding.declared import declared_in
    from corpus_clean.decoding.escapes import by_escapes
    from corpus_clean.decoding.statistical import by_letters
    from corpus_clean.decoding.utf16 import by_another_alphabet, by_nuls, without_nuls
    from corpus_clean.decoding.webcodecs import superset
    from corpus_clean.decoding.whole import carried

    if b"\0" in data[:_HEAD] and (found := by_nuls(data)):
        return found
    if data.isascii():
        return by_escapes(data) or plain or Decoded(data.decode("ascii"), "utf-8", b"", "utf-8")
    if hints.encodings:
        hints = hints._replace(encodings=tuple(map(_known, hints.encodings)))
    if found := by_mark_with_damage(data, hints):
        return found
    label = declared or declared_in(data)
    codec = superset(label) or "" if label else ""
    if codec and (found := by_another_alphabet(data, codec, "declared")):
        return found
    read = by_letters(data, hints, codec)
    other = without_nuls(data) if read.confidence < _DOUBT and not hints.encodings else None
    return carried(other or read, data)


def _known(label: str) -> str:
    from corpus_clean.decoding.webcodecs import superset

    found = superset(label)
    if found is None:
        raise LookupError(f"unknown encoding: {label}")
    return found


def is_sure(decoded: Decoded) -> bool:
    r"""Say whether a reading is good enough to write a file in: sure of itself, and of every byte.

    One or two characters say nothing for an encoding that is seldom met, however well they fit.

    >>> is_sure(decode(b"caf\xe9")), is_sure(decode(b"\xe9")), is_sure(decode(b'{"id": 2, "text": "b\xffd"}'))
    (True, False, False)
    """
    return decoded.confidence >= SURE and not decoded.unread and not _is_a_fluke(decoded)


def _is_a_fluke(decoded: Decoded) -> bool:
    if decoded.how != "statistical" or decoded.encoding in _USUAL:
        return False
    beyond = (char for char in decoded.text if char > "\x7f")
    return len(list(islice(beyond, _FEWEST))) < _FEWEST


def verdict(decoded: Decoded, encoding: str | None = None) -> str:
    r"""Say why a reading is not good enough to act on, and what to do about it, in one line; "" if it is.

    `encoding` is what the bytes were said to be in.

    >>> verdict(decode("naïve".encode() + b"\xff"))
    'byte FF at 6 is nothing in utf-8; correct that place, or name the encoding with --encoding'
    """
    if decoded.confidence < SURE and encoding is not None:
        return f"not UTF-8, nor {encoding} as was said; name the right one with --encoding"
    if decoded.confidence < SURE:
        readings = [(decoded.encoding, decoded.sample)]
        readings += [(one.encoding, one.sample) for one in decoded.alternatives]
        shown = ", ".join(f"--encoding {name} {_excerpt(text)}" for name, text in readings[:3])
        return f"its encoding cannot be told; it may be {shown}"
    if decoded.unread:
        first = decoded.unread[0]
        count = len(decoded.unread)
        more = f", and {count - 1} more like it" if count > 1 else ""
        what = f"byte {first.data.hex(' ').upper()} at {first.offset} is nothing in {decoded.encoding}{more}"
        return f"{what}; correct that place, or name the encoding with --encoding"
    return ""


def _excerpt(text: str) -> str:
    return "“" + "".join(char if char.isprintable() else " " for char in text) + "”"
