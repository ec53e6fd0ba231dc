"""What stands beside a character: the scripts that separate words with spaces, and the ends of a text."""

from __future__ import annotations

from corpus_clean import lazily
from corpus_clean.document import CYRILLIC, GREEK, HAN, HANGUL, KANA, LATIN

PLAIN = f"{LATIN}{GREEK}{CYRILLIC}\u0300-\u036f"
"""The inside of a character class: letters of the alphabets that know no joiners, with the marks on them."""
PLAIN_LETTER = lazily.compiled(f"[{PLAIN}]")
UNJOINED = lazily.compiled(f"[{PLAIN}{HAN}{KANA}{HANGUL}]")
"""A letter of a script that knows no joiners and no invisible breaks of words."""
NEUTRAL = lazily.compiled(
    "[\\s\x21-\x40\x5b-\x60\x7b-\x7e\xa1-\xbf\u2010-\u2027\u2030-\u205e\u3001-\u303f\uff01-\uff20]?\\Z"
)
"""A space, a mark of punctuation or a digit that belongs to no script; or nothing, at an end of the text."""
OPENING = "“‘「『《〈【〔"
CLOSING = "”’」』》〉】〕"
"""East Asian quotation marks and brackets that open, and that close."""


def beside(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the characters before and after a span, "" at an end of the text.

    >>> beside("abc", 1, 2), beside("abc", 0, 3)
    (('a', 'c'), ('', ''))
    """
    return text[max(0, start - 1) : start], text[end : end + 1]
