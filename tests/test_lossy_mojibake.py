"""UTF-8 read in another codec with bytes lost: the stream, what a gap can be, and what the rule makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus_clean.cleaner import Cleaner
from corpus_clean.edit import Certainty
from corpus_clean.mojibake import lossy
from corpus_clean.mojibake.lossy import GAPS, Allowance, best_reading, readers
from corpus_clean.mojibake.lost_bytes import END, fill, styles
from corpus_clean.mojibake.parsed import Parsed
from corpus_clean.mojibake.ranking import Choice, language, lead, ranked
from corpus_clean.mojibake.wildcards import MULTI, SINGLE, stream, tokens
from tests.byte_loss import questioned, replaced, unmapped

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus_clean.result import Result

SENTENCES = {
    "gb18030": (
        "夜里下了一场很大的雨，早上路边的树叶都是湿的。",
        "奶奶說，早上的茶最好喝，晚上的茶不要喝。",
        "雨が降っているので、傘を持って行きます。",
        "어제 저녁에 비가 많이 왔다. 오늘은 맑다.",
        "孩子们在院子里跑来跑去，一点儿也不累。",
    ),
    "gbk": ("院子里的灯一盏一盏地亮了起来。", "桌子上有三个苹果、两个梨和一杯茶。"),
    "cp932": ("朝の電車で本を読むのが好きです。", "冬天的雪下得很大，院子里全白了。"),
    "cp949": ("아침마다 공원에서 책을 읽는다.", "빵 굽는 냄새가 골목에 가득했다."),
    "big5": ("他們在河邊走了很久，天才慢慢黑下來。",),
    "cp1252": ("Утром над рекой стоял туман, и было тихо.", "今天吃了三碗米饭。"),
}
CASES = [(codec, sentence) for codec, every in SENTENCES.items() for sentence in every]
RULE = Cleaner(select=("lossy-mojibake",))
RISKY = Cleaner(select=("lossy-mojibake",), risky=True)


def common(truth: str, text: str) -> int:
    """Count the characters that are not ASCII and stand in both in the same order, from both ends and in between."""
    from difflib import SequenceMatcher

    blocks = SequenceMatcher(None, truth, text, autojunk=False).get_matching_blocks()
    return sum(sum(char > "\x7f" for char in truth[at : at + size]) for at, _, size in blocks)


def checked(text: str) -> Result:
    result = RULE.clean(text)
    assert result.revert() == text
    again = RULE.clean(result.text)
    assert not again.changed
    assert [one.text for one in again.findings] == [one.text for one in result.findings]
    assert not any("still change" in one.note for one in result.findings)
    return result


@pytest.mark.parametrize(
    ("text", "codec", "data"),
    [
        ("鑳�<", "gb18030", b"\xe8\x83\xff<"),
        ("€", "cp936", b"\x80"),
        ("€", "gb18030", b"\xa2\xe3"),
        ("縺・", "cp932", b"\xe3\x81\xfd"),
        ("é", "cp949", b"\xfe"),
        ("\x80?", "cp932", b"\x80?"),
        ("备囥��", "gb18030", b"\xb1\xb8\xe3\xff\xff"),  # 87 of 囥 is the last byte of 备
        ("作懈�舌し", "cp932", b"\x8d\xec\xe6\xff\x90\x82\xb5"),  # and E3 of 舌 the first of し
        ("\ud800", "cp949", b"\xfe"),
    ],
)
def test_text_as_bytes_with_wildcards(text: str, codec: str, data: bytes) -> None:
    assert stream(text, codec).data == data


@given(st.text(), st.sampled_from(MULTI + SINGLE))
def test_the_tokens_are_the_whole_stream(text: str, codec: str) -> None:
    data, index = stream(text, codec)
    found = [match.span() for match in tokens(codec).finditer(data)]
    assert [end for _, end in found[:-1]] == [start for start, _ in found[1:]]
    assert found[-1][1] == len(data) if data else not found
    assert index[len(data)] == len(text)
    parsed = Parsed(text, codec)
    assert sum(token.end - token.start for token in parsed.tokens) == len(data)


@pytest.mark.parametrize(
    ("gap", "following", "codec", "chars"),
    [
        (b"\xe4\xb8\xff", 0xE4, ("gb18030",), "一"),
        (b"\xe3\xff\xae", 0xE9, ("cp932",), "のㅮㆮ"),
        (b"\xe2\x80\xff", END, ("cp1252",), "\u2001‐”"),
        (b"\xd1\xff", 0xD0, ("cp1252",), "сэяѐѝ"),
        (b"\xe2\x80\xff", END, ("latin-1",), ""),
    ],
)
def test_what_a_decoder_can_have_lost(gap: bytes, following: int, codec: tuple[str, ...], chars: str) -> None:
    assert fill(gap, following, codec) == (chars, True)


def test_what_can_be_anything() -> None:
    assert fill(b"\xe2\x80?", END, ("cp1252",)).chars == fill(b"\xe2\x80", END, ("cp1252",)).chars
    assert len(fill(b"\xe8\x83\xff", END, ("gb18030",)).chars) == 64
    assert not fill(b"\xff\xff\xff", END, ("gb18030",)).chars
    assert fill(b"?\x9c", 0xEA, ("cp949",)).constrained


def test_private_characters_say_which_decoder_it_was() -> None:
    assert styles("鎻\ue21d", "gb18030") == ("gb18030",)
    assert styles("鎻", "gb18030") == ("gb18030", "gbk")
    assert styles("x", "cp1252") == ("cp1252",)


def test_ranking() -> None:
    assert ranked("能胀胃", "功", "", "zh")[0].char == "能"
    assert ranked("“”’", "it", "s ", "")[0].char == "’"
    assert ranked("“”’", "a ", "be", "")[0].char == "“"
    assert ranked("。、「」", "好", "\n", "zh")[0].char == "。"
    assert lead(()) == 0.0
    assert lead((Choice(1.0, "a"),)) > 1000
    assert [language(text) for text in ("漢字", "漢字かな", "한글", "abc")] == ["zh", "ja", "ko", ""]


@pytest.mark.parametrize(("codec", "sentence"), CASES)
def test_most_comes_back_and_nothing_is_wrong(codec: str, sentence: str) -> None:
    damaged = replaced(sentence, codec)
    result = checked(damaged)
    assert all(one.certainty is not Certainty.GUESS for one in result.repairs)
    assert common(sentence, result.text) > common(sentence, damaged)
    known = {char for char in sentence if char > "\x7f"}
    assert {char for one in result.repairs for char in one.after} <= known | set(damaged) | set(" .")


@pytest.mark.parametrize(("codec", "sentence"), [case for case in CASES if case[0] in {"gb18030", "gbk", "cp932"}])
def test_every_gap_is_found(codec: str, sentence: str) -> None:
    result = checked(replaced(sentence, codec))
    found = {at for one in result.findings for at in range(*one.result)}
    assert {at for at, char in enumerate(result.text) if char == "\ufffd"} <= found
    assert all(one.candidates for one in result.findings)


def test_a_good_character_that_is_half_a_gap_stays() -> None:
    assert checked("作懈�舌して").text == "作懈�舌して"
    assert [one.candidates[0] for one in checked("作懈�舌して").findings] == ["成"]


def test_good_text_around_it_is_not_touched() -> None:
    damaged = replaced("我们在河边看见了一只白色的鸟", "gb18030")
    result = checked(f"今天早上：{damaged}，目前就这些。\n晚上再说?\r\n{damaged}")
    assert result.text == (
        "今天早上：我们在河边看见了一只白色的楦�，目前就这些。\n晚上再说?\r\n我们在河边看见了一只白色的楦�"
    )


@pytest.mark.parametrize("codec", ["gbk", "gb18030"])
def test_a_tag_that_went_with_a_byte(codec: str) -> None:
    damaged = questioned("<p>新功能</p>", codec)
    assert damaged.endswith("鑳?/p>")
    assert checked(damaged).text == "<p>新功鑳�</p>"
    assert checked("<p>新功鑳�/p>").text == "<p>新功鑳�<</p>".replace("<<", "<")


def test_a_lossless_line_is_left_to_another_rule() -> None:
    assert not RULE.clean("鎴戜滑闇€瑕佹柊鍔熻兘").changed


def test_a_guess_is_taken_only_when_asked_for() -> None:
    damaged = replaced("这是一个很长的故事。\nEnde", "gb18030")
    assert RULE.text(damaged) == "这是一个很长的故事銆�\nEnde"
    assert RISKY.text(damaged) == "这是一个很长的故事。\nEnde"
    (finding,) = RULE.clean(damaged).findings
    assert finding.certainty is Certainty.GUESS
    assert finding.candidates[0] == "。"


@pytest.mark.parametrize("rest", ["", "\n", "\n\nEnde", "\n  Ende"])
def test_what_ends_a_paragraph_is_a_full_stop(rest: str) -> None:
    assert RULE.text(replaced(f"这是一个很长的故事。{rest}", "gb18030")) == f"这是一个很长的故事。{rest}"


@pytest.mark.parametrize("text", ["ItÃ?Â¢â?¬â?¢s late. ItÃ?Â¢â?¬â?¢s early.", "ã†â€™ãƒâ€ ã¢â‚¬â„¢ã‚â¢ãƒâ¢"])
def test_what_gives_hardly_a_known_character_is_no_passage(text: str) -> None:
    result = RULE.clean(text)
    assert not any(char > "\u3000" or "\x80" <= char < "\xa0" for one in result.repairs for char in one.after)


def test_a_mark_that_closes_needs_one_that_opens() -> None:
    text = "老人说「这是一个很长的故事」"
    assert RULE.text(replaced(text, "gb18030")) == "老人说「这是一个很长的故事銆�"
    assert "」" in RULE.clean(replaced(text, "gb18030")).findings[0].candidates
    assert "」" not in RULE.clean(replaced("这是一个很长的故事。\n后来", "gb18030")).findings[0].candidates


@pytest.mark.parametrize("damage", [unmapped, replaced])
def test_quotation_marks(damage: Callable[[str, str], str]) -> None:
    damaged = damage("She said “good night” and went.", "cp1252")
    result = checked(damaged)
    assert any("”" in one.candidates for one in result.findings)


def test_long_runs_of_gaps_are_one_finding() -> None:
    (finding,) = RULE.clean("�옄" * 200).findings
    assert finding.text == "�옄" * 200
    assert not finding.candidates


def test_what_lost_nothing_is_not_read_in_a_code_page() -> None:
    assert not RULE.clean("â€" * 400).changed


def test_different_gaps_are_ranked_as_long_as_the_allowance_lasts() -> None:
    allowance = Allowance(0)
    gaps = [chr(0x4E00 + number) + "\ufffd" for number in range(GAPS + 1)]
    assert all(map(allowance.covers, gaps[:GAPS]))
    assert not allowance.covers(gaps[GAPS])
    assert allowance.covers(gaps[0])
    assert allowance.covers(gaps[0])


def test_what_is_beyond_the_allowance_is_reported_without_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lossy, "GAPS", 2)
    findings = RULE.clean("小鑳�好\n中銆�好\n大縺�好\n小鑳�好").findings
    assert [bool(one.candidates) for one in findings] == [True, True, False, True]


@given(st.text(alphabet="の人가\ufffdab ", max_size=12).map(lambda text: replaced("今日は本を読む" + text, "cp932")))
def test_what_stands_beside_a_token(text: str) -> None:
    parsed = Parsed(text, "cp932")
    shown = [token.text for token in parsed.tokens]
    for number in range(len(shown)):
        left, right = parsed.beside(number)
        assert "\ufffd" not in left + right
        assert ("\n" + "".join(shown[:number])).endswith(left)
        assert ("".join(shown[number + 1 :]) + "\n\n").startswith(right)


def test_a_passage_of_many_characters_is_sure_by_its_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lossy, "SURE", 1e9)
    assert RULE.text(replaced("这是一个很长的故事，说了很久。", "gb18030")).startswith("这是一个很长的故事，说了")
    assert not RULE.clean(replaced("这是一个", "gb18030")).changed


def test_no_codec_at_all() -> None:
    assert readers([]) == []
    assert best_reading("abc", [], Allowance(3)) == ("", (), 0.0)
    assert not RULE.clean("caf\ufffd").findings


MARKS = st.sampled_from(
    ["\ufffd", "?", "・", "\ufffd\ufffd", "/p>", "<", " ", "\n", "€", "\x80", "ï¿½", "â€", "\ud800"]
)
SOUP = st.lists(
    st.one_of(
        MARKS,
        st.sampled_from(CASES).flatmap(lambda case: st.sampled_from([replaced(case[1], case[0]), case[1]])),
        st.text(max_size=4),
    ),
    max_size=6,
)


@settings(deadline=None)
@given(st.data())
def test_whatever_was_damaged_settles(data: st.DataObject) -> None:
    text = "".join(data.draw(SOUP))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 120)))
    for cleaner in (RULE, RISKY):
        result = cleaner.clean(text[start:end])
        assert result.revert() == text[start:end]
        assert not cleaner.clean(result.text).changed


@settings(deadline=None, max_examples=25)
@given(st.sampled_from(CASES), st.integers(0, 20), st.integers(1, 20))
def test_pieces_are_never_made_wrong(case: tuple[str, str], start: int, size: int) -> None:
    codec, sentence = case
    piece = sentence[start : start + size]
    assume(piece and not piece.endswith("、"))  # what is cut behind one looks as if it ended in a full stop
    damaged = replaced(piece, codec)
    after = RULE.clean(damaged)
    truth = set(piece) | set(damaged)
    assert {char for one in after.repairs for char in one.after if char > "\u2000"} <= truth
