"""A reader of JSON Lines for datatrove that reads bytes, and puts what is no record into quarantine."""

from __future__ import annotations

import io
import json
from base64 import b64encode
from typing import TYPE_CHECKING, Any, Self

import orjson
from datatrove.io import get_datafolder
from datatrove.pipeline.readers.jsonl import JsonlReader

from corpus_clean.cleaner import Cleaner
from corpus_clean.decoding import decode, is_sure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from datatrove.data import Document
    from datatrove.io import DataFolderLike


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
    if not is_sure(decoded):
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
