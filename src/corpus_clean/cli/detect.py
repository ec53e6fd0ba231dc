"""`corpus-clean detect`: what encoding files are in, how that is known, and how sure it is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import click

from corpus_clean.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.decoding import Decoded

STDIN = "-"
_LISTED = 3
"""How many of the bytes that are not what the encoding has are named."""


@click.command(
    "detect",
    short_help="Say what encoding files are in, and how sure that is.",
    epilog="""\b
Exit codes: 0 all are sure (or binary), 1 one is not, 2 trouble.

\b
Examples:
  corpus-clean detect corpus/*.txt
  corpus-clean detect -m a.txt                 the name alone
  curl … | corpus-clean detect - --json""",
)
@options.paths
@click.option("--json", "as_json", is_flag=True, help="Print an object a line.")
@click.option("-m", "--minimal", is_flag=True, help="Print the name of the encoding alone.")
@options.showing
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], *, as_json: bool, minimal: bool, **given: Unpack[options.Showing]
) -> None:
    """Say what encoding files are in, by what that is known, how sure it is, and what else they may be in.

    PATHS are files, folders, or - for standard input. Nothing is changed.
    """
    from corpus_clean.cli.console import console
    from corpus_clean.decoding import decode, is_sure
    from corpus_clean.sniffing import is_binary

    terminal = console(given["color"], quiet=given["quiet"], verbose=given["verbose"])
    code = 0
    for name, data in _inputs(paths):
        if isinstance(data, str):
            terminal.complain(data)
            code = 2
            continue
        decoded: Decoded | None = decode(data)
        if decoded and is_binary(data) and decoded.how not in {"bom", "utf-16"}:
            decoded = None
        if decoded and not is_sure(decoded):
            code = max(code, 1)
        if as_json:
            terminal.show(_json(name, decoded))
        elif minimal:
            terminal.show(f"{decoded.encoding if decoded else 'binary'}\n")
        else:
            terminal.show("".join(_lines(name, decoded)))
    ctx.exit(code)


def _inputs(paths: tuple[str, ...]) -> Iterator[tuple[str, bytes | str]]:
    """Yield the name of each input with its bytes, or with what is wrong with it."""
    from corpus_clean.files import FileTrouble, read
    from corpus_clean.walk import expand

    if STDIN in paths:
        if len(paths) > 1:
            raise click.UsageError("- stands alone: name files, or read standard input")
        yield "<stdin>", sys.stdin.buffer.read()
        return
    for found in expand([Path(path) for path in paths]):
        try:
            if isinstance(found, FileTrouble):
                raise found
            yield str(found), read(found).data
        except FileTrouble as trouble:
            yield str(trouble.path), str(trouble)


def _lines(name: str, decoded: Decoded | None) -> Iterator[str]:
    """Yield what is said of one file: the finding, and where it is not sure the readings side by side."""
    from corpus_clean.decoding import SURE, is_sure
    from corpus_clean.report.glyphs import visible

    path = click.style(visible(name), bold=True)
    if decoded is None:
        yield f"{path}: binary\n"
        return
    known = [decoded.how, f"confidence {decoded.confidence:.3f}"]
    known += [decoded.language] * bool(decoded.language)
    known += [f"said to be {visible(decoded.declared)}"] * bool(decoded.declared)
    doubt = "" if is_sure(decoded) else click.style("unsure, ", fg="yellow")
    yield f"{path}: {doubt}{click.style(decoded.encoding, fg='cyan')} ({', '.join(known)})\n"
    if decoded.confidence < SURE:
        rows = [(decoded.encoding, decoded.sample), *((one.encoding, one.sample) for one in decoded.alternatives)]
        room = max(len(encoding) for encoding, _ in rows)
        for encoding, text in rows:
            yield f"  --encoding {encoding:{room}}  {visible(text)}\n"
    for one in decoded.bad_bytes[:_LISTED]:
        shown = one.data[:8].hex(" ").upper()
        meant = f"{visible(one.text[:40])} in {one.encoding}" if one.encoding else "nothing"
        yield f"  bytes {shown} at {one.offset}: {meant}\n"
    if len(decoded.bad_bytes) > _LISTED:
        yield f"  and {len(decoded.bad_bytes) - _LISTED} more places\n"


def _json(name: str, decoded: Decoded | None) -> bytes:
    from json import dumps

    shown: dict[str, Any] = {"path": name, "encoding": None, "how": "binary"}
    if decoded is not None:
        from corpus_clean.decoding import is_sure

        shown |= {
            "encoding": decoded.encoding,
            "how": decoded.how,
            "confidence": round(decoded.confidence, 4),
            "sure": is_sure(decoded),
            "language": decoded.language or None,
            "bom": decoded.bom.hex(),
            "declared": decoded.declared or None,
            "sample": decoded.sample,
            "alternatives": [one._asdict() for one in decoded.alternatives],
            "segments": [one._asdict() for one in decoded.segments],
            "bad_bytes": [{**one._asdict(), "data": one.data.hex()} for one in decoded.bad_bytes],
        }
    return (dumps(shown, ensure_ascii=True) + "\n").encode()
