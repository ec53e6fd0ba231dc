"""Spark with two local workers."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("pyspark")

from pyspark.sql import SparkSession

from corpus_clean.integrations.spark import cleaned, function
from tests.engines.documents import BAD, CLEANED, FAULT, TEXTS, Raising, ledgers, readable, recipe, shard, survived

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyspark.sql import DataFrame

pytestmark = [pytest.mark.engine, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    os.environ["PYSPARK_PYTHON"] = sys.executable  # what is on the path may be another
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    yield session
    session.stop()


def frame(spark: SparkSession, texts: list[str | None]) -> DataFrame:
    return spark.createDataFrame(list(enumerate(texts)), "id int, text string").repartition(4)


def test_two_workers_do_what_clean_does(spark: SparkSession) -> None:
    rows = cleaned(frame(spark, TEXTS), ledger_column="repairs").orderBy("id").collect()
    assert [row.text for row in rows] == CLEANED
    assert [
        row.repairs if row.repairs is None else [one.asDict(recursive=True) for one in row.repairs] for row in rows
    ] == ledgers()


def test_a_column_can_be_cleaned_by_a_function(spark: SparkSession) -> None:
    rows = frame(spark, TEXTS).select("id", function()("text").alias("text")).orderBy("id").collect()
    assert [row.text for row in rows] == CLEANED


def test_a_text_that_cannot_be_cleaned_costs_no_other(spark: SparkSession) -> None:
    rows = (
        cleaned(frame(spark, [FAULT, "達(dá)川"]), cleaner=Raising(), ledger_column="repairs").orderBy("id").collect()
    )
    assert [(row.text, row.repairs[0].kind) for row in rows] == [(FAULT, "error"), ("達川", "repair")]


def records(spark: SparkSession, path: str) -> list[Any]:
    rows: list[Any] = cleaned(spark.read.json(path), cleaner=Raising(), ledger_column="repairs").collect()
    return rows


def test_a_line_that_is_no_utf_8_costs_no_other(spark: SparkSession, tmp_path: Path) -> None:
    rows = records(spark, shard(tmp_path))
    assert survived((row.id, row.text, row.repairs) for row in rows if row.id is not None)
    (bad,) = [row for row in rows if row.id is None]
    assert bad._corrupt_record == BAD.decode("utf-8", "replace")


def test_of_a_shard_that_was_made_readable_no_record_is_lost(spark: SparkSession, tmp_path: Path) -> None:
    assert survived((row.id, row.text, row.repairs) for row in records(spark, readable(tmp_path)))


def test_the_recipe_of_the_readme_runs(tmp_path: Path) -> None:
    rows = recipe("spark", tmp_path)
    assert sum(bool(row.get("repairs")) for row in rows.values()) == sum(map(bool, ledgers()))


def test_a_line_that_is_no_record_costs_no_other(spark: SparkSession, tmp_path: Path) -> None:
    """Spark keeps what is no JSON in `_corrupt_record`, with U+FFFD where it is no UTF-8; all get through."""
    lines = ['{"id": 0, "text": "達(dá)川"}'.encode(), b'{"id": 1, "text": "\xe9\xa0b"}', b'{"id": 2, "text', b"{}"]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    rows = cleaned(spark.read.json(str(tmp_path)), ledger_column="repairs").collect()
    assert len(rows) == len(lines)
    assert [row.id for row in rows] == [0, None, None, None]
    assert [row.text for row in rows] == ["達川", None, None, None]
    assert [row._corrupt_record for row in rows] == [
        None,
        *(line.decode("utf-8", "replace") for line in lines[1:3]),
        None,
    ]
