"""The contract of the command line: exit codes, streams, destinations, and never a traceback."""

import errno
import hashlib
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from corpus_clean import files
from corpus_clean.cli import COMMANDS, destination, main
from corpus_clean.cli.console import wanted
from corpus_clean.profiles import PROFILES
from corpus_clean.rules import RULES

GLOSSED = "作為達(dá)州市達(dá)川區(qū)的干部，學(xué)習(xí)\n"
CLEANED = "作為達州市達川區的干部，學習\n"
DOUBTFUL = "鱷(è)是爬蟲\n"
UNDECODABLE = b"5 \xe9"
SOURCE = Path(__file__).parent.parent / "src"

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    put("corpus-clean.toml", 'profile = "minimal"\n')
    return tmp_path


@pytest.fixture
def run() -> Run:
    def call(line: str, data: bytes | None = None) -> Result:
        result = CliRunner().invoke(main, shlex.split(line), input=data, prog_name="corpus-clean")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return call


def put(name: str, text: str | bytes) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "corpus_clean", *arguments]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(SOURCE)}


# --- exit codes


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("check clean.txt", 0),
        ("check glossed.txt", 1),
        ("check doubtful.txt", 1),
        ("check undecodable.txt", 1),
        ("check glossed.txt --exit-zero", 0),
        ("check missing.txt --exit-zero", 2),
        ("diff clean.txt", 0),
        ("diff glossed.txt", 1),
        ("diff doubtful.txt", 0),
        ("diff undecodable.txt", 1),
        ("diff missing.txt", 2),
        ("fix clean.txt", 0),
        ("fix glossed.txt", 0),
        ("fix glossed.txt --exit-non-zero-on-fix", 1),
        ("fix clean.txt --exit-non-zero-on-fix", 0),
        ("fix doubtful.txt", 1),
        ("fix undecodable.txt", 1),
        ("fix undecodable.txt --encoding cp1252", 0),
        ("fix missing.txt", 2),
        ("explain pinyin-gloss", 0),
        ("explain pinyin-glos", 2),
        ("revert missing.jsonl", 2),
    ],
)
def test_exit_codes(run: Run, line: str, code: int) -> None:
    put("clean.txt", "fine\n")
    put("glossed.txt", GLOSSED)
    put("doubtful.txt", DOUBTFUL)
    put("undecodable.txt", UNDECODABLE)
    assert run(line).exit_code == code


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("check missing.txt", "error: missing.txt: does not exist; check the name\n"),
        ("check empty", "error: empty: holds no file to clean; name a file, or check what is excluded\n"),
        ("check pictures", "error: pictures: holds no text to clean; name a file\n"),
        ("check pipe", "error: pipe: is a pipe; name a regular file, or pass - to read standard input\n"),
    ],
)
def test_trouble_is_one_line_and_the_others_go_on(run: Run, line: str, message: str) -> None:
    Path("empty").mkdir()
    put("pictures/a.png", b"\x89PNG\r\n\x1a\n")
    os.mkfifo("pipe")
    put("glossed.txt", GLOSSED)
    result = run(f"{line} glossed.txt -q")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == result.stderr.startswith("error: ") == 1 or "empty" in line
    assert result.stderr.startswith(message)
    assert "glossed.txt:1:4: pinyin-gloss" in result.stdout


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("check --select pinyin-glos a.txt", "error: unknown rule 'pinyin-glos'; did you mean 'pinyin-gloss'?\n"),
        ("check --profile corpsu a.txt", "error: unknown profile 'corpsu'; did you mean 'corpus'?\n"),
        ("check --encoding gb18031 a.txt", "error: unknown encoding 'gb18031'; "),
        ("check --encoding hex a.txt", "error: unknown encoding 'hex'; "),
        ("check --config broken.toml a.txt", "error: broken.toml:1: bad TOML: "),
        ("check --config missing.toml a.txt", "error: missing.toml: no such file"),
        ("check --config odd.toml a.txt", "error: unknown key 'profle' in odd.toml; did you mean 'profile'?\n"),
        (
            "check --report a.csv a.txt",
            "error: a.csv: a report is one of .jsonl, .html, .sarif, .diff, .txt by its suffix\n",
        ),
        ("fix --report no/such.diff a.txt", "error: no/such.diff: no such file or directory\n"),
        ("revert a.txt", "error: a.txt:1: not a ledger of corpus-clean; fix --report ledger.jsonl writes one\n"),
        ("explain pinyin", "error: unknown rule 'pinyin'; did you mean 'pinyin-gloss'?\n"),
    ],
)
def test_what_cannot_be_is_one_line_before_any_work(run: Run, line: str, message: str) -> None:
    put("broken.toml", "= 1")
    put("odd.toml", "profle = 1")
    path = put("a.txt", GLOSSED)
    result = run(line)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith(message)
    assert path.read_text() == GLOSSED


@pytest.mark.parametrize(
    "line",
    [
        "check",
        "fix",
        "diff",
        "revert",
        "check - a.txt",
        "chek a.txt",
        "fix a.txt b.txt -o c.txt",
        "fix . -o c.txt",
        "fix a.txt -o c.txt --output-dir d",
        "fix a.txt -o .",
        "fix a.txt -o c.txt --backup .orig",
        "fix a.txt --backup a/b",
        "fix - --output-dir d",
        "check a.txt --isolated --config corpus-clean.toml",
        "check a.txt --format pdf",
    ],
)
def test_wrong_usage_shows_usage(run: Run, line: str) -> None:
    path = put("a.txt", GLOSSED)
    result = run(line)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: corpus-clean")
    assert path.read_text() == GLOSSED


def test_a_binary_that_is_named_cannot_have_been_meant(run: Run) -> None:
    put("a.png", b"\x89PNG\r\n\x1a\n")
    put("a.txt", GLOSSED)
    result = run("fix a.png a.txt")
    assert (result.exit_code, Path("a.txt").read_text()) == (2, CLEANED)
    assert result.stderr == "error: a.png: is binary, not text; it was left as it is\n"


def test_a_file_that_must_not_be_read_is_one_of_many(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.txt", GLOSSED)
    put("secret.txt", GLOSSED)
    real = os.open

    def refuse(path: str | Path, *rest: int) -> int:
        if Path(path).name == "secret.txt":
            raise PermissionError(errno.EACCES, "")
        return real(path, *rest)

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "secret.txt")
    result = run("fix secret.txt a.txt")
    assert result.stderr == "error: secret.txt: access denied; change the permissions, or run as its owner\n"
    assert (result.exit_code, Path("a.txt").read_text()) == (2, CLEANED)


def test_binaries_on_the_way_are_counted_and_do_not_matter(run: Run) -> None:
    put("d/a.png", b"\x89PNG\r\n\x1a\n")
    put("d/a.txt", "fine")
    result = run("check d -v")
    assert (result.exit_code, result.stdout) == (0, "Nothing found in 1 file; 1 binary file skipped\n")
    assert result.stderr == "d/a.png: binary, skipped\nd/a.txt: clean\n"


# --- configuration


def test_options_come_before_the_file_and_isolated_before_both(run: Run) -> None:
    put("corpus-clean.toml", 'ignore = ["pinyin-gloss"]\nexclude = ["skip*"]\n')
    put("skipped.txt", GLOSSED)
    put("a.txt", GLOSSED)
    assert run("check .").exit_code == 0
    assert run("check a.txt --ignore cjk-width,mojibake").exit_code == 1
    assert run("check . --exclude '*.txt' --exclude a,b").exit_code == 0
    assert run("check a.txt --select cjk-width").exit_code == 0
    assert run("check . --isolated").stdout.count("[*]") == 10
    put("other.toml", "")
    assert run("check a.txt --config other.toml").exit_code == 1


def test_what_is_configured_reaches_the_cleaner(run: Run) -> None:
    put("a.txt", GLOSSED)
    line = "check a.txt --format jsonl --risky --profile ascii --extend-select cjk-width --ignore mojibake"
    header = json.loads(run(line).stdout.splitlines()[0])
    settings = header["config"]["settings"]
    assert (settings["risky"], settings["profile"], settings["extend-select"]) == (True, "ascii", ["cjk-width"])
    assert "cjk-width" in header["rules"]
    assert "mojibake" not in header["rules"]


# --- fix


def test_fix_works_in_place_and_says_so(run: Run) -> None:
    path = put("a.txt", GLOSSED)
    path.chmod(0o640)
    put("b.txt", GLOSSED + DOUBTFUL)
    result = run("fix a.txt b.txt")
    assert result.stdout.splitlines()[0] == "fixed a.txt  5 repairs (pinyin-gloss 5)"
    assert path.read_text() == CLEANED
    assert path.stat().st_mode & 0o777 == 0o640
    again = run("fix a.txt")
    assert (again.exit_code, again.stdout) == (0, "Nothing to fix in 1 file\n")


def test_fix_shows_what_is_left_where_it_is_now(run: Run) -> None:
    put("a.txt", GLOSSED.strip() + DOUBTFUL)
    result = run("fix a.txt --isolated")
    if result.exit_code == 1:
        head = next(line for line in result.stdout.splitlines() if "[" in line)
        _, line, column, _ = head.split(":", 3)
        assert Path("a.txt").read_text().splitlines()[int(line) - 1][int(column) - 1 :].startswith("(è)")


def test_a_pipe_carries_bytes_and_nothing_else(run: Run) -> None:
    for data, after in ((GLOSSED.encode() + b"\r\n", CLEANED.encode() + b"\r\n"), (b"fine\r", b"fine\r"), (b"", b"")):
        result = run("fix - --stdin-filename x.txt", data)
        assert (result.exit_code, result.stdout_bytes) == (0, after)
        assert result.stderr.startswith("fixed x.txt  5 repairs") or after == data


@pytest.mark.parametrize(("data", "code"), [(UNDECODABLE, 1), (b"\x00\x01", 2)])
def test_a_pipe_loses_nothing_that_cannot_be_cleaned(run: Run, data: bytes, code: int) -> None:
    result = run("fix -", data)
    assert (result.exit_code, result.stdout_bytes) == (code, data)
    assert result.stderr


def test_check_and_diff_read_a_pipe(run: Run) -> None:
    assert "<stdin>:1:4: pinyin-gloss" in run("check -", GLOSSED.encode()).stdout
    assert run("diff - --stdin-filename x.txt", GLOSSED.encode()).stdout.startswith(
        "--- x.txt\n+++ x.txt\n@@ -1 +1 @@\n"
    )


def test_backup_keeps_the_source(run: Run) -> None:
    put("a.txt", GLOSSED)
    assert run("fix a.txt --backup .orig").exit_code == 0
    assert Path("a.txt.orig").read_text() == GLOSSED
    put("a.txt", GLOSSED + "x")
    assert run("fix a.txt --backup .orig").exit_code == 2
    assert Path("a.txt").read_text() == GLOSSED + "x"


def test_one_output_leaves_the_source(run: Run) -> None:
    source = put("a.txt", GLOSSED)
    assert run("fix a.txt -o b.txt").exit_code == 0
    assert (source.read_text(), Path("b.txt").read_text()) == (GLOSSED, CLEANED)
    put("c.txt", "fine")
    assert run("fix c.txt -o b.txt").exit_code == 0
    assert Path("b.txt").read_text() == "fine"
    assert run("fix - -o b.txt", GLOSSED.encode()).stdout.startswith("fixed <stdin>")
    assert Path("b.txt").read_text() == CLEANED
    assert "is the source itself" in run("fix a.txt -o a.txt").stderr


def test_an_output_folder_mirrors_and_is_never_left(run: Run, folder: Path) -> None:
    put("in/a.txt", GLOSSED)
    put("in/deep/b.txt", "fine")
    put("in/c.bin", b"\0")
    assert run("fix in --output-dir out").exit_code == 0
    assert Path("out/in/a.txt").read_text() == CLEANED
    assert Path("out/in/deep/b.txt").read_text() == "fine"
    assert not Path("out/in/c.bin").exists()
    assert run("fix . --output-dir out").exit_code == 0  # the results of the first run are no sources of this one
    assert not Path("out/out").exists()
    assert run(f"fix {folder}/in --output-dir absolute").exit_code == 0
    assert Path("absolute/in/deep/b.txt").exists()
    os.chdir("in")
    assert run("fix ../in/a.txt .. --output-dir ../up").exit_code == 0
    assert Path("../up/a.txt").read_text() == CLEANED
    assert Path("../up/in/deep/b.txt").exists()
    assert not list(Path("..").glob("../*.txt"))
    assert Path("a.txt").read_text() == GLOSSED


def test_an_output_folder_refuses_what_would_be_lost(run: Run) -> None:
    put("a/x.txt", GLOSSED)
    put("b/x.txt", "fine")
    Path("out").mkdir()
    Path("out/a").symlink_to("../elsewhere")
    Path("elsewhere").mkdir()
    result = run("fix a/x.txt --output-dir out")
    assert (result.exit_code, "leads out of the output folder" in result.stderr) == (2, True)
    result = run("fix a/x.txt --output-dir a")
    assert (result.exit_code, "lies in the output folder itself" in result.stderr) == (2, True)
    os.chdir("a")
    result = run("fix ../a/x.txt ../b/x.txt --output-dir ../both")
    assert (result.exit_code, "would be the result of two files" in result.stderr) == (2, True)
    put("file", "fine")
    assert run("fix x.txt --output-dir file/below").exit_code == 2


def test_a_file_that_changed_meanwhile_is_left(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put("a.txt", GLOSSED)

    def late(target: Path, data: bytes, *, replacing: files.Stamp | None) -> None:
        path.write_text("written by another")
        files.write(target, data, replacing=replacing)

    monkeypatch.setattr(destination, "write", late)
    result = run("fix a.txt --report l.jsonl")
    assert (result.exit_code, path.read_text()) == (2, "written by another")
    assert "changed while it was being cleaned" in result.stderr
    assert run("revert l.jsonl").stdout == "Nothing to revert\n"


# --- reports and revert


def test_the_ledger_takes_it_all_back(run: Run) -> None:
    sources = {
        "c/a.txt": GLOSSED.encode(),
        "c/b.txt": b"\xef\xbb\xbf" + GLOSSED.replace("\n", "\r\n").encode(),
        "c/u.txt": GLOSSED.encode("utf-16"),
        "c/clean.txt": b"fine",
        "c/x.txt": UNDECODABLE,
    }
    for name, data in sources.items():
        put(name, data)
    assert run("fix c --report c/l.jsonl").exit_code == 1
    assert Path("c/u.txt").read_text() == CLEANED
    kinds = [json.loads(line)["kind"] for line in Path("c/l.jsonl").read_text().splitlines()]
    assert (kinds[0], kinds[-1], kinds.count("file"), kinds.count("trouble")) == ("ledger", "totals", 3, 1)
    result = run("revert c/l.jsonl")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "Reverted 3 files")
    assert {name: Path(name).read_bytes() for name in sources} == sources
    assert run("revert c/l.jsonl -v").stderr.count("is as it was") == 3


def test_a_ledger_that_was_cut_off_is_no_success(run: Run) -> None:
    put("a.txt", GLOSSED)
    run("fix a.txt --report l.jsonl")
    lines = Path("l.jsonl").read_bytes().splitlines(keepends=True)
    put("cut.jsonl", b"".join(lines[:3]))
    result = run("revert cut.jsonl")
    assert (result.exit_code, result.stdout) == (2, "Nothing to revert; 1 failed\n")
    assert "warning: cut.jsonl: has no end" in result.stderr
    assert "error: a.txt: the ledger was cut off within its lines" in result.stderr
    assert Path("a.txt").read_text() == CLEANED
    put("a.txt", GLOSSED)  # a crash before the file was touched
    assert run("revert cut.jsonl").exit_code == 0


def test_ledgers_of_one_file_are_undone_last_first(run: Run) -> None:
    put("a.txt", GLOSSED)
    run("fix a.txt --report 1.jsonl")
    put("a.txt", CLEANED + GLOSSED)
    run("fix a.txt --report 2.jsonl")
    assert run("revert 2.jsonl 1.jsonl").exit_code == 2
    put("a.txt", CLEANED + CLEANED)
    result = run("revert 1.jsonl 2.jsonl")
    assert Path("a.txt").read_text() == CLEANED + GLOSSED
    assert "was changed since" in result.stderr


def test_the_ledger_is_on_the_disk_before_the_file_is_changed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Crash(BaseException):
        pass

    def crash(*_: object, **__: object) -> None:
        raise Crash

    def crash_late(target: Path, data: bytes, *, replacing: files.Stamp | None) -> None:
        files.write(target, data, replacing=replacing)
        raise Crash

    for name, written in (("early", crash), ("late", crash_late)):
        put("a.txt", GLOSSED)
        monkeypatch.setattr(destination, "write", written)
        with pytest.raises(Crash):
            CliRunner().invoke(main, ["fix", "a.txt", "--report", f"{name}.jsonl"], catch_exceptions=False)
        kinds = [json.loads(line)["kind"] for line in Path(f"{name}.jsonl").read_text().splitlines()]
        assert kinds == ["ledger", "file", *["repair"] * 5]
        assert run(f"revert {name}.jsonl").exit_code == 0
        assert Path("a.txt").read_text() == GLOSSED


def test_a_ledger_that_is_a_way_back_is_not_overwritten(run: Run) -> None:
    put("a.txt", "fine")
    assert run("fix a.txt --report l.jsonl").exit_code == 0
    assert run("fix a.txt --report l.jsonl").exit_code == 0  # nothing was changed: nothing is lost
    put("a.txt", GLOSSED)
    assert run("check a.txt --report l.jsonl").exit_code == 1
    assert "wrote" in run("revert l.jsonl").stderr or run("revert l.jsonl").exit_code == 2
    assert run("fix a.txt --report l.jsonl").exit_code == 0
    result = run("fix a.txt --report l.jsonl")
    assert (result.exit_code, "only way back" in result.stderr) == (2, True)


@pytest.mark.parametrize("suffix", [".txt", ".diff", ".jsonl"])
def test_a_report_never_takes_the_place_of_a_text(run: Run, suffix: str) -> None:
    path = put(f"a{suffix}", GLOSSED)
    for command_ in ("check", "fix"):
        result = run(f"{command_} . --report a{suffix}")
        assert (result.exit_code, path.read_text()) == (2, GLOSSED)
        assert "is no report of ours" in result.stderr


def test_no_file_is_changed_without_a_ledger(run: Run) -> None:
    path = put("a.txt", GLOSSED)
    Path("l.jsonl").symlink_to("/dev/full")
    result = run("fix a.txt --report l.jsonl")
    assert (result.exit_code, path.read_text()) == (2, GLOSSED)
    assert result.stderr == "error: l.jsonl: no space left on device; the run ends here\n"


def test_reports_are_written_and_never_cleaned(run: Run) -> None:
    put("a.txt", GLOSSED)
    for name in ("r.txt", "r.diff", "r.jsonl") * 2:
        result = run(f"check . --exclude *.toml --report {name}")
        assert result.stdout.endswith("Found 5 in 1 file: pinyin-gloss 5; all repairable\n"), name
    assert Path("r.txt").read_text().splitlines()[1].startswith("a.txt:1:4: pinyin-gloss [*] U+0028")
    assert Path("r.txt").read_text().endswith("all repairable\n")
    assert run("fix a.txt --report f.diff").exit_code == 0
    subprocess.run(["patch", "-p0", "-s", "-R", "-i", "f.diff"], check=True)
    assert Path("a.txt").read_text() == GLOSSED


def test_what_went_to_no_file_cannot_be_put_back(run: Run) -> None:
    assert run("fix - --report l.jsonl", GLOSSED.encode()).stdout_bytes == CLEANED.encode()
    result = run("revert l.jsonl")
    assert (result.exit_code, "was not written to a file" in result.stderr) == (2, True)


# --- views


@pytest.mark.parametrize("format_", ["full", "concise", "diff", "jsonl"])
@pytest.mark.parametrize("name", ["check", "fix"])
def test_every_format_of_every_command(run: Run, name: str, format_: str) -> None:
    put("a.txt", GLOSSED)
    result = run(f"{name} a.txt --format {format_}")
    assert result.stdout
    assert (" in 1 file" in result.stdout) == (format_ == "full")
    assert " in 1 file" in result.output
    if format_ == "jsonl":
        assert [json.loads(line)["kind"] for line in result.stdout.splitlines()][-1] == "totals"


def test_quiet_and_quieter(run: Run) -> None:
    put("a.txt", GLOSSED)
    assert "Found" not in run("check a.txt -q").stdout
    assert run("check a.txt -qq").output == ""
    assert run("check a.txt -qq missing").output.count("\n") == 1
    assert run("fix - -qq", GLOSSED.encode()).stdout_bytes == CLEANED.encode()


def test_all_shows_all(run: Run) -> None:
    put("a.txt", GLOSSED * 12)
    assert run("check a.txt").stdout.count("[*]") == 50
    assert run("check a.txt --all").stdout.count("[*]") == 60


def test_spans(run: Run) -> None:
    put("a.txt", GLOSSED)
    assert run("diff a.txt --spans").stdout.startswith("a.txt:1: 作為達[-(dá)-]州市達[-(dá)-]川區[-(qū)-]的干部")


def test_hostile_names_and_texts_do_nothing(run: Run) -> None:
    put("a\x1b[2J\u202e.txt", GLOSSED + "\x1b]0;x\x07")
    for line in ("check . -v", "fix . --output-dir out", "check . --format concise", "diff . --spans", "fix . -v"):
        output = run(line).output
        assert output
        assert all(one == "\n" or (one.isprintable() and one != "\u202e") for one in output), line


def test_a_name_that_is_not_utf8(run: Run) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    put(name, GLOSSED)
    assert "caf‹DCE9›.txt" in run("check .").stdout
    assert run("fix . --report l.jsonl").exit_code == 0
    assert run("revert l.jsonl").exit_code == 0
    assert Path(name).read_text() == GLOSSED


# --- colour


@pytest.mark.parametrize(
    ("variables", "terminal", "color", "answer"),
    [
        ({}, True, "auto", True),
        ({}, False, "auto", False),
        ({"NO_COLOR": "1"}, True, "auto", False),
        ({"NO_COLOR": ""}, True, "auto", True),
        ({"TERM": "dumb"}, True, "auto", False),
        ({"FORCE_COLOR": "1"}, False, "auto", True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, False, "auto", True),
        ({"FORCE_COLOR": "0"}, False, "auto", False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, "auto", False),
        ({"NO_COLOR": "1"}, False, "always", True),
        ({"FORCE_COLOR": "1"}, True, "never", False),
    ],
)
def test_colour_is_decided_once(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], color: str, *, terminal: bool, answer: bool
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert wanted(color, Stream(terminal=terminal)) is answer  # type: ignore[arg-type]


class Stream:
    def __init__(self, *, terminal: bool) -> None:
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def test_colour_is_in_the_output(run: Run) -> None:
    put("a.txt", GLOSSED)
    assert "\x1b[" in run("check a.txt --color always").stdout
    assert "\x1b[32m+" in run("diff a.txt --color always").stdout
    assert "\x1b[" not in run("check a.txt").stdout
    assert "\x1b[" not in run("check a.txt --color always --format jsonl").stdout


# --- explain and help


def test_explain_is_made_of_the_rule(run: Run) -> None:
    rule = next(rule for rule in RULES if rule.id == "pinyin-gloss")
    for format_ in ("text", "markdown", "json"):
        page = run(f"explain pinyin-gloss --format {format_}").stdout
        assert rule.id in page
        assert rule.since in page
        assert all(word in page for word in rule.repairs.split())
    (page,) = json.loads(run("explain pinyin-gloss --format json").stdout)
    assert page["examples"][0]["before"] == rule.examples[0].before


def test_explain_says_which_language_an_example_needs(run: Run) -> None:
    rule = next(rule for rule in RULES if any(one.lang for one in rule.examples))
    number = sum(one.lang is not None for one in rule.examples)
    for format_ in ("text", "markdown"):
        assert run(f"explain {rule.id} --format {format_}").stdout.count("with --lang ") == number
    (page,) = json.loads(run(f"explain {rule.id} --format json").stdout)
    assert [one["lang"] for one in page["examples"]] == [one.lang for one in rule.examples]


@pytest.mark.parametrize(
    "line", ["explain", "explain --all", "explain --format markdown", "explain --all --format json"]
)
def test_explain_knows_every_rule(run: Run, line: str) -> None:
    page = run(line).stdout
    assert all(rule.id in page for rule in RULES)
    assert all(one == "\n" or one.isprintable() for one in page)


def test_a_filter_keeps_its_lines_whatever_is_in_them(run: Run) -> None:
    lines = [
        GLOSSED.encode(),
        b"fine\r\n",
        UNDECODABLE + b"\n",
        "a\u2028b\n".encode(),
        DOUBTFUL.encode(),
        b"\n",
        b"\r\r\n",
    ]
    lines.append(GLOSSED.rstrip().encode())
    done = run("fix - --lines --isolated", data=b"".join(lines))
    expected = [CLEANED.encode(), *lines[1:7], CLEANED.rstrip().encode()]
    assert done.stdout_bytes == b"".join(expected)
    assert done.exit_code == 0
    assert done.stderr == "Fixed 2 of 8 lines: pinyin-gloss 10; something left in 3\n"
    assert run("fix - --lines -q", data=b"fine\n").stderr == ""
    assert run("fix - --lines", data=b"fine\n").stderr == "Nothing to fix in 1 line\n"
    assert run("fix - --lines", data=b"").stderr == "Nothing to fix in 0 lines\n"


@pytest.mark.parametrize(
    "line", ["fix a.txt --lines", "fix - --lines -o b", "fix - --lines --report r.html", "fix - --unbuffered"]
)
def test_a_filter_is_nothing_else(run: Run, line: str) -> None:
    assert run(line, data=b"").exit_code == 2


def test_a_filter_passes_lines_on_at_once() -> None:
    command = [sys.executable, "-m", "corpus_clean", "fix", "-", "--lines", "--unbuffered", "--isolated"]
    environment = os.environ | {"PYTHONPATH": str(SOURCE)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as filter_:
        assert filter_.stdin
        assert filter_.stdout
        for line, cleaned in [
            (GLOSSED.encode(), CLEANED.encode()),
            *[(UNDECODABLE + b"\n",) * 2, (b"fine\n",) * 2] * 2,
        ]:
            filter_.stdin.write(line)
            filter_.stdin.flush()
            assert filter_.stdout.readline() == cleaned, "before the next line is there"
        filter_.communicate()


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_good_to_read(run: Run, name: str) -> None:
    page = run(f"{name} -h").stdout
    assert "Examples:" in page
    assert f"corpus-clean {name}" in page
    assert max(map(len, page.splitlines())) <= 100
    assert COMMANDS[name] in run("-h").stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_every_option_once_and_says_what_it_is_for(run: Run, name: str) -> None:
    rows = re.findall(r"^  (-[^\n]*?)(?:  +|\n {20,})(\S.*)$", run(f"{name} -h").stdout, re.MULTILINE)
    listed = [option for options, _ in rows for option in re.findall(r"(?<![\w-])--?[\w-]+", options)]
    command = main.get_command(click.Context(main), name)
    assert command
    known = [option for param in command.params if isinstance(param, click.Option) for option in param.opts]
    assert sorted(set(listed)) == sorted(listed)
    assert set(listed) >= {*known, "-h", "--help"}


def test_version(run: Run) -> None:
    first, second, *tables = run("--version").stdout.splitlines()
    assert first == "corpus-clean 0.1.0 (Unicode 15.0.0)"
    assert second == f"Python {sys.version.split()[0]} (Unicode {unicodedata.unidata_version})"
    folder = SOURCE / "corpus_clean" / "tables"
    for line in tables:
        name, digest = line.split()
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest().startswith(digest)
    assert {line.split()[0] for line in tables} >= {"han_bigrams.bin", "traditional_readings.tsv", "unicode_facts.tsv"}
    assert run("--version").stdout == run("-V").stdout


def test_version_from_an_archive_has_no_tables(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus_clean.tables.__path__", ["/no/such/archive.zip/tables"])
    assert len(run("--version").stdout.splitlines()) == 2


def completed(line: str) -> list[str]:
    words = {"_CORPUS_CLEAN_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in words.items():
            patch.setenv(name, value)
        output = CliRunner().invoke(main, [], prog_name="corpus-clean", complete_var="_CORPUS_CLEAN_COMPLETE").stdout
    return [entry.partition(",")[2] for entry in output.splitlines()]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("corpus-clean re", ["revert"]),
        ("corpus-clean explain pin", ["pinyin-gloss"]),
        ("corpus-clean check --select cjk-w", ["cjk-width"]),
        ("corpus-clean check --ignore mojibake,pin", ["mojibake,pinyin-gloss"]),
        ("corpus-clean fix --profile mi", ["minimal"]),
        ("corpus-clean check --format sa", ["sarif"]),
        ("corpus-clean check --force", ["--force-exclude"]),
    ],
)
def test_a_shell_can_complete(line: str, words: list[str]) -> None:
    assert completed(line) == words


@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_explain_shows_which_profile_runs_what(run: Run, format_: str) -> None:
    shown = run(f"explain --profiles --format {format_}").stdout
    for name, rules in PROFILES.items():
        assert name in shown
        if format_ == "json":
            assert list(json.loads(shown)[name]) == [rule.id for rule in RULES if rule.id in rules]
    if format_ == "text":
        assert re.search(r"^mojibake +repairs .* reports$", shown, re.MULTILINE)


def test_explain_knows_the_rules_of_plugins(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put("corpus-clean.toml", 'plugins = ["here"]')
    text = "from corpus_clean import RULES as OURS\nfrom dataclasses import replace\n"
    put("here.py", text + "RULES = (replace(OURS[0], id='here'),)")
    monkeypatch.setattr(sys, "path", [*sys.path])
    assert run("explain here").stdout.startswith("here\n")
    assert re.search(r"^here +repairs", run("explain --profiles").stdout, re.MULTILINE)
    assert "profiles  minimal, corpus" in run("explain here").stdout
    put("corpus-clean.toml", "x = 1")
    assert run("explain here").stderr.startswith("error: unknown key 'x'")


def test_statistics_are_shown_alone(run: Run) -> None:
    put("a.txt", GLOSSED)
    for line in ("check a.txt --statistics", "fix a.txt --statistics"):
        lines = run(line).stdout.splitlines()
        assert lines[0].split() == ["[*]", "[?]", "[!]", "files", "rule"]
        assert lines[1].split()[:5] == ["5", "-", "-", "1", "pinyin-gloss"]
        assert len(lines) == 3


def test_a_report_has_the_format_of_its_suffix(run: Run) -> None:
    put("a.txt", GLOSSED)
    starts = {
        "r.html": "<!doctype html>",
        "r.sarif": '{"version": "2.1.0"',
        "r.diff": "# corpus-clean",
        "r.txt": "# corpus-clean",
    }
    for name, start in starts.items():
        assert run(f"check a.txt --report {name}").exit_code == 1
        assert Path(name).read_text("utf-8").startswith(start)
        assert run(f"check a.txt --report {name}").exit_code == 1, "it may be replaced"
    put("mine.html", "<!doctype html><p>mine")
    assert "is no report of ours" in run("check a.txt --report mine.html").stderr
    assert run("check . -v --isolated").stderr.count("html") == 1, "reports are no text to clean"


def test_annotations_come_out_as_they_are_and_all_else_is_inert(run: Run) -> None:
    put("a.txt", "::error::x " + GLOSSED)
    assert run("check a.txt --format github").stdout.startswith("::warning file=a.txt,line=1,col=15,")
    for format_ in ("full", "concise"):
        assert not re.search(r"^\s*::", run(f"check a.txt --format {format_}").stdout, re.MULTILINE)


def test_the_configuration_that_counts_can_be_shown(run: Run) -> None:
    shown = run("check a.txt --show-config --ignore cjk-width").stdout
    assert shown.startswith(
        f'# {Path.cwd()}/corpus-clean.toml\nprofile = "minimal"\n# select is not set\nignore = ["cjk-width"]\n'
    )
    assert run("check a.txt --show-config --isolated").stdout.startswith(
        '# no configuration file\nprofile = "corpus"\n'
    )


def test_a_default_profile_counts_where_none_is_named(run: Run) -> None:
    assert 'profile = "minimal"' in run("check a.txt --default-profile ascii --show-config").stdout
    put("corpus-clean.toml", "")
    assert 'profile = "ascii"' in run("check a.txt --default-profile ascii --show-config").stdout
    assert 'profile = "ascii"' in run("check a.txt --default-profile ascii --show-config --isolated").stdout
    assert 'profile = "source"' in run("check a.txt --default-profile ascii --profile source --show-config").stdout


def test_what_a_tool_names_is_excluded_by_force_and_binaries_do_not_stop_it(run: Run) -> None:
    put("corpus-clean.toml", 'exclude = ["skip/"]')
    put("skip/a.txt", GLOSSED)
    put("b.txt", b"a\0b\1c")
    assert run("check skip/a.txt").exit_code == 1
    result = run("check skip/a.txt b.txt --force-exclude")
    assert (result.exit_code, result.stdout) == (0, "Nothing found in 0 files; 1 binary file skipped\n")


def test_exclude_on_the_command_line_counts_from_where_we_are(run: Run) -> None:
    put("d/corpus-clean.toml", 'exclude = ["/a.txt"]')
    put("d/a.txt", GLOSSED)
    put("d/e/a.txt", GLOSSED)
    assert run("check d --format concise").stdout.count("d/a.txt") == 0
    assert "d/e/a.txt" in run("check d --format concise").stdout
    assert "d/a.txt" in run("check d --format concise --exclude /a.txt").stdout
    assert "d/a.txt" not in run("check d --format concise --exclude d/a.txt").stdout


def test_utf_16_without_a_mark_is_asked_about_and_then_read(run: Run) -> None:
    data = (GLOSSED * 3).encode("utf-16-le")
    put("a.txt", data)
    result = run("check a.txt")
    assert result.exit_code == 1
    assert "may be utf-16-le without a byte order mark; if it is, say so with --encoding utf-16-le" in result.stdout
    assert run("fix a.txt --encoding latin-1").exit_code == 1, "an encoding without NULs is none of these bytes"
    assert Path("a.txt").read_bytes() == data
    assert run("fix a.txt --encoding utf-16-le").exit_code == 0
    assert Path("a.txt").read_text("utf-8") == CLEANED * 3


# --- the process


def test_a_closed_pipe_is_no_error() -> None:
    put("a.txt", GLOSSED * 2000)
    line = shlex.join(command("check", "a.txt", "--all")) + " | head -n 1"
    ran = subprocess.run(line, shell=True, capture_output=True, env=environment(), check=False)  # noqa: S602
    assert ran.stderr == b""
    assert ran.stdout.count(b"\n") == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("fix - < a.txt > /dev/full", f"error: output: {os.strerror(errno.ENOSPC).lower()}\n"),
        ("check a.txt > /dev/full", f"error: output: {os.strerror(errno.ENOSPC).lower()}\n"),
        ("fix - <&-", "error: <stdin>: cannot be read; pass a text\n"),
        ("fix - < a.txt >&-", "error: <stdin>: has nowhere to go; open standard output\n"),
    ],
)
def test_streams_that_do_not_work_are_one_line(line: str, message: str) -> None:
    put("a.txt", GLOSSED)
    whole = f"{shlex.join(command())} {line}"
    ran = subprocess.run(whole, shell=True, capture_output=True, text=True, env=environment(), check=False)  # noqa: S602
    assert ran.returncode == 2, ran.stderr
    assert message in ran.stderr
    assert "Traceback" not in ran.stderr


def test_an_interrupt_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    put("a.txt", GLOSSED)
    monkeypatch.setattr("corpus_clean.cli.workers.examine", interrupt)
    result = run("fix a.txt")
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr == "corpus-clean: interrupted; no file was left half-written\n"


_STUCK = """
import os, sys
from corpus_clean import atomic
from corpus_clean.cli import main
def stuck(descriptor):
    print(flush=True)
    sys.stdin.read()
os.fsync = stuck
main(["fix", "a.txt"])
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_in_the_midst_of_writing_leaves_nothing_behind(folder: Path, number: signal.Signals) -> None:
    put("a.txt", GLOSSED)
    before = sorted(path.name for path in folder.iterdir())
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", _STUCK], stdin=pipe, stdout=pipe, stderr=pipe, env=environment()
    ) as ran:
        assert ran.stdout
        ran.stdout.readline()
        assert list(folder.glob(".corpus-clean-*"))  # it stands where the temporary file has its bytes and not its name
        ran.send_signal(number)
        _, stderr = ran.communicate(timeout=20)
    assert ran.returncode == 128 + number
    word = b"interrupted" if number is signal.SIGINT else b"stopped"
    assert stderr == b"corpus-clean: " + word + b"; no file was left half-written\n"
    assert sorted(path.name for path in folder.iterdir()) == before
    assert Path("a.txt").read_text() == GLOSSED


def test_a_signal_ends_the_run_with_its_code(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    put("a.txt", GLOSSED)
    monkeypatch.setattr("corpus_clean.cli.workers.examine", stop)
    result = run("fix a.txt")
    assert (result.exit_code, result.stdout) == (143, "")
    assert result.stderr == "corpus-clean: stopped; no file was left half-written\n"


def test_commands_are_completed_and_odd_options_refused(run: Run) -> None:
    completed = main.shell_complete(main.make_context("corpus-clean", [], resilient_parsing=True), "re")
    assert [one.value for one in completed] == ["revert"]
    assert run("--no-such").exit_code == run("-- -x").exit_code == 2


def test_a_ledger_of_findings_alone_has_nothing_to_revert(run: Run) -> None:
    put("a.txt", DOUBTFUL)
    assert run("fix a.txt --report l.jsonl").exit_code == 1
    result = run("revert l.jsonl")
    assert (result.exit_code, result.output) == (0, "Nothing to revert\n")


def test_frames_are_as_wide_as_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.txt", "達" * 99 + GLOSSED)
    monkeypatch.setenv("COLUMNS", "40")
    narrow = click.unstyle(run("check a.txt --color always").stdout)
    assert len(narrow) < len(run("check a.txt --color never").stdout)


def test_signals_that_are_handled_or_ignored_stay_so(run: Run) -> None:
    put("a.txt", GLOSSED)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        run("fix a.txt")
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGHUP, before)
    with ThreadPoolExecutor() as pool:
        assert pool.submit(run, "check a.txt").result().exit_code == 0


def test_a_terminal_without_unicode_is_no_reason_to_stop() -> None:
    put("a.txt", GLOSSED)
    ran = subprocess.run(
        command("check", "a.txt"),
        capture_output=True,
        env={**environment(), "PYTHONIOENCODING": "latin-1"},
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert b"\\u2192 (nothing)" in ran.stdout


def test_a_folder_of_reports_alone_holds_no_text(run: Run) -> None:
    put("a.txt", GLOSSED)
    Path("d").mkdir()
    assert run("check a.txt --report d/r.html").exit_code == 1
    result = run("check d")
    assert (result.exit_code, result.stderr) == (2, "error: d: holds no text to clean; name a file\n")


def test_several_reports_of_one_run(run: Run) -> None:
    path = put("a.txt", GLOSSED)
    assert run("fix a.txt --report l.jsonl --report r.html --report r.sarif").exit_code == 0
    assert Path("r.html").read_text("utf-8").endswith("</html>\n")
    assert len(json.loads(Path("r.sarif").read_text())["runs"][0]["results"]) == 5
    assert run("revert l.jsonl").exit_code == 0
    assert path.read_text() == GLOSSED
    assert run("check a.txt --report x.html --report ./x.html").stderr == (
        "error: two reports have the same name; give each its own\n"
    )
    assert run("check a.txt --report y.html --report y.csv").exit_code == 2
