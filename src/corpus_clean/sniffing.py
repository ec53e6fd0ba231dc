"""Is it text at all? A look at the first bytes, before anything tries to decode them."""

import codecs
import re
from unicodedata import category

SNIFFED = 8192
"""How many bytes are searched for a NUL."""

_BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)  # UTF-32 LE begins as UTF-16 LE

# Only what can do without a NUL in its first bytes, each with enough bytes that no text begins so.
_MAGIC = re.compile(
    rb"""\x1f\x8b\x08                   # gzip
    | PK(?:\x03\x04|\x05\x06|\x07\x08)  # zip, and what is one: docx, epub, jar
    | \x89PNG\r\n\x1a\n
    | \xff\xd8\xff                      # jpeg
    | GIF8[79]a
    | %PDF-
    | \x28\xb5\x2f\xfd                  # zstandard
    | \x04\x22\x4d\x18                  # lz4
    | \xfd7zXZ\x00
    | BZh[1-9]1AY&SY                    # bzip2
    | 7z\xbc\xaf\x27\x1c
    | Rar!\x1a\x07
    | \x7fELF
    | \xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1  # OLE: doc, xls
    | SQLite[ ]format[ ]3\x00
    """,
    re.VERBOSE,
)
_ODD = frozenset(("Cc", "Cf", "Cn", "Co", "Cs"))
_BREAKS = " \n\u3000"
_ORDERLY = 0.99
"""The share of the characters of a text that are ordinary ones."""

_UTF_16 = ("utf-16-le", "utf-16-be")

_PARQUET = b"PAR1"  # four letters, so only at both ends


def is_binary(data: bytes) -> bool:
    r"""Tell whether bytes are surely no text: the magic number of a format, or a NUL near the start.

    A UTF-16 or UTF-32 byte order mark explains NULs; without one such text counts as binary: see `unmarked_utf_16`.

    >>> is_binary("鈥".encode("utf-16")), is_binary(b"a\x00b"), is_binary(b"\x1f\x8b\x08\x08")
    (False, True, True)
    """
    if _MAGIC.match(data) or (data.startswith(_PARQUET) and data.endswith(_PARQUET) and len(data) > len(_PARQUET)):
        return True
    return b"\0" in data[:SNIFFED] and not data.startswith(_BYTE_ORDER_MARKS)


def unmarked_utf_16(data: bytes) -> str | None:
    r"""Say which UTF-16 bytes with NULs in them seem to be, though they have no mark; None where they seem binary.

    The evidence is good enough to ask, not to act: nothing tells such text from a table of numbers for sure.

    >>> unmarked_utf_16("Lo que dijo.\n".encode("utf-16-be")), unmarked_utf_16(b"a\x00b")
    ('utf-16-be', None)
    """
    if len(data) % 2:
        return None
    found = {name: breaks for name in _UTF_16 if (breaks := _breaks(data[:SNIFFED], name))}
    return max(found, key=found.__getitem__, default=None)


def _breaks(sample: bytes, encoding: str) -> int:
    """Count the blanks and line ends of what is text in an encoding; 0 for what is none."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError as error:
        if error.end < len(sample):  # else it is a pair of surrogates that the sample cuts in two
            return 0
        text = sample[: error.start].decode(encoding)
    ordinary = sum(character in "\r\n\t" or category(character) not in _ODD for character in text)
    return sum(map(text.count, _BREAKS)) if ordinary >= _ORDERLY * len(text) else 0
