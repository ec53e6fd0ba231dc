"""Every reading leads back to the very same bytes, and what is not clear is not read at all."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_clean.decoding import Decoded, decode
from corpus_clean.decoding.guessed import by_guess

FRENCH = "Le café était fermé, la façade très délabrée, et l'été déjà passé.\r\n"
RUSSIAN = "Вчера мы ходили в магазин за хлебом и молоком, а потом долго гуляли в парке.\n"
GREETING = "Привет, мир! Это обычный русский текст без ошибок.\n"
JAPANESE = "これは日本語のテストです。漢字とかなが混ざっています。昨日は店でパンと牛乳を買いました。"
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
    found = decode(RUSSIAN.encode("cp1251"), "ascii")
    assert found
    assert (found.text, found.how) == (RUSSIAN, "guessed")


@pytest.mark.parametrize("encoding", ["klingon", "hex", "rot13"])
@pytest.mark.parametrize("data", [b"plain", b"\xff"])
def test_unknown_encoding_is_an_error_whatever_the_bytes(encoding: str, data: bytes) -> None:
    with pytest.raises(LookupError):
        decode(data, encoding)


@pytest.mark.parametrize(
    ("text", "encoding"), [(RUSSIAN, "cp1251"), (CHINESE, "gbk"), (CHINESE * 20, "gb18030"), (JAPANESE, "shift_jis")]
)
def test_clear_text_is_guessed(text: str, encoding: str) -> None:
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


class Match:
    """What charset-normalizer could say of a reading."""

    chaos, coherence, multi_byte_usage = 0.0, 0.0, 1.0

    def __init__(self, text: str, encoding: str) -> None:
        self.text = text
        self.encoding = encoding

    def __str__(self) -> str:
        return self.text


class Matches(list[Match]):
    def best(self) -> Match:
        return self[0]


def test_bytes_that_are_another_text_as_well_are_not_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    matches = Matches([Match(CHINESE, "gbk"), Match(CHINESE, "gb18030")])
    monkeypatch.setattr("charset_normalizer.from_bytes", lambda _: matches)
    assert by_guess(CHINESE.encode("gbk"))
    matches.append(Match("another text", "big5"))
    assert by_guess(CHINESE.encode("gbk")) is None


def test_few_bytes_are_not_guessed_however_sure_the_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("charset_normalizer.from_bytes", lambda _: Matches([Match("中文", "gbk")]))
    assert by_guess("中文".encode("gbk")) is None


def test_reading_that_does_not_lead_back_is_dropped() -> None:
    twice = b"\x87\x90"  # a character that has two codes in this encoding, and would come back as the other
    assert twice.decode("cp932").encode("cp932") != twice
    assert decode(twice, "cp932") is None


def test_guess_that_does_not_lead_back_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("charset_normalizer.from_bytes", lambda _: Matches([Match(CHINESE, "ascii")]))
    assert by_guess(CHINESE.encode("gbk")) is None


def test_single_byte_reading_that_makes_no_sense_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    match = Match(RUSSIAN, "cp1251")
    match.multi_byte_usage = 0.0
    monkeypatch.setattr("charset_normalizer.from_bytes", lambda _: Matches([match]))
    assert by_guess(RUSSIAN.encode("cp1251")) is None
    match.coherence = 0.5
    assert by_guess(RUSSIAN.encode("cp1251"))


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
