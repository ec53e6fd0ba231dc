"""Text that is gone: what is found, what the bytes left of it allow, and what is left to other rules."""

from __future__ import annotations

from itertools import takewhile

import pytest

from corpus_clean.cleaner import Cleaner
from corpus_clean.mojibake.replaced import CODECS, FIRST, GONE, hints, traces

CLEANER = Cleaner(select=("irrecoverable",))


def found(text: str) -> list[str]:
    return [finding.text for finding in CLEANER.clean(text).findings]


def lost(text: str, codec: str) -> str:
    """Return what becomes of text in a legacy codec that is read as UTF-8, saved, and read in that codec."""
    return text.encode(codec).decode("utf-8", "replace").encode().decode(codec, "replace")


@pytest.mark.parametrize("word", ["文件", "用户", "保存文件", "字符"])
def test_what_two_bytes_are_left_of_is_among_the_candidates(word: str) -> None:
    (finding,) = CLEANER.clean(f"/* {lost(word, 'gb2312')} */").findings
    gone = sum(1 for _ in takewhile(lambda char: char == GONE, finding.candidates[0]))
    assert GONE * gone + word[gone:] in finding.candidates


@pytest.mark.parametrize(
    ("text", "codec"), [("안녕하세요", "cp949"), ("標題", "cp950"), ("東京都", "euc-jp"), ("数据", "gb18030")]
)
def test_in_each_codec_all_of_it_is_one_finding(text: str, codec: str) -> None:
    broken = lost(text, codec)
    assert {FIRST[char] for char in broken if char in FIRST} == {codec}
    assert found(f"x {broken} y") == [broken.strip()]


def test_a_trace_stops_where_the_text_is_intact() -> None:
    text = "锟斤拷的锟斤拷转"
    assert [text[trace.start : trace.end] for trace in traces(text)] == ["锟斤拷", "锟斤拷"]
    assert not any(hints(trace) for trace in traces(text))
    assert set(CODECS) == set(FIRST.values())


@pytest.mark.parametrize("text", ["鈥\ufffd", "锛\ufffd", "â€\ufffd", "Ã\ufffd", "\ufffd옄", "\ufffd쉶"])
def test_a_character_of_which_bytes_are_left_is_for_the_rules_that_repair(text: str) -> None:
    assert found(text) == []


def test_what_the_repair_of_mojibake_brings_to_light_is_found_once() -> None:
    result = Cleaner(select=("mojibake", "irrecoverable")).clean("l'Ã©tÃ© donï¿½t")
    assert [finding.text for finding in result.findings] in ([GONE], ["ï¿½"])


def test_question_marks_are_evidence_for_each_other() -> None:
    assert found("?????? ???") == []
    assert found("?????? ???\n???????? ??") == ["?????? ???", "???????? ??"]
    assert found("word?????? ??? ???????? ??word") == []
    assert found("????????") == []


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("Name烫烫烫", ["烫烫烫"]),
        ("好烫烫烫啊", []),
        ("烫烫烫烫烫烫烫烫", ["烫烫烫烫烫烫烫烫"]),
        ("烫烫烫烫！", []),
        ("锘匡豢int", ["锘匡豢"]),
        ("锘(No)", []),
        ("пїЅпїЅ и ÔøΩ", ["пїЅпїЅ", "ÔøΩ"]),
        ("ｿｽｿｽ", ["ｿｽｿｽ"]),
        ("`git status` prints ?? file", []),
        ('{"a": "????? ???????? ??"}', ["????? ???????? ??"]),
        ("def f(): pass\nx = 1  # ????? ???????? ?? ?????\ny = f()\n", []),
    ],
)
def test_marks(text: str, passages: list[str]) -> None:
    assert found(text) == passages
