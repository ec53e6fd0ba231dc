"""The model of letters: good text is cheap in its language, other readings of its bytes are not, all has a cost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_clean.plausibility import letters, marks, model, scripts

SENTENCES = {
    "cs": "Přišel pozdě večer a hned si šel lehnout.",
    "da": "Børnene løb hen over den grønne mark.",
    "de": "Die Vögel sitzen früh auf dem nassen Dach.",
    "el": "Το πρωί πίνουμε καφέ στην αυλή.",
    "et": "Õhtul jalutasime pikalt mööda mereäärt.",
    "fr": "L’été dernier, elle a traversé la forêt à pied.",
    "he": "בבוקר אנחנו שותים קפה בחצר.",
    "hu": "Őszi estéken sokáig ülünk a tűz körül.",
    "ka": "დილით ეზოში ყავას ვსვამთ.",
    "lt": "Vakare ilgai vaikščiojome palei ežerą.",
    "pl": "Wieczorem długo siedzieliśmy przy stole.",
    "ru": "Утром мы пьём кофе во дворе.",
    "sq": "Në mëngjes pimë kafe në oborr.",
    "th": "ตอนเช้าเราดื่มกาแฟที่สนาม",
    "tr": "Sabahları bahçede kahve içiyoruz, akşamları çay.",
    "vi": "Buổi sáng chúng tôi uống cà phê ngoài sân.",
    "hi": "सुबह हम आँगन में कॉफ़ी पीते हैं।",
}


@pytest.mark.parametrize(("language", "text"), SENTENCES.items())
def test_a_sentence_is_read_in_its_language_and_costs_what_running_text_does(language: str, text: str) -> None:
    reading = model.read(text)
    assert language in reading.languages.values()
    assert reading.bits / len(text) < 5.5
    assert reading.disorder == 0


@pytest.mark.parametrize(
    ("text", "true", "wrong"),
    [
        ("Die Vögel sitzen früh auf dem nassen Dach.", "cp850", "cp1252"),
        ("Wieczorem długo siedzieliśmy przy stole.", "cp1250", "cp1252"),
        ("Sabahları bahçede kahve içiyoruz.", "cp1254", "cp1252"),
        ("Утром мы пьём кофе во дворе.", "koi8-r", "cp1251"),
        ("Το πρωί πίνουμε καφέ στην αυλή.", "cp1253", "latin-1"),
        ("早上我们在院子里喝咖啡。", "gb18030", "cp949"),
        ("朝は庭でコーヒーを飲みます。", "euc-jp", "gb18030"),
    ],
)
def test_damage_costs_more_than_good_text(text: str, true: str, wrong: str) -> None:
    assert model.gain(text.encode(true).decode(wrong, "replace"), text) > 10


def test_languages_are_told_apart_where_the_letters_are_the_same() -> None:
    assert model.read("mit dem Hund in den Wald gehen").languages == {"Latin": "de"}
    assert model.read("walking with the dog into the woods").languages == {"Latin": "en"}


def test_a_given_language_is_kept() -> None:
    assert model.read("Hand", {"Latin": "tr"}).languages == {"Latin": "tr"}


def test_words_of_two_scripts_are_disorder_and_words_apart_are_not() -> None:
    assert model.read("кофе и coffee").disorder == 0
    assert model.read("коfе").disorder > 0


def test_long_text_is_the_sum_of_its_lines() -> None:
    line = "Die Vögel sitzen früh auf dem nassen Dach. "
    one, many = model.bits(line), model.bits(line * 40)
    assert 39 * one < many < 41 * one


def test_what_is_strange_is_found() -> None:
    assert model.strangest("Sabahları", {"Latin": "tr"}) < 10
    assert model.strangest("Sabahlarý", {"Latin": "tr"}) > 12


@pytest.mark.parametrize("char", ["é", "ж", "字", "か", "한", "✔", "—"])
def test_known(char: str) -> None:
    assert model.is_known(char)


@pytest.mark.parametrize("char", ["\x80", "\ue000", "\u0336", "ݐ", "߷", "\U000323b0"])
def test_unknown(char: str) -> None:
    assert not model.is_known(char)


@given(st.text())
def test_every_text_has_a_cost(text: str) -> None:
    reading = model.read(text)
    assert reading.bits >= 0
    assert reading.disorder <= reading.bits


@pytest.mark.parametrize(
    ("char", "script"),
    [("ß", "Latin"), ("İ", "Latin"), ("ж", "Cyrillic"), ("々", "Han"), ("ー", "Kana"), ("ㅎ", "Hangul"),
     ("ሀ", "Ethiopic"),
     ("!", ""), ("ª", ""), ("・", ""), ("Ａ", ""), ("ˇ", ""), ("", ""), ("\ud800", "")],
)  # fmt: skip
def test_scripts(char: str, script: str) -> None:
    assert scripts.script_of(char) == script


def test_marks_cost_by_how_rare_they_are_and_where_they_stand() -> None:
    assert marks.mark(",", "a") < marks.mark(";", "a") < marks.mark("¤", "a") < marks.mark("\x80", "a")
    assert marks.mark("§", " ") < marks.mark("§", "a")
    assert marks.mark("-", "-") < marks.mark("-", "a")
    assert marks.mark("\u0329", "\u0329") == marks.mark("\u0329", "a")
    assert marks.mark("，", "字") < marks.mark("，", "a")
    assert marks.mark("─", "─") < marks.mark("│", " ") < marks.mark("│", "a")
    assert marks.mark("ｱ", "ｱ") < marks.mark("ｲ", "a")
    assert marks.mark("５", "字") < marks.mark("ﾡ", "字")
    assert marks.mark("1", "2") < marks.mark("1", "a")


def test_the_caches_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "_STEPS", 10)
    monkeypatch.setattr(scripts, "_MANY", 10)
    for name in ("_steps", "_pairs", "_least"):
        monkeypatch.setattr(model, name, type(getattr(model, name))())
    before = model.bits("Die Vögel sitzen früh auf dem Dach. 朝は庭でコーヒーを飲みます。")
    assert before == model.bits("Die Vögel sitzen früh auf dem Dach. 朝は庭でコーヒーを飲みます。")
    assert model.pair_bits("ö", "g", (0, 1, 2)) > 0
    assert len(model._steps) <= 11


def test_a_table_of_letters_knows_pairs_that_do_not_occur() -> None:
    latin = letters.script("Latin")
    q, x, e, n = (latin.places[char] for char in "qxen")
    assert min(latin.step(None, q, x)) > min(latin.step(None, e, n))
    assert len(latin.anywhere(e)) == len(latin.languages)
