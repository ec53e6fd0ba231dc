"""The search: what damaged text was, alone, in a document and inside of good lines, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_clean import Cleaner, clean
from corpus_clean.edit import Certainty
from corpus_clean.mojibake import consensus, embedded, evidence, gate, leftovers, search, shown_utf8
from corpus_clean.mojibake.chain import Link, changes, kin, prior, undone
from corpus_clean.mojibake.codecs import MISTAKEN, MULTI, SINGLE, codec, masks, single_with
from corpus_clean.rules.mojibake import RULE

CLEANER = Cleaner(select=("mojibake",))
SENTENCES = {
    "de": "Die Vögel sitzen früh auf dem nassen Dach und zählen müde die Wolken.",
    "fr": "L'été dernier, elle a traversé la forêt à pied, jusqu'à la mer gelée.",
    "pl": "Wieczorem długo siedzieliśmy przy stole, słuchając, jak pada śnieg.",
    "tr": "Sabahları bahçede kahve içiyoruz, akşamları çay demleyip oturuyoruz.",
    "ru": "Утром мы пьём кофе во дворе и слушаем, как просыпается город.",
    "el": "Το πρωί πίνουμε καφέ στην αυλή και ακούμε την πόλη να ξυπνά.",
    "he": "בבוקר אנחנו שותים קפה בחצר ומקשיבים לעיר המתעוררת.",
    "ar": "في الصباح نشرب القهوة في الفناء ونسمع المدينة وهي تستيقظ.",
    "th": "ตอนเช้าเราดื่มกาแฟที่สนามและฟังเสียงเมืองตื่นขึ้น",
    "zh": "早上我们在院子里喝咖啡，听城市慢慢醒来，想着昨天的事。",
    "ja": "朝は庭でコーヒーを飲み、町が目を覚ますのを聞いています。",
    "ko": "아침에는 마당에서 커피를 마시며 도시가 깨어나는 소리를 듣는다.",
}
PAIRS = [
    ("de", "utf-8", "cp1252"), ("fr", "utf-8", "mac-roman"), ("ru", "utf-8", "cp1251"), ("ru", "utf-8", "koi8-r"),
    ("el", "utf-8", "cp866"), ("zh", "utf-8", "cp1252"), ("ko", "utf-8", "cp850"), ("th", "utf-8", "latin-1"),
    ("de", "cp850", "cp1252"), ("fr", "cp1252", "mac-roman"), ("pl", "cp1250", "cp1252"), ("tr", "cp1254", "cp1252"),
    ("ru", "cp1251", "cp1252"), ("ru", "koi8-r", "cp1251"), ("ru", "cp866", "cp1251"), ("el", "cp1253", "cp1252"),
    ("he", "cp1255", "cp1252"), ("ar", "cp1256", "cp1252"), ("th", "cp874", "cp1252"), ("zh", "gb18030", "cp1252"),
    ("ja", "cp932", "cp1252"), ("ja", "euc-jp", "cp1251"), ("ko", "cp949", "cp1252"), ("ja", "cp932", "gb18030"),
    ("ko", "cp949", "gb18030"), ("de", "utf-8", "gb18030"),
]  # fmt: skip


def damaged(text: str, true: str, wrong: str) -> str:
    data = codec(true).encode(text)
    assert data is not None
    shown = codec(wrong).decode(data)
    assert shown is not None
    return shown


@pytest.mark.parametrize(("language", "true", "wrong"), PAIRS)
def test_one_sentence_by_itself(language: str, true: str, wrong: str) -> None:
    text = SENTENCES[language]
    result = CLEANER.clean(damaged(text, true, wrong))
    assert result.text == text
    assert result.revert() == damaged(text, true, wrong)
    expected = Certainty.PROVEN if true == "utf-8" else Certainty.LIKELY
    assert {repair.certainty for repair in result.repairs} == {expected}


@pytest.mark.parametrize("text", SENTENCES.values())
def test_good_text_is_left(text: str) -> None:
    assert CLEANER.clean(text).text is text


def test_layers_are_undone() -> None:
    once = damaged(SENTENCES["de"], "utf-8", "cp1252")
    twice = damaged(once, "utf-8", "cp1252")
    thrice = damaged(twice, "utf-8", "latin-1")
    assert CLEANER.text(twice) == CLEANER.text(thrice) == SENTENCES["de"]


def test_a_long_line_is_judged_by_a_part() -> None:
    text = " ".join(SENTENCES.values())[:100] + SENTENCES["fr"] * 60
    assert CLEANER.text(damaged(text, "utf-8", "cp1252")) == text


LINES = [
    "Die Tür ist zu.", "Wir müssen gehen.", "Schöne Grüße", "Er läuft schnell.", "Das Brot ist süß.", "Größe und Maß",
    "Vögel und Bäume", "Sie hört nichts.", "Früh am Tag", "Käse, Brötchen, Öl", "für alle Fälle", "weiß und grün",
]  # fmt: skip


def test_lines_of_one_document_bear_one_another_out() -> None:
    text = "\n".join(LINES)
    assert CLEANER.text(damaged(text, "cp850", "cp1252")) == text
    assert CLEANER.text(damaged(text, "cp1252", "cp1251")) == text


def test_a_document_may_be_put_together_of_several() -> None:
    one, two = "\n".join(LINES), "\n".join(line.replace("ü", "ö") for line in LINES)
    assert CLEANER.text(f"{damaged(one, 'cp850', 'cp1252')}\n{damaged(two, 'utf-8', 'cp1252')}") == f"{one}\n{two}"


def test_good_lines_of_a_damaged_document_stay() -> None:
    text = "\n".join(LINES)
    good = "Ñandú, el pájaro más alto; ¿quién lo vio?"
    assert CLEANER.text(f"{damaged(text, 'utf-8', 'cp1252')}\n{good}") == f"{text}\n{good}"


def test_a_damaged_document_is_repaired_to_the_last_line() -> None:
    notes = (
        "# キーの設定\n\n> **注意**: メールのルールは、ソフトの表示を見てください。\n\n- ボタンを押してから待ちます。\n"
    )
    assert CLEANER.text(damaged(notes * 4, "cp932", "cp1252")) == notes * 4
    speech = "\n".join(f"«Включено», сказал он. {line}" for line in ("Вечер.", "Утро.", "Дождь.", "Снег идёт.") * 6)
    assert CLEANER.text(damaged(speech, "cp1251", "cp1252")) == speech


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La finestra di casa Х aperta da ieri sera.", "La finestra di casa è aperta da ieri sera."),
        ("Os gatos da rua sΖo muito velhos.", "Os gatos da rua são muito velhos."),
        ("Los libros m\xa0s viejos est\xa0n en la biblioteca.", "Los libros más viejos están en la biblioteca."),
        ("Nessuno sa se stasera ╘ possibile vedere la luna, ma la notte ╘ chiara.", None),
        ("El gato duermе en casa.", "El gato duermе en casa."),
        ("Le 12\xa0mai, elle est partie.", "Le 12\xa0mai, elle est partie."),
    ],
)
def test_what_one_letter_was(text: str, expected: str | None) -> None:
    assert CLEANER.text(text) == (expected or text)


def test_noise_is_not_repaired_where_it_is_utf_8_by_chance() -> None:
    noise = "ñÆ©Ö×ÃŸ¿Ü þ°Â¶ðÐÿ ¾Ô÷Ó±Ñ Ê»ÞÕ¸Ë ÁßÚ¢Ø³Ù Îú¤ÌÒ ¥Ã¼øÈ§ ÏåÄ¬Ý"
    assert CLEANER.text(noise) == noise


def test_few_lines_agree_on_nothing() -> None:
    assert consensus.agreed(["für", "über"], [0, 1]) == {}


def test_of_codecs_that_are_alike_each_line_has_the_one_that_fits() -> None:
    lines = [f"La città è già lontana, però è bella: {number}" for number in range(300)]
    lines[1] = "È possibile trovare la strada di notte con una lampada"
    damaged = [codec("cp1251").decode(line.encode("cp850")) or "" for line in lines]
    agreed = consensus.agreed(damaged, range(300))
    assert undone(damaged[1], agreed[1]) == lines[1]
    assert undone(damaged[2], agreed[2]) == lines[2]


def test_sequences_inside_of_good_lines() -> None:
    assert CLEANER.text("« naïf » coÃ»te 3 â‚¬, déjà") == "« naïf » coûte 3 €, déjà"
    assert CLEANER.text("Это кофе, а не Ñ‡Ð°Ð¹, сказал он.") == "Это кофе, а не чай, сказал он."
    assert embedded.repairs("SÃO PAULO, CORAÇÃO") is None


@pytest.mark.parametrize(
    "text",
    [
        "SÃO PAULO", "Δt", "pаypаl", "SMSка", "СССР» и «ЭВМ»", "10\xa0000\xa0km", "\x8d\x8f\x90\x9d", "\x9b31m",
        "锟斤拷", "ｿｽ ﾘｿｽ",
        "in\u200dvis\u200cible", "\uf8ff", "∆°", "√π", "( o¬ô )", "Sañ-sañ bu ñépp am", "буууу",
        "屯屯屯屯屯屯", "¯\\_(ツ)_/¯",
        "┌────┬────┐\n│ für │ über │\n└────┴────┘", "T恤", "ㅎㅏㄴ", "", "plain",
    ],
)  # fmt: skip
def test_what_is_no_damage_is_left(text: str) -> None:
    assert CLEANER.text(text) == text


def test_what_cannot_be_told_is_reported_with_its_readings() -> None:
    result = CLEANER.clean("Uloћak za tintu")
    assert not result.changed
    (finding,) = result.findings
    assert finding.text == "ћ"
    assert finding.candidates[0] == "ž"
    assert finding.certainty is Certainty.GUESS


def test_controls_in_other_text_are_the_marks_of_windows() -> None:
    assert CLEANER.text("чем \x93слово\x94 лучше") == "чем “слово” лучше"


def test_ftfy_is_asked_about_what_is_left() -> None:
    assert [change.new for change in leftovers.repairs("la rÃ©flexion jusqu'Ã nos jours")] == ["é", "à"]
    assert not list(leftovers.repairs("plain text"))
    assert not list(leftovers.repairs("\x9b31m"))


def test_the_gates() -> None:
    first = gate.Gate()
    assert first.search("été")  # short
    assert not first.scan("été")
    assert first.scan("Vögel sitzen fr³h")
    assert first.scan("un rйsumй de tout cela")
    assert not first.scan("в папках Windows и macOS")
    assert shown_utf8.sequences().search("VÃ¶gel")
    assert first.scan("鏂囦欢鍒楄〃")
    assert not first.search("早上我们在院子里喝咖啡，听城市慢慢醒来，想着昨天发生的所有事情，一边看书。")
    assert gate.is_suspect("Wieczorem d³ugo")
    assert gate.is_suspect("ОЕВЮРХ, РЮЙ ФЕ")
    assert not gate.is_suspect("Wieczorem długo")
    assert gate.is_suspect("Wieczorem długo siedzieliśmy. " * 200 + "Wieczorem d³ugo")
    assert not gate.is_suspect("Wieczorem długo siedzieliśmy. " * 200)
    assert not gate.is_suspect("早上我们在院子里喝咖啡")


def test_a_link_is_undone_and_done_again() -> None:
    link = Link("cp1252", "utf-8")
    assert link.undo("für") is None
    assert link.redo("für") == "fÃ¼r"
    assert str(link) == "utf-8 read as cp1252"
    assert undone("x ж", (link,)) is None
    assert changes("x ж", (link,)) == []
    assert kin((link, link)) == [(link, link)]
    assert prior((link, link)) > prior((link,))


def test_changes_of_surrogates_are_one_stretch() -> None:
    cesu = "\U0001f600".encode("utf-16-be", "surrogatepass")
    shown = "".join(chr(int.from_bytes(cesu[at : at + 2], "big")) for at in (0, 2)).encode("utf-8", "surrogatepass")
    text = shown.decode("latin-1")
    assert undone(text, (Link("latin-1", "utf-8"),)) == "\U0001f600"
    assert [change.new for change in changes(text, (Link("latin-1", "utf-8"),))] == ["\U0001f600"]


def test_codecs_that_bytes_are_mistaken_by() -> None:
    assert codec("cp936").encode("€") == b"\x80"
    assert codec("cp936").decode(b"\x80\xc4\xe3") == "€你"
    assert codec("cp936").decode(b"\xff") is None
    assert codec("mixed").encode("Îļþ") == "文件"[:1].encode("gb18030")[:1] + "ļ".encode() + b"\xfe"
    assert codec("mixed").encode("字") is None
    assert codec("cp949-nfc").encode("理") != codec("cp949").encode("理")
    assert codec("cp932-nec").encode("①∪") is not None
    assert codec("utf-8").decode(b"\xff") is None
    assert codec("latin-1").encode("字") is None
    assert codec("cp1255").decode(b"\xd9") is None  # a hole above 9F stands for nothing
    assert single_with(frozenset("字")) == []
    assert set(masks()) >= set("éжπ")
    assert all(codec(name).encode("a") == b"a" for name in (*SINGLE, *MULTI, *MISTAKEN))


def test_the_demands_are_met_by_real_damage_and_not_by_what_only_looks_like_it() -> None:
    real = search.ranked(damaged(SENTENCES["ru"], "koi8-r", "cp1251"))[0]
    assert real.surplus > 50
    assert evidence.needed_of_utf_8("é", "cp1252", context=True) < evidence.needed_of_utf_8("ɿ", "cp1252", context=True)
    assert evidence.needed_of_utf_8("é", "mac-roman", context=False) > evidence.needed_of_utf_8(
        "é", "mac-roman", context=True
    )
    assert evidence.needed_of_utf_8("é", "gb18030", context=True) > evidence.needed_of_utf_8(
        "é", "cp1252", context=True
    )
    assert not search.ranked("\ufffd für")


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from("aeo ÃÂâ€™©‚Ðœ¡пРÇÁ鏂字ｱ─\x85\xa0\ue000\ud800\n")))
def test_any_text_settles_and_reverts(text: str) -> None:
    result = clean(text, select=["mojibake"])
    assert result.revert() == text
    assert clean(result.text, select=["mojibake"]).text == result.text


def test_a_document_with_more_odd_lines_than_can_be_searched_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus_clean.rules.mojibake.SEARCHES", 1)
    text = "\n".join(f"Wi{chr(0xC0 + at)}¤{chr(0xE0 + at)}m ×{at}" for at in range(20))
    assert isinstance(CLEANER.text(text), str)
    assert RULE.search(text)


def test_lines_that_something_is_found_for_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus_clean.rules.mojibake.SEARCHES", 2)
    good = [sentence for sentence in SENTENCES.values() if sentence > "\x7f" or not sentence.isascii()]
    pairs = [("utf-8", "cp1252"), ("utf-8", "mac-roman"), ("utf-8", "cp1251"), ("utf-8", "cp437")] * 3
    text = "\n".join(damaged(line, *pair) for line, pair in zip(good, pairs, strict=True))
    assert CLEANER.text(text) == "\n".join(good)
