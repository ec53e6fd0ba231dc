"""pandas, whatever its strings are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("pandas")

import pandas as pd

import corpus_clean.integrations.pandas  # noqa: F401 - registers the accessor
from tests.engines.documents import CLEANED, FAULT, TEXTS, Raising, ledgers, readable, recipe, shard, survived

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.engine


@pytest.mark.parametrize("kind", ["object", "str", "string"])
def test_a_series_is_what_clean_makes_of_it(kind: str) -> None:
    series = pd.Series(TEXTS, index=range(10, 10 + len(TEXTS)), dtype=kind, name="text")
    made = series.corpus_clean.fix()
    assert [None if pd.isna(one) else one for one in made] == CLEANED
    assert (made.dtype, made.name) == (series.dtype, "text")
    assert made.index.equals(series.index)
    assert list(series.corpus_clean.ledger()) == ledgers()


def test_what_is_no_text_stays() -> None:
    made = pd.Series([5, None, "達(dá)川", float("nan")], dtype=object).corpus_clean.fix()
    assert made.tolist()[:3] == [5, None, "達川"]


def test_the_series_that_was_given_stays() -> None:
    series = pd.Series(["達(dá)川", "fine"])
    assert series.corpus_clean.fix().tolist() == ["達川", "fine"]
    assert series.tolist() == ["達(dá)川", "fine"]
    with pytest.raises(TypeError, match="new category"):
        series.astype("category").corpus_clean.fix()


def test_a_text_that_cannot_be_cleaned_costs_no_other() -> None:
    series = pd.Series([FAULT, "達(dá)川"])
    assert series.corpus_clean.fix(Raising()).tolist() == [FAULT, "達川"]
    assert [told[0]["kind"] for told in series.corpus_clean.ledger(Raising())] == ["error", "repair"]


def test_its_reader_stops_at_a_line_that_is_no_utf_8(tmp_path: Path) -> None:
    with pytest.raises(UnicodeDecodeError):
        pd.read_json(shard(tmp_path), lines=True)


def test_of_a_shard_that_was_made_readable_no_record_is_lost(tmp_path: Path) -> None:
    frame = pd.read_json(readable(tmp_path), lines=True)
    column = frame["text"].corpus_clean
    assert survived(zip(frame["id"], column.fix(Raising()), column.ledger(Raising()), strict=True))


def test_the_recipe_of_the_readme_runs(tmp_path: Path) -> None:
    rows = recipe("pandas", tmp_path)
    assert sum(bool(row.get("repairs")) for row in rows.values()) == sum(map(bool, ledgers()))
