"""The readings a damaged text could have had: every pair of codecs that turns it into other text without a loss.

There are some thousand pairs. Most read a text alike, and most of what is left is nonsense at first sight: what the
letters would cost in pairs, in the languages that the ASCII part of the text suggests, says which few are worth
costing as a whole.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.mojibake.codecs import MULTI, SINGLE, UTF_8, codec, single_with
from corpus_clean.plausibility import model

if TYPE_CHECKING:
    from collections.abc import Iterator

WORTH = 10
"""How many readings through single-byte codecs are costed as a whole."""
WORTH_MULTI = 4
_PAIRS = 14
_TOP = 3
_ENOUGH = 8
_UNLIKELY_HAN = 15.0
_SAMPLE = 8


class Chain(NamedTuple):
    """What happened to a text: it was bytes in the codec `true`, and the bytes were read as `wrong`."""

    wrong: str
    true: str


class Candidate(NamedTuple):
    """One reading of a text and the first chain that gives it."""

    text: str
    chain: Chain


def candidates(text: str) -> Iterator[Candidate]:
    """Yield the readings of a text that are worth costing, each once, in the order of how common the chain is."""
    marks = frozenset(char for char in text if char > "\x7f")
    if not marks:
        return
    seen = {text}
    written = _written(text, marks)
    for data, wrong in written.items():
        for true in (UTF_8, *MULTI):
            if true != wrong:
                read = codec(true).decode(data)
                if read is not None and read not in seen and (true == UTF_8 or _is_worth_it(read)):
                    seen.add(read)
                    yield Candidate(read, Chain(wrong, true))
    for read, chain in _single(text, sorted(marks), written):
        if read not in seen:
            seen.add(read)
            yield Candidate(read, chain)


def _written(text: str, marks: frozenset[str]) -> dict[bytes, str]:
    """Return the bytes that the text can have been, each with the commonest codec that reads them as this."""
    written: dict[bytes, str] = {}
    for wrong in (*single_with(marks), *MULTI):
        data = codec(wrong).encode(text)
        if data is not None:
            written.setdefault(data, wrong)
    return written


def _is_worth_it(read: str) -> bool:
    """Say whether East Asian text is of characters that are written at all."""
    costs = [_alone(char) for char in read if char > "\u2e80"][:_SAMPLE]
    return not costs or sum(costs) <= _UNLIKELY_HAN * len(costs)


@cache
def _alone(char: str) -> float:
    return model.bits(char)


def _single(text: str, marks: list[str], written: dict[bytes, str]) -> list[tuple[str, Chain]]:
    """Return the most promising readings in single-byte codecs."""
    joined = "".join(marks)
    readings: dict[str, Chain] = {}
    costs = _pair_costs(_suggested(text))
    result: list[tuple[str, Chain]] = []
    for data, wrong in written.items():
        if wrong in MULTI:
            result += _from_multi(data, wrong, costs)
        else:
            key = codec(wrong).encode(joined) or b""
            for true in SINGLE:
                readings.setdefault(codec(true).decode(key) or "", Chain(wrong, true))
    readings.pop(joined, None)
    pairs = _telling(" " + text, text, "\x7f")
    ranked = []
    for reading, chain in readings.items():
        table = dict(zip(marks, reading))
        cost = sum(count * costs[table.get(one, one), table.get(two, two)] for (one, two), count in pairs)
        ranked.append((cost + prior(chain), reading, chain))
    ranked.sort()
    table = [(text.translate(str.maketrans(joined, reading)), chain) for _, reading, chain in ranked[:WORTH]]
    return table + result


def _telling(first, second, last):
    """Return the commonest pairs that are not all ASCII."""
    return Counter(pair for pair in zip(first, second) if pair[1] > last or pair[0] > last).most_common(_PAIRS)


def _from_multi(data: bytes, wrong: str, costs: _PairCosts) -> list[tuple[str, Chain]]:
    """Return the most promising readings of bytes that were read in a codec of several bytes."""
    pairs = _telling(b" " + data, data, 0x7F)
    ranked = []
    for true in SINGLE:
        shown = codec(true).shown
        cost = sum(count * costs[shown[one], shown[two]] for (one, two), count in pairs)
        ranked.append((cost + prior(Chain(wrong, true)), true))
    ranked.sort()
    return [(codec(true).decode(data) or "", Chain(wrong, true)) for _, true in ranked[:WORTH_MULTI]]


def prior(chain: Chain) -> float:
    """Return how rare a chain is, in bits more than UTF-8 read as windows-1252."""
    return _PRIOR[chain.wrong] + _PRIOR[chain.true]


_COMMON = {"cp1252", "cp1251", "cp1250", "gb18030", "cp932", "cp949", "cp950", "latin-1"}
_MID = {
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp874",
    "koi8-r",
    "cp866",
    "iso8859-2",
    "mac-roman",
    "cp850",
    "cp437",
    "euc-jp",
    "iso8859-5",
    "iso8859-7",
}
_PRIOR = {name: 3.0 if name in _COMMON else 6.0 if name in _MID else 9.0 for name in (*SINGLE, *MULTI)} | {UTF_8: 0.0}


def _suggested(text: str) -> tuple[int, ...]:
    """Return the languages of the Latin script that the ASCII words of a text suggest, as lanes, all where they do not."""
    plain = "".join(char if char <= "\x7f" else " " for char in text)
    low, high = model._groups()["Latin"]
    if sum(map(str.isalpha, plain)) < _ENOUGH:
        return tuple(range(low, high))
    sums = model.lanes(plain)
    return tuple(sorted(sorted(range(low, high), key=sums.__getitem__)[:_TOP]))


class _PairCosts(dict[tuple[str, str], float]):
    """What a pair costs in some languages of the Latin script, and in any of the others."""

    def __init__(self, latin: tuple[int, ...]) -> None:
        super().__init__()
        groups = model._groups()
        self.groups = [latin, *(tuple(range(*groups[name])) for name in groups if name != "Latin")]

    def __missing__(self, pair: tuple[str, str]) -> float:
        size = len(model._names()) * 2 + 4
        sums = memoryview(model._steps["", *pair].to_bytes(size, "little")).cast("H")
        cost = (sums[-2] + sum(min(sums[lane] for lane in group) for group in self.groups)) / model.QUANTUM
        self[pair] = cost
        return cost


@cache
def _pair_costs(latin: tuple[int, ...]) -> _PairCosts:
    return _PairCosts(latin)
