"""Compressed streams by the suffix of a name: read as far as they can be read, written the same way every time.

Reading never raises for damaged data. What came before the damage is read, and what the damage is is said at the end.
Writing puts no time and no name into the file, so that the same data gives the same bytes.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from contextlib import suppress
from gzip import GzipFile
from hashlib import sha256
from typing import TYPE_CHECKING

from corpus_clean.corpus.trouble import required

if TYPE_CHECKING:
    from collections.abc import Buffer  # type: ignore[attr-defined]
    from typing import BinaryIO

SUFFIXES = (".gz", ".zst", ".bz2", ".xz")
"""What is behind the suffix of a format where the file is compressed."""

_LEVEL = 3
_GZIP_LEVEL = 6
_CHUNK = 1 << 20
_STEPS = (_CHUNK, 4096, 1)
"""Bytes of content that are asked for at once; fewer once there is damage, for an error takes with it what it is in."""


def compression_of(name: str) -> str:
    """Return the suffix that says how a file is compressed, empty where it is not.

    >>> compression_of("a.jsonl.zst"), compression_of("a.txt")
    ('.zst', '')
    """
    return next((one for one in SUFFIXES if name.endswith(one)), "")


class Decompressed(io.RawIOBase):
    """The content of a compressed file; `damage` is what ended it early, empty where nothing did.

    `file` is the compressed file, and is not closed; `digest` is the SHA-256 of what has been read of the content, None
    where the content is the file.
    """

    def __init__(self, file: BinaryIO, compression: str) -> None:
        self.damage = ""
        self.digest = sha256() if compression else None
        self._file = file
        self._compression = compression
        self._inner: BinaryIO = _opened(file, compression)
        self._count = 0
        self._steps = list(_STEPS)
        self._doubt = ""

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fill the buffer as far as possible; 0 at the end, and where the damage begins."""
        if self.damage:
            return 0
        part = memoryview(buffer)[: self._steps[0]]
        try:
            count = int(self._inner.readinto(part) or 0)  # type: ignore[attr-defined]
        except Exception as error:
            if not _is_damage(error):
                raise
            self._doubt = self._doubt or " ".join(str(error).split()) or type(error).__name__
            if len(self._steps) > 1:
                self._go_slower()
                return self.readinto(buffer)
            self.damage = self._doubt
            return 0
        if not count:
            self.damage = self._doubt
            if self._compression == ".zst" and not self.damage:
                from corpus_clean.corpus.zstd_frames import are_whole

                self.damage = "" if are_whole(self._file) else "ends inside of a frame"
        if self.digest is not None:
            self.digest.update(part[:count])
        self._count += count
        return count

    def _go_slower(self) -> None:
        """Read again from the start up to here, and from here on in smaller steps."""
        del self._steps[0]
        self._file.seek(0)
        self._inner = _opened(self._file, self._compression, fast=False)
        left = self._count
        while left:
            left -= len(self._inner.read(min(left, _CHUNK)))


def _is_damage(error: Exception) -> bool:
    """Say whether the data is at fault, and not the disk or the program."""
    if isinstance(error, OSError):
        return error.errno is None
    known = isinstance(error, EOFError | zlib.error | lzma.LZMAError)
    return known or type(error).__name__ in {"ZstdError", "IsalError"}


def decompressed(file: BinaryIO, compression: str) -> tuple[io.BufferedReader, Decompressed]:
    """Return a reader of the content of a file, and what knows of its damage."""
    raw = Decompressed(file, compression)
    return io.BufferedReader(raw, _CHUNK), raw


def _opened(file: BinaryIO, compression: str, *, fast: bool = True) -> BinaryIO:
    if compression == ".zst":
        zstandard = required("zstandard", "corpus", ".zst files")
        stream: BinaryIO = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True, closefd=False)
        return stream
    if compression == ".gz":
        with suppress(ImportError):
            from isal.igzip import IGzipFile

            if fast:
                return IGzipFile(fileobj=file, mode="rb")  # type: ignore[no-any-return, no-untyped-call, return-value, unused-ignore]
        return GzipFile(fileobj=file, mode="rb")  # type: ignore[return-value]
    if compression == ".bz2":
        return bz2.BZ2File(file, "rb")  # type: ignore[return-value]
    if compression == ".xz":
        return lzma.LZMAFile(file, "rb")  # type: ignore[return-value]
    return file


def compressed(file: BinaryIO, compression: str) -> BinaryIO:
    r"""Return what compresses into a file; close it to end the data, the file itself stays open.

    >>> held = io.BytesIO()
    >>> with compressed(held, ".gz") as stream:
    ...     _ = stream.write(b"text")
    >>> decompressed(io.BytesIO(held.getvalue()), ".gz")[0].read()
    b'text'
    """
    if compression == ".zst":
        zstandard = required("zstandard", "corpus", ".zst files")
        made = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).stream_writer(file, closefd=False)
        return io.BufferedWriter(made, _CHUNK)
    if compression == ".gz":
        return GzipFile(filename="", mode="wb", fileobj=file, mtime=0, compresslevel=_GZIP_LEVEL)  # type: ignore[return-value]
    if compression == ".bz2":
        return bz2.BZ2File(file, "wb")  # type: ignore[return-value]
    if compression == ".xz":
        return lzma.LZMAFile(file, "wb")  # type: ignore[return-value]
    return _Kept(file)  # type: ignore[return-value]


class Members(io.BufferedIOBase):
    """A .gz file with a member for each write, as tools for WARC need it; close it to end the data."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def writable(self) -> bool:
        """Say yes."""
        return True

    def write(self, data: Buffer) -> int:
        """Compress bytes by themselves."""
        with compressed(self._file, ".gz") as stream:
            return stream.write(data)


class _Kept(io.BufferedIOBase):
    """A file as it is, which stays open when this is closed."""

    def __init__(self, file: BinaryIO) -> None:
        self._kept = file

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer) -> int:
        return self._kept.write(data)
