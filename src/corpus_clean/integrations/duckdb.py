"""DuckDB: a function of SQL, `corpus_clean(text)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean.cleaner import Cleaner
from corpus_clean.integrations.arrow import clean_array

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def register(connection: DuckDBPyConnection, name: str = "corpus_clean", cleaner: Cleaner | None = None) -> None:
    """Let queries of a connection clean texts: `SELECT corpus_clean(text) FROM ...`; NULL stays NULL."""
    chosen = cleaner or Cleaner()
    connection.create_function(
        name, lambda texts: clean_array(texts.combine_chunks(), chosen)[0], ["VARCHAR"], "VARCHAR", type="arrow"
    )
