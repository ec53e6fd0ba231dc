"""Tables as text: CSV as in RFC 4180, with its quoted cells, and TSV, which has none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus_clean.corpus.format import HOLD, spelled
from corpus_clean.corpus.pieces import BOM, Kind, lines
from corpus_clean.corpus.recoding import in_utf8
from corpus_clean.corpus.slots import Slot
from corpus_clean.corpus.spelling import PLAIN, QUOTED, ByteEdit
from corpus_clean.corpus.trouble import ShardError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from corpus_clean.corpus.field_path import FieldPath
    from corpus_clean.corpus.pieces import Piece
    from corpus_clean.document import Syntax
    from corpus_clean.result import Result

TAB = b"\t"
_DELIMITERS = (b",", b";", TAB, b"|")
_FORMULA = ("=", "+", "-", "@")
_QUOTED = re.compile(rb'"[^"]*(?:""[^"]*)*"')


class Delimited:
    """Rows of cells; `columns` are the names of those with texts, as the first row has them.

    `delimiter` is None where the first row has to say it; `quotes` tells whether cells may be quoted.
    """

    syntax: Syntax | None = None
    whole = False
    bad = "holds a quotation mark that is not closed"
    long = HOLD
    removable = True

    def __init__(
        self, columns: Sequence[FieldPath], id_column: FieldPath | None, *, delimiter: bytes | None, quotes: bool
    ) -> None:
        self._names = [".".join(path) for path in columns]
        self._id_name = ".".join(id_column) if id_column else None
        self._delimiter = delimiter or b""
        self._quotes = quotes
        self._columns: list[tuple[int, str]] = []
        self._id_column: int | None = None

    def pieces(self, reader: BinaryIO, limit: int) -> Iterator[Piece]:
        """Cut into rows; the first one names the columns, and is no record."""
        for kind, raw in self._rows(reader, limit):
            if kind is Kind.RECORD and not self._columns:
                self._learn(raw)
                yield Kind.BETWEEN, raw
            else:
                yield kind, raw

    def texts(self, raw: bytes) -> Sequence[str]:
        """Return the cells of the columns with texts."""
        return [slot.text for slot in self.slots(raw)]

    def slots(self, raw: bytes) -> Sequence[Slot]:
        """Return the cells of the columns with texts, with their places."""
        cells = self._cells(raw)
        return [self._slot(raw, (name,), *cells[at]) for at, name in self._columns if at < len(cells)]

    def narrowed(self, slot: Slot, result: Result) -> Result:  # noqa: ARG002 - all of it is text
        """Return the result as it is."""
        return result

    def edits(self, raw: bytes, slot: Slot, result: Result) -> Sequence[ByteEdit] | str:
        """Return the edits; a cell that has to be quoted from now on is replaced whole."""
        if result.text.startswith(_FORMULA) and slot.text[:1] != result.text[:1]:
            return "would become a formula"
        new = result.text.encode()
        breaking = (self._delimiter, b"\n", b"\r", *([b'"'] if self._quotes else []))
        if slot.spelling is QUOTED or not any(new.count(one) > slot.text.encode().count(one) for one in breaking):
            return spelled(raw, slot, result)
        if not self._quotes:
            return "would be more than one cell"
        return [ByteEdit(slot.start, slot.end, b'"' + QUOTED.spelled(result.text) + b'"')]

    def names(self, raw: bytes) -> Sequence[str]:  # noqa: ARG002 - the first row has them all
        """Return the names of the columns with texts."""
        return [name for _, name in self._columns]

    def recoded(self, raw: bytes, encoding: str | None) -> tuple[bytes, str]:
        """Decode it as a whole."""
        return in_utf8(raw, encoding)

    def identity(self, raw: bytes) -> str | None:
        """Return the cell of the column for it."""
        if self._id_column is None:
            return None
        cells = self._cells(raw)
        try:
            return self._slot(raw, (), *cells[self._id_column]).text
        except (IndexError, UnicodeDecodeError):
            return None

    def _learn(self, raw: bytes) -> None:
        if not self._delimiter:
            bare = _QUOTED.sub(b"", raw)
            self._delimiter = max(_DELIMITERS, key=bare.count)
        try:
            names = [self._slot(raw, (), *cell).text for cell in self._cells(raw)]
        except UnicodeDecodeError:
            names = [raw[start:end].decode("latin-1") for start, end in self._cells(raw)]
        self._columns = [(at, name) for at, name in enumerate(names) if name in self._names]
        if not self._columns:
            wanted, there = " or ".join(map(repr, self._names)), ", ".join(names)
            raise ShardError(f"has no column {wanted}; name one of its own with --text-field: {there}")
        self._id_column = names.index(self._id_name) if self._id_name in names else None

    def _slot(self, raw: bytes, field: FieldPath, start: int, end: int) -> Slot:
        if self._quotes and end - start > 1 and raw[start] == raw[end - 1] == 0x22:
            return Slot(field, start + 1, end - 1, QUOTED, raw[start + 1 : end - 1].decode().replace('""', '"'))
        return Slot(field, start, end, PLAIN, raw[start:end].decode())

    def _cells(self, raw: bytes) -> list[tuple[int, int]]:
        """Return where each cell is, with its quotation marks."""
        start = len(BOM) if raw.startswith(BOM) else 0
        end = len(raw) - len(raw[-2:]) + len(raw[-2:].rstrip(b"\r\n"))
        cells = []
        while True:
            stop = start
            if self._quotes and raw.startswith(b'"', start) and (match := _QUOTED.match(raw, start, end)):
                stop = match.end()
            stop = raw.find(self._delimiter, stop, end)
            if stop < 0:
                cells.append((start, end))
                return cells
            cells.append((start, stop))
            start = stop + 1

    def _rows(self, reader: BinaryIO, limit: int) -> Iterator[Piece]:
        """Join the lines of rows whose quoted cells hold line ends."""
        held: list[bytes] = []
        size, state = 0, False
        for kind, line in lines(reader, limit):
            if kind in {Kind.LONG, Kind.LONGER}:
                yield from self._apart(held)
                held, size, state = [], 0, False
                yield kind, line
                continue
            if not held and kind is Kind.BETWEEN:
                yield kind, line
                continue
            state = self._is_open(line, state)
            if not held and not state:
                yield Kind.RECORD, line
                continue
            held.append(line)
            size += len(line)
            if not state:
                yield Kind.RECORD, b"".join(held)
            elif size > limit:
                yield from self._apart(held)
            else:
                continue
            held, size, state = [], 0, False
        yield from self._apart(held)

    def _apart(self, held: list[bytes]) -> Iterator[Piece]:
        """Take lines one by one whose quotation mark never closes: it must be a stray one."""
        for line in held:
            kind = Kind.BETWEEN if line.isspace() else Kind.RECORD
            yield Kind.BAD if self._is_open(line, state=False) else kind, line

    def _is_open(self, line: bytes, state: bool) -> bool:  # noqa: FBT001 - what the line before left
        """Say whether a line ends inside of a quoted cell; `state` says whether it starts in one."""
        if not self._quotes or b'"' not in line:
            return state
        at = 0
        while True:
            if state:
                at = line.find(b'"', at)
                if at < 0:
                    return True
                if line.startswith(b'""', at):
                    at += 2
                    continue
                state = False
                at += 1
            elif line.startswith(b'"', at) and (at == 0 or line[at - 1 : at] in self._ends()):
                state = True
                at += 1
            else:
                at = line.find(b'"', at + 1)
                if at < 0:
                    return False

    def _ends(self) -> tuple[bytes, ...]:
        return (self._delimiter,) if self._delimiter else _DELIMITERS
