"""`corpus-clean diff`: what fix would change, as a diff."""

from __future__ import annotations

from typing import Unpack

import click

from corpus_clean.cli import options
from corpus_clean.cli.sections import Sectioned


@click.command(
    "diff",
    cls=Sectioned,
    short_help="Show what fix would change, as a diff.",
    epilog="""\b
On a terminal what is invisible is written out; in a pipe or a file the diff is exact.
Exit codes: 0 nothing would change, 1 something would, 2 trouble, 123 a fault of ours.

\b
Examples:
  corpus-clean diff a.txt | patch -p0
  corpus-clean diff corpus/ | git apply -p0
  corpus-clean diff --spans a.txt""",
)
@options.paths
@click.option("--spans", is_flag=True, help="Show the changes inside their lines: 達[-(dá)-]川.")
@options.choosing
@options.showing
@click.pass_context
def command(ctx: click.Context, /, *, spans: bool, **given: Unpack[options.Given]) -> None:
    """Show what fix would change, as a unified diff; - reads standard input. Nothing is written."""
    from corpus_clean.cli.check import pick
    from corpus_clean.cli.run import prepare
    from corpus_clean.session import Status

    run = prepare(given)
    shown = pick("spans" if spans else "diff", run, everything=True)
    for _, outcome in run.outcomes():
        run.add(outcome)
        if outcome.status is Status.UNDECODABLE:
            run.console.warn(f"{outcome.path}: undecodable [!] {outcome.reason}")
        run.console.show(shown.outcome(outcome))
    run.console.summary(run.tally.found(), err=True)
    ctx.exit(run.tally.exit_code(findings=run.tally.findings["undecodable"] > 0))
