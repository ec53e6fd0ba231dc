"""The installed command, used as from a shell."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
COMMAND = Path(sys.executable).with_name("corpus-clean")

pytestmark = pytest.mark.e2e


def run(*arguments: object, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([COMMAND, *map(str, arguments)], cwd=cwd, input=stdin, capture_output=True, check=False)


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROOT / "fixtures/demo/autumn.txt", tmp_path / "autumn.txt"))


def test_fixed_in_place_and_reverted_byte_for_byte(demo: Path) -> None:
    source = demo.read_bytes()
    assert run("check", "autumn.txt", cwd=demo.parent).returncode == 1
    assert demo.read_bytes() == source
    assert run("fix", "--report", "ledger.jsonl", "autumn.txt", cwd=demo.parent).returncode == 0
    assert run("check", "autumn.txt", cwd=demo.parent).returncode == 0
    assert demo.read_bytes() != source
    assert run("revert", "ledger.jsonl", cwd=demo.parent).returncode == 0
    assert demo.read_bytes() == source


def test_the_diff_makes_the_same_file(demo: Path) -> None:
    repaired = run("fix", "-", cwd=demo.parent, stdin=demo.read_bytes()).stdout
    patch = run("diff", "autumn.txt", cwd=demo.parent).stdout
    subprocess.run(["git", "apply", "-p0", "-"], cwd=demo.parent, input=patch, check=True)
    assert demo.read_bytes() == repaired


def test_trouble_with_one_file_costs_no_other(demo: Path) -> None:
    (demo.parent / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    ran = run("fix", "missing.txt", "picture.png", "autumn.txt", cwd=demo.parent)
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
    assert ran.stderr.count(b"\n") == 2
    assert b"fixed autumn.txt" in ran.stdout


@pytest.mark.skipif(not SHARED.exists(), reason="the text the project was created for is not here")
def test_the_text_the_project_was_created_for(tmp_path: Path) -> None:
    ran = run("fix", SHARED / "seed.txt", "-o", "out.txt", cwd=tmp_path)
    assert (tmp_path / "out.txt").read_bytes() == (SHARED / "seed.expected.txt").read_bytes()
    assert ran.returncode == 1, "two quotation marks are lost for good"
    assert run("check", "out.txt", cwd=tmp_path).stdout.count(b"unbalanced-quote [!]") == 2
