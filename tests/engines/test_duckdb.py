"""DuckDB: a function in a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("duckdb")

import duckdb
import pyarrow as pa

from corpus_clean.cleaner import Cleaner, clean
from corpus_clean.integrations.duckdb import register
from tests.engines.documents import CLEANED, FAULT, TEXTS, Raising, recipe

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.engine


def test_a_query_does_what_clean_does() -> None:
    connection = duckdb.connect()
    register(connection)
    register(connection, "minimal", Cleaner("minimal"))
    documents = pa.table({"id": range(len(TEXTS) * 20), "text": TEXTS * 20})  # more than one of its vectors
    connection.register("documents", documents)
    rows = connection.execute("SELECT corpus_clean(text), minimal(text) FROM documents ORDER BY id").fetchall()
    assert [row[0] for row in rows] == CLEANED * 20
    assert [row[1] for row in rows[: len(TEXTS)]] == [text and clean(text, "minimal").text for text in TEXTS]


def test_a_text_that_cannot_be_cleaned_costs_no_other() -> None:
    connection = duckdb.connect()
    register(connection, cleaner=Raising())
    query = "SELECT corpus_clean(text) FROM (VALUES ($1), ('達(dá)川')) AS documents(text)"
    assert connection.execute(query, [FAULT]).fetchall() == [(FAULT,), ("達川",)]


def test_the_recipe_of_the_readme_runs(tmp_path: Path) -> None:
    recipe("duckdb", tmp_path)
