"""Daft: functions for columns, `frame.with_column("text", function()(frame["text"]))`."""

from __future__ import annotations

from typing import Any

import daft

from corpus_clean.cleaner import Cleaner
from corpus_clean.integrations.arrow import LEDGER, clean_array


def function(cleaner: Cleaner | None = None) -> Any:  # noqa: ANN401 - what Daft makes of it, which takes and gives columns
    """Return a function that cleans a column of strings; nulls stay."""
    chosen = cleaner or Cleaner()

    @daft.func.batch(return_dtype=daft.DataType.string())
    def corpus_clean(texts: daft.Series) -> daft.Series:
        return daft.Series.from_arrow(clean_array(texts.to_arrow(), chosen)[0])

    return corpus_clean


def ledger(cleaner: Cleaner | None = None) -> Any:  # noqa: ANN401
    """Return a function that gives what there is to record of each string of a column.

    Beside it give the cleaned column another name: Daft 0.7 hands a function what another one has put into its column.
    """
    chosen = cleaner or Cleaner()

    @daft.func.batch(return_dtype=daft.DataType.from_arrow_type(LEDGER))
    def corpus_clean_ledger(texts: daft.Series) -> daft.Series:
        return daft.Series.from_arrow(clean_array(texts.to_arrow(), chosen, ledger=True)[1])

    return corpus_clean_ledger
