"""Which characters a gap can have been: those whose bytes agree with what is left, and which a decoder would have lost.

A decoder of several bytes loses a byte only where it can make nothing of it with the byte behind it; a decoder of one
byte, only where its code page has a hole. That rules out most of the 64 bytes that UTF-8 allows in a place.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.mojibake.wildcards import MULTI

if TYPE_CHECKING:
    from collections.abc import Iterable

_STYLES = {"gb18030": ("gb18030", "gbk"), "cp936": ("cp936",), "cp932": ("cp932", "shift_jis"), "cp950": ("cp950", "big5hkscs")}
"""Decoders that go by one name and lose different bytes."""
_LEADS = {2: range(0xC2, 0xE0), 3: range(0xE0, 0xF0), 4: range(0xF0, 0xF5)}
_CONTINUATIONS = range(0x80, 0xC0)
_MARKS = b"\xfd\xff?"
_END = 256
_MOST_UNKNOWN = 2


class Fill(NamedTuple):
    """What a gap can be: the characters, and whether the decoder's ways have been a help."""

    chars: tuple[str, ...]
    constrained: bool


def styles(text: str, name: str) -> tuple[str, ...]:
    """Return the decoders of a name that can have read the text.

    A GBK decoder loses the pairs that are left to the user; one of GB 18030 shows them as private characters.
    """
    known = _STYLES.get(name, (name,))
    return known[:1] if name == "gb18030" and any("\ue000" <= char <= "\ue765" for char in text) else known


@lru_cache(maxsize=4096)
def fill(gap: bytes, following: int, names: tuple[str, ...]) -> Fill:
    """Return what can stand in a gap, as `Stream` has it; `following` is the byte behind it, 256 at the end."""
    found: dict[str, None] = {}
    loose: dict[str, None] = {}
    # A ? in a code page, or a byte that is gone without a mark, was lost on another way than through a hole.
    is_dropped = not _DOUBLE.intersection(names) and (gap[-1:] == b"?" or not any(byte in _MARKS for byte in gap))
    for slots in _slots(gap):
        places = [_range(at, len(slots), byte) for at, byte in enumerate(slots)]
        for data in product(*places):
            char = _char(bytes(data))
            if char and not is_dropped and any(_is_lost(slots, data, following, name) for name in names):
                found[char] = None
            elif char:
                loose[char] = None
    return Fill(tuple(found), constrained=True) if found else Fill(tuple(loose), constrained=False)


def _slots(gap: bytes) -> list[tuple[int | str, ...]]:
    """Return how the bytes of a gap can be dealt out: a known byte, "one" that a mark stands for, or "two", "of two"."""
    if not any(byte in _MARKS for byte in gap):
        return [(*gap, "one")]  # dropped, and no mark left
    one = tuple("one" if byte in _MARKS else byte for byte in gap)
    ways = [one] if _is_shaped(one) else []
    if sum(byte in _MARKS for byte in gap) == 1 and len(gap) < 4:
        at = next(at for at, byte in enumerate(gap) if byte in _MARKS)
        two = (*one[:at], "two", "of two", *one[at + 1 :])
        if _is_shaped(two):
            ways.append(two)
    return [way for way in ways if sum(isinstance(slot, str) for slot in way) <= _MOST_UNKNOWN]


def _is_shaped(slots) -> bool:
    length = len(slots)
    if not 2 <= length <= 4:
        return False
    return isinstance(slots[0], str) or slots[0] in _LEADS[length]


def _range(at: int, length: int, slot: int | str) -> Iterable[int]:
    if isinstance(slot, int):
        return (slot,)
    return _CONTINUATIONS if at else _LEADS[length]


@lru_cache(maxsize=70_000)
def _char(data: bytes) -> str:
    try:
        char = data.decode()
    except UnicodeDecodeError:
        return ""
    return char if len(char) == 1 and unicodedata.category(char)[0] != "C" else ""


def _is_lost(slots, data: tuple[int, ...], following: int, name: str) -> bool:
    """Say whether a decoder loses the bytes that are marked as lost."""
    fails = _failures(name)
    for at, slot in enumerate(slots):
        behind = data[at + 1] if at + 1 < len(data) else following
        if slot in ("one", "two") and not fails[data[at]] >> behind & 1:
            return False
    return True


@cache
def _failures(name: str) -> tuple[int, ...]:
    """Return for each byte the bytes behind which it has no reading, a bit each; bit 256 is the end."""
    return tuple(_failing(byte, name) for byte in range(256))


def _failing(byte: int, name: str) -> int:
    if _reads(bytes((byte,)), name):
        return 0
    if name not in _DOUBLE:
        return (1 << 257) - 1
    return 1 << _END | sum(1 << other for other in range(256) if not _reads(bytes((byte, other)), name))


_DOUBLE = frozenset((*MULTI, *(style for every in _STYLES.values() for style in every)))


def _reads(data: bytes, name: str) -> bool:
    if name == "cp936":
        return data == b"\x80" or _reads(data, "gb18030")
    try:
        return len(data.decode(name)) == 1
    except UnicodeDecodeError:
        return False
