"""How time and memory grow with the text: `python -m tests.bench.growth FOLDER [--largest 100000000]`.

FOLDER holds whole pages of each language (`tests.bench.pages` writes them). The lines of those pages make one text of
10 kB and of each ten times as much up to the largest, each line with its number, so that no line is there twice: clean,
with one line in a hundred that was misread, and with every line. A process of its own cleans each text, after a smaller
one of other lines, and the small ones several of their size. `grows` is the exponent from the size before (1.0 is
linear); the last column is the memory that the process took at most beyond what it had before, for each byte of text. A
process may take 8 GB, and an hour.
"""

from __future__ import annotations

import resource
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import count, cycle, islice
from math import log
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import click

from corpus_clean import Cleaner
from tests.bench.corpus_run import peak
from tests.bench.pages import load
from tests.bench.throughput import EVERY, machine, misread

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = {"clean": 0, "1 %": EVERY, "all": 1}
"""One line in so many is misread."""
LANGUAGES = ("de", "zh_CN")
SMALLEST = 10_000
SEVERAL = 300_000
"""Texts are cleaned until they are of so many bytes in all."""
LIMIT = 8 << 30


class Grown(NamedTuple):
    """What a text of one size took: processor seconds, and kilobytes at most beyond those before."""

    size: int
    seconds: float
    memory: int


def lines(folder: Path, language: str, every: int) -> Iterator[str]:
    """Yield lines without end."""
    source = [line for page in load(folder, language) for line in page.text.split("\n") if line]
    since = 0
    for number, line in zip(count(1), cycle(source)):
        since += 1
        numbered = f"{number} {line}"
        if every and since >= every and not line.isascii():
            since, numbered = 0, misread(numbered)
        yield numbered


def filled(source: Iterator[str], size: int) -> str:
    """Return lines of so many bytes in all, or little more."""
    chosen = []
    left = size
    while left > 0:
        chosen.append(next(source))
        left -= len(chosen[-1].encode()) + 1
    return "\n".join(chosen)


def grown(folder: Path, kind: str, language: str, size: int, profile: str = "corpus") -> Grown:
    """Clean texts of one size in this process."""
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
    source = lines(folder, language, KINDS[kind])
    cleaner = Cleaner(profile)
    cleaner.text(filled(source, min(size, SEVERAL)))
    texts = [filled(source, size) for _ in range(max(1, SEVERAL // size))]
    before, taken = peak(), []
    for text in texts:
        start = time.process_time()
        cleaner.text(text)
        taken.append(time.process_time() - start)
    return Grown(len(texts[0].encode()), median(taken), peak() - before)


def exponent(small: Grown, large: Grown) -> float:
    """Return the power of the size by which the time grows."""
    return log(large.seconds / small.seconds) / log(large.size / small.size)


@click.command()
@click.option("--largest", default=100_000_000, show_default=True, help="Bytes of the largest text.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(tuple(KINDS)), help="Only these.")
@click.option("--profile", default="corpus", show_default=True)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(*, largest: int, kinds: tuple[str, ...], profile: str, folder: Path) -> None:
    """Print the table, row by row."""
    click.echo(f"{machine()}; profile {profile}\n")
    click.echo("| text | | size | s | MB/s | grows | MB memory | x text |\n|---|---|--:|--:|--:|--:|--:|--:|")
    sizes = [size for size in islice((SMALLEST * 10**at for at in count()), 9) if size <= largest]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for kind in kinds or KINDS:
            for language in LANGUAGES:
                found: list[Grown] = []
                for size in sizes:
                    try:
                        one = pool.submit(grown, folder, kind, language, size, profile).result(3600)
                    except MemoryError:
                        click.echo(f"| {kind} | {language} | {size / 1e6:g} MB | more than {LIMIT >> 30} GB | | | | |")
                        break
                    step = f"{exponent(found[-1], one):.2f}" if found else ""
                    found.append(one)
                    click.echo(
                        f"| {kind} | {language} | {size / 1e6:g} MB | {one.seconds:.4g}"
                        f" | {one.size / 1e6 / one.seconds:.3g} | {step} | {one.memory / 1024:.0f}"
                        f" | {one.memory * 1024 / one.size:.1f} |"
                    )
                if len(found) > 1:
                    click.echo(f"| {kind} | {language} | all sizes | | | {exponent(found[0], found[-1]):.2f} | | |")


if __name__ == "__main__":
    main()
