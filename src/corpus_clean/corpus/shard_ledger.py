"""The ledger of one shard: what was done to each record, one JSON object a line, enough to undo all of it.

    {"kind": "shard", "tool", "format", "version", "config", "shard"}
    {"kind": "record", "record", "line", "id", "source": {"offset", "bytes"}, "result": {"offset", "bytes"},
     "encoding", "fault", "texts": [{"field", "repairs": [...], "findings": [...]}], "undo": [[start, end, old], ...]}
    {"kind": "end", "records", "repairs", "source": {"bytes", "sha256"}, "result": {"bytes", "sha256"}}

Offsets of records are in the decompressed shards, in bytes. `undo` is in bytes of the record in the result, and `old`
a string where the old bytes are UTF-8, else an object with them in base64; spans of repairs are in code points of the
text. A record of which there is nothing to tell has no line, and neither has one in quarantine, whose file has it all.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from json import dumps, loads
from typing import TYPE_CHECKING, Any

from corpus_clean import __version__
from corpus_clean.corpus.compression import compressed, decompressed
from corpus_clean.corpus.field_path import written
from corpus_clean.corpus.output import PartFile
from corpus_clean.corpus.spelling import ByteEdit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from corpus_clean.corpus.field_path import FieldPath
    from corpus_clean.corpus.quarantine import Place
    from corpus_clean.corpus.treatment import Treated
    from corpus_clean.result import Result

FORMAT = 1
"""Raised when a reader of the lines could misunderstand them."""
COMPRESSION = ".zst"


class ShardLedger:
    """Writes the ledger of one shard; there is no file as long as there is nothing to tell."""

    def __init__(self, path: Path, shard: str, config: str) -> None:
        self._path = path
        self._header = {
            "kind": "shard",
            "tool": "corpus-clean",
            "format": FORMAT,
            "version": __version__,
            "config": config,
            "shard": shard,
        }
        self.file: PartFile | None = None
        self._stream: BinaryIO | None = None

    def record(self, raw: bytes, treated: Treated, place: Place, identity: str | None) -> None:
        """Record what was done to a record, or found in it."""
        self._put(
            {
                "kind": "record",
                "record": place.record,
                "line": place.line,
                "id": identity,
                "source": {"offset": place.offset, "bytes": len(raw)},
                "result": {"offset": place.result_offset, "bytes": len(treated.data)},
                "encoding": treated.encoding,
                "fault": treated.fault or None,
                "texts": [told(field, result) for field, result in treated.texts],
                "undo": _listed(treated.undo),
            }
        )

    def end(self, totals: dict[str, Any]) -> None:
        """Write the last line, if there is any."""
        if self._stream is not None:
            self._put({"kind": "end", **totals})
            self._stream.close()

    def _put(self, entry: dict[str, Any]) -> None:
        if self._stream is None:
            self.file = PartFile(self._path)
            self._stream = compressed(self.file, COMPRESSION)  # type: ignore[arg-type]
            self._put(self._header)
        self._stream.write(dumps(entry, ensure_ascii=True).encode() + b"\n")


def told(field: FieldPath, result: Result) -> dict[str, Any]:
    """Return what was done to one text, as the ledger has it."""
    return {
        "field": written(field),
        "repairs": [
            {
                "rules": repair.rules,
                "certainty": repair.certainty,
                "source": list(repair.source),
                "result": list(repair.result),
                "before": repair.before,
                "after": repair.after,
                "note": repair.note,
            }
            for repair in result.repairs
        ],
        "findings": [
            {
                "rule": finding.rule,
                "source": list(finding.source),
                "text": finding.text,
                "note": finding.note,
                "candidates": finding.candidates,
            }
            for finding in result.findings
        ],
    }


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of a ledger, with the edits of `undo` as such; nothing where there is no file."""
    if not path.exists():
        return
    with path.open("rb") as file:
        reader, _ = decompressed(file, COMPRESSION)
        for line in reader:
            entry = loads(line)
            if entry["kind"] == "record":
                entry["undo"] = _edits(entry["undo"])
            yield entry


def as_recorded(undo: Iterable[ByteEdit]) -> list[ByteEdit]:
    r"""Return the edits that a reader of the ledger will find: it is these that have to lead back.

    >>> as_recorded([ByteEdit(0, 1, b"\xe9")])
    [ByteEdit(start=0, end=1, new=b'\xe9')]
    """
    return _edits(loads(dumps(_listed(undo), ensure_ascii=True)))


def _listed(undo: Iterable[ByteEdit]) -> list[list[Any]]:
    return [[edit.start, edit.end, _packed(edit.new)] for edit in undo]


def _edits(listed: Iterable[list[Any]]) -> list[ByteEdit]:
    return [ByteEdit(start, end, _unpacked(old)) for start, end, old in listed]


def _packed(data: bytes) -> str | dict[str, str]:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return {"base64": b64encode(data).decode("ascii")}


def _unpacked(packed: str | dict[str, str]) -> bytes:
    return packed.encode() if isinstance(packed, str) else b64decode(packed["base64"])
