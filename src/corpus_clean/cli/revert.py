"""`corpus-clean revert`: put the old bytes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import click

from corpus_clean.cli import Refusal, options

if TYPE_CHECKING:
    from pathlib import Path

    from corpus_clean.undo import Entry


@click.command(
    "revert",
    short_help="Undo what a ledger recorded.",
    epilog="""\b
Paths in a ledger are as they were given to fix: run it from the same folder.
Exit codes: 0 all is as it was, 2 something could not be put back.

\b
Examples:
  corpus-clean fix --report ledger.jsonl corpus/
  corpus-clean revert ledger.jsonl
  corpus-clean revert --manifest clean/_corpus-clean/manifest.jsonl -o restored/ a/b.jsonl""",
)
@click.argument("ledgers", nargs=-1, metavar="[LEDGER|SHARD]...", type=options.FILE)
@click.option("--manifest", type=options.FILE, metavar="FILE", help="Restore the shards of a run, or those named.")
@click.option("-o", "--output", type=options.FILE, metavar="DIR", help="Where restored shards go.")
@options.showing
@click.pass_context
def command(
    ctx: click.Context,
    /,
    ledgers: tuple[Path, ...],
    *,
    manifest: Path | None,
    output: Path | None,
    **given: Unpack[options.Showing],
) -> None:
    """Put the bytes back that fix replaced, exactly; the last ledger is undone first.

    A file that was changed since is left as it is. With --manifest, the shards of a run go to a folder as they were.
    """
    if (manifest is None) != (output is None):
        raise click.UsageError("--manifest and -o go together: which run, and where its shards go")
    if manifest is not None and output is not None:
        from corpus_clean.cli.corpus_revert import restored

        ctx.exit(restored(manifest, output, ledgers, given))
    if not ledgers:
        raise click.UsageError("name a ledger, or a run with --manifest")
    ctx.exit(_reverted(ledgers, given))


def _reverted(ledgers: tuple[Path, ...], given: options.Showing) -> int:
    from corpus_clean.cli.console import console
    from corpus_clean.files import FileTrouble
    from corpus_clean.ledger import LedgerError
    from corpus_clean.report.glyphs import visible
    from corpus_clean.undo import load, revert

    terminal = console(given["color"], quiet=given["quiet"], verbose=given["verbose"])
    entries: list[Entry] = []
    try:
        for ledger in reversed(ledgers):
            held, whole = load(ledger)
            entries += reversed(held)
            if not whole:
                terminal.warn(f"{ledger}: has no end, as after a crash; only what it holds can be put back")
    except (FileTrouble, LedgerError) as error:
        raise Refusal(str(error)) from error
    done = failed = 0
    for entry in entries:
        if entry.source_sha256 == entry.result_sha256:
            continue
        if entry.result is None:
            terminal.complain(f"{entry.file}: its result was not written to a file; there is nothing to put back")
            failed += 1
            continue
        try:
            if revert(entry):
                done += 1
                verb = click.style("reverted", fg="green")
                terminal.show(f"{verb} {click.style(visible(entry.result), bold=True)}\n")
            else:
                terminal.remark(entry.result, "is as it was")
        except FileTrouble as trouble:
            terminal.complain(str(trouble))
            failed += 1
    terminal.summary(_summary(done, failed))
    return 2 if failed else 0


def _summary(done: int, failed: int) -> str:
    said = f"Reverted {done} file{'s' * (done != 1)}" if done else "Nothing to revert"
    return f"{said}; {failed} failed" if failed else said
