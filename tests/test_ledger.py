"""The ledger leads back, byte for byte; what does not fit it is refused in one line."""

import json
import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_clean import ledger as ledgers
from corpus_clean import undo
from corpus_clean.config import Config
from corpus_clean.edit import Edit
from corpus_clean.files import FileTrouble
from corpus_clean.ledger import Ledger, LedgerError
from corpus_clean.session import Outcome, Status
from corpus_clean.tally import Tally
from tests.outcomes import edit, edited, finding, outcome

TEXTS = st.characters(codec="utf-8")
ENCODINGS = [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-32-be", b"\0\0\xfe\xff")]


def recorded(*outcomes: Outcome, totals: bool = True) -> bytes:
    ledger = Ledger()
    lines = [ledger.header("fix", Config(), ["a-rule"])]
    for one in outcomes:
        lines += ledger.entry(one)
    return "".join([*lines, ledger.totals(Tally())] if totals else lines).encode("ascii")


@given(edited(TEXTS), st.sampled_from([*ENCODINGS, ("gb18030", b"")]))
def test_the_bytes_of_the_source_come_back(sample: tuple[str, tuple[Edit, ...]], how: tuple[str, bytes]) -> None:
    one = outcome(sample[0], *sample[1], encoding=how[0], bom=how[1], written="a.txt")
    entries = list(undo.parse(recorded(one)))
    if one.status is Status.CLEAN:
        assert not entries
    else:
        assert undo.restored(entries[0], one.data) == one.source


@given(edited())
def test_any_text_comes_back_half_surrogate_pairs_too(sample: tuple[str, tuple[Edit, ...]]) -> None:
    one = outcome(sample[0], *sample[1])
    for entry in undo.parse(recorded(one)):
        assert entry.inverse
        assert entry.inverse.apply(one.result.text) == sample[0]


def test_halves_that_json_would_join_stay_apart() -> None:
    one = outcome("a\ud83d\ude00b", edit(1, 3, "\udc00\ud800\udc00"))
    (entry,) = undo.parse(recorded(one))
    assert entry.inverse
    assert entry.inverse.apply(one.result.text) == "a\ud83d\ude00b"
    assert '["\\ud83d", "\\ude00"]' in recorded(one).decode()


def test_lines_say_where_what_and_why() -> None:
    text = "一\n達(dá)?"
    lines = recorded(outcome(text, edit(3, 7, "", "pinyin-gloss"), findings=(finding(7, 8, text, "x"),)))
    header, file, repair, found, totals = map(json.loads, lines.splitlines())
    assert (header["tool"], header["rules"], header["config"]["digest"]) == (
        "corpus-clean",
        ["a-rule"],
        Config().digest(),
    )
    assert (file["file"], file["repairs"], file["findings"], file["result"]) == ("a.txt", 1, 1, None)
    assert file["source_sha256"] == sha256(text.encode()).hexdigest()
    assert repair["source"] == {"start": 3, "end": 7, "line": 2, "column": 2, "byte": 7}
    assert repair["result"] == {"start": 3, "end": 3}
    assert (repair["before"], repair["after"], repair["rules"], repair["certainty"]) == (
        "(dá)",
        "",
        ["pinyin-gloss"],
        "likely",
    )
    assert (found["kind"], found["candidates"], found["certainty"]) == ("finding", ["x"], None)
    assert totals["kind"] == "totals"


def test_a_file_stands_once_and_clean_ones_not_at_all() -> None:
    ledger = Ledger()
    assert not list(ledger.entry(outcome("fine")))
    assert list(ledger.entry(outcome("a", edit(0, 1, "b"), written="out.txt")))
    for one in (outcome("c", edit(0, 1, "b")), outcome("c", edit(0, 1, "b"), path="c.txt", written="out.txt")):
        with pytest.raises(LedgerError, match="twice in one ledger"):
            list(ledger.entry(one))


def test_a_failed_file_is_taken_back() -> None:
    ledger = Ledger()
    one = outcome("a", edit(0, 1, "b"))
    lines = [ledger.header("fix", Config(), []), *ledger.entry(one), ledger.failed(one, "disk full")]
    assert not list(undo.parse("".join(lines).encode()))


@given(st.data())
def test_cut_anywhere_it_never_names_a_file_wrongly(data: st.DataObject) -> None:
    outcomes = [outcome("a,b", edit(1, 2, "，"), edit(2, 3, "c"), path=f"{number}.txt") for number in range(3)]
    whole = recorded(*outcomes)
    cut = whole[: data.draw(st.integers(len(ledgers.START), len(whole)))]
    for entry, one in zip(undo.parse(cut), outcomes, strict=False):
        if entry.inverse is not None:
            assert undo.restored(entry, one.data) == one.source
    complete = [one for one in outcomes if whole.index(f'"{one.path}"'.encode()) < len(cut)]
    assert len(complete) - 1 <= len(list(undo.parse(cut))) <= len(complete)


HEAD = ledgers.Ledger().header("fix", Config(), []).encode()
FILE, REPAIR, *_ = recorded(outcome("a", edit(0, 1, "b"))).splitlines(keepends=True)[1:]


def changed(line: bytes, **values: object) -> bytes:
    return json.dumps({**json.loads(line), **values}).encode() + b"\n"


def without(line: bytes, key: str) -> bytes:
    return json.dumps({name: value for name, value in json.loads(line).items() if name != key}).encode() + b"\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "1: not a ledger"),
        (b"{}\n", "1: not a ledger"),
        (HEAD + b"nonsense\n", "2: not JSON in ASCII"),
        (HEAD + b'"\xff"\n', "2: not JSON in ASCII"),
        (HEAD + b"[" * 100_000 + b"\n", "2: not JSON in ASCII"),
        (HEAD + b"[]\n", "2: not a line of a ledger: its kind is None"),
        (HEAD + b'{"kind": "more"}\n', "2: not a line of a ledger: its kind is 'more'"),
        (HEAD + HEAD, "2: not a line of a ledger: its kind is 'ledger'"),
        (changed(HEAD, format=9), "1: format 9 is newer than this program"),
        (HEAD + without(FILE, "bom"), "2: file without 'bom'"),
        (HEAD + changed(FILE, file=3), "2: 'file' of file must not be int"),
        (HEAD + changed(FILE, repairs=True), "2: 'repairs' of file must not be bool"),
        (HEAD + REPAIR, "2: a repair that belongs to no file"),
        (HEAD + FILE + changed(REPAIR, file="b.txt"), "3: a repair that belongs to no file"),
        (HEAD + FILE + changed(REPAIR, result={"start": "0"}), "3: 'result' must hold 'start' and 'end'"),
        (HEAD + FILE + changed(REPAIR, before=[1]), "3: a text must be a string or a list of strings"),
        (HEAD + FILE + FILE, "3: 1 more lines belong to the file of line 2"),
        (HEAD + FILE + REPAIR + FILE, "4: the same file a second time"),
        (HEAD + FILE + changed(REPAIR, result={"start": 2, "end": 1}) + FILE, "4: the repairs of the file of line 2"),
        (HEAD + changed(FILE, bom="xx") + REPAIR + FILE, "4: 'bom' of line 2 is not hexadecimal"),
    ],
)
def test_what_is_wrong_is_one_line_with_its_number(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "l.jsonl"
    path.write_bytes(data)
    with pytest.raises(LedgerError) as caught:
        undo.load(path)
    assert str(caught.value).startswith(f"{path}:{message}")
    assert "\n" not in str(caught.value)


def test_revert_puts_back_once_and_refuses_what_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    one = outcome("達川", edit(1, 2, "州"), encoding="gb18030", written="a.txt")
    (entry,) = undo.parse(recorded(one))
    path = Path("a.txt")
    path.write_bytes(one.data)
    os.chmod(path, 0o640)  # noqa: PTH101
    assert undo.revert(entry)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (one.source, 0o640)
    assert not undo.revert(entry)
    path.write_bytes(one.data + b"\n")
    with pytest.raises(FileTrouble, match="was changed since"):
        undo.revert(entry)
    assert path.read_bytes() == one.data + b"\n"


@pytest.mark.parametrize(("cut", "whole", "entries"), [(0, True, 1), (1, False, 1), (2, False, 1), (3, False, 0)])
def test_a_ledger_without_its_end_is_known(tmp_path: Path, cut: int, *, whole: bool, entries: int) -> None:
    lines = recorded(outcome("a", edit(0, 1, "b"))).splitlines(keepends=True)
    path = tmp_path / "l.jsonl"
    path.write_bytes(b"".join(lines[: len(lines) - cut]))
    held, ended = undo.load(path)
    assert (len(held), ended) == (entries, whole)
    assert [entry.inverse is None for entry in held] == [cut == 2] * entries


def test_what_was_deleted_piece_by_piece_comes_back_at_one_place() -> None:
    one = outcome("a\ufeff\ufeffb", edit(1, 2, ""), edit(2, 3, ""), written="a.txt")
    (entry,) = undo.parse(recorded(one))
    assert undo.restored(entry, one.data) == one.source


def test_a_ledger_that_does_not_fit_writes_nothing() -> None:
    one = outcome("a,b", edit(1, 2, "，"))
    (entry,) = undo.parse(recorded(one))
    assert entry.inverse
    with pytest.raises(LedgerError, match="does not lead to the source"):
        undo.restored(replace(entry, source_sha256="0"), one.data)
    for wrong in ({"encoding": "no-such"}, {"encoding": "ascii", "inverse": type(entry.inverse)((Edit(0, 1, "達"),))}):
        with pytest.raises(LedgerError, match="does not fit"):
            undo.restored(replace(entry, **wrong), one.data)
