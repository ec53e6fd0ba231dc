"""What running Chinese costs in bits, character by character, whichever way it is written.

The model is a bigram over characters folded to Simplified: 發 and 发 are one, so 繁體 and 简体 cost the same. A
character that does not go on the word before it ends one and starts the next, so a pair that no word holds costs what
ending a word on the first and starting one with the second does. The counts are those of a dictionary (see
tables/README.md); nothing was learned from running text.

Costs are multiples of 1/8 bit. Marks, letters and digits bound words; theirs are set by hand, as are those of what no
Chinese text should hold. A character costs 8 bits on average in good text, and more than 16 in re-paired bytes.
"""

from __future__ import annotations

import struct
import zlib
from functools import cache
from itertools import accumulate, chain
from typing import NamedTuple
from unicodedata import category

from corpus_clean.tables import read

CEILING = 22.0
"""Bits for a Han character that no word holds, and the most that any step costs."""

# Roughly how often a mark stands at a word's end in edited Chinese; the ASCII form costs more than the full-width one.
_MARKS = {
    **dict.fromkeys("，", 3.5),
    **dict.fromkeys("。、,", 4.5),
    **dict.fromkeys(" \n\r", 5.0),
    **dict.fromkeys("“”", 6.5),
    **dict.fromkeys("：（）「」()\u3000", 7.0),
    **dict.fromkeys("；？！《》…—:", 7.5),
    **dict.fromkeys('".-\t\xa0', 8.0),
    **dict.fromkeys(";?!/%", 9.0),
    **dict.fromkeys("‘’'·『』【】", 10.0),
    **dict.fromkeys("〈〉〔〕％～#$&*+<=>@[\\]^_`{|}~", 11.0),
}
_REPEATED = "…—"  # two of them are one mark
_KINDS = {
    **dict.fromkeys("，、；：,;:", "clause"),
    **dict.fromkeys("。.", "stop"),
    **dict.fromkeys("！？!?…", "call"),
    **dict.fromkeys("“‘「『《", "opens"),
    **dict.fromkeys("”’」』》", "closes"),
}
# What a mark costs more, or less, right behind another: no two clauses end at one place, but quotations do where
# sentences do.
_BESIDE = {
    ("clause", "clause"): 9.0,
    ("clause", "stop"): 9.0,
    ("clause", "call"): 6.0,
    ("clause", "closes"): 4.0,
    ("clause", "opens"): -2.5,
    ("stop", "clause"): 9.0,
    ("stop", "stop"): 9.0,
    ("stop", "call"): 6.0,
    ("stop", "closes"): -3.5,
    ("stop", "opens"): -1.5,
    ("call", "closes"): -3.5,
    ("opens", "clause"): 9.0,
    ("opens", "stop"): 9.0,
    ("opens", "closes"): 6.0,
    ("closes", "clause"): -0.5,
    ("closes", "stop"): -0.5,
}
# No dictionary holds the numbers: they are made up as they are needed, and what they count stands behind them.
_NUMERALS = frozenset("〇一二三四五六七八九十百千万萬")
_COUNTED = _NUMERALS | frozenset("年月")
_NUMERAL = 4.5
_REPEAT, _LETTER, _DIGIT = 1.0, 4.5, 3.5
_WORD, _NUMBER = 9.0, 7.0
_WIDE = 3.0  # what a full-width form costs more
_SYMBOL, _CONTROL = 14.0, 20.0
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_HAN = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x40000))


class _Model(NamedTuple):
    """The table as it is stored: places are ranks from 0, costs eighths of a bit."""

    places: dict[str, int]  # of characters as they are written
    folds: dict[str, str]
    starts: bytes
    ends: bytes
    bounds: tuple[int, ...]  # pairs that begin with the character at place p: bounds[p] to bounds[p + 1]
    gaps: tuple[int, ...]
    costs: bytes


def step(a: str, b: str) -> float:
    """Return the cost in bits of the code point `b` directly behind the code point `a`.

    `a` is "" at the start of a text; a `b` of "" costs nothing. Any code point has a cost, lone surrogates included.

    >>> step("程", "式"), step("程", "史")
    (3.25, 11.75)
    """
    if not b:
        return 0.0
    model = _model()
    first, second = model.places.get(a), model.places.get(b)
    if first is not None and second is not None:
        followers, costs = _followers(first)
        at = followers.find(chr(second))
        if at >= 0:
            return min(costs[at] / 8, _NUMERAL) if a in _NUMERALS and b in _COUNTED else costs[at] / 8
    end = model.ends[first] / 8 if first is not None else 0.0
    start = model.starts[second] / 8 if second is not None else _other(a, b)
    if a in _NUMERALS and b in _COUNTED:
        return min(end + start, _NUMERAL)
    return min(end + start, CEILING)


def between(left: str, chars: str, right: str) -> list[float]:
    """Return what each of some code points costs between two others, with the step from it to the one on its right.

    `left` and `right` are "" where there is nothing, or nothing that is known.

    >>> between("程", "式史", "的") == [step("程", char) + step(char, "的") for char in "式史"]
    True
    """
    first = _model().places.get(left)
    if first is None or left in _NUMERALS:
        return [step(left, char) + step(char, right) for char in chars]
    places, starts, ends = _model().places, _model().starts, _model().ends
    followers, costs = _followers(first)
    found = []
    for char in chars:
        place = places.get(char)
        if place is None:
            bits = step(left, char)
        else:
            at = followers.find(chr(place))
            bits = costs[at] / 8 if at >= 0 else min((ends[first] + starts[place]) / 8, CEILING)
        found.append(bits + step(char, right))
    return found


def cost(text: str) -> float:
    """Return the cost of the text in bits: the sum of its steps.

    >>> cost("網絡") == cost("网络")
    True
    >>> cost("當地的面貌") < cost("當?shù)氐拿婷")
    True
    """
    return sum(map(step, chain(("",), text), text))


def rank(char: str) -> int | None:
    """Return how many characters are at least as frequent, 1 for 的, however written; None for a character of no word.

    >>> rank("的"), rank("國") == rank("国"), rank("A")
    (1, True, None)
    """
    place = _model().places.get(char)
    return None if place is None else place + 1


def commonest(count: int) -> frozenset[str]:
    """Return the characters of a rank up to so much, however written.

    >>> sorted(commonest(1))
    ['的']
    """
    return frozenset(char for char, place in _model().places.items() if place < count)


def fold(char: str) -> str:
    """Return the character as Simplified writing has it, by the character alone: 發 and 髮 are 发, and 著 is 着.

    >>> fold("發"), fold("发"), fold("A")
    ('发', '发', 'A')
    """
    return _model().folds.get(char, char)


def _other(a: str, b: str) -> float:
    """Return what `b`, no character of a word, costs behind a word's end, or behind another such character."""
    if a == b and b in _REPEATED:
        return _REPEAT
    bits = _MARKS.get(b)
    if bits is not None:
        return bits + _BESIDE.get((_KINDS.get(a, ""), _KINDS.get(b, "")), 0.0)
    if b.isascii() and b.isalnum():
        inside = a.isascii() and (a.isdigit() if b.isdigit() else a.isalpha())
        short, long = (_DIGIT, _NUMBER) if b.isdigit() else (_LETTER, _WORD)
        return short if inside else long
    code = ord(b)
    if code in _FULL_WIDTH:
        return _WIDE + _other(a, chr(code - 0xFEE0))
    if any(code in block for block in _HAN):
        return CEILING
    return _CONTROL if category(b)[0] == "C" else _SYMBOL


@cache
def _followers(place: int) -> tuple[str, bytes]:
    """Return the places of the characters that follow in words, each as a code point, and what they cost."""
    model = _model()
    of = slice(model.bounds[place], model.bounds[place + 1])
    return "".join(map(chr, accumulate(model.gaps[of]))), model.costs[of]


@cache
def _model() -> _Model:
    data = zlib.decompress(read("han_bigrams.bin"))
    sections, at = [], 0
    while at < len(data):
        (size,) = struct.unpack_from("<I", data, at)
        sections.append(data[at + 4 : at + 4 + size])
        at += 4 + size
    chars, starts, ends, sizes, low, high, costs, written, folded = sections
    gaps = bytearray(2 * len(low))
    gaps[::2], gaps[1::2] = low, high
    folds = dict(zip(written.decode(), folded.decode(), strict=True))
    places = {char: place for place, char in enumerate(chars.decode())}
    places |= {char: places[simple] for char, simple in folds.items() if simple in places}
    bounds = accumulate(struct.unpack(f"<{len(starts)}H", sizes), initial=0)
    return _Model(places, folds, starts, ends, tuple(bounds), struct.unpack(f"<{len(low)}H", gaps), costs)
