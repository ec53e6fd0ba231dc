"""The table of letters: for every alphabet, what a letter costs behind two others in each of its languages.

Costs are quarters of a bit. See tables/README.md for where they come from, and tables/build/letter_ngrams.py for the
layout. A script is read from the table when its first letter is asked for.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from bisect import bisect_left
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from corpus_clean.tables import read

NEW_PAIR = 22
"""Quarter bits that a letter costs more behind one that it does not follow in any language of the script."""
_DEAREST = 88
_NEW_PAIR = bytes(min(_DEAREST, cost + NEW_PAIR) for cost in range(256))


class Script(NamedTuple):
    """The letters of one script and what they cost in each of its languages, a byte a language."""

    name: str
    languages: tuple[str, ...]
    places: dict[str, int]
    ones: bytes
    starts: bytes
    ends: bytes
    rows: dict[int, int]  # a pair of places, first * n + second, to its row
    pairs: bytes
    triples: array[int]
    bounds: array[int]  # entries of triple t: bounds[t] to bounds[t + 1]
    owners: bytes
    costs: bytes

    def anywhere(self, second: int) -> bytes:
        """Return the cost of a letter in any company."""
        return self.ones[second :: len(self.places)]

    def start(self, letter: int) -> bytes:
        """Return the cost of starting a word with a letter."""
        return self.starts[letter :: len(self.places)]

    def end(self, before: int | None, letter: int) -> bytes:
        """Return the cost of ending a word on a letter; `before` is the letter before it, None for the edge."""
        n = len(self.places)
        return self._put_right(self.ends[letter::n], n if before is None else before, letter, n)

    def step(self, before: int | None, first: int, second: int) -> bytes:
        """Return the cost of the letter `second` behind `first`, and that behind `before`, None for the edge."""
        n = len(self.places)
        row = self.rows.get(first * n + second)
        if row is not None:
            costs = self.pairs[row :: len(self.rows)]
        elif self.rows:
            costs = self.ones[second::n].translate(_NEW_PAIR)
        else:
            return self.ones[second::n]
        return self._put_right(costs, n if before is None else before, first, second)

    def _put_right(self, costs: bytes, *places: int) -> bytes:
        n = len(self.places) + 1
        first, second, third = places
        key = (first * n + second) * n + third
        at = bisect_left(self.triples, key)
        if at == len(self.triples) or self.triples[at] != key:
            return costs
        changed = bytearray(costs)
        for entry in range(self.bounds[at], self.bounds[at + 1]):
            changed[self.owners[entry]] = self.costs[entry]
        return bytes(changed)


@cache
def streams() -> tuple[bytes, ...]:
    """Return the compressed table of each script, in the order of `NAMES`."""
    return tuple(_sections(read("letter_ngrams.bin")))


NAMES = (
    "Latin",
    "Cyrillic",
    "Arabic",
    "Devanagari",
    "Greek",
    "Hebrew",
    "Thai",
    "Armenian",
    "Georgian",
    "Bengali",
    "Gujarati",
    "Gurmukhi",
    "Tamil",
    "Telugu",
    "Kannada",
    "Malayalam",
    "Hangul",
    "Japanese",
)
"""The scripts that the table has, in its order; "Japanese" is kana and Han by how often each is written there."""


@cache
def script(name: str) -> Script:
    """Return the table of one script.

    >>> latin = script("Latin")
    >>> len(latin.languages), latin.languages[:3]
    (49, ('af', 'az', 'bs'))
    """
    parts = _sections(zlib.decompress(streams()[NAMES.index(name)]))
    letters, languages, ones, starts, ends, bitmap, pairs, gaps, counts, owners, costs = parts
    places = {letter: place for place, letter in enumerate(letters.decode())}
    bits = bin(int.from_bytes(bitmap, "little"))[:1:-1]
    rows: dict[int, int] = {}
    at = bits.find("1")
    while at >= 0:
        rows[at] = len(rows)
        at = bits.find("1", at + 1)
    return Script(
        name,
        tuple(languages.decode().split(" ")),
        places,
        ones,
        starts,
        ends,
        rows,
        pairs,
        array("I", accumulate(struct.unpack(f"<{len(counts)}I", gaps))),
        array("I", accumulate(counts, initial=0)),
        owners,
        costs,
    )


def _sections(data: bytes) -> list[bytes]:
    parts, at = [], 0
    while at < len(data):
        (size,) = struct.unpack_from("<I", data, at)
        parts.append(data[at + 4 : at + 4 + size])
        at += 4 + size
    return parts
