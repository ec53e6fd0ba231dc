"""The damage itself, run forwards: what the tool would have made of a reading.

A repair is only proven when its reading, sent through the damage again, gives exactly what stands in the text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus_clean.gbk.pairs import char_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_CUTS = re.compile(b"(\xa3\xa1|\xa3\xbf|\xa3\xac)")


def damaged(data: bytes, insertions: Iterable[tuple[int, str]]) -> str:
    """Return what becomes of GBK bytes when pinyin is inserted and the result is cut and decoded piece by piece.

    `insertions` are byte offsets with the reading that was set in brackets there, in order.

    >>> damaged("當地的".encode("gbk"), [(3, "shù")])
    '當?shù)氐?'
    """
    marks = [(0, ""), *insertions, (len(data), "")]
    parts = []
    for (_, reading), (start, end) in zip(marks, pairwise(offset for offset, _ in marks), strict=False):
        parts.append(b"(" + reading.encode("gbk") + b")" if reading else b"")
        parts.append(data[start:end])
    return "".join(map(_decode, _CUTS.split(b"".join(parts))))


def _decode(piece: bytes) -> str:
    chars = []
    at = 0
    while at < len(piece):
        lead = piece[at]
        if lead < 0x80:
            chars.append(chr(lead))
            at += 1
            continue
        trail = piece[at + 1] if at + 1 < len(piece) else 0
        if trail < 0x40 or trail in (0x7F, 0xFF) or lead in (0x80, 0xFF):
            chars.append("?")
        else:
            chars.append(char_of(lead, trail) or "")
        at += 2
    return "".join(chars)
