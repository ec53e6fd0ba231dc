"""Whether Myanmar text is stored as Unicode stores it, or as Zawgyi does: what speaks against each.

Both use the same code points, so no character decides by itself; the order does. In Unicode a vowel E comes behind its
consonant, a virama between two, medials in one order and never first. In Zawgyi an E comes before a consonant, and so
does a medial ra, and what is its medial ya is never behind a vowel and never before a tone, where Unicode has its asat.
Languages other than Burmese have letters and marks of their own in Unicode and none in Zawgyi.

Text is Zawgyi where what speaks against Unicode weighs at least `AHEAD` times what speaks against Zawgyi; beyond doubt
where it weighs `ENOUGH`.
`tests/bench/legacy_fonts.py` prints how far apart the two are.
"""

from __future__ import annotations

from typing import NamedTuple

from corpus_clean import lazily
from corpus_clean.mojibake.legacy_fonts import zawgyi

ENOUGH = 2.0
AHEAD = 4.0
GLYPH = 0.5
"""What a code point weighs that only Zawgyi uses in Burmese, beside a break of order, which weighs 1."""

_UNICODE = lazily.compiled(
    # a kinzi; a letter, with its variant; those below it; the medials; E; the other vowels and the tones
    "(?:[\u1004\u101b\u105a]\u103a\u1039)?"
    "[\u1000-\u102a\u103f-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e\u1090-\u1099\u109e\u109f"
    "\ua9e0-\ua9e4\ua9e6-\ua9fe\uaa60-\uaa7a\uaa7e\uaa7f]\ufe00?"
    "(?:\u1039[\u1000-\u1021\u1050\u1051\u105a-\u105d\u1075-\u1081]\ufe00?){0,4}"
    "\u103a?[\u103b\u105e\u105f]{0,2}\u103a?\u103c?[\u103d\u1082]?[\u103e\u1060]?\u103a?\u1031{0,2}"
    "[\u102b-\u1030\u1032-\u1038\u103a\u1056-\u1059\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1083-\u108d\u108f\u109a-\u109d"
    "\ua9e5\uaa7b-\uaa7d]{0,9}"
)
_BELOW = "(?:[\u1060-\u1069\u106c\u106d\u1070-\u107c\u1085\u108b-\u108d\u1093\u1096]|\u1039(?=\u103a)){0,3}"
_ZAWGYI = lazily.compiled(
    f"[\u1044\u104e]\u1004\u1039\u1038|{zawgyi.PREFIX}{{0,3}}"
    # only behind an E has a medial ya a tone and no vowel: where there is no E, it is the asat of Unicode
    f"(?:(?<=\u1031)[{zawgyi.BASE}]{_BELOW}[\u103a\u103c\u103d\u107d\u1087\u108a]{{0,4}}"
    f"|(?<!\u1031)[{zawgyi.BASE}]{_BELOW}(?:[\u103c\u103d\u107d\u1087\u108a]|\u103a(?![\u1037\u1038\u1094\u1095])){{0,4}})"
    "[\u102b-\u1030\u1032-\u1034\u1036-\u1039\u103c\u103d\u105a\u1064\u1087-\u108e\u1094\u1095]{0,9}"
    "|[\u1040-\u1053]"
)
_MYANMAR = lazily.compiled("[\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f]+")
_ON_OTHER_LETTERS = lazily.compiled(
    "[^\\W\\d_](?<![\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f])[\u102b-\u1030\u1032-\u103a\u103c-\u103e]"
)
_ASAT_BEFORE_5_1 = "\u1039\u200c"
_GLYPHS = lazily.compiled("[\u1033\u1034\u105a\u1060-\u1097]")


class Evidence(NamedTuple):
    """How many characters have no place in Unicode, how many none in Zawgyi, how many are glyphs of Zawgyi."""

    against_unicode: int
    against_zawgyi: int
    glyphs: int

    @property
    def is_zawgyi(self) -> bool:
        """Whether it is Zawgyi rather than Unicode."""
        return self.against_unicode > 0 and self._weight >= AHEAD * self.against_zawgyi

    @property
    def is_zawgyi_beyond_doubt(self) -> bool:
        """Whether it is Zawgyi even among lines that are Unicode."""
        return self.is_zawgyi and self._weight >= ENOUGH

    @property
    def is_unicode(self) -> bool:
        """Whether it is Unicode beyond doubt."""
        return self.against_zawgyi >= ENOUGH and self.against_zawgyi >= AHEAD * self.against_unicode

    @property
    def is_neither(self) -> bool:
        """Whether it is out of order in both."""
        return self.against_unicode >= ENOUGH and not self.is_zawgyi and not self.is_unicode

    @property
    def _weight(self) -> float:
        return self.against_unicode + GLYPH * self.glyphs


def evidence(text: str) -> Evidence:
    """Weigh a text.

    >>> evidence("ျပန္ရန္").is_zawgyi, evidence("ပြန်ရန် ရေဒီယိုကို").is_zawgyi
    (True, False)
    """
    if _ASAT_BEFORE_5_1 in text or _ON_OTHER_LETTERS.search(text):  # neither of the two
        return Evidence(0, 0, 0)
    runs = _MYANMAR.findall(text)
    apart = len(runs) - 1
    together = "\n".join(runs)
    return Evidence(
        max(0, len(_UNICODE.sub("", together)) - apart),
        max(0, len(_ZAWGYI.sub("", together)) - apart),
        len(_GLYPHS.findall(together)),
    )
