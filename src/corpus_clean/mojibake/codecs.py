"""The codecs that text is known to be damaged by, each as browsers and old editors apply it.

A single-byte codec is a table of 256 characters. Its holes are filled the WHATWG way: a byte that stands for nothing is
passed through as the C1 control of that number. Codecs of several bytes are Python's, put right where they differ from
what reads and writes such text: GBK has € at byte 80, and CP932 has characters twice, of which Python writes one.
"""

from __future__ import annotations

import codecs
from functools import cache
from typing import NamedTuple

UTF_8 = "utf-8"
SINGLE = (
    "cp1252", "latin-1", "cp1251", "cp1250", "cp1254", "cp1253", "cp1255", "cp1256", "cp1257", "cp1258", "cp874",
    "koi8-r", "koi8-u", "cp866", "cp437", "cp850", "cp852", "mac-roman", "mac-cyrillic", "iso8859-2", "iso8859-5",
    "iso8859-7", "iso8859-15", "iso8859-9", "iso8859-13", "iso8859-16", "iso8859-3", "iso8859-4", "iso8859-6", "iso8859-8",
    "iso8859-10", "iso8859-14",
)  # fmt: skip
"""Codecs of one byte a character, the commoner ones first."""
MULTI = ("gb18030", "cp932", "cp949", "cp950", "euc-jp")
"""Codecs of several bytes a character."""
REPLACED = {"cp932-nec": "cp932"}


class Codec(NamedTuple):
    """One way to read bytes and to write text."""

    name: str
    shown: str = ""
    """For a single-byte codec: the character of each byte."""

    def encode(self, text: str) -> bytes | None:
        """Return the bytes of a text, None where it has none."""
        try:
            if self.shown:
                return codecs.charmap_encode(text, "strict", _written(self.shown))[0]
            if self.name == "gb18030" and "€" in text:
                return b"\x80".join(part.encode("gb18030") for part in text.split("€"))
            if self.name == "cp932-nec":
                return text.translate(_nec()).encode("cp932", "surrogatepass")
            return text.encode(self.name)
        except UnicodeEncodeError:
            return None

    def decode(self, data: bytes) -> str | None:
        """Return the text of bytes, None where they stand for none."""
        try:
            if self.shown:
                return codecs.charmap_decode(data, "strict", self.shown)[0]
            if self.name == UTF_8:
                return _utf_8(data)
            return data.decode(self.name)
        except UnicodeDecodeError:
            return None


@cache
def codec(name: str) -> Codec:
    """Return a codec by name.

    >>> codec("cp1252").encode("ÃÂ\\x81")
    b'\\xc3\\xc2\\x81'
    """
    if name not in SINGLE:
        return Codec(name)
    return Codec(name, "".join(bytes((byte,)).decode(name, "ignore") or chr(byte) for byte in range(256)))


@cache
def _written(shown: str) -> object:
    return codecs.charmap_build(shown)


@cache
def masks() -> dict[str, int]:
    """Return for each character that is not ASCII the codecs of `SINGLE` that have it, a bit each."""
    found: dict[str, int] = {}
    for at, name in enumerate(SINGLE):
        for char in codec(name).shown[128:]:
            found[char] = found.get(char, 0) | 1 << at
    return found


def single_with(chars: frozenset[str]) -> list[str]:
    """Return the single-byte codecs that have all of the characters.

    >>> single_with(frozenset("Ы╨"))
    ['koi8-r', 'koi8-u', 'cp866']
    """
    table = masks()
    mask = -1
    for char in chars:
        mask &= table.get(char, 0)
        if not mask:
            return []
    return [name for at, name in enumerate(SINGLE) if mask >> at & 1]


def _utf_8(data: bytes) -> str:
    """Decode UTF-8 and its variant with surrogates (CESU-8)."""
    try:
        return data.decode(UTF_8)
    except UnicodeDecodeError:
        if b"\xed" not in data:
            raise
        text = data.decode(UTF_8, "surrogatepass")
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
