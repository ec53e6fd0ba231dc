"""What single rules about characters do at their edges, and that repair comes before normalisation."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_clean.cleaner import Cleaner
from corpus_clean.profiles import NAMES, PROFILES, TABLE
from corpus_clean.rule import Safety
from corpus_clean.rules import BY_ID

HOSTILE = [  # tests/bench/settling.py makes 60,000 texts of it
    "\ufeff",
    "â€™",
    "\ud83d",
    "\ude00",
    "&amp;",
    "&amp;amp;",
    "&lt;",
    "&#38;",
    "\u2028",
    "\u2029",
    "\r",
    "\r\n",
    "\n",
    " ",
    "\xa0",
    "\u3000",
    "\u200b",
    "\u200d",
    "\xad",
    "\x85",
    "\x93",
    "\x9b31m",
    "\x00",
    "a",
    "b",
    "é",
    "e\u0301",
    "\u0301\u0301\u0301",
    "\u0323",
    "Ã©",
    "привет",
    "oс",
    "Москвa",
    "α",
    "Ελ",
    "E",
    "中",
    "你好",
    ",",
    "，",
    "。",
    "“",
    "”",
    '"',
    "'",
    "``",
    "''",
    "...",
    "。。。",
    "--",
    "・",
    "カ",
    "ｶ",
    "ﾞ",
    "｢",
    "Ｈｅ",
    "１２",
    "％",
    "ﻣﺮ",
    "ﷺ",
    "ﬁ",
    "ŉ",
    "︵",
    "⼀",
    "⻩",
    "神",
    "\uf0b7",
    "\ue5e5",
    "🏴",
    "\U000e0067",
    "\U000e007f",
    "️",
    "󠄁",
    "\u202e",
    "\u202c",
    "\u2066",
    "א",
    "ب",
    "ก",
    "เเ",
    "क्",
    "ᄀ",
    "ᅡ",
    "각",
    "𝐇𝐞𝐥",
    "ⓗⓔⓛ",
    "\ufff9",
    "\ufffa",
    "\ufffb",
    "\x1b[31m",
    "\x08",
    "\x7f",
    "_\x08a",
    "<p>",
    "</p>",
    "{",
    "}",
    ":",
    ";",
    "?",
    "!",
    "(",
    ")",
    "0",
    "1",
    "О",
    "(qū)",
    "ş",
    "ș",
    "ي",
    "ك",
    "ی",
    "https://a.b/c",
    "`",
    "一",
    "ー",
    "ロ",
    "口",
    "∶",
    "\ufffe",
    "\u3164",
    "\u2063",
    "\u206a",
]
CASES = [
    ("invisible", None, "a\u2063b ab\u2063\u2063cd", "a\u2063b abcd"),
    ("invisible", None, "가\u3164나 a\u180eb", "가\u3164나 ab"),
    ("invisible", None, "a\ufe0f 中\ufe0f x\ufe0f\ufe0f ℹ\ufe0f \ufe0f", "a 中 x ℹ\ufe0f "),
    ("invisible", None, "中\U000e0101 a\U000e0101", "中\U000e0101 a"),
    ("invisible", None, "🏴\U000e0067\U000e007f\U000e0041", "🏴\U000e0067\U000e007f"),
    ("invisible", None, "ไทย \u200b a\u200bb", "ไทย \u200b ab"),
    ("invisible", None, "a \u200b b, (\u200d)", "a  b, (\u200d)"),
    ("bidi", None, "שלום\u200e\nabc\u200f\u202cdef", "שלום\u200e\nabc\u200fdef"),
    ("control-char", None, "a\x85\x93b\x94 \x80", "a…“b” €"),
    ("control-char", None, "a\x00b", "a\x00b"),
    ("control-char", None, "\x01\x02 x\x00y\x00z\x00\x00", "\x01\x02 xyz\x00"),
    ("terminal-remnant", None, "w\x08_\x08_ a\x08", "w a\x08"),
    ("terminal-remnant", None, "\x1b]0;title\x07text\x1b(B", "text"),
    ("terminal-remnant", None, "\x1b[N\x08N", "\x08N"),
    ("quotes", "ko", 'a "b" c', 'a "b" c'),
    ("quotes", "he", 'a "b" c', 'a "b" c'),
    ("bom-inside", None, "ï»¿", "ï»¿"),
    ("annotation-chars", None, "a\ufffab\ufffb", "ab"),
    ("surrogate", None, "\ude00\ud83d\ud83d\ude00", "\ufffd\ufffd😀"),
    ("private-use", "zh", "\ue7c7", "ḿ"),
    ("private-use", None, "\t\uf0b7\ta\n\uf0a7 b", "\t•\ta\n▪ b"),
    ("presentation-form", None, "ﬆone ﬀ ﴾", "stone ﬀ ﴾"),
    ("presentation-form", None, "﹐ 中﹐︙中", "﹐ 中，……中"),
    ("presentation-form", None, "ﬡ", "א"),
    ("cjk-radical", None, "⼀方，⼆ 人，2⽉", "一方，⼆ 人，2月"),
    ("cjk-radical", None, "\u2e9a字", "\u2e9a字"),
    ("half-width-kana", None, "(ﾟｰﾟ) (ﾉｼ) ｱｲﾞ", "(ﾟｰﾟ) (ﾉｼ) アイ゛"),
    ("full-width-latin", "ja", "Ｈｅｌｌｏ", "Ｈｅｌｌｏ"),
    ("full-width-latin", None, "Ａ％。Ａ＋Ｂ。Ｔ恤。Ｕ飧", "Ａ％。Ａ＋Ｂ。T恤。Ｕ飧"),
    ("full-width-latin", None, "ＡＢ＝ＣＤ", "ＡＢ＝ＣＤ"),
    ("styled-latin", None, "𝐇𝐞, 𝑎𝑏𝑐 + 𝑑", "𝐇𝐞, 𝑎𝑏𝑐 + 𝑑"),
    ("zalgo", None, "\u00e9\u0301\u0301\u0301 a\u0336\u0336\u0336", "\u00e9 a\u0336"),
    ("han-kana-lookalike", None, "入ロの工事、アエイ、エ業", "入口の工事、アエイ、工業"),
    ("language-letter", "fa", "فارسي ك", "فارسی ک"),
    ("language-letter", "fa", "كتابٌ اللغة الي مكة", "كتابٌ اللغة الي مكة"),
    ("language-letter", "hr", "Ðoković", "Đoković"),
    ("language-letter", "vi", "Ðà Nẵng", "Đà Nẵng"),
    ("language-letter", "is", "Ðað", "Ðað"),
    ("language-letter", "ko", "ş", "ş"),
    ("language-letter", None, "ș ş x", "ș ş x"),
    (
        "html-entity",
        None,
        "a “&amp;” &#0; &#xD800; &nosuch; &amp;amp;amp;amp;",
        "a “&amp;” &#0; &#xD800; &nosuch; &amp;amp;amp;amp;",
    ),
    ("html-entity", None, "&lt;b&gt;x&lt;/b&gt; &amp;", "&lt;b&gt;x&lt;/b&gt; &amp;"),
    ("line-separator", None, "a\rb\n", "a\rb\n"),
    ("space", None, "a\xa01 §\xa05 a\u3000中 TÜ\xa0V", "a\xa01 §\xa05 a\u3000中 TÜ\xa0V"),
    ("space", None, "«\xa0a\xa0b\xa0;", "«\xa0a b\xa0;"),
    ("latin-in-cjk", None, "Hi！？ Go：on\n用A，B", "Hi!? Go: on\n用A，B"),
    ("cjk-marks", "zh", "가,漢字,漢 `甲,乙`", "가,漢字,漢 `甲,乙`"),
    ("cjk-marks", "ja", "`カ!` カ!?", "`カ!` カ！？"),
    ("arabic-marks", "ar", "`ب?` ب?", "`ب?` ب؟"),
    ("quotes", "de", 'Sie rief "Komm!" und ging.', "Sie rief „Komm!“ und ging."),
    ("quotes", "sv", '"Hej" och "hej"', "”Hej” och ”hej”"),
    ("quotes", "en", '"a" "b', '"a" "b'),
    ("quotes", "en", "''a'' \"a ``b``", "''a'' \"a ``b``"),
    ("quotes", "en", 'x = "a"\ny = "b"\nprint(x)', 'x = "a"\ny = "b"\nprint(x)'),
    ("quotes", "ko", '"a"', '"a"'),
    ("apostrophe", "en", "don't `don't`", "don’t `don't`"),
    ("ellipsis", None, "a... `a...`", "a… `a...`"),
    ("dash", None, "甲--乙 `甲--乙`", "甲——乙 `甲--乙`"),
    ("interpunct", "ja", "甲・乙", "甲・乙"),
    ("cjk-quotes", "zh-TW", '"你好"', "「你好」"),
    ("cjk-quotes", "en", '"你好"', '"你好"'),
    ("cjk-quotes", "zh", '"a"你好"', '"a"你好"'),
    ("ascii-punctuation", None, "“a”中“文”", '"a"中“文”'.replace('a"中', "a”中")),
    ("nfc", None, "a\u0323\u0301 \u1100\u1161\u11a8", "\u1ea1\u0301 각"),
]


@pytest.mark.parametrize(("rule", "lang", "before", "after"), CASES)
def test_edges(rule: str, lang: str | None, before: str, after: str) -> None:
    cleaner = Cleaner(select=(rule,), lang=lang)
    result = cleaner.clean(before)
    assert result.text == after
    assert result.revert() == before
    assert not cleaner.clean(after).changed


UNTOUCHED = [
    "１２％",
    "C:\\new\\table",
    "f(x)函數",
    "10:30",
    "1,000",
    "唉:(",
    "¯\\_(ツ)_/¯",
    "﷽",
    "㍿",
    "x²",
    "1\ufe0f\u20e3",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "🏳\ufe0f\u200d🌈 🇭🇪",
    "خانه\u200cها",
]


@pytest.mark.parametrize("lang", [None, "zh", "ja", "en", "fr", "fa", "ru"])
@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_no_profile_touches_but_ascii(text: str, lang: str | None) -> None:
    for profile in ("minimal", "corpus", "typographic", "source"):
        assert Cleaner(profile, lang=lang).text(text) == text


@settings(deadline=None)
@given(pieces=st.lists(st.sampled_from(HOSTILE), max_size=10))
def test_minimal_makes_no_syntax(pieces: list[str]) -> None:
    text = "".join(pieces)
    result = Cleaner("minimal", ignore=("mojibake", "cjk-width", "pinyin-gloss")).text(text)
    assert all(result.count(sign) <= text.count(sign) for sign in '<>"\\\x00\x1b\u202e\u2066')


ORDER = [
    ("MarÃ\xada", "María"),  # a soft hyphen that is a byte
    ("voilÃ\xa0", "voilà"),  # a no-break space that is a byte
    ("Itâ\x80\x99s", "It’s"),  # controls that are bytes
    ("Itâ€™s", "It’s"),  # ™ and a quotation mark that are bytes
    ("Ã…lesund", "Ålesund"),  # an ellipsis that is a byte
    ("å®¶åº­", "家庭"),  # a soft hyphen again, in a letter of three bytes
]


@pytest.mark.parametrize(("before", "after"), ORDER)
@pytest.mark.parametrize("profile", ["minimal", "corpus", "typographic", "ascii"])
def test_bytes_are_repaired_before_they_are_normalised(profile: str, before: str, after: str) -> None:
    expected = after.replace("’", "'") if profile == "ascii" else after
    assert Cleaner(profile).text(before) == expected


@pytest.mark.parametrize("before", [before for before, _ in ORDER])
def test_nothing_takes_a_byte_away_where_mojibake_is_not_repaired(before: str) -> None:
    cleaner = Cleaner("corpus", ignore=("mojibake",))
    assert Cleaner(select=("mojibake",)).text(cleaner.text(before)) == Cleaner(select=("mojibake",)).text(before)


def test_a_question_mark_that_may_be_lost_bytes_is_not_widened() -> None:
    assert Cleaner("corpus", lang="zh").text("指南。?!边_川") == "指南。?!边_川"


def test_radicals_become_han_before_marks_are_judged_by_them() -> None:
    assert Cleaner("corpus", lang="zh").text("⼀⽅⾯,好") == "一方面，好"


def test_private_use_before_forms_for_vertical_lines() -> None:
    assert Cleaner("corpus").text("\ue78d中") == "，中"


def test_folded_marks_are_judged_before_full_width_letters_are_folded() -> None:
    text = "共５人,都來了,坐下,喝茶。“好”、走。"
    assert "，" not in Cleaner(select=("cjk-width",)).text(text)


def test_every_profile_knows_only_rules_that_are_there() -> None:
    assert TABLE.keys() <= BY_ID.keys()
    assert {len(row) for row in TABLE.values()} == {len(NAMES)}
    assert {mark for row in TABLE.values() for mark in row} == {"+", "?", "-"}
    assert BY_ID.keys() - TABLE.keys() == {"cjk-compat", "cjk-compat-svs", "circled-letter"}


def test_what_minimal_repairs_the_corpus_profile_repairs_too() -> None:
    repaired = [{rule for rule, row in TABLE.items() if row[column] == "+"} for column in range(3)]
    assert repaired[0] < repaired[1] < repaired[2]


def test_minimal_reports_what_it_does_not_repair() -> None:
    result = Cleaner("minimal").clean("pass\u200bword, Мoсква")
    assert not result.changed
    assert {finding.rule for finding in result.findings} == {"invisible", "homoglyph"}
    assert Cleaner("minimal", extend_select=("invisible",)).text("pass\u200bword") == "password"


def test_source_changes_nothing() -> None:
    text = "x\u202e = 'pаypal' # \x93"
    result = Cleaner("source", extend_select=("nfc",)).clean(text + "e\u0301")
    assert not result.changed
    assert {"bidi", "homoglyph", "control-char", "nfc"} <= {finding.rule for finding in result.findings}


@pytest.mark.parametrize("text", ["ｿﾌﾄｳｪｱ?ﾊｰﾄﾞｳｪｱ?", "ﾘｿｰｽ不足のｴﾗｰです。ﾐｿｽｰﾌﾟとｿｰｽを注文した。"])
def test_half_width_kana_are_a_width_and_no_loss(text: str) -> None:
    kept, repaired = Cleaner("minimal").clean(text), Cleaner("corpus").clean(text)
    assert not kept.changed
    assert not kept.findings
    assert {rule for one in repaired.repairs for rule in one.rules} == {"half-width-kana"}


def test_a_rule_of_a_language_runs_only_with_it() -> None:
    assert all(rule.id not in {"cjk-marks", "arabic-marks"} for rule in Cleaner("corpus").rules)
    assert any(rule.id == "cjk-marks" for rule in Cleaner("corpus", lang="zh-Hant").rules)
    assert all(BY_ID[rule].safety is not Safety.RISKY for rule in PROFILES["corpus"])


@settings(deadline=None)
@given(
    pieces=st.lists(st.sampled_from(HOSTILE), max_size=14),
    profile=st.sampled_from(NAMES),
    lang=st.sampled_from([None, "zh", "ja", "ru", "fr", "en"]),
)
def test_hostile_text_settles(pieces: list[str], profile: str, lang: str | None) -> None:
    text = "".join(pieces)
    cleaner = Cleaner(profile, lang=lang)
    result = cleaner.clean(text)
    assert result.revert() == text
    assert not cleaner.clean(result.text).changed
