"""Dask: a data frame with a column cleaned, a partition a task."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from dask.tokenize import normalize_token

from corpus_clean.cleaner import Cleaner
from corpus_clean.integrations.pandas import CorpusClean

if TYPE_CHECKING:
    from dask.dataframe import DataFrame


@normalize_token.register(Cleaner)
def _configuration(cleaner: Cleaner) -> str:
    # Dask names a task by its arguments. By itself it would look into the patterns, which have no name that lasts.
    return f"{type(cleaner).__qualname__}{cleaner.__reduce__()[1]}"


def cleaned(
    frame: DataFrame, column: str = "text", cleaner: Cleaner | None = None, ledger_column: str | None = None
) -> DataFrame:
    """Return a data frame with one column cleaned, and with a ledger of it in a new column if one is named."""
    meta = frame._meta if ledger_column is None else frame._meta.assign(**{ledger_column: pd.Series(dtype=object)})  # noqa: SLF001 - as its documentation has it
    return frame.map_partitions(_partition, column, cleaner or Cleaner(), ledger_column, meta=meta)


def _partition(frame: pd.DataFrame, column: str, cleaner: Cleaner, ledger_column: str | None) -> pd.DataFrame:
    texts = CorpusClean(frame[column])
    added = {} if ledger_column is None else {ledger_column: texts.ledger(cleaner)}
    return frame.assign(**{column: texts.fix(cleaner)}, **added)
