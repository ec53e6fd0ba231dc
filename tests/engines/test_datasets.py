"""Hugging Face datasets: on the disk, in several processes, as a stream, and after an upgrade."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("datasets")

from datasets import Dataset, disable_progress_bars, load_dataset
from datasets.fingerprint import Hasher

from corpus_clean.cleaner import Cleaner
from corpus_clean.integrations.arrow import BatchCleaner
from corpus_clean.integrations.datasets import cleaned
from tests.engines.documents import BAD, CLEANED, FAULT, TEXTS, Raising, ledgers, recipe, shard, survived

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.engine, pytest.mark.filterwarnings("ignore")]

disable_progress_bars()


def dataset() -> Dataset:
    return Dataset.from_dict({"id": list(range(len(TEXTS))), "text": TEXTS})


@pytest.mark.parametrize("workers", [None, 2])
def test_a_data_set_is_what_clean_makes_of_it(workers: int | None) -> None:
    made = cleaned(dataset(), ledger_column="repairs", num_proc=workers, batch_size=50)
    assert made["text"][:] == CLEANED
    assert made["repairs"][:] == ledgers()
    assert made[0]["id"] == 0


def test_a_stream_is_too(tmp_path: Path) -> None:
    dataset().to_parquet(tmp_path / "a.parquet")
    stream = load_dataset("parquet", data_files=str(tmp_path / "*.parquet"), split="train", streaming=True)
    assert [row["text"] for row in cleaned(stream)] == CLEANED
    assert [row["repairs"] for row in cleaned(stream, ledger_column="repairs")] == ledgers()


def test_what_was_cached_for_another_version_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset().to_parquet(tmp_path / "a.parquet")
    source = load_dataset("parquet", data_files=str(tmp_path / "*.parquet"), split="train", cache_dir=str(tmp_path))
    first = cleaned(source)
    assert cleaned(source)._fingerprint == first._fingerprint, "the cache is used"
    assert cleaned(source, cleaner=Cleaner("minimal"))._fingerprint != first._fingerprint
    hashed = Hasher.hash(BatchCleaner())
    monkeypatch.setattr("corpus_clean.cleaner.__version__", "9.9.9")
    assert Hasher.hash(BatchCleaner()) != hashed
    assert cleaned(source)._fingerprint != first._fingerprint


def test_a_text_that_cannot_be_cleaned_costs_no_other() -> None:
    made = cleaned(Dataset.from_dict({"text": [FAULT, "達(dá)川"]}), cleaner=Raising(), ledger_column="repairs")
    assert made["text"][:] == [FAULT, "達川"]
    assert [told[0]["kind"] for told in made["repairs"]] == ["error", "repair"]


def test_a_line_that_is_no_utf_8_costs_no_other(tmp_path: Path) -> None:
    """Its reader of JSON does not look whether it is UTF-8: the text gets here as it is."""
    source = load_dataset("json", data_files=shard(tmp_path), split="train", cache_dir=str(tmp_path / "cache"))
    made = cleaned(source, cleaner=Raising(), ledger_column="repairs")
    assert [[one["kind"] for one in told] for told in made["repairs"]] == [
        *(["repair"], ["error"], ["error"], ["repair"], []),
    ]
    rows = made.select([0, 2, 3, 4]).to_list()
    assert survived((row["id"], row["text"], row["repairs"]) for row in rows)
    kept = made.with_format("arrow")[1]["text"].chunk(0).view("binary")
    assert kept.to_pylist() == [json.loads(BAD.decode("latin-1"))["text"].encode("latin-1")]


def test_the_recipe_of_the_readme_runs(tmp_path: Path) -> None:
    recipe("datasets", tmp_path)
