"""No repair changes how a structured text is read."""

from __future__ import annotations

import ast
import csv
import io
import json
import tomllib
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_clean.cleaner import Cleaner
from corpus_clean.document import Document, Syntax
from corpus_clean.edit import Edit
from corpus_clean.structure import held_back

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
    "１２",
    "nо",
    "#\xa0T",
    "-\xa0T",
    "\u200b- x",
    "\u200b# x",
    "\u200b*x",
    "a\u200b:b",
    "\tt\u0323",
    "\u1fef\u037e",
    "<\u0338",
    "&hearts；",
    "＜b＞",
    "–",
    "a—b",
    "\x1b]0;t,x\x07",
    '"\x08"',
    "a\x00b\x00c\x00",
    "你好,世界!",
    "：＃，＝１",
]

HOSTILE = settings(deadline=None, max_examples=40)

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
    (Syntax.JSON, '{"Ａ": "Ａ"}', Edit(2, 3, "A"), True),  # a key
    (Syntax.JSON, '{"Ａ": "Ａ"}', Edit(7, 8, "A"), False),
    (Syntax.JSON, '["\\t\u0323"]', Edit(3, 5, "\u1e6d"), True),  # an escape
    (Syntax.JSON, '["\\u004１"]', Edit(7, 8, "1"), True),
    (Syntax.CSV, 'a,\u200b"b,c"\n', Edit(2, 3, ""), True),  # a quotation mark at the start of a cell
    (Syntax.YAML, "a: １\n", Edit(3, 4, "1"), True),  # a number of a text
    (Syntax.YAML, "a: nо\n", Edit(4, 5, "o"), True),  # false, in YAML 1.1
    (Syntax.YAML, "a: 二０\n", Edit(4, 5, "0"), False),
    (Syntax.YAML, "- \u200b\n", Edit(2, 3, ""), True),  # null
    (Syntax.YAML, "a\u200b: b\n", Edit(1, 2, ""), True),  # a key
    (Syntax.YAML, "a:\u200b b\n", Edit(2, 3, ""), True),  # a key that was none
    (Syntax.YAML, "- \u200b- a\n", Edit(2, 3, ""), True),  # a list in a list
    (Syntax.YAML, "a: \u200b*b\n", Edit(3, 4, ""), True),  # an alias
    (Syntax.YAML, "a \u200b#b\n", Edit(2, 3, ""), True),  # a comment
    (Syntax.YAML, "a: b\u200bc\n", Edit(4, 5, ""), False),
    (Syntax.TOML, '"ａ" = "ａ"\n', Edit(1, 2, "a"), True),
    (Syntax.TOML, '"ａ" = "ａ"\n', Edit(7, 8, "a"), False),
    (Syntax.TOML, "['ａ']\n", Edit(2, 3, "a"), True),
    (Syntax.TOML, "a = ''\u200b'b'\n", Edit(6, 7, ""), True),
    (Syntax.HTML, "a <\u200bb> c", Edit(3, 4, ""), True),
    (Syntax.HTML, "&hearts；", Edit(7, 8, ";"), True),
    (Syntax.HTML, '<a title="Ａ">b</a>', Edit(10, 11, "A"), False),
    (Syntax.HTML, "<!-- a—b -->", Edit(6, 7, "--"), True),
    (Syntax.MARKDOWN, "#\xa0a", Edit(1, 2, " "), True),  # a heading
    (Syntax.MARKDOWN, "–\xa0a", Edit(0, 2, "- "), True),  # an item
    (Syntax.MARKDOWN, "———", Edit(0, 3, "---"), True),  # a rule
    (Syntax.MARKDOWN, "！[a](b)", Edit(0, 1, "!"), True),  # a picture
    (Syntax.MARKDOWN, "[a]（b)", Edit(3, 4, "("), True),
    (Syntax.MARKDOWN, "**\u200b a**", Edit(2, 3, ""), True),
    (Syntax.MARKDOWN, "`\u200b`", Edit(1, 2, ""), True),
    (Syntax.MARKDOWN, "**甲,**乙", Edit(3, 4, "，"), False),
    (Syntax.SUBTITLES, "1\n00:00:01,000 --> 00:00:02,000\n\u200b\n", Edit(32, 33, ""), True),  # an end of a caption
    (Syntax.CODE, "c = '\u200b'", Edit(5, 6, ""), True),
    (Syntax.CODE, "c = /\u200b/ 2", Edit(5, 6, ""), True),
]


@pytest.mark.parametrize(("syntax", "text", "edit", "expected"), BREAKS)
def test_what_would_change_the_structure(syntax: Syntax, text: str, edit: Edit, *, expected: bool) -> None:
    assert bool(held_back(Document(text, syntax), [edit])) is expected


def test_of_several_edits_those_stay_that_make_structure_together() -> None:
    document = Document("a,\u200b\u200b=2,Ａ\n", Syntax.CSV)
    made = [Edit(2, 3, ""), Edit(3, 4, ""), Edit(7, 8, "A")]
    assert held_back(document, made) == made
    assert held_back(document, [Edit(2, 4, ""), made[2]]) == [Edit(2, 4, "")]


def test_a_long_line_is_given_up_as_a_whole() -> None:
    source = "\u200b*" + "Ｂ" * 4000
    document = Document(f"a: {source}\n", Syntax.YAML)
    made = [Edit(3, 4, ""), *(Edit(at, at + 1, "B") for at in range(5, 4005))]
    assert held_back(document, made) == made


LITERALS = ["1:", "- ", " ", "<a ", '<a "', "[](", '"', "{", ": ", "1,", "&a", "*", "-", "'", "\\\\", "a: '", "a:b"]


@pytest.mark.parametrize("literal", LITERALS)
@pytest.mark.parametrize("syntax", list(Syntax))
def test_the_shape_of_a_line_costs_linear_time(syntax: Syntax, literal: str) -> None:
    text = f"a{literal * (100_000 // len(literal))}Ａ"
    for start in (0, 1):
        held_back(Document(text[start:], syntax), [Edit(len(text) - 1 - start, len(text) - start, "A")], reencodes=True)


@pytest.mark.parametrize("syntax", list(Syntax))
def test_edits_of_one_line_cost_linear_time(syntax: Syntax) -> None:
    document = Document("Ａ：" * 200_000, syntax)
    held_back(document, [Edit(at, at + 1, "A") for at in range(0, 400_000, 2)])


KEYS = [
    ('{"cafÃ©": "cafÃ©"}', Syntax.JSON, '{"café": "café"}'),
    ('{"cafÃ©": 1, "café": 2}', Syntax.JSON, None),
    ('{"Ａ": 1}', Syntax.JSON, None),
    ("cafÃ©: cafÃ©\n", Syntax.YAML, "café: café\n"),
    ("cafÃ©: 1\ncafé: 2\n", Syntax.YAML, None),
    ("Ｈｅｌｌｏ: Ｈｅｌｌｏ\n", Syntax.YAML, "Ｈｅｌｌｏ: Hello\n"),
]


@pytest.mark.parametrize(("source", "syntax", "expected"), KEYS)
def test_a_key_gets_only_its_right_name_back(source: str, syntax: Syntax, expected: str | None) -> None:
    assert CORPUS.text(source, syntax=syntax) == (source if expected is None else expected)


def test_half_a_character_is_no_structure() -> None:
    text = "# ƒL\x81[\n> ƒL\x81["  # キー in CP932, whose last byte is a bracket
    edit = Edit(2, 6, "キー")
    assert held_back(Document(text, Syntax.MARKDOWN), [edit])
    assert not held_back(Document(text, Syntax.MARKDOWN), [edit], reencodes=True)
    assert held_back(Document(text, Syntax.MARKDOWN), [Edit(2, 6, "キー*")], reencodes=True)
    assert held_back(Document('{"a": "ƒ\\"}', Syntax.JSON), [Edit(7, 9, "ソ")], reencodes=True)


values = st.lists(st.sampled_from([*DAMAGE, "甲", "a", " ", "1", "，"]), max_size=5).map("".join)
cleaners = st.sampled_from([CORPUS, ASCII, TYPOGRAPHIC])


@HOSTILE
@given(cleaner=cleaners, record=st.dictionaries(st.sampled_from("abc"), values, min_size=1))
def test_json_keeps_its_shape(cleaner: Cleaner, record: dict[str, str]) -> None:
    source = json.dumps(record, ensure_ascii=False)
    cleaned = cleaner.clean(source, syntax=Syntax.JSON)
    assert json.loads(cleaned.text).keys() == record.keys()
    assert cleaned.revert() == source


@HOSTILE
@given(cleaner=cleaners, rows=st.lists(st.lists(values, min_size=2, max_size=2), min_size=1, max_size=4))
def test_a_table_keeps_its_cells(cleaner: Cleaner, rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    cleaned = cleaner.text(written.getvalue(), syntax=Syntax.CSV)
    assert [len(row) for row in csv.reader(io.StringIO(cleaned, newline=""))] == [2] * len(rows)


@HOSTILE
@given(cleaner=cleaners, value=values)
def test_toml_can_still_be_read(cleaner: Cleaner, value: str) -> None:
    source = f"a = {json.dumps(value)}\nb = 1\n"
    assert tomllib.loads(cleaner.text(source, syntax=Syntax.TOML)).keys() == {"a", "b"}


@HOSTILE
@given(cleaner=cleaners, record=st.dictionaries(values, values, min_size=1, max_size=3))
def test_yaml_keeps_its_keys_and_types(cleaner: Cleaner, record: dict[str, str]) -> None:
    yaml = pytest.importorskip("yaml")
    source = yaml.safe_dump({"a": record, "b": list(record.values())}, allow_unicode=True)
    cleaned = yaml.safe_load(cleaner.text(source, syntax=Syntax.YAML))
    assert len(cleaned["a"]) == len(record)
    assert {type(value) for value in (*cleaned["a"].values(), *cleaned["b"])} == {str}


def elements(source: str) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((name, list(attributes)))
    parser.Parse(source, True)  # noqa: FBT003 - the parser's signature
    return found


@HOSTILE
@given(cleaner=cleaners, value=values, title=values)
def test_xml_can_still_be_read(cleaner: Cleaner, value: str, title: str) -> None:
    allowed = str.maketrans(dict.fromkeys("\x00\x07\x08\x1b\r"))
    source = f"<r a={quoteattr(title.translate(allowed))}><b>{escape(value.translate(allowed))}</b>x</r>"
    assert elements(cleaner.text(source, syntax=Syntax.HTML)) == elements(source)


@HOSTILE
@given(cleaner=cleaners, value=values, comment=values)
def test_python_can_still_be_read(cleaner: Cleaner, value: str, comment: str) -> None:
    comment = "".join(char for char in comment if char.isprintable())
    source = f"x = {json.dumps(value, ensure_ascii=False)}  # {comment}\nif x:\n    y = {value!r}\n"
    shape = [type(node) for node in ast.walk(ast.parse(source))]
    assert [type(node) for node in ast.walk(ast.parse(cleaner.text(source, syntax=Syntax.CODE)))] == shape


@HOSTILE
@given(cleaner=cleaners, lines=st.lists(values.filter(str.strip), min_size=1, max_size=3))
def test_subtitles_keep_their_lines(cleaner: Cleaner, lines: list[str]) -> None:
    times = "1\n00:00:01,000 --> 00:00:02,000\n"
    text = "\n".join(line.replace("\r", "").replace("\n", "") for line in lines)
    cleaned = cleaner.text(f"{times}{text}\n\n{times}", syntax=Syntax.SUBTITLES)
    assert cleaned.startswith(times)
    assert cleaned.endswith(times)
    assert [bool(line.strip()) for line in cleaned.split("\n")] == [
        bool(line.strip()) for line in f"{times}{text}\n\n{times}".split("\n")
    ]


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
