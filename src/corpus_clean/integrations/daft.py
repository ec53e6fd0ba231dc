"""Daft: a function for columns, `frame.with_column("text", function()(frame["text"]))`."""

from __future__ import annotations

from typing import Any

import daft

from corpus_clean.cleaner import Cleaner
from corpus_clean.integrations.arrow import clean_array


def function(cleaner: Cleaner | None = None) -> Any:  # noqa: ANN401 - what Daft makes of it, which takes and gives columns
    """Return a function that cleans a column of strings; nulls stay."""
    chosen = cleaner or Cleaner()

    @daft.func.batch(return_dtype=daft.DataType.string())
    def corpus_clean(texts: daft.Series) -> daft.Series:
        return daft.Series.from_arrow(clean_array(texts.to_arrow(), chosen)[0])

    return corpus_clean
