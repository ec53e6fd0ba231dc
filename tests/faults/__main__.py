"""Let every call of the system fail, one at a time: `python -m tests.faults [--most N] [--case NAME] [--kind NAME]`.

A small library is preloaded, which lets the Nth call about a file below the folder fail, or sends a signal at it; N
goes from the first call to the last. It needs a C compiler and Linux. Whatever fails, each file is the one of before or
the one that it was to become; and the next run ends as if nothing had happened, and leaves nothing behind.
"""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

import corpus_clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.cases import Case
    from tests.faults.trials import Shim

HERE = Path(__file__).parent


@click.command()
@click.option("--most", default=10_000, show_default=True, help="How many trials of a case and a kind at most.")
@click.option("--case", "cases", multiple=True, help="Of these cases alone.")
@click.option("--kind", "kinds", multiple=True, help="Of these kinds of faults alone.")
def main(most: int, cases: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    """Do the trials, and print how many there were and what was wrong."""
    shim = os.environ.get("LD_PRELOAD", "")
    if not shim.endswith("corpus-clean-shim.so"):
        with TemporaryDirectory() as folder:
            built = str(Path(folder, "corpus-clean-shim.so"))
            subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", built, str(HERE / "shim.c"), "-ldl"], check=True)
            command = [sys.executable, "-m", "tests.faults", *sys.argv[1:]]
            sys.exit(subprocess.run(command, env={**os.environ, "LD_PRELOAD": built}, check=False).returncode)
    _trials(shim, most, cases, kinds)


def _trials(library: str, most: int, names: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    from tests.faults.cases import CASES
    from tests.faults.trials import KINDS, Shim

    for module in pkgutil.walk_packages(corpus_clean.__path__, "corpus_clean."):
        if not module.name.startswith(
            ("corpus_clean.integrations", "corpus_clean.tables.build", "corpus_clean.__main")
        ):
            import_module(module.name)  # here, once, and in no child
    shim, counts, wrong = Shim(library), Counter[str](), 0
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder of its own in it
    with TemporaryDirectory(dir=memory) as top:
        chosen = [case for case in CASES if not names or case.name in names]
        kinds = [kind for kind in KINDS if not wanted or kind in wanted]
        for kind, faults in (
            *_calls(chosen, kinds, most, shim, Path(top)),
            *_situations(names, wanted, shim, Path(top)),
        ):
            counts[kind] += 1
            wrong += bool(faults)
            for fault in faults:
                click.echo(fault)
    for name, count in counts.items():
        click.echo(f"{name:<30}{count:>6}")
    click.echo(f"{counts.total()} trials, {wrong} with something wrong")
    sys.exit(wrong > 0)


def _calls(cases: list[Case], kinds: list[str], most: int, shim: Shim, top: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the kind of each trial in which a call fails, and what was wrong."""
    from tests.faults.trials import trial

    for case in cases:
        for kind in kinds:
            for at in range(1, most + 1):
                faults, hit = trial(case, kind, at, shim, top / "work")
                if not hit:
                    break
                yield kind, [f"{case.name}, {kind} at {at}: {fault}" for fault in faults]


def _situations(
    names: tuple[str, ...], wanted: tuple[str, ...], shim: Shim, top: Path
) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of each trial of a situation, and what was wrong."""
    from tests.faults.situations import SITUATIONS

    for name, situation in SITUATIONS.items():
        if not names and (not wanted or name in wanted):
            for number, faults in enumerate(situation(shim, top / "situation")):
                yield name, [f"{name} {number}: {fault}" for fault in faults]


if __name__ == "__main__":
    main()
