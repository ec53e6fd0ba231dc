"""Decisions: exactly what was accepted is made, of exactly the source that was seen."""

from __future__ import annotations

import json
import shlex
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from corpus_clean.cli import main
from corpus_clean.decisions import DecisionsError, parse

SOURCE = "作為達(dá)州市,達(dá)川\r\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_bytes(SOURCE.encode())
    return tmp_path


def run(line: str) -> Result:
    result = CliRunner().invoke(main, shlex.split(line), prog_name="corpus-clean")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def accepted(start: int, before: str, after: str, **more: object) -> dict[str, Any]:
    made = {"start": start, "end": start + len(before), "before": before, "after": after}
    return {**made, "rules": ["pinyin-gloss"], "certainty": "likely", **more}


def decide(*edits: dict[str, Any], name: str = "a.txt", **more: object) -> dict[str, Any]:
    data = Path(name).read_bytes()
    made = {"file": name, "sha256": sha256(data).hexdigest(), "encoding": "utf-8", "bom": "", "recode": None}
    return {**made, "accepted": list(edits), "rejected": [[9, 10]], **more}


def put(*files: dict[str, Any], **more: object) -> Path:
    start = {"kind": "decisions", "tool": "corpus-clean", "format": 1, "version": "0.1.0", "files": list(files), **more}
    Path("d.json").write_text(json.dumps(start), "utf-8")
    return Path("d.json")


def test_exactly_what_was_accepted_is_made() -> None:
    put(decide(accepted(3, "(dá)", "")))
    result = run("apply d.json")
    assert result.exit_code == 0
    assert result.output == "applied a.txt  1 repair (pinyin-gloss 1)\nApplied 1 in 1 file; 1 rejected\n"
    assert Path("a.txt").read_bytes() == SOURCE.replace("(dá)", "", 1).encode()


def test_it_can_be_undone() -> None:
    put(decide(accepted(3, "(dá)", ""), accepted(9, ",", "，")))
    assert run("apply d.json --report l.jsonl --backup .orig").exit_code == 0
    assert Path("a.txt").read_bytes() == "作為達州市，達(dá)川\r\n".encode()
    assert Path("a.txt.orig").read_bytes() == SOURCE.encode()
    assert json.loads(Path("l.jsonl").read_text().splitlines()[2])["note"] == "accepted by hand"
    assert run("revert l.jsonl").exit_code == 0
    assert Path("a.txt").read_bytes() == SOURCE.encode()


def test_a_source_that_has_changed_is_refused() -> None:
    Path("b.txt").write_bytes(SOURCE.encode())
    put(decide(accepted(3, "(dá)", "")), decide(accepted(3, "(dá)", ""), name="b.txt"))
    Path("a.txt").write_bytes(SOURCE.encode() + b"x")
    result = run("apply d.json")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: a.txt: has changed since the report was made; make a new report")
    assert result.stdout == "applied b.txt  1 repair (pinyin-gloss 1)\nApplied 1 in 1 file; 2 rejected; 1 file failed\n"
    assert Path("a.txt").read_bytes() == SOURCE.encode() + b"x"


def test_nothing_accepted_writes_nothing() -> None:
    put(decide())
    before = Path("a.txt").stat().st_mtime_ns
    assert run("apply d.json").output == "Nothing to apply; 1 rejected\n"
    assert "a.txt: nothing was accepted" in run("apply d.json -v").stderr
    assert Path("a.txt").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        ([accepted(3, "(dá)", ""), accepted(5, "á)", "")], "has repairs that do not go together"),
        ([accepted(3, "(dà)", "")], "has other text at 3 than the decisions say"),
        ([accepted(999, "x", "")], "has repairs that do not go together"),
    ],
)
def test_what_does_not_fit_is_refused(edits: list[dict[str, Any]], message: str) -> None:
    put(decide(*edits))
    result = run("apply d.json")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert message in result.stderr
    assert Path("a.txt").read_bytes() == SOURCE.encode()


def test_what_could_not_be_undone_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus_clean.decisions.record_fault", lambda _: "its record does not lead back")
    put(decide(accepted(3, "(dá)", "")))
    result = run("apply d.json")
    assert result.exit_code == 2
    assert "a.txt: our own fault, its record does not lead back; it was left as it is" in result.stderr
    assert Path("a.txt").read_bytes() == SOURCE.encode()


@pytest.mark.parametrize(("recode", "encoding"), [(True, "utf-8"), (False, "gb18030"), (None, "gb18030")])
def test_the_encoding_is_changed_only_if_that_was_accepted(recode: bool | None, encoding: str) -> None:  # noqa: FBT001
    Path("g.txt").write_bytes(SOURCE.encode("gb18030"))
    put(decide(accepted(3, "(dá)", ""), name="g.txt", encoding="gb18030", recode=recode))
    result = run("apply d.json")
    assert result.exit_code == 0
    assert ("encoding gb18030 -> utf-8" in result.output) == bool(recode)
    assert Path("g.txt").read_bytes() == SOURCE.replace("(dá)", "", 1).encode(encoding)


def test_what_the_old_encoding_lacks_is_refused() -> None:
    Path("l.txt").write_bytes(b"caf\xe9,")
    put(decide(accepted(4, ",", "，"), name="l.txt", encoding="cp1252"))
    assert "cannot be written in cp1252 with these repairs; accept its new encoding" in run("apply d.json").stderr
    put(decide(accepted(4, ",", ";"), name="l.txt", encoding="cp1252"))
    assert "keeps its encoding, and a report cannot record that" in run("apply d.json --report l.jsonl").stderr
    assert Path("l.txt").read_bytes() == b"caf\xe9,"


def test_a_source_that_is_in_another_encoding_is_refused() -> None:
    put(decide(accepted(0, "x", ""), encoding="ascii"))
    assert "is not in ascii, as the decisions say" in run("apply d.json").stderr


def test_a_mark_stays() -> None:
    Path("m.txt").write_bytes(b"\xef\xbb\xbf" + SOURCE.encode())
    put(decide(accepted(3, "(dá)", ""), name="m.txt", bom="efbbbf"))
    assert run("apply d.json").exit_code == 0
    assert Path("m.txt").read_bytes() == b"\xef\xbb\xbf" + SOURCE.replace("(dá)", "", 1).encode()


def test_a_file_that_cannot_be_written_is_recorded_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus_clean.cli.destination import InPlace
    from corpus_clean.files import FileTrouble

    def refuse(_self: InPlace, outcome: Any) -> None:  # noqa: ANN401
        raise FileTrouble(Path(outcome.path), "is on a read-only file system", "work on a copy")

    monkeypatch.setattr(InPlace, "write", refuse)
    put(decide(accepted(3, "(dá)", "")))
    result = run("apply d.json --report l.jsonl")
    assert (result.exit_code, "read-only" in result.stderr) == (2, True)
    assert '"kind": "trouble"' in Path("l.jsonl").read_text()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": 2}, "of format 2, and this version reads format 1"),
        ({"files": 3}, "damaged ("),
        ({"files": [{"file": "a.txt"}]}, "damaged ('encoding')"),
        ({"files": [{**dict.fromkeys(("file", "sha256", "bom"), ""), "encoding": "hex"}]}, "damaged ("),
        ({"files": [{**dict.fromkeys(("file", "sha256", "bom"), 1), "encoding": "utf-8", "accepted": []}]}, "damaged"),
    ],
)
def test_a_damaged_file_is_one_line(change: dict[str, Any], message: str) -> None:
    put(**change)
    result = run("apply d.json")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert result.stderr.startswith(f"error: d.json: {message}")


def test_what_is_no_decisions_is_one_line() -> None:
    assert run("apply a.txt").stderr == "error: a.txt: not decisions of corpus-clean; the page of a report saves them\n"
    assert run("apply no.json").stderr == "error: no.json: does not exist; check the name\n"
    assert run("apply d.json --backup a/b").exit_code == 2
    with pytest.raises(DecisionsError, match="damaged"):
        parse(b'{"kind": "decisions", "tool": "corpus-clean"')


def test_decisions_are_no_text_to_clean() -> None:
    put(decide(accepted(3, "(dá)", "")))
    assert "d.json" not in run("check . -v").stderr
