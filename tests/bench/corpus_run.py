"""What a run over a corpus costs, side by side: CPU and wall seconds and peak memory, each in a process of its own.

    python -m tests.bench.corpus_run FOLDER [--docs 40000] [--shards 4] [--damaged 0.01] [--rounds 3] [--datatrove]

FOLDER holds LANG.txt, one passage a line (see evaluation_text.py). Its lines become documents of about 2 KB in
.jsonl.zst shards, once as they are and once with a share of them damaged. `pass` decompresses, parses, serialises and
compresses with orjson and zstandard, in one process. `--datatrove` also runs its FTFYFormatter over the same shards.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import orjson
import zstandard

from corpus_clean.config import Config
from corpus_clean.corpus import Settings, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LANGUAGES = ("en", "de", "fr", "ru", "zh_CN", "ja", "es", "pl")
SIZE = 2000


class Cost(NamedTuple):
    """What one run took."""

    cpu: float
    wall: float
    memory: float
    """In MB, of the largest process of the run."""


def documents(folder: Path, count: int, damaged: float) -> Iterator[bytes]:
    """Yield documents of several languages in turn, and of these so many whose text was misread."""
    lines = {}
    for name in LANGUAGES:
        known = [line for line in (folder / f"{name}.txt").read_text("utf-8").splitlines() if len(line) > 20]
        lines[name] = (known, [0])
    every = round(1 / damaged) if damaged else 0
    for number in range(count):
        name = LANGUAGES[number % len(LANGUAGES)]
        known, at = lines[name]
        parts: list[str] = []
        while sum(len(part.encode()) for part in parts) < SIZE:
            parts.append(known[at[0] % len(known)])
            at[0] += 1
        if every and number % every == 0:
            parts[0] = parts[0].encode().decode("cp1252", "replace").replace("\ufffd", "")
        record = {
            "id": f"{name}-{number}",
            "text": "\n".join(parts),
            "url": f"https://example.org/{number}",
            "n": number,
        }
        yield json.dumps(record, ensure_ascii=False).encode() + b"\n"


def lay_out(folder: Path, out: Path, docs: int, shards: int, damaged: float) -> int:
    """Write the shards, and return how many bytes their content has."""
    out.mkdir(parents=True)
    total = 0
    source = documents(folder, docs, damaged)
    for at in range(shards):
        data = b"".join(next(source) for _ in range(docs // shards))
        total += len(data)
        (out / f"{at:03}.jsonl.zst").write_bytes(zstandard.ZstdCompressor(level=3).compress(data))
    return total


def pass_through(source: Path, out: Path) -> None:
    """Read each record and write it again."""
    out.mkdir(parents=True)
    for path in sorted(source.iterdir()):
        with path.open("rb") as read, (out / path.name).open("wb") as written:
            reader = zstandard.ZstdDecompressor().stream_reader(read)
            with zstandard.ZstdCompressor(level=3).stream_writer(written) as writer:
                import io

                for line in io.BufferedReader(reader, 1 << 20):
                    writer.write(orjson.dumps(orjson.loads(line), option=orjson.OPT_APPEND_NEWLINE))


def cleaned(source: Path, out: Path, jobs: int) -> None:
    """Run over the corpus."""
    summary = run(source, out, Settings(config=Config(), id_field="id"), jobs=jobs)
    print(f"  {summary.words()}", file=sys.stderr)


def datatrove(source: Path, out: Path) -> None:
    """Run datatrove's FTFYFormatter."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.formatters import FTFYFormatter
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    LocalPipelineExecutor(
        [
            JsonlReader(str(source), glob_pattern="*.jsonl.zst"),
            FTFYFormatter(),
            JsonlWriter(str(out), output_filename="${rank}.jsonl.zst", compression="zstd"),
        ],
        tasks=len(list(source.iterdir())),
        workers=1,
        logging_dir=str(out) + "-log",
    ).run()


def measured(action: Callable[[], None]) -> Cost:
    """Return what an action costs in a process of its own, with all the processes it starts."""
    start = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    receiving, sending = multiprocessing.Pipe(duplex=False)

    def work() -> None:
        action()
        peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        sending.send(peak / 1024)

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, time.perf_counter() - start, receiving.recv() if receiving.poll() else 0)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--docs", type=int, default=40000)
    parser.add_argument("--shards", type=int, default=4)
    parser.add_argument("--damaged", type=float, default=0.01)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--datatrove", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        sizes = {
            kind: lay_out(given.folder, work / kind, given.docs, given.shards, share)
            for kind, share in (("clean", 0.0), ("damaged", given.damaged))
        }
        actions: dict[str, Callable[[Path], None]] = {}
        for kind in sizes:
            actions[f"{kind}: pass"] = lambda out, kind=kind: pass_through(work / kind, out)  # type: ignore[misc]
            actions[f"{kind}: run -j1"] = lambda out, kind=kind: cleaned(work / kind, out, 1)  # type: ignore[misc]
            actions[f"{kind}: run -j2"] = lambda out, kind=kind: cleaned(work / kind, out, 2)  # type: ignore[misc]
        if given.datatrove:
            actions["clean: datatrove"] = lambda out: datatrove(work / "clean", out)
        costs: dict[str, list[Cost]] = {label: [] for label in actions}
        for _ in range(given.rounds):  # in turn, so that what else the machine does falls on all
            for label, action in actions.items():
                out = work / "out"
                costs[label].append(measured(lambda action=action, out=out: action(out)))  # type: ignore[misc]
                shutil.rmtree(out, ignore_errors=True)
                shutil.rmtree(str(out) + "-log", ignore_errors=True)
        size, load = sizes["clean"] / 1e6, os.getloadavg()[0]
        print(f"{given.docs} documents, {size:.0f} MB, {given.shards} shards, load {load:.1f}")
        print(f"{'':18}{'CPU s':>8}{'wall s':>8}{'MB':>6}{'us/doc':>8}{'x pass':>8}")
        for label, taken in costs.items():
            cpu, wall = (statistics.median(one[at] for one in taken) for at in (0, 1))
            base = statistics.median(one.cpu for one in costs[f"{label.partition(':')[0]}: pass"])
            memory = max(one.memory for one in taken)
            print(f"{label:18}{cpu:8.2f}{wall:8.2f}{memory:6.0f}{cpu / given.docs * 1e6:8.1f}{cpu / base:8.2f}")


if __name__ == "__main__":
    main()
