"""What is no record of a shard: a JSON object for each, with its bytes, its place and the reason.

    {"shard", "record", "line", "offset", "bytes", "result_offset", "reason", "kept", "text", "raw"}

Offsets are in the decompressed shard, in bytes; `record` and `line` count from 1. `raw` is the bytes in base64, `text`
the start of them for the eye. `kept` says that they are in the result too, as they were asked to be. A record that is
too long to be held is in the result, and here without its bytes.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from json import dumps, loads
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus_clean.corpus.output import PartFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SHOWN = 200


class Place(NamedTuple):
    """Where in a shard something is: the number of its record and line, its bytes in the source and in the result."""

    record: int
    line: int
    offset: int
    result_offset: int


class Quarantine:
    """Takes what is no record; there is no file as long as there is nothing to take."""

    def __init__(self, path: Path, shard: str) -> None:
        self._path = path
        self._shard = shard
        self.file: PartFile | None = None

    def take(self, raw: bytes, place: Place, reason: str, *, kept: bool) -> None:
        """Take bytes."""
        self.file = self.file or PartFile(self._path)
        entry = {
            "shard": self._shard,
            "record": place.record,
            "line": place.line,
            "offset": place.offset,
            "bytes": len(raw),
            "result_offset": place.result_offset,
            "reason": reason,
            "kept": kept,
            "text": raw[:_SHOWN].decode(errors="backslashreplace"),
            "raw": b64encode(raw).decode("ascii"),
        }
        self.file.write(dumps(entry, ensure_ascii=True).encode() + b"\n")


def entries(path: Path) -> Iterator[dict[str, Any]]:
    """Yield what is in a file of a quarantine, with `raw` as bytes; nothing where there is no file."""
    if not path.exists():
        return
    with path.open("rb") as file:
        for line in file:
            entry = loads(line)
            entry["raw"] = b64decode(entry["raw"])
            yield entry
