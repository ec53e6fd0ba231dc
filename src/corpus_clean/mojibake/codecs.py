"""The codecs that text is known to be damaged by, each as browsers and old editors apply it.

A single-byte codec is a table of 256 characters. Its holes among 80-9F are filled the WHATWG way: a byte that stands
for nothing is passed through as the C1 control of that number. Codecs of several bytes are Python's, put right where
they differ from what reads and writes such text: UTF-8 may come with surrogates (CESU-8). Some are no codecs that a
text is written in, but ways in which bytes have been mistaken:

- `cp936`: GBK as Windows has it, with € at byte 80;
- `mixed`: what is valid UTF-8 was read as that, every other byte as Latin-1;
- `cp949-nfc`: CP949, whose doubles of Han were then folded into one by normalisation (NFC);
- `cp932-nec`: CP932, where the characters that it has twice are those of NEC;
- `big5hkscs`: Big5 with the additions of Hong Kong.
"""

from __future__ import annotations

import codecs
import unicodedata
from functools import cache
from typing import Any, NamedTuple

UTF_8 = "utf-8"
SINGLE = (
    "cp1252", "latin-1", "cp1251", "cp1250", "cp1254", "cp1253", "cp1255", "cp1256", "cp1257", "cp1258", "cp874",
    "koi8-r", "koi8-u", "cp866", "cp437", "cp850", "cp852", "mac-roman", "mac-cyrillic", "iso8859-2", "iso8859-5",
    "iso8859-7", "iso8859-15", "iso8859-9", "iso8859-13", "iso8859-16", "iso8859-3", "iso8859-4", "iso8859-6",
    "iso8859-8", "iso8859-10", "iso8859-14",
)  # fmt: skip
"""Codecs of one byte a character, the commoner ones first."""
MULTI = ("gb18030", "cp932", "cp949", "cp950", "euc-jp")
"""Codecs of several bytes a character."""
MISTAKEN = ("cp936", "mixed", "cp949-nfc", "cp932-nec", "big5hkscs")
"""Ways in which bytes are read that no text is written in on purpose."""
_HOLE = "\ufffe"  # what charmap_decode takes for a byte that stands for nothing


class Codec(NamedTuple):
    """One way to read bytes and to write text."""

    name: str
    shown: str = ""
    """For a single-byte codec: the character of each byte, U+FFFE for a hole."""

    def encode(self, text: str) -> bytes | None:
        """Return the bytes of a text, None where it has none."""
        try:
            if self.shown:
                return codecs.charmap_encode(text, "strict", _written(self.shown))[0]
            special = _ENCODE.get(self.name)
            return special(text) if special else text.encode(self.name)
        except UnicodeEncodeError:
            return None

    def decode(self, data: bytes) -> str | None:
        """Return the text of bytes, None where they stand for none."""
        try:
            if self.shown:
                return codecs.charmap_decode(data, "strict", self.shown)[0]
            special = _DECODE.get(self.name)
            return special(data) if special else data.decode(self.name)
        except UnicodeDecodeError:
            return None


@cache
def codec(name: str) -> Codec:
    r"""Return a codec by name.

    >>> codec("cp1252").encode("ÃÂ\x81")
    b'\xc3\xc2\x81'
    """
    if name not in SINGLE:
        return Codec(name)
    shown = list(bytes(range(256)).decode(name, "replace"))
    for byte, char in enumerate(shown):
        if char == "\ufffd":
            shown[byte] = chr(byte) if 0x80 <= byte < 0xA0 else _HOLE
    return Codec(name, "".join(shown))


@cache
def _written(shown: str) -> Any:  # noqa: ANN401 - what charmap_build returns has no public type
    return codecs.charmap_build(shown)


@cache
def masks() -> dict[str, int]:
    """Return for each character that is not ASCII the codecs of `SINGLE` that have it, a bit each."""
    found: dict[str, int] = {}
    for at, name in enumerate(SINGLE):
        for char in codec(name).shown[128:]:
            if char != _HOLE:
                found[char] = found.get(char, 0) | 1 << at
    return found


def shared(chars: frozenset[str]) -> int:
    """Return the codecs of `SINGLE` that have all of the characters, a bit each."""
    table = masks()
    mask = (1 << len(SINGLE)) - 1
    for char in chars:
        mask &= table.get(char, 0)
        if not mask:
            break
    return mask


def single_with(chars: frozenset[str]) -> list[str]:
    """Return the single-byte codecs that have all of the characters.

    >>> single_with(frozenset("Ы╨"))
    ['koi8-r', 'koi8-u', 'cp866']
    """
    mask = shared(chars)
    return [name for at, name in enumerate(SINGLE) if mask >> at & 1]


def _read_utf_8(data: bytes) -> str:
    """Decode UTF-8 and its variant with surrogates (CESU-8)."""
    try:
        return data.decode(UTF_8)
    except UnicodeDecodeError:
        if b"\xed" not in data:
            raise
        text = data.decode(UTF_8, "surrogatepass")
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _read_cp936(data: bytes) -> str:
    return codecs.decode(data, "gb18030", "corpus-clean-euro")


def _euro(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError) and error.object[error.start] == 0x80:
        return "€", error.start + 1
    raise error


codecs.register_error("corpus-clean-euro", _euro)


def _write_cp936(text: str) -> bytes:
    return b"\x80".join(part.encode("gb18030") for part in text.split("€"))


def _write_mixed(text: str) -> bytes:
    if any(char > "\u07ff" for char in text):
        raise UnicodeEncodeError("mixed", text, 0, 1, "not of two bytes")
    return b"".join(char.encode("latin-1") if char < "\u0100" else char.encode() for char in text)


@cache
def _doubles() -> dict[int, str]:
    """Return the Han that CP949 has a second time, as a compatibility character that NFC folds."""
    compatible = map(chr, range(0xF900, 0xFA0C))
    return {ord(unicodedata.normalize("NFC", char)): char for char in compatible if codec("cp949").encode(char)}


def _write_cp949_nfc(text: str) -> bytes:
    return text.translate(_doubles()).encode("cp949")


@cache
def _nec() -> dict[str, bytes]:
    """Return the bytes of what CP932 has twice (rows 13 and 89-92) in the place where NEC put them."""
    found = {}
    for lead in (0x87, 0xED, 0xEE):
        for trail in range(0x40, 0xFD):
            data = bytes((lead, trail))
            char = codec("cp932").decode(data)
            if char and len(char) == 1 and char.encode("cp932") != data:
                found[char] = data
    return found


def _write_cp932_nec(text: str) -> bytes:
    table = _nec()
    return b"".join(table.get(char) or char.encode("cp932") for char in text)


_ENCODE = {
    "cp936": _write_cp936,
    "mixed": _write_mixed,
    "cp949-nfc": _write_cp949_nfc,
    "cp932-nec": _write_cp932_nec,
}
_DECODE = {UTF_8: _read_utf_8, "cp936": _read_cp936}
