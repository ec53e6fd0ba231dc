"""`corpus-clean scan`: show what run would change, from a sample."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import click

from corpus_clean.cli import Refusal, corpus_options, options

if TYPE_CHECKING:
    from corpus_clean.cli.console import Console
    from corpus_clean.corpus.scan import Scan
    from corpus_clean.corpus.settings import Settings


@click.command(
    "scan",
    short_help="Show what run would change, from a sample.",
    epilog="""\b
Exit codes: 0 done, 2 cannot begin.

\b
Examples:
  corpus-clean scan shards/
  corpus-clean scan shards/ --shards 100 --records 10000 --examples 5""",
)
@click.argument("source", metavar="IN")
@corpus_options.choosing
@click.option("--shards", type=click.IntRange(1), default=20, help="Look into so many shards. [default: 20]")
@click.option("--records", type=click.IntRange(1), default=1000, help="Of each so many records. [default: 1000]")
@click.option("--examples", type=click.IntRange(0), default=3, help="Show so many of each rule. [default: 3]")
@options.showing
def command(*, source: str, shards: int, records: int, examples: int, **given: Unpack[corpus_options.Choosing]) -> None:
    """Look at the first records of shards spread over the corpus IN, and say how much of what would be repaired."""
    prepared, settings = corpus_options.prepared(source, given)
    show(source, settings, given["glob"], prepared.console, shards=shards, records=records, examples=examples)


def show(
    source: str,
    settings: Settings,
    globs: tuple[str, ...],
    console: Console,
    *,
    shards: int = 20,
    records: int = 1000,
    examples: int = 3,
) -> None:
    """Scan, and print what was found."""
    from corpus_clean.corpus.scan import scan
    from corpus_clean.corpus.trouble import CorpusError

    try:
        found = scan(source, settings, globs=globs, shards=shards, records=records, examples=examples)
    except CorpusError as error:
        raise Refusal(str(error)) from error
    console.show(_table(found))
    for shard, reason in found.troubles:
        console.warn(f"{shard}: {reason}")
    console.summary(found.words())


def _table(found: Scan) -> str:
    from corpus_clean.report.glyphs import visible

    lines = []
    for rule, count in found.repairs.most_common():
        rate = count * 1000 / max(1, found.records)
        lines.append(f"{click.style(rule, bold=True)}  {count}, {rate:.3g} in 1000 records\n")
        lines += [
            f"    {visible(one.left)}[-{visible(one.before)}-]{{+{visible(one.after)}+}}{visible(one.right)}\n"
            for one in found.examples[rule]
        ]
    lines += [f"{click.style(rule, bold=True)}  {count} to look at\n" for rule, count in found.findings.most_common()]
    return "".join(lines)
