"""Whether the frames of a .zst file are whole: its decompressor ends a cut-off frame without a word.

The structure is that of RFC 8878: a frame is a header, blocks that say their length, and a checksum if the header says
so. Only the headers are read.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

_MAGIC = 0xFD2FB528
_SKIPPABLE = 0x184D2A50
_DICTIONARY = (0, 1, 2, 4)
_CONTENT = (0, 2, 4, 8)
_RLE = 1


def are_whole(file: BinaryIO) -> bool:
    r"""Say whether a seekable file of zstandard frames ends where a frame ends.

    >>> from io import BytesIO
    >>> are_whole(BytesIO(b"")), are_whole(BytesIO(b"\x28\xb5\x2f\xfd\x20\x05\x29"))
    (True, False)
    """
    end = file.seek(0, os.SEEK_END)
    at = 0
    while 0 <= at < end:
        at = _after_frame(file, at, end)
    return at == end


def _after_frame(file: BinaryIO, at: int, end: int) -> int:
    """Return where the frame ends that starts at `at`, -1 where the file ends before."""
    magic = _number(file, at, 4)
    if magic & 0xFFFFFFF0 == _SKIPPABLE:
        return at + 8 + _number(file, at + 4, 4)
    if magic != _MAGIC:
        return -1
    descriptor = _number(file, at + 4, 1)
    single = bool(descriptor & 0x20)
    content = _CONTENT[descriptor >> 6] or int(single)
    at += 5 + (not single) + _DICTIONARY[descriptor & 3] + content
    last = False
    while not last:
        if at + 3 > end:
            return -1
        header = _number(file, at, 3)
        last = bool(header & 1)
        at += 3 + (1 if header >> 1 & 3 == _RLE else header >> 3)
    return at + 4 * bool(descriptor & 4)


def _number(file: BinaryIO, at: int, size: int) -> int:
    file.seek(at)
    return int.from_bytes(file.read(size), "little")
