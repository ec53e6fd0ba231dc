"""All benchmarks of speed in a short form, on one page: `python -m tests.bench.overview [--packages P] > page.md`.

`--packages` is where Debian's packages are kept between runs, `--pages` where the pages made of them are. `--full`
takes hours; without it the figures are of less text and fewer rounds. `--readme README.md` also puts the short version
into it, between its two marks, and `--only-readme` measures no more than that needs.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tests.bench import pages, startup, throughput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.bench.corpus_run import Cost

LANGUAGES = ("en", "de", "ru", "zh_CN", "ja")
"""What the short version shows."""
SHORT = {
    "growth": ["--largest", "1000000"],
    "corpus_run": ["--docs", "2000", "--rounds", "1", "--languages", ",".join(LANGUAGES)],
    "corpus_memory": ["--megabytes", "64"],
    "scale": ["--size", "5000000", "--rounds", "1"],
    "many_shards": ["--shards", "200"],
}
FULL = {
    "growth": [],
    "corpus_run": ["--languages", ",".join(LANGUAGES)],
    "corpus_memory": [],
    "scale": [],
    "many_shards": [],
}
TITLES = {
    "growth": "Growth with the size, and memory",
    "corpus_run": "A run beside a pass-through, and over two workers",
    "corpus_memory": "Memory of a run",
    "scale": "Stages, and corpora of any size",
    "many_shards": "Many shards in shares",
}
OF_LINES = frozenset({"corpus_run", "corpus_memory"})
"""They read a file of lines for each language."""
MARKS = re.compile(r"(<!-- bench -->\n).*(<!-- /bench -->\n)", re.DOTALL)


def lay_out(packages: Path, made: Path) -> None:
    """Write the pages, if they are not there, and the lines of those in which nothing is wrong."""
    if not all((made / f"{language}.jsonl").exists() for language in pages.LANGUAGES):
        pages.write(packages, made, 3_000_000)
    (made / "lines").mkdir(exist_ok=True)
    for language in (*pages.LANGUAGES, "es", "pl"):  # which the benchmarks of runs also know
        source = language if language in pages.LANGUAGES else "fr"
        lines = (line for page in pages.load(made, source) for line in page.text.split("\n") if line)
        (made / "lines" / f"{language}.txt").write_text("\n".join(lines), "utf-8")


def of(name: str, options: Sequence[str], made: Path) -> str:
    """Return what a benchmark prints, or why it failed."""
    folder = made / "lines" if name in OF_LINES else made
    command = [sys.executable, "-m", f"tests.bench.{name}", *options, str(folder)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    said = ran.stdout.strip() or ran.stderr.strip()[-300:]
    return said if "|---" in said else f"```\n{said}\n```"


def readme(rows: Sequence[throughput.Row], costs: Mapping[str, Cost]) -> Iterator[str]:
    """Yield the short version."""
    by_text = {(row.kind, row.language): row for row in rows}
    kinds = ("clean", "1 %", "all")
    yield "| profile `corpus`: MB/s, x ftfy, x plsfix | clean text | 1 % of lines misread | every line misread |"
    yield "|---|---|---|---|"
    for language in LANGUAGES:
        cells = []
        for kind in kinds:
            row = by_text.get((kind, language))
            ratio = row.ratio if row else {}
            rate = row.rate["corpus"] if row else 0
            cells.append(f"{rate:.3g}, {ratio['corpus/ftfy']:.2g}x, {ratio['corpus/plsfix']:.2g}x" if row else "")
        yield f"| {language} | {' | '.join(cells)} |"
    bare = costs["bare Python"].cpu

    def beyond(what: str) -> str:
        return f"{(costs[what].cpu - bare) * 1000:.0f} ms"

    first, help_ = beyond("first page: de, corpus"), beyond("`corpus-clean --help`")
    yield f"\nThe first page of German takes {first} beyond Python's own start, `--help` {help_}, ftfy's first page"
    yield f"{beyond('first page: de, ftfy')}. Whole pages that the process has not seen before, processor time."
    yield f"\n(`nox -s bench`, {throughput.machine()}.)"


@click.command()
@click.option("--packages", type=click.Path(path_type=Path), help="Where Debian's packages are kept.")
@click.option("--pages", "made", type=click.Path(path_type=Path), help="Where the pages are kept.")
@click.option("--readme", "target", type=click.Path(exists=True, path_type=Path), help="Put the short version there.")
@click.option("--only-readme", is_flag=True, help="Measure nothing else.")
@click.option("--full", is_flag=True, help="More text and rounds: hours.")
@click.option("--rounds", type=int, help="Rounds of throughput.  [default: 3; 7 with --full]")
@click.option("--size", type=int, help="Bytes of a round of throughput.  [default: 60000; 200000 with --full]")
def main(
    *,
    packages: Path | None,
    made: Path | None,
    target: Path | None,
    only_readme: bool,
    full: bool,
    rounds: int | None,
    size: int | None,
) -> None:
    """Print the page."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = made or Path(temporary, "pages")
        lay_out(packages or Path(temporary, "packages"), folder)
        click.echo(f"# What corpus-clean costs\n\n{throughput.machine()}\n\n## Throughput\n\n{throughput.HEAD}")
        languages = pages.LANGUAGES if full else LANGUAGES
        kinds = ("clean", "1 %", "all") if only_readme else throughput.KINDS
        rows = []
        rounds, size = rounds or (7 if full else 3), size or (200_000 if full else 60_000)
        for row in throughput.rows(folder, kinds, languages, rounds, size):
            rows.append(row)
            click.echo(throughput.shown(row))
        costs = startup.beginnings(folder, rounds)
        click.echo("\n## The start, and small files\n")
        for line in (*startup.shown(costs), *startup.files(folder, 1000, rounds)):
            click.echo(line)
        for name, options in () if only_readme else (FULL if full else SHORT).items():
            click.echo(f"\n## {TITLES[name]}\n\n{of(name, options, folder)}")
    if target:
        text = target.read_text("utf-8")
        short = "\n".join(readme(rows, costs))
        target.write_text(MARKS.sub(lambda found: f"{found[1]}{short}\n{found[2]}", text), "utf-8")


if __name__ == "__main__":
    main()
