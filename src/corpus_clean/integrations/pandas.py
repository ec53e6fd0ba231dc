"""pandas: `frame["text"].corpus_clean.fix()`, once this module is imported."""

from __future__ import annotations

from typing import Any

import pandas as pd

from corpus_clean.cleaner import Cleaner
from corpus_clean.integrations.treated import entries, treat


@pd.api.extensions.register_series_accessor("corpus_clean")
class CorpusClean:
    """What `series.corpus_clean` gives; missing values stay what they are.

    >>> pd.Series(["達(dá)川", None]).corpus_clean.fix().tolist()[0]
    '達川'
    """

    def __init__(self, series: pd.Series) -> None:
        self._series = series

    def fix(self, cleaner: Cleaner | None = None) -> pd.Series:
        """Return the series cleaned, of its own type and index."""
        chosen = cleaner or Cleaner()

        def fixed(value: Any) -> Any:  # noqa: ANN401 - a value of a series
            text = treat(chosen, value).text if isinstance(value, str) else None
            return value if text is None else text

        return self._made(fixed)

    def ledger(self, cleaner: Cleaner | None = None) -> pd.Series:
        """Return what there is to record of each text, as a list of entries."""
        chosen = cleaner or Cleaner()
        told = [entries(treat(chosen, value)) if isinstance(value, str) else None for value in self._series]
        return pd.Series(told, self._series.index, dtype=object, name=self._series.name)

    def _made(self, function: Any) -> pd.Series:  # noqa: ANN401
        values = [function(value) for value in self._series]
        return pd.Series(values, self._series.index, dtype=self._series.dtype, name=self._series.name)
