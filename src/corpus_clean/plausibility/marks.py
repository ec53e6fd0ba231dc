"""What stands between the letters: the cost in bits of a mark, a digit, a symbol, a control, set by hand.

A mark costs what it is rare in edited text of the languages that use it. There is no telling marks of one language from
those of another here; what is told is that letters go with letters.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category

SPACE, DIGIT, DIGITS = 0.5, 5.0, 3.5
_MARKS = {
    " ": SPACE,
    **dict.fromkeys("\n\r\t", 3.0),
    **dict.fromkeys("，", 3.0),
    **dict.fromkeys(",.。、", 4.0),
    **dict.fromkeys("،।۔", 5.0),
    **dict.fromkeys(":()-'\"’“”：（）「」", 6.5),
    **dict.fromkeys("?!；！？؟《》…・ー", 7.5),
    **dict.fromkeys("؛;/『』–—«»‘%", 8.5),
    **dict.fromkeys("„‚‹›¿¡·•°_*[]<>=+&@#$\\|{}~^`´€£", 9.5),
    **dict.fromkeys("\xa0\u3000【】〈〉〔〕～〃％×№′″→†‡®©™§²³½¼¾ªº", 11.0),
    **dict.fromkeys("¢¥±¶µ¹÷¬¦¨¯¸¤≤≥≠≈∞←↑↓■□▲△▼▽◆◇○●★☆√", 13.0),
    **dict.fromkeys("\u200c\u200d", 5.0),  # between letters that join; as the other signs of these scripts elsewhere
    **dict.fromkeys("\u200e\u200f", 11.0),
    **dict.fromkeys("〖〗", 20.0),
    "\xad": 14.0,
    "\ufffd": 20.0,
}
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_HALF_WIDTH_KANA = range(0xFF61, 0xFFA0)
_OF_CJK = frozenset("，。、：（）「」！；？《》『』・【】〈〉〔〕～〃\u3000") | set(map(chr, _FULL_WIDTH))
_OF_OTHERS = frozenset("،।۔؛؟\u200c\u200d\u200e\u200f")
_NOT_BEHIND_LETTERS = frozenset("§¶¤¿¡¬¦¨¯¸„‚‹†‡•±×÷¼½¾↑↓→←")
_OUT_OF_PLACE, _ATTACHED = 7.0, 6.0
_BOXES, _LINE = range(0x2500, 0x25A0), 7.0  # what tables are drawn with, beside blanks and itself
_REPEATED = 2.0
_COMBINING = frozenset(("Mn", "Mc", "Me"))
_BY_CATEGORY = {
    "Cc": 30.0,
    "Cf": 16.0,
    "Cs": 24.0,
    "Co": 22.0,
    "Cn": 26.0,
    "Zs": 12.0,
    "Nd": 9.0,
    "No": 13.0,
    "Nl": 14.0,
    "Mn": 16.0,
    "Mc": 16.0,
    "Me": 16.0,
}
_SYMBOL = 15.0


@lru_cache(maxsize=4096)
def mark(char: str, before: str) -> float:
    r"""Return the cost in bits of a character that is no letter, directly behind `before`.

    >>> mark(",", "a") < mark("¤", "a") < mark("\x80", "a")
    True
    """
    if char == before and not char.isspace() and category(char) not in _COMBINING:
        return _REPEATED
    if char in "0123456789":
        return DIGITS if before.isdigit() else DIGIT
    bits = _MARKS.get(char)
    return bits + _out_of_place(char, before) if bits is not None else _rare(char, before)


def _rare(char: str, before: str) -> float:
    """Return the cost of what is no usual mark."""
    code = ord(char)
    if code in _BOXES:
        return _LINE if before.isspace() or (before and ord(before) in _BOXES) else _SYMBOL
    if code in _FULL_WIDTH:
        return 3.0 + mark(chr(code - 0xFEE0), "") + _out_of_place(char, before)
    if code in _HALF_WIDTH_KANA:
        return 12.0 if before and ord(before) in _HALF_WIDTH_KANA else 20.0
    return _BY_CATEGORY.get(category(char), _SYMBOL)


def _out_of_place(char: str, before: str) -> float:
    """Return what a mark costs more behind what it does not stand behind."""
    if char in _NOT_BEHIND_LETTERS:
        return _ATTACHED if before.isalpha() else 0.0
    if before <= "\u0590":  # Latin, Greek, Cyrillic, or what stands between words
        return _OUT_OF_PLACE if char in _OF_CJK or char in _OF_OTHERS else 0.0
    return 0.0
