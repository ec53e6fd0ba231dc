"""Patterns as .gitignore has them, read by the package pathspec, which is imported only where there are any."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

if TYPE_CHECKING:
    from collections.abc import Iterable

_OWN = (".gitignore", ".git/info/exclude")


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of one place, for paths below a folder: `prefix` leads from that place to the folder.

    `below` is the other way: the folder with the patterns lies that far below the folder that is walked.
    """

    spec: GitIgnoreSpec
    prefix: str = ""
    below: str = ""

    @classmethod
    def of(cls, lines: Iterable[str], prefix: str = "", below: str = "") -> Patterns:
        """Return patterns; a line that is none matches nothing, as for git.

        >>> Patterns.of(["*.log", "!keep.log", "build/"]).match("a/b.log")
        True
        """
        return cls(_spec(tuple(lines)), prefix, below)

    @classmethod
    def read(cls, file: Path, below: str = "", prefix: str = "") -> Patterns:
        """Return the patterns of a file, none if it cannot be read."""
        try:
            lines = [
                line.removesuffix("\r") for line in file.read_bytes().decode("utf-8", "surrogateescape").split("\n")
            ]
        except OSError:
            lines = []
        return cls.of(lines, prefix, below)

    def match(self, path: str) -> bool | None:
        """Say whether a posix path below the walked folder is excluded, None where no pattern speaks of it.

        A folder ends with a slash. What a pattern says of a folder above is not asked again: it was walked into.

        >>> Patterns.of(["!a.txt"]).match("a.txt"), Patterns.of(["a/"]).match("a/b")
        (False, None)
        """
        full = self.prefix + path[len(self.below) :]
        for pattern in reversed(self.spec.patterns):
            found = pattern.regex.match(full) if pattern.regex is not None else None
            # Where a folder above is what matches, a group ends behind its slash.
            if found and not (found.lastgroup and found.end() < len(full)):
                return pattern.include
        return None

    def excludes(self, name: str = "") -> bool:
        """Say whether a named path is excluded, itself or because of a folder above it; without a name, the folder."""
        path = self.prefix + name
        return bool(path) and bool(self.spec.check_file(path).include)


def above_folder(root: Path) -> tuple[Patterns, ...]:
    """Return what git ignores below a folder because of files above it in its repository, the farthest first.

    Nothing if the folder itself is ignored: it was named, so it is meant.
    """
    here = root.absolute()
    found: list[Patterns] = []
    for folder in (here, *here.parents):
        top = os.path.lexists(folder / ".git")
        names = _OWN if top else _OWN[:1]
        found += [
            Patterns.read(folder / name, prefix=prefix(here, folder))
            for name in names
            if (folder / name).is_file() and (folder != here or name != _OWN[0])
        ]
        if top:
            break
    return () if any(patterns.excludes() for patterns in found) else tuple(reversed(found))


def prefix(folder: Path, base: Path) -> str:
    """Return the way from a folder down to one below it, with a slash at its end; empty if it is not below it.

    >>> prefix(Path("/a/b/c"), Path("/a")), prefix(Path("/a"), Path("/a")), prefix(Path("/x"), Path("/a"))
    ('b/c/', '', '')
    """
    relative = os.path.relpath(folder, base)
    return "" if relative == os.curdir or relative.startswith(os.pardir) else Path(relative).as_posix() + "/"


@lru_cache(maxsize=256)
def _spec(lines: tuple[str, ...]) -> GitIgnoreSpec:
    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        return GitIgnoreSpec.from_lines(line for line in lines if _is_pattern(line))


def _is_pattern(line: str) -> bool:
    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True
