"""Polars: `pl.col("text").corpus_clean.fix()` in lazy and eager frames, once this module is imported."""

from __future__ import annotations

import polars as pl
import pyarrow as pa

from corpus_clean.cleaner import Cleaner
from corpus_clean.integrations.arrow import LEDGER, clean_array

_LEDGER = pl.Series(pa.array([], LEDGER)).dtype


@pl.api.register_expr_namespace("corpus_clean")
class CorpusClean:
    """What `pl.col(...).corpus_clean` gives; nulls stay, and what is clean is not copied.

    >>> pl.DataFrame({"text": ["達(dá)川", None]}).select(pl.col("text").corpus_clean.fix())["text"].to_list()
    ['達川', None]
    """

    def __init__(self, expression: pl.Expr) -> None:
        self._expression = expression

    def fix(self, cleaner: Cleaner | None = None) -> pl.Expr:
        """Return the texts cleaned."""
        chosen = cleaner or Cleaner()

        def fixed(texts: pl.Series) -> pl.Series:
            array = texts.to_arrow()
            made, _ = clean_array(array, chosen)
            return texts if made is array else pl.Series(texts.name, made, texts.dtype)

        return self._expression.map_batches(fixed, pl.self_dtype(), is_elementwise=True)

    def ledger(self, cleaner: Cleaner | None = None) -> pl.Expr:
        """Return what there is to record of each text, as a list of structs."""
        chosen = cleaner or Cleaner()

        def told(texts: pl.Series) -> pl.Series:
            return pl.Series(texts.name, clean_array(texts.to_arrow(), chosen, ledger=True)[1])

        return self._expression.map_batches(told, _LEDGER, is_elementwise=True)
