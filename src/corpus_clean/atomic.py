"""A file's new bytes, complete on disk beside it, then renamed over it; and what to do where that is impossible.

Whoever writes a temporary file holds a lock on it until it has its name. So what a killed run left is known by its lock
being free, and the next run takes it away: `.corpus-clean-<16 hexadecimal digits>.tmp`. Where a file is rewritten in
place its old bytes stand beside it meanwhile, as `.corpus-clean-<its inode>.old`, and come back if that was cut short.
"""

import contextlib
import errno
import fcntl
import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus_clean import lazily

_PREFIX, _SUFFIX, _OLD = ".corpus-clean-", ".tmp", ".old"
_OURS = lazily.compiled(re.escape(_PREFIX) + r"[0-9a-f]{16}" + re.escape(_SUFFIX))
_STALE_AFTER = 24 * 60 * 60  # seconds: longer than any one write, where locks are not to be had


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
        descriptor = _created(path)
        try:
            _write_all(descriptor, data)
            if like is None:
                os.fchmod(descriptor, 0o666 & ~_umask())
            else:
                _take_attributes(descriptor, like)
            os.fsync(descriptor)
            yield Prepared(path)
        finally:
            os.close(descriptor)
    finally:
        with contextlib.suppress(OSError):  # renamed, or never made: nothing is left to remove
            path.unlink()


def rewrite_in_place(target: Path, data: bytes) -> None:
    """Overwrite a file's bytes, so that hard links go on sharing them; puts the old ones back if that fails.

    Not atomic: a reader can see a part. What a kill or a power cut leaves is put right by `rescued`, unless the folder
    does not let us keep the old bytes beside the file. Raises OSError.

    >>> from tempfile import NamedTemporaryFile
    >>> with NamedTemporaryFile() as file:
    ...     rewrite_in_place(Path(file.name), b"new")
    ...     Path(file.name).read_bytes()
    b'new'
    """
    with target.open("r+b", buffering=0) as file:
        old = file.readall()
        keep = _beside(target, os.fstat(file.fileno()))
        if os.path.lexists(keep):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(keep))
        whole = True
        try:
            with _kept(keep, old, data):
                whole = written = False
                try:
                    _overwrite(file.fileno(), data)
                    written = True
                finally:
                    if not written:
                        _overwrite(file.fileno(), old)  # needs no space that the file did not have before
                    whole = True
        finally:
            if whole:  # else it is what the file is put right from
                with contextlib.suppress(OSError):
                    keep.unlink()


def rescued(target: Path, status: os.stat_result) -> bool:
    """Put the old bytes of a file back if rewriting it in place was cut short; say whether that was so."""
    path = _beside(target, status)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    with os.fdopen(descriptor, "rb") as file:
        kept = os.fstat(descriptor)
        # Only what we made ourselves: a link to it, or wider permissions, would be somebody else's doing.
        ours = stat.S_ISREG(kept.st_mode) and (kept.st_uid, kept.st_nlink) == (os.geteuid(), 1)
        if not (ours and stat.S_IMODE(kept.st_mode) == _PRIVATE and _is_free(descriptor)):
            return False
        both = _unpacked(file.read())
        with target.open("r+b", buffering=0) as damaged:
            if both is not None:
                old, new = both
                if not _is_between(damaged.readall(), old, new):  # somebody has worked on it since
                    return False
                _overwrite(damaged.fileno(), old)
        path.unlink()
        return True


@contextmanager
def _kept(path: Path, old: bytes, new: bytes) -> Iterator[None]:
    """Keep old and new bytes in a file while the ones are overwritten by the others, where the folder allows it."""
    try:
        descriptor = _created(path)
    except OSError as error:
        if error.errno not in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise
        yield
        return
    try:
        _write_all(descriptor, _packed(old, new))
        os.fsync(descriptor)
        _flush_folder(path.parent)
        yield
    finally:
        os.close(descriptor)


def _packed(old: bytes, new: bytes) -> bytes:
    from hashlib import sha256  # few files have several links

    return sha256(old + new).digest() + len(old).to_bytes(8, "big") + old + new


def _unpacked(data: bytes) -> tuple[bytes, bytes] | None:
    """Return the old and the new bytes, None if not all of them are there: then the file was not touched yet."""
    from hashlib import sha256

    digest, size, both = data[:32], int.from_bytes(data[32:40], "big"), data[40:]
    return (both[:size], both[size:]) if digest == sha256(both).digest() else None


def _is_between(data: bytes, old: bytes, new: bytes) -> bool:
    """Say whether bytes are what writing the new ones over the old ones leaves when it is cut short."""
    low, high = 0, min(len(data), len(new))
    while low < high:  # how far they are the new ones
        middle = (low + high + 1) // 2
        if data[:middle] == new[:middle]:
            low = middle
        else:
            high = middle - 1
    return data in {new, new[:low] + old[low:]}


_PRIVATE = 0o600


def _beside(target: Path, status: os.stat_result) -> Path:
    return target.with_name(f"{_PREFIX}{status.st_ino:016x}{_OLD}")


def _created(path: Path) -> int:
    """Create a file that is locked for as long as it is open, and return its descriptor."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, _PRIVATE)
        with contextlib.suppress(OSError):  # not every file system has locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink:
            return descriptor
        os.close(descriptor)  # swept away between the two: nobody knew yet that it was in use


def _is_free(descriptor: int) -> bool:
    """Say whether nobody writes a file, and hold it then; where there are no locks its age tells."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return time.time() - os.fstat(descriptor).st_mtime > _STALE_AFTER
    return True


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
    """Remove the temporary files that a killed run of ours left in a folder, and none that is in use."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _OURS.fullmatch(entry.name):
                with contextlib.suppress(OSError):
                    status = entry.stat(follow_symlinks=False)
                    if stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid():
                        _remove_if_free(Path(entry))


def _remove_if_free(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if _is_free(descriptor):
            path.unlink()  # while it is held: whoever made it just now waits for us, and sees that it is gone
    finally:
        os.close(descriptor)
