"""Where a character may be a byte of text that was read in a code page, and so has to stay until that is settled."""

from __future__ import annotations

import re

from corpus_clean.document import HAN, HANGUL, KANA

_BEHIND = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_SEQUENCE = re.compile(f"[\xc2-\xdf]{_BEHIND}|[\xe0-\xef]{_BEHIND}{{2}}|[\xf0-\xf4]{_BEHIND}{{3}}")
_LONGEST = 4
_RUN = re.compile("[\x80-\xbf]+")
_CONTROL = re.compile("[\x80-\x9f]")
_CJK = re.compile(f"[{HAN}{KANA}{HANGUL}，。、：；！？“”]")


def may_be_byte(text: str, at: int) -> bool:
    r"""Say whether the character at `at` ends or continues what UTF-8 looks like when it is read as windows-1252.

    >>> may_be_byte("MarÃ\xada", 4), may_be_byte("voil\xe0\xa0!", 5)
    (True, False)
    """
    start = max(0, at - _LONGEST + 1)
    return any(match.start() < at < match.end() for match in _SEQUENCE.finditer(text, start, at + _LONGEST))


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
