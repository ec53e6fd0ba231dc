"""What detectors of others say: a second opinion on what is read here, and names of encodings that no list here has.

chardet (version 7, the extra `detect`) is asked where it is installed. Its answers are always taken without
`prefer_superset`, which renames ISO-8859-5 to Windows-1251 and others that are no supersets of each other.
charset-normalizer is asked where nothing that is known here makes sense.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from corpus_clean.decoding.webcodecs import keeps_ascii, superset

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 16_000
"""Bytes that a detector is shown."""


def second_opinion(data: bytes) -> str:
    """Return what chardet takes bytes for, "" where it is not installed or has no answer."""
    detect = _chardet()
    name = superset(detect(data[:MOST], prefer_superset=False)["encoding"] or "") if detect else None
    return name if name and keeps_ascii(name) else ""


def last_resort(data: bytes) -> str:
    """Return what charset-normalizer takes bytes for, "" where it has no answer."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:MOST]).best()
    return superset(best.encoding) or "" if best else ""


@cache
def _chardet() -> Callable[..., Any] | None:
    try:
        import chardet
    except ImportError:
        return None
    return chardet.detect if chardet.__version__.startswith("7.") else None
