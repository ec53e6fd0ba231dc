"""The one kernel of all engines that speak Arrow: a column of a record batch, cleaned."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import pyarrow as pa
import pyarrow.compute as pc

from corpus_clean.cleaner import Cleaner
from corpus_clean.integrations.treated import entries, treat, treat_bytes

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator

    from corpus_clean.integrations.treated import Treated

_SPAN = pa.struct([("start", pa.int32()), ("end", pa.int32())])
LEDGER = pa.list_(
    pa.struct(
        [
            ("kind", pa.string()),
            ("rules", pa.list_(pa.string())),
            ("certainty", pa.string()),
            ("source", _SPAN),
            ("result", _SPAN),
            ("before", pa.string()),
            ("after", pa.string()),
            ("candidates", pa.list_(pa.string())),
            ("note", pa.string()),
        ]
    )
)
"""The type of a ledger column: what was done to each text, and what was found in it; null where the text is null."""

_BINARY = {pa.string(): pa.binary(), pa.large_string(): pa.large_binary(), pa.string_view(): pa.binary_view()}
_VIEW = struct.Struct("<iiii")
_INLINE = 12
"""Up to how many bytes of text a view holds itself."""


@dataclass(frozen=True, slots=True)
class BatchCleaner:
    """Clean one column of record batches and tables, with one configuration; it can be pickled.

    What is pickled holds the version and the configuration: what is cached for it, is not taken for another's.

    >>> table = pa.table({"text": ["達(dá)川", None]})
    >>> BatchCleaner(ledger_column="repairs")(table)["repairs"][0][0]["before"].as_py()
    '(dá)'
    """

    column: str = "text"
    cleaner: Cleaner = field(default_factory=Cleaner)
    ledger_column: str | None = None

    @classmethod
    def of(cls, column: str, cleaner: Cleaner | None, ledger_column: str | None) -> Self:
        """Return one, with the usual cleaner where there is none."""
        return cls(column, cleaner or Cleaner(), ledger_column)

    def __call__(self, data: Any) -> Any:  # noqa: ANN401 - a batch gives a batch, a table a table
        """Return the record batch or table with its column cleaned."""
        if isinstance(data, pa.RecordBatch):
            return clean_batch(data, self.column, self.cleaner, self.ledger_column)
        schema = self.schema(data.schema)
        return pa.Table.from_batches(self.batches(data.to_batches()), schema)

    def batches(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield each record batch with its column cleaned."""
        for batch in batches:
            yield clean_batch(batch, self.column, self.cleaner, self.ledger_column)

    def schema(self, schema: pa.Schema) -> pa.Schema:
        """Return what becomes of a schema: the same, with the ledger behind it if there is to be one."""
        return schema if self.ledger_column is None else schema.append(pa.field(self.ledger_column, LEDGER))


def clean_batch(
    batch: pa.RecordBatch, column: str = "text", cleaner: Cleaner | None = None, ledger_column: str | None = None
) -> pa.RecordBatch:
    """Return a record batch with one column cleaned, and with a ledger of it in a new column if one is named.

    The column is of strings, large strings or string views, or a dictionary of them; nulls stay. Where nothing is
    wrong the very same array comes back. A text that cannot be cleaned stays as it is, and its ledger says why.

    Raises KeyError for a column that is not there, ValueError for a ledger column that is, and TypeError for a column
    that holds no strings.

    >>> batch = pa.record_batch({"text": ["達(dá)川", "fine"]})
    >>> clean_batch(batch)["text"].to_pylist()
    ['達川', 'fine']
    """
    at = batch.schema.get_field_index(column)
    if at < 0:
        raise KeyError(f"no column {column!r}, or more than one; there are {', '.join(batch.schema.names)}")
    if ledger_column is not None and ledger_column in batch.schema.names:
        raise ValueError(f"there is a column {ledger_column!r} already; name another for the ledger")
    source = batch.column(at)
    array, told = clean_array(source, cleaner or Cleaner(), ledger=ledger_column is not None)
    if array is not source:
        batch = batch.set_column(at, batch.schema.field(at), array)
    if ledger_column is not None:
        batch = batch.append_column(pa.field(ledger_column, LEDGER), told)
    return batch


def clean_array(
    array: pa.Array, cleaner: Cleaner, *, ledger: bool = False, counts: Counter[str] | None = None
) -> tuple[pa.Array, pa.Array | None]:
    """Return an array of texts cleaned, of its own type, and its ledger if there is to be one.

    `counts` is what the repairs are added to, by rule.
    """
    if pa.types.is_dictionary(array.type):
        source = array.dictionary
        values, told = clean_array(source, cleaner, ledger=ledger, counts=counts)
        ledgers = None if told is None else told.take(array.indices)
        return (array if values is source else _recoded(array, values)), ledgers
    if pa.types.is_null(array.type):
        return array, pa.nulls(len(array), LEDGER) if ledger else None
    if array.type not in _BINARY:
        raise TypeError(f"a column of {array.type} holds no text; cast it to string")
    treated = [None if text is None else _treated(cleaner, text) for text in _texts(array)]
    if counts is not None:
        for one in filter(None, treated):
            one.add_to(counts)
    told = pa.array([one and entries(one) for one in treated], LEDGER) if ledger else None
    changed = {at: one.text for at, one in enumerate(treated) if one is not None and one.text is not None}
    if not changed:
        return array, told
    return (_viewed if array.type == pa.string_view() else _replaced)(array, changed), told


def _texts(array: pa.Array) -> list[Any]:
    try:
        texts: list[Any] = array.to_pylist()
    except UnicodeDecodeError:  # some readers do not look whether it is UTF-8
        texts = array.view(_BINARY[array.type]).to_pylist()
    return texts


def _treated(cleaner: Cleaner, text: str | bytes) -> Treated:
    return treat(cleaner, text) if isinstance(text, str) else treat_bytes(cleaner, text)


def _replaced(array: pa.Array, changed: dict[int, str]) -> pa.Array:
    mask = pa.array([at in changed for at in range(len(array))])
    return pc.replace_with_mask(array, mask, pa.array(changed.values(), array.type))


def _viewed(array: pa.Array, changed: dict[int, str]) -> pa.Array:
    """Replace texts of an array of views: the unchanged ones stay in the buffers where they are."""
    validity, views, *data = array.buffers()
    made, new = bytearray(views), bytearray()
    for at, text in changed.items():
        raw = text.encode()
        place = (array.offset + at) * _VIEW.size
        if len(raw) <= _INLINE:
            made[place : place + _VIEW.size] = len(raw).to_bytes(4, "little") + raw.ljust(_INLINE, b"\0")
        else:
            head = int.from_bytes(raw[:4], "little", signed=True)
            _VIEW.pack_into(made, place, len(raw), head, len(data), len(new))
            new += raw
    buffers = [validity, pa.py_buffer(made), *data, pa.py_buffer(bytes(new))]
    return pa.Array.from_buffers(array.type, len(array), buffers, offset=array.offset)


def _recoded(array: pa.DictionaryArray, values: pa.Array) -> pa.Array:
    """Give a dictionary its cleaned values; two that became the same are one from then on."""
    raw = _BINARY[values.type]
    numbers: dict[bytes | None, int] = {}
    moved = [numbers.setdefault(value, len(numbers)) for value in values.view(raw).to_pylist()]
    indices = array.indices
    if len(numbers) < len(moved):
        values = pa.array(numbers, raw).view(values.type)
        indices = pa.array(moved, array.type.index_type).take(indices)
    return pa.DictionaryArray.from_arrays(indices, values, ordered=array.type.ordered)
