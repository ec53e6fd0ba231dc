"""UTF-16 and UTF-32 without a byte order mark, by their NULs; and what else has no ASCII, where it is named."""

from __future__ import annotations

from codecs import getincrementaldecoder
from typing import TYPE_CHECKING
from unicodedata import category

from corpus_clean.decoding.webcodecs import keeps_ascii
from corpus_clean.decoding.whole import whole

if TYPE_CHECKING:
    from corpus_clean.decoding.decoded import Decoded, How

_ENCODINGS = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_ODD = frozenset(("Cc", "Cf", "Cn", "Co", "Cs"))
_ORDINARY = frozenset("\r\n\t\xad\u200c\u200d\u200e\u200f")
_ORDERLY = 0.99
"""The share of the characters of a text that are ordinary ones."""
_HEAD, _SHOWN = 8192, 400
"""Bytes in which NULs are looked for and whose characters must be ordinary, and characters whose bits are counted."""
_MOST_BITS, _ALLOWED = 9.0, 4.0
"""Bits a character that text costs at the most, of any language, and some more for a short one."""


def by_nuls(data: bytes) -> Decoded | None:
    r"""Read bytes with NULs in them as the Unicode encoding in which they are text; pass if they are in none.

    >>> by_nuls("Lo que dijo.\n".encode("utf-16-be")).text
    'Lo que dijo.\n'
    """
    encoding = unmarked(data)
    return whole(data, encoding, "utf-16") if encoding else None


def without_nuls(data: bytes) -> Decoded | None:
    r"""Read bytes that make no sense otherwise as UTF-16 without ASCII; pass if they make none then.

    >>> without_nuls("三年不为乐，乐必崩。".encode("utf-16-le")).text
    '三年不为乐，乐必崩。'
    """
    encoding = _likeliest(data)
    return whole(data, encoding, "utf-16") if encoding else None


def unmarked(data: bytes) -> str | None:
    r"""Say which Unicode encoding bytes with NULs seem to be in, though they have no mark; None where they seem binary.

    >>> unmarked("Lo que dijo.\n".encode("utf-16-be")), unmarked(b"a\x00b"), unmarked(b"\0\1\2\3")
    ('utf-16-be', None, None)
    """
    return _likeliest(data) if b"\0" in data[:_HEAD] else None


def _likeliest(data: bytes) -> str | None:
    head = data[:_HEAD]
    rated = [(_bits_each(_text(head, name)), name) for name in _ENCODINGS if not len(data) % (4 if "32" in name else 2)]
    bits, encoding = min(rated, default=(_MOST_BITS, ""))
    return encoding if bits < _MOST_BITS else None


def _text(head: bytes, encoding: str) -> str:
    """Return the text of the first bytes, "" for none; a character at the end may be cut in two."""
    try:
        return getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return ""


def by_another_alphabet(data: bytes, encoding: str, how: How) -> Decoded | None:
    """Read bytes in an encoding without ASCII, as UTF-16 or EBCDIC, and pass if it has it, or if that is no text."""
    if keeps_ascii(encoding):
        return None
    found = whole(data, encoding, how)
    return found if found and _bits_each(found.text[:_HEAD]) < _MOST_BITS else None


def _bits_each(text: str) -> float:
    """Return what a character of a text costs; no end of bits where it is none."""
    from corpus_clean.plausibility.model import bits

    ordinary = sum(char in _ORDINARY or category(char) not in _ODD for char in text)
    shown = text[:_SHOWN]
    return (bits(shown) - _ALLOWED) / len(shown) if shown and ordinary >= _ORDERLY * len(text) else float("inf")
