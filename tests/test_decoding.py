"""Every reading leads back to the very same bytes, and what is not clear is not read at all."""

import codecs
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_clean.decoding import Decoded, decode, evidence, verdict

FRENCH = "Le café était fermé, la façade très délabrée, et l'été déjà passé.\r\n"
RUSSIAN = "Вчера мы ходили в магазин за хлебом и молоком, а потом долго гуляли в парке.\n"
GREETING = "Привет, мир! Это обычный русский текст без ошибок.\n"
JAPANESE = "これは日本語のテストです。漢字とかなが混ざっています。昨日は店でパンと牛乳を買いました。"
TRADITIONAL = "他說：今天的天氣很好，我們一起去公園散步吧。中華民國的首都是臺北，人口兩百多萬。"
KOREAN = "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. 인간은 이성과 양심을 가지고 있다.\n"
CHINESE = "他说：今天的天气很好，我们一起去公园散步吧。中华人民共和国的首都是北京。"


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
    assert found
    assert (found.text, found.encoding, found.bom, found.how) == (text, encoding, bom, how)
    assert found.encode(found.text) == data


def test_mark_is_believed_only_if_the_rest_agrees() -> None:
    assert decode(b"\xff\xfea") is None  # half a unit of UTF-16
    found = decode(b"\xff\xfe\0\0a\0")  # no UTF-32, but UTF-16 that begins with a NUL
    assert found
    assert (found.text, found.encoding) == ("\0a", "utf-16-le")
    assert decode(b"\xff\xfe\x00\xd8") is None  # a lone surrogate


def test_utf8_comes_before_what_was_declared() -> None:
    found = decode(FRENCH.encode(), "latin-1")
    assert found
    assert (found.text, found.how) == (FRENCH, "utf-8")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(FRENCH, "latin-1"), (RUSSIAN, "koi8-r"), (CHINESE, "gbk"), (CHINESE, "gb18030"), ("はい。", "shift_jis")],
)
def test_declared_encoding_is_used(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    found = decode(data, encoding)
    assert found
    assert (found.text, found.how, found.encode(text)) == (text, "declared", data)
    assert codecs.lookup(found.encoding) == codecs.lookup(encoding)


def test_declared_encoding_that_does_not_fit_is_passed_over() -> None:
    found = decode((RUSSIAN * 9).encode("cp1251"), "ascii")
    assert found
    assert (found.text, found.how) == (RUSSIAN * 9, "guessed")


@pytest.mark.parametrize("encoding", ["klingon", "hex", "rot13"])
@pytest.mark.parametrize("data", [b"plain", b"\xff"])
def test_unknown_encoding_is_an_error_whatever_the_bytes(encoding: str, data: bytes) -> None:
    with pytest.raises(LookupError):
        decode(data, encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "iso8859-5"),
        (RUSSIAN, "mac-cyrillic"),
        (CHINESE, "gbk"),
        (CHINESE, "gb18030"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "euc_kr"),
    ],
)
@pytest.mark.parametrize("times", [6, 600])
def test_clear_text_is_guessed(text: str, encoding: str, times: int) -> None:
    text *= times
    data = text.encode(encoding)
    found = decode(data)
    assert found
    assert (found.text, found.how, found.encode(text)) == (text, "guessed", data)


@pytest.mark.parametrize(
    "data",
    [
        b"caf\xe9\n",
        b"\xff\xff\xff\xff",
        bytes(range(128, 256)),
        FRENCH.encode() + b"\xff",  # one bad byte must not turn the rest into mojibake
        (CHINESE + FRENCH).encode()[:-1] + b"\xe9",
        RUSSIAN[:8].encode("cp1251"),
        (FRENCH * 9).encode("cp1252"),  # as good, and wrong, as Baltic
        GREETING.encode("cp1251"),  # as good, and wrong, as Mac Cyrillic
        GREETING[:40].encode("koi8-r"),  # passes for half-width katakana
    ],
)
def test_unclear_bytes_are_not_guessed(data: bytes) -> None:
    assert decode(data) is None


def test_reading_that_does_not_lead_back_is_dropped() -> None:
    twice = b"\x87\x90"  # a character that has two codes in this encoding, and would come back as the other
    assert twice.decode("cp932").encode("cp932") != twice
    assert decode(twice, "cp932") is None


def test_a_western_code_page_is_never_guessed() -> None:
    assert decode((FRENCH * 99).encode("cp1252")) is None


def test_other_alphabets_are_not_taken_for_cyrillic() -> None:
    hebrew = "ויאמר אלהים יהי אור ויהי אור וירא אלהים את האור כי טוב ויבדל אלהים בין האור ובין החשך "
    greek = "εν αρχη ην ο λογος και ο λογος ην προς τον θεον και θεος ην ο λογος ουτος ην εν αρχη προς τον θεον "
    kazakh = "барлық адамдар тумысынан азат және қадір-қасиеті мен кұқықтары тең болып дүниеге келеді "
    for text, encoding in ((hebrew, "cp1255"), (greek, "cp1253"), (greek, "iso8859-7"), (kazakh, "ptcp154")):
        assert decode((text * 9).encode(encoding)) is None


def test_capitals_alone_do_not_tell_one_code_page_from_another() -> None:
    assert decode((RUSSIAN.upper() * 9).encode("cp1251")) is None


def test_too_few_letters_are_not_rewritten() -> None:
    assert decode(RUSSIAN.encode("cp1251")) is None
    assert decode(CHINESE.encode("gbk")) is None


def test_two_files_in_one_are_in_neither_encoding() -> None:
    assert decode((RUSSIAN * 99).encode("cp1251") + (RUSSIAN * 50).encode("koi8-r")) is None
    assert decode((CHINESE * 99).encode("gb18030") + (JAPANESE * 50).encode("euc_jp")) is None
    assert decode((RUSSIAN * 999).encode("cp1251") + (RUSSIAN * 60).encode("koi8-r")) is None


def test_letters_of_two_languages_are_not_one_text() -> None:
    assert decode((RUSSIAN * 9 + "ќ").encode("cp1251")) is None  # in a code page of Kazakh this is another letter


def test_damaged_utf8_is_not_read_as_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "READINGS", (evidence.Reading("latin-1", lambda *_: True),))
    monkeypatch.setattr(evidence, "_NO_TEXT", re.compile("$^"))
    assert decode((RUSSIAN * 9).encode("koi8-r"))
    assert decode((RUSSIAN * 9).encode() + b"\xff") is None


def test_no_reading_is_believed_that_a_rival_comes_near(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (RUSSIAN * 9).encode("cp1251")
    assert decode(data)
    near = evidence.Reading("koi8-r", lambda _text, least, _part: least == 0)
    monkeypatch.setattr(evidence, "READINGS", (*evidence.READINGS, near))
    assert decode(data) is None


@pytest.mark.parametrize(
    ("data", "encoding", "said"),
    [
        (FRENCH.encode() + b"\xff", None, "not UTF-8 from byte 80 on; correct that place, or name the encoding with "),
        (CHINESE.encode("gbk"), None, "may be gb18030, and may not; if it is, say so with --encoding gb18030"),
        (CHINESE.encode("gbk"), "ascii", "not UTF-8, nor ascii as was said; name the right one with --encoding"),
        (bytes(range(128, 256)) * 3, None, "its encoding cannot be told; name it with --encoding"),
    ],
)
def test_what_is_not_read_is_explained(data: bytes, encoding: str | None, said: str) -> None:
    assert decode(data, encoding) is None
    assert verdict(data, encoding).startswith(said)


def test_cleaned_file_is_utf8_with_the_mark_it_had() -> None:
    assert Decoded("", "utf-8", codecs.BOM_UTF8, "bom").as_utf8("…") == b"\xef\xbb\xbf\xe2\x80\xa6"
    assert Decoded("", "utf-8", b"", "utf-8").as_utf8("…") == b"\xe2\x80\xa6"
    assert Decoded("", "utf-16-le", codecs.BOM_UTF16_LE, "bom").as_utf8("…") == b"\xe2\x80\xa6"
    assert Decoded("", "gbk", b"", "declared").as_utf8("…") == b"\xe2\x80\xa6"


@given(st.binary(max_size=200), st.sampled_from([None, "gbk", "utf-16-le", "iso2022_jp", "utf-7", "cp1252"]))
@settings(deadline=None)
def test_any_bytes_come_back_or_are_not_read(data: bytes, encoding: str | None) -> None:
    found = decode(data, encoding)
    assert found is None or found.encode(found.text) == data


@given(st.text())
@settings(deadline=None)
def test_any_utf8_is_read_as_such(text: str) -> None:
    found = decode(text.encode())
    assert found
    assert found.bom.decode() + found.text == text
    assert found.encoding == "utf-8"
