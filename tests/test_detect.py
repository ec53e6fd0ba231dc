"""`detect`, and what the file commands do with files that are not UTF-8: act when sure, else show the readings."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus_clean.cli import main

FRENCH = "Le café était fermé, la façade très délabrée, et l'été déjà passé.\n"
RUSSIAN = "Вчера мы ходили в магазин за хлебом и молоком, а потом долго гуляли в парке.\n"
UNSURE = b"5 \xe9\n"

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, data: bytes | None = None) -> Result:
        result = CliRunner().invoke(main, arguments, input=data, prog_name="corpus-clean")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return call


def put(name: str, data: bytes) -> bytes:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(data)
    return data


def test_a_line_a_file(run: Run) -> None:
    put("a.txt", FRENCH.encode())
    put("b.txt", FRENCH.encode("cp1252"))
    put("c.txt", FRENCH.encode("utf-16-le"))
    put("d.png", b"\x89PNG\r\n\x1a\n\0")
    result = run("detect", "a.txt", "b.txt", "c.txt", "d.png")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "a.txt: utf-8 (utf-8, confidence 1.000)",
        "b.txt: cp1252 (statistical, confidence 1.000, fr)",
        "c.txt: utf-16-le (utf-16, confidence 1.000)",
        "d.png: binary",
    ]


def test_what_is_not_sure_is_shown_side_by_side(run: Run) -> None:
    put("a.txt", UNSURE)
    result = run("detect", "a.txt")
    assert result.exit_code == 1
    first, *readings = result.stdout.splitlines()
    assert first.startswith("a.txt: unsure, ")
    assert 2 <= len(readings) <= 4
    assert all(line.startswith("  --encoding ") for line in readings)
    assert "  --encoding cp1252  é" in readings


def test_damage_is_named_with_its_place(run: Run) -> None:
    put("a.txt", (FRENCH * 2).encode() + b"un d\xe9j\xe0 vu \xc3\xa0 \xff \xff\n" + FRENCH.encode())
    result = run("detect", "a.txt")
    assert result.exit_code == 1
    assert "--encoding" not in result.stdout
    assert f" at {len((FRENCH * 2).encode()) + 4}: é" in result.stdout
    assert " more places\n" in result.stdout


def test_a_lie_is_told(run: Run) -> None:
    put("a.html", b"<meta charset=koi8-r>" + RUSSIAN.encode("cp1251"))
    assert "said to be koi8-r" in run("detect", "a.html").stdout


def test_in_place_of_others(run: Run) -> None:
    put("folder/a.txt", FRENCH.encode("cp1252"))
    put("folder/b.png", b"\x89PNG\r\n\x1a\n\0")
    assert run("detect", "-m", "folder").stdout == "cp1252\nbinary\n"
    assert run("detect", "--minimal", "-", data=RUSSIAN.encode("koi8-r")).stdout == "koi8-r\n"


def test_an_object_a_line(run: Run) -> None:
    put("a.txt", RUSSIAN.encode() + RUSSIAN.encode("cp1251") + RUSSIAN.encode())
    put("b.bin", b"\x89PNG\r\n\x1a\n\0")
    one, two = map(json.loads, run("detect", "--json", "a.txt", "b.bin").stdout.splitlines())
    assert (one["encoding"], one["how"], one["sure"]) == ("utf-8", "mixed", True)
    assert [segment["encoding"] for segment in one["segments"]] == ["utf-8", "cp1251", "utf-8"]
    assert (one["bad_bytes"][0]["text"], one["bad_bytes"][0]["encoding"]) == (RUSSIAN[:-2], "cp1251")
    assert two == {"path": "b.bin", "encoding": None, "how": "binary"}


def test_trouble_is_one_line_and_the_others_go_on(run: Run) -> None:
    put("a.txt", b"fine")
    result = run("detect", "missing.txt", "a.txt")
    assert (result.exit_code, result.stderr) == (2, "error: missing.txt: does not exist; check the name\n")
    assert result.stdout == "a.txt: utf-8 (utf-8, confidence 1.000)\n"
    assert run("detect", "-", "a.txt").exit_code == 2
    (Path("empty")).mkdir()
    assert run("detect", "empty").exit_code == 2


# --- files


@pytest.mark.parametrize("command", ["check", "fix", "diff"])
def test_a_file_is_left_alone_below_the_margin(run: Run, command: str) -> None:
    put("a.txt", UNSURE)
    result = run(command, "a.txt")
    assert result.exit_code == 1
    assert "--encoding cp1252 “é”" in result.output.replace("“5 é”", "“é”")
    assert Path("a.txt").read_bytes() == UNSURE


def test_what_is_sure_is_written_in_utf_8_and_comes_back(run: Run) -> None:
    sources = {
        "w.txt": put("w.txt", FRENCH.encode("cp1252")),
        "m.txt": put("m.txt", RUSSIAN.encode() * 3 + RUSSIAN.encode("koi8-r") + RUSSIAN.encode()),
        "i.txt": put("i.txt", FRENCH.encode() + b"un caf\xe9 noir\n" + FRENCH.encode()),
        "x.txt": put("x.txt", RUSSIAN.encode("cp1251") * 2 + RUSSIAN.encode() + RUSSIAN.encode("cp1251")),
        "j.txt": put("j.txt", "日本".encode("iso2022_jp") + b"\x1b(B\x1b(B.\n"),
    }
    assert run("check", "--isolated", *sources).exit_code == 1
    result = run("fix", "--isolated", *sources, "--report", "l.jsonl")
    assert result.exit_code == 0, result.output
    assert "encoding cp1252 -> utf-8, likely" in result.output
    assert Path("w.txt").read_text("utf-8") == FRENCH
    assert Path("m.txt").read_text("utf-8") == RUSSIAN * 5
    assert Path("i.txt").read_text("utf-8") == f"{FRENCH}un café noir\n{FRENCH}"
    assert Path("x.txt").read_text("utf-8") == RUSSIAN * 4
    assert Path("j.txt").read_text("utf-8") == "日本.\n"
    assert run("revert", "l.jsonl").exit_code == 0
    assert {name: Path(name).read_bytes() for name in sources} == sources


def test_a_byte_that_nothing_reads_keeps_the_file_as_it_is(run: Run) -> None:
    data = put("a.txt", FRENCH.encode() + b"ici \xff l\xc3\xa0\n")
    result = run("fix", "a.txt")
    assert result.exit_code == 1
    assert f"byte FF at {len(FRENCH.encode()) + 4} is nothing in utf-8" in result.output
    assert Path("a.txt").read_bytes() == data
    result = run("fix", "--risky", "a.txt", "--report", "l.jsonl")
    assert result.exit_code == 1, "what is lost is something to look at"
    assert Path("a.txt").read_text("utf-8") == FRENCH + "ici \ufffd là\n"
    assert run("revert", "l.jsonl").exit_code == 0
    assert Path("a.txt").read_bytes() == data


def test_a_diff_of_damaged_bytes_can_be_applied(run: Run) -> None:
    data = FRENCH.encode() + b"un caf\xe9 noir\n"
    put("a.txt", data)
    patch = run("diff", "a.txt").stdout_bytes
    assert b"-un caf\xe9 noir\n+un caf\xc3\xa9 noir\n" in patch


def test_views_of_damaged_bytes(run: Run) -> None:
    put("a.txt", FRENCH.encode() + b"un caf\xe9 noir\n")
    for view in ("full", "concise", "diff", "jsonl", "html", "sarif", "github"):
        result = run("check", "a.txt", "--format", view)
        assert result.exit_code == 1
        assert "encoding" in result.stdout or view == "diff"


def test_decisions_about_damaged_bytes_are_made(run: Run) -> None:
    from hashlib import sha256

    data = put("a.txt", FRENCH.encode() + b"un caf\xe9 noir\n")
    at = len(FRENCH) + 6
    edit = {"start": at, "end": at + 1, "before": "\udce9", "after": "é", "rules": ["encoding"], "certainty": "likely"}
    file = {"file": "a.txt", "sha256": sha256(data).hexdigest(), "encoding": "utf-8", "bom": "", "recode": None}
    start = '{"kind": "decisions", "tool": "corpus-clean", "format": 1, "version": "0", "files": ['
    for accepted, after in (([], data), ([edit], FRENCH.encode() + "un café noir\n".encode())):
        put("d.json", (start + json.dumps({**file, "accepted": accepted, "rejected": []}) + "]}").encode())
        assert run("apply", "d.json").exit_code == 0
        assert Path("a.txt").read_bytes() == after
