"""The byte arithmetic of re-paired GBK, apart from the rule that drives it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_clean.gbk.damage import damaged
from corpus_clean.gbk.pairs import bytes_of, char_of, folded, is_simplified, widened
from corpus_clean.gbk.realign import after_cut, after_lost_reading, starts_of_cut
from corpus_clean.gbk.verdict import verdict
from corpus_clean.tables.readings import first_reading
from tests import gbk_damage

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


@given(st.integers(0, 255), st.integers(0, 255))
def test_a_pair_is_a_character_and_back(lead: int, trail: int) -> None:
    char = char_of(lead, trail)
    assert char is None or bytes_of(char) == (lead, trail)


@pytest.mark.parametrize("char", ["a", "", "ab", "\ud800", "😀", "地地"])
def test_what_is_no_pair_has_no_bytes(char: str) -> None:
    assert bytes_of(char) is None


@given(st.text())
def test_folding_undoes_widening(text: str) -> None:
    assert folded("".join(map(widened, text))) == folded(text)


def test_simplified_is_what_traditional_writing_does_not_have() -> None:
    assert [char for char in "国國后後干幹应應，\ud800" if is_simplified(char)] == ["国", "应", "\ud800"]


@given(st.text(HAN, max_size=12), st.lists(st.integers(0, 24), max_size=3))
def test_the_shipped_damage_is_the_one_of_the_tests(text: str, offsets: list[int]) -> None:
    data = text.encode("gbk")
    insertions = [(offset, "shù") for offset in sorted(set(offsets)) if offset <= len(data)]
    whole = data
    for offset, reading in reversed(insertions):
        whole = whole[:offset] + b"(" + reading.encode("gbk") + b")" + whole[offset:]
    cuts = [mark.encode("gbk") for mark in gbk_damage.CUTS]
    if not any(cut in whole for cut in cuts):
        assert damaged(data, insertions) == gbk_damage.decode(whole)


def test_a_cut_falls_between_bytes_too() -> None:
    assert damaged("指南。”達川".encode("gbk"), []) == "指南?！边_川"


@pytest.mark.parametrize(
    ("observed", "at", "before", "text"),
    [
        ("量?jī)x器", 1, "量", "儀"),
        ("們?cè)谑\n事", 1, "們", None),
        ("們?cè)诤诎迳蠈懽?", 1, "們", None),
        ("他?cè)在W", 1, "他", None),
        ("達?dá", 1, "達", None),
    ],
    ids=["an ASCII trail byte", "no way on", "the end of the text", "no straddler fits", "no anchor"],
)
def test_readings_behind_a_lost_reading(observed: str, at: int, before: str, text: str | None) -> None:
    readings = [reading.text for reading in after_lost_reading(observed, at, before) if not reading.lost]
    assert readings == ([] if text is None else [text])


def test_a_reading_knows_its_end_its_junctions_and_where_pinyin_was_set() -> None:
    observed = "因?yàn)槲铱嫉姆謹(jǐn)?shù)低"
    reading = next(one for one in after_lost_reading(observed, 1, "因") if one.text == "為我考的分數")
    assert observed[reading.end :] == "低"
    assert reading.insertions == ((1, "yàn"), (11, "jǐn"), (12, "shù"))
    assert (reading.junctions, reading.gloss) == ((0, 1, 2, 3, 4, 5), "(shù)")


def test_folded_marks_are_read_both_ways() -> None:
    plain = {one.text for one in after_lost_reading("們?cè)谌粘=浑H中", 1, "們")}
    assert "在日常交際" in plain


def test_a_cut_can_have_gone_through_a_full_stop_or_any_character_with_its_trail_byte() -> None:
    assert "。" in starts_of_cut()
    assert all(bytes_of(char)[1] == 0xA3 for char in starts_of_cut())  # type: ignore[index]
    assert [one.text for one in after_cut("?！边_川", 0) if not one.lost] == ["。”達"]


def test_a_tag_stump_gives_back_its_bracket() -> None:
    assert {one.text for one in after_cut("?！?/p>", 0)} >= {"。”<", "。’<", "。」<"}


def test_no_readings_no_verdict() -> None:
    assert verdict("文", 0, "", []) is None


def test_a_verdict_says_how_far_ahead_the_best_reading_is() -> None:
    observed = "當?shù)氐母刹縅他"
    best = verdict(observed, 1, "當", list(after_lost_reading(observed, 1, "當")))
    assert best is None or best.lead < 99
    observed = "量?jī)x器"
    best = verdict(observed, 1, "量", list(after_lost_reading(observed, 1, "量")))
    assert best is not None
    assert (best.reading.text, best.vanished) == ("儀", False)
    assert best.gain > 0
    assert best.lead > 5


def test_melted_pairs_are_thought_of() -> None:
    observed = "們?cè)谑卵e最"
    best = verdict(observed, 1, "們", list(after_lost_reading(observed, 1, "們")))
    assert best is not None
    assert "在十月裡" in [other.text for other in best.others]


def test_every_first_reading_makes_an_anchor_of_its_character() -> None:
    assert first_reading("冊") == "cè"
