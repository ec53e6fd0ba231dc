"""The ledger: what was done to every file, one JSON object a line, enough to undo all of it.

    {"kind": "ledger", "tool", "format", "version", "command", "config": {"digest", "settings"}, "rules": [...]}
    {"kind": "file", "file", "result", "encoding", "bom", "how", "recoded", "certainty", ..., "repairs": 2, ...}
    {"kind": "repair", "file", "rules", "certainty", "source": {...}, "result": {...}, "before", "after", "note"}
    {"kind": "finding", "file", "rule", "certainty", "source", "result", "text", "note", "candidates"}
    {"kind": "trouble", "file", "status", "reason"}
    {"kind": "totals", ...}

Files with nothing to tell have no line. The lines of a file are on the disk before the file is changed, so there is
never a changed file without its entry; an entry whose file was not changed after all is known by its hash. `result` is
the path that was written, null if none was. Everything is ASCII, so that no text can act on who reads it. A text in
which a high surrogate meets a low one, which JSON would join, is a list of its pieces.
"""

from __future__ import annotations

from hashlib import sha256
from json import dumps
from typing import TYPE_CHECKING, Any

from corpus_clean import __version__, lazily
from corpus_clean.report import SIGNATURES
from corpus_clean.report.glyphs import inert_json
from corpus_clean.report.lines import Lines
from corpus_clean.session import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus_clean.config import Config
    from corpus_clean.edit import Span
    from corpus_clean.session import Outcome
    from corpus_clean.tally import Tally

TOOL = "corpus-clean"
FORMAT = 1
"""Raised when a reader of the lines could misunderstand them."""

START = SIGNATURES[0]
"""How every ledger begins."""

_MEETING = lazily.compiled("(?<=[\ud800-\udbff])(?=[\udc00-\udfff])")


class LedgerError(ValueError):
    """A ledger is not one, or would not be one; `str()` is one line."""


class Ledger:
    """Turns outcomes into lines, and sees to it that no file is there twice."""

    def __init__(self) -> None:
        self._files: set[str] = set()

    def header(self, command: str, config: Config, rules: Iterable[str]) -> str:
        """Return the first line."""
        return _line(
            kind="ledger",
            tool=TOOL,
            format=FORMAT,
            version=__version__,
            command=command,
            config={"digest": config.digest(), "settings": config.settings()},
            rules=list(rules),
        )

    def entry(self, outcome: Outcome) -> Iterator[str]:
        """Yield the lines of one file, none if there is nothing to tell.

        Raises LedgerError if the file, or the place where its result goes, is in the ledger already.
        """
        if outcome.status is Status.CLEAN:
            return
        for name in {outcome.path, outcome.written or outcome.path}:
            if name in self._files:
                raise LedgerError(f"{ascii(name)[1:-1]}: twice in one ledger")
        self._files |= {outcome.path, outcome.written or outcome.path}
        if outcome.decoded is None:
            yield _line(kind="trouble", file=outcome.path, status=outcome.status, reason=outcome.reason)
            return
        yield _line(
            kind="file",
            file=outcome.path,
            result=outcome.written,
            encoding=outcome.decoded.carrier or outcome.decoded.encoding,
            bom=outcome.decoded.bom.hex(),
            how=outcome.decoded.how,
            recoded=outcome.recoded,
            certainty=outcome.certainty,
            source_sha256=sha256(outcome.source).hexdigest(),
            result_sha256=sha256(outcome.data).hexdigest(),
            source_bytes=len(outcome.source),
            result_bytes=len(outcome.data),
            repairs=len(outcome.result.repairs),
            findings=len(outcome.result.findings),
        )
        lines = Lines(outcome.decoded)
        for repair in outcome.result.repairs:
            yield _line(
                kind="repair",
                file=outcome.path,
                rules=repair.rules,
                certainty=repair.certainty,
                source=_place(lines, repair.source),
                result=repair.result._asdict(),
                before=_text(repair.before),
                after=_text(repair.after),
                note=_text(repair.note),
            )
        for finding in outcome.result.findings:
            yield _line(
                kind="finding",
                file=outcome.path,
                rule=finding.rule,
                certainty=finding.certainty,
                source=_place(lines, finding.source),
                result=finding.result._asdict(),
                text=_text(finding.text),
                note=_text(finding.note),
                candidates=[_text(one) for one in finding.candidates],
            )

    def failed(self, outcome: Outcome, reason: str) -> str:
        """Return the line that takes back an entry: the file could not be written."""
        return _line(kind="trouble", file=outcome.path, status=Status.TROUBLE, reason=reason)

    def totals(self, tally: Tally) -> str:
        """Return the last line; a ledger without it is of a run that was cut short."""
        return _line(
            kind="totals",
            texts=tally.texts,
            changed=tally.changed,
            repairs=dict(tally.repairs),
            findings=dict(tally.findings),
            binaries=tally.binaries,
            troubles=tally.troubles,
        )


def _line(**record: object) -> str:
    return inert_json(dumps(record, ensure_ascii=True)) + "\n"


def _place(lines: Lines, span: Span) -> dict[str, Any]:
    return {**span._asdict(), **lines.place(span.start)._asdict(), "byte": lines.byte(span.start)}


def _text(text: str) -> str | list[str]:
    pieces = _MEETING.split(text)
    return text if len(pieces) == 1 else pieces
