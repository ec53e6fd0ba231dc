"""`corpus-clean fix`: repair files in place, or from standard input."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from corpus_clean.cli import options
from corpus_clean.cli.sections import Sectioned

if TYPE_CHECKING:
    from corpus_clean.cli.destination import Destination
    from corpus_clean.cli.reports import Reports
    from corpus_clean.cli.run import Run
    from corpus_clean.files import FileTrouble
    from corpus_clean.report import View
    from corpus_clean.session import Outcome


@click.command(
    "fix",
    cls=Sectioned,
    short_help="Repair files in place, or from standard input.",
    epilog="""\b
Exit codes: 0 clean or all repaired, 1 something is left to look at, 2 trouble,
  123 a fault of ours.

\b
Examples:
  corpus-clean fix a.txt corpus/
  corpus-clean fix --report ledger.jsonl corpus/   and revert ledger.jsonl undoes it
  corpus-clean fix --report ledger.jsonl --report r.html corpus/
  corpus-clean fix a.txt -o clean.txt
  corpus-clean fix - < a.txt > clean.txt
  zcat a.gz | corpus-clean fix - --lines | gzip > b.gz""",
)
@options.paths
@click.option("-o", "--output", type=options.FILE, metavar="FILE", help="Write the result of the one input here.")
@click.option("--output-dir", type=options.FILE, metavar="DIR", help="Write all results below this folder.")
@click.option("--backup", metavar="SUFFIX", help="Keep a copy of each changed file, as a.txt.orig for .orig.")
@click.option("--lines", is_flag=True, help="Clean each line of standard input by itself: a filter for pipes.")
@click.option("--unbuffered", is_flag=True, help="With --lines: pass each line on at once.")
@options.reporting
@options.choosing
@options.showing
@click.option("--exit-non-zero-on-fix", is_flag=True, help="Exit with 1 also if all was repaired.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    output: Path | None,
    output_dir: Path | None,
    backup: str | None,
    lines: bool,
    unbuffered: bool,
    format_: str | None,
    report: tuple[Path, ...],
    statistics: bool,
    everything: bool,
    exit_non_zero_on_fix: bool,
    **given: Unpack[options.Given],
) -> None:
    """Repair files and folders in place; - cleans standard input to standard output.

    A file is replaced whole or not at all, keeps its mode and its links, and is not touched where nothing is wrong
    with it. What is left to look at is shown.
    """
    from corpus_clean.cli.check import report_file
    from corpus_clean.cli.run import prepare

    run = prepare(given, aside=output is None)
    if lines:
        _filter(
            run, unbuffered=unbuffered, alone=not (output or output_dir or backup or format_ or report or statistics)
        )
        return
    if unbuffered:
        raise click.UsageError("--unbuffered is for --lines")
    destination = _destination(run, output, output_dir, backup)
    format_ = "statistics" if statistics else format_
    shown = _view(run, format_, everything=everything)
    file = report_file(ctx, report, run, "fix")
    run.console.show(shown.opening("fix", run.config, run.rules))
    for argument, examined in run.outcomes(beside=[path for path in (*report, output, output_dir) if path]):
        outcome = _put(argument, examined, destination, file)
        run.add(outcome)
        if format_ is None:
            run.console.show(done_line("fixed", outcome))
        run.console.show(shown.outcome(outcome))
    run.console.show(shown.closing(run.tally))
    if file:
        file.close(run.tally.fixed())
    run.console.summary(run.tally.fixed(), err=format_ not in {None, "full", "statistics"})
    ctx.exit(run.tally.exit_code(changes=exit_non_zero_on_fix))


def _filter(run: Run, *, unbuffered: bool, alone: bool) -> None:
    from corpus_clean.cli.line_filter import filter_lines

    if not (run.from_stdin and alone):
        raise click.UsageError("--lines is a filter: from standard input (-) to standard output, without reports")
    filter_lines(run, unbuffered=unbuffered)


def _destination(run: Run, output: Path | None, output_dir: Path | None, suffix: str | None) -> Destination:
    from corpus_clean.cli.destination import Folder, InPlace, OneFile, Stdout

    if output and output_dir:
        raise click.UsageError("-o and --output-dir contradict each other")
    if suffix is not None and (output or output_dir or run.from_stdin):
        raise click.UsageError("--backup is for repairs in place")
    options.require_suffix(suffix)
    if output:
        if len(run.paths) > 1 or Path(run.paths[0]).is_dir():
            raise click.UsageError("-o takes one input; --output-dir takes many")
        if output.is_dir():
            raise click.UsageError("-o names a file; --output-dir names a folder")
        return OneFile(output)
    if output_dir:
        if run.from_stdin:
            raise click.UsageError("--output-dir is for files; use -o with standard input")
        return Folder(output_dir)
    return Stdout() if run.from_stdin else InPlace(suffix)


def _view(run: Run, format_: str | None, *, everything: bool) -> View:
    from corpus_clean.cli.check import full, pick

    if format_ is not None:
        return pick(format_, run, everything=everything)
    return full(run, everything=everything, repairs=False)


def _put(argument: str, outcome: Outcome, destination: Destination, file: Reports | None) -> Outcome:
    """Record and write one result; in this order, so that no file is ever changed without a record of it."""
    from corpus_clean.files import FileTrouble
    from corpus_clean.session import Status

    changed = outcome.status is Status.CHANGED
    goes = changed or destination.takes(outcome)
    if goes:
        try:
            outcome = replace(outcome, written=destination.place(argument, outcome))
        except FileTrouble as trouble:
            return _failed(trouble)
    if file:
        file.before(outcome)
    if goes:
        try:
            destination.write(outcome)
        except FileTrouble as trouble:
            failed = _failed(trouble)
            if file and changed:
                file.failed(outcome, failed.reason)
            return failed
    if file:
        file.after(outcome)
    return outcome


def _failed(trouble: FileTrouble) -> Outcome:
    from corpus_clean.session import Outcome, Status

    return Outcome(str(trouble.path), Status.TROUBLE, f"{trouble.reason}; {trouble.remedy}")


def done_line(verb: str, outcome: Outcome) -> str:
    """Return the line that says what was done to a file."""
    from corpus_clean.report.glyphs import visible
    from corpus_clean.session import Status
    from corpus_clean.tally import listed

    if outcome.status is not Status.CHANGED:
        return ""
    counts = outcome.repairs()
    total = counts.total()
    if outcome.recoded:
        del counts["encoding"]
        counts[f"encoding {outcome.recoded}, {outcome.certainty}"] = 0
    words = listed(counts).removesuffix(" 0")
    done = click.style(verb, fg="green")
    return f"{done} {click.style(visible(outcome.path), bold=True)}  {total} repair{'s' * (total != 1)} ({words})\n"
