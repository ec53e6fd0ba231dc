"""What check, diff and fix have in common: from arguments to outcomes, and what is printed of those without a text."""

from __future__ import annotations

import os
import sys
from codecs import lookup
from dataclasses import dataclass, field, replace
from itertools import groupby, tee
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus_clean.cli import Refusal
from corpus_clean.cli.console import Console, console
from corpus_clean.cli.workers import Examiner, Task, examined
from corpus_clean.config import Config, ConfigError, load, nearest
from corpus_clean.files import FileTrouble
from corpus_clean.names import UnknownNameError
from corpus_clean.report import SIGNATURES
from corpus_clean.session import Outcome, Status, examine_bytes
from corpus_clean.tally import Tally
from corpus_clean.walk import NOTHING, Excluded, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus_clean.cleaner import Cleaner
    from corpus_clean.cli.options import Given
    from corpus_clean.rule import Rule

STDIN = "-"
_SAVED = 3
"""Of how many faults of ours the bytes are saved: where one happens, it happens in many files."""


@dataclass(slots=True)
class Run:
    """One run of a command."""

    paths: tuple[str, ...]
    config: Config
    cleaner: Cleaner
    console: Console
    stdin_name: str
    excluded: Excluded = NOTHING
    jobs: int = 1
    tally: Tally = field(default_factory=Tally)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that run."""
        return self.cleaner.rules

    @property
    def from_stdin(self) -> bool:
        """Whether the text comes from standard input."""
        return self.paths == (STDIN,)

    def outcomes(self, *, beside: Iterable[Path] = ()) -> Iterator[tuple[str, Outcome]]:
        """Yield every file once, with the argument through which it was reached.

        `beside` are files and folders that this run writes, and so never reads. Trouble is yielded too.
        """
        if self.from_stdin:
            yield STDIN, self._meant(self._stdin())
            return
        found = self._found({os.path.realpath(path) for path in beside})
        progress = self.console.progress
        if progress:
            known = list(found)
            click.get_current_context().call_on_close(progress.end)
            progress.expect(sum(one.size for _, one in known if isinstance(one, Task)))
            found = iter(known)
        ours, theirs = tee(found)
        examiner = Examiner(self.cleaner, self.config.encoding)
        outcomes = examined((one for _, one in theirs if isinstance(one, Task)), examiner, self.jobs)
        for argument, group in groupby(ours, lambda one: one[0]):
            folder, texts = Path(argument).is_dir(), 0
            for _, one in group:
                outcome = self._next(one, outcomes)
                # Reports of earlier runs are no text to clean.
                if not (folder and outcome.source.startswith(SIGNATURES)):
                    texts += outcome.status is not Status.BINARY
                    yield argument, outcome if folder else self._meant(outcome)
            if folder and not texts:
                yield argument, Outcome(argument, Status.TROUBLE, "holds no text to clean; name a file")
        if progress:
            progress.end()

    def _next(self, one: Task | Outcome, outcomes: Iterator[Outcome]) -> Outcome:
        if isinstance(one, Outcome):
            return one
        if self.console.progress:
            self.console.progress.begin(str(one.path), one.size)
        outcome = next(outcomes)
        if self.console.progress:
            self.console.progress.done(one.size)
        return outcome

    def _meant(self, outcome: Outcome) -> Outcome:
        """Turn a binary that was named into trouble: it cannot have been meant.

        One met in a folder is passed over, and so is one that a tool names, which does not look into files.
        """
        if outcome.status is not Status.BINARY or self.excluded.forced:
            return outcome
        return replace(outcome, status=Status.TROUBLE)

    def _stdin(self) -> Outcome:
        try:
            data = sys.stdin.buffer.read()
        except (OSError, AttributeError):  # Python has no stdin where the shell closed it
            return Outcome(self.stdin_name, Status.TROUBLE, "cannot be read; pass a text")
        return examine_bytes(self.stdin_name, data, self.cleaner_of_stdin(), self.config.encoding)

    def cleaner_of_stdin(self) -> Cleaner:
        """Return the cleaner for standard input, without the rules that are left out for its name."""
        return Examiner(self.cleaner, None).cleaner_without(self._without(self.stdin_name))

    def _without(self, path: str) -> tuple[str, ...]:
        return self.config.ignored_in(path) if self.config.per_file_ignores else ()

    def _found(self, written: set[str]) -> Iterator[tuple[str, Task | Outcome]]:
        """Yield what each argument leads to, each file once: what to do, or the trouble there is with it."""
        seen: set[str] = set()
        for argument in self.paths:
            root = Path(argument)
            folder = root.is_dir()
            for found in expand([root], self.excluded):
                if isinstance(found, FileTrouble):
                    yield argument, Outcome(str(found.path), Status.TROUBLE, f"{found.reason}; {found.remedy}")
                    continue
                real = os.path.realpath(found)
                if real in seen:
                    continue
                seen.add(real)
                if not (folder and any(real == one or real.startswith(one + os.sep) for one in written)):
                    yield argument, Task(found, _size(found), self._without(str(found)))

    def add(self, outcome: Outcome) -> None:
        """Count an outcome, and print what is to be said of it on stderr."""
        self.tally.add(outcome)
        if outcome.status is Status.TROUBLE:
            self.console.complain(f"{outcome.path}: {outcome.reason}{self._saved(outcome)}")
        elif outcome.status is Status.BINARY:
            self.console.remark(outcome.path, "binary, skipped")
        else:
            self.console.remark(outcome.path, outcome.status)

    def _saved(self, outcome: Outcome) -> str:
        """Save the bytes that bring a fault of ours about, and say where; empty if it is not ours."""
        if not outcome.fault or self.tally.faults > _SAVED:
            return ""
        from corpus_clean.reproducer import saved

        cleaner = Examiner(self.cleaner, None).cleaner_without(self._without(outcome.path))
        return saved(outcome, cleaner, self.config.encoding)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):  # whoever reads it will say so
        return 0


def prepare(given: Given, *, aside: bool = False) -> Run:
    """Make a run of the options that `cli.options` adds. `aside` says that stdout carries the text itself.

    Raises Refusal for a configuration that cannot be used, UsageError for arguments that do not go together.
    """
    paths = given["paths"]
    if STDIN in paths and len(paths) > 1:
        raise click.UsageError("- stands alone: name files, or read standard input")
    stdin_name = given["stdin_filename"] or "<stdin>"
    start = given["stdin_filename"] or "." if paths == (STDIN,) else paths[0]
    try:
        found = _configured(Path(start), given)
        config = found.override(
            profile=given["profile"],
            select=given["select"],
            extend_select=given["extend_select"],
            ignore=given["ignore"],
            risky=given["risky"],
            lang=given["lang"],
            encoding=given["encoding"],
            exclude=given["exclude"],
        )
        cleaner = config.cleaner()
        if config.encoding is not None:
            "".encode(lookup(config.encoding).name)
    except (ConfigError, UnknownNameError) as error:
        raise Refusal(str(error)) from error
    except (LookupError, ValueError) as error:  # a ValueError where a NUL or half a surrogate pair is in the name
        raise Refusal(f"unknown encoding {config.encoding!r}; name one that Python knows, as gb18030") from error
    if given["show_config"]:
        click.echo(f"# {config.origin or 'no configuration file'}\n{config.toml()}", nl=False)
        click.get_current_context().exit(0)
    terminal = console(
        given["color"], quiet=given["quiet"], verbose=given["verbose"], aside=aside and paths == (STDIN,)
    )
    # What the command line excludes counts from where we are; what a file does, from where the file is.
    base = Path.cwd() if given["exclude"] is not None or not config.origin else config.folder()
    excluded = Excluded(config.exclude, base, given["force_exclude"], given["gitignore"])
    return Run(paths, config, cleaner, terminal, stdin_name, excluded, given["jobs"])


def _configured(start: Path, given: Given) -> Config:
    file = given["config"]
    defaults = Config().override(profile=given["default_profile"])
    if file is not None and given["isolated"]:
        raise click.UsageError("--config and --isolated contradict each other")
    if given["isolated"]:
        return defaults
    return load(file, defaults) if file is not None else nearest(start if start.is_dir() else start.parent, defaults)


def terminal(run: Run) -> bool:
    """Tell whether results are for people: a terminal, or colour that was asked for."""
    return bool(run.console.colour) or (sys.stderr if run.console.aside else sys.stdout).isatty()
