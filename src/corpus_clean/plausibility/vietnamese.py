"""Whether a word can be a Vietnamese syllable: an onset, a rhyme, and a tone that the rhyme allows.

Vietnamese writes every syllable as a word of its own, and has some 160 rhymes. That makes a strong test of a reading:
letters that are put together by chance hardly ever pass it. The lists are the orthography as it is taught; what is only
written in names (k as in Đắk Lắk) is in them, what is only written in words of other languages is not.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ONSETS = """
b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x
"""
_RHYMES = """
a ac ach ai ak am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et
ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh
oao oap oat oay oc oe oen oeo oet oi om on ong ooc oong op ot oăc oăm oăn oăng oăt ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp
ơt u ua uc ui um un ung up ut uy uya uych uynh uyn uyp uyt uyu uyên uyêt uân uâng uât uây uê uêch uênh uôc uôi uôm uôn
uông uôt uơ ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu
"""
_RHYMES_OF_QU = """
a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât ây e en eo et ê êch ên ênh êt ôc ơ y ych ynh yt
yên yêt
"""
_STOPS = ("c", "ch", "k", "p", "t")
_LONGEST = 7
"""Letters of the longest syllable: nghiêng."""
_MOST = 4096

_TONES_OF_STOPS = frozenset("\N{COMBINING ACUTE ACCENT}\N{COMBINING DOT BELOW}")
_TONES = frozenset("\N{COMBINING GRAVE ACCENT}\N{COMBINING HOOK ABOVE}\N{COMBINING TILDE}") | _TONES_OF_STOPS
_SYLLABLES = frozenset(
    (
        *_RHYMES.split(),
        *(onset + rhyme for onset in _ONSETS.split() for rhyme in _RHYMES.split()),
        *("g" + rhyme for rhyme in _RHYMES.split() if rhyme[0] in "iê"),
        *("qu" + rhyme for rhyme in _RHYMES_OF_QU.split()),
    )
)


@lru_cache(maxsize=_MOST)
def is_syllable(word: str) -> bool:
    """Say whether a word, in any case and composed or not, is spelt as a Vietnamese syllable.

    >>> [is_syllable(word) for word in ("nghiêng", "được", "Quốc", "đợc", "cat", "các")]
    [True, True, True, False, False, True]
    """
    if len(word) > 2 * _LONGEST:
        return False
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in letters if char in _TONES]
    bare = unicodedata.normalize("NFC", "".join(char for char in letters if char not in _TONES))
    if len(tones) > 1 or bare not in _SYLLABLES:
        return False
    return not bare.endswith(_STOPS) or (bool(tones) and tones[0] in _TONES_OF_STOPS)
