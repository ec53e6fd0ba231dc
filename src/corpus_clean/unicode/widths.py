"""The two widths of an ASCII sign: the ASCII one and that of U+FF01 to U+FF5E, which is its own place further on."""

from __future__ import annotations

_BETWEEN = 0xFEE0


def widened(sign: str) -> str:
    """Return the full-width form of a visible ASCII character.

    >>> widened(","), widened("A")
    ('，', 'Ａ')
    """
    return chr(ord(sign) + _BETWEEN)


def narrowed(sign: str) -> str:
    """Return the ASCII character of a full-width form.

    >>> narrowed("，"), narrowed("Ａ")
    (',', 'A')
    """
    return chr(ord(sign) - _BETWEEN)
