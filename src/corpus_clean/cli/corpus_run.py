"""`corpus-clean run`: clean a corpus, shard by shard, into a folder."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Unpack

import click

from corpus_clean.cli import Refusal, corpus_options, options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus_clean.cli.console import Console
    from corpus_clean.corpus.storage import Found
    from corpus_clean.corpus.summary import Summary


@click.command(
    "run",
    short_help="Clean a corpus, shard by shard, into a folder.",
    epilog="""\b
Formats: .txt .jsonl .ndjson .json .csv .tsv .parquet .warc .wet .srt .vtt .md .html,
  plain or as .gz .zst .bz2 .xz
All of ours is in OUT/_corpus-clean: manifest, quarantine, ledger, report.
Exit codes: 0 done, 2 cannot begin, 3 done, with something set aside or too long,
  4 a shard failed, or --max-bad ended it: run it again to go on; 130 interrupted.

\b
Examples:
  corpus-clean run shards/ clean/ -j auto
  corpus-clean run shards/ clean/ --text-field messages[].content --id-field id
  corpus-clean run shards/ clean/ --shard $SLURM_ARRAY_TASK_ID/64
  corpus-clean revert --manifest clean/_corpus-clean/manifest.jsonl -o restored/""",
)
@click.argument("source", metavar="IN")
@click.argument("out", metavar="OUT")
@corpus_options.choosing
@click.option("--shard", "share", callback=corpus_options.share, metavar="I/N", help="Do the I-th of N shares alone.")
@click.option("--redo", is_flag=True, help="Do again what is done.")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change, as scan does.")
@click.option(
    "--on-error",
    type=click.Choice(("quarantine", "keep", "fail")),
    default="quarantine",
    help="What becomes of what is no record; fail is for the whole shard. [default: quarantine]",
)
@click.option(
    "--max-bad",
    callback=corpus_options.portion,
    metavar="N|P%",
    help="Stop when more records are in quarantine than this, as 100 or 0.1%.",
)
@click.option("--allow-quarantine", is_flag=True, help="Exit with 0 also if something is in quarantine.")
@click.option("--ledger/--no-ledger", default=True, help="Record each change, for revert. [default: yes]")
@options.showing
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    source: str,
    out: str,
    share: tuple[int, int],
    redo: bool,
    dry_run: bool,
    on_error: str,
    max_bad: float | None,
    allow_quarantine: bool,
    ledger: bool,
    **given: Unpack[corpus_options.Choosing],
) -> None:
    """Clean the shards of IN, a folder or a file, into OUT, with the same names.

    A record keeps its bytes but for what is repaired; a shard in which nothing is wrong is copied. What is no record is
    set aside, never dropped. The run can be stopped and started again at any time.
    """
    from corpus_clean.corpus.runner import run
    from corpus_clean.corpus.trouble import CorpusError
    from corpus_clean.files import FileTrouble

    prepared, settings = corpus_options.prepared(source, given, on_error=on_error, ledger=ledger)
    if dry_run:
        from corpus_clean.cli.corpus_scan import show

        show(source, settings, given["glob"], prepared.console)
        return
    shown = _Shown(prepared.console)
    try:
        summary = run(
            source,
            out,
            settings,
            jobs=given["jobs"],
            globs=given["glob"],
            share=share,
            redo=redo,
            max_bad=max_bad,
            started=shown.started,
            finished=shown.finished,
            tick=shown.tick,
        )
    except CorpusError as error:
        raise Refusal(str(error)) from error
    code = summary.exit_code(allow_quarantine=allow_quarantine)
    try:
        write_overview(out)
    except (FileTrouble, CorpusError, OSError) as error:
        prepared.console.complain(f"the overview could not be written: {error}; run again to have it")
        code = 4
    shown.end(summary, out)
    ctx.exit(code)


def write_overview(out: str) -> None:
    """Write the page about all that is in an output folder, as far as it is known now."""
    from pathlib import Path

    from corpus_clean.corpus.layout import Layout
    from corpus_clean.corpus.overview import gathered, page
    from corpus_clean.files import current, write

    layout = Layout(Path(out))
    write(layout.report, page(gathered([layout.out])).encode(), replacing=current(layout.report))


class _Shown:
    """What is printed while shards are done."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._sizes: dict[str, int] = {}
        self._read: dict[str, int] = {}
        self._repairs: Counter[str] = Counter()

    def started(self, shards: Sequence[Found]) -> None:
        self._sizes = {found.name: found.size for found in shards}
        if self._console.progress:
            self._console.progress.expect(sum(self._sizes.values()))

    def tick(self, shard: str, size: int) -> None:
        if self._console.progress:
            most = ", ".join(f"{rule} {count}" for rule, count in self._repairs.most_common(3))
            self._console.progress.begin(f"{shard}  {most}" if most else shard, 0)
            self._console.progress.done(max(0, size - self._read.get(shard, 0)))
        self._read[shard] = size

    def finished(self, entry: dict[str, Any]) -> None:
        from corpus_clean.tally import listed

        self._repairs.update(entry.get("repairs", {}))
        self.tick(entry["shard"], self._sizes.get(entry["shard"], 0))
        if entry["status"] != "done":
            self._console.complain(f"{entry['shard']}: {entry['reason']}")
            return
        if entry["damage"]:
            self._console.warn(f"{entry['shard']}: the file {entry['damage']}; what is behind could not be read")
        if entry["long"]:
            stays = "stays as it is" if entry["long"] == 1 else "stay as they are"
            self._console.warn(f"{entry['shard']}: {entry['long']} longer than --max-record {stays}")
        if entry["quarantined"]:
            self._console.warn(f"{entry['shard']}: {entry['quarantined']} of {entry['records']} in quarantine")
        self._console.remark(entry["shard"], listed(Counter(entry["repairs"])) or "nothing to change")

    def end(self, summary: Summary, out: str) -> None:
        if self._console.progress:
            self._console.progress.hide()
        if summary.others:
            names = ", ".join(summary.others[:3]) + (" …" if len(summary.others) > 3 else "")
            self._console.warn(f"left out, of no known format: {names}")
        if summary.counts["quarantined"] or summary.counts["long"]:
            self._console.warn(f"what was set aside, and why, is told under {out}/_corpus-clean/quarantine")
        self._console.summary(summary.words())
