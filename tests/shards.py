"""Shards for tests: made of the pieces that fixtures/shards describes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from corpus_clean.corpus.compression import compressed, compression_of, decompressed

FIXTURES = Path(__file__).parents[1] / "fixtures" / "shards"


def cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of a file of fixtures."""
    found: list[dict[str, Any]] = tomllib.loads((FIXTURES / f"{name}.toml").read_text("utf-8"))["case"]
    return found


def content(pieces: list[Any]) -> bytes:
    """Return the bytes that pieces describe."""
    return b"".join(_piece(piece) for piece in pieces)


def _piece(piece: Any) -> bytes:  # noqa: ANN401 - TOML
    if isinstance(piece, str):
        return piece.encode()
    if "hex" in piece:
        return bytes.fromhex(piece["hex"])
    ((encoding, (text, times)),) = piece.items()
    data = (str(text) * times).encode("utf-8" if encoding == "repeat" else str(encoding))
    return bytes(data)


def write(path: Path, *frames: bytes) -> None:
    """Write a shard, each part compressed by itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for frame in frames:
            with compressed(file, compression_of(path.name)) as stream:
                stream.write(frame)


def read(path: Path) -> bytes:
    """Return the content of a shard."""
    with path.open("rb") as file:
        return decompressed(file, compression_of(path.name))[0].read()


def lay_out(case: dict[str, Any], folder: Path) -> bytes:
    """Write the shard of a case, and return its content."""
    path = folder / case["file"]
    frames = [content(pieces) for pieces in case.get("frames", [case.get("content", [])])]
    write(path, *frames)
    if cut := case.get("cut"):
        path.write_bytes(path.read_bytes()[:-cut])
    return b"".join(frames)
