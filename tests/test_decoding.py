"""Bytes to text: every byte is accounted for, what is told is believed if the text agrees, and damage is local."""

import codecs
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_clean import Result, clean_bytes
from corpus_clean.decoding import SURE, Decoded, Hints, decode, decode_as, is_sure, outside, verdict
from corpus_clean.decoding.candidates import candidates
from corpus_clean.decoding.shortlist import MULTI, read
from corpus_clean.decoding.webcodecs import additions, character, superset

FRENCH = "Le café était fermé, la façade très délabrée, et l'été déjà passé.\r\n"
RUSSIAN = "Вчера мы ходили в магазин за хлебом и молоком, а потом долго гуляли в парке.\n"
JAPANESE = "これは日本語のテストです。漢字とかなが混ざっています。昨日は店でパンと牛乳を買いました。\n"
TRADITIONAL = "他說：今天的天氣很好，我們一起去公園散步吧。中華民國的首都是臺北，人口兩百多萬。\n"
KOREAN = "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. 인간은 이성과 양심을 가지고 있다.\n"
CHINESE = "他说：今天的天气很好，我们一起去公园散步吧。中华人民共和国的首都是北京。\n"
POLISH = "Zażółć gęślą jaźń, powiedział chłopiec i poszedł do szkoły.\n"
GREEK = "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια.\n"
HEBREW = "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם.\n"
THAI = "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ\n"
VIETNAMESE = "Mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm.\n"


def leads_back(found: Decoded, data: bytes) -> bool:
    return found.encode(found.source) == data and found.patch.apply(found.source) == found.text


# --- Unicode


@pytest.mark.parametrize(
    "text",
    ["", "a\r\nb\r\n", "a\rb", "a\r\nb\nc\rd", "no end", "a\u2028b\x85c\x0cd", "中文\n", "in\ufeffside", "a\0b"],
)
@pytest.mark.parametrize(
    ("bom", "encoding", "how"),
    [
        (b"", "utf-8", "utf-8"),
        (codecs.BOM_UTF8, "utf-8", "bom"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "bom"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "bom"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "bom"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "bom"),
    ],
)
def test_unicode_in_every_form(text: str, bom: bytes, encoding: str, how: str) -> None:
    data = bom + text.encode(encoding)
    found = decode(data)
    assert (found.text, found.encoding, found.bom, found.how) == (text, encoding, bom, how)
    assert leads_back(found, data)


def test_mark_is_believed_only_if_the_rest_agrees() -> None:
    assert decode(b"\xff\xfea").how == "statistical"  # half a unit of UTF-16
    found = decode(b"\xff\xfe\0\0a\0")  # no UTF-32, but UTF-16 that begins with a NUL
    assert (found.text, found.encoding) == ("\0a", "utf-16-le")


def test_a_mark_is_believed_though_the_end_is_cut_off() -> None:
    data = codecs.BOM_UTF16_LE + FRENCH.encode("utf-16-le")[:-1]
    found = decode(data)
    assert (found.encoding, found.text[:-2], found.text[-1]) == ("utf-16-le", FRENCH[:-2], "\ufffd")
    assert leads_back(found, data)
    assert not is_sure(found)


def test_a_mark_of_utf_8_stays_with_damaged_utf_8() -> None:
    data = codecs.BOM_UTF8 + (FRENCH * 3).encode() + b"\xff"
    found = decode(data)
    assert (found.bom, found.encoding, found.text) == (codecs.BOM_UTF8, "utf-8", FRENCH * 3 + "\ufffd")
    assert found.bad_bytes[0].offset == len(data) - 1
    assert leads_back(found, data)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [FRENCH, RUSSIAN + "1", CHINESE + "2026", "plain"])
def test_unicode_without_a_mark_is_known_by_its_nuls(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert (found.text, found.encoding, found.how) == (text, encoding, "utf-16")


@pytest.mark.parametrize("data", [b"a\0b", b"\0\1\2\3", bytes(range(256)), b"\0" * 64])
def test_nuls_alone_make_no_utf_16(data: bytes) -> None:
    found = decode(data)
    assert found.how != "utf-16"
    assert leads_back(found, data)


# --- escapes


@pytest.mark.parametrize(
    ("text", "encoding"), [(JAPANESE, "iso2022_jp"), (KOREAN, "iso2022_kr"), (CHINESE.strip() + "\n", "hz")]
)
def test_escape_sequences_are_read(text: str, encoding: str) -> None:
    data = b"plain first\n" + text.encode(encoding)
    found = decode(data)
    assert (found.text.removeprefix("plain first\n"), found.how) == (text, "escapes")
    assert leads_back(found, data)


@pytest.mark.parametrize("data", [b"\x1b[1mbold\x1b[0m", b"a ~{ b", b"~{", "\x1b[1mété".encode(), b"\x1b$B"])
def test_other_escapes_are_text(data: bytes) -> None:
    assert decode(data).text == data.decode()


def test_what_escapes_do_not_give_back_is_kept() -> None:
    data = "日本".encode("iso2022_jp") + b"\x1b(B\x1b(B."  # two switches that are none
    found = decode(data)
    assert found.text == "日本."
    assert leads_back(found, data)


# --- what is declared


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b'<?xml version="1.0" encoding="ISO-8859-2"?><a>b\xf1d\xbc</a>', "iso8859-2"),
        (b"<html><meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2", "cp1251"),
        (b'<META http-equiv="Content-Type" content="text/html; charset=gb2312"><p>\xc4\xe3\xba\xc3', "gb18030"),
        (b'@charset "koi8-r"; /* \xd0\xd2\xc9\xd7\xc5\xd4 */', "koi8-r"),
        (b"#!/usr/bin/python\n# -*- coding: latin-1 -*-\n# caf\xe9", "cp1252"),
    ],
)
def test_text_that_names_its_encoding_is_believed(data: bytes, encoding: str) -> None:
    found = decode(data)
    assert (found.encoding, found.how, found.declared) == (encoding, "declared", "")


def test_a_lie_is_passed_over_and_told() -> None:
    data = b"<meta charset=koi8-r>" + RUSSIAN.encode("cp1251")
    found = decode(data)
    assert (found.text[21:], found.encoding, found.declared) == (RUSSIAN, "cp1251", "koi8-r")
    assert decode(RUSSIAN.encode("cp1251"), declared="shift_jis").declared == "cp932"
    assert decode(b"caf\xe9", declared="klingon").declared == ""


def test_utf8_comes_before_what_was_declared() -> None:
    assert decode(FRENCH.encode(), declared="gbk").how == "utf-8"
    assert decode_as(FRENCH.encode(), "latin-1").how == "utf-8"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(FRENCH, "latin-1"), (RUSSIAN, "koi8-r"), (CHINESE, "gbk"), (CHINESE, "gb18030"), ("はい。", "shift_jis")],
)
def test_the_encoding_that_the_user_names_is_used(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    found = decode_as(data, encoding)
    assert (found.text, found.how, found.encode(text)) == (text, "declared", data)
    assert codecs.lookup(found.encoding) == codecs.lookup(encoding)


def test_a_named_encoding_that_does_not_fit_is_passed_over() -> None:
    found = decode_as(RUSSIAN.encode("cp1251"), "ascii")
    assert (found.text, found.how) == (RUSSIAN, "statistical")


@pytest.mark.parametrize("encoding", ["klingon", "hex", "rot13"])
@pytest.mark.parametrize("data", [b"plain", b"\xff"])
def test_unknown_encoding_is_an_error_whatever_the_bytes(encoding: str, data: bytes) -> None:
    with pytest.raises(LookupError):
        decode_as(data, encoding)


def test_labels_of_what_is_no_encoding_of_text_are_none() -> None:
    assert [superset(name) for name in ("unicode_escape", "raw_unicode_escape", "punycode", "x-user-defined")] == [
        None
    ] * 4
    assert superset("utf_8_sig") == "utf-8"
    assert leads_back(decode(b"\n\xef\xbb\xbf\xcb"), b"\n\xef\xbb\xbf\xcb")


def test_hints_say_what_comes_into_question() -> None:
    assert decode(b"\xe9", hints=Hints(encodings=("latin-1",))).text == "é"
    assert decode(b"\xe9", hints=Hints(encodings=("koi8-r", "cp866"))).text == "И"
    assert decode("Sól".encode("iso8859-2"), hints=Hints(languages=("pl",))).text == "Sól"
    with pytest.raises(LookupError, match="klingon"):
        decode(b"\xe9", hints=Hints(encodings=("klingon",)))


# --- by the letters


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((FRENCH, name) for name in ("cp1252", "mac-roman", "cp850")),
        *((RUSSIAN, name) for name in ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")),
        *((POLISH, name) for name in ("cp1250", "iso8859-2", "cp852", "mac-latin2")),
        *((GREEK, name) for name in ("cp1253", "iso8859-7", "cp737")),
        *((HEBREW, name) for name in ("cp1255", "iso8859-8", "cp862")),
        (THAI, "cp874"),
        (CHINESE, "gbk"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "euc_kr"),
        (KOREAN, "johab"),
    ],
)
@pytest.mark.parametrize("times", [1, 200])
def test_text_is_known_by_its_letters(text: str, encoding: str, times: int) -> None:
    data = (text * times).encode(encoding)
    found = decode(data)
    assert (found.text, found.how) == (text * times, "statistical")
    assert found.confidence >= SURE
    assert is_sure(found)
    assert leads_back(found, data)


def test_twins_are_told_apart_by_the_few_bytes_on_which_they_differ() -> None:
    text = GREEK * 40 + "Στον Άγιο Νικόλαο, στην Άνω Πόλη.\n" + GREEK * 9
    for encoding in ("iso8859-7", "cp1253"):
        found = decode(text.encode(encoding))
        assert (found.text, found.encoding) == (text, encoding)


def test_vietnamese_with_its_tones_apart() -> None:
    data = VIETNAMESE.translate({ord("ọ"): "o\u0323", ord("ờ"): "ơ\u0300"})
    data = "Moị ngươì đêù đươc̣ tư ̣do.".replace("ị", "i\u0323").replace("ì", "i\u0300").replace("ù", "u\u0300")
    found = decode(data.encode("cp1258"))
    assert (found.encoding, found.text) == ("cp1258", data)


@pytest.mark.parametrize("data", [b"\xe9", b"5 \xa4", b"\x80", b"\xff\xff\xff\xff", bytes(range(128, 256))])
def test_too_little_is_no_certainty(data: bytes) -> None:
    found = decode(data)
    assert found.confidence < SURE
    assert verdict(found).startswith("its encoding cannot be told; it may be --encoding ")


@pytest.mark.parametrize("size", [16, 200, 5000])
def test_noise_is_no_text_however_long(size: int) -> None:
    rng = random.Random(size)  # noqa: S311 - can be drawn again
    data = bytes(rng.choice(range(1, 256)) for _ in range(size))
    found = decode(data)
    assert found.confidence < SURE
    assert leads_back(found, data)


def test_only_encodings_of_the_web_are_answers() -> None:
    wrong = {"gb2312", "gbk", "shift_jis", "euc_kr", "big5", "latin-1", "iso8859-1", "ascii"}
    assert not wrong & {one.encoding for one in candidates()}
    assert [superset(name) for name in sorted(wrong)] == [
        "cp1252", "big5hkscs", "cp949", "gb18030", "gb18030", "cp1252", "cp1252", "cp932",
    ]  # fmt: skip


def test_bytes_that_a_code_page_leaves_open_are_controls() -> None:
    found = decode(FRENCH.encode("cp1252") + b"\x81")
    assert (found.encoding, found.text) == ("cp1252", FRENCH + "\x81")
    assert leads_back(found, FRENCH.encode("cp1252") + b"\x81")


@pytest.mark.parametrize(
    ("code", "encoding", "char"),
    [
        (b"\xa6\xd9", "gb18030", "︐"),
        (b"\xa3\xe1", "big5hkscs", "€"),
        (b"\xad\xa1", "euc_jp", "①"),
        (b"\xa1\xc1", "euc_jp", "～"),
        (b"\x81\xad", "cp932", None),
    ],
)
def test_characters_that_the_web_reads_otherwise(code: bytes, encoding: str, char: str | None) -> None:
    assert character(code, encoding) == char


def test_the_additions_are_of_the_two_encodings() -> None:
    assert (len(additions("big5hkscs")), len(additions("gb18030")), additions("cp932")) == (203, 20, {})


def test_a_character_of_the_web_in_a_text() -> None:
    data = (JAPANESE * 3).encode("euc_jp") + b"\xad\xa1"
    found = decode(data)
    assert found.text == JAPANESE * 3 + "①"
    assert leads_back(found, data)
    assert not found.bad_bytes


def test_the_second_of_two_codes_comes_back() -> None:
    data = JAPANESE.encode("cp932") + b"\x87\x90"
    found = decode(data)
    assert found.text == JAPANESE + "≒"
    assert leads_back(found, data)


# --- damage


@pytest.mark.parametrize("text", [FRENCH, CHINESE, RUSSIAN])
def test_one_bad_byte_is_one_bad_byte(text: str) -> None:
    good = (text * 5).encode()
    data = good[:-1] + b" \xff\n"
    found = decode(data)
    assert (found.text, found.encoding, found.how) == ((text * 5)[:-1] + " \ufffd\n", "utf-8", "utf-8-damaged")
    assert [(one.offset, one.data, one.encoding) for one in found.bad_bytes] == [(len(data) - 2, b"\xff", "")]
    assert verdict(found).startswith(f"byte FF at {len(data) - 2} is nothing in utf-8; ")
    assert leads_back(found, data)


def test_a_word_that_was_pasted_is_read() -> None:
    data = FRENCH.encode() + b"un d\xe9j\xe0 vu\n" + FRENCH.encode()
    found = decode(data)
    assert found.text == FRENCH + "un déjà vu\n" + FRENCH
    assert {one.encoding for one in found.bad_bytes} == {"cp1252"}
    assert is_sure(found)
    assert leads_back(found, data)


def test_what_is_left_of_a_character_is_a_gap() -> None:
    data = FRENCH.encode().replace(b"\xc3\xa9", b"\xc3", 1)
    assert decode(data).text == FRENCH.replace("é", "\ufffd", 1)


@pytest.mark.parametrize(
    ("text", "encoding"), [(FRENCH, "cp1252"), (RUSSIAN, "cp1251"), (CHINESE, "gb18030"), (KOREAN, "cp949")]
)
@pytest.mark.parametrize("share", [2, 5])
def test_lines_in_another_encoding(text: str, encoding: str, share: int) -> None:
    lines = [text.encode("utf-8" if number % share else encoding) for number in range(10)]
    found = decode(b"".join(lines))
    assert (found.text, found.how) == (text * 10, "mixed")
    assert {one.encoding for one in found.segments} == {"utf-8", encoding}
    assert found.segments[-1].end == len(b"".join(lines))
    assert leads_back(found, b"".join(lines))


def test_two_files_in_one() -> None:
    data = (RUSSIAN * 9).encode("cp1251") + (RUSSIAN * 5).encode("koi8-r")
    found = decode(data)
    assert (found.text, found.encoding, found.how) == (RUSSIAN * 14, "cp1251", "mixed")
    assert [one.encoding for one in found.segments] == ["cp1251", "koi8-r"]
    assert leads_back(found, data)


def test_a_long_text_that_changes_its_encoding() -> None:
    data = (RUSSIAN * 900).encode("cp1251") + (CHINESE * 300).encode("gb18030") + (RUSSIAN * 99).encode()
    found = decode(data)
    assert found.text == RUSSIAN * 900 + CHINESE * 300 + RUSSIAN * 99
    assert [one.encoding for one in found.segments] == ["cp1251", "gb18030", "utf-8"]
    assert leads_back(found, data)


@pytest.mark.parametrize(("text", "encoding"), [(CHINESE, "gb18030"), (TRADITIONAL, "big5hkscs"), (JAPANESE, "cp932")])
def test_a_lost_byte_costs_its_character_and_no_more(text: str, encoding: str) -> None:
    data = bytearray((text * 4).encode(encoding))
    del data[20]
    found = decode(bytes(data))
    wrong = sum(one != other for one, other in zip(found.text[20:], (text * 4)[20:], strict=False))
    assert wrong <= 2
    assert len(found.unread) <= 1
    assert leads_back(found, bytes(data))


# --- detectors of others


def test_chardet_is_never_asked_for_supersets(monkeypatch: pytest.MonkeyPatch) -> None:
    chardet = pytest.importorskip("chardet")
    data = "Привет, мир! Это обычный русский текст без ошибок.".encode("iso8859-5")
    assert superset(chardet.detect(data, prefer_superset=True)["encoding"]) == "cp1251", "the trap is gone"
    assert outside.second_opinion(data) == "iso8859-5"
    asked: list[dict[str, object]] = []

    def detect(_data: bytes, **given: object) -> dict[str, None]:
        asked.append(given)
        return {"encoding": None}

    monkeypatch.setattr(outside, "_chardet", lambda: detect)
    assert outside.second_opinion(data) == ""
    assert asked == [{"prefer_superset": False}]


def test_without_chardet_there_is_no_second_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "_chardet", lambda: None)
    assert outside.second_opinion(b"caf\xe9") == ""
    assert decode("Sól".encode("iso8859-2")).text


def test_another_chardet_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys
    from types import SimpleNamespace

    for module in (SimpleNamespace(__version__="5.2.0", detect=None), None):
        monkeypatch.setitem(sys.modules, "chardet", module)
        outside._chardet.cache_clear()
        assert outside.second_opinion(b"caf\xe9") == ""
    outside._chardet.cache_clear()


def test_encodings_that_no_list_has_come_from_the_last_resort(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG AND RUNS AWAY FROM IT. " * 8
    monkeypatch.setattr("corpus_clean.decoding.statistical.last_resort", lambda _data: "cp037")
    assert decode(text.encode("cp037")).text == text
    assert outside.last_resort(b"\xff\xfe\xfd" * 9) in {"", *(one.encoding for one in candidates())} | {"cp037"}


# --- the way back


def test_clean_bytes_lead_back_to_the_bytes() -> None:
    data = ("達(dá)川。" * 9).encode() + b" caf\xe9 \xff (d\xc3\xa1)"
    result = clean_bytes(data)
    assert result.text == "達川。" * 9 + " café \ufffd (dá)"
    assert {repair.rules for repair in result.repairs} == {("pinyin-gloss",), ("encoding",)}
    assert [(one.rule, one.text, one.note) for one in result.findings if one.rule == "undecodable"] == [
        ("undecodable", "\ufffd", "FF is nothing in utf-8")
    ]
    assert result.revert_bytes() == data
    with pytest.raises(ValueError, match="was a text"):
        Result("a").revert_bytes()


def test_clean_bytes_takes_what_clean_and_decode_take() -> None:
    result = clean_bytes(b"\xc4\xe3(n\xa8\xab)\xba\xc3", "minimal", declared="gbk", select=["pinyin-gloss"], lang="zh")
    assert result.decoded
    assert (result.decoded.how, result.revert_bytes()) == ("declared", b"\xc4\xe3(n\xa8\xab)\xba\xc3")


def test_cleaned_file_is_utf8_with_the_mark_it_had() -> None:
    assert Decoded("", "utf-8", codecs.BOM_UTF8, "bom").as_utf8("…") == b"\xef\xbb\xbf\xe2\x80\xa6"
    assert Decoded("", "utf-8", b"", "utf-8").as_utf8("…") == b"\xe2\x80\xa6"
    assert Decoded("", "utf-16-le", codecs.BOM_UTF16_LE, "bom").as_utf8("…") == b"\xe2\x80\xa6"
    assert Decoded("", "gbk", b"", "declared").as_utf8("…") == b"\xe2\x80\xa6"


PIECES = (
    FRENCH.encode(),
    RUSSIAN.encode("koi8-r"),
    CHINESE.encode("gbk"),
    JAPANESE.encode("cp932")[:31],
    b"\x1b$B",
    b"~{",
    b"\xff",
    b"\0",
    b"\xff\xfe",
    b"\n",
    b"caf\xe9 ",
    b"\x87\x90",
    b"<meta charset=big5>",
)
ANY_BYTES = st.binary(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=8).map(b"".join)


@given(ANY_BYTES)
@settings(deadline=None)
def test_any_bytes_are_read_and_come_back(data: bytes) -> None:
    found = decode(data)
    assert leads_back(found, data)
    found.text.encode()
    assert sum(one.text == "\ufffd" for one in found.bad_bytes) == len(found.unread)
    assert 0 <= found.confidence <= 1
    result = clean_bytes(data, "minimal")
    assert result.revert_bytes() == data


@given(ANY_BYTES, st.sampled_from([None, "gbk", "utf-16-le", "iso2022_jp", "utf-7", "cp1252"]))
@settings(deadline=None)
def test_any_bytes_come_back_whatever_is_said_of_them(data: bytes, encoding: str | None) -> None:
    assert leads_back(decode_as(data, encoding), data)
    assert leads_back(decode(data, declared=encoding), data)


@given(st.text())
@settings(deadline=None)
def test_any_utf8_is_read_as_such(text: str) -> None:
    if "\x1b" in text or "~{" in text or "\0" in text:
        return
    found = decode(text.encode())
    assert found.bom.decode() + found.text == text
    assert found.encoding == "utf-8"


def test_every_candidate_reads_any_bytes() -> None:
    every = bytes(range(256))
    for one in candidates():
        text = read(every, one)
        assert len(text) == 256 or one.encoding in MULTI
