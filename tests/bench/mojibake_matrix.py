"""What becomes of mojibake: `python -m tests.bench.mojibake_matrix COMMAND [OPTIONS] FOLDER`.

FOLDER holds a file of sentences for each language (`tests.bench.evaluation_text` makes it). Commands:

matrix: sentences of every language, in each of its encodings, read in every other. document: the same, with 24 lines
damaged alike as one text. windows: pieces of ten characters. lossy: UTF-8 read as a CJK encoding, with U+FFFD for what
has no reading there. clean: good text, which must not change.

exact: the text is back. wrong: it was changed to something else. untouched: it was left as it was.

    python -m tests.bench.mojibake_matrix matrix --failures FILE FOLDER
    python -m tests.bench.mojibake_matrix matrix --tool corpus-clean --tool ftfy --by wrong FOLDER
    python -m tests.bench.mojibake_matrix clean -v FOLDER

What is printed depends on the options only, not on `--jobs` (but for the times of `clean`).
"""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from difflib import SequenceMatcher
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from corpus_clean import Cleaner, Result
from tests.bench.mojibake_cases import (
    FAMILIES,
    USUAL,
    Case,
    Cell,
    cases,
    cells,
    lossy,
    sentences,
    window_cells,
    windows,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

TOOLS = ("corpus-clean", "ftfy", "plsfix")
OUTCOMES = ("exact", "wrong", "untouched")
BY = ("family", "language", "true", "wrong", "cell")
CHUNK = 500
_Unit = TypeVar("_Unit")
_Done = TypeVar("_Done")


@lru_cache
def cleaner() -> Cleaner:
    """Return the configuration that is measured."""
    return Cleaner(select=("mojibake", "lossy-mojibake"))


def repaired(tool: str, text: str) -> str:
    """Return what a tool makes of a text."""
    if tool == "ftfy":
        import ftfy

        return ftfy.fix_encoding(text)
    if tool == "plsfix":
        import plsfix  # type: ignore[import-not-found,import-untyped,unused-ignore]

        return str(plsfix.fix_text(text))
    return cleaner().text(text)


class Outcome(NamedTuple):
    """What a tool made of one line."""

    cell: Cell
    tool: str
    verdict: str
    case: Case
    result: str


def verdict(tool: str, case: Case, result: str) -> str:
    """Say which of the outcomes it is; plsfix may change what it also changes in good text."""
    if result == case.truth or (tool == "plsfix" and result == repaired(tool, case.truth)):
        return "exact"
    return "untouched" if result == case.damaged else "wrong"


class Draw(NamedTuple):
    """How the cases of a cell are made."""

    folder: Path
    tools: tuple[str, ...]
    most: int
    seed: int
    width: int = 0


def by_line(draw: Draw, cell: Cell) -> list[Outcome]:
    """Repair the cases of a cell one by one."""
    if draw.width:
        drawn = list(windows(draw.folder, cell, draw.most, draw.width, draw.seed))
    else:
        drawn = cases(draw.folder, cell, draw.most, draw.seed)
    results = ((tool, case, repaired(tool, case.damaged)) for tool in draw.tools for case in drawn)
    return [Outcome(cell, tool, verdict(tool, case, result), case, result) for tool, case, result in results]


def as_document(draw: Draw, cell: Cell) -> list[Outcome]:
    """Repair the cases of a cell as lines of one text, unless there are fewer than half of them."""
    drawn = cases(draw.folder, cell, draw.most, draw.seed)
    found = []
    for tool in draw.tools if len(drawn) * 2 >= draw.most else ():
        lines = repaired(tool, "\n".join(case.damaged for case in drawn)).split("\n")
        lines += [""] * (len(drawn) - len(lines))
        found += [
            Outcome(cell, tool, verdict(tool, case, line), case, line) for case, line in zip(drawn, lines, strict=False)
        ]
    return found


def spread(work: Callable[[_Unit], _Done], units: Sequence[_Unit], jobs: int) -> Iterator[_Done]:
    """Yield the work on the units in their order, whatever the number of processes."""
    if jobs == 1:
        yield from map(work, units)
        return
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(work, units, chunksize=4)


def row(name: str, counts: Counter[str]) -> str:
    """Return a line of the table: how many, and for each outcome the share and the number."""
    total = sum(counts.values())
    shares = (f"{100 * counts[one] / max(1, total):.1f} ({counts[one]})" for one in OUTCOMES)
    return f"| {name} | {total} | {' | '.join(shares)} |"


def tables(outcomes: Iterable[Outcome], by: Sequence[str]) -> Iterator[str]:
    """Yield a table for each tool, its rows in the order in which their first case came."""
    counts: dict[str, dict[tuple[str, str], Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for cell, tool, what, *_ in outcomes:
        names = {**cell._asdict(), "cell": f"{cell.language} {cell.true} > {cell.wrong}"}
        for kind in by:
            counts[tool][kind, names[kind]][what] += 1
        counts[tool]["", "total"][what] += 1
    for tool, rows in counts.items():
        yield f"| {tool} | n | exact % | wrong % | untouched % |\n|---|---|---|---|---|"
        total = rows.pop(("", "total"))
        for kind in by:
            yield from (row(f"{name}", rows[one, name]) for one, name in rows if one == kind)
        yield row("**total**", total) + "\n"


def told(outcomes: Iterable[Outcome], path: Path | None) -> None:
    """Write what is not exact, if there is a file to write it to."""
    if path is None:
        return
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("tool\tverdict\tlanguage\ttrue\twrong\tsentence\tmojibake\tresult\n")
        for cell, tool, what, case, result in outcomes:
            if what != "exact":
                file.write("\t".join(map(_field, (tool, what, *cell[1:], *case, result))) + "\n")


def _field(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _jobs(command: Callable[..., None]) -> Callable[..., None]:
    command = click.option("--jobs", default=2, show_default=True, help="Processes.")(command)
    folder = click.Path(path_type=Path, exists=True, file_okay=False)
    return click.argument("folder", type=folder)(command)


def _measured(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--tool", "tools", multiple=True, default=TOOLS[:1], type=click.Choice(TOOLS), show_default=True),
        click.option("--seed", default=1, show_default=True, help="Of the lot that draws the sentences."),
        click.option("--failures", type=click.Path(path_type=Path, dir_okay=False), help="TSV of what is not exact."),
        click.option("--by", multiple=True, type=click.Choice(BY), help="The rows.  [default: family language true]"),
        click.option("--language", "languages", multiple=True, help="Only this one."),
    ):
        command = option(command)
    return _jobs(command)


def _chosen(every: Iterable[Cell], languages: Sequence[str], families: Sequence[str] = ()) -> list[Cell]:
    chosen = [cell for cell in every if not languages or cell.language in languages]
    return [cell for cell in chosen if not families or cell.family in families]


@click.group()
def main() -> None:
    """Count what becomes of damaged text."""


def _report(outcomes: Iterable[Outcome], by: Sequence[str], failures: Path | None) -> None:
    outcomes = list(outcomes)
    told(outcomes, failures)
    for line in tables(outcomes, by or BY[:3]):
        click.echo(line)


_FAMILY = click.option("--family", "families", multiple=True, type=click.Choice(FAMILIES), help="Only this one.")


@main.command()
@click.option("--count", default=12, show_default=True, help="Sentences of a cell.")
@click.option("--usual", is_flag=True, help="Only the wrong decoders that are usual.")
@_FAMILY
@_measured
def matrix(
    folder: Path,
    *,
    usual: bool,
    tools: tuple[str, ...],
    languages: tuple[str, ...],
    families: tuple[str, ...],
    by: tuple[str, ...],
    failures: Path | None,
    count: int,
    seed: int,
    jobs: int,
) -> None:
    """Every language, encoding and wrong decoder, a sentence at a time."""
    work = partial(by_line, Draw(folder, tools, count, seed))
    chosen = [cell for cell in _chosen(cells(), languages, families) if not usual or cell.wrong in USUAL]
    _report(chain.from_iterable(spread(work, chosen, jobs)), by, failures)


@main.command()
@click.option("--lines", default=24, show_default=True, help="Of a document.")
@_FAMILY
@_measured
def document(
    folder: Path,
    *,
    tools: tuple[str, ...],
    languages: tuple[str, ...],
    families: tuple[str, ...],
    by: tuple[str, ...],
    failures: Path | None,
    lines: int,
    seed: int,
    jobs: int,
) -> None:
    """The same, with many lines damaged alike in one text."""
    work = partial(as_document, Draw(folder, tools, lines, seed))
    _report(chain.from_iterable(spread(work, _chosen(cells(), languages, families), jobs)), by, failures)


@main.command("windows")
@click.option("--count", default=60, show_default=True, help="Windows of a pair and language.")
@click.option("--width", default=10, show_default=True, help="Characters of a window.")
@_measured
def short(
    folder: Path,
    *,
    tools: tuple[str, ...],
    languages: tuple[str, ...],
    by: tuple[str, ...],
    failures: Path | None,
    count: int,
    width: int,
    seed: int,
    jobs: int,
) -> None:
    """Short pieces of text, for the pairs of encodings that are seen most."""
    work = partial(by_line, Draw(folder, tools, count, seed, width))
    _report(chain.from_iterable(spread(work, _chosen(window_cells(), languages), jobs)), by, failures)


def loss(tool: str, truth: str, damaged: str) -> tuple[Counter[str], str]:
    """Count what a tool brings back of a text that lost bytes, and return what it made of it."""
    result = cleaner().clean(damaged) if tool == TOOLS[0] else Result(repaired(tool, damaged))
    matched: set[int] = set()
    counts: Counter[str] = Counter(chars=sum(char > "\x7f" for char in truth), lines=1)
    matcher = SequenceMatcher(None, truth, result.text, autojunk=False)
    for start, at, length in matcher.get_matching_blocks():
        matched.update(range(at, at + length))
        counts["back"] += sum(char > "\x7f" for char in truth[start : start + length])
    repairs = {at for repair in result.repairs for at in range(*repair.result)}
    findings = {at for finding in result.findings for at in range(*finding.result)}
    for at, char in enumerate(result.text):
        if at in matched:
            continue
        if char in "\ufffd?":
            counts["gaps"] += 1
            counts["covered"] += at in findings
        elif char > "\x7f":
            counts["wrong" if at in repairs else "left"] += 1
    matcher = SequenceMatcher(None, truth, damaged, autojunk=False)
    counts["survived"] += sum(
        sum(char > "\x7f" for char in truth[one : one + size]) for one, _, size in matcher.get_matching_blocks()
    )
    counts["changed"] += result.text != damaged
    return counts, result.text


def lossy_cell(draw: Draw, cell: Cell) -> list[tuple[Outcome, Counter[str]]]:
    """Repair the lines of a cell, and count."""
    found = []
    drawn = cases(draw.folder, cell._replace(wrong="latin-1"), draw.most, draw.seed)
    for tool in draw.tools:
        for truth, _ in drawn:
            damaged = lossy(truth, cell.wrong)
            counts, result = loss(tool, truth, damaged)
            case = Case(truth, damaged)
            found.append((Outcome(cell, tool, verdict(tool, case, result), case, result), counts))
    return found


@main.command("lossy")
@click.option("--count", default=60, show_default=True, help="Sentences of a cell.")
@_measured
def lost(
    folder: Path,
    *,
    tools: tuple[str, ...],
    languages: tuple[str, ...],
    by: tuple[str, ...],
    failures: Path | None,
    count: int,
    seed: int,
    jobs: int,
) -> None:
    """UTF-8 read as a CJK encoding that has no reading for some of the bytes.

    back: the share of the characters (of those that are not ASCII) that stand where they stood; survived: that did
    already in the damaged text. gaps: U+FFFD and ? that are left, with the share of them that a finding covers. wrong:
    characters that a repair put there and that do not belong there; left: those of the damaged text.
    """
    every = [
        Cell("UTF-8", language, "utf-8", wrong)
        for language in ("zh_CN", "zh_TW", "ja", "ko")
        for wrong in ("gb18030", "gbk", "cp932", "cp949", "big5")
        if not languages or language in languages
    ]
    work = partial(lossy_cell, Draw(folder, tools, count, seed))
    done = list(chain.from_iterable(spread(work, every, jobs)))
    told((outcome for outcome, _ in done), failures)
    sums: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    kinds = by or ("cell",)
    for (cell, tool, what, *_), counts in done:
        names = {**cell._asdict(), "cell": f"{cell.language} > {cell.wrong}"}
        for name in (*(names[kind] for kind in kinds), "**total**"):
            sums[tool, name].update({**counts, "exact": what == "exact"})
    columns = ("back", "survived", "wrong", "left")
    for tool in tools:
        click.echo(f"| {tool} | lines | changed | exact | {' % | '.join(columns)} % | gaps | covered % |")
        click.echo("|---" * (len(columns) + 6) + "|")
        rows = {name: counts for (one, name), counts in sums.items() if one == tool}
        for name, counts in sorted(rows.items(), key=lambda item: item[0] == "**total**"):
            shares = " | ".join(f"{100 * counts[one] / max(1, counts['chars']):.1f}" for one in columns)
            covered = f"{100 * counts['covered'] / max(1, counts['gaps']):.1f}"
            numbers = f"{counts['lines']} | {counts['changed']} | {counts['exact']}"
            click.echo(f"| {name} | {numbers} | {shares} | {counts['gaps']} | {covered} |")


class Kept(NamedTuple):
    """What was done to a chunk of good lines."""

    lines: int
    chars: int
    seconds: float
    findings: int
    changed: list[tuple[str, str, str]]


def kept(tool: str, lines: tuple[str, ...]) -> Kept:
    """Clean lines one by one; what is changed comes with what was said about it."""
    changed = []
    findings = 0
    began = time.perf_counter()
    for line in lines:
        result = cleaner().clean(line) if tool == TOOLS[0] else Result(repaired(tool, line))
        findings += len(result.findings)
        if result.text != line:
            said = "; ".join(f"{repair.before!r} -> {repair.after!r} ({repair.note})" for repair in result.repairs)
            changed.append((line, result.text, said))
    return Kept(len(lines), sum(map(len, lines)), time.perf_counter() - began, findings, changed)


def piece(line: str, width: int) -> str:
    """Return a piece of a line around its first character beyond ASCII, from the start of a word where there is one."""
    at = next((at for at, char in enumerate(line) if char > "\x7f"), 0)
    start = line.rfind(" ", max(0, at - width // 2), at) + 1 or max(0, at - width // 2)
    return line[start : start + width].rstrip()


@main.command()
@click.option("--tool", default=TOOLS[0], type=click.Choice(TOOLS), show_default=True)
@click.option("--most", type=int, help="Of a language; spread over all of its lines.  [default: all]")
@click.option("--width", type=int, help="Cut a piece of so many characters from each, at a word.  [default: all of it]")
@click.option("--language", "languages", multiple=True, help="Only this one.")
@click.option("-v", "verbose", is_flag=True, help="Show every change.")
@click.option("--failures", type=click.Path(path_type=Path, dir_okay=False), help="TSV of the changed lines.")
@_jobs
def clean(
    folder: Path,
    *,
    tool: str,
    most: int | None,
    width: int | None,
    languages: tuple[str, ...],
    failures: Path | None,
    verbose: bool,
    jobs: int,
) -> None:
    """Good text, line by line: how many lines are changed, and how many findings there are."""
    chunks: list[tuple[str, tuple[str, ...]]] = []
    for path in sorted(folder.glob("*.txt")):
        if not languages or path.stem in languages:
            lines = sentences(folder, path.stem)
            lines = lines[:: -(-len(lines) // most) or 1] if most else lines
            lines = tuple(piece(line, width) for line in lines) if width else lines
            chunks += [(path.stem, lines[start : start + CHUNK]) for start in range(0, len(lines), CHUNK)]
    done: dict[str, list[Kept]] = defaultdict(list)
    work = spread(partial(kept, tool), [lines for _, lines in chunks], jobs)
    for (language, _), chunk in zip(chunks, work, strict=True):
        done[language].append(chunk)
    click.echo(f"| {tool} | lines | changed | findings | M chars/s |\n|---|---|---|---|---|")
    for name, parts in (*done.items(), ("**total**", list(chain.from_iterable(done.values())))):
        speed = sum(part.chars for part in parts) / max(1e-9, sum(part.seconds for part in parts)) / 1e6
        numbers = (sum(part.lines for part in parts), sum(len(part.changed) for part in parts))
        click.echo(f"| {name} | {numbers[0]} | {numbers[1]} | {sum(part.findings for part in parts)} | {speed:.2f} |")
    changes = [(language, *change) for language, parts in done.items() for part in parts for change in part.changed]
    for language, line, result, said in changes if verbose else ():
        click.echo(f"{language}\n  {line!r}\n  {result!r}\n  {said}")
    if failures:
        rows = ("\t".join(map(_field, change)) + "\n" for change in changes)
        failures.write_text("language\tline\tresult\trepairs\n" + "".join(rows), "utf-8")


if __name__ == "__main__":
    main()
