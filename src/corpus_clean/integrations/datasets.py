"""Hugging Face datasets: a column cleaned, of data sets on the disk and of streams.

The cache of `map` goes by what is pickled, and that holds the version of corpus-clean and the configuration: after an
upgrade nothing stale is taken from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from datasets import Dataset, Features, IterableDataset

from corpus_clean.integrations.arrow import BatchCleaner

if TYPE_CHECKING:
    from corpus_clean.cleaner import Cleaner

_Data = TypeVar("_Data", Dataset, IterableDataset)


def cleaned(
    dataset: _Data,
    column: str = "text",
    cleaner: Cleaner | None = None,
    ledger_column: str | None = None,
    **options: Any,  # noqa: ANN401 - those of map
) -> _Data:
    """Return a data set with one column cleaned, and with a ledger of it in a new column if one is named.

    `options` go to `map`, such as `batch_size` and `num_proc`.
    """
    made = BatchCleaner.of(column, cleaner, ledger_column)
    if dataset.features is not None:
        options["features"] = Features.from_arrow_schema(made.schema(dataset.features.arrow_schema))
    return dataset.with_format("arrow").map(made, batched=True, **options).with_format(None)
