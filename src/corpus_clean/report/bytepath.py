"""The bytes behind a repair of an encoding: what was written in one code page and read in another."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.mojibake.codecs import MULTI, SINGLE, UTF_8, codec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus_clean.mojibake.codecs import Codec

LONGEST = 400
"""Up to how many code points a text is taken apart: what has to be searched for has to be bounded."""

SHOWN = 24
"""How many bytes of a step are shown; what is true of the start is true of the rest."""

MORE = ("…", "")
"""The last cell of a step that goes on."""

_LAYERS = 3
_GBK = "gb18030"
_WORD = re.compile(r"[\w-]{4,}")


class Step(NamedTuple):
    """One reading or writing: the characters, and the bytes that each is in this encoding, in hexadecimal digits."""

    written: bool
    encoding: str
    cells: tuple[tuple[str, str], ...]


def byte_path(before: str, after: str, note: str = "", *, search: bool = True) -> tuple[Step, ...]:
    """Return how `after` became `before`: written, read, and again for each layer; empty where no two encodings tell.

    Encodings that `note` names are tried first, which is fast; all others only with `search`.

    >>> for step in byte_path("Ã¼", "ü"):
    ...     print("written" if step.written else "read", step.encoding, *step.cells)
    written utf-8 ('ü', 'C3BC')
    read cp1252 ('Ã', 'C3') ('¼', 'BC')
    """
    if not before or not after or max(len(before), len(after)) > LONGEST:
        return ()
    named = _named(note)
    found = _layers(before, after, named, (UTF_8, *named))
    if not found and search:
        found = _layers(before, after, (*SINGLE, *MULTI), (UTF_8, *MULTI, *SINGLE))
    return tuple(step._replace(cells=_shortened(step.cells)) for step in found)


@lru_cache(maxsize=4096)
def straddle(after: str) -> tuple[Step, ...]:
    """Return the GBK bytes of a text as they were written, and as they are read when one is lost in front.

    >>> [step.cells for step in straddle("。現")]
    [(('。', 'A1A3'), ('現', 'AC46')), (('', 'A1'), ('，', 'A3AC'), ('F', '46'))]
    """
    try:
        written = _cells(after, codec(_GBK))
    except ValueError:
        return ()
    data = bytes.fromhex("".join(hexed for _, hexed in written))
    read = _cells(data[1:].decode(_GBK, "replace"), codec(_GBK), data[1:])
    read = (("", data[:1].hex().upper()), *read)
    return (
        Step(written=True, encoding=_GBK, cells=_shortened(written)),
        Step(written=False, encoding=_GBK, cells=_shortened(read)),
    )


def _layers(before: str, after: str, readers: Sequence[str], writers: Sequence[str]) -> tuple[Step, ...]:
    for depth in range(1, _LAYERS + 1):
        if found := _search(before, after, readers, writers, depth):
            return found
    return ()


def _search(before: str, after: str, readers: Sequence[str], writers: Sequence[str], depth: int) -> tuple[Step, ...]:
    """Walk back from what stands there; below the last layer only UTF-8 can have been written."""
    if depth > 1:
        for name, data in _encoded(before, readers):
            between = _utf_8(data)
            if between and between != before and (path := _search(between, after, readers, writers, depth - 1)):
                return (*path, *_layer(between, before, UTF_8, name))
        return ()
    written = dict(_encoded(after, writers))
    for name, data in _encoded(before, readers):
        for writer, bytes_ in written.items():
            if bytes_ == data and writer != name:
                return _layer(after, before, writer, name)
    return ()


def _layer(after: str, before: str, writer: str, reader: str) -> tuple[Step, ...]:
    return (
        Step(written=True, encoding=writer, cells=_cells(after, codec(writer))),
        Step(written=False, encoding=reader, cells=_cells(before, codec(reader))),
    )


def _encoded(text: str, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    for name in names:
        data = codec(name).encode(text)
        if data is not None:
            yield name, data


def _cells(text: str, used: Codec, data: bytes = b"") -> tuple[tuple[str, str], ...]:
    """Pair characters with their bytes; one that has none (a replacement) takes the next byte of `data`."""
    cells = []
    at = 0
    for char in text:
        bytes_ = used.encode(char) if char != "\ufffd" else data[at : at + 1]
        if bytes_ is None:
            raise ValueError(char)
        cells.append((char, bytes_.hex().upper()))
        at += len(bytes_)
    return tuple(cells)


def _shortened(cells: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Return as many cells as are shown, and the sign that there are more."""
    kept: list[tuple[str, str]] = []
    digits = 0
    for cell in cells:
        digits += len(cell[1])
        if digits > 2 * SHOWN:
            return (*kept, MORE)
        kept.append(cell)
    return cells


def _utf_8(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return ""


@lru_cache(maxsize=256)
def _named(note: str) -> tuple[str, ...]:
    """Return the encodings that a note names, by the names that the search uses."""
    found = set()
    for word in _WORD.findall(note):
        try:
            found.add(codecs.lookup(word).name)
        except LookupError:
            continue
    return tuple(name for name in (*SINGLE, *MULTI) if codecs.lookup(name).name in found)
