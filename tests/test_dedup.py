"""A key that is equal for what a reader would call the same."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_clean import dedup_key

SAME = [
    ("Hello, World", "ｈｅｌｌｏ,\u3000WORLD\r\n"),
    ("Straße", "STRASSE"),
    ("caf\u00e9", "cafe\u0301"),
    ("password", "pass\u200bw\xadord\ufeff"),
    ("ﬁnd ①", "find 1"),
    ("パソコン", "ﾊﾟｿｺﾝ"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same(one: str, other: str) -> None:
    assert dedup_key(one) == dedup_key(other)


def test_not_the_same() -> None:
    assert len({dedup_key(text) for text in ("a", "b", "a b", "ä", "1", "漢", "汉")}) == 7


@given(st.text(st.one_of(st.characters(), st.characters(categories=["Cs", "Mn", "Cf"]))))
def test_the_key_of_a_key(text: str) -> None:
    key = dedup_key(text)
    assert dedup_key(key) == key


@given(st.text())
def test_case_and_normal_form_do_not_matter(text: str) -> None:
    assert dedup_key(unicodedata.normalize("NFD", text)) == dedup_key(unicodedata.normalize("NFC", text))


def test_heaps_of_marks_are_cut() -> None:
    assert dedup_key("a" + "\u0301\u0323" * 50_000) == dedup_key("a" + "\u0301\u0323" * 15)
