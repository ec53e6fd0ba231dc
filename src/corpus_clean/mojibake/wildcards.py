"""Text as the bytes that it was before it was read wrongly, with a wildcard for each byte that was lost on the way.

A decoder that meets a byte it has no reading for leaves a mark: U+FFFD, ? or, in Japan, ・. The characters between the
marks give back their bytes. Three bytes that no UTF-8 has stand for what is not known: `LOST` for U+FFFD, `DOT` for ・,
and `NONE` for a character that the codec does not have. A ? stays a ?, for it may be one.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate, count
from typing import NamedTuple

from corpus_clean import lazily
from corpus_clean.mojibake.codecs import codec
from corpus_clean.plausibility import model

LOST, NONE, DOT = b"\xff", b"\xfe", b"\xfd"
MULTI = ("gb18030", "cp936", "cp932", "cp949", "cp950")
SINGLE = (
    "cp1252", "cp1251", "cp1250", "cp1254", "cp1253", "cp1257", "latin-1", "cp437", "mac-roman", "cp850", "cp866",
    "koi8-r",
)  # fmt: skip
_PYTHON = {"cp950": ("cp950", "big5hkscs"), "cp936": ("gb18030",)}
"""The codecs of Python in which a character is looked for."""
_OWN = {"cp936": {"€": b"\x80"}, "cp932": {"・": DOT}}
"""What Python has otherwise: € is byte 80 in GBK on Windows, and ・ is what Windows shows for a pair that is lost."""
_CHARS = 50_000
"""How many characters of a codec are remembered."""

_OF_THREE = rb"(?:\xe0[\xa0-\xbf]|[\xe1-\xec\xee][\x80-\xbf]|\xed[\x80-\x9f]|\xef(?!\xbf\xbd)[\x80-\xbf])[\x80-\xbf]"
_CHAR = rb"(?:[\xc2-\xdf][\x80-\xbf]|%b|\xf0[\x90-\xbf][\x80-\xbf]{2})" % _OF_THREE
"""A character of UTF-8, without the planes that have none, and U+FFFD, of whose bytes other debris is made."""
_GAP = (
    rb"(?:[\xe0-\xef](?:[\x80-\xbf][\xfd\xff?]|[\xfd\xff][\x80-\xbf\xfd\xff]|[\xfd\xff?])"
    rb"|\xf0(?:[\x80-\xbf]{2}[\xfd\xff]|[\x80-\xbf][\xfd\xff][\x80-\xbf]|[\xfd\xff][\x80-\xbf]{2})"
    rb"|[\xc2-\xdf][\xfd\xff?]"
    rb"|[\xfd\xff][\x80-\xbf](?:[\x80-\xbf]|[\xfd\xff](?![\x80-\xbf]{2}))"
    rb"|[\xfd\xff]{2}[\x80-\xbf]"
    rb"|[\xfd\xff?][\x80-\xbf])"
)
_LOST_BEFORE = rb"\xef\xbf\xbd"
"""U+FFFD in UTF-8: what a decoder had lost before."""
_DROPPED = rb"(?:%b|(?!%b)[\xe0-\xef][\x80-\xbf](?!\xfe))" % (_GAP, _LOST_BEFORE)


def _tokens(gap: bytes, bare: bytes = rb"[\xfd\xff]+") -> re.Pattern[bytes]:
    return re.compile(
        rb"(?P<chars>(?:%b){1,64})|(?P<crowd>(?:%b){25,4000})|(?P<gap>%b)"
        rb"|(?P<ascii>[\x00-\x3e\x40-\x7f]+|\?)|(?P<bare>%b)"
        rb"|(?P<junk>(?:(?!%b|%b|%b)[\x80-\xfc\xfe]){1,64})" % (_CHAR, gap, gap, bare, _CHAR, gap, bare)
    )


_TOKENS = _tokens(_GAP)
_TOKENS_SINGLE = _tokens(_DROPPED, rb"[\xfd\xff]+|" + _LOST_BEFORE)


def tokens(name: str) -> re.Pattern[bytes]:
    """Return the pattern of the tokens of a stream, in groups by kind.

    "chars" are characters of UTF-8, "gap" is one that lost some of its bytes, "crowd" is many of those, "bare" are lost
    bytes without a rest of a character, "ascii" is itself, and "junk" is no UTF-8.

    In a codec of one byte the last byte of a character may be missing without a mark: controls are often dropped.
    """
    return _TOKENS if name in MULTI else _TOKENS_SINGLE


class Stream(NamedTuple):
    """The bytes of a text, and at which of them its characters begin: offset in `data` to offset in the text."""

    data: bytes
    offsets: dict[int, int]


def stream(text: str, name: str) -> Stream:
    r"""Return the bytes of a text in a codec.

    >>> stream("鑳�<", "gb18030").data
    b'\xe8\x83\xff<'
    """
    pieces = list(map(written(name).__getitem__, text))
    for match in _MARKS.finditer(text):
        _trim(text, pieces, *match.span())
    return Stream(b"".join(pieces), dict(zip(accumulate(map(len, pieces), initial=0), count(), strict=False)))


_MARKS = lazily.compiled("[\ufffd?・]+")
_ENDS = re.compile(rb"%b\Z" % _OF_THREE)
_STARTS = re.compile(_OF_THREE)


def _trim(text: str, pieces: list[bytes], start: int, end: int) -> None:
    """Take from the characters beside a mark the bytes that stand in good text beside them a second time."""
    at = start - 1
    if at > 0 and len(pieces[at]) == 1 and pieces[at] > b"\x7f":
        at -= 1
    if at > 0 and len(pieces[at]) == 2 and pieces[at][0] in _TAILS and pieces[at][1] >= 0xC2:
        tail, beside = pieces[at][:1], text[at - 1]
        found = _ENDS.search(pieces[at - 1] + tail)
        if _utf_8(beside)[-1:] == tail and not (found and _is_cheaper(found[0].decode(), beside)):
            pieces[at] = pieces[at][1:]
    if end < len(text) - 1 and len(pieces[end]) == 1 and pieces[end] > b"\x7f":
        end += 1
    if end < len(text) - 1 and len(pieces[end]) == 2 and pieces[end][0] in _TAILS and pieces[end][1] >= 0xC2:
        head, beside = pieces[end][1:], text[end + 1]
        found = _STARTS.match(head + b"".join(pieces[end + 1 : end + 4]))
        if _utf_8(beside)[:1] == head and not (found and _is_cheaper(found[0].decode(), beside)):
            pieces[end] = pieces[end][:1]


_TAILS = range(0x80, 0xC0)


def _utf_8(char: str) -> bytes:
    return char.encode("utf-8", "surrogatepass")


def _is_cheaper(char: str, than: str) -> bool:
    return model.bits(char) < model.bits(than)


class Written(dict[str, bytes]):
    """The bytes of a character in one codec, worked out when they are asked for."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.own = {**_OWN.get(name, {}), "\ufffd": LOST}

    def __missing__(self, char: str) -> bytes:
        if len(self) > _CHARS:
            self.clear()
        self[char] = data = self._bytes(char)
        return data

    def _bytes(self, char: str) -> bytes:
        if char in self.own:
            return self.own[char]
        if self.name in MULTI and "\x80" <= char <= "\x9f":
            return char.encode("latin-1")
        for name in _PYTHON.get(self.name, (self.name,)):
            try:
                data = codec(name).encode(char) if name in SINGLE else char.encode(name)
            except UnicodeEncodeError:
                continue
            if data and len(data) <= 2 and data[0] < 0xFD:
                return data
        return NONE


@cache
def written(name: str) -> Written:
    """Return the table of a codec."""
    return Written(name)
