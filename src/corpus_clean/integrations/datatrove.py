"""datatrove: a formatter that repairs documents, and a reader of JSON Lines that loses none."""

from __future__ import annotations

import io
import json
from base64 import b64encode
from collections import Counter
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Self

import orjson
from datatrove.io import get_datafolder
from datatrove.pipeline.formatters.base import BaseFormatter
from datatrove.pipeline.readers.jsonl import JsonlReader
from datatrove.utils.typeshelper import StatHints

from corpus_clean import __version__
from corpus_clean.cleaner import Cleaner
from corpus_clean.decoding import decode
from corpus_clean.integrations.treated import entries, treat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from datatrove.data import Document, DocumentsPipeline
    from datatrove.io import DataFolderLike


class CorpusCleanFormatter(BaseFormatter):
    """Clean the text of each document, count the repairs by rule, and keep a ledger if there is a folder for it.

    The ledger has a file a task, a line a document: `{"id", "entries": [...]}`, after a line that says how it was made.
    A document that cannot be cleaned goes on as it is, and its entry says why.
    """

    name = "🧼 corpus-clean"

    def __init__(self, cleaner: Cleaner | None = None, ledger_folder: DataFolderLike | None = None) -> None:
        super().__init__()
        self.cleaner = cleaner or Cleaner()
        self.ledger_folder = None if ledger_folder is None else get_datafolder(ledger_folder)

    def format(self, text: str) -> str:
        """Return the cleaned text alone."""
        return self.cleaner.text(text)

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:  # noqa: ARG002
        """Yield every document, cleaned."""
        if self.ledger_folder is None:
            yield from map(self._clean, data)
            return
        with self.ledger_folder.open(f"{rank:05d}.jsonl.gz", "wt", compression="infer", encoding="ascii") as ledger:
            settings = {one.name: getattr(self.cleaner, one.name) for one in fields(self.cleaner) if one.init}
            ledger.write(f"{json.dumps({'tool': 'corpus-clean', 'version': __version__, 'cleaner': settings})}\n")
            for document in data:
                yield self._clean(document, ledger)

    def _clean(self, document: Document, ledger: io.TextIOBase | None = None) -> Document:
        self.stat_update(StatHints.total)
        with self.track_time():
            treated = treat(self.cleaner, document.text)
            counts: Counter[str] = Counter()
            treated.add_to(counts)
            for rule, number in (+counts).items():
                self.stat_update(rule, value=number)
            if treated.text is not None:
                self.stat_update("changed")
                document.text = treated.text
            if ledger and treated.telling:
                ledger.write(f"{json.dumps({'id': document.id, 'entries': entries(treated)})}\n")
        return document


class CorpusCleanJsonlReader(JsonlReader):
    """Read JSON Lines as bytes: a line that is no record costs no other, and goes to quarantine as it is.

    A line that is not UTF-8 is decoded by itself where its encoding can be told, and has it as `decoded_from` in its
    metadata. What has no text, is no JSON, or comes behind the place where a compressed file is broken, is told in
    `quarantine_folder`, in a file of the name of its shard: `{"line", "reason", "raw"}`, raw in base64.
    """

    name = "🧼 corpus-clean jsonl"

    def __init__(self, data_folder: DataFolderLike, quarantine_folder: DataFolderLike, **options: Any) -> None:  # noqa: ANN401
        super().__init__(data_folder, **options)
        self.quarantine_folder = get_datafolder(quarantine_folder)

    def read_file(self, filepath: str) -> Iterator[Document]:
        """Yield the documents of one shard."""
        quarantine = _Quarantine(self.quarantine_folder, f"{filepath}.jsonl")
        with (
            self.data_folder.open(filepath, "rb", compression=self.compression) as raw,
            # Not all that decompresses can be read by lines. What one read loses, where a file breaks off, is bounded.
            io.BufferedReader(raw, 1 << 16) as file,
            quarantine,
        ):
            for number, line in enumerate(_lines(file)):
                if isinstance(line, bytes) and not line.strip():
                    continue
                with self.track_time():
                    made = self._document(line, filepath, number) if isinstance(line, bytes) else line
                    if isinstance(made, str):
                        self.stat_update("quarantined")
                        quarantine.put(number, made, line if isinstance(line, bytes) else b"")
                        continue
                yield made

    def _document(self, line: bytes, filepath: str, number: int) -> Document | str:
        """Return the document in a line, or why there is none."""
        data, encoding = _parsed(line)
        if not isinstance(data, dict):
            return "is no JSON object" if encoding is not None else "is not UTF-8, and its encoding cannot be told"
        text = data.get(self.text_key)
        if isinstance(text, str):
            data[self.text_key] = _SURROGATES.text(text)
        try:
            orjson.dumps(data)
            document = self.get_document_from_dict(data, filepath, number)
        except Exception as error:  # noqa: BLE001 - adapters are not ours, and one record must not cost the others
            return f"{type(error).__name__}: {' '.join(str(error).split())}"
        if document is None or not isinstance(document.text, str):
            return f"has no text in {self.text_key!r}"
        if encoding:
            self.stat_update("recoded")
            document.metadata["decoded_from"] = encoding
        made: Document = document
        return made


_SURROGATES = Cleaner(select=("surrogate",))


def _lines(file: io.BufferedReader) -> Iterator[bytes | str]:
    """Yield the lines of a file, and in the end why it breaks off, if it does."""
    try:
        yield from file
    except Exception as error:  # noqa: BLE001 - as many kinds as there are compressions
        yield f"the rest cannot be read: {' '.join(str(error).split()) or type(error).__name__}"


def _parsed(line: bytes) -> tuple[Any, str | None]:
    """Return the value in a line and the encoding it was in, empty for UTF-8 and None where it cannot be told."""
    try:
        return orjson.loads(line), ""
    except orjson.JSONDecodeError:
        decoded = decode(line)
    if decoded is None:
        return None, None
    try:
        value = json.loads(decoded.text)  # takes half a surrogate pair, too
    except (ValueError, RecursionError):
        return None, ""
    return value, "" if decoded.encoding == "utf-8" else decoded.encoding


class _Quarantine:
    """A file that is there only if something is in it; one of an earlier run goes first."""

    def __init__(self, folder: Any, name: str) -> None:  # noqa: ANN401 - a DataFolder
        self._folder, self._name = folder, name
        self._file: io.TextIOBase | None = None
        if folder.exists(name):
            folder.rm(name)

    def put(self, line: int, reason: str, raw: bytes) -> None:
        if self._file is None:
            self._file = self._folder.open(self._name, "wt", encoding="ascii")
        entry = {"line": line + 1, "reason": reason, "raw": b64encode(raw).decode()}
        self._file.write(f"{json.dumps(entry)}\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
