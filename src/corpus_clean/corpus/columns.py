"""The texts in a column of Arrow, however deep: out of it in their order, and back into an array of the same type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from corpus_clean.corpus.field_path import ANY, EACH
from corpus_clean.corpus.trouble import ShardError, required

if TYPE_CHECKING:
    from corpus_clean.corpus.field_path import FieldPath

Replace = Callable[[Sequence[bytes | None], Sequence[int]], list[bytes | None] | None]
"""Given texts as bytes and the row of each, returns the new ones, or None where all are the same."""


def replaced(array: Any, steps: FieldPath, rows: Sequence[int], replace: Replace) -> Any:  # noqa: ANN401 - Arrow
    """Return an array with its texts replaced, the very same array where none is.

    `steps` lead from its values to the texts; `rows` are the rows of its values. Raises ShardError where they lead to
    something else.
    """
    pa = required("pyarrow", "parquet", ".parquet files")
    kind = array.type
    if not steps:
        return _texts(pa, array, rows, replace)
    step, *rest = steps
    if step == EACH and (pa.types.is_list(kind) or pa.types.is_large_list(kind)):
        return _list(pa, array, tuple(rest), rows, replace)
    if step != EACH and pa.types.is_struct(kind):
        return _struct(pa, array, (step, *rest), rows, replace)
    raise ShardError(f"a column has {kind} where the field has {step!r}")


def _texts(pa: Any, array: Any, rows: Sequence[int], replace: Replace) -> Any:  # noqa: ANN401
    kind = array.type
    if pa.types.is_dictionary(kind):
        plain = array.dictionary_decode()
        changed = _texts(pa, plain, rows, replace)
        return array if changed is plain else changed.dictionary_encode().cast(kind)
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)):
        raise ShardError(f"a column of {kind} holds no text; name another with --text-field")
    new = replace(array.cast(pa.large_binary()).to_pylist(), rows)
    return array if new is None else pa.array(new, pa.large_binary()).cast(kind)


def _list(pa: Any, array: Any, rest: FieldPath, rows: Sequence[int], replace: Replace) -> Any:  # noqa: ANN401
    import pyarrow.compute as pc

    parents = pc.list_parent_indices(array).to_pylist()
    values = array.flatten()
    changed = replaced(values, rest, [rows[parent] for parent in parents], replace)
    if changed is values:
        return array
    lengths = pc.fill_null(pc.list_value_length(array), 0).to_pylist()
    offsets = [0]
    for length in lengths:
        offsets.append(offsets[-1] + length)
    large = pa.types.is_large_list(array.type)
    return (pa.LargeListArray if large else pa.ListArray).from_arrays(
        pa.array(offsets, pa.int64() if large else pa.int32()), changed, type=array.type, mask=array.is_null()
    )


def _struct(pa: Any, array: Any, steps: FieldPath, rows: Sequence[int], replace: Replace) -> Any:  # noqa: ANN401
    step, rest = steps[0], steps[1:]
    fields = [array.type.field(at) for at in range(array.type.num_fields)]
    wanted = [at for at, field in enumerate(fields) if step in {ANY, field.name}]
    if not wanted:
        names = ", ".join(field.name for field in fields)
        raise ShardError(f"a column has no {step!r}; name one of its own with --text-field: {names}")
    children = array.flatten()
    changed = list(children)
    for at in wanted:
        if rest or step != ANY or pa.types.is_string(fields[at].type) or pa.types.is_large_string(fields[at].type):
            changed[at] = replaced(children[at], rest, rows, replace)
    if all(new is old for new, old in zip(changed, children, strict=True)):
        return array
    return pa.StructArray.from_arrays(changed, fields=fields, mask=array.is_null())
