"""What the rules do to good text: `python -m tests.bench.clean_text [--profile P] FILE_OR_DIR...`.

The files hold good text in UTF-8. Each is cleaned line by line, and whole. For each argument and profile: how many
documents, lines, code points and Han characters there are, how many lines and documents are changed, the repairs by
rule and certainty, and the findings by rule with how many there are for a thousand lines.

`--fold` folds U+FF01-FF5E to ASCII first; `--lines N` takes only N lines of a file, drawn at random; with `-v` every
change is shown in its context, with `-vv` every finding too.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus_clean import Cleaner, Result
from corpus_clean.document import HAN
from corpus_clean.profiles import PROFILES
from tests.gbk_damage import FOLD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus_clean import Finding, Repair

AROUND = 24
"""Code points of context on each side."""

_HAN = re.compile(f"[{HAN}]")


@dataclass
class Counts:
    """What became of the texts of one argument, cut in one way."""

    texts: int = 0
    changed: int = 0
    repairs: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)

    def add(self, result: Result) -> None:
        """Count one text."""
        self.texts += 1
        self.changed += result.changed
        self.repairs.update(f"{'+'.join(repair.rules)} {repair.certainty}" for repair in result.repairs)
        self.findings.update(finding.rule for finding in result.findings)


def documents(argument: Path, *, fold: bool, most: int | None = None) -> Iterator[tuple[Path, str]]:
    """Yield the files of an argument that are UTF-8, in order, with their text."""
    for path in sorted(argument.rglob("*")) if argument.is_dir() else [argument]:
        if not path.is_file():
            continue
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        if most is not None:
            lines = [line for line in text.split("\n") if line]
            text = "\n".join(random.Random(7).sample(lines, min(most, len(lines))))  # noqa: S311 - no secret
        yield path, text.translate(FOLD) if fold else text


def context(source: str, place: Repair | Finding) -> str:
    """Return what stands around a place of the source, with the place itself in ⟦⟧."""
    start, end = place.source
    around = f"{source[max(0, start - AROUND) : start]}⟦{source[start:end]}⟧{source[end : end + AROUND]}"
    return around.replace("\n", "⏎").replace("\r", "")


def told(source: str, result: Result, *, findings: bool) -> Iterator[str]:
    """Yield a line for each change of a text, and for each finding where they are asked for."""
    for repair in result.repairs:
        rules = "+".join(repair.rules)
        yield f"change   {rules} {repair.certainty}: {context(source, repair)} -> {repair.after!r} ({repair.note})"
    for finding in result.findings if findings else ():
        yield f"finding  {finding.rule}: {context(source, finding)} {list(finding.candidates)!r} ({finding.note})"


def report(name: str, counts: Counts, lines: int) -> Iterator[str]:
    """Yield what is to be said about the texts of one argument, cut in one way."""
    yield f"  {name:<12}{counts.texts:>9} texts {counts.changed:>6} changed"
    for rule, count in sorted(counts.repairs.items()):
        yield f"    repairs  {rule:<28}{count:>7}"
    for rule, count in sorted(counts.findings.items()):
        yield f"    findings {rule:<28}{count:>7}{1000 * count / max(1, lines):>9.2f} per 1,000 lines"


def measured(texts: Iterable[tuple[Path, str]], cleaner: Cleaner, verbose: int) -> Iterator[str]:
    """Clean the texts and yield the lines of the report."""
    by_line, whole = Counts(), Counts()
    lines = chars = han = 0
    for path, text in texts:
        chars += len(text)
        han += len(_HAN.findall(text))
        results = [("line", line, cleaner.clean(line)) for line in text.split("\n") if line and not line.isspace()]
        lines += len(results)
        for *_, result in results:
            by_line.add(result)
        results.append(("whole", text, cleaner.clean(text)))
        whole.add(results[-1][-1])
        if verbose:
            for cut, source, result in results:
                for story in told(source, result, findings=verbose > 1):
                    yield f"  {path.name} {cut:<6}{story}"
    yield f"  {whole.texts} documents, {lines} lines, {chars} code points, {han} Han"
    yield from report("by line", by_line, lines)
    yield from report("whole", whole, lines)


@click.command()
@click.option("--profile", "profiles", multiple=True, default=("minimal", "corpus"), type=click.Choice([*PROFILES]))
@click.option("--ignore", multiple=True, help="A rule not to run.")
@click.option("--fold", is_flag=True, help="Fold U+FF01-FF5E to ASCII first.")
@click.option("--lines", "most", type=int, help="Take so many lines of each file.")
@click.option("-v", "verbose", count=True, help="Show every change; twice: and every finding.")
@click.argument("arguments", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
def main(
    profiles: tuple[str, ...],
    ignore: tuple[str, ...],
    *,
    fold: bool,
    most: int | None,
    verbose: int,
    arguments: tuple[Path, ...],
) -> None:
    """Print what is changed and reported in text that is good."""
    for argument in arguments:
        for profile in profiles:
            click.echo(f"{argument.name}, {profile}{', folded' if fold else ''}")
            cleaner = Cleaner(profile, ignore=ignore)
            for line in measured(documents(argument, fold=fold, most=most), cleaner, verbose):
                click.echo(line)


if __name__ == "__main__":
    main()
