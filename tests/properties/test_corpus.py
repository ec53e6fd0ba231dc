"""Whatever the bytes of a shard are: nothing is lost, it can be undone, and cleaned again nothing changes."""

from __future__ import annotations

import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_clean.cleaner import Cleaner, clean
from corpus_clean.corpus import Settings, run
from corpus_clean.corpus.delimited import Delimited
from corpus_clean.corpus.field_path import parse, values, written
from corpus_clean.corpus.json_elements import elements
from corpus_clean.corpus.json_slots import slots
from corpus_clean.corpus.jsonl import JsonLines
from corpus_clean.corpus.layout import Layout
from corpus_clean.corpus.manifest import shards
from corpus_clean.corpus.pieces import Kind, lines, paragraphs, whole
from corpus_clean.corpus.restore import restore
from corpus_clean.corpus.spelling import JSON, byte_edits, edited
from corpus_clean.corpus.treatment import Treatment

if TYPE_CHECKING:
    from collections.abc import Callable

DAMAGED = st.sampled_from(
    ["全縣(xiàn)開(kāi)展了", "cigÃ¼eÃ±a", "Tom &amp; Jerry", "\ud83d", "pass\u200bword", '"', "\\", "\n"]
)
TEXT = st.lists(st.one_of(DAMAGED, st.text(max_size=8)), max_size=5).map("".join)
VALUE = st.recursive(
    st.one_of(TEXT, st.none(), st.integers(), st.floats(), st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=8,
)
RECORD = st.dictionaries(st.one_of(st.just("text"), TEXT), VALUE, max_size=4)
PIECE = st.one_of(
    RECORD.map(lambda record: json.dumps(record).encode()),
    RECORD.map(lambda record: json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")),
    st.binary(max_size=12),
    st.sampled_from([b"\n", b"\r\n", b"\xef\xbb\xbf", b'{"text": "', b'"}', b",", b'"', b"\x00", b"\xb9\xfa"]),
)
BYTES = st.lists(PIECE, max_size=8).map(b"\n".join)


@settings(deadline=None)
@given(
    BYTES, st.sampled_from(["a.jsonl", "a.csv", "a.tsv", "a.txt", "a.json", "a.html", "a.md", "a.srt", "a.jsonl.gz"])
)
def test_in_is_out_and_quarantine(data: bytes, name: str) -> None:
    from tests.shards import read, write

    with TemporaryDirectory() as folder:
        root = Path(folder)
        write(root / "in" / name, b"text\n" + data if name.endswith("sv") else data)
        told = Settings(on_error="quarantine", document="line")
        summary = run(root / "in", root / "out", told)
        layout = Layout(root / "out")
        (line,) = shards(layout.manifests()).values()
        if line["status"] == "failed":  # no record has a text
            assert "no record has a text" in line["reason"]
            return
        assert line["records"] == line["out"] + line["quarantined"]
        assert not summary.counts["faults"]
        restore(line, layout, root / "back" / name)
        assert read(root / "back" / name) == read(root / "in" / name)
        if line["texts"]:
            again = run(root / "out", root / "again", told)
            assert again.counts["changed"] == 0 or again.failed


@settings(deadline=None)
@given(st.binary(max_size=60), st.integers(1, 20))
def test_pieces_are_all_the_bytes(data: bytes, limit: int) -> None:
    for cut in (lines, whole, paragraphs, elements):
        assert b"".join(piece for _, piece in cut(io.BytesIO(data), limit)) == data
    rows = Delimited([("a",)], None, delimiter=b",", quotes=True).pieces(io.BytesIO(b"a\n" + data), limit)
    assert b"".join(piece for _, piece in rows) == b"a\n" + data


class Slow(io.BytesIO):
    """A stream that gives three bytes at once."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(3, size or 3))


@settings(deadline=None)
@given(st.lists(VALUE), st.sampled_from([None, 1, 3]), st.sampled_from([io.BytesIO, Slow]))
def test_elements_are_what_the_parser_finds(
    values_: list[Any], indent: int | None, stream: Callable[[bytes], io.BytesIO]
) -> None:
    raw = json.dumps(values_, indent=indent).encode()
    found = [piece for kind, piece in elements(stream(raw), 10**9) if kind is Kind.RECORD]
    assert str([json.loads(piece) for piece in found]) == str(json.loads(raw))


@settings(deadline=None)
@given(VALUE)
def test_slots_are_what_the_parser_finds(value: Any) -> None:  # noqa: ANN401 - JSON
    for ascii_only in (True, False):
        raw = json.dumps({"a": value}, ensure_ascii=ascii_only).encode("utf-8", "replace")
        paths = [("a",), ("a", "[]"), ("a", "*"), ("a", "[]", "[]"), ("a", "text")]
        record = json.loads(raw)
        found = sorted(slot.text for path in paths for slot in slots(raw, [path]))
        assert found == sorted(one for path in paths for one in values(record, path) if isinstance(one, str))


@settings(deadline=None)
@given(TEXT, st.sampled_from([json.dumps, lambda text: json.dumps(text, ensure_ascii=False)]))
def test_an_edit_says_what_the_result_says(text: str, spell: Callable[[str], str]) -> None:
    raw = spell(text).encode("utf-8", "replace")[1:-1]
    text = json.loads(b'"' + raw + b'"')
    result = clean(text)
    after = edited(raw, byte_edits(raw, text, result.repairs, JSON))
    assert json.loads(b'"' + after + b'"') == result.text


@settings(deadline=None)
@given(RECORD)
def test_only_the_text_of_a_record_changes(record: dict[str, Any]) -> None:
    raw = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    treated = Treatment(Cleaner(), JsonLines([("text",)]))(raw)
    if treated is None:
        return
    assert not treated.fault
    before, after = json.loads(raw), json.loads(treated.data)
    assert list(before) == list(after)
    assert {**before, "text": 0} == {**after, "text": 0} or str(before).count("nan")
    assert edited(treated.data, treated.undo) == raw


@settings(deadline=None)
@given(st.lists(st.one_of(st.just("[]"), st.text(min_size=1)), min_size=1))
def test_paths_are_read_as_they_are_written(path: list[str]) -> None:
    steps = tuple("x" if one == "*" else one for one in path)
    if any("[]" in one and one != "[]" for one in steps):
        return
    assert parse(written(steps)) == steps
