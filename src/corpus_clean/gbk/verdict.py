"""Weigh the readings of a re-paired run against each other, and against the text as it stands.

The damage is deterministic, so how likely a reading is given what is seen is how likely it is as Chinese. Besides the
readings that byte arithmetic gives there are those in which a pair of the user-defined zone vanished inside the run:
two characters that melted into one. The sum of all but the best is what the best is measured against.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import inf, log2
from typing import TYPE_CHECKING

from corpus_clean.gbk.pairs import USER_DEFINED_LEADS, USER_DEFINED_TRAILS, bytes_of, char_of, is_simplified
from corpus_clean.gbk.realign import GLOSS, Reading
from corpus_clean.plausibility.han import cost, rank, step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CONTEXT = 3
"""How many code points behind the longest reading count: a reading that ends in the wrong place shows there."""
_SUPPORTED = 8.0
"""Bits for the two steps around a character below which no pair is looked for that might have vanished there: three
steps cost more than that in almost any text."""
CLOSE = 3
"""How many of the best readings are searched for pairs that vanished: the others are too far behind to matter."""
SIMPLIFIED = 6.0
"""Bits that a character costs more which Traditional writing does not have."""
OTHERS = 12
"""How many of the readings that lost are kept."""
COMMON = 3500
"""Rank up to which a character is thought of as one that a vanished pair belonged to."""
RAREST = 6000
"""Rank that a character of no word is given."""
SECONDS = 12
"""How many characters are tried as the second of two that melted into one."""
HOPELESS = 60.0
"""Bits of oddity from which on a reading is not looked into further."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The best reading of a run, how far ahead it is, and what else the run may have been.

    `lead` is the log2 of its odds against all other readings together, `gain` how many bits less it costs than the
    text as it stands, `oddity` how many bits its oddest character costs with the steps around it. `vanished` says that
    it is a reading in which a pair vanished.
    """

    reading: Reading
    lead: float
    gain: float
    oddity: float
    others: tuple[Reading, ...]
    vanished: bool = False


def verdict(observed: str, start: int, before: str, readings: Sequence[Reading]) -> Verdict | None:
    """Weigh the readings of `observed[start:...]`, which follows the character `before`; None where there are none."""
    if not readings:
        return None
    reach = max(reading.end for reading in readings)
    weigh = _Scales(observed, before, reach)
    weighed = sorted(((weigh(reading), False, reading) for reading in readings), key=lambda one: one[0])
    for bits, _, reading in weighed[:CLOSE]:
        behind = observed[reading.end : reading.end + 1]
        if _oddest(before, reading, behind) < HOPELESS:
            weighed += [(bits + more, True, melted) for more, melted in _vanished(before, reading, behind)]
    weighed.sort(key=lambda one: one[0])
    best_bits, vanished, best = weighed[0]
    rest = sum(2.0 ** min(0.0, best_bits - bits) for bits, *_ in weighed[1:])
    return Verdict(
        reading=best,
        lead=-log2(rest) if rest else inf,
        gain=_bits(before, observed[start:reach] + weigh.rest(reach)) - best_bits,
        oddity=_oddest(before, best, observed[best.end : best.end + 1]),
        others=tuple(reading for *_, reading in weighed[1 : OTHERS + 1]),
        vanished=vanished,
    )


class _Scales:
    """What readings cost with all that follows them up to `reach`, so that readings of any length compare.

    Readings that differ in a lost byte alone are many, and alike but for the last two characters.
    """

    def __init__(self, observed: str, before: str, reach: int) -> None:
        self.observed = observed
        self.before = before
        self.reach = reach
        self.heads: dict[str, float] = {}
        self.behind: dict[int, tuple[str, float]] = {}

    def rest(self, end: int) -> str:
        """Return what follows `end` as far as all readings are followed, without the glosses in it."""
        return GLOSS.sub("", self.observed[end : self.reach + CONTEXT + 8])[: self.reach - end + CONTEXT]

    def __call__(self, reading: Reading) -> float:
        head, tail = reading.text[:-2], reading.text[-2:]
        if head not in self.heads:
            self.heads[head] = _bits(self.before, head) + _simplified(head)
        if reading.end not in self.behind:
            rest = self.rest(reading.end)
            self.behind[reading.end] = rest[:1], _bits(rest[:1], rest[1:])
        link, rest_bits = self.behind[reading.end]
        return self.heads[head] + _simplified(tail) + _bits(head[-1:] or self.before, tail + link) + rest_bits


def _bits(before: str, text: str) -> float:
    """Return what the text costs behind `before`."""
    return step(before, text[:1]) + cost(text) - step("", text[:1]) if text else 0.0


def _simplified(text: str) -> float:
    """Return what the Simplified characters in the text cost more: the damage is one of Traditional text."""
    return SIMPLIFIED * sum(map(is_simplified, text))


def _oddest(before: str, reading: Reading, behind: str) -> float:
    """Return how odd the oddest character put together from two is: its two steps, and how rare it is at all.

    A character that came about by chance is any of some thousands, a frequent one no more often than a rare one.
    """
    text = before + reading.text + behind
    oddest = 0.0
    for junction in reading.junctions:
        at = junction + len(before)
        char = text[at]
        steps = step(text[at - 1 : at], char) + step(char, text[at + 1 : at + 2])
        oddest = max(oddest, steps + log2(rank(char) or RAREST))
    return oddest


def _vanished(before: str, reading: Reading, behind: str) -> Iterator[tuple[float, Reading]]:
    """Yield, for each character put together from two, the best two that could have melted into it, with the cost."""
    text = before + reading.text + behind
    shift = len(before)
    for junction in reading.junctions:
        at = junction + shift
        left, char, right = text[at - 1 : at], text[at], text[at + 1 : at + 2]
        code = bytes_of(char)
        stands = step(left, char) + step(char, right)
        if code is None or stands < _SUPPORTED:
            continue
        best, pair = inf, ""
        for trail in USER_DEFINED_LEADS:
            first = char_of(code[0], trail)
            if first is None:
                continue
            first_bits = step(left, first)
            for second, second_bits in _melted_seconds(first, code[1]):
                bits = first_bits + second_bits + step(second, right)
                if bits < best:
                    best, pair = bits, first + second
        if pair:
            melted = reading.text[:junction] + pair + reading.text[junction + 1 :]
            yield best - stands + _simplified(pair) - _simplified(char), replace(reading, text=melted)


@lru_cache(maxsize=1 << 14)
def _melted_seconds(first: str, trail: int) -> tuple[tuple[str, float], ...]:
    """Return the characters with this trail byte that best follow `first`, with the cost of the step."""
    steps = [(char, step(first, char)) for char in _can_be_seconds(trail)]
    return tuple(sorted(steps, key=lambda one: one[1])[:SECONDS])


@cache
def _can_be_seconds(trail: int) -> tuple[str, ...]:
    """Return the characters in use that have this trail byte, and a lead byte that can end a pair that vanished."""
    chars = (char for lead in USER_DEFINED_TRAILS if (char := char_of(lead, trail)))
    return tuple(char for char in chars if (rank(char) or RAREST) < COMMON)
