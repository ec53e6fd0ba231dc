"""The readings of a sample of bytes, the most plausible first, and how sure the first of them is."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.decoding.candidates import UTF_8, Candidate, candidate, unlisted
from corpus_clean.decoding.scoring import Words, cost, words
from corpus_clean.decoding.shortlist import read, shortlist

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus_clean.decoding.hints import Hints

HEAD, FAR_BEHIND, FEWEST = 48, 40.0, 4
"""Bytes by which readings are told apart at first, bits that end it for one, readings that are kept at the least."""
HALF_SURE, FEW_BYTES, STEEPNESS = 3.0, 3.0, 1.2
"""The lead in bits at which a reading is as likely wrong as right, more for one byte, and how fast that changes."""
ALLOWED, SENSE, NONSENSE = 40.0, 6.5, 4.0
"""Bits a byte that text costs at the most, with some more for a short one, and how fast confidence is lost beyond."""
_ASCII = bytes(range(128))


class Rated(NamedTuple):
    """A reading of the words beyond ASCII of a sample: its encoding, what it costs in bits, in which language."""

    bits: float
    candidate: Candidate
    text: str
    language: str


def ranked(
    data: bytes, hints: Hints, *, named: Iterable[tuple[str, float]] = (), with_utf_8: bool = False
) -> list[Rated]:
    """Return the readings of bytes, the cheapest first, each text once; there is always one.

    `named` are encodings that are looked at in any case, "" for none, and the bits that each gains.
    """
    told = words(data)
    wanted = frozenset(hints.languages)
    tried = shortlist(told.beyond, hints.encodings)
    if with_utf_8 or not tried:
        tried.append((UTF_8, told.beyond.decode("utf-8", "replace")))
    gains: dict[str, float] = {}
    for encoding, gain in named:
        if encoding:
            one = UTF_8 if encoding == UTF_8.encoding else candidate(encoding) or unlisted(encoding)
            text = read(told.beyond, one)
            gains[text] = gains.get(text, 0.0) + gain
            tried.append((one, text))
    best: dict[str, Rated] = {}
    for one, text in _promising(tried, told, wanted, gains):
        bits, language = cost(text, one, told.plain, wanted)
        rated = Rated(bits - gains.get(text, 0.0), one, text, language)
        if text not in best or rated.bits < best[text].bits:
            best[text] = rated
    return sorted(best.values(), key=lambda rated: rated.bits)


def _promising(
    tried: list[tuple[Candidate, str]], told: Words, wanted: frozenset[str], gains: dict[str, float]
) -> list[tuple[Candidate, str]]:
    """Return the readings whose beginnings are not far behind the best one."""
    if len(told.beyond) < 2 * HEAD or len(tried) <= FEWEST:
        return tried
    seen = []
    for order, (one, text) in enumerate(tried):
        head = text[: len(text) * HEAD // len(told.beyond)]
        seen.append((cost(head, one, told.plain, wanted).bits - gains.get(text, 0.0), order))
    seen.sort()
    limit = seen[0][0] + FAR_BEHIND
    return [tried[order] for at, (bits, order) in enumerate(seen) if at < FEWEST or bits < limit]


def confidence(found: list[Rated], data: bytes) -> float:
    """Return how sure the first reading of bytes is, from 0 to 1: by its lead, as far as it makes sense at all."""
    beyond = len(data.translate(None, _ASCII))
    lead = found[1].bits - found[0].bits if len(found) > 1 else 50.0
    sense = (found[0].bits - ALLOWED) / max(1, len(data))
    needed = HALF_SURE + FEW_BYTES / max(1, beyond)
    return _logistic((lead - needed) / STEEPNESS) * _logistic((SENSE - sense) * NONSENSE)


def is_nonsense(first: Rated, data: bytes) -> bool:
    """Say whether even the first reading of bytes costs more than text does."""
    return first.bits - ALLOWED > SENSE * len(data)


def _logistic(x: float) -> float:
    return 1 / (1 + exp(-max(-50.0, min(50.0, x))))
