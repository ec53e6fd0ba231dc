"""Ray Data, with two workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("ray")

import pyarrow as pa
import ray
import ray.data

from corpus_clean.integrations.ray import cleaned
from tests.engines.documents import CLEANED, FAULT, TEXTS, Raising, ledgers, recipe

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


def test_a_line_that_is_no_utf_8_costs_no_other(tmp_path: Path) -> None:
    """Ray's reader of JSON does not look whether it is UTF-8: the text gets here as it is."""
    texts = ["達(dá)川".encode(), b"\xe9", b"fine " * 100_000]
    lines = [b'{"id": %d, "text": "%s"}\n' % (at, text) for at, text in enumerate(texts)]
    (tmp_path / "a.jsonl").write_bytes(b"".join(lines))
    made = cleaned(ray.data.read_json(str(tmp_path)), ledger_column="repairs")
    rows = [row for one in made.to_arrow_refs() for row in ray.get(one).select(["id", "repairs"]).to_pylist()]
    assert {row["id"]: [one["kind"] for one in row["repairs"]] for row in rows} == {0: ["repair"], 1: ["error"], 2: []}
