"""data-juicer: an operator on its data sets, and a recipe as a whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("data_juicer")

from data_juicer.core.data import NestedDataset
from data_juicer.ops import load_ops
from datasets import load_dataset

from corpus_clean.cleaner import clean
from corpus_clean.integrations.data_juicer import CorpusCleanMapper
from tests.engines.documents import CLEANED, FAULT, TEXTS, Raising, ledgers, readable, recipe, shard, survived

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.engine, pytest.mark.filterwarnings("ignore")]


def operated(texts: list[str | None], operator: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    return processed(NestedDataset.from_dict({"id": list(range(len(texts))), "text": texts}), operator)


def processed(data: Any, operator: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    made = data.process(operator)
    rows: list[dict[str, Any]] = sorted(made.to_list(), key=lambda row: row["id"])
    return rows


@pytest.mark.parametrize("workers", [1, 2])
def test_a_data_set_is_what_clean_makes_of_it(workers: int) -> None:
    made = operated(TEXTS, CorpusCleanMapper(ledger_key="repairs", num_proc=workers, batch_size=20))
    assert [row["text"] for row in made] == CLEANED
    assert [row["repairs"] and json.loads(row["repairs"]) for row in made] == ledgers()


def test_a_recipe_names_the_configuration() -> None:
    (operator,) = load_ops([{"corpus_clean_mapper": {"profile": "minimal", "ignore": ["cjk-width"]}}])
    assert [row["text"] for row in operated(TEXTS, operator)] == [
        text and clean(text, "minimal", ignore=("cjk-width",)).text for text in TEXTS
    ]


def test_a_text_that_cannot_be_cleaned_costs_no_other() -> None:
    operator = CorpusCleanMapper(ledger_key="repairs", num_proc=1)
    operator.cleaner = Raising()
    made = operated([FAULT, "達(dá)川"], operator)
    assert [row["text"] for row in made] == [FAULT, "達川"]
    assert [json.loads(row["repairs"])[0]["kind"] for row in made] == ["error", "repair"]


def read(path: str) -> Any:  # noqa: ANN401 - a data set
    return NestedDataset(load_dataset("json", data_files=path, split="train", cache_dir=f"{path}.cache"))


def test_it_stops_at_a_line_that_is_no_utf_8(tmp_path: Path) -> None:
    """Its reader does not look whether it is UTF-8; what hands samples to operators does."""
    with pytest.raises(UnicodeDecodeError):
        processed(read(shard(tmp_path)), CorpusCleanMapper(num_proc=1))


def test_of_a_shard_that_was_made_readable_no_record_is_lost(tmp_path: Path) -> None:
    operator = CorpusCleanMapper(ledger_key="repairs", num_proc=1)
    operator.cleaner = Raising()
    made = processed(read(readable(tmp_path)), operator)
    assert survived((row["id"], row["text"], json.loads(row["repairs"])) for row in made)


def test_the_recipe_of_the_readme_runs(tmp_path: Path) -> None:
    rows = recipe("data_juicer", tmp_path)
    assert [json.loads(rows[at]["repairs"]) for at in rows] == [ledgers()[at] for at in rows]
