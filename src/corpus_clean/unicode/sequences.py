"""Where a character may be a byte of text that was read in a code page, and so has to stay until that is settled."""

from __future__ import annotations

import re
from functools import cache
from itertools import repeat

from corpus_clean import lazily
from corpus_clean.document import HAN, HANGUL, KANA

_SEQUENCE = re.compile(b"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_PAGES = ("cp1252", "cp1250", "cp1251", "cp1254", "cp1257", "iso8859-2", "iso8859-5")
_LONGEST = 4
_RUN = lazily.compiled("[\x80-\xbf]+")
_CONTROL = lazily.compiled("[\x80-\x9f]")
_CJK = lazily.compiled(f"[{HAN}{KANA}{HANGUL}，。、：；！？“”]")


def may_be_byte(text: str, at: int, pages: tuple[str, ...] = _PAGES) -> bool:
    r"""Say whether the character at `at` ends or continues what UTF-8 looks like when it is read in a code page.

    >>> may_be_byte("MarÃ\xada", 4), may_be_byte("voil\xe0\xa0!", 5), may_be_byte("Р\x98", 1)
    (True, False, True)
    """
    start = max(0, at - _LONGEST + 1)
    if _leads(pages).isdisjoint(text[start:at]):
        return False
    window = text[start : at + _LONGEST]
    for page in pages:
        read = bytes(map(_bytes(page).get, window, repeat(0)))
        if any(match.start() < at - start < match.end() for match in _SEQUENCE.finditer(read)):
            return True
    return False


@cache
def _leads(pages: tuple[str, ...]) -> frozenset[str]:
    """Return the characters that are the first byte of a sequence in one of the code pages."""
    return frozenset(char for page in pages for char, byte in _bytes(page).items() if byte >= 0xC2)


@cache
def _bytes(page: str) -> dict[str, int]:
    """Return the byte of each character of a code page; a hole is passed through as the control, as browsers do."""
    controls = {chr(byte): byte for byte in range(0x80, 0xA0)}
    return controls | {bytes((byte,)).decode(page, "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}


def lost_its_lead(text: str, at: int) -> bool:
    r"""Say whether the character at `at` is one of the last bytes of a letter of CJK whose first byte is gone.

    Such bytes stand beside CJK and are read as ISO 8859-1: a control is among them, that no such text has.

    >>> lost_its_lead("按住\x97\xb6拖动", 3), lost_its_lead("中\xad间", 1)
    (True, False)
    """
    start = max(0, at - _LONGEST)
    for run in _RUN.finditer(text, start, at + _LONGEST):
        if run.start() <= at < run.end():
            beside = text[max(0, run.start() - 1) : run.start()] + text[run.end() : run.end() + 1]
            return bool(_CONTROL.search(run[0]) and _CJK.search(beside))
    return False
