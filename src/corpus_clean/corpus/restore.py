"""The way back: a shard as it was, from its result, its ledger and its quarantine."""

from __future__ import annotations

from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus_clean.corpus import quarantine, shard_ledger
from corpus_clean.corpus.compression import compression_of, decompressed
from corpus_clean.corpus.output import Mirror, kept_if_whole
from corpus_clean.corpus.spelling import edited
from corpus_clean.corpus.trouble import ShardError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from corpus_clean.corpus.layout import Layout

_CHUNK = 1 << 20


class _Step(NamedTuple):
    """At a place of the result: so many bytes of it become these ones."""

    at: int
    length: int
    entry: dict[str, Any]

    def source(self, data: bytes) -> bytes:
        if self.entry.get("kind") == "record":
            return edited(data, self.entry["undo"])
        raw: bytes = self.entry["raw"]
        return raw


def restore(entry: dict[str, Any], layout: Layout, target: Path) -> bool:
    """Write the source of a shard of a manifest to a path, and check that it is what it was, byte for byte.

    Return whether the file is the same too: what was compressed is compressed anew, and may only have the same content.
    Raises ShardError where the files of the run do not fit, and OSError.
    """
    name = entry["shard"]
    path = layout.shard(name)
    mirror = Mirror(target, compression_of(name), lambda: path.open("rb"))
    with kept_if_whole(mirror):
        try:
            require_result(entry, path)
            if entry["result"]["content"] != entry["source"]["content"]:
                _rewind(path, mirror, list(_steps(layout, name)))
                _check(mirror, entry["source"]["content"])
            file = mirror.seal()
            exact = bool(file.digest.hexdigest() == entry["source"]["sha256"])
            file.publish()
        except ShardError:
            raise
        except (ValueError, KeyError, TypeError) as error:
            raise ShardError("its ledger or its quarantine is damaged") from error
    return exact


def require_result(entry: dict[str, Any], path: Path) -> None:
    """Raise ShardError unless a file is the result of the line of a manifest."""
    if entry["status"] != "done":
        raise ShardError("was never done; there is nothing to put back")
    if entry["result"]["sha256"] != _digest(path):
        raise ShardError("was changed since; only the result of the run can be put back")


def _steps(layout: Layout, name: str) -> Iterator[_Step]:
    records = (line for line in shard_ledger.read(layout.ledger(name)) if line["kind"] == "record" and line["undo"])
    steps = [_Step(line["result"]["offset"], line["result"]["bytes"], line) for line in records]
    taken = (line for line in quarantine.entries(layout.quarantine(name)) if line["raw"] and not line["kept"])
    steps += [_Step(line["result_offset"], 0, line) for line in taken]
    return iter(sorted(steps, key=lambda step: (step.at, step.length)))


def _rewind(path: Path, mirror: Mirror, steps: list[_Step]) -> None:
    with path.open("rb") as file:
        reader, _ = decompressed(file, compression_of(path.name))
        at = 0
        for step in steps:
            _copy(reader, mirror, step.at - at)
            data = reader.read(step.length)
            mirror.put(step.source(data))
            at = step.at + step.length
        _copy(reader, mirror, None)


def _copy(reader: BinaryIO, mirror: Mirror, left: int | None) -> None:
    while left is None or left > 0:
        data = reader.read(_CHUNK if left is None else min(left, _CHUNK))
        if not data:
            return
        mirror.keep(data)
        left = None if left is None else left - len(data)


def _check(mirror: Mirror, content: dict[str, Any]) -> None:
    if {"bytes": mirror.content_size, "sha256": mirror.content_digest} != content:
        raise ShardError("the ledger and the quarantine do not lead back to the source")


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            digest = sha256()
            for data in chain(iter(lambda: file.read(_CHUNK), b"")):
                digest.update(data)
    except FileNotFoundError as error:
        raise ShardError("its result is not there any more") from error
    return digest.hexdigest()
