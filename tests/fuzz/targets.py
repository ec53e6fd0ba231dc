"""What is fuzzed: a function of bytes for each way in which input reaches us. It returns, or it has found a fault.

A target takes nothing for granted but its bytes. What it may raise itself, for input that is refused, is caught here.
"""

from __future__ import annotations

import io
import os
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from corpus_clean.cleaner import Cleaner
from corpus_clean.config import ConfigError, load
from corpus_clean.corpus.formats import format_of
from corpus_clean.corpus.pieces import Kind
from corpus_clean.corpus.settings import Settings
from corpus_clean.corpus.spelling import edited
from corpus_clean.corpus.treatment import Treatment
from corpus_clean.corpus.trouble import NotARecord, ShardError
from corpus_clean.decisions import DecisionsError, applied
from corpus_clean.decisions import parse as parse_decisions
from corpus_clean.document import Syntax
from corpus_clean.files import FileTrouble
from corpus_clean.ledger import LedgerError
from corpus_clean.profiles import NAMES
from corpus_clean.undo import parse as parse_ledger
from corpus_clean.undo import restored
from tests.invariants import clean_file, clean_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SUFFIXES = ("", ".txt", ".md", ".html", ".json", ".csv", ".yaml", ".toml", ".srt", ".py", ".tex")
SHARDS = ("a.jsonl", "a.csv", "a.tsv", "a.txt", "a.json", "a.html", "a.srt", "a.md", "a.warc")
SOURCE = "作為達(dá)州市 cigÃ¼eÃ±a\n".encode()


@cache
def _cleaners() -> tuple[Cleaner, ...]:
    plain = tuple(Cleaner(profile) for profile in NAMES)
    return (*plain, Cleaner("minimal", markers=True), Cleaner(risky=True), Cleaner(lang="zh"), Cleaner(lang="fr"))


def _choice(data: bytes) -> tuple[int, bytes]:
    """Take the first byte as a choice."""
    return (data[0], data[1:]) if data else (0, b"")


def text(data: bytes) -> None:
    """Fuzz `Cleaner.clean`; what is no UTF-8 are lone surrogates."""
    choice, data = _choice(data)
    cleaners, syntaxes = _cleaners(), (None, *Syntax)
    cleaner, syntax = cleaners[choice % len(cleaners)], syntaxes[choice // len(cleaners) % len(syntaxes)]
    clean_text(cleaner, data.decode("utf-8", "surrogateescape"), syntax)


def file(data: bytes) -> None:
    """Fuzz the bytes of a file."""
    choice, data = _choice(data)
    cleaners = _cleaners()
    clean_file(cleaners[choice % len(cleaners)], "a" + SUFFIXES[choice // len(cleaners) % len(SUFFIXES)], data)


def shard(data: bytes) -> None:
    """Fuzz the shards of a corpus: no byte is lost between records, each can be had back, and is settled."""
    choice, data = _choice(data)
    name = SHARDS[choice % len(SHARDS)]
    limit = (2 << 20, 64)[choice // len(SHARDS) % 2]
    settings = Settings(document=("file", "line", "paragraph")[choice // len(SHARDS) // 2 % 3])
    form = format_of(name, settings)
    treatment = Treatment(Cleaner(), form)
    taken = b""
    with suppress(ShardError):
        for kind, piece in form.pieces(io.BytesIO(data), limit):
            taken += piece
            if kind is Kind.RECORD:
                _record(treatment, piece)
        assert taken == data, "a shard loses bytes between its records"


def _record(treatment: Treatment, piece: bytes) -> None:
    try:
        treated = treatment(piece)
    except NotARecord:
        return
    if treated is None:
        return
    assert not treated.fault, treated.fault
    assert edited(treated.data, treated.undo) == piece
    if treated.data != piece:
        again = treatment(treated.data)
        assert again is None or again.data == treated.data, "a record changes again"


def arguments(data: bytes) -> None:
    """Fuzz the command line: it ends with a code of ours, whatever it is told. Arguments are lines, then the input.

    They run in an empty folder and name nothing outside of it; they start no process.
    """
    from click.testing import CliRunner

    from corpus_clean.cli import main

    head, _, stdin = data.partition(b"\n\n")
    told = head.replace(b"\0", b"").decode("utf-8", "surrogateescape").split("\n")
    told = [one for one in told if "/" not in one and ".." not in one and not one.startswith(("-j", "--j"))]
    if "stats" in told or "run" in told or "scan" in told:
        told += ["-j", "1"] if "stats" not in told else []
    before = Path.cwd()
    with TemporaryDirectory(dir=_memory()) as folder:
        os.chdir(folder)
        try:
            Path("a.txt").write_bytes(SOURCE)
            Path("b.jsonl").write_bytes(b'{"text": "caf\xc3\x83\xc2\xa9"}\n')
            result = CliRunner().invoke(main, told, input=stdin, prog_name="corpus-clean")
        finally:
            os.chdir(before)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code in {0, 1, 2, 3, 4, 123}, result.exit_code


def configuration(data: bytes) -> None:
    """Fuzz the file of a configuration: it is refused in one line, or it is written as it was read."""
    with TemporaryDirectory(dir=_memory()) as folder:
        path = Path(folder, "corpus-clean.toml")
        path.write_bytes(data)
        if any(
            one in data for one in (b"plugins", b"\\u", b"\\U")
        ):  # names modules, and code that runs is meant to run
            return
        try:
            config = load(path)
        except ConfigError as error:
            _one_line(error)
            return
        path.write_text(config.toml(), "utf-8")
        assert replace(load(path), origin=config.origin) == config
        assert len(config.digest()) == 16
        config.ignored_in("a/b.txt")


def ledger(data: bytes) -> None:
    """Fuzz the file of a ledger: it is refused in one line, and gives nothing back but what it names."""
    with suppress(LedgerError):
        for entry in parse_ledger(data):
            with suppress(LedgerError):
                restored(entry, SOURCE)


def decisions(data: bytes) -> None:
    """Fuzz the file of decisions: it is refused in one line, or nothing is done but what it accepts."""
    with TemporaryDirectory(dir=_memory()) as folder:
        path = Path(folder, "a.txt")
        path.write_bytes(SOURCE)
        try:
            decided = parse_decisions(data)
        except DecisionsError as error:
            _one_line(error)
            return
        for one in decided:
            with suppress(FileTrouble):
                applied(replace(one, file=str(path)))


def _one_line(error: Exception) -> None:
    assert "\n" not in str(error)


@cache
def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder in it, with a name of its own


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one for one in (text, file, shard, arguments, configuration, ledger, decisions)
}


def seeds(name: str) -> Iterator[bytes]:
    r"""Yield the seeds of a target: a line each, in ASCII, with what else they hold as `\xe9`, `\n` and so on."""
    for line in (Path(__file__).parent / "seeds" / f"{name}.txt").read_text("ascii").splitlines():
        yield line.encode("ascii").decode("unicode_escape").encode("latin-1")


def written(seed: bytes) -> str:
    """Return a seed as a line of its file."""
    return seed.decode("latin-1").encode("unicode_escape").decode("ascii")
