"""DuckDB: a function in a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("duckdb")

import duckdb
import pyarrow as pa

from corpus_clean.cleaner import Cleaner, clean
from corpus_clean.integrations.duckdb import register
from tests.engines.documents import CLEANED, FAULT, TEXTS, Raising, ledgers, readable, recipe, shard, survived

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.engine


def test_a_query_does_what_clean_does() -> None:
    connection = duckdb.connect()
    register(connection)
    register(connection, "minimal", Cleaner("minimal"))
    more = ["fine"] * 5_000  # than one of its vectors
    documents = pa.table({"id": range(len(TEXTS + more)), "text": TEXTS + more})
    connection.register("documents", documents)
    rows = connection.execute("SELECT corpus_clean(text), minimal(text) FROM documents ORDER BY id").fetchall()
    assert [row[0] for row in rows] == CLEANED + more
    assert [row[1] for row in rows[: len(TEXTS)]] == [text and clean(text, "minimal").text for text in TEXTS]
    rows = connection.execute("SELECT corpus_clean_ledger(text) FROM documents ORDER BY id").fetchall()
    assert [row[0] for row in rows[: len(TEXTS)]] == ledgers()


def test_a_text_that_cannot_be_cleaned_costs_no_other() -> None:
    connection = duckdb.connect()
    register(connection, cleaner=Raising())
    documents = "(VALUES ($1), ('達(dá)川')) AS documents(text)"
    query = f"SELECT corpus_clean(text), corpus_clean_ledger(text)[1].kind FROM {documents}"  # noqa: S608
    assert connection.execute(query, [FAULT]).fetchall() == [(FAULT, "error"), ("達川", "repair")]


def test_its_reader_stops_at_a_line_that_is_no_utf_8(tmp_path: Path) -> None:
    connection = duckdb.connect()
    register(connection)
    with pytest.raises(duckdb.InvalidInputException, match="Malformed JSON"):
        connection.execute(f"SELECT corpus_clean(text) FROM '{shard(tmp_path)}'").fetchall()  # noqa: S608


def test_of_a_shard_that_was_made_readable_no_record_is_lost(tmp_path: Path) -> None:
    connection = duckdb.connect()
    register(connection, cleaner=Raising())
    query = f"SELECT id, corpus_clean(text), corpus_clean_ledger(text) FROM '{readable(tmp_path)}'"  # noqa: S608
    assert survived(connection.execute(query).fetchall())


def test_the_recipe_of_the_readme_runs(tmp_path: Path) -> None:
    recipe("duckdb", tmp_path)
