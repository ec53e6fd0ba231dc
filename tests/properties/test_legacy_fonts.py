"""Words typed for a font and read back; texts of the characters of every table, which no reading may fail on."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_clean import Cleaner
from corpus_clean.mojibake.legacy_fonts import lost_horn, myanmar, tcvn3, vni, zawgyi, zawgyi_shapes
from corpus_clean.mojibake.legacy_fonts.precomposed import VISCII, VPS
from corpus_clean.mojibake.legacy_fonts.vietnamese import FONTS
from corpus_clean.plausibility.vietnamese import is_syllable

CLEANER = Cleaner(select=("legacy-font",))
LETTERS = "aăâeêioôơuưybcdđghklmnpqrstvx"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
ONSETS = ["", "b", "ch", "đ", "gi", "kh", "ngh", "ph", "qu", "tr", "x"]
RHYMES = ["a", "ang", "ăm", "âu", "en", "ê", "iêng", "oai", "ôn", "ơi", "uyên", "ưa", "ương", "y"]

syllables = st.tuples(st.sampled_from(ONSETS), st.sampled_from(RHYMES), st.sampled_from(TONES)).map(
    lambda parts: unicodedata.normalize("NFC", parts[0] + _toned(parts[1], parts[2]))
)
consonants = st.sampled_from(
    [chr(code) for code in range(0x1000, 0x1021) if code not in {0x1005, 0x100D, 0x100E, 0x101E}]
)
anything = st.text(
    st.one_of(
        st.characters(min_codepoint=0xA0, max_codepoint=0x1FF),
        st.characters(min_codepoint=0x1000, max_codepoint=0x10A0),
        st.sampled_from("aeiouyAEOncht \n“”\x93\ud800"),
        st.characters(),
    )
)


def _toned(rhyme: str, tone: str) -> str:
    """Return a rhyme with a tone on its last vowel."""
    at = max(at for at, char in enumerate(rhyme) if char in "aăâeêioôơuưy")
    return rhyme[: at + 1] + tone + rhyme[at + 1 :]


@given(st.lists(syllables.filter(is_syllable), min_size=1))
def test_syllables_are_read_back_from_every_font(words: list[str]) -> None:
    text = " ".join(word for word in words if len(word) > 1)
    for font in FONTS:
        assert font.read(font.written(text)) == text


@given(st.lists(syllables.filter(is_syllable), min_size=1))
def test_capitals_are_read_back_from_every_font(words: list[str]) -> None:
    text = "HAI " + " ".join(word.upper() for word in words if len(word) > 2) + " NAM"
    for font in FONTS:
        assert font.read(font.written(text)) == text


@st.composite
def burmese(draw: st.DrawFn) -> str:
    """Return a syllable of Burmese in the order of Unicode."""
    medials = draw(st.sampled_from(["", "\u103b", "\u103c", "\u103d", "\u103e", "\u103b\u103d", "\u103d\u103e"]))
    vowels = draw(
        st.sampled_from(
            [
                "",
                "\u102c",
                "\u102d",
                "\u102e",
                "\u102f",
                "\u1030",
                "\u1031",
                "\u1032",
                "\u102d\u102f",
                "\u1031\u102c",
                "\u1031\u102c\u103a",
                "\u102f\u1036",
            ]
        )
    )
    tone = draw(st.sampled_from(["", "\u1037", "\u1038"]))
    final = draw(st.sampled_from(["", "က\u103a", "န\u103a", "မ\u103a", "ပ\u103a"]))
    return unicodedata.normalize("NFC", draw(consonants) + medials + vowels + (tone if not final else "") + final)


@given(st.lists(burmese(), min_size=1).map("".join))
def test_burmese_is_read_back_from_zawgyi(text: str) -> None:
    assert myanmar.evidence(text).against_unicode == 0
    assert zawgyi.read(zawgyi_shapes.written(text)) == text


@given(anything)
def test_nothing_is_too_odd_for_a_reading(text: str) -> None:
    for font in (tcvn3, vni, VISCII, VPS):
        read = font.read(text)
        assert read is None or isinstance(font.written(read), str)
    assert isinstance(zawgyi_shapes.written(zawgyi.read(text)), str)
    lost_horn.restored(text)
    assert min(myanmar.evidence(text)) >= 0


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            anything,
            syllables,
            burmese(),
            syllables.map(tcvn3.written),
            syllables.map(vni.written),
            burmese().map(zawgyi_shapes.written),
        )
    ).map(" ".join)
)
def test_what_is_done_can_be_undone_and_settles(text: str) -> None:
    result = CLEANER.clean(text)
    assert result.revert() == text
    assert not CLEANER.clean(result.text).changed
