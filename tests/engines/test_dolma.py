"""Dolma: attributes by its tagger, and documents by its mixer."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("dolma")

from dolma import add_tagger
from dolma.core.data_types import Document
from dolma.core.registry import TaggerRegistry
from dolma.core.runtime import create_and_run_tagger

from corpus_clean.cleaner import Cleaner
from corpus_clean.integrations.dolma import CorpusCleanResult, CorpusCleanTagger
from corpus_clean.integrations.treated import entries, treat
from tests.engines.documents import FAULT, SURVIVING, TEXTS, Raising, ledgers, readable, recipe, shard

pytestmark = [pytest.mark.engine, pytest.mark.filterwarnings("ignore")]


class Row:
    def __init__(self, text: str) -> None:
        self.source, self.version, self.id, self.text = "", None, "0", text


def test_the_spans_are_those_of_the_ledger() -> None:
    for text in filter(None, TEXTS):
        told = entries(treat(Cleaner(), text))
        scores = {"proven": 1.0, "likely": 0.9}
        expected = [
            (*one["source"].values(), one["rules"][0], scores[one["certainty"]] if one["kind"] == "repair" else 0.0)
            for one in told
        ]
        spans = TaggerRegistry.get("corpus_clean")().predict(Document("", "0", text)).spans
        assert sorted((one.start, one.end, one.type, one.score) for one in spans) == sorted(expected)


def test_a_text_that_cannot_be_cleaned_is_tagged_as_a_whole() -> None:
    class Tagger(CorpusCleanTagger):
        cleaner = Raising()

    class Result(CorpusCleanResult):
        cleaner = Raising()

    assert Tagger().tag(Row(FAULT)) == {"error": [(0, len(FAULT), 0.0)]}
    told = Result().tag(Row(FAULT))
    assert [one["kind"] for one in told.pop("ledger")] == ["error"]
    assert not told, "nothing to mix"


MIXED = {
    "an insertion alone": ("Vraiment? Oui, vraiment.", Cleaner("typographic", lang="fr"), "span"),
    "braces apart from it": ("{} 達(dá)川 {}", Cleaner(), "span"),
    "braces inside of it": ("達(dá)川 {} 達(dá)川", Cleaner(), "left"),
    "nothing": ("達川", Cleaner(), ""),
    "all of it": ("(dá)達(dá)", Cleaner(), "span"),
}


@pytest.mark.parametrize("mixed", MIXED.values(), ids=MIXED)
def test_the_mixer_is_given_what_it_mixes_rightly(mixed: tuple[str, Cleaner, str]) -> None:
    text, chosen, kind = mixed

    class Result(CorpusCleanResult):
        cleaner = chosen

    made = Result().tag(Row(text))
    assert made.keys() == {"ledger", *({kind} if kind else {}), *({"becomes"} if kind == "span" else {})}
    if kind == "span":
        ((start, end, _),) = made["span"]
        assert start < end, "the mixer would lose a character"
        assert text[:start] + made["becomes"] + text[end:] == chosen.text(text) != text


def attributes(folder: Path, name: str) -> dict[int, Any]:
    """Return the attributes of each document, without what Dolma puts before their names."""
    (path,) = (folder / "attributes" / name).iterdir()
    data = path.read_bytes()
    lines = (gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data).decode().split("\n")
    rows = [json.loads(line) for line in lines if line]
    return {
        int(row["id"]): {key.rpartition("__")[2]: value for key, value in row["attributes"].items()} for row in rows
    }


@add_tagger("corpus_clean_raising")
class RaisingResult(CorpusCleanResult):
    cleaner = Raising()


def tagged(path: str, folder: Path) -> dict[int, Any]:
    """Tag a shard in this process, and return the attributes of each document."""
    name = "corpus_clean_raising"
    create_and_run_tagger(documents=[path], taggers=[name], destination=str(folder / "attributes"), debug=True)
    return attributes(folder, name)


def test_it_stops_at_a_line_that_is_no_utf_8(tmp_path: Path) -> None:
    with pytest.raises((UnicodeDecodeError, TypeError)):  # it fails once more as it reports the first
        tagged(shard(tmp_path), tmp_path)


def test_of_a_shard_that_was_made_readable_no_record_is_lost(tmp_path: Path) -> None:
    source = readable(tmp_path)
    told = tagged(source, tmp_path)
    kinds = {at: [entry["kind"] for entry in one["ledger"]] for at, one in told.items()}
    assert kinds == {at: kinds for at, _, kinds in SURVIVING}
    texts = {int(row["id"]): row["text"] for row in map(json.loads, Path(source).read_text("utf-8").splitlines())}
    for at, text, _ in SURVIVING:
        ((start, end, _),) = told[at].get("span", [(0, 0, 1.0)])
        assert texts[at][:start] + told[at].get("becomes", "") + texts[at][end:] == text


def test_the_recipe_of_the_readme_runs(tmp_path: Path) -> None:
    rows = recipe("dolma", tmp_path)
    told = attributes(tmp_path, "corpus_clean_result")
    assert {at: told[at]["ledger"] for at in rows} == {at: ledgers()[at] for at in rows}
    tagged = attributes(tmp_path, "corpus_clean")
    assert {at: sum(map(len, tagged[at].values())) for at in rows} == {at: len(ledgers()[at]) for at in rows}
