"""`corpus-clean check`: show what is broken, change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import click

from corpus_clean.cli import options
from corpus_clean.cli.sections import Sectioned

if TYPE_CHECKING:
    from pathlib import Path

    from corpus_clean.cli.reports import Reports
    from corpus_clean.cli.run import Run
    from corpus_clean.report import View


@click.command(
    "check",
    cls=Sectioned,
    short_help="Show what is broken; change nothing.",
    epilog="""\b
Marks: [*] fix repairs it, [?] fix --risky would, [!] a human has to look.
Exit codes: 0 nothing found, 1 something found, 2 trouble, 123 a fault of ours.

\b
Examples:
  corpus-clean check corpus/
  corpus-clean check --format concise *.txt | grep pinyin-gloss
  corpus-clean check --report found.jsonl corpus/""",
)
@options.paths
@options.reporting
@options.choosing
@options.showing
@click.option("--exit-zero", is_flag=True, help="Exit with 0 also if something is found.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    format_: str | None,
    report: tuple[Path, ...],
    statistics: bool,
    everything: bool,
    exit_zero: bool,
    **given: Unpack[options.Given],
) -> None:
    """Show what is broken in files and folders; - reads standard input. Nothing is written."""
    from corpus_clean.cli.run import prepare

    run = prepare(given)
    format_ = "statistics" if statistics else format_
    shown = pick(format_ or "full", run, everything=everything)
    file = report_file(ctx, report, run, "check")
    run.console.show(shown.opening("check", run.config, run.rules))
    for _, outcome in run.outcomes(beside=report):
        run.add(outcome)
        run.console.show(shown.outcome(outcome))
        if file:
            file.before(outcome)
            file.after(outcome)
    run.console.show(shown.closing(run.tally))
    if file:
        file.close(run.tally.found())
    run.console.summary(run.tally.found(), err=format_ not in {None, "full", "statistics"})
    code = run.tally.exit_code()
    ctx.exit(0 if exit_zero and code == 1 else code)


def report_file(ctx: click.Context, paths: tuple[Path, ...], run: Run, name: str) -> Reports | None:
    """Open the reports of a command, if there are to be any; they are let go when the command ends."""
    if not paths:
        return None
    from corpus_clean.cli.reports import ReportFile, Reports, require_different

    require_different(paths)
    files = Reports()
    ctx.call_on_close(files.release)
    for path in paths:
        files.append(ReportFile(path, run, name))
    return files


def full(run: Run, *, everything: bool, **options: object) -> View:
    """Return the view for people, as wide as the terminal if there is one."""
    from corpus_clean.report import view

    if everything:
        options["limit"] = None
    return view("full", **options, **_across(run))


def _across(run: Run) -> dict[str, int]:
    """Return the width that a view is to keep to, if there is a terminal."""
    from corpus_clean.cli.run import terminal

    if not terminal(run):
        return {}
    from shutil import get_terminal_size

    return {"width": get_terminal_size().columns}


def pick(name: str, run: Run, *, everything: bool) -> View:
    """Return the view of a format."""
    from corpus_clean.cli.run import terminal
    from corpus_clean.report import view

    if name == "full":
        return full(run, everything=everything)
    if name == "statistics":
        return view(name, **_across(run))
    return view(name, exact=not terminal(run)) if name == "diff" else view(name)
