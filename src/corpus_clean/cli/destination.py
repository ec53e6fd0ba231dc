"""Where fix puts its results: in place, into one file, below a folder, or to stdout."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_clean.files import FileTrouble, backup, current, write
from corpus_clean.session import Status

if TYPE_CHECKING:
    from corpus_clean.session import Outcome


class InPlace:
    """Each result replaces its source, of which a copy is kept if there is a suffix for it."""

    def __init__(self, suffix: str | None) -> None:
        self._suffix = suffix

    def takes(self, _outcome: Outcome) -> bool:
        """Tell whether a result is written although nothing changed."""
        return False

    def place(self, _argument: str, outcome: Outcome) -> str | None:
        """Return the path that the result gets, None if it gets none; raises FileTrouble if it can get none."""
        return outcome.path

    def write(self, outcome: Outcome) -> None:
        """Write a result to its place; raises FileTrouble."""
        path = Path(outcome.path)
        if self._suffix is not None:
            backup(path, self._suffix)
        write(path, outcome.data, replacing=outcome.stamp)


class Stdout:
    """The result of stdin, and what cannot be cleaned as it came in."""

    def takes(self, _outcome: Outcome) -> bool:
        """Tell that everything is written: a pipe must not lose what could not be cleaned."""
        return True

    def place(self, _argument: str, _outcome: Outcome) -> str | None:
        """Return None."""
        return None

    def write(self, outcome: Outcome) -> None:
        """Write the bytes; raises FileTrouble if there is no standard output."""
        if sys.stdout is None:  # as Python has it where the shell closed it
            raise FileTrouble(Path(outcome.path), "has nowhere to go", "open standard output")
        stream = sys.stdout.buffer
        stream.write(outcome.data)
        stream.flush()


class OneFile:
    """The result of the one input there is."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def takes(self, outcome: Outcome) -> bool:
        """Tell whether a result is written although nothing changed: if it is a text."""
        return _is_text(outcome)

    def place(self, _argument: str, outcome: Outcome) -> str | None:
        """Return the path, unless it is that of the source."""
        if self._path.exists() and os.path.realpath(self._path) == os.path.realpath(outcome.path):
            raise FileTrouble(self._path, "is the source itself", "leave -o away to work in place")
        return str(self._path)

    def write(self, outcome: Outcome) -> None:
        """Write a result to its place; raises FileTrouble."""
        write(self._path, outcome.data, replacing=current(self._path))


class Folder:
    """Results under the names of their sources, below a folder and never outside it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken: set[str] = set()

    def takes(self, outcome: Outcome) -> bool:
        """Tell whether a result is written although nothing changed: if it is a text."""
        return _is_text(outcome)

    def place(self, argument: str, outcome: Outcome) -> str | None:
        """Return the path below the folder; a source from elsewhere counts from the argument it was reached by."""
        home = os.path.realpath(self._folder)
        if _inside(home, os.path.realpath(outcome.path)):
            raise FileTrouble(Path(outcome.path), "lies in the output folder itself", "choose another folder")
        path = Path(os.path.normpath(outcome.path))
        if path.is_absolute() or os.pardir in path.parts:
            # Of a folder its own name is kept too, unless it has none, as `..`.
            path = Path(Path(argument).name.replace(os.pardir, ""), os.path.relpath(outcome.path, argument))
            path = Path(os.path.normpath(path))
        target = self._folder / path
        real = os.path.realpath(target)
        if not _inside(home, real):
            raise FileTrouble(target, "leads out of the output folder by a link", "remove the link")
        if real in self._taken:
            raise FileTrouble(target, "would be the result of two files", "clean them into two folders")
        self._taken.add(real)
        return str(target)

    def write(self, outcome: Outcome) -> None:
        """Write a result to its place, with the folders on the way; raises FileTrouble."""
        path = Path(str(outcome.written))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileTrouble(path.parent, (error.strerror or str(error)).lower(), "make room for it") from error
        write(path, outcome.data, replacing=current(path))


Destination = InPlace | Stdout | OneFile | Folder


def _is_text(outcome: Outcome) -> bool:
    return outcome.status in {Status.CLEAN, Status.CHANGED, Status.FOUND}


def _inside(folder: str, path: str) -> bool:
    return os.path.commonpath([folder, path]) == folder
