"""A run over a corpus is killed at any moment, and run again: the same bytes, and nothing left over.

KILLS says how often it is killed in all; the session e2e-slow says 100.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from corpus_clean.corpus.compression import compressed, compression_of

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

KILLS = int(os.environ.get("KILLS", "8"))
DAMAGED = "全縣(xiàn)開(kāi)展了學(xué)習(xí)"


def make(root: Path) -> None:
    """Write shards that take a few seconds to clean."""
    for at in range(12):
        path = root / f"{at % 3}" / f"{at}.jsonl{('.zst', '.gz', '')[at % 3]}"
        path.parent.mkdir(parents=True, exist_ok=True)
        texts = (DAMAGED * 3 + f" {at}-{number}" for number in range(60))
        lines = [json.dumps({"id": number, "text": text}, ensure_ascii=False) for number, text in enumerate(texts)]
        lines += [json.dumps({"id": number, "text": f"Alles gut, {number}. " * 20}) for number in range(3000)]
        lines += ["broken"]
        with path.open("wb") as file, compressed(file, compression_of(path.name)) as stream:
            stream.write("\n".join(lines).encode())


def command(root: Path, out: Path, jobs: int) -> list[str]:
    return [sys.executable, "-m", "corpus_clean", "run", "--isolated", "-q", "-j", str(jobs), str(root), str(out)]


def digests(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not path.name.startswith("manifest")
    }


def finish(root: Path, out: Path, jobs: int) -> dict[str, str]:
    done = subprocess.run(command(root, out, jobs), capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr
    return digests(out)


def test_killed_at_any_moment_and_run_again(tmp_path: Path) -> None:
    root = tmp_path / "in"
    make(root)
    start = time.monotonic()
    wanted = finish(root, tmp_path / "whole", 1)
    seconds = time.monotonic() - start
    assert len(wanted) == 37  # result, ledger and quarantine of each shard, and the page
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    killed = rounds = 0
    while killed < KILLS:
        rounds += 1
        out, jobs = tmp_path / f"out{rounds}", 1 + rounds % 2
        for _ in range(chance.randint(1, 4)):
            process = subprocess.Popen(command(root, out, jobs), stderr=subprocess.DEVNULL, start_new_session=True)
            time.sleep(chance.uniform(0, seconds))
            if process.poll() is None:
                whole_group = chance.random() < 0.5
                (os.killpg if whole_group else os.kill)(process.pid, signal.SIGKILL)
                killed += 1
            process.wait()
        assert finish(root, out, jobs) == wanted
        assert not list(out.rglob("*.part"))


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("jobs", [1, 2])
def test_asked_to_end_it_leaves_nothing_half_done(number: int, code: int, jobs: int, tmp_path: Path) -> None:
    root, out = tmp_path / "in", tmp_path / "out"
    make(root)
    process = subprocess.Popen(command(root, out, jobs), stderr=subprocess.PIPE, text=True)
    while not list(out.rglob("*.part")) and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(number)
    _, told = process.communicate(timeout=30)
    assert process.returncode == code
    assert "no file was left half-written" in told
    assert "Traceback" not in told
    assert not list(out.rglob("*.part"))
    assert finish(root, out, jobs) == finish(root, tmp_path / "whole", 1)
