"""Which characters a gap can have been: those whose bytes agree with what is left, and which a decoder would have lost.

A decoder of several bytes loses a byte only where it can make nothing of it with the byte behind it; a decoder of one
byte, only where its code page has a hole. That rules out most of the 64 bytes that UTF-8 allows in a place.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.mojibake.wildcards import MULTI

if TYPE_CHECKING:
    from collections.abc import Iterator

_STYLES = {
    "gb18030": ("gb18030", "gbk"),
    "cp936": ("cp936",),
    "cp932": ("cp932", "shift_jis"),
    "cp949": ("cp949",),
    "cp950": ("cp950", "big5hkscs"),
}
"""Decoders that go by one name and lose different bytes."""
_LEADS = {2: range(0xC2, 0xE0), 3: range(0xE0, 0xF0), 4: range(0xF0, 0xF1)}
_CONTINUATIONS = range(0x80, 0xC0)
_MARKS = b"\xfd\xff?"
_BYTES = tuple(bytes((byte,)) for byte in range(0x100))
END = 256
"""The end of the text, as the byte that follows."""
_ONE, _TWO, _OF_TWO = -1, -2, -3
_MOST, _ENDS = 2, 512
_Slots = tuple[int, ...]
"""The bytes of a character, each known or `_ONE`, for which a mark stands, or the `_TWO` for which one mark stands."""


class Fill(NamedTuple):
    """The characters that a gap can be; `constrained` says that they are those a decoder loses, and not any at all."""

    chars: str
    constrained: bool


def styles(text: str, name: str) -> tuple[str, ...]:
    r"""Return the decoders of a name that can have read the text.

    A GBK decoder loses the pairs that are left to the user; one of GB 18030 shows them as private characters.

    >>> styles("鎻\ue21d", "gb18030"), styles("鎻", "gb18030")
    (('gb18030',), ('gb18030', 'gbk'))
    """
    known = _STYLES.get(name, (name,))
    return known[:1] if name == "gb18030" and any("\ue000" <= char <= "\ue765" for char in text) else known


@lru_cache(maxsize=16_384)
def fill(gap: bytes, following: int, names: tuple[str, ...]) -> Fill:
    r"""Return what can stand in a gap, as `Stream` has it; `following` is the byte behind it, or `END`.

    >>> fill(b"\xe5\x8f\xff", 0xE4, ("gb18030",)), fill(b"\xe3\xff\xae", 0xE9, ("cp932",))
    (Fill(chars='叀', constrained=True), Fill(chars='のㅮㆮ', constrained=True))
    """
    ways = list(_ways(gap))
    # A ? in a code page, or a byte that is gone without a mark, was lost on another way than through a hole.
    is_lost_elsewhere = names[0] not in _STYLES and (gap.endswith(b"?") or not any(byte in _MARKS for byte in gap))
    if not is_lost_elsewhere:
        found = dict.fromkeys(char for slots in ways for name in names for char in _lost(slots, following, name))
        if found or names[0] not in _STYLES:
            return Fill("".join(sorted(found)), constrained=True)
    return Fill("".join(char for slots in ways for char in _any(slots)), constrained=False)


def _ways(gap: bytes) -> Iterator[_Slots]:
    """Yield the ways in which a character can have become the gap."""
    if not any(byte in _MARKS for byte in gap):
        yield (*gap, _ONE)  # dropped, and no mark left
        return
    one = tuple(_ONE if byte in _MARKS else byte for byte in gap)
    if _is_shaped(one):
        yield one
    if one.count(_ONE) == 1:
        at = one.index(_ONE)
        two = (*one[:at], _TWO, _OF_TWO, *one[at + 1 :])
        if _is_shaped(two):
            yield two


def _is_shaped(slots: _Slots) -> bool:
    is_lead = len(slots) in _LEADS and (slots[0] < 0 or slots[0] in _LEADS[len(slots)])
    return is_lead and sum(slot < 0 for slot in slots) <= _MOST


def _lost(slots: _Slots, following: int, name: str) -> Iterator[str]:
    """Yield the characters that a decoder makes the gap of, from the last byte to the first."""
    ends = [b""]
    for at in range(len(slots) - 1, -1, -1):
        slot = slots[at]
        options = _LEADS[len(slots)] if at == 0 else _CONTINUATIONS
        if slot >= 0:
            ends = [_BYTES[slot] + end for end in ends]
        elif slot == _OF_TWO:
            ends = [_BYTES[byte] + end for end in ends for byte in options]
        else:
            failing = _failing_before(name, options)
            pairs = [(failing[end[0] if end else following], end) for end in ends]
            if sum(len(bytes_) for bytes_, _ in pairs) > _ENDS:
                return  # so many say nothing
            ends = [one + end for bytes_, end in pairs for one in bytes_]
    yield from filter(None, map(_char, ends))


def _any(slots: _Slots) -> Iterator[str]:
    """Yield all characters that have the known bytes, if a single byte is not known."""
    if slots.count(_ONE) != 1 or min(slots) != _ONE:
        return
    at = slots.index(_ONE)
    for byte in _LEADS[len(slots)] if at == 0 else _CONTINUATIONS:
        yield _char(bytes((*slots[:at], byte, *slots[at + 1 :])))


@lru_cache(maxsize=70_000)
def _char(data: bytes) -> str:
    try:
        char = data.decode()
    except UnicodeDecodeError:
        return ""
    return char if len(char) == 1 and unicodedata.category(char)[0] != "C" else ""


@cache
def _failing_before(name: str, options: range) -> tuple[tuple[bytes, ...], ...]:
    """Return for each byte, and for the end, those of the options that a decoder has no reading for before it."""
    fails = [(_BYTES[byte], _failing(byte, name)) for byte in options]
    return tuple(tuple(byte for byte, bad in fails if bad >> behind & 1) for behind in range(END + 1))


def _failing(byte: int, name: str) -> int:
    """Return the bytes behind which a decoder has no reading for one, a bit each."""
    if _read(bytes((byte,)), name) != "\ufffd":
        return 0
    if name not in _DOUBLE:
        return (1 << END + 1) - 1
    lead = bytes((byte,))
    pairs = _read(b" ".join(lead + bytes((other,)) for other in range(0x40, END)), name).split(" ")
    bad = sum(1 << other for other, pair in enumerate(pairs, 0x40) if len(pair) > 1 or pair == "\ufffd")
    return 1 << END | bad | (1 << 0x40) - 1  # no second byte is less than that


_DOUBLE = frozenset((*MULTI, *(style for every in _STYLES.values() for style in every)))


def _read(data: bytes, name: str) -> str:
    text = data.decode("gb18030" if name == "cp936" else name, "replace")
    return "€" if name == "cp936" and data == b"\x80" else text
