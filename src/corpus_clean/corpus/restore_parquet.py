"""The way back for Parquet: every value as it was, in a file of the same schema and row groups."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from corpus_clean.corpus import shard_ledger
from corpus_clean.corpus.columns import replaced
from corpus_clean.corpus.field_path import parse
from corpus_clean.corpus.output import kept_if_whole
from corpus_clean.corpus.parquet import Writer, opened
from corpus_clean.corpus.restore import require_result
from corpus_clean.corpus.trouble import required

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from corpus_clean.corpus.layout import Layout

_Old = dict[int, dict[int, bytes]]
"""Old texts, by row group and place in its column."""


def restore(line: dict[str, Any], layout: Layout, target: Path) -> bool:
    """Write a file with the values of the source to a path, and return whether it is the very file.

    Raises ShardError where the files of the run do not fit, and OSError.
    """
    name = line["shard"]
    path = layout.shard(name)
    require_result(line, path)
    old: dict[str, _Old] = defaultdict(lambda: defaultdict(dict))
    for entry in shard_ledger.read(layout.ledger(name)):
        if entry["kind"] == "record" and entry["undo"]:
            ((_, _, data),) = entry["undo"]
            old[entry["id"]][entry["line"]][entry["source"]["offset"]] = data
    with path.open("rb") as file:
        parquet = opened(file)
        writer = Writer(target, parquet)
        with kept_if_whole(writer):
            for group in range(parquet.num_row_groups):
                table = parquet.read_row_group(group)
                for field, groups in old.items():
                    if group in groups:
                        table = _put_back(table, field, groups[group])
                writer.write(table)
            made = writer.close()
            made.publish()
    return bool(made.digest.hexdigest() == line["source"]["sha256"])


def _put_back(table: Any, field: str, old: dict[int, bytes]) -> Any:  # noqa: ANN401 - Arrow
    pa = required("pyarrow", "parquet", ".parquet files")
    column, *steps = parse(field)
    at = table.schema.get_field_index(column)
    index = 0

    def replace(texts: Sequence[bytes | None], _rows: Sequence[int]) -> list[bytes | None]:
        nonlocal index
        new = [old.get(index + number, text) for number, text in enumerate(texts)]
        index += len(texts)
        return new

    chunks = []
    row = 0
    for chunk in table.column(at).chunks:
        chunks.append(replaced(chunk, tuple(steps), range(row, row + len(chunk)), replace))
        row += len(chunk)
    return table.set_column(at, table.schema.field(at), pa.chunked_array(chunks, table.schema.field(at).type))
