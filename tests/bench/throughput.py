"""How fast `Cleaner.text` is, beside ftfy and plsfix: `python -m tests.bench.throughput FOLDER > table.md`.

FOLDER holds whole pages of each language (`tests.bench.pages` writes them). Each kind of text of each language has a
process of its own for each profile, in which the profile and its peers clean the same pages in turn, a share of them a
round: medians of the processor time of the rounds, and of the ratios within each round. The pages of the first round
are not measured; they load what loads when it is needed. All figures are over pages that the process has not seen
before, as in a run over a corpus, but for `again`: over the same pages once more, when what caches hold is of them.

clean: pages in which profile `corpus` finds nothing. lines: their lines of 40 to 200 characters, each by itself.
1 %: one line in a hundred is UTF-8 that was read as windows-1252. all: every line is. seed: every page is re-paired GBK
with inserted pinyin, as `tests.gbk_damage` makes it. `exact` is the share of damaged lines that came back as they were,
or as what the same tool makes of the line that it was.
"""

from __future__ import annotations

import json
import os
import platform
import random
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import click

from corpus_clean import Cleaner
from corpus_clean.tables.readings import first_reading
from tests.bench.mojibake_cases import decode
from tests.bench.pages import LANGUAGES, load
from tests.gbk_damage import corrupt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

KINDS = ("clean", "lines", "1 %", "all", "seed")
PEERS = {"corpus": ("ftfy", "plsfix"), "minimal": ("ftfy-encoding", "plsfix")}
"""What each profile is measured beside. Profiles are not measured beside each other: they share what they remember."""
SHORT, LONG = 40, 200
WARM = 3
"""Shares of the round that is not measured."""
EVERY = 100
"""One line in so many is damaged in `1 %`."""
READINGS = 131
"""How many characters the seed's tool knew the readings of, as many as were seen on damaged pages."""


class Round(NamedTuple):
    """The texts of one round, and of the damaged lines in them what they were."""

    texts: list[str]
    were: dict[str, str]

    @property
    def size(self) -> int:
        """Bytes of UTF-8."""
        return sum(len(text.encode()) for text in self.texts)


class Row(NamedTuple):
    """What was measured for one kind of text of one language."""

    kind: str
    language: str
    size: int
    rate: dict[str, float]
    again: dict[str, float]
    ratio: dict[str, float]
    exact: dict[str, float]


def tools(profile: str) -> dict[str, Callable[[str], str]]:
    """Return a profile and what it is compared with."""
    import ftfy
    import plsfix

    off = dict.fromkeys(
        ("remove_terminal_escapes", "fix_latin_ligatures", "fix_character_width", "uncurl_quotes", "fix_line_breaks"),
        False,
    )
    encoding = ftfy.TextFixerConfig(
        unescape_html=False, fix_surrogates=False, remove_control_chars=False, normalization=None, **off
    )
    peers = {
        "ftfy": ftfy.fix_text,
        "ftfy-encoding": lambda text: ftfy.fix_text(text, encoding),
        "plsfix": plsfix.fix_text,
    }
    return {profile: Cleaner(profile).text} | {name: peers[name] for name in PEERS[profile]}


def misread(line: str) -> str:
    """Return a line as it looks when its UTF-8 is read as windows-1252 as browsers do."""
    return decode(line.encode(), "cp1252") or line


def rounds(kind: str, language: str, pages: Sequence[str], count: int, size: int) -> list[Round]:
    """Return the texts of each round, of so many bytes if there are as many; no page is in two of them.

    The first has more, so that all that is loaded or compiled once is there when the others begin.
    """
    share = min(size, sum(len(page.encode()) for page in pages) // (count - 1 + WARM))
    made, rest = [], iter(pages)
    for number in range(count):
        chosen: list[str] = []
        left = share if number else share * WARM
        while left > 0 and (page := next(rest, "")):
            chosen.append(page)
            left -= len(page.encode())
        made.append(_round(kind, language, chosen))
    return [one for one in made if one.texts]


def _round(kind: str, language: str, pages: list[str]) -> Round:
    if kind == "clean":
        return Round(pages, {})
    if kind == "lines":
        return Round([line for page in pages for line in page.split("\n") if SHORT <= len(line) <= LONG], {})
    were: dict[str, str] = {}
    if kind == "seed":
        known = sorted({char for page in pages for char in page if first_reading(char)})
        lot = random.Random(language)  # noqa: S311 - a lot that can be drawn again
        readings = {char: first_reading(char) or "" for char in lot.sample(known, min(READINGS, len(known)))}
        return Round([corrupt(page, readings, fold=False) for page in pages], {})
    damaged, since = [], EVERY // 2
    for page in pages:
        lines = page.split("\n")
        for at, line in enumerate(lines):
            since += 1
            if not line.isascii() and (kind == "all" or since >= EVERY):
                lines[at], since = misread(line), 0
                were[lines[at]] = line
        damaged.append("\n".join(lines))
    return Round(damaged, were)


def measured(folder: Path, kind: str, language: str, profile: str, *, count: int, size: int) -> Row:
    """Measure a profile and its peers on one kind of text of one language, in this process."""
    every = rounds(kind, language, [page.text for page in load(folder, language)], count + 1, size)
    compared = tools(profile)
    seconds: dict[bool, list[dict[str, float]]] = {False: [], True: []}
    kept: dict[str, list[tuple[str, str]]] = {name: [] for name in compared}
    for again in (False, True):
        for number, one in enumerate(every):
            taken = {}
            for name, fix in sorted(compared.items(), reverse=number % 2 > 0):
                start = time.process_time()
                results = [fix(text) for text in one.texts]
                taken[name] = time.process_time() - start
                if not again:
                    kept[name] += pairs_of_lines(one, results)
            if number:
                seconds[again].append({name: taken[name] / one.size for name in taken})
    rate = {name: 1e-6 / median(taken[name] for taken in seconds[False]) for name in compared}
    repeated = {name: 1e-6 / median(taken[name] for taken in seconds[True]) for name in compared}
    ratio = {f"{profile}/{peer}": median(one[peer] / one[profile] for one in seconds[False]) for peer in PEERS[profile]}
    exact = {name: recovered(kept[name], fix) for name, fix in compared.items() if kept[name]}
    return Row(kind, language, sum(one.size for one in every[1:]), rate, repeated, ratio, exact)


def pairs_of_lines(one: Round, results: Iterable[str]) -> list[tuple[str, str]]:
    """Return what the damaged lines of a round were and what they became, as far as there are as many lines."""
    found = []
    for text, result in zip(one.texts, results, strict=True) if one.were else ():
        lines, became = text.split("\n"), result.split("\n")
        same = len(lines) == len(became)
        found += [(one.were[line], became[at] if same else "") for at, line in enumerate(lines) if line in one.were]
    return found


def recovered(lines: Sequence[tuple[str, str]], fix: Callable[[str], str]) -> float:
    """Return the share of lines that are what they were, or what the tool makes of that."""
    return sum(became in {was, fix(was)} for was, became in lines) / len(lines)


def rows(folder: Path, kinds: Iterable[str], languages: Sequence[str], count: int, size: int) -> Iterable[Row]:
    """Yield what was measured, each row by a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for kind in kinds:
            for language in languages:
                if _makes_sense(kind, language):
                    both = [
                        pool.submit(measured, folder, kind, language, name, count=count, size=size) for name in PEERS
                    ]
                    one, other = (future.result() for future in both)
                    maps = ((dict(getattr(other, name)) | getattr(one, name)) for name in Row._fields[3:])
                    yield Row(kind, language, one.size, *maps)


def _makes_sense(kind: str, language: str) -> bool:
    return {"seed": language.startswith("zh"), "all": language != "en"}.get(kind, True)


HEAD = (
    "| text | | corpus / ftfy | corpus / plsfix | minimal / ftfy encoding | minimal / plsfix | corpus MB/s"
    " | minimal MB/s | again: corpus | ftfy MB/s | ftfy encoding | plsfix | exact: corpus | ftfy encoding | plsfix |\n"
    "|---|---|" + "--:|" * 13
)


def shown(row: Row) -> str:
    """Return a row of the table."""
    ratios = [f"{row.ratio[f'{profile}/{peer}']:.3g}" for profile, peers in PEERS.items() for peer in peers]
    rates = [row.rate["corpus"], row.rate["minimal"], row.again["corpus"]]
    rates += [row.rate[name] for name in ("ftfy", "ftfy-encoding", "plsfix")]
    exact = [f"{row.exact[name]:.1%}" if row.exact else "" for name in ("corpus", "ftfy-encoding", "plsfix")]
    return f"| {' | '.join([row.kind, row.language, *ratios, *(f'{rate:.3g}' for rate in rates), *exact])} |"


def machine() -> str:
    """Say when, where and with what something was measured."""
    names = ("corpus-clean", "ftfy", "plsfix")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    python = f"Python {platform.python_version()}"
    return f"{datetime.now(UTC):%Y-%m-%d}, {versions}, {python}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"


@click.command()
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only these; may be repeated.")
@click.option("--language", "languages", multiple=True, type=click.Choice(LANGUAGES), help="Only these.")
@click.option("--rounds", "count", default=5, show_default=True)
@click.option("--size", default=200_000, show_default=True, help="Bytes of a round.")
@click.option("--json", "as_json", is_flag=True, help="One object a row.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(
    *, kinds: tuple[str, ...], languages: tuple[str, ...], count: int, size: int, as_json: bool, folder: Path
) -> None:
    """Print the table, row by row."""
    if not as_json:
        click.echo(f"{machine()}; {count} rounds of {size / 1000:.0f} kB or less\n\n{HEAD}")
    for row in rows(folder, kinds or KINDS, languages or LANGUAGES, count, size):
        click.echo(json.dumps(row._asdict()) if as_json else shown(row))


if __name__ == "__main__":
    main()
