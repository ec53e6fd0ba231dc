"""Encodings that switch by escape sequences, and so are ASCII to look at: ISO-2022 and HZ."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus_clean.decoding.whole import whole

if TYPE_CHECKING:
    from corpus_clean.decoding.decoded import Decoded

_ISO_2022 = (
    ("iso2022_jp_ext", re.compile(rb"\x1b\$[@B]|\x1b\$\(D|\x1b\([IJ]")),
    ("iso2022_kr", re.compile(rb"\x1b\$\)C")),
)
_HZ = re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e])+(?:~\}|\n|\Z)")


def by_escapes(data: bytes) -> Decoded | None:
    r"""Read bytes in ASCII that switch to another character set, and pass if they do not decode then.

    >>> by_escapes("日本".encode("iso2022_jp")).text, by_escapes(b"~{VPND~}").text, by_escapes(b"\x1b[1mbold") is None
    ('日本', '中文', True)
    """
    if b"\x1b" in data:
        for encoding, sequence in _ISO_2022:
            if sequence.search(data) and (found := _switched(data, encoding)):
                return found
    if b"~{" in data and _HZ.search(data):
        return _switched(data, "hz")
    return None


def _switched(data: bytes, encoding: str) -> Decoded | None:
    """Read the bytes, and pass if the switch leads to nothing."""
    found = whole(data, encoding, "escapes")
    return found if found and not found.text.isascii() else None
