r"""How the web reads an encoding: which codec a label stands for, and the characters that Python's codecs lack.

A label of the web names a superset of what it says: `gb2312` is read as GB 18030, `latin-1` as Windows-1252 (WHATWG
Encoding Standard). What a single-byte codec leaves open among the bytes 80-9F is the C1 control of that number; Big5
and GB 18030 have a few characters more, or others, than Python's (tables/web_codecs.tsv); EUC-JP has the rows of NEC
and IBM, which Python only has in its Shift_JIS.
"""

from __future__ import annotations

import codecs
from functools import cache

from corpus_clean import lazily
from corpus_clean.tables import read

_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
    "utf-8-sig": "utf-8",
    "iso2022_jp_1": "iso2022_jp_ext",
    "iso2022_jp_2": "iso2022_jp_ext",
}
_NO_TEXT = frozenset(("x-user-defined", "replacement", "unicode-escape", "raw-unicode-escape", "punycode", "idna"))
_WEB_NAMES = {"x-mac-cyrillic": "mac-cyrillic", "macintosh": "mac-roman", "iso-8859-8-i": "iso8859-8"}
_SWITCHING = lazily.compiled("iso2022|hz|utf-7")
_EUC, _HALF_ROWS = range(0xA1, 0xFF), 94


def superset(label: str) -> str | None:
    """Return the Python codec that text with a label is read in, None for a label that nobody knows.

    >>> superset("GB2312"), superset("latin-1"), superset("ISO-8859-8-I"), superset("klingon")
    ('gb18030', 'cp1252', 'iso8859-8', None)
    """
    import webencodings  # only where there is a label

    known = webencodings.lookup(label)
    if known is not None:
        name = known.name
        if name in _NO_TEXT:
            return None
        label = _WEB_NAMES.get(name) or known.codec_info.name
    try:
        name = codecs.lookup(label).name
        "".encode(name)  # refuses the codecs that are no text encodings
    except (LookupError, ValueError):  # a ValueError where a NUL is in the name
        return None
    if name in _NO_TEXT:
        return None
    return _SUPERSETS.get(name, name)


@cache
def additions(encoding: str) -> dict[bytes, str]:
    """Return the characters of several bytes that the web reads in an encoding, and Python does not, or otherwise."""
    lines = (line.split("\t") for line in read("web_codecs.tsv").decode().rstrip("\n").split("\n"))
    return {bytes.fromhex(code): char for name, code, char in lines if name == encoding}


@cache
def keeps_ascii(encoding: str) -> bool:
    """Say whether an encoding has ASCII for ASCII, and no states: what lines in it can be told apart by.

    >>> keeps_ascii("cp932"), keeps_ascii("utf-16-le"), keeps_ascii("cp037"), keeps_ascii("iso2022_jp")
    (True, False, False, False)
    """
    ascii_ = bytes(range(1, 0x7F))
    try:
        return ascii_.decode(encoding) == ascii_.decode("ascii") and not _SWITCHING.match(encoding)
    except UnicodeError:
        return False


def character(data: bytes, encoding: str) -> str | None:
    r"""Return what the bytes of one character stand for, None for nothing.

    >>> character(b"\xad\xa1", "euc_jp"), character(b"\x81", "cp1252"), character(b"\xaa", "cp1253")
    ('①', '\x81', None)
    """
    added = additions(encoding).get(data)
    if added is not None:
        return added
    if encoding == "euc_jp" and len(data) == 2 and data[0] in _EUC and data[1] in _EUC:
        found = _decoded(_shifted(*data), "cp932")
        if found:
            return found
    found = _decoded(data, encoding)
    if found is None and len(data) == 1 and 0x80 <= data[0] < 0xA0 and _is_single(encoding):
        return chr(data[0])
    return found


def _shifted(high: int, low: int) -> bytes:
    """Return the two bytes of a character of EUC-JP in Shift_JIS."""
    row, cell = high - 0xA1, low - 0xA1
    lead = 0x81 + row // 2
    trail = cell + (row % 2) * _HALF_ROWS + 0x40
    return bytes((lead if lead < 0xA0 else lead + 0x40, trail if trail < 0x7F else trail + 1))


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


@cache
def _is_single(encoding: str) -> bool:
    """Say whether every character of an encoding is one byte."""
    return all(
        len(bytes((lead, trail)).decode(encoding, "replace")) == 2
        for lead in (0x81, 0xE0)
        for trail in (0x41, 0xA1, 0xBF)
    )
