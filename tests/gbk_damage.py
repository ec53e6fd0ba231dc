"""The damage that corpora of Chinese web text carry, made on purpose: a tool that worked on GBK bytes, unaligned.

The tool set the pinyin of Traditional characters in brackets behind them and cut the page at full-width marks, both by
searching bytes and not characters; later its output was decoded piece by piece and the full-width forms were folded.
"""

from __future__ import annotations

import re
from itertools import chain, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CUTS = "！？，"
FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def corrupt(text: str, readings: Mapping[str, str], *, cuts: str = CUTS, fold: bool = True) -> str:
    """Damage the text with the readings, one after the other in their order, each over the whole of its bytes.

    >>> corrupt("當地的干部，", {"數": "shù", "當": "dāng"})
    '當(dāng)?shù)氐母刹?,'
    """
    data = encode(text)
    for char, reading in readings.items():
        code = char.encode("gbk")
        data = data.replace(code, code + b"(" + encode(reading) + b")")
    pieces = [data]
    if cuts:
        pieces = re.split(b"(" + b"|".join(re.escape(mark.encode("gbk")) for mark in cuts) + b")", data)
    damaged = "".join(map(decode, pieces))
    return damaged.translate(FOLD) if fold else damaged


def loss_of(text: str, readings: Mapping[str, str], *, cuts: str = CUTS) -> str:
    """Say what the damage takes from the text.

    "nothing" but glosses; or it is re-paired "lossless"; or a "byte" is lost for good; or a pair "vanished".

    >>> loss_of("當地的干部，", {"數": "shù", "當": "dāng"})
    'byte'
    """
    data, own = _annotated(encode(text), readings)
    leads = _leads(encode(text))
    kinds = {"nothing"}
    marks = re.compile(b"|".join(re.escape(mark.encode("gbk")) for mark in cuts) or b"(?!)")
    bounds = [0, *chain.from_iterable(match.span() for match in marks.finditer(data)), len(data)]
    for start, end in pairwise(bounds):
        at = start
        while at < end:
            pair = data[at : min(at + 2, end)]
            if pair[0] < 0x80:
                at += 1
                continue
            shown = decode(pair)
            if not shown:
                kinds.add("vanished")
            elif shown == "?" and own[at] >= 0:
                inserted = len(pair) > 1 and own[at + 1] < 0
                cut = pair == b"\xa1" and own[at] in leads
                kinds.add("lossless" if inserted or cut else "byte")
            at += 2
    return next(kind for kind in ("vanished", "byte", "lossless", "nothing") if kind in kinds)


def _annotated(data: bytes, readings: Mapping[str, str]) -> tuple[bytes, list[int]]:
    """Return the bytes with the readings inserted, and for each its offset in the source, -1 for an inserted one."""
    own = list(range(len(data)))
    for char, reading in readings.items():
        code = char.encode("gbk")
        gloss = b"(" + encode(reading) + b")"
        at = data.find(code)
        while at >= 0:
            at += len(code)
            data = data[:at] + gloss + data[at:]
            own[at:at] = [-1] * len(gloss)
            at = data.find(code, at)
    return data, own


def _leads(data: bytes) -> set[int]:
    """Return the offsets of the first bytes of two-byte characters in undamaged GBK."""
    leads = set()
    at = 0
    while at < len(data):
        if data[at] >= 0x80:
            leads.add(at)
            at += 1
        at += 1
    return leads


def encode(text: str) -> bytes:
    """Write the text in GBK; what GBK does not have becomes a question mark."""
    return text.encode("gbk", "replace")


def decode(data: bytes) -> str:
    """Read GBK as that tool did.

    A lead byte without a trail byte takes its follower with it and leaves a question mark, a pair of the user-defined
    zone leaves nothing.
    """
    chars = []
    at = 0
    while at < len(data):
        pair = data[at : at + 2]
        if pair[0] < 0x80:
            chars.append(chr(pair[0]))
            at += 1
            continue
        at += 2
        if len(pair) < 2 or not 0x40 <= pair[1] <= 0xFE or pair[1] == 0x7F or not 0x81 <= pair[0] <= 0xFE:
            chars.append("?")
            continue
        try:
            chars.append(pair.decode("gbk"))
        except UnicodeDecodeError:
            continue
    return "".join(chars)
