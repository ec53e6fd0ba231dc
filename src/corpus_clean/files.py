"""Files as bytes: read one whole, replace it whole, keep a copy. What the bytes mean is decided elsewhere."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import atomic


class FileTrouble(Exception):
    r"""One file (or folder) cannot be used; says what, where and what to do about it, and the others go on.

    `reason` and `remedy` are phrases without a full stop. `str()` is one printable line, whatever the name holds.

    >>> print(FileTrouble(Path("a\n.txt"), "does not exist", "check the name"))
    a\u{A}.txt: does not exist; check the name
    """

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(path, reason, remedy)  # as given, so that a worker process can hand it back
        self.path = path
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        name = "".join(c if c.isprintable() else f"\\u{{{ord(c):X}}}" for c in os.fspath(self.path))
        return f"{name}: {self.reason}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which file it was and in which state: equal stamps mean that nobody wrote to it in between.

    `size` is in bytes, `mtime_ns` in nanoseconds since the epoch.

    >>> Stamp.of(os.stat(os.curdir)) == Stamp.of(os.stat(os.curdir))
    True
    """

    device: int
    inode: int
    size: int
    mtime_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Stamp":
        """Return the stamp that a `stat` result holds."""
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class Source:
    """What was read: the path as it was given, all the bytes, and the stamp to hand to `write`."""

    path: Path
    data: bytes
    stamp: Stamp


def read(path: Path) -> Source:
    """Read a regular file (or what a link leads to) whole.

    Raises FileTrouble for what is missing, unreadable, or no regular file; never waits for the other end of a pipe.

    >>> read(Path(os.devnull))
    Traceback (most recent call last):
    corpus_clean.files.FileTrouble: /dev/null: is a device; name a regular file
    """
    with _told(path):
        _require_regular(path, path.stat())  # before the open, which can have effects on a device
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            _require_regular(path, status)  # again: it may have been swapped in between
            if status.st_nlink > 1 and atomic.rescued(Path(os.path.realpath(path)), status):
                status = os.fstat(descriptor)
            # The stamp is older than the bytes: a change while reading shows when the file is written.
            return Source(path, file.read(), Stamp.of(status))


def current(path: Path) -> Stamp | None:
    """Return the stamp of what is at a path now, or None if nothing is: what `write` needs to replace it unread.

    Raises FileTrouble for what is unreachable, or no regular file.

    >>> current(Path("no such file")) is None
    True
    """
    with _told(path):
        if not os.path.lexists(path):
            return None
        status = path.stat()
        _require_regular(path, status)
        return Stamp.of(status)


def write(path: Path, data: bytes, *, replacing: Stamp | None) -> None:
    r"""Put bytes in a file's place, so that a reader, or a crash, finds the old ones or the new ones and never a part.

    `replacing` is the stamp of what they replace (of a `Source`, or from `current`), None for a new file. Mode, owner,
    group and extended attributes stay as far as the system allows; links stay links, and their target is written.

    One case is not atomic: a file that has several hard links, or whose folder does not let us rename, is rewritten in
    place. If that fails half-way the old bytes are put back; after a kill or a power cut, by the next `read` of that
    path, or not at all where the folder is not ours to write in.

    Raises FileTrouble, and leaves the file as it is, if it is not in the state that `replacing` names, if it may not
    be written, or if the disk fails.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     note = Path(folder, "note.txt")
    ...     write(note, b"dr\xc3\xb4le\r\n", replacing=None)
    ...     write(note, b"droll\r\n", replacing=read(note).stamp)
    ...     read(note).data
    b'droll\r\n'
    """
    with _told(path):
        if replacing is None:
            _create(path, data, like=None)
            return
        target = Path(os.path.realpath(path))
        status = _require_unchanged(path, target, replacing)
        # A rename asks only the folder; a file that is protected against writing is meant to be left alone.
        os.close(os.open(target, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC))
        if status.st_nlink == 1:
            try:
                with atomic.prepared(target.parent, data, like=target) as prepared:
                    _require_unchanged(path, target, replacing)
                    prepared.rename(target)
            except OSError as error:
                if error.errno not in _NO_RENAME:
                    raise
            else:
                return
        atomic.rewrite_in_place(target, data)


def backup(path: Path, suffix: str) -> Path:
    """Copy a file, with its mode and owner, beside itself before it is written; return the copy's path.

    `suffix` is added to the whole name, as in `.orig`. A copy of the same bytes is left as it is.

    Raises ValueError for a suffix that does not lead to another name in the same folder; FileTrouble if the copy
    exists with other bytes, or cannot be made.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     note = Path(folder, "note.txt")
    ...     write(note, b"old", replacing=None)
    ...     backup(note, ".orig").name
    'note.txt.orig'
    """
    if not suffix or "/" in suffix or "\0" in suffix:
        raise ValueError(f"a backup suffix is one or more characters without a slash, not {suffix!r}")
    source = read(path)
    copy = path.with_name(path.name + suffix)
    if current(copy) is None:
        with _told(copy):
            _create(copy, source.data, like=Path(os.path.realpath(path)))
    elif read(copy).data != source.data:
        raise FileTrouble(copy, "is a backup of other text", "move it away or choose another suffix")
    return copy


# In these cases the file itself may still be writable: a folder of someone else's, a sticky one, a mounted file.
_NO_RENAME = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.EROFS})

_KINDS = (
    (stat.S_ISDIR, "is a directory", "name the files in it"),
    (stat.S_ISFIFO, "is a pipe", "name a regular file, or pass - to read standard input"),
    (stat.S_ISSOCK, "is a socket", "name a regular file"),
    (stat.S_ISCHR, "is a device", "name a regular file"),
    (stat.S_ISBLK, "is a device", "name a regular file"),
)

_TROUBLES = {
    errno.ENOENT: ("does not exist", "check the name"),
    errno.ENOTDIR: ("does not exist", "check the name"),
    errno.ELOOP: ("is a link that leads nowhere", "check where it points"),
    errno.EACCES: ("access denied", "change the permissions, or run as its owner"),
    errno.EPERM: ("access denied", "change the permissions, or run as its owner"),
    errno.EROFS: ("is on a read-only file system", "work on a copy"),
    errno.ENOSPC: ("the disk is full", "free some space; the file is as it was"),
    errno.EDQUOT: ("the disk quota is used up", "free some space; the file is as it was"),
    errno.EEXIST: ("has bytes of a run that was cut short beside it", "look at .corpus-clean-*.old, and remove it"),
    errno.EFBIG: ("the file would grow too big", "raise the limit (ulimit -f); the file is as it was"),
}


def _require_regular(path: Path, status: os.stat_result) -> None:
    """Raise FileTrouble with the kind of thing that it is, unless it is a regular file."""
    if stat.S_ISREG(status.st_mode):
        return
    for is_kind, reason, remedy in _KINDS:
        if is_kind(status.st_mode):
            raise FileTrouble(path, reason, remedy)
    raise FileTrouble(path, "is no regular file", "name a regular file")


def _require_unchanged(path: Path, target: Path, expected: Stamp) -> os.stat_result:
    """Raise FileTrouble unless the file is the one that was read, in the state in which it was read."""
    try:
        status = target.stat()
    except FileNotFoundError:
        status = None
    if status is None or Stamp.of(status) != expected:
        raise FileTrouble(path, "changed while it was being cleaned", "nothing was written; run again")
    return status


def _create(path: Path, data: bytes, *, like: Path | None) -> None:
    """Write a new file, with the attributes of another one or else those that the umask gives."""
    # A dangling link counts as something: whoever set it does not get to choose which file we create.
    with atomic.prepared(path.parent, data, like=like) as prepared:
        if os.path.lexists(path):
            raise FileTrouble(path, "appeared while its text was being made", "nothing was written; run again")
        prepared.rename(path)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the system says into FileTrouble."""
    try:
        yield
    except OSError as error:
        phrase = (error.strerror or str(error), "the file is as it was")
        raise FileTrouble(path, *_TROUBLES.get(error.errno or 0, phrase)) from error
    except ValueError as error:  # a NUL in the name
        raise FileTrouble(path, "is no name that a file can have", "check the name") from error
