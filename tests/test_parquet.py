"""Parquet: texts repaired in their columns, and nothing else of the file any different."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from corpus_clean.corpus import Settings, run
from corpus_clean.corpus.layout import Layout
from corpus_clean.corpus.manifest import shards
from corpus_clean.corpus.pool import shard_class

if TYPE_CHECKING:
    from pathlib import Path

pa = pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
pq = pytest.importorskip("pyarrow.parquet")

DAMAGED = "全縣(xiàn)開(kāi)展了學(xué)習(xí)"
REPAIRED = "全縣開展了學習"


def table(damaged: str = DAMAGED) -> Any:  # noqa: ANN401 - Arrow
    turn = pa.struct([("role", pa.string()), ("content", pa.large_string())])
    schema = pa.schema(
        [
            pa.field("id", pa.int16(), nullable=False, metadata={"a": "b"}),
            ("text", pa.string()),
            ("kind", pa.dictionary(pa.int8(), pa.string())),
            ("turns", pa.list_(turn)),
            ("deep", pa.large_list(pa.list_(pa.string()))),
            ("score", pa.float64()),
        ],
        metadata={"origin": "a test"},
    )
    rows = [
        {
            "id": at,
            "text": None if at == 3 else damaged if at % 4 == 1 else f"gut {at}",
            "kind": damaged if at == 6 else "kind",
            "turns": None if at == 2 else [{"role": damaged, "content": damaged if at == 7 else "x"}, None][: at % 3],
            "deep": [[], None, ["x", None, damaged if at == 5 else "y"]][at % 3 :],
            "score": float("nan") if at == 1 else at / 7,
        }
        for at in range(10)
    ]
    return pa.Table.from_pylist(rows, schema)


def write(path: Path, held: Any) -> None:  # noqa: ANN401 - Arrow
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(held, path, row_group_size=4, compression={"text": "zstd", "id": "gzip", "score": "none"})


FIELDS = Settings(text_fields=("text", "kind", "turns[].content", "deep[][]"))


def test_the_texts_are_repaired_and_nothing_else(tmp_path: Path) -> None:
    source, out = tmp_path / "in" / "a.parquet", tmp_path / "out"
    write(source, table())
    summary = run(source.parent, out, FIELDS)
    assert not summary.failed
    assert (summary.counts["records"], summary.counts["out"], summary.counts["changed"]) == (10, 10, 6)
    before, after = pq.ParquetFile(source), pq.ParquetFile(out / "a.parquet")
    wanted = table(REPAIRED).to_pylist()
    for row in wanted:
        for turn in row["turns"] or ():
            if turn:
                turn["role"] = DAMAGED
    assert str(after.read().to_pylist()) == str(wanted)  # NaN is not equal to itself
    assert after.schema_arrow.equals(before.schema_arrow, check_metadata=True)
    assert after.metadata.metadata[b"origin"] == b"a test"
    groups = [(one.num_row_groups, [one.metadata.row_group(at).num_rows for at in range(3)]) for one in (before, after)]
    assert groups[0] == groups[1] == (3, [4, 4, 2])
    for at in range(before.metadata.num_columns):
        old, new = (one.metadata.row_group(0).column(at) for one in (before, after))
        assert (old.compression, old.has_dictionary_page) == (new.compression, new.has_dictionary_page)
    (line,) = shards(Layout(out).manifests()).values()
    shard_class("a.parquet").restored(line, Layout(out), tmp_path / "back" / "a.parquet")
    assert str(pq.read_table(tmp_path / "back" / "a.parquet").to_pylist()) == str(table().to_pylist())


def test_a_file_in_which_nothing_is_wrong_is_the_very_file(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.parquet", table("gut"))
    run(tmp_path / "in", tmp_path / "out", FIELDS)
    assert (tmp_path / "in/a.parquet").read_bytes() == (tmp_path / "out/a.parquet").read_bytes()


def test_cleaned_again_nothing_changes_and_processes_make_no_difference(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / "in" / f"{name}.parquet", table())
    run(tmp_path / "in", tmp_path / "one", FIELDS)
    run(tmp_path / "in", tmp_path / "two", FIELDS, jobs=2)
    assert run(tmp_path / "one", tmp_path / "again", FIELDS).counts["changed"] == 0
    assert (tmp_path / "one/b.parquet").read_bytes() == (tmp_path / "two/b.parquet").read_bytes()


def test_bytes_that_are_no_text_stay_and_are_noted(tmp_path: Path) -> None:
    bad = pa.array([b"gut", b"caf\xe9"], pa.binary()).view(pa.string())
    write(tmp_path / "in" / "a.parquet", pa.table({"id": [1, 2], "text": bad, "score": [1.0, 2.0]}))
    summary = run(tmp_path / "in", tmp_path / "out")
    assert (summary.counts["out"], summary.counts["kept"], summary.exit_code()) == (2, 1, 3)
    assert (tmp_path / "in/a.parquet").read_bytes() == (tmp_path / "out/a.parquet").read_bytes()
    assert '"kept": true' in Layout(tmp_path / "out").quarantine("a.parquet").read_text()


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("body", "has no column 'body'; name one of its own with --text-field: id, text"),
        ("id", "a column of int16 holds no text"),
        ("text.a", "a column has string where the field has 'a'"),
        ("turns[].said", "a column has no 'said'; name one of its own with --text-field: role, content"),
    ],
)
def test_a_wrong_field_is_named(field: str, told: str, tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.parquet", table())
    summary = run(tmp_path / "in", tmp_path / "out", Settings(text_fields=(field,)))
    assert told in summary.failed["a.parquet"]
    assert not list((tmp_path / "out").glob("*.parquet*"))


def test_what_is_no_parquet_fails(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.parquet").write_bytes(b"PAR1 or not")
    assert "is no file of Parquet" in run(tmp_path / "in", tmp_path / "out").failed["a.parquet"]


def test_a_fault_of_a_rule_leaves_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus_clean.cleaner import Cleaner

    def faulty(_self: Cleaner, _text: str) -> object:
        raise RuntimeError("a fault")

    write(tmp_path / "in" / "a.parquet", table())
    monkeypatch.setattr(Cleaner, "clean", faulty)
    summary = run(tmp_path / "in", tmp_path / "out")
    assert summary.counts["faults"] == 9
    assert (tmp_path / "in/a.parquet").read_bytes() == (tmp_path / "out/a.parquet").read_bytes()
