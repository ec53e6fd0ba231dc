"""Nothing is written that does not lead there and back; a fault of ours ends with 123 and with what shows it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from corpus_clean import ledger, reproducer
from corpus_clean.cleaner import Cleaner
from corpus_clean.cli import main
from corpus_clean.corpus import Settings, run
from corpus_clean.corpus.layout import Layout
from corpus_clean.corpus.manifest import shards
from corpus_clean.corpus.shard_ledger import read
from corpus_clean.session import Status, examine_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus_clean.result import Result

SOURCE = "gut\n達(dá)川\n".encode()
RESULT = "gut\n達川\n".encode()


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()


def forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the engine forget a repair in the record of a text that has a gloss in it."""
    clean = Cleaner.clean

    def forgetful(self: Cleaner, text: str, **options: Any) -> Result:  # noqa: ANN401 - those of clean
        result = clean(self, text, **options)
        return replace(result, repairs=()) if "dá" in text else result

    monkeypatch.setattr(Cleaner, "clean", forgetful)


def raises(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the engine fail at a gloss."""
    clean = Cleaner.clean

    def failing(self: Cleaner, text: str, **options: Any) -> Result:  # noqa: ANN401 - those of clean
        if "(dá)" in text:
            raise ZeroDivisionError("oh\nno")
        return clean(self, text, **options)

    monkeypatch.setattr(Cleaner, "clean", failing)


def told(line: str) -> tuple[int, str, list[Path]]:
    ran = CliRunner().invoke(main, line.split())
    assert ran.exception is None or isinstance(ran.exception, SystemExit)
    return ran.exit_code, ran.stderr, sorted(Path("temp").iterdir())


@pytest.mark.parametrize("fault", [forgets, raises])
@pytest.mark.parametrize("command", ["fix", "check", "diff", "fix -o b.txt", "fix --output-dir out"])
def test_a_fault_of_ours_writes_nothing_and_shows_itself(
    command: str,
    fault: Callable[[pytest.MonkeyPatch], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("a.txt").write_bytes(SOURCE)
    Path("b").mkdir()
    Path("b", "c.txt").write_bytes(b"fine\n")
    before = sorted(Path().rglob("*"))
    fault(monkeypatch)
    code, errors, (saved,) = told(f"{command} --isolated a.txt")
    assert code == 123
    assert errors.startswith("error: a.txt: our own fault, ")
    assert str(saved) in errors
    assert Path("a.txt").read_bytes() == SOURCE
    assert sorted(set(Path().rglob("*")) - {saved}) == before
    kept = json.loads(saved.read_text("ascii"))
    assert ("Traceback" in kept["traceback"]) == (fault is raises)
    assert kept["bytes"] < len(SOURCE)
    saved = saved.resolve()
    assert reproducer.again(saved).fault
    monkeypatch.undo()
    assert not reproducer.again(saved).fault


def test_the_other_files_are_cleaned_and_few_are_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(9):
        Path(f"{number}.txt").write_bytes(SOURCE)
    Path("z.txt").write_bytes(b"Tom &amp;amp; Jerry\n")
    raises(monkeypatch)
    code, errors, saved = told("fix --isolated . --select html-entity,pinyin-gloss")
    assert (code, len(saved)) == (123, 3)
    assert errors.count("our own fault") == 9
    assert Path("z.txt").read_bytes() == b"Tom & Jerry\n"


def test_what_a_pipe_carries_goes_on_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    raises(monkeypatch)
    for options in ([], ["--lines"]):
        ran = CliRunner().invoke(main, ["fix", "-", "--isolated", *options], input=SOURCE)
        assert (ran.exit_code, ran.stdout_bytes) == (123, SOURCE)
        assert "our own fault" in ran.stderr


def drops_a_repair(lines: list[str]) -> list[str]:
    return [line.replace('"repairs": 1', '"repairs": 0') for line in lines if '"kind": "repair"' not in line]


def moves_a_repair(lines: list[str]) -> list[str]:
    return [line.replace('"result": {"start": 5, "end": 5}', '"result": {"start": 4, "end": 4}') for line in lines]


def loses_a_letter(lines: list[str]) -> list[str]:
    return [line.replace('"before": "(d', '"before": "(') for line in lines]


@pytest.mark.parametrize("fault", [drops_a_repair, moves_a_repair, loses_a_letter])
def test_a_record_that_does_not_lead_back_is_seen_before_anything_is_written(
    fault: Callable[[list[str]], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entry = ledger.Ledger.entry

    def faulty(self: ledger.Ledger, outcome: Any) -> Iterator[str]:  # noqa: ANN401 - an outcome
        lines = list(entry(self, outcome))
        broken = fault(lines)
        assert broken != lines
        yield from broken

    monkeypatch.setattr(ledger.Ledger, "entry", faulty)
    one = examine_bytes("a.txt", SOURCE, Cleaner())
    assert (one.status, one.fault, one.data) == (Status.TROUBLE, True, SOURCE)
    assert "its record does not lead back" in one.reason


def test_what_would_be_read_otherwise_when_it_is_repaired_is_left_and_no_fault_of_ours() -> None:
    source = b"\x01\xef\xbf\xb9++++++++++++++++\n\x1b$B$3"
    one = examine_bytes("a.txt", source, Cleaner())
    assert (one.status, one.fault, one.data) == (Status.TROUBLE, False, source)
    assert one.reason == "repaired, it would be read in iso2022_jp_ext, as another text; it was left as it is"


def test_rules_of_plugins_are_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    cleaner = Cleaner()
    assert not examine_bytes("a.txt", SOURCE, cleaner).fault
    object.__setattr__(cleaner, "plugins", ("theirs",))
    assert not examine_bytes("a.txt", SOURCE, cleaner).fault
    clean = Cleaner.clean

    def restless(self: Cleaner, text: str, **options: Any) -> Result:  # noqa: ANN401 - those of clean
        return clean(self, text if "(" in text else "達(dá)川", **options)

    monkeypatch.setattr(Cleaner, "clean", restless)
    assert examine_bytes("a.txt", SOURCE, cleaner).reason.startswith("our own fault, cleaning it again")


def test_a_record_of_a_corpus_stays_as_it_was_and_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in ("gut", "達(dá)川", "縣(區(qū))的人")]
    Path("in").mkdir()
    Path("in", "a.jsonl").write_text("\n".join(lines), "utf-8")
    raises(monkeypatch)
    summary = run("in", "out", Settings())
    layout = Layout(Path("out"))
    (entry,) = shards(layout.manifests()).values()
    assert (entry["records"], entry["out"], entry["changed"], entry["faults"]) == (3, 3, 1, 1)
    assert summary.exit_code(allow_quarantine=True) == 3
    assert layout.shard("a.jsonl").read_text("utf-8").splitlines()[:2] == lines[:2]
    (fault,) = [line["fault"] for line in read(layout.ledger("a.jsonl")) if line.get("fault")]
    assert fault == "our own fault, ZeroDivisionError: oh no"


def test_a_page_that_would_change_again_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    page = "<p title='cigÃ¼eÃ±a'>cigÃ¼eÃ±a</p>".encode()
    Path("in").mkdir()
    Path("in", "a.html").write_bytes(page)
    run("in", "out", Settings())
    assert Path("out", "a.html").read_text("utf-8") == "<p title='cigÃ¼eÃ±a'>cigüeña</p>"
    monkeypatch.setattr("corpus_clean.corpus.treatment.Treatment._changes", lambda *_: True)
    assert run("in", "out", Settings(), redo=True).counts["faults"] == 1
    assert Path("out", "a.html").read_bytes() == page


@pytest.mark.parametrize("seconds", [5.0, 0.0])
def test_what_fails_is_made_smaller_as_long_as_there_is_time(seconds: float) -> None:
    data = b"x" * 5000 + b"a" + b"y" * 3000 + b"b" + b"z" * 99
    fewest = reproducer.reduced(data, lambda some: b"a" in some and b"b" in some, seconds)
    assert fewest == (b"ab" if seconds else data)


def test_nowhere_to_save_is_no_second_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/proc/nowhere")
    Path("a.txt").write_bytes(SOURCE)
    raises(monkeypatch)
    code, errors, _ = told("fix --isolated a.txt")
    assert (code, errors) == (123, "error: a.txt: our own fault, ZeroDivisionError: oh no; it was left as it is\n")
