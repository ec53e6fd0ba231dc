"""A file of JSON: one value, of which each object in the outermost list, or the one object that it is, has texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean.corpus.field_path import EACH, FieldPath, values
from corpus_clean.corpus.format import spelled
from corpus_clean.corpus.json_slots import slots
from corpus_clean.corpus.jsonl import loaded, names
from corpus_clean.corpus.pieces import whole
from corpus_clean.corpus.recoding import in_utf8
from corpus_clean.corpus.trouble import NotARecord

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from corpus_clean.corpus.pieces import Piece
    from corpus_clean.corpus.slots import Slot
    from corpus_clean.corpus.spelling import ByteEdit
    from corpus_clean.document import Syntax
    from corpus_clean.result import Result


class JsonDocument:
    """A file as one record. A field counts from the objects of the outermost list, where there is one.

    >>> JsonDocument([("text",)]).texts(b'[{"text": "a"}, {"text": "b"}]')
    ['a', 'b']
    """

    syntax: Syntax | None = None
    whole = True
    bad = "is no JSON"

    def __init__(self, fields: Sequence[FieldPath]) -> None:
        self._fields = tuple(fields)

    def pieces(self, reader: BinaryIO, limit: int) -> Iterator[Piece]:
        """Take it whole."""
        return whole(reader, limit)

    def texts(self, raw: bytes) -> Sequence[str]:
        """Return the strings in the fields."""
        value = loaded(raw)
        if not isinstance(value, list | dict):
            raise NotARecord("is no JSON object, nor a list of them")
        paths = self._paths(raw)
        return [found for path in paths for found in values(value, path) if isinstance(found, str)]

    def slots(self, raw: bytes) -> Sequence[Slot]:
        """Return the strings in the fields, with their places."""
        return list(slots(raw, self._paths(raw)))

    def narrowed(self, slot: Slot, result: Result) -> Result:  # noqa: ARG002 - all of it is text
        """Return the result as it is."""
        return result

    def edits(self, raw: bytes, slot: Slot, result: Result) -> Sequence[ByteEdit] | str:
        """Return the edits: JSON can hold any text."""
        return spelled(raw, slot, result)

    def names(self, raw: bytes) -> Sequence[str]:
        """Return the keys of the first object."""
        return names(raw)

    def recoded(self, raw: bytes, encoding: str | None) -> tuple[bytes, str]:
        """Decode it as a whole."""
        return in_utf8(raw, encoding)

    def identity(self, raw: bytes) -> str | None:  # noqa: ARG002 - it has one record
        """Return nothing: the name of the file says it all."""
        return None

    def _paths(self, raw: bytes) -> Sequence[FieldPath]:
        is_list = raw.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")
        return [(EACH, *path) if is_list and path[0] != EACH else path for path in self._fields]
