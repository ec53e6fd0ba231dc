"""JSON Lines: a record a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from corpus_clean.corpus.field_path import EACH, FieldPath, values
from corpus_clean.corpus.format import HOLD, spelled
from corpus_clean.corpus.json_slots import slots
from corpus_clean.corpus.pieces import BOM, lines
from corpus_clean.corpus.recoding import in_utf8
from corpus_clean.corpus.trouble import NotARecord

_fast: Callable[[bytes], Any]
try:
    from orjson import loads as _fast
except ImportError:  # what it accepts json accepts too, only slower
    _fast = json.loads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

    from corpus_clean.corpus.pieces import Piece
    from corpus_clean.corpus.slots import Slot
    from corpus_clean.corpus.spelling import ByteEdit
    from corpus_clean.document import Syntax
    from corpus_clean.result import Result


class JsonLines:
    """Objects with texts in the fields that are named, one a line.

    >>> JsonLines([("text",)], ("id",)).texts(b'{"id": 1, "text": "a"}')
    ['a']
    """

    syntax: Syntax | None = None
    whole = False
    bad = "is no JSON"
    long = HOLD
    removable = True

    def __init__(self, fields: Sequence[FieldPath], id_field: FieldPath | None = None) -> None:
        self._fields = tuple(fields)
        self._id_field = id_field
        only = self._fields[0] if len(self._fields) == 1 and len(self._fields[0]) == 1 else None
        self._key = only[0] if only and only[0] != EACH and only[0] != "*" else None
        self._quoted = json.dumps(self._key or "", ensure_ascii=False).encode()

    def pieces(self, reader: BinaryIO, limit: int) -> Iterator[Piece]:
        """Cut at each line feed."""
        return lines(reader, limit)

    def texts(self, raw: bytes) -> Sequence[str]:
        """Return the strings in the fields; what is no string is no text."""
        try:
            record = _fast(raw)
        except ValueError:
            record = loaded(raw)
        if type(record) is not dict:
            raise NotARecord("is no JSON object")
        if self._key is not None:
            text = record.get(self._key)
            # the key stands before its text: where it is there twice, it is so in what lies before
            if type(text) is str and raw.count(self._quoted, 0, len(raw) - len(text)) == 1:
                return [text]
        found = [value for path in self._fields for value in values(record, path) if isinstance(value, str)]
        if found and self._key is not None:  # the key may be there twice
            return [slot.text for slot in self.slots(raw)]
        return found

    def slots(self, raw: bytes) -> Sequence[Slot]:
        """Return the strings in the fields, with their places."""
        return list(slots(raw, self._fields))

    def narrowed(self, slot: Slot, result: Result) -> Result:  # noqa: ARG002 - all of it is text
        """Return the result as it is."""
        return result

    def edits(self, raw: bytes, slot: Slot, result: Result) -> Sequence[ByteEdit] | str:
        """Return the edits: JSON can hold any text."""
        return spelled(raw, slot, result)

    def names(self, raw: bytes) -> Sequence[str]:
        """Return the keys of the object."""
        return names(raw)

    def recoded(self, raw: bytes, encoding: str | None) -> tuple[bytes, str]:
        """Decode it as a whole."""
        return in_utf8(raw, encoding)

    def identity(self, raw: bytes) -> str | None:
        """Return the value of the field for it, as text."""
        if self._id_field is None:
            return None
        try:
            found = next(values(loaded(raw), self._id_field), None)
        except (NotARecord, UnicodeDecodeError):
            return None
        return found if isinstance(found, str) else None if found is None else json.dumps(found)


def names(raw: bytes) -> list[str]:
    """Return the keys of an object, those of the first one in a list; none of anything else."""
    try:
        value = loaded(raw)
    except (NotARecord, UnicodeDecodeError):
        return []
    value = value[0] if isinstance(value, list) and value else value
    return list(value) if isinstance(value, dict) else []


def loaded(raw: bytes) -> Any:  # noqa: ANN401 - JSON
    """Read what orjson refuses: NaN, halves of surrogate pairs, a byte order mark, deep nesting."""
    text = raw.removeprefix(BOM).decode()
    try:
        return json.loads(text)
    except RecursionError:
        raise NotARecord("is nested too deeply") from None
    except ValueError as error:
        raise NotARecord(f"is not JSON: {error}") from None
