"""`corpus-clean inspect`: what is meant by its argument, what it shows, and what it says where there is nothing."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus_clean.cli import inspect, main
from corpus_clean.cli.inspect import path_of
from corpus_clean.mojibake import search
from corpus_clean.mojibake.chain import Link
from corpus_clean.mojibake.search import Reading

Run = Callable[..., Result]
BROKEN = "FranÃ§ais"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def run() -> Run:
    def call(*arguments: str, data: bytes | None = None) -> Result:
        result = CliRunner().invoke(main, ["inspect", *arguments], input=data, prog_name="corpus-clean")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return call


def inspected(result: Result) -> str:
    assert result.exit_code == 0, result.stderr
    text = json.loads(result.stdout)["text"]
    assert isinstance(text, str)
    return text


# --- what is shown


def test_the_reading_is_shown_with_its_gain_its_path_and_its_bytes(run: Run) -> None:
    shown = run(BROKEN).stdout
    chosen = next(line for line in shown.splitlines() if line.startswith("* "))
    assert chosen.split()[1] == "Français"
    assert float(chosen.split()[2]) > float(chosen.split()[3]) > 0
    assert chosen.endswith("text -> cp1252 -> bytes -> utf-8")
    assert "bytes     46 72 61 6E C3 A7 61 69 73\n" in shown


def test_code_points_have_their_names_and_what_is_invisible_is_written_out(run: Run) -> None:
    shown = run("a\u200bb\u202e\x1b").stdout
    assert "  ‹200B›    U+200B    ZERO WIDTH SPACE\n" in shown
    assert "  ‹202E›    U+202E    RIGHT-TO-LEFT OVERRIDE\n" in shown
    assert "  ‹1B›      U+001B    ESCAPE\n" in shown
    assert not set("\u200b\u202e\x1b") & set(shown)
    assert "LATIN SMALL LETTER A" not in shown


def test_all_lists_every_code_point_in_its_order(run: Run) -> None:
    lines = run("--all", "aéa").stdout.splitlines()
    listed = [line.split()[1] for line in lines if " U+" in line]
    assert listed == ["U+0061", "U+00E9", "U+0061"]


def test_what_is_repeated_is_counted_and_what_is_much_is_cut(run: Run) -> None:
    assert "U+00C9    LATIN CAPITAL LETTER E WITH ACUTE  3 times" in run("ÉÉÉ").stdout
    many = "".join(map(chr, range(0x4E00, 0x4E00 + inspect.LISTED + 5)))
    assert "  … 5 more; --all lists them\n" in run(many).stdout
    assert "more; --all" not in run("--all", many).stdout


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\ud83d", "<half a surrogate pair D83D>"),
        ("\ue000", "<private use E000>"),
        ("\U000f0000", "<private use F0000>"),
        ("\ufffe", "<no name FFFE>"),
        ("\x85", "NEXT LINE"),
    ],
)
def test_what_has_no_name_is_named_all_the_same(run: Run, char: str, name: str) -> None:
    assert not unicodedata.name(char, "")
    assert name in run("--format", "json", f"x{char}").stdout
    assert name in run(f"x{char}").stdout


def test_a_text_without_another_reading_says_so(run: Run) -> None:
    shown = run("plain").stdout
    assert "No other reading" in shown
    assert "code points, 5; all are printable ASCII\n" in shown


def test_a_reading_that_gains_too_little_is_not_chosen(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    weak = Reading("b", (Link("cp1252", "utf-8"),), 3.0, 8.0)
    monkeypatch.setattr(search, "ranked", lambda _: [weak])
    monkeypatch.setattr(search, "solved", lambda _: search.Verdict(None))
    shown = run("a").stdout
    assert "None is ahead by enough: the text stays as it is.\n" in shown
    assert "* " not in shown
    assert "bytes   " not in shown


def test_the_path_of_several_layers() -> None:
    chain = (Link("cp1252", "utf-8"), Link("latin-1", "gb18030"))
    path = "text -> cp1252 -> bytes -> utf-8 -> text -> latin-1 -> bytes -> gb18030"
    assert path_of(Reading("x", chain, 1.0, 1.0)) == path


def test_all_layers_are_undone(run: Run) -> None:
    best = json.loads(run("--format", "json", "FranÃƒÂ§ais et franÃƒÂ§aises").stdout)["readings"][0]
    assert best["text"] == "Français et françaises"
    assert best["path"] == "text -> cp1252 -> bytes -> utf-8 -> text -> cp1252 -> bytes -> utf-8"


def test_many_bytes_are_cut(run: Run) -> None:
    assert " … 7 more\n" in run("FranÃ§ais et franÃ§aises, tous ensemble").stdout


def test_json_has_it_all(run: Run) -> None:
    shown = json.loads(run("--format", "json", BROKEN).stdout)
    assert list(shown) == ["text", "readings", "code_points"]
    best = shown["readings"][0]
    assert (best["text"], best["chosen"], best["path"]) == ("Français", True, "text -> cp1252 -> bytes -> utf-8")
    assert best["chains"] == [{"wrong": "cp1252", "true": "utf-8"}]
    assert best["gain"] > best["needed"]
    assert not any(one["chosen"] for one in shown["readings"][1:])
    assert shown["code_points"][0] == {
        "char": "Ã",
        "code": "U+00C3",
        "name": "LATIN CAPITAL LETTER A WITH TILDE",
        "times": 1,
    }


# --- what is meant


def test_a_line_of_a_file(run: Run) -> None:
    Path("a.txt").write_bytes("eins\r\nzwei\u2028drei\rvier".encode())
    lines = [inspected(run("--format", "json", f"a.txt:{line}")) for line in (1, 2, 3)]
    assert lines == ["eins", "zwei\u2028drei", "vier"]


@pytest.mark.parametrize("text", ["a.txt:1", "a.txt", "12:30", "a.txt:x", "\0:1", "n" * 300 + ":1"])
def test_what_names_no_line_of_a_file_is_text(run: Run, text: str) -> None:
    assert inspected(run("--format", "json", text)) == text


def test_text_can_be_forced(run: Run) -> None:
    Path("a.txt").write_text("eins\n")
    assert inspected(run("--format", "json", "--text", "a.txt:1")) == "a.txt:1"
    assert inspected(run("--format", "json", "--text", "-")) == "-"


@pytest.mark.parametrize("data", [b"zwei\n", b"zwei\r\n", b"zwei"])
def test_standard_input_goes_without_its_last_line_end(run: Run, data: bytes) -> None:
    assert inspected(run("--format", "json", "-", data=data)) == "zwei"


def test_a_file_in_a_named_encoding(run: Run) -> None:
    Path("a.txt").write_bytes("étage\n".encode("latin-1"))
    assert inspected(run("--format", "json", "--encoding", "latin-1", "a.txt:1")) == "étage"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["three.txt:4"], "three.txt: has 3 lines, and no line 4; to inspect the argument itself, add --text"),
        (["three.txt:0"], "three.txt: has 3 lines, and no line 0; "),
        (["three.txt:" + "9" * 5000], "three.txt: has 3 lines, and no line 999"),
        (["one.txt:2"], "one.txt: has 1 line, and no line 2; "),
        (["latin.txt:1"], "latin.txt: "),
        (["binary.txt:1"], "binary.txt: is binary, not text"),
        (["one.txt:1", "--encoding", "gb18031"], "unknown encoding 'gb18031'; "),
        (["-"], "there is nothing to inspect; the text is empty"),
        ([""], "there is nothing to inspect; the text is empty"),
        (["x" * 20_000], "20,000 characters are too many to inspect; give 10,000 at the most"),
    ],
)
def test_what_cannot_be_is_one_line(run: Run, arguments: list[str], message: str) -> None:
    Path("three.txt").write_text("a\nb\nc\n")
    Path("one.txt").write_text("a")
    Path("latin.txt").write_bytes(b"5 \xe9")
    Path("binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    result = run(*arguments, data=b"")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith(f"error: {message}")


def test_a_file_that_cannot_be_read_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus_clean import files

    def refuse(path: Path) -> None:
        raise files.FileTrouble(path, "may not be read", "check its mode")

    Path("a.txt").write_text("a\n")
    monkeypatch.setattr(files, "read", refuse)
    result = run("a.txt:1")
    assert (result.exit_code, result.stderr) == (2, "error: a.txt: may not be read; check its mode\n")
