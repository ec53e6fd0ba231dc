"""Records in and out, for programs: the objects of a shard as they are, bytes and all."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_clean.corpus.compression import compression_of, decompressed
from corpus_clean.corpus.formats import format_of, suffix_of
from corpus_clean.corpus.output import Mirror, kept_if_whole
from corpus_clean.corpus.pieces import Kind
from corpus_clean.corpus.settings import Settings
from corpus_clean.corpus.storage import find
from corpus_clean.corpus.trouble import NotARecord, ShardError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_UNREADABLE = {
    Kind.LONG: "is longer than the limit",
    Kind.LONGER: "is more of the one before",
}


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its bytes in the shard, with their line end, and the texts in the fields that were asked for.

    `trouble` says why it has no texts where it is none; what is between records has no texts and no trouble.
    """

    raw: bytes
    texts: tuple[str, ...] = ()
    identity: str | None = None
    trouble: str = ""


def read_records(path: str | Path, settings: Settings | None = None) -> Iterator[Record]:
    r"""Yield all of a shard, whatever is wrong with it: the bytes of the records together are its bytes.

    A line that is not in UTF-8 is decoded by itself. Raises CorpusError, ShardError and OSError.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     shard = Path(folder, "a.jsonl")
    ...     _ = shard.write_bytes(b'{"text": "a"}\n\xff\n')
    ...     [record.texts or record.trouble[:14] for record in read_records(shard)]
    [('a',), 'cannot be deco']
    """
    settings = settings or Settings()
    (found,) = find(str(path)).shards
    if suffix_of(found.name) == ".parquet":
        raise ShardError("is a table, not bytes of records; read it with pyarrow")
    format_ = format_of(found.name, settings, found.content)
    with found.open() as file:
        reader, raw = decompressed(file, compression_of(found.name))
        for kind, piece in format_.pieces(reader, settings.max_record):
            if kind is not Kind.RECORD:
                trouble = format_.bad if kind is Kind.BAD else _UNREADABLE.get(kind, "")
                yield Record(piece, trouble=trouble)
                continue
            try:
                if raw.damage and (format_.whole or (format_.removable and not piece.endswith(b"\n"))):
                    raise NotARecord(f"is cut off: the file {raw.damage}")  # noqa: TRY301 - one place for all
                try:
                    texts = format_.texts(piece)
                except UnicodeDecodeError:
                    texts = format_.texts(format_.recoded(piece, settings.config.encoding)[0])
                yield Record(piece, tuple(texts), format_.identity(piece))
            except (NotARecord, UnicodeDecodeError) as error:
                yield Record(piece, trouble=str(error))


def write_records(path: str | Path, records: Iterable[bytes]) -> None:
    r"""Write the bytes of records to a shard, which has its name only once it is complete.

    Its suffix says how it is compressed. Raises OSError, and CorpusError where that needs a package that is missing.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_records(Path(folder, "a.jsonl.gz"), [b'{"text": "a"}\n'])
    ...     [record.texts for record in read_records(Path(folder, "a.jsonl.gz"))]
    [('a',)]
    """
    target = Path(path)
    mirror = Mirror(target, compression_of(target.name), lambda: io.BytesIO(b""))
    with kept_if_whole(mirror):
        mirror.put(b"")
        for raw in records:
            mirror.put(raw)
        mirror.seal().publish()
