"""What a run over a corpus costs, side by side: CPU and wall seconds and peak memory, each in a process of its own.

    python -m tests.bench.corpus_run FOLDER [--docs 40000] [--languages en,de] [--rounds 3] [--datatrove PYTHON]

FOLDER holds LANG.txt, one passage a line (see evaluation_text.py). Its lines become documents of about 2 KB in
.jsonl.zst shards: `clean` is made of the lines in which profile `corpus` finds nothing to do, in `damaged` a share of
the documents has a line that was misread. `pass` decompresses, parses, serialises and compresses with orjson and
zstandard, in one process. `no rules` is a run without rules: what all but the cleaning costs. `--datatrove` names a
Python that has datatrove, whose FTFYFormatter runs over the same shards.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LANGUAGES = ("en", "de", "fr", "ru", "zh_CN", "ja", "es", "pl")
SIZE = 2000
_RUNS = {"run": (), "run -j2": ("-j", "2"), "minimal": ("--profile", "minimal"), "no rules": ("--select", ",")}
_DATATROVE = """
import sys
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.formatters import FTFYFormatter
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
source, out, tasks = sys.argv[1:]
LocalPipelineExecutor([
    JsonlReader(source, glob_pattern="*.jsonl.zst"), FTFYFormatter(),
    JsonlWriter(out, output_filename="${rank}.jsonl.zst", compression="zstd"),
], tasks=int(tasks), workers=1, logging_dir=out + "/log").run()
"""


class Cost(NamedTuple):
    """What one run took, and the peak of its largest process in MB."""

    cpu: float
    wall: float
    memory: float


def passages(folder: Path, languages: Sequence[str], *, clean: bool) -> dict[str, list[str]]:
    """Return the lines of each language, those alone in which nothing is found if `clean`."""
    from corpus_clean.cleaner import Cleaner

    cleaner = Cleaner()
    found = {}
    for name in languages:
        lines = (line for line in (folder / f"{name}.txt").read_text("utf-8").splitlines() if len(line) > 20)
        kept: list[str] = []
        for line in lines:
            if len(kept) == 3000:
                break
            result = cleaner.clean(line) if clean else None
            if result is None or not (result.repairs or result.findings):
                kept.append(line)
        found[name] = kept
    return found


def documents(
    folder: Path, count: int, damaged: float, *, languages: Sequence[str] = LANGUAGES, clean: bool = False
) -> Iterator[bytes]:
    """Yield documents of several languages in turn, and of these so many with a line that was misread."""
    known = passages(folder, languages, clean=clean)
    at = dict.fromkeys(known, 0)
    every = round(1 / damaged) if damaged else 0
    for number in range(count):
        name = languages[number % len(languages)]
        parts: list[str] = []
        while sum(len(part.encode()) for part in parts) < SIZE:
            parts.append(known[name][at[name] % len(known[name])])
            at[name] += 1
        if every and number % every == 0:
            parts[0] = parts[0].encode().decode("cp1252", "replace").replace("\ufffd", "")
        text = "\n".join(parts)
        record = {"id": f"{name}-{number}", "text": text, "url": f"https://example.org/{number}", "n": number}
        yield json.dumps(record, ensure_ascii=False).encode() + b"\n"


def lay_out(folder: Path, out: Path, given: argparse.Namespace, damaged: float) -> int:
    """Write the shards, and return how many bytes their content has."""
    import zstandard

    out.mkdir(parents=True)
    total = 0
    source = documents(folder, given.docs, damaged, languages=given.languages.split(","), clean=True)
    for at in range(given.shards):
        data = b"".join(next(source) for _ in range(given.docs // given.shards))
        total += len(data)
        (out / f"{at:03}.jsonl.zst").write_bytes(zstandard.ZstdCompressor(level=3).compress(data))
    return total


def pass_through(source: Path, out: Path) -> None:
    """Read each record and write it again."""
    import orjson
    import zstandard

    out.mkdir(parents=True)
    for path in sorted(source.iterdir()):
        with path.open("rb") as read, (out / path.name).open("wb") as written:
            reader = zstandard.ZstdDecompressor().stream_reader(read)
            with zstandard.ZstdCompressor(level=3).stream_writer(written) as writer:
                for line in io.BufferedReader(reader, 1 << 20):
                    writer.write(orjson.dumps(orjson.loads(line), option=orjson.OPT_APPEND_NEWLINE))


def measured(command: list[str]) -> Cost:
    """Return what a command costs, with all the processes it starts; its last line is its peak in KB."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(ran.stderr[-2000:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    last = ran.stdout.strip().rpartition("\n")[2]
    return Cost(cpu, time.perf_counter() - start, int(last) / 1024 if last.isdecimal() else 0)


def child(arguments: list[str]) -> None:
    """Do what one process of the comparison does, and print its peak."""
    what, *rest = arguments
    try:
        if what == "pass":
            pass_through(Path(rest[0]), Path(rest[1]))
        else:
            from corpus_clean.cli import main as command

            command(rest, standalone_mode=False)
    finally:
        print(peak())


def peak() -> int:
    """Return the peak of this process or of the largest of its children, in KB."""
    own = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return max(int(own.split()[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


def main() -> None:
    """Measure and print."""
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--docs", type=int, default=40000)
    parser.add_argument("--shards", type=int, default=4)
    parser.add_argument("--damaged", type=float, default=0.01)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    parser.add_argument("--datatrove", metavar="PYTHON")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        sizes = {kind: lay_out(given.folder, work / kind, given, share) for kind, share in _kinds(given)}
        ours = [sys.executable, "-m", "tests.bench.corpus_run", "--child"]
        commands = {}
        for kind in sizes:
            source, out = str(work / kind), str(work / "out")
            commands[f"{kind}: pass"] = [*ours, "pass", source, out]
            for label, options in _RUNS.items():
                commands[f"{kind}: {label}"] = [*ours, "run", "run", "--isolated", *options, source, out]
        if given.datatrove:
            program = [given.datatrove, "-c", _DATATROVE]
            commands["clean: datatrove"] = [*program, str(work / "clean"), str(work / "out"), str(given.shards)]
        costs: dict[str, list[Cost]] = {label: [] for label in commands}
        for _ in range(given.rounds):  # in turn, so that what else the machine does falls on all
            for label, command in commands.items():
                costs[label].append(measured(command))
                shutil.rmtree(work / "out", ignore_errors=True)
        size, load = sizes["clean"] / 1e6, os.getloadavg()[0]
        print(f"{given.docs} documents, {size:.0f} MB, {given.shards} shards, load {load:.1f}")
        _show(costs, given.docs)


def _kinds(given: argparse.Namespace) -> list[tuple[str, float]]:
    return [("clean", 0.0), ("damaged", given.damaged)]


def _show(costs: dict[str, list[Cost]], docs: int) -> None:
    print(f"{'':20}{'CPU s':>8}{'wall s':>8}{'CPU/wall':>9}{'MB':>6}{'us/doc':>8}{'x pass':>8}")
    for label, taken in costs.items():
        cpu, wall = (statistics.median(one[at] for one in taken) for at in (0, 1))
        base = statistics.median(one.cpu for one in costs[f"{label.partition(':')[0]}: pass"])
        memory = max(one.memory for one in taken)
        print(f"{label:20}{cpu:8.2f}{wall:8.2f}{cpu / wall:9.2f}{memory:6.0f}{cpu / docs * 1e6:8.1f}{cpu / base:8.2f}")


if __name__ == "__main__":
    main()
