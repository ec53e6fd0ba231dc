"""What it costs to begin: `python -m tests.bench.startup FOLDER`, a process for each figure, in turn, medians.

FOLDER holds whole pages of each language (`tests.bench.pages` writes them). Two tables. The first is of milliseconds
beyond those of Python itself, which reads the same page and does nothing with it: the help, the first result for a page
of each language, for a page that was misread, and that of ftfy and plsfix. The second is of the command over small
files in which nothing is wrong, beside `cat` of the same files and the start of Python.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import click

from tests.bench.corpus_run import Cost, measured
from tests.bench.pages import LANGUAGES, load
from tests.bench.throughput import machine, misread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PAGE = 4000
"""About so many bytes has the page that is cleaned first."""
READS = "import sys\ntext = open(sys.argv[1], encoding='utf-8').read()\n"
OURS = f"{READS}from corpus_clean import Cleaner\nCleaner(sys.argv[2]).text(text)"
COMMAND = (sys.executable, "-m", "corpus_clean")
SILENT = ("--isolated", "--quiet")


def lay_out(folder: Path, work: Path) -> dict[str, Path]:
    """Write a page of each language, and two that are damaged."""
    texts = {}
    for language in LANGUAGES:
        nearest = min(load(folder, language), key=lambda page: abs(len(page.text.encode()) - PAGE))
        texts[language] = nearest.text
    for language in ("de", "zh_CN"):
        texts[f"{language}, misread"] = "\n".join(map(misread, texts[language].split("\n")))
    paths: dict[str, Path] = {}
    for name, text in texts.items():
        paths[name] = work / f"{len(paths)}.txt"
        paths[name].write_text(text, "utf-8")
    return paths


def small_files(folder: Path, work: Path, count: int) -> int:
    """Write so many clean pages, of each language in turn, and return how many bytes they have."""
    work.mkdir()
    every = [[page.text for page in load(folder, name) if len(page.text.encode()) <= PAGE] for name in LANGUAGES]
    total = number = 0
    while number < count:
        at, of = divmod(number, len(every))
        texts = every[of]
        data = texts[at % len(texts)].encode()
        (work / f"{number:05}.txt").write_bytes(data)
        total += len(data)
        number += 1
    return total


def in_turn(commands: Mapping[str, list[str]], rounds: int) -> dict[str, Cost]:
    """Return the median of what each command costs; a round before them is not counted."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            cost = measured(command)
            costs[name] += [cost] if number else []
    return {name: Cost(*(median(one[at] for one in taken) for at in range(3))) for name, taken in costs.items()}


def beginnings(folder: Path, rounds: int) -> dict[str, Cost]:
    """Return what each beginning costs, that of bare Python too."""
    python = [sys.executable, "-c"]
    with tempfile.TemporaryDirectory() as name:
        paths = lay_out(folder, Path(name))
        any_page = str(paths["de"])
        commands = {
            "bare Python": [*python, READS, any_page],
            "`corpus-clean --help`": [*COMMAND, "--help"],
            "`import corpus_clean`": [*python, f"{READS}import corpus_clean", any_page],
        }
        for what, path in paths.items():
            for profile in ("corpus", "minimal"):
                commands[f"first page: {what}, {profile}"] = [*python, OURS, str(path), profile]
        for other in ("ftfy", "plsfix"):
            program = f"{READS}import {other}\n{other}.fix_text(text)"
            commands[f"first page: de, {other}"] = [*python, program, any_page]
        return in_turn(commands, rounds)


def shown(costs: Mapping[str, Cost]) -> Iterator[str]:
    """Yield the first table."""
    bare = costs["bare Python"]
    yield f"bare Python: {bare.cpu * 1000:.1f} ms of processor time, {bare.wall * 1000:.1f} ms\n"
    yield "| | ms CPU beyond Python | ms wall beyond Python | x Python, CPU |\n|---|--:|--:|--:|"
    for what, cost in costs.items():
        if cost is not bare:
            beyond = [(cost.cpu - bare.cpu) * 1000, (cost.wall - bare.wall) * 1000, cost.cpu / bare.cpu]
            yield f"| {what} | {beyond[0]:.0f} | {beyond[1]:.0f} | {beyond[2]:.1f} |"


def files(folder: Path, count: int, rounds: int) -> Iterator[str]:
    """Yield the second table."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name) / "files"
        total = small_files(folder, work, count)
        commands = {
            "`cat`": ["sh", "-c", 'exec cat "$1"/* > /dev/null', "sh", str(work)],
            "bare Python": [sys.executable, "-c", "pass"],
            "`fix`": [*COMMAND, "fix", *SILENT, str(work)],
            "`fix -j2`": [*COMMAND, "fix", *SILENT, "-j", "2", str(work)],
            "`fix -j2 --profile minimal`": [*COMMAND, "fix", *SILENT, "-j", "2", "--profile", "minimal", str(work)],
        }
        before = subprocess.run(["cksum", *sorted(work.iterdir())], capture_output=True, check=True).stdout
        costs = in_turn(commands, rounds)
        if before != subprocess.run(["cksum", *sorted(work.iterdir())], capture_output=True, check=True).stdout:
            raise SystemExit("a file was changed that is clean")
    yield (f"\n{count} files in which nothing is wrong, {total / 1e6:.1f} MB\n")
    yield ("| | ms CPU | ms wall | x cat and Python, CPU | wall |\n|---|--:|--:|--:|--:|")
    cat, python = costs["`cat`"], costs["bare Python"]
    for what, cost in costs.items():
        ratios = (cost.cpu / (cat.cpu + python.cpu), cost.wall / (cat.wall + python.wall))
        shown = "| |" if what in {"`cat`", "bare Python"} else f"| {ratios[0]:.1f} | {ratios[1]:.1f} |"
        yield (f"| {what} | {cost.cpu * 1000:.0f} | {cost.wall * 1000:.0f} {shown}")


@click.command()
@click.option("--files", "count", default=1000, show_default=True)
@click.option("--rounds", default=5, show_default=True)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(*, count: int, rounds: int, folder: Path) -> None:
    """Print the two tables."""
    click.echo(f"{machine()}; medians of {rounds} rounds\n")
    for line in (*shown(beginnings(folder, rounds)), *files(folder, count, rounds)):
        click.echo(line)


if __name__ == "__main__":
    main()
