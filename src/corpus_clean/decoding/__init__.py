"""Bytes to text: stages in order of how sure they are, each of which says what it is or passes."""

import codecs

from .bom import by_byte_order_mark
from .declared import as_declared
from .decoded import Decoded
from .guessed import by_guess, candidate, is_damaged_utf8
from .utf8 import as_utf8

__all__ = ["Decoded", "decode", "verdict"]


def decode(data: bytes, encoding: str | None = None) -> Decoded | None:
    r"""Return the text that bytes hold, or None where that would be a guess below the bar.

    Order: byte order mark, strict UTF-8, `encoding` (what the user says it is if it is not UTF-8), a guess. Every
    result round-trips: `result.encode(result.text) == data`.

    Raises LookupError if `encoding` is no text encoding that Python knows, whatever the bytes are.

    >>> decode("naïve\r\n".encode())
    Decoded(text='naïve\r\n', encoding='utf-8', bom=b'', how='utf-8')
    >>> decode(b"na\xefve", "latin-1").how
    'declared'
    >>> decode(b"\xff\xfe\xff") is None
    True
    """
    if encoding is not None:
        "".encode(codecs.lookup(encoding).name)  # refuses the codecs that are no text encodings
    found = by_byte_order_mark(data) or as_utf8(data)
    if found is None and encoding is not None:
        found = as_declared(data, encoding)
    return found or by_guess(data)


def verdict(data: bytes, encoding: str | None = None) -> str:
    r"""Say why `decode` returns None and what to do about it, in one line.

    >>> verdict("naïve".encode() + b"\xff")
    'not UTF-8 from byte 6 on; correct that place, or name the encoding with --encoding'
    """
    if encoding is not None:
        return f"not UTF-8, nor {encoding} as was said; name the right one with --encoding"
    try:
        data.decode()
    except UnicodeDecodeError as error:
        if is_damaged_utf8(data):
            return f"not UTF-8 from byte {error.start} on; correct that place, or name the encoding with --encoding"
    if name := candidate(data):
        return f"may be {name}, and may not; if it is, say so with --encoding {name}"
    return "its encoding cannot be told; name it with --encoding"
