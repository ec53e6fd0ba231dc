"""Where the gate of cjk-width opens, and which marks it restores."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_clean.cleaner import Cleaner
from corpus_clean.document import Syntax

CLEANER = Cleaner(select=("cjk-width",))
FOLDED = "山高,水長,風清,月明。“好”、\n"
RESTORED = "山高，水長，風清，月明。“好”、\n"

MARKS = [
    ("縣(區),州(市);鄉", "縣（區），州（市）；鄉"),
    ("甲(乙(丙))丁", "甲（乙（丙））丁"),
    ("(一)總則", "（一）總則"),
    ("世衛(WHO)宣布", "世衛（WHO）宣布"),
    ("WHO(世衛)宣布", "WHO（世衛）宣布"),
    ("呼叫IFS( 式1, 值1 )函數", "呼叫IFS( 式1, 值1 )函數"),
    ("按Tab(BIOS引導)或F10", "按Tab（BIOS引導）或F10"),
    ("頁面(如[首頁]),或者", "頁面（如[首頁]），或者"),
    ("傳回TRUE (1),否則", "傳回TRUE (1)，否則"),
    ("輸入=SUM(A1),就可以", "輸入=SUM(A1)，就可以"),
    ("公式:(a+b)/2的值", "公式：(a+b)/2的值"),
    ("n!,即階乘", "n!,即階乘"),
    ("民之訛言與?我友敬矣", "民之訛言與？我友敬矣"),
    ("完。(作者:甲) (編輯:乙)", "完。（作者：甲） （編輯：乙）"),
    ("網卡 (乙太)的", "網卡 (乙太)的"),
    ("喜歡iPhone,也喜歡茶", "喜歡iPhone，也喜歡茶"),
    ("x,y座標", "x,y座標"),
    ("f(x)函數", "f(x)函數"),
    ("共12,345元,下午3:30到", "共12,345元，下午3:30到"),
    ("增加5%,減少3%", "增加5%，減少3%"),
    ("目標:2025年", "目標：2025年"),
    ("名稱: 值", "名稱: 值"),
    ("什麼?我不知道", "什麼？我不知道"),
    ("十?五計劃", "十?五計劃"),
    ("指南。?!走", "指南。?!走"),
    ("「來!」他說", "「來！」他說"),
    ("問號“?”和冒號“:”", "問號“?”和冒號“:”"),
    ("真的嗎?!不是吧!!!", "真的嗎？！不是吧！！！"),
    ("只開不關(甲", "只開不關(甲"),
    ("只關不開甲)", "只關不開甲)"),
    ("(", "("),
    ("()", "()"),
    (",,,,", ",,,,"),
    ("한국어,漢字,가", "한국어,漢字,가"),
    ("好:)走", "好:)走"),
    ("見https://example.org/a,b,然後", "見https://example.org/a,b，然後"),
    ("`甲,乙`,丙", "`甲,乙`，丙"),
    ("[甲,乙](https://example.org/a)(英文),丙", "[甲，乙](https://example.org/a)（英文），丙"),
    ("看(比如[甲](https://example.org)),再走", "看（比如[甲](https://example.org)），再走"),
    ('[甲](https://example.org "乙,丙"),丁', '[甲](https://example.org "乙,丙")，丁'),
    ("**甲**,乙,*丙*(丁)", "**甲**，乙，*丙*（丁）"),
    ("副*將(general)* 的", "副*將（general）* 的"),
    ("甲<b>乙</b>,丙", "甲<b>乙</b>，丙"),
    ("(1)總則", "（1）總則"),
    ("> (2)**Go**是語言", "> （2）**Go**是語言"),
    ("(1) 總則", "(1) 總則"),
    ("(1)", "(1)"),
    ("(說明:此圖是2013年的。)", "（說明：此圖是2013年的。）"),
    ("x值是90,y和z是0", "x值是90，y和z是0"),
    ("支援Windows,macOS和Linux", "支援Windows，macOS和Linux"),
    ("支援Windows(Vista,Seven)的", "支援Windows(Vista,Seven)的"),
    ("平台(Elasticsearch,Logstash,Kibana)上", "平台（Elasticsearch，Logstash，Kibana）上"),
    ("用`甲`,`乙`", "用`甲`，`乙`"),
    ("掛載時用-o ro,nosuid選項", "掛載時用-o ro,nosuid選項"),
    ("設k=1024,M=1048576即可", "設k=1024,M=1048576即可"),
    ("有Perl, Ruby,Lua三種", "有Perl, Ruby,Lua三種"),
    ("座標x,y的值", "座標x,y的值"),
    ("在Etch(Debian 4.0)版本中", "在Etch（Debian 4.0）版本中"),
    ("呼叫sizeof(long double)。", "呼叫sizeof(long double)。"),
    ("改成TypeScript:", "改成TypeScript："),
    ("見Why Debian Bullseye?", "見Why Debian Bullseye?"),
    ("見https:\n//example.org", "見https:\n//example.org"),
    ("代號PX ,寫的是", "代號PX ，寫的是"),
    ("先問(?!)再走", "先問（?!）再走"),
    ("Paths,Moving Paths", "Paths,Moving Paths"),
    ("One, two, three:\nPaths,Moving Paths", "One, two, three:\nPaths，Moving Paths"),
    ("One, two, three:\nA,B,C,...", "One, two, three:\nA，B，C，..."),
    ("One, two, three:\nf(A,B,C,...)", "One, two, three:\nf(A,B,C,...)"),
    ("One, two, three:\nup to 2,147 Gigabytes", "One, two, three:\nup to 2,147 Gigabytes"),
]


@pytest.mark.parametrize(("before", "after"), MARKS)
def test_marks_in_a_folded_document(before: str, after: str) -> None:
    assert CLEANER.text(FOLDED + before) == RESTORED + after


CLOSED = [
    "山高,水長,風清，月明。“好”、\n",
    "山高,水長,風清月明。“好”、\n",
    "山高,水長,風清,月明。\n",
    "山高, 水長, 風清,月明,天青,地闊。“好”、\n",
    "山高,水長,風清,月明. 天青,地闊.\n“好”、“好”",
    "山が高い,水,風,月,花,“鳥”、\n",
    FOLDED + "字" * 800,
]


@pytest.mark.parametrize("text", CLOSED)
def test_the_gate_stays_closed(text: str) -> None:
    assert CLEANER.text(text) is text


def test_full_width_marks_in_an_address_do_not_close_it() -> None:
    assert CLEANER.text(FOLDED + "`甲，乙`") == RESTORED + "`甲，乙`"


@pytest.mark.parametrize("syntax", [Syntax.JSON, Syntax.CSV, Syntax.YAML, Syntax.CODE])
def test_structured_text_is_left(syntax: Syntax) -> None:
    assert CLEANER.text(FOLDED, syntax=syntax) is FOLDED


@pytest.mark.parametrize(
    "literal",
    [
        "(",
        ",",
        "()",
        "( ",
        "山,",
        "山(",
        "?",
        ":(",
        "](",
        ")",
        "<,",
        "*,",
        "`,",
        "A,",
        "A b,",
        "(1)",
        "山 ,",
        "x, y,Z,",
    ],
)
def test_a_long_run_of_marks(literal: str) -> None:
    text = FOLDED + literal * (200_000 // len(literal))
    assert CLEANER.clean(text).revert() == text


@given(st.text(st.sampled_from("山水,:;!?()。 a1“”\n가嗎"), max_size=80))
def test_it_settles_and_reverts(tail: str) -> None:
    result = CLEANER.clean(FOLDED + tail)
    assert result.revert() == FOLDED + tail
    assert not CLEANER.clean(result.text).changed
