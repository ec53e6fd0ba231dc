"""UTF-16 and UTF-32 without a byte order mark: text in which every second byte, or three of four, tend to be NUL."""

from __future__ import annotations

from unicodedata import category

from corpus_clean.decoding.decoded import Decoded
from corpus_clean.decoding.whole import whole

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
    from corpus_clean.plausibility.model import bits

    best: tuple[float, Decoded] | None = None
    for encoding in _ENCODINGS:
        if len(data) % (4 if "32" in encoding else 2):
            continue
        found = whole(data, encoding, "utf-16")
        if found is None:
            continue
        sample = found.text[:_SHOWN]
        ordinary = sum(char in "\r\n\t" or category(char) not in _ODD for char in sample)
        if not sample or ordinary < _ORDERLY * len(sample):
            continue
        each = bits(sample) / len(sample)
        if each < _MOST_BITS and (best is None or each < best[0]):
            best = each, found
    return best[1] if best else None
