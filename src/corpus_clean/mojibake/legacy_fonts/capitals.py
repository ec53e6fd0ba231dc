"""The capitals that a text in TCVN3 does not show: a toned capital has the code of the small letter.

Where the lines of a document start with capitals, one that starts with such a letter had it in a font of capitals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.mojibake.legacy_fonts.tcvn3 import is_upper

if TYPE_CHECKING:
    from collections.abc import Iterable

SHARE = 0.8
"""The least share of capitals among the first letters of lines whose case is known."""

_FIRST = lazily.compiled(r"[^\w¡-ÿ]*+([^\W\d_]|[¡-ÿ])")


def starts_are_capitals(lines: Iterable[str]) -> bool:
    """Say whether lines that were typed for TCVN3 start with capitals, as far as they show it.

    >>> starts_are_capitals(["§i ®©u?", "¶nh kh«ng biÕt."]), starts_are_capitals(["ng¾m s«ng", "¶nh ®Ñp"])
    (True, False)
    """
    firsts = (match[1] for line in lines if (match := _FIRST.match(line)))
    known = [case for char in firsts if (case := is_upper(char)) is not None]
    return sum(known) >= SHARE * len(known) > 0


def capitalised(text: str, line: str) -> str:
    """Return `text`, which `line` shows in TCVN3, with a capital where the line starts with a toned letter.

    >>> capitalised("ảnh đẹp", "¶nh ®Ñp")
    'Ảnh đẹp'
    """
    match = _FIRST.match(line)
    if match is None or is_upper(match[1]) is not None or text[match.start(1)] == match[1]:
        return text
    at = match.start(1)
    return text[:at] + text[at].upper() + text[at + 1 :]
