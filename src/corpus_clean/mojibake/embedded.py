"""Damage inside good lines: sequences of UTF-8, each of its own, read in a codec of one byte a character.

A line whose other words are good cannot be decoded as a whole. But UTF-8 shows: a character that stands for a lead
byte, and as many as it announces that stand for continuation bytes. Such sequences are decoded where they stand, in the
codec that makes the most of them, and only if the text around them gets better by it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.mojibake.chain import Change, Link, changes, prior
from corpus_clean.mojibake.codecs import SINGLE, UTF_8, codec, masks
from corpus_clean.mojibake.evidence import has_context, needed_of_utf_8, once, read

if TYPE_CHECKING:
    from collections.abc import Iterator

MANY, MOSTLY = 100, 3
"""How many sequences are looked at before one in so many must have been damage for the others to be looked at too."""
_AROUND = 16  # characters of a line that are looked at on either side of a sequence


class Pieces(NamedTuple):
    """The sequences of a line to be repaired, one after the other, the codec they were read in, and the bits gained."""

    changes: tuple[Change, ...]
    link: Link
    gain: float

    @property
    def are_long(self) -> bool:
        """Whether there are sequences of more than two bytes, which nothing else looks like."""
        return any(char > "\u07ff" for change in self.changes for char in change.new)


def repairs(line: str, share: float = 0.0) -> Pieces | None:
    """Return the sequences of a line to be repaired, in the codec that is the best for it; None if there are none.

    `share` is what part of the characters beyond ASCII they must be.

    >>> [change.new for change in repairs("Ça coÃ»te trois â‚¬, « naïf »").changes]
    ['û', '€']
    """
    best: Pieces | None = None
    least = share * sum(char > "\x7f" for char in line) if share else 0.0
    for name in _codecs_shown(line):
        if least and sum(len(match[0]) for match in _pattern(name).finditer(line)) < least:
            continue
        link = Link(name, UTF_8)
        found = list(_sequences(line, link))
        total = sum(gain for _, gain in found) - prior((link,))
        if found and total > (best.gain if best else 0.0):
            best = Pieces(tuple(change for change, _ in found), link, total)
    return best


def _codecs_shown(line: str) -> list[str]:
    """Return the codecs that can have shown a sequence of the line, the commoner ones first."""
    table = masks()
    some = 0
    for char in {char for char in line if char > "\x7f"}:
        some |= table.get(char, 0)
    return [name for at, name in enumerate(SINGLE) if some >> at & 1 and _pattern(name).search(line)]


def _sequences(line: str, link: Link) -> Iterator[tuple[Change, float]]:
    """Yield the sequences that are UTF-8 in a codec, each with the bits that the line gains."""
    context = has_context(line)
    known: dict[str, _Sequence | None] = {}  # a document has few that differ
    repaired = 0
    for number, match in enumerate(_pattern(link.wrong).finditer(line)):
        if number >= MANY and repaired * MOSTLY < number:
            return
        piece = match[0]
        if piece not in known:
            known[piece] = _sequence(piece, link, context=context)
        found = known[piece]
        if found is None:
            continue
        start, end = match.span()
        before, after = line[max(0, start - _AROUND) : start], line[end : end + _AROUND]
        gain = read(f"{before}{found.said}{after}").bits - read(f"{before}{found.reads_as}{after}").bits
        if gain > found.needed:
            repaired += 1
            for change in found.changes:
                yield Change(change.start + start, change.end + start, change.new), gain


class _Sequence(NamedTuple):
    """What a sequence says and reads as, both without what they repeat, what that changes, and the bits it needs."""

    said: str
    reads_as: str
    changes: tuple[Change, ...]
    needed: float


def _sequence(piece: str, link: Link, *, context: bool) -> _Sequence | None:
    new = link.undo(piece)
    if new is None:
        return None
    needed = prior((link,)) + needed_of_utf_8(new, link.wrong, context=context)
    return _Sequence(once(piece), once(new), tuple(changes(piece, (link,))), needed)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return what UTF-8 sequences look like in a codec, one or more of them in a row."""
    shown = codec(name).shown
    follow = re.escape(shown[0x80:0xC0])
    one = (f"[{re.escape(shown[low:high])}][{follow}]{{{count}}}" for low, high, count in _LEADS)
    return re.compile(f"(?:{'|'.join(one)})+")


_LEADS = ((0xC2, 0xE0, 1), (0xE0, 0xF0, 2), (0xF0, 0xF5, 3))
