"""`corpus-clean revert --manifest`: the shards of a run, as they were before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from corpus_clean.cli import Refusal
from corpus_clean.cli.console import console
from corpus_clean.corpus.layout import Layout
from corpus_clean.corpus.manifest import shards
from corpus_clean.corpus.pool import LEADS_OUT, shard_class
from corpus_clean.corpus.trouble import CorpusError, ShardError
from corpus_clean.report.glyphs import visible

if TYPE_CHECKING:
    from pathlib import Path

    from corpus_clean.cli.options import Showing


def restored(manifest: Path, output: Path, names: tuple[Path, ...], given: Showing) -> int:
    """Restore the shards of a manifest that are named, or all, below a folder; return the exit code."""
    terminal = console(given["color"], quiet=given["quiet"], verbose=given["verbose"])
    try:
        known = shards([manifest])
    except CorpusError as error:
        raise Refusal(str(error)) from error
    layout = Layout(manifest.absolute().parent.parent)
    if output.resolve() == layout.out.resolve():
        raise Refusal(f"{output}: holds the results of the run; restore into another folder")
    wanted = [name.as_posix() for name in names] or list(known)
    done = failed = 0
    for name in wanted:
        try:
            if name not in known:
                raise ShardError("is not in the manifest")  # noqa: TRY301 - told as all else is
            if Layout(output).leads_out(name):
                raise ShardError(LEADS_OUT)  # noqa: TRY301 - as above
            exact = shard_class(name).restored(known[name], layout, output / name)
        except ShardError as error:
            terminal.complain(f"{name}: {error}")
            failed += 1
        except OSError as error:
            terminal.complain(f"{name}: {(error.strerror or str(error)).lower()}")
            failed += 1
        else:
            done += 1
            note = "" if exact else "  (the same content, stored anew)"
            terminal.show(f"{click.style('restored', fg='green')} {click.style(visible(name), bold=True)}{note}\n")
    terminal.summary(f"Restored {done} shard{'s' * (done != 1)}" + (f"; {failed} failed" if failed else ""))
    return 2 if failed else 0
