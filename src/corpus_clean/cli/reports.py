"""The file that `--report` names: its format by its suffix, written while the run goes on."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from corpus_clean import __version__
from corpus_clean.cli import Refusal
from corpus_clean.ledger import START, Ledger
from corpus_clean.report import SIGNATURES, SUFFIXES, View, view

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import BinaryIO

    from corpus_clean.cli.run import Run
    from corpus_clean.session import Outcome

_HEADER = 1 << 16
_ENTRY, _NOT_WRITTEN = b'{"kind": "file"', b'"result": null'
_OPTIONS: dict[str, dict[str, object]] = {"diff": {"exact": True}, "full": {"limit": None}}
_UNSIGNED = ("diff", "full")
"""The formats that do not say by themselves whose they are."""


class ReportFile:
    """A report on the disk. The ledger of a file is there before `before` returns, and so before the file changes."""

    def __init__(self, path: Path, run: Run, command: str) -> None:
        name = SUFFIXES.get(path.suffix)
        if name is None:
            raise Refusal(f"{path}: a report is one of {', '.join(SUFFIXES)} by its suffix")
        self._path = path
        self._run = run
        self._name = name
        self._ledger = Ledger() if name == "jsonl" else None
        self._view: View | None = None if self._ledger else view(name, **_OPTIONS.get(name, {}))
        _require_replaceable(path)
        try:
            self._file: BinaryIO = path.open("wb")
        except OSError as error:
            raise Refusal(f"{path}: {(error.strerror or str(error)).lower()}") from error
        try:
            self._open(command)
        except Refusal:
            self.release()
            raise

    def before(self, outcome: Outcome) -> None:
        """Record what is about to be done to a file."""
        if self._ledger:
            self._put("".join(self._ledger.entry(outcome)))
            if outcome.written is not None:
                self._sync()

    def after(self, outcome: Outcome) -> None:
        """Record what was done to a file."""
        if self._view:
            self._put(self._view.outcome(outcome))

    def failed(self, outcome: Outcome, reason: str) -> None:
        """Take back what `before` recorded."""
        if self._ledger:
            self._put(self._ledger.failed(outcome, reason))

    def close(self, summary: str) -> None:
        """Record what the run came to."""
        if self._ledger:
            self._put(self._ledger.totals(self._run.tally))
        elif self._view:
            self._put(self._view.closing(self._run.tally))
            self._put(summary + "\n" if self._name == "full" else "")
        self._sync()
        self._file.close()

    def release(self) -> None:
        """Let the file go, however the run ended."""
        with suppress(OSError):
            self._file.close()

    def _open(self, command: str) -> None:
        if self._ledger:
            self._put(self._ledger.header(command, self._run.config, (rule.id for rule in self._run.rules)))
            self._sync()
            _flush_name(self._path)
        elif self._view:
            self._put(f"# corpus-clean {__version__} {command}\n" if self._name in _UNSIGNED else "")
            self._put(self._view.opening(command, self._run.config, self._run.rules))

    def _put(self, piece: str | bytes) -> None:
        data = piece if isinstance(piece, bytes) else click.unstyle(piece).encode(errors="backslashreplace")
        try:
            self._file.write(data)
        except OSError as error:
            raise self._refused(error) from error

    def _sync(self) -> None:
        try:
            self._file.flush()
            if self._path.is_file():
                os.fsync(self._file.fileno())
        except OSError as error:
            raise self._refused(error) from error

    def _refused(self, error: OSError) -> Refusal:
        return Refusal(f"{self._path}: {(error.strerror or str(error)).lower()}; the run ends here")


class Reports(list[ReportFile]):
    """Several reports of one run, each with its own format, used as one."""

    def before(self, outcome: Outcome) -> None:
        """Record what is about to be done to a file."""
        for file in self:
            file.before(outcome)

    def after(self, outcome: Outcome) -> None:
        """Record what was done to a file."""
        for file in self:
            file.after(outcome)

    def failed(self, outcome: Outcome, reason: str) -> None:
        """Take back what `before` recorded."""
        for file in self:
            file.failed(outcome, reason)

    def close(self, summary: str) -> None:
        """Record what the run came to."""
        for file in self:
            file.close(summary)

    def release(self) -> None:
        """Let the files go, however the run ended."""
        for file in self:
            file.release()


def require_different(paths: Sequence[Path]) -> None:
    """Raise Refusal where two reports would be one file."""
    if len({os.path.realpath(path) for path in paths}) < len(paths):
        raise Refusal("two reports have the same name; give each its own")


def _require_replaceable(path: Path) -> None:
    """Raise Refusal if a report would take the place of a text, or of a ledger that may be the only way back."""
    if not path.is_file():
        return
    try:
        with path.open("rb") as file:
            first = file.readline(_HEADER)
            needed = first.startswith(START) and any(
                line.startswith(_ENTRY) and _NOT_WRITTEN not in line for line in file
            )
    except OSError:
        return
    if first and not first.startswith(SIGNATURES):
        raise Refusal(f"{path}: is no report of ours, so it is not overwritten; choose another name")
    if needed:
        raise Refusal(f"{path}: is the ledger of an earlier run, and maybe its only way back; choose another name")


def _flush_name(path: Path) -> None:
    """Put the name of a new file on the disk too: a power cut must not take the ledger and leave the changes."""
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
