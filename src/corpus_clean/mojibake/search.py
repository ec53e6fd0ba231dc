"""The readings that a text can have had before it was damaged, each with what happened to it and what it gains."""

from __future__ import annotations

from typing import NamedTuple

from corpus_clean.mojibake.codecs import UTF_8, codec, single_with
from corpus_clean.plausibility import model

NEEDED = 8.0


class Chain(NamedTuple):
    """What happened to a text: it was bytes in the codec `true`, and the bytes were read as `wrong`."""

    wrong: str
    true: str


class Reading(NamedTuple):
    """One reading: `chains` are undone in this order, `gain` is in bits over the text as it stands.

    `needed` is the margin in bits that the gain must exceed.
    """

    text: str
    chains: tuple[Chain, ...]
    gain: float
    needed: float


def ranked(text: str, most: int = 10) -> list[Reading]:
    """Return the readings of a text, best first, at most so many.

    >>> ranked("FranÃ§ais")[0].text
    'Français'
    """
    readings: dict[str, Reading] = {}
    marks = frozenset(char for char in text if char > "\x7f")
    for wrong in single_with(marks) if marks else ():
        data = codec(wrong).encode(text)
        read = data and codec(UTF_8).decode(data)
        if read and read not in readings:
            readings[read] = Reading(read, (Chain(wrong, UTF_8),), model.gain(text, read), NEEDED)
    return sorted(readings.values(), key=lambda reading: -reading.gain)[:most]
