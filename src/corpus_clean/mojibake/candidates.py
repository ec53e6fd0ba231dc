"""The readings that a text can have: each pair of codecs that turns it into another text without a loss.

There are some thousand pairs. No brute force: the codecs that have all of the characters are few (a bit mask says
which), most pairs read those few characters alike, and most of what is left is nonsense by the kind of its characters.
What remains is ordered by what the letters cost in pairs, in the languages that the ASCII part of the text suggests,
and the best few are handed on to be costed as a whole.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from corpus_clean.mojibake.chain import Link, prior
from corpus_clean.mojibake.codecs import MULTI, SINGLE, UTF_8, codec, single_with
from corpus_clean.plausibility import model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WORTH = 10
"""How many readings through single-byte codecs are costed as a whole."""
WORTH_MULTI = 4
"""How many of those where the text was read in a codec of several bytes."""
_PAIRS = 16  # pairs of characters that are looked at to put readings in order
_UNLIKELY_HAN = 15.0
_FIRST_EAST_ASIAN = "\u2e80"
_SAMPLE = 12
_SURELY = 0.75  # what of an estimate a reading costs at the least


_BEHIND, _BEHIND_AT_LEAST = 0.6, 12.0  # bits that an estimate may be behind the lowest, by the bit and once


_Ranked = TypeVar("_Ranked")
_Item = TypeVar("_Item", str, int)


class Candidate(NamedTuple):
    """One reading of a text, and the commonest damage that makes that text of it."""

    text: str
    link: Link


def of_utf_8(text: str) -> Iterator[Candidate]:
    """Yield the readings of a text as UTF-8, each once."""
    yield from _decoded(_written(text), (UTF_8,), {text}, 0.0)


def candidates(text: str, bits: float) -> Iterator[Candidate]:
    """Yield the readings of a text in other encodings than UTF-8 that are worth costing, each once.

    `bits` is what the text costs as it stands: what seems to cost more is not worth it.
    """
    seen = {text}
    written = _written(text)
    yield from _decoded(written, MULTI, seen, bits)
    marks = sorted({char for char in text if char > "\x7f"})
    for read, link in _single(text, marks, written, model.suggested(text), bits):
        if read not in seen:
            seen.add(read)
            yield Candidate(read, link)


def _decoded(written: dict[bytes, str], trues: Iterable[str], seen: set[str], bits: float) -> Iterator[Candidate]:
    """Yield what bytes are in codecs of several bytes."""
    for data, wrong in written.items():
        for true in trues:
            read = codec(true).decode(data) if true != wrong else None
            if read is None or read in seen or "\ufffd" in read:
                continue
            if true == UTF_8 or _is_worth_it(read, bits):
                seen.add(read)
                yield Candidate(read, Link(wrong, true))


@lru_cache(maxsize=2)
def _written(text: str) -> dict[bytes, str]:
    """Return the bytes that the text can have been, each with the commonest codec that reads them as this."""
    marks = frozenset(char for char in text if char > "\x7f")
    if not marks:
        return {}
    written: dict[bytes, str] = {}
    for wrong in (*single_with(marks), *MULTI, *_mistaken(marks)):
        data = codec(wrong).encode(text)
        if data is not None:
            written.setdefault(data, wrong)
    return written


def _mistaken(marks: frozenset[str]) -> Iterator[str]:
    if "€" in marks:
        yield "cp936"
    top = max(marks)
    if "\u0100" <= top <= "\u07ff":
        yield "mixed"
    if top > "\u3000":
        yield from ("cp949-nfc", "cp932-nec", "big5hkscs")


def _is_worth_it(read: str, bits: float) -> bool:
    """Say whether East Asian text is of characters that are written at all, and may cost less than that."""
    chars = [char for char in read if char > "\u2e80"]
    costs = list(map(_alone, chars[:: len(chars) // _SAMPLE or 1]))
    mean = sum(costs) / max(1, len(costs))
    return mean <= _UNLIKELY_HAN and _SURELY * mean * len(chars) < bits


@lru_cache(maxsize=30_000)
def _alone(char: str) -> float:
    return model.bits(char)


class _Kinds(NamedTuple):
    """The bytes of a single-byte codec by what they stand for, a bit for each value."""

    none: int
    letters: int
    odd: int


@cache
def _kinds(name: str) -> _Kinds:
    none = letters = odd = 0
    for byte, char in enumerate(codec(name).shown):
        category = unicodedata.category(char)
        if byte > 0x7F:
            if category in ("Cc", "Cn", "Co"):
                none |= 1 << byte
            elif category[0] in "LM" and char not in "ªº":
                letters |= 1 << byte
            elif category not in ("Pd", "Po", "Pi", "Pf", "Ps", "Pe", "Zs", "Cf"):
                odd |= 1 << byte
    return _Kinds(none, letters, odd)


def _may_be(data: bytes, true: str) -> bool:
    """Say whether bytes, each once, can be marks of a text in a codec."""
    mask = 0
    for byte in data:
        mask |= 1 << byte
    kinds = _kinds(true)
    return not mask & kinds.none and (mask & kinds.odd).bit_count() * 2 <= len(data)


def _single(
    text: str, marks: Sequence[str], written: dict[bytes, str], suggested: tuple[int, ...], bits: float
) -> Iterator[tuple[str, Link]]:
    """Yield the most promising readings in single-byte codecs."""
    joined = "".join(marks)
    readings: dict[str, Link] = {}
    for data, wrong in written.items():
        key = codec(wrong).encode(joined) if wrong in _SINGLE else None
        if key is None and joined[-1] < _FIRST_EAST_ASIAN:
            continue
        if key is None:
            yield from _from_multi(data, wrong, suggested, bits)
            continue
        for true in SINGLE:
            if true != wrong and _may_be(key, true):
                readings.setdefault(codec(true).decode(key) or "", Link(wrong, true))
    readings.pop(joined, None)
    readings.pop("", None)
    pairs = _telling(f" {text}", text, "\x7f")
    most = sum(count * model.pair_bits(one, two, suggested) for (one, two), count in pairs) / _SURELY
    ranked = []
    for reading, link in readings.items():
        table = dict(zip(marks, reading, strict=True))
        cost = 0.0
        for (one, two), count in pairs:
            cost += count * model.pair_bits(table.get(one, one), table.get(two, two), suggested)
            if cost > most:
                break
        else:
            cost += prior((link,))
            most = min(most, _last(cost))
            ranked.append((cost, (reading, link)))
    for reading, link in _most_promising(ranked, WORTH):
        yield text.translate(str.maketrans(joined, reading)), link


_SINGLE = frozenset(SINGLE)


def _from_multi(data: bytes, wrong: str, suggested: tuple[int, ...], bits: float) -> Iterator[tuple[str, Link]]:
    """Yield the most promising readings of bytes that were read in a codec of several bytes."""
    high = bytes({byte for byte in data if byte > 0x7F})
    pairs = _telling(b" " + data, data, 0x7F)
    share = len(data.translate(None, bytes(range(0x80)))) / max(1, sum(count for _, count in pairs))
    most = bits / _SURELY / max(1.0, share)
    ranked: list[tuple[float, str]] = []
    for true in SINGLE:
        if _may_be(high, true):
            shown = codec(true).shown
            cost = 0.0
            for (one, two), count in pairs:
                cost += count * model.pair_bits(shown[one], shown[two], suggested)
                if cost > most:
                    break
            else:
                cost += prior((Link(wrong, true),))
                most = min(most, _last(cost))
                ranked.append((cost, true))
    for true in _most_promising(ranked, WORTH_MULTI):
        yield codec(true).decode(data) or "", Link(wrong, true)


def _most_promising(ranked: list[tuple[float, _Ranked]], most: int) -> Iterator[_Ranked]:
    """Yield the first of some readings by their cost, as far as they are not too far behind the very first."""
    ranked.sort()
    last = _last(ranked[0][0]) if ranked else 0.0
    yield from (one for cost, one in ranked[:most] if cost <= last)


def _last(lowest: float) -> float:
    """Return what a reading may cost beside the lowest of all."""
    return lowest * (1 + _BEHIND) + _BEHIND_AT_LEAST


def _telling(first: Iterable[_Item], second: Iterable[_Item], last: _Item) -> list[tuple[tuple[_Item, _Item], int]]:
    """Return the commonest pairs that are not all ASCII, with how often they stand there."""
    pairs = Counter(pair for pair in zip(first, second, strict=False) if max(pair) > last)
    return pairs.most_common(_PAIRS)
