"""Paths as a user names them, to the files that are meant."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from .files import FileTrouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from .ignoring import Patterns

SKIPPED = frozenset({"__pycache__", "node_modules"})
"""Folders that hold what other tools made; they are walked only if named. So are virtual environments."""

_IN_VENV = "pyvenv.cfg"
_GITIGNORE = ".gitignore"


class Excluded(NamedTuple):
    """What is passed over: patterns as in .gitignore, which count from `base`, or where there is none from each folder.

    `forced` says that they also count for files that are named; `gitignore` that .gitignore files do, below folders.
    """

    patterns: Sequence[str] = ()
    base: Path | None = None
    forced: bool = False
    gitignore: bool = True


NOTHING = Excluded()


def expand(paths: Sequence[Path], excluded: Excluded = NOTHING) -> Iterator[Path | FileTrouble]:
    """Yield the files that are meant, each once, a folder's in the order of their names.

    A path that is no folder is yielded as it is: whether it can be read is for the reader to say. Below a folder,
    links, hidden entries and the `SKIPPED` folders are passed over, and what is excluded or ignored by git. A folder
    that is named is walked, though git may ignore it.

    A folder that cannot be listed, or in which there is no file, is yielded as FileTrouble; nothing is raised.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as name:
    ...     for file in ("b.txt", "a.txt", "a.min.js", ".hidden"):
    ...         _ = Path(name, file).write_bytes(b"")
    ...     [path.name for path in expand([Path(name)], Excluded(["*.min.js"]))]
    ['a.txt', 'b.txt']
    """
    seen: set[str] = set()
    for path in paths:
        patterns = _patterns(path, excluded)
        if excluded.forced and patterns and _is_excluded(path, patterns):
            continue
        for found in _walk(path, patterns, gitignore=excluded.gitignore) if path.is_dir() else (path,):
            if isinstance(found, FileTrouble):
                yield found
                continue
            identity = os.path.realpath(found)
            if identity not in seen:
                seen.add(identity)
                yield found


def _patterns(path: Path, excluded: Excluded) -> Patterns | None:
    """Return the patterns as they count below a path, None where there are none."""
    if not excluded.patterns:
        return None
    from .ignoring import Patterns, prefix

    folder = path if path.is_dir() else path.parent
    return Patterns.of(excluded.patterns, prefix(folder, excluded.base) if excluded.base else "")


def _is_excluded(path: Path, patterns: Patterns) -> bool:
    return patterns.excludes("" if path.is_dir() else path.name)


def _walk(root: Path, excluded: Patterns | None, *, gitignore: bool) -> Iterator[Path | FileTrouble]:
    """Yield the files below a folder, depth first, with a stack: no depth is too deep."""
    above: tuple[Patterns, ...] = ()
    if gitignore and _has_gitignore(root):
        from .ignoring import above_folder

        above = above_folder(root)
    waiting, empty, hidden = [(root, "", above)], True, False
    while waiting:
        path, below, ignored = waiting.pop()
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
        if gitignore and any(entry.name == _GITIGNORE for entry in entries):
            from .ignoring import Patterns

            ignored = (*ignored, Patterns.read(path / _GITIGNORE, below))
        found = [name for name in _entered(entries, below) if not (excluded and excluded.match(name))]
        kept = [name for name in found if not _is_ignored(name, ignored)]
        hidden = hidden or len(kept) < len(found)
        waiting += [(root / name, name, ignored) for name in kept]
    if empty:
        remedy = "pass --no-gitignore: git ignores what is in it" if hidden else "check what is excluded"
        yield FileTrouble(root, "holds no file to clean", f"name a file, or {remedy}")


def _entered(entries: Sequence[os.DirEntry[str]], below: str) -> Iterator[str]:
    """Yield the paths of what may be cleaned or walked, last one first; those of folders end with a slash."""
    for entry in reversed(entries):
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False) and entry.name not in SKIPPED:
            yield f"{below}{entry.name}/"
        elif entry.is_file(follow_symlinks=False):
            yield below + entry.name


def _is_ignored(name: str, ignored: Sequence[Patterns]) -> bool:
    """Say whether git ignores a path: the nearest file with an opinion decides."""
    for patterns in reversed(ignored):
        verdict = patterns.match(name)
        if verdict is not None:
            return verdict
    return False


def _has_gitignore(root: Path) -> bool:
    """Say whether there is a repository around a folder: most corpora are in none, and then nothing has to be read."""
    here = root.absolute()
    return any(os.path.lexists(folder / ".git") for folder in (here, *here.parents))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)
