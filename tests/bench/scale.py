"""What stages of a run cost, and a corpus of any size: `python -m tests.bench.scale FOLDER [--engine datatrove=23]`.

FOLDER holds whole pages of each language (`tests.bench.pages` writes them). They are laid out as shards of each format,
one page in a hundred with a line that was misread: English alone, and all languages. A process of its own does each
stage: it decompresses; also takes the records apart; cleans the texts; writes the records and compresses them. `run` is
the command over the same shards. Seconds of processor time for each gigabyte of text (UTF-8, decompressed): the
difference between a shard and one of a tenth of it, so that what is loaded and compiled once is not in them.

The second table has what that is in core hours for corpora of sizes given as NAME=TERABYTES of text, and for engines,
whose own seconds for each gigabyte come from `tests.bench.engines`.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import click

from corpus_clean import Cleaner
from corpus_clean.corpus import read_records, write_records
from corpus_clean.corpus.compression import compression_of, decompressed
from tests.bench.corpus_run import measured
from tests.bench.pages import LANGUAGES, load
from tests.bench.throughput import machine, misread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

CORPORA = {"en": ("en",), "all": LANGUAGES}
FORMATS = (".jsonl.zst", ".jsonl.gz", ".warc.wet.gz", ".parquet")
DAMAGED = 100
"""One page in so many has a line that was misread."""
SIZES = ("1 TB=1", "FineWeb=66", "a crawl of Common Crawl=21", "Common Crawl=2100")
"""FineWeb: 15 trillion tokens, taken as 4.4 bytes each; a crawl: 3 billion pages, taken as 7 kB each; all are 100."""


class Stages(NamedTuple):
    """Processor seconds for each gigabyte of text."""

    decompress: float
    parse: float
    clean: float
    write: float
    run: float


def texts(folder: Path, languages: Sequence[str], size: int) -> Iterator[str]:
    """Yield pages of languages in turn, each with its number, until they have so many bytes."""
    sources = [cycle(load(folder, language)) for language in languages]
    for number, source in enumerate(cycle(sources)):
        text = f"{number}\n{next(source).text}"
        if number % DAMAGED == DAMAGED // 2:
            lines = text.split("\n")
            at = max(range(len(lines)), key=lambda at: sum(char > "\x7f" for char in lines[at]))
            lines[at] = misread(lines[at])
            text = "\n".join(lines)
        size -= len(text.encode())
        if size < 0:
            return
        yield text


def written(path: Path, pages: Iterable[str]) -> Path:
    """Write a shard of a format."""
    if path.suffix == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        held = list(pages)
        table = pa.table({"id": [str(number) for number in range(len(held))], "text": held})
        pq.write_table(table, path, compression="zstd", row_group_size=1000)
    elif ".warc" in path.suffixes:
        write_records(path, (_extract(number, text) for number, text in enumerate(pages)))
    else:
        records = ({"id": str(number), "text": text} for number, text in enumerate(pages))
        write_records(path, (json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records))
    return path


def _extract(number: int, text: str) -> bytes:
    block = text.encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://example.org/{number}\r\n"
        f"WARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _decompress(path: Path) -> None:
    with path.open("rb") as file:
        reader, _ = decompressed(file, compression_of(path.name))
        while reader.read(1 << 20):
            pass


def _parse(path: Path) -> list[str]:
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        found: list[str] = pq.read_table(path)["text"].to_pylist()
        return found
    return [text for record in read_records(path) for text in record.texts]


def _seconds(what: Callable[[], object]) -> float:
    start = time.process_time()
    what()
    return time.process_time() - start


def stages(path: Path) -> tuple[float, float, float, float]:
    """Return the seconds of each stage but the run, in this process."""
    import orjson  # noqa: F401 - loaded before the clock runs
    import zstandard  # noqa: F401

    table = path.suffix == ".parquet"
    decompress = 0.0 if table else _seconds(lambda: _decompress(path))
    parse = _seconds(lambda: _parse(path)) - decompress
    held = _parse(path)
    cleaner = Cleaner()
    clean = _seconds(lambda: [cleaner.text(text) for text in held])
    target = path.parent / f"written-{path.name}"
    if table:
        write = _seconds(lambda: written(target, held))
    else:
        raws = [record.raw for record in read_records(path)]
        write = _seconds(lambda: write_records(target, raws))
    target.unlink()
    return decompress, parse, clean, write


def costs(folder: Path, corpus: str, suffix: str, size: int, rounds: int) -> Stages:
    """Return what a corpus in a format costs, medians."""
    with tempfile.TemporaryDirectory() as name:
        shards = []
        for part in (size, size // 10):
            source = Path(name) / str(part)
            source.mkdir()
            shards.append(written(source / f"a{suffix}", texts(folder, CORPORA[corpus], part)))
        sizes = [
            sum(len(text.encode()) for text in texts(folder, CORPORA[corpus], part)) for part in (size, size // 10)
        ]
        found = []
        for number in range(rounds):
            large, small = (_taken(shard, Path(name) / f"out-{number}-{shard.parent.name}") for shard in shards)
            found.append([one - other for one, other in zip(large, small, strict=True)])
        gigabytes = (sizes[0] - sizes[1]) / 1e9
        return Stages(*(median(one[at] for one in found) / gigabytes for at in range(len(Stages._fields))))


def _taken(shard: Path, out: Path) -> tuple[float, ...]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        taken = pool.submit(stages, shard).result()
    command = [sys.executable, "-m", "corpus_clean", "run", "--isolated", "-q", str(shard.parent), str(out)]
    return (*taken, measured(command).cpu)


def _pairs(given: Iterable[str]) -> dict[str, float]:
    return {name: float(number) for name, _, number in (one.partition("=") for one in given)}


@click.command()
@click.option("--size", default=20_000_000, show_default=True, help="Bytes of text of a shard.")
@click.option("--rounds", default=3, show_default=True)
@click.option("--engine", "engines", multiple=True, help="NAME=SECONDS of an engine's own for each gigabyte.")
@click.option("--corpus", "sizes", multiple=True, default=SIZES, show_default=True, help="NAME=TERABYTES.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(size: int, rounds: int, engines: tuple[str, ...], sizes: tuple[str, ...], folder: Path) -> None:
    """Print the two tables."""
    click.echo(f"{machine()}; shards of {size / 1e6:g} MB, medians of {rounds} rounds\n")
    click.echo("| corpus | format | decompress | parse | clean | write | `run` | s for each GB: most of it |")
    click.echo("|---|---|--:|--:|--:|--:|--:|---|")
    of_run: dict[tuple[str, str], Stages] = {}
    for corpus in CORPORA:
        for suffix in FORMATS:
            one = of_run[corpus, suffix] = costs(folder, corpus, suffix, size, rounds)
            most = max(Stages._fields[:4], key=lambda name: getattr(one, name))
            shown = " | ".join(f"{number:.1f}" for number in one)
            click.echo(f"| {corpus} | `{suffix}` | {shown} | {most}, {getattr(one, most) / sum(one[:4]):.0%} |")
    ways = {f"`run`, `{suffix}`": {one: of_run[one, suffix].run for one in CORPORA} for suffix in FORMATS}
    for name, own in _pairs(engines).items():
        ways[f"{name}, `.parquet`"] = {one: own + of_run[one, ".parquet"].clean for one in CORPORA}
    named = _pairs(sizes)
    click.echo("\n| core hours | text | " + " | ".join(f"{name} ({size:g} TB)" for name, size in named.items()) + " |")
    click.echo("|---|---|" + "--:|" * len(named))
    for way, seconds in ways.items():
        for corpus in CORPORA:
            hours = " | ".join(f"{seconds[corpus] * size * 1000 / 3600:,.0f}" for size in named.values())
            click.echo(f"| {way} | {corpus} | {hours} |")


if __name__ == "__main__":
    main()
