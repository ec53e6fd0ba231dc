"""Parquet: the columns with texts cleaned, all else as it is: schema, row groups, metadata, the other columns.

A file of Parquet cannot be edited in its bytes. It is written anew, row group by row group, and only if something in it
changes; the way back restores every value, and not the bytes of the file. A row is a record; one that cannot be read
stays as it is, and is noted.
"""

from __future__ import annotations

import io
from contextlib import suppress
from hashlib import sha256
from time import perf_counter
from typing import TYPE_CHECKING, Any

from corpus_clean.corpus.columns import replaced
from corpus_clean.corpus.counts import Counts, entry
from corpus_clean.corpus.field_path import FieldPath, written
from corpus_clean.corpus.output import PartFile, kept_if_whole
from corpus_clean.corpus.quarantine import Place, Quarantine
from corpus_clean.corpus.recoding import in_utf8
from corpus_clean.corpus.shard import discard, published
from corpus_clean.corpus.shard_ledger import ShardLedger
from corpus_clean.corpus.spelling import ByteEdit
from corpus_clean.corpus.treatment import Treated
from corpus_clean.corpus.trouble import NotARecord, ShardError, required
from corpus_clean.safety import OURS, described, text_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from corpus_clean.cleaner import Cleaner
    from corpus_clean.corpus.layout import Layout
    from corpus_clean.corpus.settings import Settings
    from corpus_clean.corpus.storage import Found

_CHUNK = 1 << 20
_ROWS = 256


class ParquetShard:
    """Cleans one shard, as `Shard` does."""

    def __init__(self, found: Found, layout: Layout, settings: Settings, cleaner: Cleaner) -> None:
        self._found = found
        self._layout = layout
        self._settings = settings
        self._cleaner = cleaner
        self.counts = Counts()
        self._writer: Writer | None = None
        self._quarantine = Quarantine(layout.quarantine(found.name), found.name)
        self._ledger = ShardLedger(layout.ledger(found.name), found.name, settings.digest())

    def clean(self, tick: Callable[[int], None] = lambda _: None) -> dict[str, Any]:
        """Return the line of the manifest; raises ShardError, CorpusError and OSError."""
        start = perf_counter()
        discard(self._layout, self._found.name)
        with kept_if_whole(self):
            with self._found.open() as file:
                digest = sha256()
                size = 0
                while data := file.read(_CHUNK):
                    digest.update(data)
                    size += len(data)
                file.seek(0)
                self._groups(file, lambda share: tick(int(share * size)))
                result = self._result(file)
            known = {"bytes": size, "sha256": digest.hexdigest()}
            made = {"bytes": result.size, "sha256": result.digest.hexdigest()}
            line = entry(self._found, self._settings, self.counts, source=(known, known), result=(made, made))
            tick(size)
            self._ledger.end({key: line[key] for key in ("records", "repairs", "source", "result")})
            published(self._layout, self._found.name, (self._ledger.file, self._quarantine.file, result))
        return {**line, "seconds": round(perf_counter() - start, 3)}

    def discard(self) -> None:
        """Let go of what was written."""
        for one in (self._ledger.file, self._quarantine.file, self._writer):
            if one is not None:
                one.discard()

    @staticmethod
    def restored(line: dict[str, Any], layout: Layout, target: Path) -> bool:
        """Write a file with the values of the source to a path; see `restore_parquet`."""
        from corpus_clean.corpus.restore_parquet import restore

        return restore(line, layout, target)

    def _groups(self, file: BinaryIO, tick: Callable[[float], None]) -> None:
        parquet = opened(file)
        row = 0
        for group in range(parquet.num_row_groups):
            table = parquet.read_row_group(group)
            changed = table
            for field in self._settings.fields:
                changed = self._column(changed, field, group, row)
            if changed is not table and self._writer is None:
                self._writer = Writer(self._layout.shard(self._found.name), parquet)
                for before in range(group):
                    self._writer.write(parquet.read_row_group(before))
            if self._writer is not None:
                self._writer.write(changed)
            row += table.num_rows
            tick((group + 1) / parquet.num_row_groups)
        self.counts.records = row

    def _result(self, file: BinaryIO) -> PartFile:
        if self._writer is not None:
            return self._writer.close()
        result = PartFile(self._layout.shard(self._found.name))
        with kept_if_whole(result):
            file.seek(0)
            while data := file.read(_CHUNK):
                result.write(data)
            result.seal()
        return result

    def _column(self, table: Any, field: FieldPath, group: int, first: int) -> Any:  # noqa: ANN401 - Arrow
        at = _place(table.schema, field)
        index = 0

        def replace(texts: Sequence[bytes | None], rows: Sequence[int]) -> list[bytes | None] | None:
            nonlocal index
            new: list[bytes | None] | None = None
            for number, (text, row) in enumerate(zip(texts, rows, strict=True)):
                after = None if text is None else self._text(text, field, group, index + number, row)
                if after is not None:
                    new = new or list(texts)
                    new[number] = after
            index += len(texts)
            return new

        chunks, row = [], first
        old = table.column(at).chunks
        for chunk in old:
            chunks.append(replaced(chunk, field[1:], range(row, row + len(chunk)), replace))
            row += len(chunk)
        if all(new is old for new, old in zip(chunks, old, strict=True)):
            return table
        pa = required("pyarrow", "parquet", ".parquet files")
        return table.set_column(at, table.schema.field(at), pa.chunked_array(chunks, table.schema.field(at).type))

    def _text(self, data: bytes, field: FieldPath, group: int, index: int, row: int) -> bytes | None:
        """Return the new bytes of a text, None where they stay."""
        place = Place(row + 1, group, index, index)
        encoding = None
        self.counts.texts += 1
        try:
            try:
                text = data.decode()
            except UnicodeDecodeError:
                recoded, encoding = in_utf8(data, self._settings.config.encoding)
                text = recoded.decode()
        except NotARecord as error:
            self.counts.kept += 1
            self._quarantine.take(data, place, str(error), kept=True)
            return None
        try:
            result = self._cleaner.clean(text)
            fault = text_fault(text, result) if result.repairs else ""
        except Exception as error:  # noqa: BLE001 - a fault in one rule must not cost the record
            fault = described(error)
        if fault:
            treated = Treated(data, fault=f"{OURS}, {fault}")
        else:
            if encoding is None and not result.repairs and not result.findings:
                return None
            after = result.text.encode()
            treated = Treated(after, (ByteEdit(0, len(after), data),), encoding, ((field, result),))
        if self._settings.ledger:
            self._ledger.record(data, treated, place, written(field))
        self.counts.add(treated, changed=treated.data != data)
        return treated.data if treated.data != data else None


def opened(file: BinaryIO) -> Any:  # noqa: ANN401 - Arrow
    """Return a file of Parquet; raises ShardError for what is none, CorpusError where pyarrow is missing."""
    pq = required("pyarrow.parquet", "parquet", ".parquet files")
    try:
        return pq.ParquetFile(file)
    except (OSError, ValueError) as error:
        raise ShardError(f"is no file of Parquet: {' '.join(str(error).split())}") from error


def texts(file: BinaryIO, fields: Sequence[FieldPath]) -> Iterator[list[str]]:
    """Yield the texts of each row; what is no UTF-8 is left out. Raises ShardError."""
    parquet = opened(file)
    for batch in parquet.iter_batches(batch_size=_ROWS):
        found: list[list[str]] = [[] for _ in range(batch.num_rows)]

        def note(held: Sequence[bytes | None], rows: Sequence[int], found: list[list[str]] = found) -> None:
            for text, row in zip(held, rows, strict=True):
                with suppress(UnicodeDecodeError, AttributeError):
                    found[row].append(text.decode())  # type: ignore[union-attr]

        for field in fields:
            replaced(batch.column(_place(batch.schema, field)), field[1:], range(batch.num_rows), note)
        yield from found


def _place(schema: Any, field: FieldPath) -> int:  # noqa: ANN401 - Arrow
    at: int = schema.get_field_index(field[0])
    if at < 0:
        there = ", ".join(schema.names)
        raise ShardError(f"has no column {field[0]!r}; name one of its own with --text-field: {there}")
    return at


class Writer:
    """Writes row groups with the schema, the compression and the metadata of another file."""

    def __init__(self, path: Path, like: Any) -> None:  # noqa: ANN401 - Arrow
        pq = required("pyarrow.parquet", "parquet", ".parquet files")
        self.file = PartFile(path)
        self._sink = _Sink(self.file)
        metadata = like.metadata
        columns = [metadata.row_group(0).column(at) for at in range(metadata.num_columns)]
        self._writer = pq.ParquetWriter(
            self._sink,
            like.schema_arrow,
            version=metadata.format_version,
            compression={one.path_in_schema: _codec(one.compression) for one in columns},
            use_dictionary=[one.path_in_schema for one in columns if one.has_dictionary_page],
        )

    def write(self, table: Any) -> None:  # noqa: ANN401 - Arrow
        """Write a row group."""
        self._writer.write_table(table, row_group_size=max(1, table.num_rows))

    def discard(self) -> None:
        """Leave nothing of it; Arrow writes an end when it lets go of a file, which goes nowhere then."""
        self._sink.is_over = True
        with suppress(Exception):
            self._writer.close()
        self.file.discard()

    def close(self) -> PartFile:
        """Write the end, and bring all to the disk."""
        self._writer.close()
        self.file.seal()
        return self.file


def _codec(name: str) -> str:
    return "none" if name == "UNCOMPRESSED" else name.lower()


class _Sink(io.RawIOBase):
    """What Arrow writes into."""

    def __init__(self, file: PartFile) -> None:
        self._into = file
        self.is_over = False

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._into.size

    def write(self, data: Any) -> int:  # noqa: ANN401 - a buffer
        return len(data) if self.is_over else self._into.write(bytes(data))
