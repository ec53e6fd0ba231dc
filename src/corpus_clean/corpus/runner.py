"""A run over a corpus: each shard cleaned into its mirror, whatever was done before taken as done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_clean.corpus.layout import Layout
from corpus_clean.corpus.manifest import Manifest, is_done, shards
from corpus_clean.corpus.pool import Job, done
from corpus_clean.corpus.settings import Settings
from corpus_clean.corpus.shard import discard
from corpus_clean.corpus.storage import find, is_remote
from corpus_clean.corpus.summary import Summary
from corpus_clean.corpus.trouble import CorpusError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus_clean.corpus.pool import Tick
    from corpus_clean.corpus.storage import Found


def run(
    source: str | Path,
    out: str | Path,
    settings: Settings | None = None,
    *,
    jobs: int = 1,
    globs: tuple[str, ...] = (),
    share: tuple[int, int] = (1, 1),
    redo: bool = False,
    max_bad: float | None = None,
    started: Callable[[Sequence[Found]], None] = lambda _: None,
    finished: Callable[[dict[str, Any]], None] = lambda _: None,
    tick: Tick = lambda _, __: None,
) -> Summary:
    """Clean the shards of a corpus, a folder or a file, into a folder, and return what it came to.

    `share` is (i, n) for the i-th of n shares, from 1 on; `redo` does again what is done; `max_bad` is the share of
    records in quarantine (0.001), or from 1 on their number, that ends the run. `started` hears which shards will be
    done, `finished` each line of the manifest, `tick` how many bytes of a shard have been read. A shard that is done
    stays done, however the run ends.

    Raises CorpusError, and what `Config.cleaner` raises.
    """
    settings = settings or Settings()
    cleaner = settings.cleaner()
    settings.fields  # noqa: B018 - raises for a field that cannot be one
    _require_apart(str(source), str(out))
    layout = Layout(Path(out))
    corpus = find(str(source), globs, exclude=settings.config.exclude, out=layout.out)
    index, of = share
    ours = corpus.shards[index - 1 :: of]
    try:
        manifest = Manifest(layout.manifest(f"{index}-of-{of}" if of > 1 else ""))
    except OSError as error:
        raise CorpusError(f"{error.filename}: {(error.strerror or str(error)).lower()}") from error
    try:
        known = {} if redo else shards(layout.manifests())
        summary = Summary(others=corpus.others)
        todo = []
        for found in ours:
            discard(layout, found.name)
            entry = known.get(found.name)
            if entry is not None and is_done(entry, found, settings, layout):
                summary.skip(entry)
            else:
                todo.append(found)
        manifest.begin(settings, str(source))
        started(todo)
        for entry in done(todo, Job(layout, settings, cleaner), jobs, tick):
            manifest.add(entry)
            summary.add(entry)
            finished(entry)
            if _too_bad(summary, max_bad):
                summary.stopped = f"stopped at {summary.counts['quarantined']} in quarantine, more than --max-bad"
                break
    finally:
        manifest.close()
    return summary


def _too_bad(summary: Summary, most: float | None) -> bool:
    if most is None:
        return False
    return (summary.counts["quarantined"] if most >= 1 else summary.bad_share) > most


def _require_apart(source: str, out: str) -> None:
    if is_remote(out):
        raise CorpusError(f"{out}: results are written to a local folder; copy them from there")
    there = Path(out).resolve()
    here = None if is_remote(source) else Path(source).resolve()
    if here is not None and (here == there or there in here.parents):
        raise CorpusError(f"{out}: holds the corpus itself; name another folder for the results")
    if there.exists() and not there.is_dir():
        raise CorpusError(f"{out}: is a file; name a folder for the results")
