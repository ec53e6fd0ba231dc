"""No repair changes how a structured text is read."""

from __future__ import annotations

import csv
import io
import json
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_clean.cleaner import Cleaner
from corpus_clean.document import Document, Syntax
from corpus_clean.edit import Edit
from corpus_clean.structure import breaks

CORPUS, ASCII, TYPOGRAPHIC = Cleaner("corpus"), Cleaner("ascii"), Cleaner("typographic", lang="en")
DAMAGE = [
    "\u201chello\u201d",
    "a\u2028b",
    "Ｈｅｌｌｏ＂",
    "＼",
    "&quot;",
    "pass\u200bword",
    "Мoсква",
    "\x93q\x94",
    "e\u0301",
    "5\xa0€",
]

BREAKS = [
    (Syntax.JSON, '{"a": "b"}', Edit(7, 8, '"'), True),
    (Syntax.JSON, '{"a": "b"}', Edit(7, 8, "\\"), True),
    (Syntax.JSON, '{"a": "b"}', Edit(7, 8, "c,d"), False),
    (Syntax.JSON, '{"a": 1, "b": 2}', Edit(6, 7, "2"), True),  # not in a string
    (Syntax.CSV, "a，b\n", Edit(1, 2, ","), True),
    (Syntax.CSV, "a,＝b\n", Edit(2, 3, "="), True),  # a formula
    (Syntax.CSV, "＝b\n", Edit(0, 1, "="), True),
    (Syntax.CSV, "a＝b\n", Edit(1, 2, "="), False),
    (Syntax.YAML, "a: b\n", Edit(3, 4, "c: d"), True),
    (Syntax.YAML, "a:\n\xa0b: c\n", Edit(3, 4, " "), True),  # an indent
    (Syntax.YAML, "a: b\xa0c\n", Edit(4, 5, " "), False),
    (Syntax.TOML, 'a = "b"\n', Edit(5, 6, '"'), True),
    (Syntax.HTML, "<p>a</p>", Edit(3, 4, "<"), True),
    (Syntax.MARKDOWN, "a b", Edit(1, 2, "*"), True),
    (Syntax.MARKDOWN, "甲(乙)", Edit(1, 2, "（"), False),
    (Syntax.SUBTITLES, "1\n00:00:01,000 --> 00:00:02,000\na\n", Edit(10, 11, "，"), True),
    (Syntax.SUBTITLES, "1\n00:00:01,000 --> 00:00:02,000\na,b\n", Edit(33, 34, "，"), False),
    (Syntax.CODE, 'x = "a"', Edit(4, 5, "“"), True),
    (Syntax.CODE, "# Ã©", Edit(2, 4, "é"), False),
    (Syntax.PLAIN, "a", Edit(0, 1, '"\n'), False),
]


@pytest.mark.parametrize(("syntax", "text", "edit", "expected"), BREAKS)
def test_what_would_change_the_structure(syntax: Syntax, text: str, edit: Edit, *, expected: bool) -> None:
    assert breaks(Document(text, syntax), edit) is expected


def test_half_a_character_is_no_structure() -> None:
    text = "# ƒL\x81[\n> ƒL\x81["  # キー in CP932, whose last byte is a bracket
    edit = Edit(2, 6, "キー")
    assert breaks(Document(text, Syntax.MARKDOWN), edit)
    assert not breaks(Document(text, Syntax.MARKDOWN), edit, reencodes=True)
    assert breaks(Document(text, Syntax.MARKDOWN), Edit(2, 6, "キー*"), reencodes=True)
    assert breaks(Document('{"a": "ƒ\\"}', Syntax.JSON), Edit(7, 9, "ソ"), reencodes=True)


values = st.lists(st.sampled_from([*DAMAGE, "甲", "a", " ", "1", "，"]), max_size=5).map("".join)
cleaners = st.sampled_from([CORPUS, ASCII, TYPOGRAPHIC])


@given(cleaner=cleaners, record=st.dictionaries(st.sampled_from("abc"), values, min_size=1))
def test_json_keeps_its_shape(cleaner: Cleaner, record: dict[str, str]) -> None:
    source = json.dumps(record, ensure_ascii=False)
    cleaned = cleaner.clean(source, syntax=Syntax.JSON)
    assert json.loads(cleaned.text).keys() == record.keys()
    assert cleaned.revert() == source


@given(cleaner=cleaners, rows=st.lists(st.lists(values, min_size=2, max_size=2), min_size=1, max_size=4))
def test_a_table_keeps_its_cells(cleaner: Cleaner, rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    cleaned = cleaner.text(written.getvalue(), syntax=Syntax.CSV)
    assert [len(row) for row in csv.reader(io.StringIO(cleaned, newline=""))] == [2] * len(rows)


@given(cleaner=cleaners, value=values)
def test_toml_can_still_be_read(cleaner: Cleaner, value: str) -> None:
    source = f"a = {json.dumps(value)}\nb = 1\n"
    assert tomllib.loads(cleaner.text(source, syntax=Syntax.TOML)).keys() == {"a", "b"}


def test_what_is_dropped_is_reported() -> None:
    result = ASCII.clean('{"a": "“b”"}', syntax=Syntax.JSON)
    assert not result.changed
    assert [(one.text, one.candidates) for one in result.findings] == [("“", ('"',)), ("”", ('"',))]
    assert "structure of json" in result.findings[0].note


def test_a_value_is_repaired_all_the_same() -> None:
    source = '{"a": "Мoсква, pass\u200bword", "b": "e\u0301"}'
    assert CORPUS.text(source, syntax=Syntax.JSON) == '{"a": "Москва, password", "b": "\u00e9"}'


@pytest.mark.parametrize("name", ["a.srt", "a.vtt", "a.toml"])
def test_names_say_what_a_file_is(name: str) -> None:
    from corpus_clean.session import examine_bytes

    outcome = examine_bytes(name, "line\u2028 --> x = 1\n".encode(), CORPUS)
    assert outcome.data == outcome.source
    assert outcome.result.findings
