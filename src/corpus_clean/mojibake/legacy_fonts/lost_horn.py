"""The ư that a text in TCVN3 has lost: it is U+00AD there, a soft hyphen to every tool that drops those.

Most of its words are no syllables without it, and one syllable with it: ®îc, đợc, can only have been được. Where there
are two, the likelier is taken if it is so by `MARGIN` bits (người, not ngời). Words that are as good without it stay.
"""

from __future__ import annotations

from functools import lru_cache

from corpus_clean import lazily
from corpus_clean.plausibility import model
from corpus_clean.plausibility.vietnamese import is_syllable

MARGIN = 3.0

_WORD = lazily.compiled(r"[^\W\d_]+")
_WITHOUT_VOWEL = lazily.compiled(r"nh|(?:[cknt]h|tr|ng)ng")
"""The words without any vowel that are read: như, nhưng, ngưng. Others are units and abbreviations more often."""
_LONGEST = 8


def restored(text: str) -> str:
    """Return a text with the letters that it must have had.

    >>> restored("Nhận đợc, nhng ngời ta nói nh cha")
    'Nhận được, nhưng người ta nói như cha'
    """
    return _WORD.sub(lambda match: _restored(match[0]), text)


def is_lossy(text: str) -> bool:
    """Say whether a text has a word that is a Vietnamese syllable only with the letter."""
    return any(not is_syllable(word) and _restored(word) != word for word in _WORD.findall(text))


@lru_cache(maxsize=4096)
def _restored(word: str) -> str:
    if len(word) > _LONGEST or (word.isascii() and not _WITHOUT_VOWEL.fullmatch(word)):
        return word
    horn = "Ư" if word.isupper() else "ư"
    readings = {word[:at] + horn + word[at:] for at in range(len(word) + 1)}
    syllables = sorted(filter(is_syllable, readings), key=lambda one: (model.bits(one), one))
    if is_syllable(word):
        syllables.append(word)
    if not syllables:
        return word
    return syllables[0] if len(syllables) == 1 or model.gain(syllables[1], syllables[0]) >= MARGIN else word
