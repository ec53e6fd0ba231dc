"""`corpus-clean stats`: add up what runs did, as numbers or as a page."""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING, Unpack

import click

from corpus_clean.cli import Refusal, options

if TYPE_CHECKING:
    from collections import Counter
    from pathlib import Path

    from corpus_clean.corpus.overview import Runs


@click.command(
    "stats",
    short_help="Add up what runs did, as numbers or as a page.",
    epilog="""\b
Exit codes: 0 done, 2 a manifest cannot be read.

\b
Examples:
  corpus-clean stats clean/
  corpus-clean stats a/_corpus-clean/manifest.jsonl b/ --html overview.html
  corpus-clean stats clean/ --json | jq .repairs""",
)
@click.argument("manifests", nargs=-1, required=True, metavar="MANIFEST|OUT...", type=options.FILE)
@click.option("--html", type=options.FILE, metavar="FILE", help="Write a page: by rule, shard, language; examples.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@options.showing
def command(*, manifests: tuple[Path, ...], html: Path | None, as_json: bool, **given: Unpack[options.Showing]) -> None:
    """Add up the manifests of runs, or of the output folders of runs, whatever shares they were done in."""
    from corpus_clean.cli.console import console
    from corpus_clean.corpus.overview import gathered, page
    from corpus_clean.corpus.trouble import CorpusError
    from corpus_clean.files import FileTrouble, current, write

    terminal = console(given["color"], quiet=given["quiet"], verbose=given["verbose"])
    try:
        runs = gathered(manifests)
        if html is not None:
            write(html, page(runs).encode(), replacing=current(html))
    except (CorpusError, FileTrouble) as error:
        raise Refusal(str(error)) from error
    if as_json:
        terminal.show(dumps(_numbers(runs), ensure_ascii=True, indent=2) + "\n")
        return
    for title, counts in (
        ("repairs", runs.summary.repairs),
        ("left to look at", runs.summary.findings),
        ("changed records by language", runs.summary.languages),
    ):
        terminal.show(_table(title, counts))
    for shard, reason in runs.summary.failed.items():
        terminal.warn(f"{shard}: {reason}")
    terminal.summary(runs.summary.words())


def _numbers(runs: Runs) -> dict[str, object]:
    summary = runs.summary
    return {
        "shards": summary.shards,
        **summary.counts,
        "repairs": dict(summary.repairs.most_common()),
        "findings": dict(summary.findings.most_common()),
        "languages": dict(summary.languages.most_common()),
        "failed": summary.failed,
        "damaged": summary.damaged,
    }


def _table(title: str, counts: Counter[str]) -> str:
    if not counts:
        return ""
    room = max(map(len, counts))
    rows = "".join(f"  {name.ljust(room)}  {count}\n" for name, count in counts.most_common())
    return f"{click.style(title, bold=True)}\n{rows}"
