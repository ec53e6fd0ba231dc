"""The byte order mark: three bytes or so at the start that name the encoding."""

from __future__ import annotations

import codecs
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus_clean.decoding.decoded import Decoded, round_trip

if TYPE_CHECKING:
    from corpus_clean.decoding.hints import Hints

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of UTF-16 LE, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STARTS = tuple(bom for bom, _ in _MARKS)
_FEWEST = 8  # characters of UTF-16 in which one may be damaged
_MOST_LOST = 0.01


def by_byte_order_mark(data: bytes) -> Decoded | None:
    r"""Believe a mark if the rest decodes as it says.

    >>> by_byte_order_mark(b"\xff\xfeh\x00i\x00").text
    'hi'
    """
    if not data.startswith(_STARTS):
        return None
    for bom, encoding in _MARKS:
        if data.startswith(bom) and (found := round_trip(data, encoding, bom, "bom")):
            return found
    return None


def by_mark_with_damage(data: bytes, hints: Hints) -> Decoded | None:
    r"""Believe a mark if next to nothing of the rest does not decode.

    >>> from corpus_clean.decoding.hints import Hints
    >>> by_mark_with_damage("\ufeffein langer Text".encode("utf-16-le")[:-1], Hints()).text
    'ein langer Tex\ufffd'
    """
    from corpus_clean.decoding.whole import whole

    if not data.startswith(_STARTS):
        return None
    for bom, encoding in _MARKS:
        if not data.startswith(bom):
            continue
        if encoding == "utf-8":
            from corpus_clean.decoding.statistical import by_letters

            rest = by_letters(data[len(bom) :], hints)
            return _behind(rest, bom) if rest.encoding == encoding else None
        found = whole(data, encoding, "bom", bom, strict=False)
        if found and len(found.text) >= _FEWEST and found.text.count("\ufffd") <= 1 + _MOST_LOST * len(found.text):
            return replace(found, confidence=0.95)
    return None


def _behind(found: Decoded, bom: bytes) -> Decoded:
    """Return what was found behind a mark, with the offsets of the whole."""
    size = len(bom)
    return replace(
        found,
        bom=bom,
        bad_bytes=tuple(one._replace(offset=one.offset + size) for one in found.bad_bytes),
        segments=tuple(one._replace(start=one.start + size, end=one.end + size) for one in found.segments),
    )
