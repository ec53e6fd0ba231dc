"""Which font a line of Vietnamese was typed for, and how sure that is.

Two witnesses that know nothing of each other: the words that the reading changes must be Vietnamese syllables, which
letters put together by chance hardly ever are; and the line must be the more plausible text by the model of letters.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean import lazily
from corpus_clean.mojibake.legacy_fonts import tcvn3, vni
from corpus_clean.mojibake.legacy_fonts.lost_horn import restored
from corpus_clean.mojibake.legacy_fonts.precomposed import VISCII, VPS
from corpus_clean.mojibake.legacy_fonts.table import as_windows_1252
from corpus_clean.plausibility import model
from corpus_clean.plausibility.vietnamese import is_syllable

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE = 2000
"""How much of a line is costed, in code points."""
SYLLABLES = 0.8
"""The least share of syllables among the words that are not ASCII, where TCVN3 may have lost a letter."""
SOME = 0.5
"""The same for a reading to be worth looking at."""
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
    """A line as one font shows it, and what speaks for that.

    `gain`: by how many bits it is the better text. `syllables`: the share of Vietnamese syllables among the words that
    are not ASCII. `all_syllables`: the same among all words.
    """

    font: Font
    text: str
    gain: float
    syllables: float
    all_syllables: float


_WORD = lazily.compiled(r"[^\W\d_]+")


@lru_cache(maxsize=_MOST)
def readings(line: str) -> tuple[Reading, ...]:
    """Return the readings of a line that may be Vietnamese, the best first.

    >>> best, *_ = readings("Sù kiÖn ®· kÕt thóc")
    >>> best.font.name, best.text, best.gain > 50
    ('TCVN3', 'Sự kiện đã kết thúc', True)
    """
    sample = line if len(line) <= SAMPLE else line[: line.rfind(" ", 0, SAMPLE) + 1 or SAMPLE]
    told: list[tuple[Font, str, float, float]] = []
    for font in FONTS:
        text = font.read(sample)
        if text is None or text == sample:
            continue
        share, all_share = _syllables(text)
        if SOME <= share < SYLLABLES and font.name == "TCVN3" and "\N{SOFT HYPHEN}" not in line:
            share, all_share = _syllables(restored(text))
        told.append((font, text, share, all_share))
    least = max(SOME, min(SYLLABLES, max((share for *_, share, _ in told), default=0.0)))
    found = []
    for font, text, share, all_share in told:
        whole = text if sample is line else font.read(line)
        if share >= least and whole is not None:
            found.append(Reading(font, whole, model.gain(as_windows_1252(sample), text), share, all_share))
    return tuple(sorted(found, key=lambda one: -one.gain))


def _syllables(text: str) -> tuple[float, float]:
    """Return the share of syllables among the words that are not ASCII, and among all; of more than one letter."""
    words = [word for word in _WORD.findall(text) if len(word) > 1]
    told = [(is_syllable(word), word.isascii()) for word in words]
    told = [one for one, word in zip(told, words, strict=True) if one[0] or not word.isupper()]  # no abbreviations
    marked = [right for right, is_ascii in told if not is_ascii]
    if not marked:
        return 0.0, 0.0
    return sum(marked) / len(marked), sum(right for right, _ in told) / len(told)
