"""The peak memory of a run over one shard that is large or hostile, each in a process of its own, with -j 1 and -j 2.

    python -m tests.bench.corpus_memory FOLDER [--megabytes 1024]

FOLDER holds LANG.txt (see evaluation_text.py). A shard of 100 MB of ordinary documents, one long text, and one of a
sixteenth of `--megabytes` that is longer than the limit; then shards of `--megabytes`: lines of JSON one by one, one
line of text, one line of JSON, and a .zst that holds that many zeros.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import zstandard

from corpus_clean.corpus.settings import MAX_RECORD
from tests.bench.corpus_run import documents

if TYPE_CHECKING:
    from collections.abc import Iterator

_MEGABYTE = 1 << 20


def shards(folder: Path, root: Path, megabytes: int) -> Iterator[tuple[str, Path]]:
    """Lay out one shard after the other."""
    ordinary = root / "ordinary" / "a.jsonl"
    ordinary.parent.mkdir()
    with ordinary.open("wb") as file:
        source = documents(folder, 10**9, 0.01, clean=True)
        while file.tell() < 100 * _MEGABYTE:
            file.write(next(source))
    yield "100 MB of documents, 1 % damaged", ordinary.parent
    ordinary.unlink()
    text = root / "text" / "a.txt"
    text.parent.mkdir()
    data = b""
    for name in ("zh_CN", "ja"):
        data += (folder / f"{name}.txt").read_bytes()
    text.write_bytes(data[: data.rindex(b"\n", 0, MAX_RECORD) + 1])
    yield f"{MAX_RECORD // _MEGABYTE} MB of Chinese in one text, the longest that is cleaned", text.parent
    long = root / "long" / "a.txt"
    long.parent.mkdir()
    prose = b"".join(line for line in data.splitlines(keepends=True) if b"<" not in line and b"$" not in line)
    with long.open("wb") as file:
        while file.tell() < megabytes * _MEGABYTE // 16:
            file.write("La cigÃ¼eÃ±a vuelve.\n\n".encode() + prose[: prose.rindex(b"\n", 0, _MEGABYTE) + 1])
    yield f"{long.stat().st_size // _MEGABYTE} MB of Chinese in one text, which is cut", long.parent
    long.unlink()
    line = json.dumps({"text": "Alles gut, größtenteils. " * 40}, ensure_ascii=False).encode() + b"\n"
    many = root / "many" / "a.jsonl.zst"
    many.parent.mkdir()
    with many.open("wb") as file, zstandard.ZstdCompressor().stream_writer(file) as stream:
        for _ in range(megabytes):
            stream.write(line * (_MEGABYTE // len(line)))
    yield f"{megabytes} MB of short lines", many.parent
    many.unlink()
    for name, start, end in (("one.txt", b"", b"\n"), ("one.jsonl", b'{"text": "', b'"}\n')):
        one = root / name / f"a{Path(name).suffix}"
        one.parent.mkdir()
        with one.open("wb") as file:
            file.write(start)
            for _ in range(megabytes):
                file.write(b"All good. " * (_MEGABYTE // 10))
            file.write(end)
        yield f"{megabytes} MB in one line of {one.suffix}", one.parent
        one.unlink()
    bomb = root / "bomb" / "a.jsonl.zst"
    bomb.parent.mkdir()
    with bomb.open("wb") as file, zstandard.ZstdCompressor().stream_writer(file) as stream:
        for _ in range(megabytes):
            stream.write(bytes(_MEGABYTE))
    yield f"{megabytes} MB of zeros in a .zst of {bomb.stat().st_size // 1024} KB", bomb.parent


def peak(source: Path, out: Path, jobs: int) -> tuple[int, float, str]:
    """Return the peak of the largest process of a run in MB, its seconds, and what it said."""
    command = [sys.executable, "-m", "tests.bench.corpus_run", "--child", "run", "run", "--isolated"]
    command += ["-j", str(jobs), str(source), str(out)]
    start = time.perf_counter()
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    *said, kilobytes = ran.stdout.splitlines()
    return int(kilobytes) // 1024, time.perf_counter() - start, " ".join(said)[:90]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--megabytes", type=int, default=1024)
    given = parser.parse_args()
    print(f"{'MB -j1':>7}{'MB -j2':>8}{'s':>7}  shard")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for label, source in shards(given.folder, root, given.megabytes):
            one, seconds, said = peak(source, root / "out1", 1)
            two, _, _ = peak(source, root / "out2", 2)
            print(f"{one:7}{two:8}{seconds:7.1f}  {label}: {said}", flush=True)
            for out in ("out1", "out2"):
                subprocess.run(["rm", "-r", str(root / out)], check=True)
    print(f"this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
