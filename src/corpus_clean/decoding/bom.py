"""The byte order mark: three bytes or so at the start that name the encoding."""

import codecs

from .decoded import Decoded, round_trip

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of UTF-16 LE, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def by_byte_order_mark(data: bytes) -> Decoded | None:
    r"""Believe a mark if the rest decodes as it says.

    >>> by_byte_order_mark(b"\xff\xfeh\x00i\x00")
    Decoded(text='hi', encoding='utf-16-le', bom=b'\xff\xfe', how='bom')
    """
    for bom, encoding in _MARKS:
        if data.startswith(bom) and (found := round_trip(data, encoding, bom, "bom")):
            return found
    return None
