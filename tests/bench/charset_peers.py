"""The detectors that `tests.bench.charset_accuracy` compares: what each says of bytes, and the text that one gets."""

from __future__ import annotations

import ctypes
import logging
from codecs import lookup
from functools import cache
from typing import TYPE_CHECKING, Any

from corpus_clean.decoding import decode, outside
from corpus_clean.mojibake.codecs import SINGLE, codec

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus_clean.decoding import Decoded

OURS, ALONE = "corpus-clean", "corpus-clean alone"
OWN = (ALONE, OURS)
"""This library without, and with, what the extra `detect` installs."""
_WEB = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
}
_FOUND = outside._chardet
_UCHARDET = "libuchardet.so.0"


def _charset_normalizer() -> Callable[[bytes], str | None]:
    import charset_normalizer

    logging.disable(logging.CRITICAL)

    def detect(data: bytes) -> str | None:
        best = charset_normalizer.from_bytes(data).best()
        return best.encoding if best else None

    return detect


def _chardet() -> Callable[[bytes], str | None]:
    import chardet

    def detect(data: bytes) -> str | None:
        found: str | None = chardet.detect(data, prefer_superset=False)["encoding"]
        return found

    return detect


def _chardetng() -> Callable[[bytes], str | None]:
    import chardetng_py

    def detect(data: bytes) -> str | None:
        return str(chardetng_py.detect(data, allow_utf8=True))

    return detect


def _uchardet() -> Callable[[bytes], str | None]:
    library = ctypes.CDLL(_UCHARDET)
    library.uchardet_new.restype = ctypes.c_void_p
    library.uchardet_get_charset.restype = ctypes.c_char_p
    for name in ("delete", "data_end", "get_charset"):
        getattr(library, f"uchardet_{name}").argtypes = [ctypes.c_void_p]
    library.uchardet_handle_data.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]

    def detect(data: bytes) -> str | None:
        detector = library.uchardet_new()
        library.uchardet_handle_data(detector, data, len(data))
        library.uchardet_data_end(detector)
        name = library.uchardet_get_charset(detector).decode()
        library.uchardet_delete(detector)
        return name or None

    return detect


PEERS = {
    "charset-normalizer": _charset_normalizer,
    "chardet": _chardet,
    "chardetng": _chardetng,
    "uchardet": _uchardet,
}


def ours(tool: str) -> Callable[[bytes], Decoded]:
    """Return our own decoder; from then on it does without chardet, or with it where it is installed."""
    outside._chardet = _FOUND if tool == OURS else lambda: None  # type: ignore[assignment]
    return decode


@cache
def detector(name: str) -> Callable[[bytes], str | None] | None:
    """Return what tells the encoding of bytes, None where the peer is not installed."""
    try:
        return PEERS[name]()
    except (ImportError, OSError):
        return None


def confidence(name: str, data: bytes) -> tuple[str | None, float]:
    """Return the answer of chardet with its lead over the next one, of charset-normalizer with what it is sure of."""
    if name == "chardet":
        import chardet

        found: list[Any] = [
            one for one in chardet.detect_all(data, ignore_threshold=True, prefer_superset=False) if one["encoding"]
        ]
        if not found:
            return None, 0.0
        first = reading(data, found[0]["encoding"])
        others = [one["confidence"] for one in found[1:] if reading(data, one["encoding"]) != first]
        return found[0]["encoding"], found[0]["confidence"] - max(others, default=0.0)
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return (best.encoding, 1 - best.chaos + best.coherence) if best else (None, 0.0)


def canonical(name: str | None) -> str | None:
    """Return how Python calls an encoding, None for none that it has."""
    try:
        return lookup(name or "").name
    except LookupError:
        return {"mac-centraleurope": "mac-latin2", "x-mac-cyrillic": "mac-cyrillic"}.get((name or "").lower())


def reading(data: bytes, name: str | None) -> str | None:
    """Return the text of bytes in an encoding, strictly; None where it has none for them."""
    name = canonical(name)
    try:
        return None if name is None else data.decode(name)
    except UnicodeError:
        return None


def web_reading(data: bytes, name: str | None) -> str | None:
    """Return the text as a browser would read the encoding: supersets, and C1 controls for what is not assigned."""
    name = canonical(name)
    wide = _WEB.get(name or "", name)
    if wide in SINGLE:
        return codec(wide).decode(data)
    return reading(data, wide)


def lenient(name: str) -> Callable[[bytes], str]:
    """Return what gives a peer's user a text at any cost: its answer or the superset of that, U+FFFD for the rest."""
    detect = detector(name)
    if detect is None:
        raise LookupError(name)

    def decode(data: bytes) -> str:
        answer = canonical(detect(data)) or "utf-8"
        if reading(data, answer) is None:
            answer = _WEB.get(answer, answer)
        return data.decode(answer, "replace")

    return decode
