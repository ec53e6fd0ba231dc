"""pandas: `frame["text"].corpus_clean.fix()`, once this module is imported."""

from __future__ import annotations

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
        made = self._series.copy()
        treated = [treat(chosen, value).text if isinstance(value, str) else None for value in made.tolist()]
        changed = {at: text for at, text in enumerate(treated) if text is not None}
        if changed:
            made.iloc[list(changed)] = list(changed.values())  # the others are not taken apart and put together again
        return made

    def ledger(self, cleaner: Cleaner | None = None) -> pd.Series:
        """Return what there is to record of each text, as a list of entries."""
        chosen = cleaner or Cleaner()
        told = [entries(treat(chosen, value)) if isinstance(value, str) else None for value in self._series.tolist()]
        return pd.Series(told, self._series.index, dtype=object, name=self._series.name)
