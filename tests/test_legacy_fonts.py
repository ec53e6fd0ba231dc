"""Text typed for fonts of its own: what the tables say, what is told apart, what is left."""

from __future__ import annotations

import unicodedata

import pytest

from corpus_clean import Cleaner
from corpus_clean.edit import Certainty
from corpus_clean.mojibake.legacy_fonts import capitals, lost_horn, myanmar, tcvn3, vni, zawgyi, zawgyi_shapes
from corpus_clean.mojibake.legacy_fonts.precomposed import VISCII, VPS
from corpus_clean.mojibake.legacy_fonts.vietnamese import FONTS, Font, readings
from corpus_clean.plausibility.vietnamese import is_syllable
from corpus_clean.rules.legacy_font import RULE

CLEANER = Cleaner(select=("legacy-font",))
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL = [unicodedata.normalize("NFC", letter + tone) for letter in "aăâeêioôơuưy" for tone in TONES] + ["đ"]
MARKED = [letter for letter in SMALL if not letter.isascii()]
every_font = pytest.mark.parametrize("font", FONTS, ids=lambda font: font.name)

SENTENCES = (
    "Trời vừa hửng sáng, bà ngoại đã nhóm bếp nấu nồi cháo đậu xanh.",
    "Con đường đất đỏ chạy dọc bờ kênh, hai bên trồng toàn phượng vĩ.",
    "Ngày mai lớp em được nghỉ, cả nhà sẽ về quê thăm ông nội.",
    "Nước lũ rút chậm, ruộng lúa ven sông ngập trắng suốt một tuần.",
    "Cô giáo trẻ đạp xe qua cầu khỉ, áo dài ướt đẫm nước mưa.",
)
BURMESE = (
    "မနက်စောစော ငါးဖမ်းသမားတွေ လှေကလေးနဲ့ မြစ်ထဲကို ထွက်သွားကြတယ်။",
    "အဘွားက ကလေးတွေကို ရှေးပုံပြင်တစ်ပုဒ် ပြောပြနေတယ်။",
    "ဒီနှစ် မိုးကောင်းလို့ စပါးအထွက်နှုန်း တိုးလာပါတယ်။",
    "ကျောင်းရှေ့က ဗာဒံပင်ကြီးအောက်မှာ ကျွန်တော်တို့ ထိုင်စောင့်ကြမယ်။",
)


@every_font
@pytest.mark.parametrize("letter", MARKED)
def test_every_letter_is_in_every_font(font: Font, letter: str) -> None:
    shown = font.written(f"th{letter}ng")
    assert shown != f"th{letter}ng" or letter in "ìíàáâãèéêìíòóôõùúý"
    assert font.read(shown) == f"th{letter}ng"


@pytest.mark.parametrize("font", [one for one in FONTS if one.name != "TCVN3"], ids=lambda font: font.name)
@pytest.mark.parametrize("letter", [letter.upper() for letter in MARKED])
def test_every_capital_is_in_every_font_that_has_capitals(font: Font, letter: str) -> None:
    assert font.read(font.written(f"TH{letter}NG")) == f"TH{letter}NG"


@every_font
@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_are_read_and_proven(font: Font, sentence: str) -> None:
    result = CLEANER.clean(font.written(sentence))
    assert result.text == sentence
    assert [repair.certainty for repair in result.repairs] == [Certainty.PROVEN]
    assert result.findings == ()


@every_font
def test_a_document_is_read_as_one(font: Font) -> None:
    lines = [*SENTENCES, "Gửi bạn: 50 kg", "plain ASCII", "số 12", SENTENCES[0].upper()]
    assert CLEANER.text("\n".join(map(font.written, lines))) == "\n".join(lines)


def test_latin_1_shows_marks_of_windows_1252_as_controls() -> None:
    assert CLEANER.text("\x93Bµ ngo¹i ®· nhãm bÕp\x94 \x96 c« nãi.") == "“Bà ngoại đã nhóm bếp” – cô nói."
    assert CLEANER.text("\x93Baø ngoaïi ñaõ nhoùm beáp\x94 \x96 coâ noùi.") == "“Bà ngoại đã nhóm bếp” – cô nói."


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("MïA N¦íC NæI", "MÙA NƯỚC NỔI"),
        ("Hµ VÖ NAM", "HÀ VỆ NAM"),
        ("c« Hµ, «ng VÖ", "cô Hà, ông Vệ"),
        ("N¨M MíI\nl¹i vÒ", "NĂM MỚI\nlại về"),
        ("©m tÝn", "âm tín"),
        ("«ng nãi: «chµo»", "ông nói: «chào»"),
        ("trong « trèng", "trong ô trống"),
        ("« chµo » nhÐ", "« chào » nhé"),
        ("s«ng ¤ L©u", "sông Ô Lâu"),
        ("© 2009 C«ng ty · ®iÖn", "© 2009 Công ty · điện"),
        ("B¸o°, 25 °C", "Báo°, 25 °C"),
        ("ë 5 « trèng", "ở 5 « trống"),
    ],
)
def test_capitals_and_signs_of_tcvn3(shown: str, text: str) -> None:
    assert tcvn3.read(shown) == text


@pytest.mark.parametrize("text", ["voilà", "naïve Ångström", "Łódź", "по-русски", "a\u0301", "Œuvre"])
def test_what_tcvn3_cannot_have(text: str) -> None:
    assert tcvn3.read(text) is None


@pytest.mark.parametrize("text", ["garçon", "øl", "ß", "Łódź", "aÿ", "yï", "tâm"])
def test_what_vni_cannot_have(text: str) -> None:
    assert vni.read(text) is None


def test_small_marks_on_capitals_are_read_but_not_proven() -> None:
    result = CLEANER.clean("Ñaïi hoïc Aù Chaâu")
    assert result.text == "Đại học Á Châu"
    assert [repair.certainty for repair in result.repairs] == [Certainty.LIKELY]


def test_viscii_and_vps_use_other_bytes_for_capitals() -> None:
    assert VISCII.read("\x1eÊN") == "ỴÊN"
    assert VPS.read("\x02NG") == "ẠNG"
    assert VISCII.read("Łódź") is None


LOSSY = [
    ("Nhận đợc th", "Nhận được th"),
    ("nhng ngời ta nói nh vậy", "nhưng người ta nói như vậy"),
    ("ĐỢC", "ĐƯỢC"),
    ("cha ma la", "cha ma la"),
    ("trờng lơng nớc", "trường lương nước"),
    ("sơn dầu, cơm, mới", "sơn dầu, cơm, mới"),
    ("đđđđđđđđđđđ", "đđđđđđđđđđđ"),
]


@pytest.mark.parametrize(("lost", "text"), LOSSY)
def test_the_lost_letter_comes_back_where_it_is_certain(lost: str, text: str) -> None:
    assert lost_horn.restored(lost) == text


def test_good_vietnamese_has_lost_nothing() -> None:
    for sentence in SENTENCES:
        assert not lost_horn.is_lossy(sentence)
        assert lost_horn.restored(sentence) == sentence


def test_a_dropped_soft_hyphen_is_only_likely() -> None:
    shown = tcvn3.written("Con đường được trải nhựa, nước không ngập nữa.").replace("\xad", "")
    (repair,) = CLEANER.clean(shown).repairs
    assert repair.after == "Con đường được trải nhựa, nước không ngập nữa"[4:]
    assert repair.certainty is Certainty.LIKELY
    assert "soft hyphen" in repair.note


def test_where_one_is_left_none_was_dropped() -> None:
    lines = tcvn3.written("Con đường đất.\nThư viện mở cửa.")
    assert "\xad" in lines
    assert CLEANER.text(lines + "\nNhËn ®îc") == "Con đường đất.\nThư viện mở cửa.\nNhận đợc"


def test_lines_that_start_with_capitals() -> None:
    lines = ["Trời sáng dần.", "Ở đầu làng có chợ.", "Áo ai phơi ngoài sân?", "Gió lên."]
    shown = list(map(tcvn3.written, lines))
    assert CLEANER.text("\n".join(shown)) == "\n".join(lines)
    assert CLEANER.text(shown[1]) == "ở đầu làng có chợ."
    assert not capitals.starts_are_capitals(["trêi", "giã", "Giã"])
    assert not capitals.starts_are_capitals(["¶nh", "123", ""])
    assert capitals.capitalised("", "") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Über den Bächen läuten früh die Glöckchen; daß es Föhn gibt, weiß man schon.",
        "Où est passé le maïs ? L’été, Noël est déjà naïvement rêvé à l’hôtel.",
        "João não põe o pão à mão; três avós são irmãs.",
        "Zażółć gęślą jaźń; příliš žluťoučký kůň.",
        "Ær fór á bæinn, og þá sá hún sól.",
        "x² + y³ = 5 µm ± 3 °C; 1½ l·l © 2001 Firma® »hin«",
        "Trời vừa hửng sáng.",
        "VIỆT NAM, HÀ NỘI, ĐÀ NẴNG",
        "hÉireann, tÉire, nÓg",
    ],
)
def test_other_text_is_left(text: str) -> None:
    result = CLEANER.clean(text)
    assert result.text is text
    assert result.findings == ()


@pytest.mark.parametrize(
    ("text", "true", "wrong"),
    [
        ("De gikk langs elva på vei til byen, og så ble det stille på torget.", "mac_roman", "cp1252"),
        ("Az “öreg” kút vize újra tiszta, és a kert is szép “idén”.", "cp852", "latin-1"),
        ("Trời vừa hửng sáng, bà ngoại đã nhóm bếp.", "utf-8", "cp850"),
        ("Trời vừa hửng sáng, bà ngoại đã nhóm bếp.", "utf-8", "cp1252"),
        ("Утром над рекой стоял туман.", "cp1251", "latin-1"),
        ("La forêt était déjà très sombre à l’été.", "mac_roman", "cp1252"),
    ],
)
def test_other_damage_is_left(text: str, true: str, wrong: str) -> None:
    damaged = text.encode(true, "ignore").decode(wrong, "ignore")
    result = CLEANER.clean(damaged)
    assert result.text is damaged
    assert result.findings == ()


@pytest.mark.parametrize(("text", "reading"), [("®¸ chó", "đá chú"), ("mé l¸", None)])
def test_two_short_words_are_not_enough(text: str, reading: str | None) -> None:
    result = CLEANER.clean(text)
    assert result.text is text
    assert [finding.candidates for finding in result.findings] == ([] if reading is None else [(reading,)])


def test_a_font_that_is_quoted_is_reported() -> None:
    text = 'The title reads "Trêi võa höng s¸ng" in the old file.'
    result = CLEANER.clean(text)
    assert result.text == text
    assert [finding.text for finding in result.findings] == ["Trêi võa höng s¸ng"]
    assert Cleaner(select=("legacy-font",), risky=True).text(text) == text.replace(
        "Trêi võa höng s¸ng", "Trời vừa hửng sáng"
    )


def test_a_quotation_in_a_text_of_the_font_is_read() -> None:
    lines = "Trời vừa hửng sáng.\nTrong phim “Mùa nước nổi” hay Max."
    assert CLEANER.text(tcvn3.written(lines)) == lines


def test_a_long_line_is_judged_by_its_start() -> None:
    text = " ".join(SENTENCES * 20)
    assert CLEANER.text(vni.written(text)) == text
    assert readings(vni.written(text) + " øl") == ()


@pytest.mark.parametrize("word", ["nghiêng", "Quýnh", "giết", "gìn", "ỷ", "thuở", "khuỷu", "Đắk", "xoong", "yêu"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ["đợc", "các̀", "bàc", "lạch̀", "wà", "garỗon", "", "nghiêngg" * 9, "ộtộ"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("sentence", BURMESE)
def test_burmese_is_read_and_proven(sentence: str) -> None:
    shown = zawgyi_shapes.written(sentence)
    result = CLEANER.clean(shown)
    assert result.text == unicodedata.normalize("NFC", sentence)
    assert [repair.certainty for repair in result.repairs] == [Certainty.PROVEN]
    assert CLEANER.clean(sentence).text is sentence


SPELLINGS = [
    ("\u1031\u107e\u101e\u102c\u1039", "ဪ"),
    ("\u107e\u101e\u1002\u102f\u1010\u1039", "ဩဂုတ်"),
    ("\u1005\u103a\u102c\u1014\u1039", "ဈာန်"),
    ("\u1025\u102c\u100f\u1039", "ဉာဏ်"),
    ("\u1015\u106a\u1065", "ပဉ္စ"),
    ("\u1025\u102e\u1038", "ဦး"),
    ("\u1021\u1002\u1064\u101c\u102d\u1015\u1039", "အင်္ဂလိပ်"),
    ("\u1031\u101a\u102c\u1000\u1039\u103a\u102c\u1038", "ယောက်ျား"),
    ("\u1000\u107d\u103c\u108f\u1039\u102f\u1015\u1039", "ကျွန်ုပ်"),
    ("\u1040\u1014\u1039\u1080\u1000\u102e\u1038", "ဝန်ကြီး"),
    ("\u1041\u1040 \u1041\u1040\u1001\u102f", "၁၀ ၁၀ခု"),
    ("\u1047\u103d\u102d", "ရှိ"),
    ("\u1044\u1004\u1039\u1038", "၎င်း"),
    ("\u104e", "၎င်း"),
    ("\u1006\u1036\u102f\u1038", "ဆုံး"),
    ("\u1000\u1031", "က\u1031"),
    ("\u1005\u102d\u102d", "စိ"),
    (" \u103c\u102c\u1038", " ွား"),
    ("\u1010\u1096\u102c", "တ္တွာ"),
]


@pytest.mark.parametrize(("shown", "text"), SPELLINGS)
def test_spellings_of_zawgyi(shown: str, text: str) -> None:
    assert zawgyi.read(shown) == text


def test_what_is_typed_twice_is_only_likely() -> None:
    shown = zawgyi_shapes.written(BURMESE[0])
    at = shown.index("\u102c")
    (repair,) = CLEANER.clean(shown[:at] + "\u102c" + shown[at:]).repairs
    assert repair.certainty is Certainty.LIKELY


@pytest.mark.parametrize("text", ["ဪ", "ဩဇာ", "ဿ", "အဏ္ဍဝါ", "ဋ္ဌာန", "၎င်း", "ယောက်ျား", "သင်္ဘော", "သင်္ကြန်", "ပေါ်", "သိံ"])
def test_shapes_of_zawgyi_are_read_back(text: str) -> None:
    assert zawgyi.read(zawgyi_shapes.written(text)) == text


def test_what_zawgyi_has_no_glyph_for_stays() -> None:
    assert zawgyi_shapes.written("တ္ဟ") == "တ္ဟ"


OTHERS = [
    "ကညီကျိာ် တၢ်သ့ၣ်ညါ မ့ၢ်တီၤဖိသၣ်",  # Sgaw Karen
    "ဘာသာမန် ဂကူမန် ပ္ဍဲဍုင်ဗၟာ မၞုံကဵု",  # Mon
    "ၵႂၢမ်းတႆး မိူင်းတႆး ၼႂ်းပီႊ",  # Shan
    "ပအိုဝ်ႏ ထီꩻ တောင်ႏကီꩻ",  # Pa'O
    "ရေဒီယို နားထောင်တယ်",
    "ဗုဒ္ဓ ဓမ္မ သံဃ ဝတ္ထု",
]


@pytest.mark.parametrize("text", OTHERS)
def test_other_languages_of_the_block_are_left(text: str) -> None:
    result = CLEANER.clean(text)
    assert result.text is text
    assert result.findings == ()
    assert myanmar.evidence(text).against_unicode == 0


def test_zawgyi_among_unicode_needs_more() -> None:
    unicode = "ဒီနှစ် မိုးကောင်းလို့ စပါးအထွက်နှုန်း တိုးလာပါတယ်။"
    short, clear = "\u1031\u101b", zawgyi_shapes.written(BURMESE[1])
    assert CLEANER.text(short) == "ရေ"
    assert CLEANER.text(f"{unicode}\n{short}\n{clear}") == f"{unicode}\n{short}\n{BURMESE[1]}"


def test_lines_that_could_be_either_follow_the_others() -> None:
    ambiguous = "\u1015\u102d\u1010\u1039\u1011\u102c\u1038\u1015\u102b"
    assert CLEANER.clean(ambiguous).text is ambiguous
    assert CLEANER.text(f"{zawgyi_shapes.written(BURMESE[0])}\n{ambiguous}") == f"{BURMESE[0]}\nပိတ်ထားပါ"


def test_the_order_of_neither_is_reported() -> None:
    text = "\u1031\u1000\u102c\u1039 \u1000\u103a\u1038 \u1000\u103a\u1038 \u1000\u102c\u103a\u1039"
    result = CLEANER.clean(text)
    assert result.text is text
    assert [finding.note for finding in result.findings] == ["in the order of neither Unicode nor Zawgyi"]


def test_unicode_before_5_1_is_neither() -> None:
    assert myanmar.evidence("မ\u1039ရန\u1039\u200cမာ") == (0, 0, 0)


def test_marks_of_burmese_on_letters_of_another_script_are_a_font_of_neither() -> None:
    assert myanmar.evidence("ꨅꨤ္း ꨅူိဝ္ꨵ") == (0, 0, 0)


@pytest.mark.parametrize(
    "sentence", [*map(tcvn3.written, SENTENCES), *map(vni.written, SENTENCES), *map(zawgyi_shapes.written, BURMESE)]
)
def test_the_trigger_fires_on_sentences(sentence: str) -> None:
    assert RULE.search(sentence)
