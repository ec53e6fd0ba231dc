"""Paths as a user names them, to the files that are meant."""

import fnmatch
import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from .files import FileTrouble

SKIPPED = frozenset({"__pycache__", "node_modules"})
"""Folders that hold what other tools made; they are walked only if named. So are virtual environments."""

_IN_VENV = "pyvenv.cfg"


def expand(paths: Sequence[Path], exclude: Sequence[str] = ()) -> Iterator[Path | FileTrouble]:
    """Yield the files that are meant, each once, a folder's in the order of their names.

    A path that is no folder is yielded as it is: whether it can be read is for the reader to say. Below a folder,
    links, hidden entries and the `SKIPPED` folders are passed over, and what a glob of `exclude` matches: one without
    a slash matches a name at any depth, one with a slash the whole posix path below that folder (`*` crosses slashes).

    A folder that cannot be listed, or in which there is no file, is yielded as FileTrouble; nothing is raised.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     for file in ("b.txt", "a.txt", "a.min.js", ".hidden"):
    ...         _ = Path(name, file).write_bytes(b"")
    ...     [path.name for path in expand([Path(name)], exclude=["*.min.js"])]
    ['a.txt', 'b.txt']
    """
    excluded = _matcher(exclude)
    seen: set[str] = set()
    for path in paths:
        for found in _walk(path, excluded) if path.is_dir() else (path,):
            if isinstance(found, FileTrouble):
                yield found
                continue
            identity = os.path.realpath(found)
            if identity not in seen:
                seen.add(identity)
                yield found


def _walk(root: Path, excluded: Callable[[str], bool]) -> Iterator[Path | FileTrouble]:
    """Yield the files below a folder, depth first, with a stack: no depth is too deep."""
    waiting, empty = [(root, "")], True
    while waiting:
        path, below = waiting.pop()
        if below and not below.endswith("/"):
            empty = False
            yield path
            continue
        try:
            entries = _entries(path)
        except OSError as error:
            empty = False
            yield FileTrouble(path, f"cannot be listed ({error.strerror})", "change the permissions, or exclude it")
            continue
        if below and any(entry.name == _IN_VENV for entry in entries):
            continue
        for entry in reversed(entries):
            name = below + entry.name
            if entry.name.startswith(".") or excluded(name):
                continue
            if entry.is_dir(follow_symlinks=False) and entry.name not in SKIPPED:
                waiting.append((path / entry.name, name + "/"))
            elif entry.is_file(follow_symlinks=False):
                waiting.append((path / entry.name, name))
    if empty:
        yield FileTrouble(root, "holds no file to clean", "name a file, or check what is excluded")


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _matcher(globs: Sequence[str]) -> Callable[[str], bool]:
    """Return a test of posix paths below a folder."""
    globs = [glob.rstrip("/") for glob in globs]  # as people mark a folder
    names = _any_of([glob for glob in globs if "/" not in glob])
    whole = _any_of([glob.lstrip("/") for glob in globs if "/" in glob])
    return lambda path: bool(names(path.rpartition("/")[2]) or whole(path))


def _any_of(globs: Sequence[str]) -> Callable[[str], object]:
    if not globs:
        return lambda _: None
    return re.compile("|".join(fnmatch.translate(glob) for glob in globs)).match
