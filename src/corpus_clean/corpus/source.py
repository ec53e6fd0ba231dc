"""The file of a shard while it is read: its bytes, their hash, and how far the reading has come."""

from __future__ import annotations

import io
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Buffer, Callable  # type: ignore[attr-defined]
    from typing import BinaryIO

TICK = 1 << 20
"""Bytes of a shard between two reports of progress."""


class Hashed(io.RawIOBase):
    """A file that is read once from its start to its end, and hashed on the way.

    `tick` is called now and then with how many bytes have been read. Places that were read before can be read again.
    """

    def __init__(self, file: BinaryIO, tick: Callable[[int], None]) -> None:
        self._file = file
        self._tick = tick
        self._told = 0
        self.size = 0
        self.digest = sha256()

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes: what was hashed is not hashed again."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return the place."""
        return self._file.tell()

    def readinto(self, buffer: Buffer) -> int:
        """Read the next bytes."""
        before = self._file.tell()
        count = int(self._file.readinto(buffer) or 0)  # type: ignore[attr-defined]
        if before == self.size and count:
            self.digest.update(memoryview(buffer)[:count])
            self.size += count
            if self.size - self._told >= TICK:
                self._told = self.size
                self._tick(self.size)
        return count

    def finish(self) -> None:
        """Hash what a reader did not need, as what lies behind damage."""
        self._file.seek(self.size)
        while self.readinto(bytearray(TICK)):
            pass
