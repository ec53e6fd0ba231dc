"""The tables of the Unicode Character Database, against what Python knows."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_clean import UNICODE_VERSION
from corpus_clean.cleaner import Cleaner
from corpus_clean.unicode.facts import compatibility, fact, private, radicals, variants
from corpus_clean.unicode.sequences import may_be_byte

NFC = Cleaner(select=("nfc",))
ALL = Cleaner(select=("nfc", "cjk-compat"))


def test_the_version_is_the_one_that_is_printed() -> None:
    assert fact("version") == UNICODE_VERSION


def test_the_facts_are_there() -> None:
    assert len(radicals()) == 328
    assert len(compatibility()) == 1002
    assert len(private()) == 92
    assert "❤" not in variants()["\ufe00"]


def test_compatibility_ideographs_are_equal_to_theirs() -> None:
    for char, unified in compatibility().items():
        assert unicodedata.normalize("NFC", char) == unified.ideograph


def test_kangxi_radicals_are_what_nfkc_says() -> None:
    for code in range(0x2F00, 0x2FD6):
        assert radicals()[chr(code)] == unicodedata.normalize("NFKC", chr(code))


OLD = st.characters(max_codepoint=0xFFFF, exclude_categories=("Cs", "Cn")).filter(
    lambda char: not "\uf900" <= char <= "\ufaff"
)
MARKS = st.sampled_from("\u0301\u0323\u0327\u0338\u3099\u05b8\u05c1\u064b\u0651\u0e38\u0e48\u094d\u093c\u1161\u11a8")


@given(st.text(st.one_of(OLD, MARKS), max_size=12))
def test_the_plane_that_is_used_becomes_nfc(text: str) -> None:
    assert NFC.text(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("text", ["\ufa19\u3099", "\U0002f800\u0301", "\U000105d2\u0307"])
def test_what_stays(text: str) -> None:
    assert NFC.text(text) == text


def test_heaps_of_marks_stay() -> None:
    heap = "a" + "\u0301\u0323" * 20
    assert NFC.text(heap) == heap
    assert ALL.text("\ufa19社") == "神社"


def test_letters_that_may_be_bytes() -> None:
    assert may_be_byte("MarÃ\xada", 4)
    assert may_be_byte("Itâ\x80\x99s", 3)
    assert may_be_byte("Itâ\x80\x99s", 4)
    assert not may_be_byte("voilà\xa0!", 5)
    assert not may_be_byte("\xad", 0)


def test_classes_hold_no_sign_of_a_class() -> None:
    for name in ("changes", "maybe", "combining"):
        assert not re.search(r"[\[\]\\^]", fact(name))
