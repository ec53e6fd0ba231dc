r"""How a text is spelled in bytes, and how it is edited there: only the bytes that a repair is about are replaced.

What JSON writes as `\u00e9` and CSV as `""` stays as it is written wherever no repair touches it.
"""

from __future__ import annotations

import re
from json import dumps
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from corpus_clean.result import Repair


class ByteEdit(NamedTuple):
    """Replace the bytes from `start` to `end` by `new`."""

    start: int
    end: int
    new: bytes


class Spelling(NamedTuple):
    """How the texts of a kind of slot are spelled.

    `special` finds the bytes that stand for one character otherwise than in UTF-8; `spelled` spells new text.
    """

    name: str
    special: re.Pattern[bytes] | None
    spelled: Callable[[str], bytes]


_SURROGATE = re.compile("[\ud800-\udfff]")


def _json(text: str) -> bytes:
    quoted = dumps(text, ensure_ascii=False)[1:-1]
    return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", quoted).encode()


def _json_ascii(text: str) -> bytes:
    return dumps(text, ensure_ascii=True)[1:-1].encode()


_ESCAPE = re.compile(rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[^u])", re.DOTALL)

PLAIN = Spelling("plain", None, str.encode)
"""UTF-8 and nothing else."""
JSON = Spelling("json", _ESCAPE, _json)
"""The inside of a string of JSON."""
JSON_ASCII = Spelling("json", _ESCAPE, _json_ascii)
"""The same, in a record whose characters beyond ASCII are all escaped."""
QUOTED = Spelling("quoted", re.compile(b'""'), lambda text: text.replace('"', '""').encode())
"""The inside of a quoted cell of CSV."""


def byte_edits(raw: bytes, text: str, repairs: Iterable[Repair], spelling: Spelling) -> list[ByteEdit]:
    r"""Return the edits of the bytes that spell `text`, which `raw` does, for its repairs, in their order.

    >>> from corpus_clean.cleaner import clean
    >>> raw = rb"\u9054(d\u00e1)\u5ddd"
    >>> [raw[edit.start : edit.end] for edit in byte_edits(raw, "達(dá)川", clean("達(dá)川").repairs, JSON)]
    [b'(d\\u00e1)']
    """
    place = _Places(raw, text, spelling)
    return [
        ByteEdit(place.of(repair.source.start), place.of(repair.source.end), spelling.spelled(repair.after))
        for repair in repairs
    ]


def edited(raw: bytes, edits: Sequence[ByteEdit]) -> bytes:
    """Return the bytes with the edits made, which are ordered and disjoint.

    >>> edited(b"abc", [ByteEdit(1, 2, b"-")])
    b'a-c'
    """
    pieces: list[bytes] = []
    at = 0
    for edit in edits:
        pieces += raw[at : edit.start], edit.new
        at = edit.end
    return b"".join([*pieces, raw[at:]])


class _Places:
    """Offsets in bytes of offsets in code points, asked for in ascending order."""

    def __init__(self, raw: bytes, text: str, spelling: Spelling) -> None:
        self._text = text
        self._at = self._byte = 0
        self._specials: list[tuple[int, int, int]] = []  # code point, byte, byte after
        if spelling.special:
            at = byte = 0
            for match in spelling.special.finditer(raw):
                at += len(raw[byte : match.start()].decode())
                self._specials.append((at, *match.span()))
                at, byte = at + 1, match.end()
        self._next = 0

    def of(self, offset: int) -> int:
        while self._next < len(self._specials) and self._specials[self._next][0] < offset:
            at, _, self._byte = self._specials[self._next]
            self._at = at + 1
            self._next += 1
        self._byte += len(self._text[self._at : offset].encode())
        self._at = offset
        return self._byte
