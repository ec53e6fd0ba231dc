"""Several processes that examine files; imported only where there is enough to do for them."""

from __future__ import annotations

import signal
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING

from corpus_clean.session import Outcome, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus_clean.cli.workers import Examiner, Task

_BATCH_BYTES, _BATCH_FILES = 1_000_000, 64
_AHEAD = 3
"""Batches per process that are under way at most: memory stays bounded, and nobody waits."""


def spread(tasks: Iterable[Task], examiner: Examiner, jobs: int) -> Iterator[Outcome]:
    """Yield the outcome of each task, in order, from so many processes."""
    # Forked before any thread runs: the tables that are loaded are shared, and starting costs next to nothing.
    pool = ProcessPoolExecutor(jobs, get_context("fork"), _prepare, (examiner,))
    under_way: deque[tuple[list[Task], Future[list[Outcome]]]] = deque()
    try:
        for batch in _batches(tasks):
            under_way.append((batch, _submitted(pool, batch)))
            if len(under_way) >= jobs * _AHEAD:
                yield from _received(*under_way.popleft())
        while under_way:
            yield from _received(*under_way.popleft())
    finally:
        pool.shutdown(cancel_futures=True)  # and waited for: what ends beside it trips over closed pipes


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    batch: list[Task] = []
    size = 0
    for task in tasks:
        batch.append(task)
        size += task.size
        if size >= _BATCH_BYTES or len(batch) >= _BATCH_FILES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _submitted(pool: ProcessPoolExecutor, batch: list[Task]) -> Future[list[Outcome]]:
    try:
        return pool.submit(_work, batch)
    except BrokenProcessPool as error:
        failed: Future[list[Outcome]] = Future()
        failed.set_exception(error)
        return failed


def _received(batch: list[Task], future: Future[list[Outcome]]) -> Iterable[Outcome]:
    try:
        return future.result()
    except BrokenProcessPool:  # killed, most likely for want of memory
        reason = "the process that cleaned it was killed; run it again with -j 1"
        return [Outcome(str(task.path), Status.TROUBLE, reason) for task in batch]


_here: Examiner


def _prepare(examiner: Examiner) -> None:
    """Make a process ready. Who asks for the end asks the first process, which ends the others."""
    global _here  # noqa: PLW0603 - the one way to hand something to all tasks of a process
    _here = examiner
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def _work(batch: list[Task]) -> list[Outcome]:
    return _here.batch(batch)
