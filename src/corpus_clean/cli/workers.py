"""Files examined one after the other, or by several processes at once: the same outcomes, in the same order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from corpus_clean.session import examine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from corpus_clean.cleaner import Cleaner
    from corpus_clean.session import Outcome

WORTH_IT = 4_000_000
"""Bytes of input from which on it pays to start processes."""


@dataclass(frozen=True, slots=True)
class Task:
    """One file to examine, its size in bytes, and the rules that are left out for it."""

    path: Path
    size: int
    without: tuple[str, ...] = ()


@dataclass(slots=True)
class Examiner:
    """Examines files, in the process where it is."""

    cleaner: Cleaner
    encoding: str | None
    _cleaners: dict[tuple[str, ...], Cleaner] = field(default_factory=dict)

    def __call__(self, task: Task) -> Outcome:
        """Return the outcome of one file."""
        return examine(task.path, self.cleaner_without(task.without), self.encoding)

    def batch(self, tasks: list[Task]) -> list[Outcome]:
        """Return the outcomes of several files."""
        return [self(task) for task in tasks]

    def cleaner_without(self, rules: tuple[str, ...]) -> Cleaner:
        """Return the cleaner with some rules left out."""
        if not rules:
            return self.cleaner
        if rules not in self._cleaners:
            self._cleaners[rules] = replace(self.cleaner, ignore=(*self.cleaner.ignore, *rules))
        return self._cleaners[rules]


def examined(tasks: Iterable[Task], examiner: Examiner, jobs: int) -> Iterator[Outcome]:
    """Yield the outcome of each task, in order; with more than one job by processes, if there is enough to do."""
    waiting = iter(tasks)
    first: list[Task] = []
    total = 0
    if jobs > 1:
        for task in waiting:
            first.append(task)
            total += task.size
            if total >= WORTH_IT:
                from corpus_clean.cli.pool import spread  # as slow to import as all the rest

                yield from spread(chain(first, waiting), examiner, jobs)
                return
    for task in chain(first, waiting):
        yield examiner(task)
