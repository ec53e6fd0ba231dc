"""Nothing that acts or hides reaches a terminal."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_clean.report.glyphs import code_points, inert, quoted, visible, width

BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0x200E, 0x200F}


def is_safe(text: str, allowed: str = "") -> bool:
    return all(
        character in allowed
        or (character.isprintable() and ord(character) not in BIDI and unicodedata.category(character) != "Cf")
        for character in text
    )


@given(st.text())
def test_all_is_printable_and_nothing_acts(text: str) -> None:
    assert is_safe(visible(text))
    assert is_safe(quoted(text))
    assert is_safe(code_points(text))
    assert width(visible(text)) >= 0


def test_every_code_point_is_safe() -> None:
    assert is_safe(visible("".join(map(chr, range(0x110000)))))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u200b", "‹200B›"),
        ("\n\r\t", "␊␍␉"),
        ("\x1b]0;owned\x07", "‹1B›]0;owned‹07›"),
        ("\x9b31m", "‹9B›31m"),
        ("\u202eabc", "‹202E›abc"),
        ("\u2028\u2029\x85", "‹2028›‹2029›‹85›"),
        ("\u00a0\u3000", "‹A0›‹3000›"),
        ("\u3164\u115f\u034f\ufe0f", "‹3164›‹115F›‹34F›‹FE0F›"),
        ("\ud800", "‹D800›"),
        ("\ue000", "‹E000›"),
        ("\U000e0041", "‹E0041›"),
        ("\u00ad", "‹AD›"),
        ("e\u0301", "e\u0301"),
        ("\u0301", "◌\u0301"),
        (" \u0301", " ◌\u0301"),
        ("\n\u0301", "␊◌\u0301"),
        ("a" + "\u0301" * 5, "a\u0301\u0301\u0301‹0301›‹0301›"),
        ("達a", "達a"),
    ],
)
def test_the_unseen_is_seen(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_long_texts_are_cut_in_the_middle() -> None:
    assert quoted("達" * 50, 10) == f'"{"達" * 5}…{"達" * 5}"'


def test_width_counts_columns() -> None:
    assert [width(text) for text in ("", "abc", "達", "，", "e\u0301", "‹200B›")] == [0, 3, 2, 2, 1, 6]


@pytest.mark.parametrize("order", ["##[add-mask]x", "##vso[task.setvariable]x", "##teamcity[x]", "a ##[group]"])
def test_no_build_server_is_given_orders(order: str) -> None:
    assert not re.search(r"##(vso|teamcity)?\[", visible(order))
    assert visible("## [1] a heading ##") == "## [1] a heading ##"


@pytest.mark.parametrize("style", ["", "\x1b[1m", "\x1b[31;1m"])
def test_no_line_begins_as_a_workflow_command(style: str) -> None:
    lines = f"a.txt:1:1: x\n    {style}::error::x\n{style}:{style}:add-mask::x\n  std::string\n"
    for line in re.sub(r"\x1b\[[\d;]*m", "", inert(lines)).splitlines():
        assert not line.lstrip().startswith("::")
    assert "  std::string\n" in inert(lines)
