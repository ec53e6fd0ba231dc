"""The model of running Chinese: good text is cheap, re-paired bytes are not, and every code point has a cost."""

from __future__ import annotations

import sys
from itertools import pairwise
from math import isfinite

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus_clean.plausibility.han import CEILING, cost, fold, rank, step

SENTENCES = [
    ("我們昨天去圖書館借了三本書，回來的時候下雨了。", "我们昨天去图书馆借了三本书，回来的时候下雨了。"),
    ("這座城市的歷史很長，老人們常常坐在樹下聊天。", "这座城市的历史很长，老人们常常坐在树下聊天。"),
    ("委員會認為，新的規劃應當先聽取居民的意見。", "委员会认为，新的规划应当先听取居民的意见。"),
    ("學生們問：“為什麼月亮會跟著我們走？”", "学生们问：“为什么月亮会跟着我们走？”"),
    ("工廠改進了技術，產品的質量有了明顯提高。", "工厂改进了技术，产品的质量有了明显提高。"),
    ("請先備份檔案，再安裝新版的軟體和驅動程式。", "请先备份档案，再安装新版的软体和驱动程式。"),
]
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


def re_paired(text: str) -> str:
    """Return the text as GBK shows it when its bytes are paired one byte too late."""
    code = text.encode("gbk")
    return "".join(code[at : at + 2].decode("gbk", "ignore") for at in range(1, len(code) - 1, 2))


@pytest.mark.parametrize("text", [text for both in SENTENCES for text in both])
def test_good_text_is_cheaper_than_re_paired_bytes(text: str) -> None:
    shifted = re_paired(text)
    assert cost(text) / len(text) < 10
    assert cost(shifted) / len(shifted) > 13


@pytest.mark.parametrize(("traditional", "simplified"), SENTENCES)
def test_both_orthographies_cost_the_same(traditional: str, simplified: str) -> None:
    assert cost(traditional) == cost(simplified)
    assert "".join(map(fold, traditional)) == simplified


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("操作指南。”達川區委", "操作指南?！边_川區委"),
        ("改變當地的面貌", "改變當?shù)氐拿婷?"),
        ("人們在日常交際中", "人們?cè)谌粘=浑H中"),
        ("學生。可在實行", "學生??稍趯行"),
    ],
)
def test_the_right_reading_is_cheaper(right: str, wrong: str) -> None:
    assert cost(right) < cost(wrong)


def test_words_of_taiwan_and_of_china_are_known() -> None:
    for word in ("程式", "軟體", "檔案", "網路", "程序", "软件", "文件", "网络"):
        assert step(*word) < 10


@pytest.mark.parametrize("mark", [*"，。、：；！？“”‘’《》（）…—,.:;!?()「」", " ", "\n"])
def test_marks_cost_a_few_bits(mark: str) -> None:
    assert 2 < step("了", mark) < 12
    assert step(mark, "我") < 10
    assert step("了", mark) < step("了", "±")


@pytest.mark.parametrize("symbol", "±∶∈≮№☆┐↑ㄅあЖα\ufffd\ue000\ud800\x00\x85")
def test_what_chinese_does_not_hold_costs_a_lot(symbol: str) -> None:
    assert step("的", symbol) >= 14


def test_repeated_and_running_marks_are_one() -> None:
    assert step("…", "…") < 2 < step("了", "…")
    assert step("2", "0") < step("年", "2")
    assert step("e", "b") < step("在", "w")
    assert step("", "Ａ") > step("", "A")


def test_rank() -> None:
    assert rank("的") == 1
    assert rank("國") == rank("国")
    frequent, rare = rank("人"), rank("壅")
    assert frequent is not None
    assert rare is not None
    assert frequent < 50
    assert rare > 2000
    assert [rank(char) for char in ("", "A", "，", "あ", "\ud800", "的的")] == [None] * 6


def test_folding_is_settled() -> None:
    assert all(fold(fold(char)) == fold(char) for char in map(chr, range(0x3000, 0x30000)))


@pytest.mark.parametrize(("char", "simple"), ["發发", "髮发", "麼么", "么么", "著着", "裡里", "裏里", "衞卫", "后后"])
def test_fold(char: str, simple: str) -> None:
    assert fold(char) == simple


@given(HAN)
def test_folding_changes_no_cost(char: str) -> None:
    folded = fold(char)
    assert rank(char) == rank(folded)
    assert step("的", char) == step("的", folded)
    assert step(char, "的") == step(folded, "的")


@given(HAN, HAN)
def test_han_characters_cost_no_more_than_the_ceiling(first: str, second: str) -> None:
    assert 0 < step(first, second) <= CEILING
    assert step(first, second) * 8 % 1 == 0


@given(st.text(st.characters(codec=None, exclude_categories=[])))
@example("\ud800的\udfff")
@example("\U00020000\U0010ffff\U0001f600字")
@example("\r\n\x00\ufeff")
def test_any_text_has_a_cost(text: str) -> None:
    assert isfinite(cost(text))
    assert cost(text) == sum((step(first, second) for first, second in pairwise(text)), step("", text[:1]))


def test_what_utf8_read_as_gbk_shows_is_no_word() -> None:
    for text in ("锛屾垜浠", "鐨勪竴涓", "銆傚湪鍦", "鈥滄槸鈥"):
        assert cost(text) / len(text) > 14
    assert all((rank(char) or 9999) > 2500 for char in "锛銆鐨鈥鍦涓浜")


def test_every_code_point_has_a_cost_on_both_sides() -> None:
    for code in range(0, sys.maxunicode + 1, 7):
        assert 0 < step("的", chr(code)) <= CEILING
        assert 0 < step(chr(code), "的") <= CEILING
        assert 0 < step("", chr(code)) <= CEILING


def test_the_ends_of_a_text() -> None:
    assert cost("") == step("", "") == step("的", "") == step("。", "") == 0
    assert cost("人") == step("", "人") > 0
