"""The manifest: a JSON object a line for each run, and for each shard that it did.

    {"kind": "run", "tool", "format", "version", "config", "settings", "source"}
    {"kind": "shard", "shard", "status": "done", "source": {...}, "result": {...}, "records", "out", "changed", ...}
    {"kind": "shard", "shard", "status": "failed", "reason"}

Of several lines about one shard the latest one counts (`at`, in seconds since the epoch), whichever manifest it is in.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from json import dumps, loads
from pathlib import PurePosixPath
from time import sleep, time
from typing import TYPE_CHECKING, Any

from corpus_clean import __version__
from corpus_clean.corpus.trouble import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from corpus_clean.corpus.layout import Layout
    from corpus_clean.corpus.settings import Settings
    from corpus_clean.corpus.storage import Found

FORMAT = 1
"""Raised when a reader of the lines could misunderstand them."""


class Manifest:
    """A manifest that lines are added to; no one else may while it is open."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("ab+")
        with ExitStack() as unless_ours:
            unless_ours.callback(self._file.close)
            _lock(self._file.fileno(), path)
            self._drop_torn_line()
            unless_ours.pop_all()

    def begin(self, settings: Settings, source: str) -> None:
        """Note the start of a run."""
        known = {
            "text_fields": settings.text_fields,
            "id_field": settings.id_field,
            "document": settings.document,
            "max_record": settings.max_record,
            "on_error": settings.on_error,
            "rules": settings.config.settings(),
        }
        self._add(
            kind="run",
            tool="corpus-clean",
            format=FORMAT,
            version=__version__,
            config=settings.digest(),
            settings=known,
            source=source,
        )

    def add(self, entry: dict[str, Any]) -> None:
        """Note what became of a shard, and when; it is on the disk when this returns."""
        self._add(**entry, at=round(time(), 3))

    def close(self) -> None:
        """Let it go."""
        self._file.close()

    def _add(self, **entry: object) -> None:
        self._file.write(dumps(entry, ensure_ascii=True).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def _drop_torn_line(self) -> None:
        """Remove what a crash left of a line."""
        end = self._file.seek(0, os.SEEK_END)
        self._file.seek(max(0, end - (1 << 20)))
        tail = self._file.read()
        self._file.truncate(end - len(tail) + tail.rfind(b"\n") + 1)


def shards(paths: Iterable[Path]) -> dict[str, dict[str, Any]]:
    """Return the latest word of manifests on each shard; raises CorpusError for a file that is none."""
    known: dict[str, dict[str, Any]] = {}
    for path in paths:
        for number, entry in enumerate(lines(path), 1):
            if entry.get("kind") == "shard":
                _require_shape(entry, f"{path}:{number}")
                before = known.get(entry["shard"])
                if before is None or before["at"] <= entry["at"]:
                    known[entry["shard"]] = entry
            elif entry.get("kind") != "run" or entry.get("tool") != "corpus-clean":
                raise CorpusError(f"{path}:{number}: not a manifest of corpus-clean")
            elif entry["format"] > FORMAT:
                raise CorpusError(f"{path}:{number}: is of a newer corpus-clean; update it")
    return known


_NEEDED: dict[str, dict[str, type | tuple[type, ...]]] = {
    "done": {
        **dict.fromkeys(("records", "out", "changed", "quarantined", "kept", "long", "without_text", "faults"), int),
        **dict.fromkeys(("source", "result", "repairs", "findings", "languages"), dict),
        **dict.fromkeys(("damage", "config"), str),
    },
    "failed": {"reason": str},
}


def _require_shape(entry: dict[str, Any], where: str) -> None:
    """Raise CorpusError unless the line of a shard has what it needs."""
    needed = _NEEDED.get(str(entry.get("status")))
    wanted = {"shard": str, "status": str, "at": (int, float), **(needed or {})}
    if needed is None or not all(isinstance(entry.get(key), kind) for key, kind in wanted.items()):
        raise CorpusError(f"{where}: not a line of a manifest of corpus-clean")
    name = PurePosixPath(entry["shard"])
    if name.is_absolute() or ".." in name.parts or "\0" in entry["shard"] or not name.parts:
        raise CorpusError(f"{where}: names a file outside of the corpus: {entry['shard']!r}")
    for side in ("source", "result") if entry["status"] == "done" else ():
        known = entry[side]
        if (
            not isinstance(known.get("bytes"), int)
            or not isinstance(known.get("sha256"), str)
            or "content" not in known
        ):
            raise CorpusError(f"{where}: not a line of a manifest of corpus-clean")


def lines(path: Path) -> Iterable[dict[str, Any]]:
    """Yield the lines of a manifest, but for one that a crash cut off; raises CorpusError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    for number, line in enumerate(data.split(b"\n")[:-1], 1):
        try:
            entry = loads(line)
        except ValueError as error:
            raise CorpusError(f"{path}:{number}: not a manifest of corpus-clean") from error
        if not isinstance(entry, dict):
            raise CorpusError(f"{path}:{number}: not a manifest of corpus-clean")
        yield entry


def is_done(entry: dict[str, Any], found: Found, settings: Settings, layout: Layout) -> bool:
    """Say whether a shard has its result: of this very source, with these very settings, and still there."""
    if entry["status"] != "done" or entry["config"] != settings.digest():
        return False
    if (entry["source"]["bytes"], entry["source"]["mtime_ns"]) != (found.size, found.mtime_ns):
        return False
    try:
        return bool(layout.shard(found.name).stat().st_size == entry["result"]["bytes"])
    except OSError:
        return False


def _lock(descriptor: int, path: Path) -> None:
    """Hold the file against other runs; what a killed run left behind holds it a moment longer."""
    import fcntl

    for attempt in range(50):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if attempt == 49:
                raise CorpusError(f"{path}: another run is writing there; wait for it, or use --shard") from None
            sleep(0.2)
        else:
            return
