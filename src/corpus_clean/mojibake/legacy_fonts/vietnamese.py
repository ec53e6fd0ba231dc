"""Which font a line of Vietnamese was typed for, and how sure that is.

Two witnesses that know nothing of each other: the words that the reading changes must be Vietnamese syllables, which
letters put together by chance hardly ever are; and the line must be the more plausible text by the model of letters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.mojibake.legacy_fonts import tcvn3, vni
from corpus_clean.mojibake.legacy_fonts.lost_horn import restored
from corpus_clean.mojibake.legacy_fonts.precomposed import VISCII, VPS
from corpus_clean.plausibility import model
from corpus_clean.plausibility.vietnamese import is_syllable

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE = 2000
"""How much of a line is costed, in code points."""
SYLLABLES = 0.8
"""The least share of syllables among the words that a reading changes."""
SOME = 0.5
"""The same where other lines of the document are clear, and where words of TCVN3 may have lost a letter."""
_MOST = 512


class Font(NamedTuple):
    """A family of fonts: what its text shows, and the inverse."""

    name: str
    read: Callable[[str], str | None]
    written: Callable[[str], str]


FONTS = (
    Font("TCVN3", tcvn3.read, tcvn3.written),
    Font("VNI", vni.read, vni.written),
    Font("VISCII", VISCII.read, VISCII.written),
    Font("VPS", VPS.read, VPS.written),
)


class Reading(NamedTuple):
    """A line as one font shows it: by how many bits it is the better text, and its share of syllables."""

    font: Font
    text: str
    gain: float
    syllables: float


_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=_MOST)
def readings(line: str) -> tuple[Reading, ...]:
    """Return the readings of a line that may be Vietnamese, the best first.

    >>> [(one.font.name, one.text) for one in readings("Sù kiÖn ®· kÕt thóc")]
    [('TCVN3', 'Sự kiện đã kết thúc')]
    """
    sample = line if len(line) <= SAMPLE else line[: line.rfind(" ", 0, SAMPLE) + 1 or SAMPLE]
    found = []
    for font in FONTS:
        text = font.read(sample)
        if text is None or text == sample:
            continue
        share = _syllables(text)
        if share < SYLLABLES and font.name == "TCVN3" and "\N{SOFT HYPHEN}" not in line:
            share = _syllables(restored(text)) if share >= SOME else share
        whole = text if sample is line else font.read(line)
        if share >= SOME and whole is not None:
            found.append(Reading(font, whole, model.gain(sample, text), share))
    return tuple(sorted(found, key=lambda one: -one.gain))


def _syllables(text: str) -> float:
    """Return the share of syllables among the words that are not ASCII, abbreviations and lone letters apart."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    told = [is_syllable(word) for word in words if not word.isupper() or is_syllable(word)]
    return sum(told) / len(told) if any(len(word) > 1 for word in words) and told else 0.0
