"""Shards done one after the other here, or by several processes; a process that dies costs at most one shard."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import connection, get_context
from threading import active_count
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus_clean.corpus.shard import Shard, discard
from corpus_clean.corpus.trouble import CorpusError, ShardError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, ForkProcess, ForkServerContext, ForkServerProcess

    from corpus_clean.cleaner import Cleaner
    from corpus_clean.corpus.layout import Layout
    from corpus_clean.corpus.parquet import ParquetShard
    from corpus_clean.corpus.settings import Settings
    from corpus_clean.corpus.storage import Found

_CHANCES = 2
"""How often a shard may be begun whose process dies."""
_PATIENCE = 1.0
_WITH_THREADS = frozenset({"pyarrow"})
"""Modules that start threads which Python does not know of."""


class _Read(NamedTuple):
    """So many bytes of a shard have been read."""

    shard: str
    size: int


class _Finished(NamedTuple):
    """A shard is done, or failed: its line of the manifest."""

    entry: dict[str, Any]


Tick = Callable[[str, int], None]
"""Called with the name of a shard and how many bytes of it have been read."""


@dataclass(frozen=True, slots=True)
class Job:
    """What all shards have in common."""

    layout: Layout
    settings: Settings
    cleaner: Cleaner

    def do(self, found: Found, tick: Callable[[int], None]) -> dict[str, Any]:
        """Do one shard, and return its line of the manifest whatever happens to it; CorpusError ends the run."""
        if self.layout.leads_out(found.name):
            return failed(found.name, LEADS_OUT)
        without = self.settings.config.ignored_in(found.name) if self.settings.config.per_file_ignores else ()
        cleaner = replace(self.cleaner, ignore=(*self.cleaner.ignore, *without)) if without else self.cleaner
        try:
            return shard_class(found.name)(found, self.layout, self.settings, cleaner).clean(tick)
        except ShardError as error:
            return failed(found.name, str(error))
        except CorpusError:
            raise
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            return failed(found.name, f"{where}{(error.strerror or str(error)).lower()}")
        except MemoryError:
            return failed(found.name, "there is not enough memory; lower --max-record or -j")
        except Exception as error:  # noqa: BLE001 - a fault in one shard must not cost the others
            return failed(found.name, f"our own fault, {type(error).__name__}: {' '.join(str(error).split())}")


LEADS_OUT = "leads out of the output folder by a link; remove the link"
"""Why a result is not written."""


def shard_class(name: str) -> type[Shard | ParquetShard]:
    """Return what cleans a shard of this name."""
    if name.lower().endswith(".parquet"):
        from corpus_clean.corpus.parquet import ParquetShard

        return ParquetShard
    return Shard


def failed(name: str, reason: str) -> dict[str, Any]:
    """Return the line of the manifest of a shard that failed."""
    return {"kind": "shard", "shard": name, "status": "failed", "reason": reason}


def done(shards: Iterable[Found], job: Job, jobs: int, tick: Tick) -> Iterator[dict[str, Any]]:
    """Yield the line of the manifest of each shard, as soon as it is done or has failed."""
    if jobs > 1:
        yield from _spread(shards, job, jobs, tick)
        return
    for found in shards:
        entry = None
        try:
            entry = job.do(found, partial(tick, found.name))
        finally:
            if entry is None:  # it was asked to end
                discard(job.layout, found.name)
        yield entry


@dataclass(slots=True)
class _Worker:
    process: ForkProcess | ForkServerProcess
    pipe: Connection
    at: Found | None = None

    def give(self, found: Found) -> None:
        self.at = found
        try:
            self.pipe.send(found)
        except OSError:  # it is dead, and will be found to be
            return

    def received(self) -> Any:  # noqa: ANN401 - what the process sent
        """Return what has come, None if the process is dead."""
        try:
            return self.pipe.recv() if self.pipe.poll() else None
        except (EOFError, OSError):
            return None

    def end(self) -> None:
        self.process.terminate()
        self.process.join(5)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.pipe.close()


def _spread(shards: Iterable[Found], job: Job, jobs: int, tick: Tick) -> Iterator[dict[str, Any]]:
    waiting = deque(sorted(shards, key=lambda one: -one.size))  # the longest first, so that all end together
    begun: dict[str, int] = {}
    workers = [_hired(job) for _ in range(min(jobs, len(waiting)))]
    try:
        while waiting or any(worker.at for worker in workers):
            _give(waiting, workers, begun)
            for worker in _ready(workers):
                event = worker.received()
                if isinstance(event, CorpusError):
                    raise event
                if isinstance(event, _Read):
                    tick(*event)
                elif isinstance(event, _Finished):
                    worker.at = None
                    yield event.entry
                elif not worker.process.is_alive() and worker.at is not None:
                    yield from _lost(worker.at, waiting, begun)
                    worker.end()
                    workers[workers.index(worker)] = _hired(job)
    finally:
        for worker in workers:
            worker.process.terminate()
        for worker in workers:
            worker.end()
            if worker.at is not None:  # it may have been asked to end as it began a file
                discard(job.layout, worker.at.name)


def _give(waiting: deque[Found], workers: Sequence[_Worker], begun: dict[str, int]) -> None:
    for worker in workers:
        if worker.at is None and waiting:
            found = waiting.popleft()
            begun[found.name] = begun.get(found.name, 0) + 1
            worker.give(found)


def _ready(workers: Sequence[_Worker]) -> Iterable[_Worker]:
    """Wait for those that have something to say, or died."""
    by_handle: dict[object, _Worker] = {}
    for worker in workers:
        if worker.at:
            by_handle |= {worker.pipe: worker, worker.process.sentinel: worker}
    said = connection.wait([one for worker in workers if worker.at for one in (worker.pipe, worker.process.sentinel)])
    return {id(by_handle[one]): by_handle[one] for one in said}.values()


def _lost(found: Found, waiting: deque[Found], begun: dict[str, int]) -> Iterator[dict[str, Any]]:
    if begun[found.name] < _CHANCES:
        waiting.append(found)
        return
    reason = "the process that cleaned it was killed twice, most likely for want of memory; lower -j or --max-record"
    yield failed(found.name, reason)


def _hired(job: Job) -> _Worker:
    # Forked as long as no thread runs: the tables that are loaded are shared, and starting costs next to nothing.
    context: ForkContext | ForkServerContext
    if active_count() == 1 and not _WITH_THREADS & sys.modules.keys():
        context, parent = get_context("fork"), os.getpid()
    else:
        context, parent = get_context("forkserver"), 0
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, job, parent), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _work(pipe: Connection, job: Job, parent: int) -> None:
    """Do shards until there are no more, or nobody is left to do them for.

    `parent` is the process that wants them, 0 where it is the one that started this one, whoever that is.
    """
    parent = parent or os.getppid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)

    def tick(size: int) -> None:
        if os.getppid() != parent:
            raise SystemExit
        pipe.send(_Read(found.name, size))

    try:
        while True:
            while not pipe.poll(_PATIENCE):
                if os.getppid() != parent:
                    return
            found: Found = pipe.recv()
            try:
                pipe.send(_Finished(job.do(found, tick)))
            except CorpusError as error:
                pipe.send(error)
    except (EOFError, OSError):
        return


def _leave(_number: int, _frame: object) -> None:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # a second one must not end the tidying up
    raise SystemExit
