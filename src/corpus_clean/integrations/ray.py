"""Ray Data: a data set with a column cleaned, by as many workers as Ray has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus_clean.integrations.arrow import BatchCleaner

if TYPE_CHECKING:
    from ray.data import Dataset

    from corpus_clean.cleaner import Cleaner


def cleaned(
    dataset: Dataset,
    column: str = "text",
    cleaner: Cleaner | None = None,
    ledger_column: str | None = None,
    **options: Any,  # noqa: ANN401 - those of map_batches
) -> Dataset:
    """Return a data set with one column cleaned, and with a ledger of it in a new column if one is named.

    `options` go to `map_batches`, such as `batch_size` and `num_cpus`.
    """
    made = BatchCleaner.of(column, cleaner, ledger_column)
    return dataset.map_batches(made, batch_format="pyarrow", zero_copy_batch=True, **options)
