"""Words with letters of another alphabet, and words that only look so."""

from __future__ import annotations

import pytest

from corpus_clean.cleaner import Cleaner
from corpus_clean.unicode.lookalikes import CYRILLIC, GREEK, LATIN, alike

MIXED = [
    ("ru", "Мoсква и Caнкт-Пeтербург", "Москва и Санкт-Петербург"),
    ("uk", "Украïна, iнший, своiми", "Україна, інший, своїми"),
    ("mk", "мaј, кoja", "мај, која"),
    ("bg", "бългaрски", "български"),
    ("kk", "қaзaқ", "қазақ"),
    ("el", "Eλλάδα και Aθήνα, vα", "Ελλάδα και Αθήνα, να"),
    ("en", "pаypаl, micrоsоft, СOVID, Ηello", "paypal, microsoft, COVID, Hello"),
    ("de", "Straβe", "Straße"),
    ("ru", "в 2О24 году", "в 2024 году"),
    ("ru", "хvii век", "xvii век"),
]
KEPT = [
    "шеff-повар, proспорт",
    "TNFα, TGFβ1, kΩ, μm, Δt, ΔG, αs",
    "DVDшник, SMSка, PDFом, YouTubeр",
    "x-лучи, β-каротин, α-частица",
    "сосо, ТОР, coco, TOP",
    "взаимодействиеB.5.4, topподібному",
    "H2О2, аl2О3, О0О",
    "https://exаmple.org/pаth `pаth`",
    "o'коннор",
    "яz" * 40,
]


@pytest.mark.parametrize(("lang", "before", "after"), MIXED)
def test_mixed_words(lang: str, before: str, after: str) -> None:
    assert Cleaner(select=("homoglyph",), lang=lang).text(before) == after


@pytest.mark.parametrize("lang", [None, "ru", "en", "el", "uk"])
@pytest.mark.parametrize("text", KEPT)
def test_mixed_on_purpose(text: str, lang: str | None) -> None:
    assert Cleaner(select=("homoglyph",), lang=lang).text(text) == text


def test_the_alphabet_of_the_document_decides() -> None:
    cleaner = Cleaner(select=("homoglyph",))
    assert cleaner.text("Он живёт в Мoскве, а она в Томске.") == "Он живёт в Москве, а она в Томске."
    assert cleaner.text("He said: рay the man at the door.") == "He said: pay the man at the door."


@pytest.mark.parametrize(("source", "target"), [(LATIN, CYRILLIC), (LATIN, GREEK)])
def test_the_tables_go_both_ways(source: str, target: str) -> None:
    there, back = alike(source, target), alike(target, source)
    assert all(back.get(other) in (letter, None) or letter in "Yyµ" for letter, other in there.items())
    assert len(there) >= 15
