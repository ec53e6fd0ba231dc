"""DuckDB: functions of SQL, `corpus_clean(text)` and `corpus_clean_ledger(text)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus_clean.cleaner import Cleaner
from corpus_clean.integrations.arrow import clean_array

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SPAN = 'STRUCT("start" INTEGER, "end" INTEGER)'
_LEDGER = (
    f"STRUCT(kind VARCHAR, rules VARCHAR[], certainty VARCHAR, source {_SPAN}, result {_SPAN},"
    ' "before" VARCHAR, "after" VARCHAR, candidates VARCHAR[], note VARCHAR)[]'
)


def register(connection: DuckDBPyConnection, name: str = "corpus_clean", cleaner: Cleaner | None = None) -> None:
    """Let queries of a connection clean texts: `SELECT corpus_clean(text) FROM ...`; NULL stays NULL.

    `corpus_clean_ledger(text)`, or what the name is otherwise, gives what there is to record of each.
    """
    chosen = cleaner or Cleaner()

    def fixed(texts: Any) -> Any:  # noqa: ANN401 - a chunked array
        return clean_array(texts.combine_chunks(), chosen)[0]

    def told(texts: Any) -> Any:  # noqa: ANN401
        return clean_array(texts.combine_chunks(), chosen, ledger=True)[1]

    connection.create_function(name, fixed, ["VARCHAR"], "VARCHAR", type="arrow")
    connection.create_function(f"{name}_ledger", told, ["VARCHAR"], _LEDGER, type="arrow")
