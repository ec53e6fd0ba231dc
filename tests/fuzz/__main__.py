"""Fuzz for a given time, led by coverage: `python -m tests.fuzz [--seconds N] [TARGET]...`.

Each target runs in a process of its own, from its seeds. A fault does not end it: each is told once, with its bytes as
a line for `seeds/`, and the code at the end is 1 if there was any.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.fuzz.targets import TARGETS, seeds, written

ROOT = Path(__file__).parents[2]


@click.command()
@click.argument("names", nargs=-1, metavar="[TARGET]...", type=click.Choice(sorted(TARGETS)))
@click.option("--seconds", default=60, show_default=True, help="How long each target runs.")
def main(names: tuple[str, ...], seconds: int) -> None:
    """Fuzz the targets, all of them if none is named."""
    failed = 0
    for name in names or TARGETS:
        with TemporaryDirectory() as folder:
            failed += _run(name, seconds, Path(folder))
    sys.exit(failed > 0)


def _run(name: str, seconds: int, folder: Path) -> bool:
    """Run a target in a process of its own, and tell what it came to."""
    (folder / "corpus").mkdir()
    for number, seed in enumerate(seeds(name)):
        (folder / "corpus" / f"{number:04}").write_bytes(seed)
    command = [sys.executable, "-m", "tests.fuzz.instrumented", name, str(seconds), str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    told = done.stderr.decode(errors="replace")
    tried = [line.split()[-1] for line in told.splitlines() if line.startswith("stat::number_of_executed_units")]
    click.echo(f"{name}: {tried[0] if tried else '?'} inputs in {seconds} s, {_covered(told)}")
    faults = [json.loads(one.read_text("ascii")) for one in sorted(folder.glob("fault-*.json"))]
    for fault in faults:
        click.echo(f"  {fault['what']}\n    {fault['input']}\n{fault['traceback']}")
    for one in sorted(path for kind in ("crash", "timeout", "oom") for path in folder.glob(f"{kind}-*")):
        click.echo(f"  {one.name}\n    {written(one.read_bytes())}")
    if done.returncode:
        click.echo(told[-3000:])
    return bool(faults or done.returncode)


def _covered(told: str) -> str:
    """Return how much of the code was reached, as the fuzzer counts it."""
    lines = [line for line in told.splitlines() if " cov: " in line]
    return f"{lines[-1].split(' cov: ')[1].split()[0]} places of the code reached" if lines else "no coverage"


if __name__ == "__main__":
    main()
