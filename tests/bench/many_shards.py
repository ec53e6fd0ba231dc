"""A corpus of many small shards in four shares: `python -m tests.bench.many_shards FOLDER [--shards 10000]`.

FOLDER holds whole pages of each language (`tests.bench.pages` writes them). So many shards are made of a page or two
each, one page in a hundred with a line that was misread. They are run as a scheduler would, `--shard 1/4` to `4/4`,
each by a process of its own into the same folder, and in one run without shares; `stats` adds up the shares, and the
results must be the same bytes. What a shard costs beside its text is the difference to one shard of all the records.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

import click

from tests.bench.corpus_run import Cost, measured
from tests.bench.pages import LANGUAGES
from tests.bench.scale import texts
from tests.bench.throughput import machine

SHARES = 4
COMMAND = (sys.executable, "-m", "corpus_clean")


def lay_out(folder: Path, work: Path, shards: int) -> tuple[int, int]:
    """Write the shards, and one that holds all; return how many records and bytes of text they have."""
    (work / "many").mkdir()
    (work / "one").mkdir()
    source = texts(folder, LANGUAGES, 1 << 40)
    records = size = 0
    with (work / "one" / "all.jsonl").open("wb") as whole:
        for number in range(shards):
            held = [next(source)[:3000] for _ in range(1 + number % 2)]
            data = b"".join(
                json.dumps({"id": f"{number}-{at}", "text": text}, ensure_ascii=False).encode() + b"\n"
                for at, text in enumerate(held)
            )
            (work / "many" / f"{number:06}.jsonl").write_bytes(data)
            whole.write(data)
            records += len(held)
            size += sum(len(text.encode()) for text in held)
    return records, size


def ran(source: Path, out: Path, *options: str) -> Cost:
    """Run the command over a folder."""
    return measured([*COMMAND, "run", "--isolated", "-q", *options, str(source), str(out)])


def counts(out: Path) -> dict[str, object]:
    """Return what `stats` adds up."""
    command = [*COMMAND, "stats", "--json", str(out)]
    found: dict[str, object] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


def digest(out: Path) -> str:
    """Return what stands for the names and the bytes of all results."""
    found = sha256()
    for path in sorted(out.glob("*.jsonl")):
        found.update(path.name.encode() + sha256(path.read_bytes()).digest())
    return found.hexdigest()


@click.command()
@click.option("--shards", default=10_000, show_default=True)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(shards: int, folder: Path) -> None:
    """Run and print."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        records, size = lay_out(folder, work, shards)
        click.echo(f"{machine()}\n\n{shards} shards, {records} records, {size / 1e6:.1f} MB of text\n")
        costs = {
            f"`--shard {share}/{SHARES}`": ran(work / "many", work / "shared", "--shard", f"{share}/{SHARES}")
            for share in range(1, SHARES + 1)
        }
        again = ran(work / "many", work / "shared")
        costs["again, all done"] = again
        costs["in one run, `-j2`"] = ran(work / "many", work / "whole", "-j", "2")
        costs["one shard of all records"] = ran(work / "one", work / "single")
        click.echo("| | CPU s | wall s | ms CPU a shard |\n|---|--:|--:|--:|")
        for what, cost in costs.items():
            each = cost.cpu / (shards / SHARES if "--shard" in what else shards) * 1000
            click.echo(f"| {what} | {cost.cpu:.1f} | {cost.wall:.1f} | {each:.2f} |")
        shared, whole = counts(work / "shared"), counts(work / "whole")
        numbers = {key: value for key, value in shared.items() if isinstance(value, int)}
        click.echo(f"\n`stats` of the four shares: {json.dumps(numbers)}")
        same = digest(work / "shared") == digest(work / "whole")
        click.echo(f"the shares and the one run: {'the same bytes' if same else 'DIFFERENT BYTES'}", nl=False)
        click.echo(f", {'the same counts' if shared == whole else f'OTHER COUNTS: {whole}'}")
        if not same:
            raise SystemExit(1)


if __name__ == "__main__":
    main()
