"""What a command imports: nothing that it does not need. Guards the start-up time without a clock."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"ftfy", "regex", "charset_normalizer", "chardet", "webencodings"}
SOURCE = Path(__file__).parent.parent / "src"
PROBE = """
import runpy, sys
sys.path.insert(0, sys.argv.pop(1))
sys.argv[0] = "corpus-clean"
try:
    runpy.run_module("corpus_clean", run_name="__main__")
except SystemExit as end:
    print(end.code, *sorted(sys.modules), file=sys.stderr)
"""


def imported(*arguments: str) -> set[str]:
    command = [sys.executable, "-c", PROBE, str(SOURCE), *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    code, *names = ran.stderr.splitlines()[-1].split()
    assert code in {"0", "None"}, ran.stderr
    return set(names)


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--version"]])
def test_help_needs_click_alone(arguments: list[str]) -> None:
    names = imported(*arguments)
    assert "click" in names
    assert not names & (HEAVY | {"wcwidth", "json", "tomllib", "dataclasses", "pathlib"})
    ours = {name for name in names if name.startswith("corpus_clean.")}
    assert ours - {"corpus_clean.cli.version", "corpus_clean.tables"} == {"corpus_clean.cli"}


@pytest.mark.parametrize("command", ["run", "scan", "stats"])
def test_help_of_a_command_for_corpora_needs_no_corpus(command: str) -> None:
    names = imported(command, "--help")
    assert not names & (HEAVY | {"zstandard", "orjson", "pyarrow", "fsspec", "multiprocessing", "corpus_clean.cleaner"})
    assert not {name for name in names if name.startswith("corpus_clean.corpus")}


@pytest.mark.parametrize("command", ["check", "fix", "diff", "revert", "explain", "inspect", "detect"])
def test_help_of_a_command_needs_no_rules(command: str) -> None:
    names = imported(command, "--help")
    assert not names & (HEAVY | {"wcwidth", "difflib", "corpus_clean.rules", "corpus_clean.cleaner"})
    ours = {name for name in names if name.startswith("corpus_clean.cli.")}
    assert ours - {"corpus_clean.cli.sections"} == {"corpus_clean.cli.options", f"corpus_clean.cli.{command}"}


@pytest.mark.parametrize("command", ["check", "fix", "diff"])
def test_clean_text_needs_nothing_heavy(tmp_path: Path, command: str) -> None:
    (tmp_path / "a.txt").write_text("Alles gut, größtenteils.\n一切都好。\n", encoding="utf-8")
    names = imported(command, "--isolated", str(tmp_path))
    assert "corpus_clean.rules" in names
    assert not names & (
        HEAVY
        | {
            "wcwidth",
            "difflib",
            "tomllib",
            "tempfile",
            "corpus_clean.decoding.statistical",
            "corpus_clean.decoding.webcodecs",
        }
    )
