"""One target under coverage, as `python -m tests.fuzz` runs it: `... tests.fuzz.instrumented TARGET SECONDS FOLDER`.

The folder has the corpus, and gets a file for each fault.
"""

from __future__ import annotations

import json
import pkgutil
import sys
import traceback
from importlib import import_module
from pathlib import Path

import atheris

MOST_BYTES = 4096
LONGEST = 20
"""Seconds that one input may take."""
MOST_MEMORY = 2048
"""MiB."""

with atheris.instrument_imports(include=["corpus_clean"]):
    import corpus_clean

    for module in pkgutil.walk_packages(corpus_clean.__path__, "corpus_clean."):
        if not module.name.startswith(
            ("corpus_clean.integrations", "corpus_clean.tables.build", "corpus_clean.__main")
        ):
            import_module(module.name)
    from tests.fuzz.targets import TARGETS, written


def fuzz(name: str, seconds: int, folder: Path) -> None:
    """Fuzz a target; a fault is noted once, by its kind and its place, and does not end it."""
    target, known = TARGETS[name], set[str]()

    def look(data: bytes) -> None:
        try:
            target(data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
            frames = traceback.extract_tb(error.__traceback__)
            ours = [frame for frame in frames if "corpus_clean" in frame.filename] or frames
            what = f"{type(error).__name__} at {ours[-1].filename}:{ours[-1].lineno} and line {frames[-1].lineno}"
            if what not in known:
                known.add(what)
                told = {"what": f"{what}: {error}", "input": written(data), "traceback": traceback.format_exc()}
                (folder / f"fault-{len(known):03}.json").write_text(json.dumps(told), "ascii")

    bounds = [f"-max_total_time={seconds}", f"-max_len={MOST_BYTES}", f"-timeout={LONGEST}"]
    bounds += [f"-rss_limit_mb={MOST_MEMORY}", "-print_final_stats=1", f"-artifact_prefix={folder}/"]
    atheris.Setup([sys.argv[0], *bounds, str(folder / "corpus")], look)
    atheris.Fuzz()


if __name__ == "__main__":
    fuzz(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
