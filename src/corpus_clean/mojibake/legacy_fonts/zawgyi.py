"""Zawgyi: Burmese for the font Zawgyi-One, which shows glyphs of its own in the place of the Myanmar block.

Unicode stores a Burmese syllable as it is spoken: consonant, medials, vowels, tones. Zawgyi stores it from left to
right, as a typewriter does: the vowel E and the medial ra before their consonant, and a place for every shape of a
glyph. Reading folds the shapes and puts the syllable into the order of Unicode Technical Note 11. Where two spellings
look the same in Zawgyi, the one that Burmese has is read: ဩ, not သ with a medial ra; ဈ, not စ with a medial ya; a zero
or a seven that bears a vowel is the letter that looks like it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from corpus_clean import lazily

_ASAT, _VIRAMA = "\N{MYANMAR SIGN ASAT}", "\N{MYANMAR SIGN VIRAMA}"
_YA, _RA = "\N{MYANMAR CONSONANT SIGN MEDIAL YA}", "\N{MYANMAR CONSONANT SIGN MEDIAL RA}"
_WA, _HA = "\N{MYANMAR CONSONANT SIGN MEDIAL WA}", "\N{MYANMAR CONSONANT SIGN MEDIAL HA}"
_E, _TALL_AA, _AA = "\N{MYANMAR VOWEL SIGN E}", "\N{MYANMAR VOWEL SIGN TALL AA}", "\N{MYANMAR VOWEL SIGN AA}"
_I, _II, _AI = "\N{MYANMAR VOWEL SIGN I}", "\N{MYANMAR VOWEL SIGN II}", "\N{MYANMAR VOWEL SIGN AI}"
_U, _UU = "\N{MYANMAR VOWEL SIGN U}", "\N{MYANMAR VOWEL SIGN UU}"
_ANUSVARA, _DOT, _VISARGA = "\N{MYANMAR SIGN ANUSVARA}", "\N{MYANMAR SIGN DOT BELOW}", "\N{MYANMAR SIGN VISARGA}"
_KINZI = "\N{MYANMAR LETTER NGA}" + _ASAT + _VIRAMA

_STACKED = {
    0x1060: "က", 0x1061: "ခ", 0x1062: "ဂ", 0x1063: "ဃ", 0x1065: "စ", 0x1066: "ဆ", 0x1067: "ဆ", 0x1068: "ဇ", 0x1069: "ဈ",
    0x106C: "ဋ", 0x106D: "ဌ", 0x1070: "ဏ", 0x1071: "တ", 0x1072: "တ", 0x1073: "ထ", 0x1074: "ထ", 0x1075: "ဒ", 0x1076: "ဓ",
    0x1077: "န", 0x1078: "ပ", 0x1079: "ဖ", 0x107A: "ဗ", 0x107B: "ဘ", 0x107C: "မ", 0x1085: "လ", 0x1093: "ဘ",
}  # fmt: skip
"""Consonants below another."""
_BASES = {
    0x106A: "ဉ", 0x106B: "ည", 0x106E: "ဍ္ဍ", 0x106F: "ဍ္ဎ", 0x1086: "ဿ", 0x108F: "န", 0x1090: "ရ", 0x1091: "ဏ္ဍ",
    0x1092: "ဋ္ဌ", 0x1097: "ဋ္ဋ",
}  # fmt: skip
"""Consonants in another shape, and pairs that are one glyph."""
_MARKS = {
    0x1033: _U, 0x1034: _UU, 0x1039: _ASAT, 0x103A: _YA, 0x103C: _WA, 0x103D: _HA, 0x105A: _TALL_AA + _ASAT,
    0x1064: _KINZI, 0x107D: _YA, 0x1087: _HA, 0x1088: _HA + _U, 0x1089: _HA + _UU, 0x108A: _WA + _HA,
    0x108B: _KINZI + _I, 0x108C: _KINZI + _II, 0x108D: _KINZI + _ANUSVARA, 0x108E: _I + _ANUSVARA, 0x1094: _DOT,
    0x1095: _DOT, 0x1096: _VIRAMA + "တ" + _WA, **{code: _VIRAMA + letter for code, letter in _STACKED.items()},
}  # fmt: skip
_RAS = "\u103b\u107e-\u1084"
_LOOKS = {
    **_BASES, **_MARKS, **dict.fromkeys((0x103B, *range(0x107E, 0x1085)), _RA), 0x1025: "ဉ", 0x1026: "ဉ" + _II,
    0x1029: "သ" + _RA, 0x102A: _E + "သ" + _RA + _AA + _ASAT, 0x1008: "စ" + _YA,
}  # fmt: skip
PREFIX = f"[{_RAS}\u1031]"
_FIGURES = {"၀": "ဝ", "၇": "ရ"}
"""Figures that are typed for the letter of the same shape."""
BASE = "\u1000-\u1021\u1023-\u1027\u1029\u102a၀၇" + "".join(map(chr, _BASES))
MARK = "\u102b-\u1030\u1032\u1036-\u1038" + "".join(map(chr, _MARKS))
SYLLABLE = lazily.compiled(
    f"[\u1044\u104e]\u1004\u1039\u1038|\u104e|({PREFIX}{{0,3}})([{BASE}])([{MARK}]{{0,12}})|([{MARK}])"
)
"""A syllable as Zawgyi stores it: what stands before the consonant, the consonant, the marks behind it."""
_PARTS = lazily.compiled(f"{_KINZI}|{_VIRAMA}.|.", re.DOTALL)
_ORDER = (_YA, _RA, _WA, _HA, _E, _ASAT, _I, _II, _AI, _U, _UU, _TALL_AA, _AA, _ANUSVARA, _DOT, _VISARGA)
_PLACES = {part: place for place, part in enumerate(_ORDER)}
_SPELLINGS = {
    "သ" + _RA: "ဩ",
    "သ" + _RA + _E + _AA + _ASAT: "ဪ",
    "စ" + _YA: "ဈ",
}
_MOST = 8192


def read(text: str) -> str:
    """Return the Burmese that the text shows in Zawgyi-One, in Unicode.

    >>> read("ျပန္ရန္"), read("ေရဒီယို"), read("၁၀ ၀ယ္")
    ('ပြန်ရန်', 'ရေဒီယို', '၁၀ ဝယ်')
    """
    return SYLLABLE.sub(_syllable, text)


def looks(text: str) -> str:
    r"""Return the parts of the glyphs of a text in Zawgyi, sorted: the same for all ways to type what looks the same.

    >>> looks("\u103b\u1019") == looks("\u1081\u1019"), looks("\u1000\u102d\u102d") == looks("\u1000\u102d")
    (True, False)
    """
    return "".join(sorted(text.translate(_LOOKS)))


def _syllable(match: re.Match[str]) -> str:
    """Return one syllable of Zawgyi as Unicode stores it."""
    before, base, marks, stray = match.groups("")
    if stray:
        return stray.translate(_MARKS)
    if not base:
        return "၎င်း"
    if base in _FIGURES:
        if not (before or marks or (base == "၀" and _is_in_word(match))):
            return base
        base = _FIGURES[base]
    return _ordered(before, base, marks)


@lru_cache(maxsize=_MOST)
def _ordered(before: str, base: str, marks: str) -> str:
    """Return the parts of a syllable as Unicode orders them."""
    base = _BASES.get(ord(base), base)
    parts = _PARTS.findall("".join(_E if char == _E else _RA for char in before) + marks.translate(_MARKS))
    below = "".join(part for part in parts if part[0] == _VIRAMA)
    rest = [part for part in dict.fromkeys(parts) if part in _PLACES]
    has_aa = _AA in rest or _TALL_AA in rest
    asat = _PLACES[_ASAT]
    if has_aa and _ASAT in rest:  # ော် is written with both; in ယောက်ျား the consonant before has it
        is_first = _E not in rest and rest.index(_ASAT) < min(map(rest.index, {_AA, _TALL_AA}.intersection(rest)))
        asat = -1 if is_first else _PLACES[_AA]
    rest.sort(key=lambda part: asat if part == _ASAT else _PLACES[part])
    if base == "ဥ" and (below or _ASAT in rest or has_aa):
        base = "ဉ"
    return unicodedata.normalize("NFC", _KINZI * parts.count(_KINZI) + _spelt(base + below + "".join(rest)))


def _spelt(syllable: str) -> str:
    """Return a syllable as Burmese spells what looks like it."""
    for seen, meant in _SPELLINGS.items():
        if syllable.startswith(seen) and (meant != "ဩ" or syllable[2:3] != _E):
            return meant + syllable[len(seen) :]
    return syllable


def _is_in_word(match: re.Match[str]) -> bool:
    """Say whether a figure stands beside a letter or its marks, and beside no other figure."""
    around = match.string[max(0, match.start() - 1) : match.start()] + match.string[match.end() : match.end() + 1]
    return any(_is_letter(char) for char in around) and not any(char.isdigit() for char in around)


def _is_letter(char: str) -> bool:
    return "\u1000" <= char <= "\u103f" or "\u105a" <= char <= "\u1097"
