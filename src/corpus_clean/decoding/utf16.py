"""UTF-16 and UTF-32 without a byte order mark, by their NULs; and what else has no ASCII, where it is named."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import category

from corpus_clean.decoding.webcodecs import keeps_ascii
from corpus_clean.decoding.whole import whole

if TYPE_CHECKING:
    from corpus_clean.decoding.decoded import Decoded, How

_ENCODINGS = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_ODD = frozenset(("Cc", "Cf", "Cn", "Co", "Cs"))
_ORDERLY = 0.99
_SHOWN = 400  # code points that are looked at
_MOST_BITS = 9.0
"""Bits a character that text costs at the most, of any language."""


def by_nuls(data: bytes) -> Decoded | None:
    r"""Read bytes with NULs in them as the Unicode encoding in which they are text; pass if they are in none.

    >>> by_nuls("Lo que dijo.\n".encode("utf-16-be")).encoding, by_nuls(b"\0\1\2\3") is None
    ('utf-16-be', True)
    """
    best: tuple[float, Decoded] | None = None
    for encoding in _ENCODINGS:
        if len(data) % (4 if "32" in encoding else 2):
            continue
        found = whole(data, encoding, "utf-16")
        if found is None:
            continue
        each = _bits_each(found.text[:_SHOWN])
        if each < _MOST_BITS and (best is None or each < best[0]):
            best = each, found
    return best[1] if best else None


def by_another_alphabet(data: bytes, encoding: str, how: How) -> Decoded | None:
    """Read bytes in an encoding without ASCII, as UTF-16 or EBCDIC, and pass if it has it, or if that is no text."""
    if keeps_ascii(encoding):
        return None
    found = whole(data, encoding, how)
    return found if found and _bits_each(found.text[:_SHOWN]) < _MOST_BITS else None


def _bits_each(text: str) -> float:
    """Return what a character of a text costs; no end of bits where it is none."""
    from corpus_clean.plausibility.model import bits

    ordinary = sum(char in "\r\n\t" or category(char) not in _ODD for char in text)
    return bits(text) / len(text) if text and ordinary >= _ORDERLY * len(text) else float("inf")
