"""NeMo Curator: modifiers on a batch, and a pipeline as a whole, by Ray."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("nemo_curator")

import pandas as pd
import pyarrow as pa
from nemo_curator.stages.text.io.reader.jsonl import JsonlReaderStage
from nemo_curator.stages.text.modifiers import Modify
from nemo_curator.tasks import DocumentBatch, FileGroupTask

from corpus_clean.cleaner import Cleaner, clean
from corpus_clean.integrations.nemo_curator import CorpusCleanLedger, CorpusCleanModifier
from tests.engines.documents import CLEANED, FAULT, TEXTS, Raising, ledgers, readable, recipe, shard, survived

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.engine, pytest.mark.filterwarnings("ignore")]


def modified(texts: list[str | None], cleaner: Cleaner | None = None) -> list[tuple[Any, Any]]:
    steps = [CorpusCleanLedger(cleaner), CorpusCleanModifier(cleaner)]
    stage = Modify(steps, input_fields="text", output_fields=["repairs", "text"])
    stage = pickle.loads(pickle.dumps(stage))  # noqa: S301 - our own bytes; as workers get it
    frame = stage.process(DocumentBatch(dataset_name="one", data=pd.DataFrame({"text": texts}))).to_pandas()
    return [
        (None if pd.isna(text) else text, told if isinstance(told, list) else None)
        for text, told in zip(frame["text"], frame["repairs"], strict=True)
    ]


def test_a_batch_is_what_clean_makes_of_it() -> None:
    made = modified(TEXTS)
    assert [text for text, _ in made] == CLEANED
    assert [told for _, told in made] == ledgers()


def test_it_takes_a_configuration() -> None:
    made = modified(TEXTS, Cleaner("minimal"))
    assert [text for text, _ in made] == [text and clean(text, "minimal").text for text in TEXTS]


def test_a_text_that_cannot_be_cleaned_costs_no_other() -> None:
    made = modified([FAULT, "達(dá)川"], Raising())
    assert [(text, told[0]["kind"]) for text, told in made] == [(FAULT, "error"), ("達川", "repair")]


def read(path: str) -> Any:  # noqa: ANN401 - a batch
    return JsonlReaderStage().process(FileGroupTask(dataset_name="one", data=[path]))


def test_it_stops_at_a_line_that_is_no_utf_8(tmp_path: Path) -> None:
    """Its reader does not look whether it is UTF-8; its step that modifies does."""
    with pytest.raises(pa.ArrowException):
        Modify(CorpusCleanModifier(), input_fields="text").process(read(shard(tmp_path)))


def test_of_a_shard_that_was_made_readable_no_record_is_lost(tmp_path: Path) -> None:
    steps = [CorpusCleanLedger(Raising()), CorpusCleanModifier(Raising())]
    stage = Modify(steps, input_fields="text", output_fields=["repairs", "text"])
    made = stage.process(read(readable(tmp_path))).to_pandas()
    assert survived(zip(made["id"], made["text"], made["repairs"], strict=True))


def test_the_recipe_of_the_readme_runs(tmp_path: Path) -> None:
    rows = recipe("nemo_curator", tmp_path)
    assert [rows[at]["repairs"] for at in rows] == [ledgers()[at] for at in rows]
