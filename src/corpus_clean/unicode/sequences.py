"""Where a character may be a byte of text that was read in a code page, and so has to stay until that is settled."""

from __future__ import annotations

import re

_BEHIND = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_SEQUENCE = re.compile(f"[\xc2-\xdf]{_BEHIND}|[\xe0-\xef]{_BEHIND}{{2}}|[\xf0-\xf4]{_BEHIND}{{3}}")
_LONGEST = 4


def may_be_byte(text: str, at: int) -> bool:
    r"""Say whether the character at `at` ends or continues what UTF-8 looks like when it is read as windows-1252.

    >>> may_be_byte("MarÃ\xada", 4), may_be_byte("voil\xe0\xa0!", 5)
    (True, False)
    """
    start = max(0, at - _LONGEST + 1)
    return any(match.start() < at < match.end() for match in _SEQUENCE.finditer(text, start, at + _LONGEST))
