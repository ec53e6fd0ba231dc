"""Ray Data, with two workers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("ray")

import pyarrow as pa
import ray
import ray.data

from corpus_clean.integrations.ray import cleaned
from tests.engines.documents import CLEANED, FAULT, TEXTS, Raising, ledgers, readable, recipe, shard, survived

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.engine, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()


def dataset(texts: list[str | None]) -> ray.data.Dataset:
    table = pa.table({"id": range(len(texts)), "text": texts})
    return ray.data.from_arrow(table).repartition(4)


def test_two_workers_do_what_clean_does() -> None:
    rows = cleaned(dataset(TEXTS), ledger_column="repairs", batch_size=32).take_all()
    rows.sort(key=lambda row: row["id"])
    assert [row["text"] for row in rows] == CLEANED
    assert [row["repairs"] and list(row["repairs"]) for row in rows] == ledgers()


def test_a_text_that_cannot_be_cleaned_costs_no_other() -> None:
    rows = cleaned(dataset([FAULT, "達(dá)川"]), cleaner=Raising(), ledger_column="repairs").take_all()
    assert sorted(row["text"] for row in rows) == [FAULT, "達川"]
    assert {row["repairs"][0]["kind"] for row in rows} == {"error", "repair"}


def test_the_recipe_of_the_readme_runs(tmp_path: Path) -> None:
    rows = recipe("ray", tmp_path)
    assert sum(bool(row.get("repairs")) for row in rows.values()) == sum(map(bool, ledgers()))


def records(path: str) -> list[dict[str, Any]]:
    made = cleaned(ray.data.read_json(path), cleaner=Raising(), ledger_column="repairs")
    tables = [ray.get(one) for one in made.to_arrow_refs()]
    binary = [one.set_column(1, "text", [part.view("binary") for part in one["text"].chunks]) for one in tables]
    return [row for one in binary for row in one.to_pylist()]


def test_a_line_that_is_no_utf_8_costs_no_other(tmp_path: Path) -> None:
    """Ray's reader of JSON does not look whether it is UTF-8: the text gets here as it is."""
    rows = records(shard(tmp_path))
    (bad,) = [row for row in rows if row["id"] == "1"]
    assert (bad["text"], [one["kind"] for one in bad["repairs"]]) == (b"\xe9\xa0b", ["error"])
    assert survived((row["id"], row["text"].decode(), row["repairs"]) for row in rows if row is not bad)


def test_of_a_shard_that_was_made_readable_no_record_is_lost(tmp_path: Path) -> None:
    assert survived((row["id"], row["text"].decode(), row["repairs"]) for row in records(readable(tmp_path)))
