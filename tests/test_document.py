"""What is known about a text: its kind, its letters, its lines, and where punctuation has a meaning of its own."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus_clean
from corpus_clean.document import Document, Letters, Syntax, count_letters
from corpus_clean.edit import Span

KINDS = [
    ("", Syntax.PLAIN),
    ("  \n\t\n", Syntax.PLAIN),
    ("風停了,雨也停了。", Syntax.PLAIN),
    ("[1] 見前註,同頁。", Syntax.PLAIN),
    ("[未完]", Syntax.PLAIN),
    ("{不是資料}", Syntax.PLAIN),
    ('{"a": [1, 2]}', Syntax.JSON),
    ('["甲", "乙"]\n', Syntax.JSON),
    ('{"a": "甲"}\r\n{"a": "乙"}\r\n', Syntax.JSON),
    ('{"a": "甲"}\n這不是\n{"a": "乙"}', Syntax.PLAIN),
    ("<!DOCTYPE html><title>x</title>", Syntax.HTML),
    ("前面的字<b>粗</b>後面的字", Syntax.HTML),
    ("一個</p>留下來了。", Syntax.PLAIN),
    ("名稱: 茶\n產地:\n  - 杭州\n", Syntax.YAML),
    ("時間: 下午", Syntax.YAML),
    ("他說: 走吧。\n大家就走了。", Syntax.PLAIN),
    ("姓名,年齡\n陳一,12\n", Syntax.CSV),
    ('名,註\n甲,"一,二"\n', Syntax.CSV),
    ("甲\t乙\n丙\t丁", Syntax.CSV),
    ("風急天高,水清沙白。\n落葉蕭蕭,長江滾滾。", Syntax.PLAIN),
    ("#!/bin/sh\necho 好", Syntax.CODE),
    ("import os\nprint(os.name)\n", Syntax.CODE),
    ("int main() {\n  return 0;\n}\n", Syntax.CODE),
    ("# 標題\n\n- 一\n- 二\n", Syntax.MARKDOWN),
    ("如下：\n```\nls\n```\n", Syntax.MARKDOWN),
    ("如下：\n```\nimport os\nprint(os.name)\n```\n完。\n", Syntax.MARKDOWN),
    ("如下：\n```\nimport os\nprint(os.name)\n", Syntax.CODE),
    ('import os\n"""\n```\n>>> 1\n```\n"""\nprint(os.name)\n', Syntax.CODE),
    ("# 只有一個井號", Syntax.PLAIN),
    ("1\n00:00:01,000 --> 00:00:02,500\n好\n\n2\n00:00:03,000 --> 00:00:04,000\n走\n", Syntax.SUBTITLES),
    ("用 --> 指", Syntax.PLAIN),
]


@pytest.mark.parametrize(("text", "syntax"), KINDS)
def test_kinds_of_text(text: str, syntax: Syntax) -> None:
    assert Document(text).syntax is syntax


def test_what_the_caller_knows_counts() -> None:
    assert Document('{"a": 1}', Syntax.PLAIN).syntax is Syntax.PLAIN


def test_json_too_deep_to_parse_is_no_json() -> None:
    assert Document("[" * 100_000 + '"' + "]" * 100_000).syntax is Syntax.PLAIN


PROTECTED = [
    ("見https://example.org/a,b;c。", ["https://example.org/a,b;c"]),
    ("見http://a.example/甲乙,然後", ["http://a.example/甲乙"]),
    ("www.example.org/a?b=1,然後", ["www.example.org/a?b=1"]),
    ("信箱a.b@example.org,謝謝", ["a.b@example.org"]),
    (r"在C:\資料\a.txt,打開", ["C:\\資料\\a.txt"]),
    ("在/usr/share/doc裡", ["/usr/share/doc"]),
    ("在~/.config/a裡", ["~/.config/a"]),
    ("用`a,b`隔開", ["`a,b`"]),
    ("用``a`b``隔開", ["``a`b``"]),
    ("看[說明,一](a_(b).html),再", ["](a_(b).html)"]),
    ('字<a href="x,y">連</a>字', ['<a href="x,y">', "</a>"]),
    ("甲&nbsp;乙&#123;丙", ["&nbsp;", "&#123;"]),
    ("設$f(x,y)$為函數", ["$f(x,y)$"]),
    ("花了$5,又花了$6,沒了", []),
    (r"見\emph{甲,乙}與\(a,b\)", [r"\emph{甲,乙}", r"\(a,b\)"]),
    ("好:)真的;(唉", [":)", ";("]),
    ("(注意:)與說明:(如下)", []),
    ("甲\n```\na,b\n```\n乙,丙", ["```\na,b\n```"]),
    ("甲\n~~~\na,b", ["~~~\na,b"]),
    ("```\n~~~\n```\n甲,乙", ["```\n~~~\n```"]),
    ("甲<code>a,b</code>乙<code>c", ["<code>a,b</code>", "<code>"]),
    ("<pre><code>a</code></pre>", ["<pre><code>a</code></pre>"]),
    ("沒有,什麼;好!護(的)?", []),
]


@pytest.mark.parametrize(("text", "passages"), PROTECTED)
def test_protected_passages(text: str, passages: list[str]) -> None:
    document = Document(text)
    assert [text[start:end] for start, end in document.protected] == passages
    inside = {offset for span in document.protected for offset in range(*span)}
    assert {offset for offset in range(len(text)) if document.is_protected(offset)} == inside


@given(st.text(st.sampled_from("ab,:()/\\`~$<>&;[]{}@.!\n甲“:)") | st.characters()))
def test_spans_are_ordered_and_apart(text: str) -> None:
    document = Document(text)
    assert all(0 <= start < end <= len(text) for start, end in document.protected)
    assert all(one.end < other.start for one, other in pairwise(document.protected))
    assert document.syntax in Syntax
    assert all(text[start:end].strip() for start, end in document.lines)


def test_letters_by_script() -> None:
    assert count_letters("漢字々〇 かなカナー 한글 abé Ünï ỹ 12 ๆ Я") == Letters(han=4, kana=5, hangul=2, latin=7)


def test_hangul_is_no_han() -> None:
    assert count_letters("한글") == Letters(han=0, kana=0, hangul=2, latin=0)


def test_lines_leave_out_the_blank_ones() -> None:
    assert Document("甲\r\n\r\n  \n 乙\u2028丙\n").lines == (Span(0, 1), Span(9, 12))


@pytest.mark.parametrize(
    "literal",
    [
        *"(,:`$<\\[]{}&a/~@.-#\"' \t\r\n“",
        "<!",
        "\\(",
        "\\a{",
        "](",
        "[a](",
        "http://",
        "www.",
        "a@",
        "```\n",
        "<code>",
        "a: \n",
    ],
)
def test_a_long_run_of_anything_is_read(literal: str) -> None:
    """Not timed: what is not linear never ends here."""
    document = Document(literal * (300_000 // len(literal)))
    assert document.syntax in Syntax
    assert isinstance(document.protected, tuple)
    assert sum(document.letters) <= 300_000


def test_json_lines_of_any_values() -> None:
    assert Document("\n".join(json.dumps({"句": number}) for number in range(5))).syntax is Syntax.JSON


def test_no_group_is_repeated_possessively() -> None:
    """Python 3.11.2, which Debian 12 has, matches such patterns wrongly; 3.11.7 does not."""
    sources = Path(corpus_clean.__file__).parent.rglob("*.py")
    odd = re.compile(r"\)(?:[+*?]|\{[0-9,]+\})\+")
    assert [path.name for path in sources if odd.search(path.read_text("utf-8"))] == []
