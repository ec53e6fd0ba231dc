"""A file's new bytes, complete on disk beside it, then renamed over it; and what to do where that is impossible."""

import contextlib
import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PREFIX, _SUFFIX = ".corpus-clean-", ".tmp"
_OURS = re.compile(re.escape(_PREFIX) + r"[0-9a-f]{16}" + re.escape(_SUFFIX))
_STALE_AFTER = 24 * 60 * 60  # seconds: longer than any one write


@dataclass(frozen=True, slots=True)
class Prepared:
    """A temporary file that holds its bytes and attributes, and only lacks its name."""

    path: Path

    def rename(self, target: Path) -> None:
        """Give it its name in the same folder, in place of what has that name; raises OSError."""
        self.path.replace(target)
        # The rename is done: a folder that cannot be flushed is no reason to report that it failed.
        with contextlib.suppress(OSError):
            _flush_folder(target.parent)


@contextmanager
def prepared(folder: Path, data: bytes, *, like: Path | None) -> Iterator[Prepared]:
    """Write bytes to a temporary file in a folder, for the caller to rename; it goes away if that does not happen.

    It gets the attributes of `like` (but not its times), or without that those of a new file. Raises OSError.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as name:
    ...     with prepared(Path(name), b"text", like=None) as file:
    ...         file.rename(Path(name, "new"))
    ...     os.listdir(name)
    ['new']
    """
    _sweep(folder)
    # Its name is known before it exists, so that it goes away wherever a signal strikes; 64 random bits make it ours.
    # (The module tempfile would double what it costs to import this one.)
    path = folder / f"{_PREFIX}{os.urandom(8).hex()}{_SUFFIX}"
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            _write_all(descriptor, data)
            if like is None:
                os.fchmod(descriptor, 0o666 & ~_umask())
            else:
                _take_attributes(descriptor, like)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        yield Prepared(path)
    finally:
        with contextlib.suppress(OSError):  # renamed, or never made: nothing is left to remove
            path.unlink()


def rewrite_in_place(target: Path, data: bytes) -> None:
    """Overwrite a file's bytes, so that hard links go on sharing them; puts the old ones back if that fails.

    Not atomic: a reader can see a part, and a power cut can leave one. Raises OSError.

    >>> from tempfile import NamedTemporaryFile
    >>> with NamedTemporaryFile() as file:
    ...     rewrite_in_place(Path(file.name), b"new")
    ...     Path(file.name).read_bytes()
    b'new'
    """
    with target.open("r+b", buffering=0) as file:
        old = file.readall()
        try:
            _overwrite(file.fileno(), data)
        except BaseException:
            _overwrite(file.fileno(), old)  # needs no space that the file did not have before
            raise


def _overwrite(descriptor: int, data: bytes) -> None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    _write_all(descriptor, data)
    os.ftruncate(descriptor, len(data))
    os.fsync(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _take_attributes(descriptor: int, like: Path) -> None:
    """Copy owner, group, extended attributes (access lists among them) and mode, as far as the system allows."""
    status = like.stat()
    mode = stat.S_IMODE(status.st_mode)
    try:
        os.fchown(descriptor, status.st_uid, status.st_gid)  # before the mode: it clears the set-id bits
    except PermissionError:
        mode &= ~stat.S_ISUID  # never lend our own identity to a program that had someone else's
        try:
            os.fchown(descriptor, -1, status.st_gid)
        except PermissionError:
            mode &= ~stat.S_ISGID
    if hasattr(os, "listxattr"):  # Linux
        # Some belong to the system (labels, capabilities), and some file systems have none.
        with contextlib.suppress(OSError):
            for name in os.listxattr(like):
                with contextlib.suppress(OSError):
                    os.setxattr(descriptor, name, os.getxattr(like, name))
    os.fchmod(descriptor, mode)


def _flush_folder(folder: Path) -> None:
    """Make a rename last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _umask() -> int:
    """Return the process's umask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@cache  # once a process: a folder of many files would be listed as many times
def _sweep(folder: Path) -> None:
    """Remove the temporary files that a killed run of ours left in a folder; younger ones may be in use."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _OURS.fullmatch(entry.name):
                with contextlib.suppress(OSError):
                    status = entry.stat(follow_symlinks=False)
                    ours = stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid()
                    if ours and time.time() - status.st_mtime > _STALE_AFTER:
                        Path(entry).unlink()
