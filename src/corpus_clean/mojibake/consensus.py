"""A document is usually damaged one way: what its lines say together, each of them may rely on.

A line alone may be too short, or have too few letters, to say how it was damaged. So the evidence is pooled: the
damages that some of the lines suggest are tried on many, and the one that makes the document the most plausible is
taken, once it does so by more than any one line needs. Every line that it improves is then repaired. Lines that it does
not explain are looked at again without it, for a document may be put together of several.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.mojibake import search
from corpus_clean.mojibake.chain import Chain, kin, prior, undone
from corpus_clean.mojibake.codecs import SINGLE, UTF_8
from corpus_clean.mojibake.evidence import is_running_text, once, read
from corpus_clean.mojibake.search import Vote

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST_LINES = 3
POOLED = 30.0
"""Bits that a damage must be worth to a document."""
ROUNDS = 4
"""How many ways a document may be damaged."""
_SAID, _ASKED, _TRIED, _CHAINS, _BEHIND = 240, 24, 120, 4, 4.0
_SHRUNK = 3  # code points by which UTF-8 makes a line shorter where nothing else does
_AHEAD = 6.0  # bits by which a damage that is hard to tell apart must explain a line better
_UNSUSPECTED = 4.0  # bits by which a line must be better that nothing was wrong with at first sight


def agreed(lines: Sequence[str], suspects: Sequence[int]) -> dict[int, Chain]:
    """Return how lines of one document were damaged, by their number, as far as the document says it.

    `suspects` are the numbers of the lines that look damaged; the others may be repaired too, once a damage is known.
    """
    found: dict[int, Chain] = {}
    left = list(suspects)
    for _ in range(ROUNDS):
        chain = _damage([lines[at] for at in left]) if len(left) >= FEWEST_LINES else None
        if chain is None:
            break
        before, wanted, chains = len(found), set(left), kin(chain)
        for at, line in enumerate(lines):
            if at not in found and not line.isascii():
                taken = _taken(line, chains, is_suspect=at in wanted)
                if taken:
                    found[at] = taken
        left = [at for at in left if at not in found]
        if len(found) == before:
            break
    return found


def _damage(lines: Sequence[str]) -> Chain | None:
    """Return the damage that explains some lines best, None if none explains enough."""
    lines = list(dict.fromkeys(map(once, _spread(list(dict.fromkeys(lines)), _SAID))))
    votes: defaultdict[Chain, float] = defaultdict(float)
    for line in _spread(lines, _ASKED):
        for reading in search.ranked(line, _CHAINS):
            votes[reading.chain] += max(0.0, reading.gain - prior(reading.chain))
    likely = sorted(votes, key=lambda one: (-votes[one], one))[:_CHAINS]
    chains = list(dict.fromkeys(other for one in likely for other in kin(one)))
    some = _spread(lines, _TRIED)
    votes_of = {chain: [_vote(line, chain) for line in some] for chain in chains}
    best = [max(0.0, *(vote.compared for vote in of_line)) for of_line in zip(*votes_of.values(), strict=True)]
    sums = {chain: _sum(votes, best) - prior(chain) for chain, votes in votes_of.items()}
    chosen = max(sums, key=sums.__getitem__, default=None)
    if chosen is None or sums[chosen] <= POOLED:
        return None
    return chosen if sum(vote.sure for vote in votes_of[chosen] if vote.compared > 0) > POOLED else None


def _vote(line: str, chain: Chain) -> Vote:
    """Return what a line says for a damage, nothing where it cannot have been damaged so."""
    text = undone(line, chain)
    return search.vote(line, text, chain) if text is not None and text != line else Vote(0.0, 0.0)


def _sum(votes: Sequence[Vote], best: Sequence[float]) -> float:
    """Return what a damage is worth to all lines: to fall behind another one counts more than to explain more lines."""
    gains = [vote.compared for vote in votes if vote.compared > 0]
    behind = sum(most - vote.compared for vote, most in zip(votes, best, strict=True) if vote.compared > 0)
    return sum(gains) - _BEHIND * behind if len(gains) >= FEWEST_LINES else 0.0


def _taken(line: str, chains: Sequence[Chain], *, is_suspect: bool) -> Chain:
    """Return which of some damages that are alike a line had, the first or one that fits better; () if none fits.

    The others are looked at where they read the line otherwise.
    """
    if is_suspect and _is_proven(line, chains[0]):
        return chains[0]
    first = _read_as(line, chains[0])
    others = {undone(line, chain): chain for chain in reversed(chains[1:])}
    others.pop(first.text if first else None, None)
    best = min(filter(None, (_read_as(line, chain) for chain in others.values())), key=_bits, default=None)
    if best is not None and (first is None or best.bits < first.bits - _AHEAD):
        first = best
    if first is None:
        return ()
    if is_suspect and is_running_text(first.text):
        return first.chain  # what is strange as it stands, and usual when it is undone, need not be costed
    return first.chain if read(line).bits - first.bits > (0.0 if is_suspect else _UNSUSPECTED) else ()


def _is_proven(line: str, chain: Chain) -> bool:
    """Say whether several characters of a line have the form of UTF-8, and nothing in it has another."""
    if any(link.wrong not in SINGLE or link.true != UTF_8 for link in chain):
        return False
    text = undone(line, chain)
    return text is not None and len(line) - len(text) >= _SHRUNK


class _Undone(NamedTuple):
    text: str
    chain: Chain
    bits: float


def _read_as(line: str, chain: Chain) -> _Undone | None:
    text = undone(line, chain)
    return _Undone(text, chain, read(text).bits) if text is not None and text != line else None


def _bits(reading: _Undone) -> float:
    return reading.bits


def _spread(lines: Sequence[str], most: int) -> Sequence[str]:
    """Return at most so many of the lines, from all over."""
    return lines[:: -(-len(lines) // most) or 1]
