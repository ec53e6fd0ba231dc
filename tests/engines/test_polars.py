"""Polars, eager, lazy and streaming."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("polars")

import polars as pl

import corpus_clean.integrations.polars  # noqa: F401 - registers the namespace
from tests.engines.documents import CLEANED, FAULT, TEXTS, Raising, ledgers, readable, recipe, shard, survived

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.engine

FIXED = pl.col("text").corpus_clean.fix()
TOLD = pl.col("text").corpus_clean.ledger().alias("repairs")


def test_an_eager_frame_is_what_clean_makes_of_it() -> None:
    made = pl.DataFrame({"text": TEXTS}).with_columns(FIXED, TOLD)
    assert made["text"].to_list() == CLEANED
    assert made["repairs"].to_list() == ledgers()


def test_a_lazy_frame_keeps_its_schema_and_streams(tmp_path: Path) -> None:
    pl.DataFrame({"text": TEXTS * 3}).write_parquet(tmp_path / "a.parquet")
    lazy = pl.scan_parquet(tmp_path / "a.parquet").with_columns(FIXED, TOLD)
    assert lazy.collect_schema()["text"] == pl.String
    lazy.sink_parquet(tmp_path / "b.parquet")
    made = pl.read_parquet(tmp_path / "b.parquet")
    assert made["text"].to_list() == CLEANED * 3
    assert made["repairs"].to_list() == ledgers() * 3
    assert made.schema == lazy.collect_schema()


@pytest.mark.parametrize("kind", [pl.Categorical, pl.Null])
def test_other_columns_of_texts_are_cleaned_too(kind: type[pl.DataType]) -> None:
    texts = ["達(dá)川", None] if kind is pl.Categorical else [None, None]
    # An expression of its own: Polars remembers what type it had at first.
    made = pl.DataFrame({"text": pl.Series(texts, dtype=kind)}).select(pl.col("text").corpus_clean.fix())
    assert made["text"].dtype == kind
    assert made["text"].to_list() == (["達川", None] if kind is pl.Categorical else [None, None])


def test_a_text_that_cannot_be_cleaned_costs_no_other() -> None:
    column = pl.col("text").corpus_clean
    made = pl.DataFrame({"text": [FAULT, "達(dá)川"]}).select(
        column.fix(Raising()), column.ledger(Raising()).alias("told")
    )
    assert made["text"].to_list() == [FAULT, "達川"]
    assert [told[0]["kind"] for told in made["told"].to_list()] == ["error", "repair"]


def test_its_reader_stops_at_a_line_that_is_no_utf_8(tmp_path: Path) -> None:
    with pytest.raises(pl.exceptions.ComputeError, match="UTF-8"):
        pl.scan_ndjson(shard(tmp_path)).with_columns(FIXED).collect()


def test_of_a_shard_that_was_made_readable_no_record_is_lost(tmp_path: Path) -> None:
    column = pl.col("text").corpus_clean
    fixed = (column.fix(Raising()), column.ledger(Raising()).alias("repairs"))
    made = pl.scan_ndjson(readable(tmp_path)).with_columns(fixed).collect()
    assert survived(made.select("id", "text", "repairs").rows())


def test_the_recipe_of_the_readme_runs(tmp_path: Path) -> None:
    recipe("polars", tmp_path)
