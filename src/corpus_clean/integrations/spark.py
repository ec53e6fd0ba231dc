"""Spark: a data frame with a column cleaned, and a function for columns, both through Arrow and without pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyspark.sql.functions import arrow_udf
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StringType, StructType

from corpus_clean.cleaner import Cleaner
from corpus_clean.integrations.arrow import LEDGER, BatchCleaner, clean_array

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame


def cleaned(
    frame: DataFrame, column: str = "text", cleaner: Cleaner | None = None, ledger_column: str | None = None
) -> DataFrame:
    """Return a data frame with one column cleaned, and with a ledger of it in a new column if one is named."""
    made = BatchCleaner.of(column, cleaner, ledger_column)
    schema = frame.schema
    if ledger_column is not None:
        told = from_arrow_schema(pa.schema([pa.field(ledger_column, LEDGER)]))
        schema = StructType([*schema.fields, *told.fields])
    return frame.mapInArrow(made.batches, schema)


def function(cleaner: Cleaner | None = None) -> Any:  # noqa: ANN401 - what arrow_udf makes, which takes and gives columns
    """Return a function that cleans a column: `frame.select(function()("text"))`."""
    chosen = cleaner or Cleaner()

    def corpus_clean(texts: pa.Array) -> pa.Array:
        return clean_array(texts, chosen)[0]

    made: Column = arrow_udf(corpus_clean, StringType())
    return made
