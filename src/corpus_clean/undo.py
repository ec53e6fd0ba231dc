"""From a ledger back to the source: read the lines, check every one of them, put the old bytes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from json import loads
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_clean.decoding import Decoded
from corpus_clean.edit import Edit, Patch, PatchError
from corpus_clean.files import FileTrouble, read, write
from corpus_clean.ledger import FORMAT, START, LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Entry:
    """What a ledger holds of one file. `inverse` leads from the text of the result to that of the source.

    It is None where the ledger ends before the file's lines do. A crash leaves that only of a file not yet touched.
    """

    file: str
    result: str | None
    encoding: str
    bom: bytes
    source_sha256: str
    result_sha256: str
    inverse: Patch | None


def restored(entry: Entry, data: bytes) -> bytes:
    """Return the bytes of the source, from those of the result.

    Raises LedgerError unless both are exactly what the ledger says.
    """
    if sha256(data).hexdigest() != entry.result_sha256:
        raise LedgerError("was changed since; only the result of the ledger can be put back")
    if entry.inverse is None:
        raise LedgerError("the ledger was cut off within its lines, and without them it cannot be put back")
    mark = len(entry.bom) if entry.encoding == "utf-8" else 0
    try:
        text = data[mark:].decode("utf-8", "surrogateescape")
        entry.inverse.check(len(text))
        source = Decoded("", entry.encoding, entry.bom, "declared").encode(entry.inverse.apply(text))
    except (LookupError, ValueError) as error:
        raise LedgerError(f"the ledger does not fit it ({error})") from error
    if sha256(source).hexdigest() != entry.source_sha256:
        raise LedgerError("the ledger does not lead to the source it names")
    return source


def revert(entry: Entry) -> bool:
    """Put the bytes of the source back where the result was written; False if they are there already.

    Raises FileTrouble, and writes nothing, if the file is not the result that the ledger names.
    """
    path = Path(entry.result or entry.file)
    found = read(path)
    if sha256(found.data).hexdigest() == entry.source_sha256:
        return False
    try:
        source = restored(entry, found.data)
    except LedgerError as error:
        raise FileTrouble(path, str(error), "it was left as it is") from error
    write(path, source, replacing=found.stamp)
    return True


def load(path: Path) -> tuple[list[Entry], bool]:
    """Read a ledger: the entries in their order, those whose writing failed left out, and whether it has its end.

    Raises FileTrouble for a file that cannot be read, LedgerError with the number of the line for anything else that
    is wrong.
    """
    data = read(path).data
    try:
        return list(parse(data)), data.rpartition(b"\n")[0].rpartition(b"\n")[2].startswith(_TOTALS)
    except LedgerError as error:
        raise LedgerError(f"{path}:{error}") from error


def parse(data: bytes) -> Iterator[Entry]:
    """Return the entries in the bytes of a ledger, as `load` does.

    >>> list(parse(b"[]"))
    Traceback (most recent call last):
    corpus_clean.ledger.LedgerError: 1: not a ledger of corpus-clean; fix --report ledger.jsonl writes one
    """
    if not data.startswith(START):
        raise LedgerError("1: not a ledger of corpus-clean; fix --report ledger.jsonl writes one")
    return iter(_Reading(data).entries())


_TOTALS = b'{"kind": "totals"'

_SHAPES: dict[str, dict[str, type | tuple[type, ...]]] = {
    "ledger": {"format": int, "version": str, "command": str, "config": dict, "rules": list},
    "file": {
        "file": str,
        "result": (str, type(None)),
        "encoding": str,
        "bom": str,
        "source_sha256": str,
        "result_sha256": str,
        "repairs": int,
        "findings": int,
    },
    "repair": {"file": str, "rules": list, "result": dict, "before": (str, list), "after": (str, list)},
    "finding": {"file": str, "rule": str, "source": dict, "text": (str, list), "candidates": list},
    "trouble": {"file": str, "reason": str},
    "totals": {"texts": int, "changed": int},
}


@dataclass(slots=True)
class _Open:
    """An entry of which lines are still to come."""

    record: dict[str, Any]
    line: int
    edits: list[Edit] = field(default_factory=list)
    findings: int = 0

    @property
    def missing(self) -> int:
        return int(self.record["repairs"]) + int(self.record["findings"]) - len(self.edits) - self.findings


class _Reading:
    def __init__(self, data: bytes) -> None:
        self._lines = data.split(b"\n")
        self._found: dict[str, Entry] = {}
        self._open: _Open | None = None

    def entries(self) -> list[Entry]:
        for number, line in enumerate(self._lines, 1):
            last = number == len(self._lines)
            if last:  # empty, or what a crash left of a line
                break
            try:
                self._take(_record(line, first=number == 1), number)
            except LedgerError as error:
                raise LedgerError(f"{number}: {error}") from error
        if self._open:
            self._close()
        return list(self._found.values())

    def _take(self, record: dict[str, Any], number: int) -> None:
        kind = record["kind"]
        if kind in {"repair", "finding"}:
            self._take_part(record, kind)
            return
        if self._open:
            if self._open.missing:
                raise LedgerError(f"{self._open.missing} more lines belong to the file of line {self._open.line}")
            self._close()
        if kind == "file":
            if record["file"] in self._found:
                raise LedgerError("the same file a second time")
            self._open = _Open(record, number)
        elif kind == "trouble":
            self._found.pop(record["file"], None)

    def _take_part(self, record: dict[str, Any], kind: str) -> None:
        if not self._open or self._open.record["file"] != record["file"]:
            raise LedgerError(f"a {kind} that belongs to no file")
        if kind == "finding":
            self._open.findings += 1
            return
        span = record["result"]
        start, end = span.get("start"), span.get("end")
        if not isinstance(start, int) or not isinstance(end, int):
            raise LedgerError("'result' must hold 'start' and 'end'")
        self._open.edits.append(Edit(start, end, _joined(record["before"])))

    def _close(self) -> None:
        if self._open is None:
            return
        record, edits = self._open.record, tuple(_inserted_once(self._open.edits))
        try:
            entry = Entry(
                file=record["file"],
                result=record["result"],
                encoding=record["encoding"],
                bom=bytes.fromhex(record["bom"]),
                source_sha256=record["source_sha256"],
                result_sha256=record["result_sha256"],
                inverse=None if self._open.missing else Patch(edits),
            )
            Patch(edits).check(max((edit.end for edit in edits), default=0))
        except PatchError as error:
            raise LedgerError(f"the repairs of the file of line {self._open.line} do not fit: {error}") from error
        except ValueError as error:
            raise LedgerError(f"'bom' of line {self._open.line} is not hexadecimal") from error
        self._found[entry.file] = entry
        self._open = None


def _inserted_once(edits: list[Edit]) -> Iterator[Edit]:
    """Yield the edits; of what was deleted piece by piece, and so comes back at one place, one insertion."""
    held: Edit | None = None
    for edit in edits:
        if held and held.start == held.end == edit.start == edit.end:
            held = held._replace(new=held.new + edit.new)
            continue
        if held:
            yield held
        held = edit
    if held:
        yield held


def _record(line: bytes, *, first: bool) -> dict[str, Any]:
    try:
        record = loads(line.decode("ascii"))
    except (ValueError, RecursionError) as error:
        raise LedgerError("not JSON in ASCII") from error
    kind = record.get("kind") if isinstance(record, dict) else None
    if not isinstance(kind, str) or kind not in _SHAPES or first != (kind == "ledger"):
        raise LedgerError(f"not a line of a ledger: its kind is {kind!r}")
    for key, kinds in _SHAPES[kind].items():
        if key not in record:
            raise LedgerError(f"{kind} without {key!r}")
        if not isinstance(record[key], kinds) or isinstance(record[key], bool):
            raise LedgerError(f"{key!r} of {kind} must not be {type(record[key]).__name__}")
    if first and record["format"] > FORMAT:
        raise LedgerError(f"format {record['format']} is newer than this program; update it")
    return dict(record)


def _joined(text: str | list[object]) -> str:
    if isinstance(text, str):
        return text
    if not all(isinstance(piece, str) for piece in text):
        raise LedgerError("a text must be a string or a list of strings")
    return "".join(map(str, text))
