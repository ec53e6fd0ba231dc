"""What people write who write about mojibake, in the languages that have a word for it.

The patterns are for text in lower case (see `lowered`): matching that is three times as fast as ignoring the case.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from corpus_clean import lazily

if TYPE_CHECKING:
    import re

_BLOCK = 16_384
_LONGEST = 40  # no term is longer

MOJIBAKE = lazily.compiled(
    r"mojibake|\bftfy\b|zeichensalat|buchstabensalat|krakozyabr|кракозябр|乱码|亂碼|文字化け|文字バケ"
    r"|깨진 (?:글자|문자|한글)"
    r"|(?:글자|문자|한글)\w? ?깨|krzacz|krzaki"
)
"""The fault by its own name."""
_FAULT = (
    rf"{MOJIBAKE.pattern}|mis-?(?:en|de)cod|double[- ](?:en|de)cod|garbled|gibberish"
    r"|replacement character|caract[eè]res? (?:bizarre|étrange|illisible|raro|extrañ|estranho)"
    r"|(?:encoding|charset|codepage|unicode) (?:error|problem|issue|bug|mistake|mix)"
    r"|(?:wrong|broken|bad|incorrect) (?:encoding|charset|umlauts|accents)"
)
NAMES_THE_FAULT = lazily.compiled(_FAULT)
"""The fault by its name, or by what it is."""
TELLS_THE_FAULT = lazily.compiled(
    rf"{_FAULT}|(?:decoded|encoded|read|interpreted|displayed|shown|appears?|treated) as\b"
    r"|unicode(?:de|en)codeerror|u\+fffd"
)
"""The same, and what happens to bytes; on one line only, for programs say so as well."""
SPEAKS_OF_ENCODING = lazily.compiled(
    r"\butf-?8|latin-?[12]\b|iso[-_ ]?8859|windows-?125\d|\bcp-?\d{3,5}\b|\bgbk\b|gb2312|gb18030|\bbig5"
    r"|s(?:hift)?[-_]?jis|\beuc-|koi8|mac[-_ ]?roman|unicode|\bascii\b|\bansi\b|charset"
    r"|code ?page|(?:en|de)cod(?:e|ing|er|ed|es|age|ific)"
    r"|kodier|codifica|encodage|décodage|кодиров|编码|編碼|解码|解碼|字符集|字元集|文字コード|エンコード|デコード|인코딩"
    r"|kodowani|kódování|umlaut|sonderzeichen|diacritic|accented"
)
"""Encodings, by name and in general."""
JOINS = lazily.compiled(
    r"\b(?:instead|statt|anstatt|stattdessen|anstelle|rather|should|becomes?|became|wird|werden|wurde|au lieu|devient"
    r"|en lugar|en vez|em vez|invece|diventa|zamiast|místo|вместо|становится|превращается|displays?|shows?|in place)\b"
    r"|变成|變成|应为|應為|应该是|應該是|而不是|代替|の代わり|대신"
)
"""What stands between a right form and a broken one, and hardly between others."""
RELATES = lazily.compiled(
    r"\b(?:not|for|is|was|to|into|from|pour|donne|zu|aus|means?|gets?|это|не|jest|es|está|è)\b|は|が|是|为|為|은|는"
)
"""What stands between the two when both are quoted."""


def lowered(text: str) -> str:
    """Return the text in lower case, code point for code point.

    >>> lowered("İSO")
    'iso'
    """
    return text.replace("İ", "i").lower()


class Terms:
    """Where the terms of a pattern stand in a lowered text, looked for block by block when it is asked.

    >>> Terms(MOJIBAKE, "this is mojibake").are_in(0, 8), Terms(MOJIBAKE, "this is mojibake").are_in(0, 9)
    (False, True)
    """

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._pattern = pattern
        self._text = text
        self._blocks: dict[int, list[int]] = {}

    def are_in(self, start: int, end: int) -> bool:
        """Say whether a term starts in `text[start:end]`; the span is in code points, half-open."""
        return any(self._first(block, start) < end for block in range(start // _BLOCK, (end - 1) // _BLOCK + 1))

    def _first(self, block: int, start: int) -> int:
        """Return where the first term of a block starts, from `start` on, or the end of the text."""
        if block not in self._blocks:
            first, last = block * _BLOCK, (block + 1) * _BLOCK
            found = self._pattern.finditer(self._text, first, last + _LONGEST)
            self._blocks[block] = [match.start() for match in found if match.start() < last]
        places = self._blocks[block]
        at = bisect_left(places, start)
        return places[at] if at < len(places) else len(self._text)
