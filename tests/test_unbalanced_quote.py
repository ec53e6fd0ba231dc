"""Which quotation marks are reported."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_clean.cleaner import Cleaner
from corpus_clean.document import Document, Syntax
from corpus_clean.rules.unbalanced_quote import _IN_ORDER, RULE, _is_spoken_of, _lonely

CLEANER = Cleaner(select=(RULE.id,))

CASES = [
    ("“甲”", ""),
    ("“甲‘乙’丙”", ""),
    ("“甲‘乙“丙”乙’甲”", ""),
    ("““甲”乙”", ""),
    ("“甲‘乙”", "‘"),
    ("“甲‘乙”丙’", "‘"),
    ("“甲", "“"),
    ("“甲\n乙“丙”", "“"),
    ("“甲\n乙”丙", ""),
    ("“甲\n“乙\n　　“丙”", ""),
    ("甲”", ""),
    ("甲\n乙”", "”"),
    ("甲\n乙’", "’"),
    ("甲\r乙”", "”"),
    ("甲乙丙丁\n他叫O’Neil", ""),
    ("甲乙丙丁\n高6’2”", ""),
    ("甲乙丙丁\n用“”和（“）", ""),
    ("甲乙丙丁\n`“`", ""),
    ("日本語の“引用", "“"),
    ("한국어 “인용", ""),
    ("An English “quotation", ""),
    ("“‘“‘“‘“甲", "“‘“‘“‘“"),
]


@pytest.mark.parametrize(("text", "found"), CASES)
def test_marks_without_a_partner(text: str, found: str) -> None:
    result = CLEANER.clean(text)
    assert result.text is text
    assert "".join(finding.text for finding in result.findings) == found


def test_code_is_not_read() -> None:
    assert CLEANER.clean("“甲", syntax=Syntax.CODE).findings == ()


@given(st.text(st.sampled_from("甲a6“”‘’\n\r（) 。")))  # no code spans: a partner inside of one is not seen by it
def test_the_quick_look_misses_nothing(text: str) -> None:
    spoken_of = any(_is_spoken_of(text, at) for at, char in enumerate(text) if char in "“”‘’")
    if _IN_ORDER.fullmatch(text) and not spoken_of:
        assert list(_lonely(text, Document(text))) == []


@pytest.mark.parametrize("literal", ["“", "”", "‘", "“”", "“‘", "“‘”’", "\n”", "“\n"])
def test_a_long_run_of_marks(literal: str) -> None:
    text = "漢字" * 60_000 + "“" + literal * (100_000 // len(literal))
    assert CLEANER.clean(text).text is text
