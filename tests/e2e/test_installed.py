"""The installed command, used as from a shell."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEED = ROOT.parent / "shared" / "data" / "seed.txt"
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


@pytest.mark.parametrize("command", [["patch", "-p0"], ["git", "apply", "-p0", "-"]], ids=lambda command: command[0])
def test_the_diff_makes_the_same_file(demo: Path, command: list[str]) -> None:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    repaired = run("fix", "-", cwd=demo.parent, stdin=demo.read_bytes()).stdout
    patch = run("diff", "autumn.txt", cwd=demo.parent).stdout
    subprocess.run(command, cwd=demo.parent, input=patch, check=True)
    assert demo.read_bytes() == repaired
    assert run("diff", "autumn.txt", cwd=demo.parent).returncode == 0


def test_trouble_with_one_file_costs_no_other(demo: Path) -> None:
    (demo.parent / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    ran = run("fix", "missing.txt", "picture.png", "autumn.txt", cwd=demo.parent)
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
    assert ran.stderr.count(b"\n") == 2
    assert b"fixed autumn.txt" in ran.stdout


def test_the_wheel_brings_the_notices_of_what_its_tables_are_made_from() -> None:
    files = {Path(file).name: file for file in distribution("corpus-clean").files or []}
    assert files["LICENSE"].read_text("utf-8") == (ROOT / "LICENSE").read_text("utf-8")
    assert files["NOTICE"].read_text("utf-8") == (ROOT / "NOTICE").read_text("utf-8")


@pytest.mark.skipif(not SEED.exists(), reason="the text the project was created for is not beside this repository")
def test_the_text_the_project_was_created_for(tmp_path: Path) -> None:
    ran = run("fix", SEED, "-o", "out.txt", cwd=tmp_path)
    assert (tmp_path / "out.txt").read_bytes() == SEED.with_name("seed.expected.txt").read_bytes()
    assert ran.returncode == 1, "two quotation marks are lost for good"
    assert run("check", "out.txt", cwd=tmp_path).stdout.count(b"unbalanced-quote [!]") == 2
