"""Daft, on the machine it runs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("daft")

import daft

from corpus_clean.integrations.daft import function, ledger
from tests.engines.documents import CLEANED, FAULT, TEXTS, Raising, ledgers, readable, recipe, shard, survived

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.engine, pytest.mark.filterwarnings("ignore")]


def test_a_column_is_what_clean_makes_of_it() -> None:
    frame = daft.from_pydict({"id": list(range(len(TEXTS))), "text": TEXTS}).into_partitions(3)
    made = frame.with_columns({"repairs": ledger()(frame["text"]), "cleaned": function()(frame["text"])})
    made = made.sort("id").to_pydict()
    assert made["text"] == TEXTS
    assert made["cleaned"] == CLEANED
    assert made["repairs"] == ledgers()


def test_a_text_that_cannot_be_cleaned_costs_no_other() -> None:
    frame = daft.from_pydict({"text": [FAULT, "達(dá)川"]})
    assert frame.select(function(Raising())(frame["text"])).to_pydict()["text"] == [FAULT, "達川"]
    (told,) = frame.select(ledger(Raising())(frame["text"])).to_pydict().values()
    assert [one[0]["kind"] for one in told] == ["error", "repair"]


def test_its_reader_stops_at_a_line_that_is_no_utf_8(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="UTF-8"):
        daft.read_json(shard(tmp_path))


def test_of_a_shard_that_was_made_readable_no_record_is_lost(tmp_path: Path) -> None:
    frame = daft.read_json(readable(tmp_path))
    column = frame["text"]
    made = frame.select("id", function(Raising())(column).alias("cleaned"), ledger(Raising())(column).alias("repairs"))
    assert survived(zip(*made.to_pydict().values(), strict=True))


def test_the_recipe_of_the_readme_runs(tmp_path: Path) -> None:
    recipe("daft", tmp_path)
