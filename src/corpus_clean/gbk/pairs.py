"""GBK pairs: which character two bytes are, and which two bytes a character is."""

from __future__ import annotations

from functools import cache, lru_cache

USER_DEFINED_LEADS = (*range(0xAA, 0xB0), *range(0xF8, 0xFF))
"""Lead bytes of the zones AAA1-AFFE and F8A1-FEFE: the damaged text holds nothing where such a pair stood."""
USER_DEFINED_TRAILS = range(0xA1, 0xFF)
LEADS = range(0x81, 0xFF)
MARK_LEAD = 0xA3
"""The lead byte that the full-width forms of ASCII share."""

_WIDTH = 0xFEE0


@cache
def char_of(lead: int, trail: int) -> str | None:
    """Return the character of two bytes, None where GBK has none.

    >>> char_of(0xB5, 0xD8)
    '地'
    """
    if lead < LEADS.start:
        return None
    try:
        char = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return None
    return char if len(char) == 1 else None


@lru_cache(maxsize=1 << 15)
def bytes_of(char: str) -> tuple[int, int] | None:
    """Return the two bytes of a character, None where it has not exactly two.

    >>> [hex(byte) for byte in bytes_of("地")]
    ['0xb5', '0xd8']
    """
    try:
        code = char.encode("gbk")
    except UnicodeEncodeError:
        return None
    return (code[0], code[1]) if len(code) == 2 and code[0] in LEADS else None


@lru_cache(maxsize=1 << 15)
def is_simplified(char: str) -> bool:
    """Say whether a character is used in Simplified writing alone: no Big5 has it.

    >>> is_simplified("应"), is_simplified("應"), is_simplified("后")
    (True, False, False)
    """
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return True
    return False


def widened(char: str) -> str:
    """Return the full-width form of an ASCII character other than the space; any other character as it is.

    >>> widened("=")
    '＝'
    """
    return chr(ord(char) + _WIDTH) if "!" <= char <= "~" else char


def folded(text: str) -> str:
    """Return the text with the full-width forms of ASCII made ASCII.

    >>> folded("！Ａ。")
    '!A。'
    """
    return text.translate(_FOLD)


_FOLD = {code: code - _WIDTH for code in range(0xFF01, 0xFF5F)}
