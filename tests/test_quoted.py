"""Damage that is shown on purpose, and damage that only looks so."""

from __future__ import annotations

import json
import re
from importlib import metadata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_clean.cleaner import Cleaner
from corpus_clean.document import Document, Syntax
from corpus_clean.mojibake.codecs import SINGLE, codec
from corpus_clean.mojibake.quoted import is_shown
from tests.cards import cards

BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
WRONG = ("cp1252", "cp1251", "gb18030")
TEXTS = [card.before for card in cards("kept") if card.path.stem in {"languages", "code", "style", "talk", "poems"}]


def misread(text: str, wrong: str) -> str:
    data = text.encode()
    return codec(wrong).decode(data) or "" if wrong in SINGLE else data.decode(wrong, "replace")


def damaged(text: str, wrong: str) -> Document:
    return Document(BEYOND_ASCII.sub(lambda run: misread(run[0], wrong), text))


def shown(document: Document) -> list[str]:
    runs = BEYOND_ASCII.finditer(document.text)
    return [run[0] for run in runs if is_shown(document.text, *run.span(), document)]


@pytest.mark.parametrize("wrong", WRONG)
def test_documents_that_were_damaged_as_a_whole(wrong: str) -> None:
    prose = "\n".join(text for text in TEXTS if Document(text).syntax is Syntax.PLAIN)
    lines = [line for line in prose.split("\n") if not line.isascii()]
    assert len(lines) > 20
    quoted = "\n".join('"{}","{}"'.format(at, line.replace('"', '""')) for at, line in enumerate(lines))
    records = "\n".join(json.dumps({"text": line}, ensure_ascii=False) for line in lines)
    indented = json.dumps([{"text": line} for line in lines], ensure_ascii=False, indent=2)
    assert [Document(text).syntax.value for text in (quoted, records, indented)] == ["csv", "json", "json"]
    for text in (prose, quoted, records, indented):
        assert shown(damaged(text, wrong)) == []


SOURCE = """# Gibt für jeden Schüler die Noten zurück
def noten(schüler):
    # zuerst prüfen, dann zählen
    if not schüler:
        raise ValueError("keine Schüler übergeben")
    return [n for n in schüler.noten if n != "ungültig"]  # größer als null
"""


@pytest.mark.parametrize("wrong", WRONG)
def test_a_source_file_that_was_damaged_as_a_whole(wrong: str) -> None:
    document = damaged(SOURCE, wrong)
    assert document.syntax is Syntax.CODE
    assert shown(document) == []


@pytest.mark.parametrize(
    "text",
    [
        "MÃ¼ller wohnt neben Herrn Müller in der Straße.",
        "Sie las „Die Geschichte der schÃ¶nen KÃ¼nste fÃ¼r AnfÃ¤nger im Alltag“ bis Mitternacht.",
        '<p>Von <a title="JÃ¶rg KÃ¶hler">Jörg Köhler</a> am Montag.</p>',
        "UTF-8 isnâ€™t hard, itâ€™s easy.",
        "La route va de chez lui Ã\xa0 Paris pour aller à Lyon.",
        "Er ging Ã¼ber die BrÃ¼cke, über die alte Brücke.",
    ],
)
def test_damage_beside_the_right_form_by_chance(text: str) -> None:
    assert shown(Document(text)) == []


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Ã¤ -> ä, but FranÃ§ais", ["Ã¤"]),
        ("ä  Ã¤\nö  Ã¶", ["Ã¤", "Ã¶"]),
        ("ü (Ã¼)", ["Ã¼"]),
        ("é becomes Ã©.", ["Ã©"]),
        ('"Ã©" is "é", and FranÃ§ais', ["Ã©"]),
        ("`â€™`", ["â€™"]),
        ("mojibake like â€™ here", ["â€™"]),
        ('x = r"Ã©"\ny = f(x)\nz = g(x)', ["Ã©"]),
        ("read as latin-1 it is 'FranÃ§ais'", ["Ã§"]),
    ],
)
def test_what_shows_it(text: str, broken: list[str]) -> None:
    found = [one for one in shown(Document(text)) if len(one) > 1]
    assert found == broken


def test_marks_that_are_damage_themselves_quote_nothing() -> None:
    text = "x ‚Ã©‘ y"
    document = Document(text)
    assert is_shown(text, 3, 5, document)
    assert not is_shown(text, 3, 5, document, {2, 3, 4, 5})


def test_the_right_form_is_shown_as_well() -> None:
    text = "Ã„ -> Ä\n\nÄpfel, Ä"
    document = Document(text)
    assert [is_shown(text, at, at + 1, document) for at, char in enumerate(text) if char == "Ä"] == [True, False, False]


@pytest.mark.parametrize("name", ["ftfy", "plsfix"])
def test_tools_for_mojibake_are_left_as_they_are(name: str) -> None:
    try:
        files = metadata.files(name) or []
    except metadata.PackageNotFoundError:
        pytest.skip(f"{name} is not installed")
    cleaner = Cleaner(select=("mojibake",))
    texts = [file.read_text("utf-8") for file in files if file.suffix == ".py" or file.name == "METADATA"]
    assert any(not text.isascii() for text in texts)
    assert [text for text in texts if cleaner.clean(text).changed] == []


def test_records_of_their_own_do_not_explain_each_other() -> None:
    lines = '{"name": "MÃ¼ller"}\n{"name": "Müller"}'
    assert shown(Document(lines)) == []
    found = shown(Document('[\n {"is": "MÃ¼ller",\n  "was": "Müller"}\n]'))
    assert found[:1] == ["Ã¼"]


def test_a_long_list_of_letters_is_a_damaged_table() -> None:
    few = "\n".join(f'c = "{misread(chr(0xE0 + at), "latin-1")}";' for at in range(20))
    many = "\n".join(f'c = "{misread(chr(0x100 + at), "latin-1")}";' for at in range(200))
    assert len(shown(Document(few, Syntax.CODE))) == 20
    assert shown(Document(many, Syntax.CODE)) == []


@pytest.mark.parametrize(("form", "stays"), [("line {} is garbled: {}", True), ("Zeile {}: {} steht hier", False)])
def test_a_long_document_says_on_each_line_what_is_wrong_with_it(form: str, stays: bool) -> None:  # noqa: FBT001
    text = "\n".join(form.format(at, misread(f"für Mädchen {at}", "cp1252")) for at in range(200))
    assert (Cleaner(select=("mojibake",)).text(text) == text) is stays


@given(
    text=st.text(st.sampled_from("\"'`“”„«»(){}<>|,:=->→ \t\n\\ÃÂâ€™©¼äü?�锟斤拷aUtf8mojibake乱码")),
    ends=st.tuples(st.integers(0, 40), st.integers(0, 40)),
)
def test_any_place_can_be_asked_for(text: str, ends: tuple[int, int]) -> None:
    start, end = (min(end, len(text)) for end in sorted(ends))
    assert is_shown(text, start, end, Document(text)) in {True, False}
