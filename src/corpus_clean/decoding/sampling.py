"""A sample of bytes to look at closely: lines with something beyond ASCII, from all over the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE = 1600
"""Bytes that are looked at closely, about."""
PIECE = 400
_BEYOND = re.compile(rb"[\x80-\xff]")
_BLANKS = b" \t\r\n"


def sample(lines: Sequence[bytes], size: int = SIZE) -> bytes:
    """Return some of the lines, or all if they are few; of a long line the part around what is beyond ASCII."""
    total = sum(map(len, lines))
    if total <= size:
        return b"\n".join(lines)
    taken: list[bytes] = []
    left = size
    step = max(1, len(lines) * PIECE // (4 * size))
    for start in range(step):
        for line in lines[start::step]:
            piece = _middle(line)
            taken.append(piece)
            left -= len(piece)
            if left <= 0:
                return b"\n".join(taken)
    return b"\n".join(taken)


def _middle(line: bytes) -> bytes:
    """Return at most `PIECE` bytes of a line, from a blank before the first byte beyond ASCII on."""
    if len(line) <= PIECE:
        return line
    found = _BEYOND.search(line)
    start = max(line.rfind(b" ", 0, found.start()) + 1, found.start() - PIECE // 4) if found else 0
    return line[start : start + PIECE]
