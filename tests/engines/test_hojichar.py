"""hojichar, in one process and by its command in two."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("hojichar")

from hojichar import Compose, Document
from hojichar.filters.document_filters import JSONLoader

from corpus_clean.cleaner import Cleaner, clean
from corpus_clean.integrations.hojichar import CorpusClean
from tests.engines.documents import CLEANED, FAULT, TEXTS, Raising, ledgers, readable, recipe, shard, survived

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = [pytest.mark.engine, pytest.mark.filterwarnings("ignore")]

PROFILE = """
from hojichar import Compose
from hojichar.filters.document_filters import JSONDumper, JSONLoader

from corpus_clean.integrations.hojichar import CorpusClean

FILTER = Compose([JSONLoader(extra_keys=["number"]), CorpusClean(), JSONDumper(export_extras=True)])
"""


@pytest.mark.parametrize("use_batch", [False, True])
def test_documents_are_what_clean_makes_of_them(use_batch: bool) -> None:  # noqa: FBT001
    pipeline = Compose([CorpusClean(ledger_key="repairs", use_batch=use_batch)])
    made = list(pipeline.apply_stream(Document(text) for text in TEXTS if text is not None))
    assert [one.text for one in made] == [text for text in CLEANED if text is not None]
    assert [one.extras["repairs"] for one in made] == [told for told in ledgers() if told is not None]
    assert not any(one.is_rejected for one in made)


def test_it_takes_a_configuration_and_the_options_of_filters() -> None:
    for text in filter(None, TEXTS):
        assert CorpusClean(Cleaner("minimal"))(text) == clean(text, "minimal").text
    rejected = Document("達(dá)川", is_rejected=True)
    assert next(iter(Compose([CorpusClean()]).apply_stream([rejected]))).text == "達(dá)川"
    assert Compose([CorpusClean(skip_rejected=False)]).apply(rejected).text == "達川"


def test_a_text_that_cannot_be_cleaned_costs_no_other() -> None:
    pipeline = Compose([CorpusClean(Raising(), ledger_key="repairs")])
    made = list(pipeline.apply_stream([Document(FAULT), Document("達(dá)川")]))
    assert [(one.text, one.is_rejected) for one in made] == [(FAULT, False), ("達川", False)]
    assert [one.extras["repairs"][0]["kind"] for one in made] == ["error", "repair"]


def test_its_command_cleans_with_two_processes(tmp_path: Path) -> None:
    (tmp_path / "profile.py").write_text(PROFILE, "utf-8")
    rows = [json.dumps({"number": at, "text": text}) for at, text in enumerate(TEXTS) if text]
    (tmp_path / "in.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    command = [sys.executable, "-m", "hojichar.cli", "-p", "profile.py", "-i", "in.jsonl", "-o", "out.jsonl", "-j", "2"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    made = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").split("\n") if line]
    assert {one["extras"]["number"]: one["text"] for one in made} == {
        at: text for at, text in enumerate(CLEANED) if text
    }


def cleaned(lines: Iterable[str]) -> list[Document]:
    steps = [JSONLoader(extra_keys=["id"]), CorpusClean(Raising(), ledger_key="repairs")]
    return list(Compose(steps).apply_stream(map(Document, lines)))


def test_its_command_stops_at_a_line_that_is_no_utf_8(tmp_path: Path) -> None:
    (tmp_path / "profile.py").write_text(PROFILE, "utf-8")
    command = [sys.executable, "-m", "hojichar.cli", "-p", "profile.py", "-i", shard(tmp_path), "-o", "out.jsonl"]
    ran = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert ran.returncode
    assert "UnicodeDecodeError" in ran.stderr


def test_of_a_shard_that_was_made_readable_no_record_is_lost(tmp_path: Path) -> None:
    with Path(readable(tmp_path)).open(encoding="utf-8") as lines:
        made = cleaned(lines)
    assert survived((one.extras["id"], one.text, one.extras["repairs"]) for one in made)


def test_the_recipe_of_the_readme_runs(tmp_path: Path) -> None:
    rows = recipe("hojichar", tmp_path)
    assert [rows[at]["extras"]["repairs"] for at in rows] == [ledgers()[at] for at in rows]
