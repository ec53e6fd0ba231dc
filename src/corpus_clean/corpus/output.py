"""The files of a shard while they are written: whole on the disk before they have their names."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from corpus_clean.corpus.compression import Members, compressed, decompressed
from corpus_clean.corpus.layout import part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import BinaryIO

_CHUNK = 1 << 20


class Discardable(Protocol):
    """What leaves nothing of itself if it is discarded before it is published."""

    def discard(self) -> None:
        """Let it go."""


@contextmanager
def kept_if_whole(file: Discardable) -> Iterator[None]:
    """Discard a file if anything goes wrong before it is done, an end that was asked for included."""
    with ExitStack() as unless_done:
        unless_done.callback(file.discard)
        yield
        unless_done.pop_all()


class PartFile:
    """A file under the name that says it is not complete; nothing is left of one that is not published."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self.digest = sha256()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = part(path).open("wb")

    def write(self, data: bytes) -> int:
        """Write bytes."""
        self.digest.update(data)
        self.size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        """Do nothing: what is written is on the disk when `seal` returns."""

    def seal(self) -> None:
        """Bring all bytes to the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def publish(self) -> None:
        """Give the file its name."""
        part(self.path).replace(self.path)
        with suppress(OSError):
            folder = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def discard(self) -> None:
        """Let it go, if it has not been published."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            part(self.path).unlink()


class Mirror:
    """The result of a shard: its very file as long as nothing changes, and from the first change on written anew.

    `reopen` opens the source once more: what was kept until the first change is copied from there. With `cut`, which
    cuts that into the pieces that it was kept in, each piece of a .gz is compressed by itself.
    """

    def __init__(
        self,
        path: Path,
        compression: str,
        reopen: Callable[[], BinaryIO],
        cut: Callable[[BinaryIO], Iterator[bytes]] | None = None,
    ) -> None:
        self._cut = cut
        self._path = path
        self._compression = compression
        self._reopen = reopen
        self.file: PartFile | None = None
        self._stream: BinaryIO | None = None
        self._content = sha256() if compression else None
        self.content_size = 0

    @property
    def rewritten(self) -> bool:
        """Whether the bytes are not those of the source."""
        return self._stream is not None

    @property
    def content_digest(self) -> str:
        """The SHA-256 of what was written, decompressed; meaningless unless it was rewritten."""
        if self._content is None and self.file is not None:
            return self.file.digest.hexdigest()
        return (self._content or sha256()).hexdigest()

    def keep(self, data: bytes) -> None:
        """Take over the next bytes of the source."""
        if self._stream is None:
            self.content_size += len(data)
        else:
            self._write(data)

    def put(self, data: bytes) -> None:
        """Put these bytes where the source has others, or none."""
        if self._stream is None:
            self._begin()
        if data:
            self._write(data)

    def seal(self) -> PartFile:
        """Bring the result to the disk; what was never touched is a copy of the source."""
        if self._stream is not None:
            self._stream.close()
        elif self.file is None:
            self.file = PartFile(self._path)
            with self._reopen() as source:
                while data := source.read(_CHUNK):
                    self.file.write(data)
        assert self.file is not None  # noqa: S101 - for the type checker
        self.file.seal()
        return self.file

    def discard(self) -> None:
        """Leave nothing of it."""
        if self.file is not None:
            self.file.discard()

    def _write(self, data: bytes) -> None:
        if self._content is not None:
            self._content.update(data)
        self.content_size += len(data)
        self._stream.write(data)  # type: ignore[union-attr]

    def _begin(self) -> None:
        left, self.content_size = self.content_size, 0
        self.file = PartFile(self._path)
        if self._cut is not None and self._compression == ".gz":
            self._stream = Members(self.file)  # type: ignore[arg-type, assignment]
        else:
            self._stream = compressed(self.file, self._compression)  # type: ignore[arg-type]
        with self._reopen() as source:
            reader, _ = decompressed(source, self._compression)
            pieces = self._cut(reader) if self._cut else iter(lambda: reader.read(min(left, _CHUNK)), b"")
            while left and (data := next(pieces, b"")):
                self._write(data)
                left -= len(data)
