"""Which remnants of tags are deleted, and in which documents."""

from __future__ import annotations

import pytest

from corpus_clean.cleaner import Cleaner
from corpus_clean.document import Syntax

CLEANER = Cleaner(select=("tag-stump",))
PROSE = "河水漲了又退。\n橋還在那裡。\n"


@pytest.mark.parametrize(
    "stump",
    ["</p>", "</P>", "<br>", "<br/>", "<br />", "<BR />", "</strong>", "/p>", "</span></p>", "</b><br />", "</p >"],
)
@pytest.mark.parametrize("end", ["", "\n", "\r\n", "  \n"])
def test_remnants_go_and_the_line_end_stays(stump: str, end: str) -> None:
    assert CLEANER.text(f"{PROSE}人都走了。{stump}{end}") == f"{PROSE}人都走了。{end}"


KEPT = [
    "人都走了。</p>",
    PROSE + "人都走了</p>",
    PROSE + "人都走了。 </p>",
    PROSE + "人都走了?/p>",
    PROSE + "人都走了。</foo>",
    PROSE + "人都走了。</p>才怪。",
    PROSE + "<p>人都走了。</p>",
    PROSE + '<img src="a">人都走了。</p>',
    PROSE + "<!-- 註 -->人都走了。</p>",
    PROSE + "人都走了。</p>\n燈也滅了。</p>",
    PROSE + "用`x`。人都走了。</p>",
    PROSE + "HTML 很簡單。</p>",
    "# 題\n- 一二三\n- 四五六\n- 七八九。</p>",
    "</p>\n" + PROSE + "人都走了。",
    "1。\n2。\n3。</p>",
]


@pytest.mark.parametrize("text", KEPT)
def test_where_markup_may_belong_it_stays(text: str) -> None:
    assert CLEANER.text(text) is text


@pytest.mark.parametrize("syntax", [Syntax.HTML, Syntax.MARKDOWN, Syntax.CODE])
def test_a_text_known_to_be_markup_is_left(syntax: Syntax) -> None:
    text = PROSE + "人都走了。</p>"
    assert CLEANER.text(text, syntax=syntax) is text


@pytest.mark.parametrize("literal", ["。</p>\n", "</p>", "<", "/", "/p>", "<br ", "。/p>"])
def test_a_long_run_of_tags(literal: str) -> None:
    text = PROSE + literal * (200_000 // len(literal))
    assert CLEANER.text(text) is text
