"""Dask, by threads and by two processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("dask.dataframe")

import dask.dataframe as dd
import pandas as pd
from dask.tokenize import tokenize

from corpus_clean.cleaner import Cleaner
from corpus_clean.integrations.dask import cleaned
from tests.engines.documents import CLEANED, FAULT, TEXTS, Raising, ledgers, readable, recipe, shard, survived

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.engine, pytest.mark.filterwarnings("ignore")]


@pytest.mark.parametrize("scheduler", ["threads", "processes"])
def test_partitions_are_what_clean_makes_of_them(scheduler: str) -> None:
    frame = dd.from_pandas(pd.DataFrame({"id": range(len(TEXTS)), "text": TEXTS}), npartitions=4)
    made = cleaned(frame, ledger_column="repairs").compute(scheduler=scheduler, num_workers=2)
    assert [None if pd.isna(one) else one for one in made["text"]] == CLEANED
    assert list(made["repairs"]) == ledgers()
    assert list(cleaned(frame).columns) == ["id", "text"]


def test_tasks_are_named_by_version_and_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    first = tokenize(Cleaner(), ensure_deterministic=True)
    assert tokenize(Cleaner(), ensure_deterministic=True) == first
    assert tokenize(Cleaner("minimal"), ensure_deterministic=True) != first
    assert tokenize(Raising(), ensure_deterministic=True) != first
    monkeypatch.setattr("corpus_clean.cleaner.__version__", "9.9.9")
    assert tokenize(Cleaner(), ensure_deterministic=True) != first


def test_a_text_that_cannot_be_cleaned_costs_no_other() -> None:
    frame = dd.from_pandas(pd.DataFrame({"text": [FAULT, "達(dá)川"]}), npartitions=1)
    made = cleaned(frame, cleaner=Raising(), ledger_column="repairs").compute()
    assert list(made["text"]) == [FAULT, "達川"]
    assert [told[0]["kind"] for told in made["repairs"]] == ["error", "repair"]


def test_its_reader_stops_at_a_line_that_is_no_utf_8(tmp_path: Path) -> None:
    with pytest.raises(UnicodeDecodeError):
        cleaned(dd.read_json(shard(tmp_path))).compute()


def test_of_a_shard_that_was_made_readable_no_record_is_lost(tmp_path: Path) -> None:
    made = cleaned(dd.read_json(readable(tmp_path)), cleaner=Raising(), ledger_column="repairs").compute()
    assert survived(zip(made["id"], made["text"], made["repairs"], strict=True))


def test_the_recipe_of_the_readme_runs(tmp_path: Path) -> None:
    recipe("dask", tmp_path)
