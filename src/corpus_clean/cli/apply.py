"""`corpus-clean apply`: make the repairs that were accepted on the page of a report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

import click

from corpus_clean.cli import Refusal, options

if TYPE_CHECKING:
    from pathlib import Path

    from corpus_clean.cli.console import Console
    from corpus_clean.cli.destination import InPlace
    from corpus_clean.cli.reports import Reports
    from corpus_clean.cli.run import Run
    from corpus_clean.decisions import Decided


@click.command(
    "apply",
    short_help="Make the repairs that were accepted in a report.",
    epilog="""\b
Paths in a file of decisions are as they were given to check: run it from the same folder.
Exit codes: 0 done, 2 something could not be done.

\b
Examples:
  corpus-clean check --report report.html corpus/   open it, decide, save the decisions
  corpus-clean apply decisions.json
  corpus-clean apply --report ledger.jsonl decisions.json   and revert ledger.jsonl undoes it""",
)
@click.argument("decisions", nargs=-1, required=True, metavar="DECISIONS...", type=options.FILE)
@click.option("--backup", metavar="SUFFIX", help="Keep a copy of each changed file, as a.txt.orig for .orig.")
@click.option("--report", multiple=True, type=options.FILE, metavar="FILE", help="Also write a report, as fix does.")
@options.showing
@click.pass_context
def command(
    ctx: click.Context,
    /,
    decisions: tuple[Path, ...],
    *,
    backup: str | None,
    report: tuple[Path, ...],
    **given: Unpack[options.Showing],
) -> None:
    """Make exactly the repairs that were accepted on the page of a report, and no others.

    A source that has changed since the report was made is left as it is.
    """
    from corpus_clean.cleaner import Cleaner
    from corpus_clean.cli.check import report_file
    from corpus_clean.cli.console import console
    from corpus_clean.cli.destination import InPlace
    from corpus_clean.cli.run import Run
    from corpus_clean.config import Config

    options.require_suffix(backup)
    all_decided = _read(decisions)
    terminal = console(given["color"], quiet=given["quiet"], verbose=given["verbose"])
    run = Run((), Config(), Cleaner(), terminal, "")
    file = report_file(ctx, report, run, "apply")
    failed = rejected = 0
    for decided in all_decided:
        rejected += decided.rejected
        failed += not _apply(decided, run, InPlace(backup), file, terminal)
    if file:
        file.close(run.tally.fixed())
    run.console.summary(_summary(run, rejected, failed))
    ctx.exit(2 if failed else 0)


def _read(paths: tuple[Path, ...]) -> list[Decided]:
    from corpus_clean.decisions import DecisionsError, parse
    from corpus_clean.files import FileTrouble, read

    decided: list[Decided] = []
    for path in paths:
        try:
            decided += parse(read(path).data)
        except DecisionsError as error:
            raise Refusal(f"{path}: {error}") from error
        except FileTrouble as error:
            raise Refusal(str(error)) from error
    return decided


def _apply(decided: Decided, run: Run, place: InPlace, file: Reports | None, terminal: Console) -> bool:

    from corpus_clean.cli.fix import done_line
    from corpus_clean.decisions import applied
    from corpus_clean.files import FileTrouble
    from corpus_clean.session import Status

    recorded = False
    try:
        outcome = applied(decided, recorded=file is not None)
        if outcome.status is Status.CLEAN:
            terminal.remark(decided.file, "nothing was accepted")
            return True
        outcome = replace(outcome, written=place.place(decided.file, outcome))
        if file:
            file.before(outcome)
            recorded = True
        place.write(outcome)
    except FileTrouble as trouble:
        terminal.complain(str(trouble))
        if file and recorded:
            file.failed(outcome, f"{trouble.reason}; {trouble.remedy}")
        return False
    if file:
        file.after(outcome)
    run.add(outcome)
    terminal.show(done_line("applied", outcome))
    return True


def _summary(run: Run, rejected: int, failed: int) -> str:
    made = run.tally.repairs.total()
    said = f"Applied {made} in {run.tally.changed} file{'s' * (run.tally.changed != 1)}" if made else "Nothing to apply"
    extra = [f"{rejected} rejected"] if rejected else []
    extra += [f"{failed} file{'s' * (failed != 1)} failed"] if failed else []
    return "; ".join([said, *extra])
