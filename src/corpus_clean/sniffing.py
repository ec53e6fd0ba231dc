"""Is it text at all? A look at the first bytes, before anything tries to decode them."""

import codecs
import re

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
_PARQUET = b"PAR1"  # four letters, so only at both ends


def is_binary(data: bytes) -> bool:
    r"""Tell whether bytes are surely no text: the magic number of a format, or a NUL near the start.

    A UTF-16 or UTF-32 byte order mark explains NULs; without one such text counts as binary: see `decoding.utf16`.

    >>> is_binary("鈥".encode("utf-16")), is_binary(b"a\x00b"), is_binary(b"\x1f\x8b\x08\x08")
    (False, True, True)
    """
    if _MAGIC.match(data) or (data.startswith(_PARQUET) and data.endswith(_PARQUET) and len(data) > len(_PARQUET)):
        return True
    return b"\0" in data[:SNIFFED] and not data.startswith(_BYTE_ORDER_MARKS)
