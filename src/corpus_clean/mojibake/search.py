"""The search for what a piece of text was before it was damaged: readings, each with the evidence for it.

The candidates (mojibake.candidates) are costed and put in order by how far their evidence exceeds what is needed
(mojibake.evidence). The first is taken if it is at least `LEAD` bits ahead of the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.mojibake.candidates import Candidate, candidates, of_utf_8
from corpus_clean.mojibake.chain import Chain, prior, undone
from corpus_clean.mojibake.codecs import SINGLE, UTF_8
from corpus_clean.mojibake.evidence import ALONE, NEEDED, POOLED, Comparison, few_letters, once, read, structure
from corpus_clean.mojibake.gate import is_suspect
from corpus_clean.mojibake.replaced import GONE, traces
from corpus_clean.mojibake.shown_utf8 import sequences

if TYPE_CHECKING:
    from corpus_clean.plausibility import model

LEAD, LEAD_OF_UTF_8 = 3.0, 1.0
"""Bits that the best reading must be ahead of the next, for a repair."""
FORM, PROVEN = 2.0, 12.0
"""Bits that the form of UTF-8 must show, and that the evidence must exceed what is needed, to look at nothing else."""
LAYERS = 3
"""How often a text can have been damaged."""
_LONG, _PIECE, _BEST = 2000, 500, 4


class Reading(NamedTuple):
    """What a text can have been, the damage that made of it what it is, and the evidence.

    `gain` says by how many bits it is the more plausible text; `needed` is what that must exceed for a repair.
    """

    text: str
    chain: Chain
    gain: float
    needed: float

    @property
    def surplus(self) -> float:
        """How much more evidence there is than needed, in bits."""
        return self.gain - self.needed


class Verdict(NamedTuple):
    """What a text was, None where there is no saying; then `rivals` are readings that cannot be told apart."""

    reading: Reading | None
    rivals: tuple[Reading, ...] = ()


class Vote(NamedTuple):
    """What a line says for a damage where many lines are asked, in bits; negative where it speaks against it.

    `compared` tells one damage from another. `sure` is what is left of it if the line is in a language no table has.
    """

    compared: float
    sure: float


def ranked(text: str, most: int = 10) -> list[Reading]:
    """Return what a text can have been, the likeliest first; of a long one a part is looked at.

    >>> ranked("cafÃ© crÃ¨me")[0].text
    'café crème'
    """
    return [found.weighed() for found in _found(text)[:most]]


def solved(text: str) -> Verdict:
    """Say what a text was, layer by layer.

    >>> solved("FranÃƒÂ§ais et franÃƒÂ§aises").reading.chain
    (Link(wrong='cp1252', true='utf-8'), Link(wrong='cp1252', true='utf-8'))
    """
    best: Reading | None = None
    rivals: tuple[Reading, ...] = ()
    while best is None or (best.chain[-1].true == UTF_8 and len(best.chain) < LAYERS and _may_go_on(best.text)):
        layer = best.text if best else text
        found, rivals = _decided(_found(layer))
        if found is None or not _is_borne_out(found, once(layer), layer):
            break
        best = found if best is None else found._replace(chain=best.chain + found.chain, gain=best.gain + found.gain)
    return Verdict(best, rivals if best is None else ())


def _may_go_on(text: str) -> bool:
    """Say whether a reading looks damaged itself."""
    return not text.isascii() and (sequences().search(text) is not None or is_suspect(text))


def vote(text: str, reads_as: str, chain: Chain) -> Vote:
    """Return what a line says for a damage that makes it of `reads_as`."""
    one = Comparison(text, reads_as, chain[-1], read(text))
    if one.link.true == UTF_8:
        return Vote(one.gain, one.gain)
    gain = one.gain - max(0.0, one.needed - prior((one.link,)) - NEEDED - few_letters(one.count))
    return Vote(gain, gain - one.needed_elsewhere(POOLED))


class _Found(NamedTuple):
    """A reading of a text before it is weighed."""

    comparison: Comparison
    reading: Reading

    def weighed(self) -> Reading:
        """Return the reading with what is needed to rule out that the text is in a language no table has."""
        return self.reading._replace(needed=self.reading.needed + self.comparison.needed_elsewhere(ALONE))


def _found(text: str) -> list[_Found]:
    """Return the readings of a text, the likeliest first."""
    if GONE in text or next(traces(text), None):
        return []  # what is lost with it would be taken for something else
    looked_at = text if len(text) <= _LONG else _excerpt(text)
    stands = read(looked_at)
    found = [_compared(looked_at, one, stands) for one in of_utf_8(looked_at)]
    if not any(map(_is_proven, found)):
        found += [_compared(looked_at, one, stands) for one in candidates(looked_at, stands.bits)]
    found.sort(key=lambda one: -one.reading.surplus)
    if looked_at is text:
        return found
    whole = ((one, undone(text, one.reading.chain)) for one in found[:_BEST])
    return [one._replace(reading=one.reading._replace(text=reads)) for one, reads in whole if reads is not None]


def _is_proven(found: _Found) -> bool:
    """Say whether a reading is UTF-8 beyond doubt: the form of several characters says so, and all of the text."""
    text, chain = found.reading[:2]
    return chain[0].wrong in SINGLE and structure("".join(set(text))) >= FORM and found.reading.surplus > PROVEN


def _compared(text: str, candidate: Candidate, stands: model.Reading) -> _Found:
    one = Comparison(text, candidate.text, candidate.link, stands)
    return _Found(one, Reading(one.reads_as, (one.link,), one.gain, one.needed))


def _decided(found: list[_Found]) -> Verdict:
    """Return the first of some readings if the evidence is enough, and no other is as good."""
    if not found or found[0].reading.surplus <= 0:
        return Verdict(None)
    best = found[0].weighed()
    if best.surplus <= 0:
        return Verdict(None)
    lead = LEAD_OF_UTF_8 if best.chain[-1].true == UTF_8 else LEAD
    least = found[0].reading.surplus - lead
    rivals = [one.reading for one in found[1:] if one.reading.text != best.text and one.reading.surplus > least]
    return Verdict(None, (best, *rivals)) if rivals else Verdict(best)


def _is_borne_out(found: Reading, said: str, text: str) -> bool:
    """Say whether a text reads the same if nothing counts twice."""
    if said == text:
        return True
    again = _decided(_found(said)).reading
    return again is not None and again.chain == found.chain


def _excerpt(text: str) -> str:
    """Return three pieces of a long text, from where it is not ASCII."""
    marks = [at for at, char in enumerate(text) if char > "\x7f"]
    pieces = []
    for at in (0, len(marks) // 2, -1) if marks else ():
        start = max(0, min(marks[at], len(text) - _PIECE))
        if start:
            space = text.find(" ", start, start + 40)
            start = space + 1 if space >= 0 else start
        pieces.append(text[start : start + _PIECE])
    return " ".join(pieces)
