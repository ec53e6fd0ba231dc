"""What a format of shards has to say: where its records are, which texts they hold, and how those are spelled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from corpus_clean.corpus.spelling import ByteEdit, byte_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from corpus_clean.corpus.pieces import Piece
    from corpus_clean.corpus.slots import Slot
    from corpus_clean.document import Syntax
    from corpus_clean.result import Result


HOLD = "raise --max-record where there is memory"


class Format(Protocol):
    """One format, for one shard: it may learn from the first lines what the others mean.

    `syntax` is that of its texts, None where each text has its own; `whole` says that a record is all of the shard.
    `bad` says what is wrong with a piece that is `Kind.BAD`, `removable` whether the others can do without it, and
    `long` what can be done about one that is `Kind.LONG`.
    """

    syntax: Syntax | None
    whole: bool
    bad: str
    long: str
    removable: bool

    def pieces(self, reader: BinaryIO, limit: int) -> Iterator[Piece]:
        """Cut a stream; `limit` is that of one record, in bytes. Raises ShardError."""

    def texts(self, raw: bytes) -> Sequence[str]:
        """Return the texts of a record, fast.

        Raises NotARecord, and UnicodeDecodeError for bytes that are not UTF-8.
        """

    def slots(self, raw: bytes) -> Sequence[Slot]:
        """Return the texts of a record that has texts, in the order of its bytes, with their places."""

    def narrowed(self, slot: Slot, result: Result) -> Result:
        """Return what of the result of a text is taken over: all, unless the format has parts that are no text."""

    def edits(self, raw: bytes, slot: Slot, result: Result) -> Sequence[ByteEdit] | str:
        """Return what a result makes of the bytes of the record, or why the format cannot take it."""

    def names(self, raw: bytes) -> Sequence[str] | None:
        """Return the names of the fields of a record, to be shown where none of them is wanted; None if it has none."""

    def recoded(self, raw: bytes, encoding: str | None) -> tuple[bytes, str]:
        """Return a record that is not in UTF-8 in UTF-8, and what it was in; raises NotARecord."""

    def identity(self, raw: bytes) -> str | None:
        """Return the name of a record in its corpus, None where it has none."""


def spelled(raw: bytes, slot: Slot, result: Result) -> list[ByteEdit]:
    """Return the edits of a record that change nothing but what is said within one slot."""
    inside = byte_edits(raw[slot.start : slot.end], slot.text, result.repairs, slot.spelling)
    return [ByteEdit(slot.start + edit.start, slot.start + edit.end, edit.new) for edit in inside]
