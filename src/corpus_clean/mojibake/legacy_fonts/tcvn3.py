"""TCVN3, known as ABC: Vietnamese for the fonts .VnTime and .VnArial, which show it in place of Latin-1.

The code points are those of VN3 in TCVN 5712:1993. It has all small letters, and seven capitals: Ă Â Ê Ô Ơ Ư Đ. The
other capitals are the code of the small letter in a font of capitals (.VnTimeH), so the case of a toned letter is that
of the word it is in, or of the words around. Where these do not tell, it is small.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from corpus_clean.mojibake.legacy_fonts.table import Table, as_windows_1252
from corpus_clean.plausibility.vietnamese import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator

_CAPITALS = dict(zip("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ", strict=True))
_SMALL = dict(zip("¨©ª«¬\xad®", "ăâêôơưđ", strict=True))
_TONED = {
    chr(0xB5 + at): letter
    for at, letter in enumerate("àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ")
    if letter != " "
}
SHOWN: dict[str, str] = {**_CAPITALS, **_SMALL, **_TONED}
"""The Vietnamese letter that each character of Latin-1 stands for."""
_WRITTEN = {
    **{letter: char for char, letter in SHOWN.items()},
    **{letter.upper(): char for char, letter in _TONED.items()},
}
_LETTERS = frozenset(SHOWN.values())
_TO_FONT = str.maketrans(_WRITTEN)
_TABLE = Table(SHOWN)
_FEW = 2
_MOST = 4096


def read(text: str) -> str | None:
    """Return the Vietnamese that the text shows in a font of TCVN3, None where it has letters that are not in it.

    >>> read("Céng hßa x· héi chñ nghÜa ViÖt Nam")
    'Cộng hòa xã hội chủ nghĩa Việt Nam'
    >>> read("CéNG HßA, Hµ NéI"), read("voilà")
    ('CỘNG HÒA, HÀ NỘI', None)
    """
    text = as_windows_1252(text)
    if not _TABLE.covers(text):
        return None
    shown = _TABLE.read(text)
    pieces: list[str] = []
    end = 0
    for start, stop in _upper_words(text):
        pieces.append(shown[end:start])
        pieces += (char.upper() if char in _LETTERS else char for char in shown[start:stop])
        end = stop
    return "".join((*pieces, shown[end:]))


def written(text: str) -> str:
    """Return what a text typed for a font of TCVN3 shows in any other.

    >>> written("Việt Nam, VIỆT NAM")
    'ViÖt Nam, VIÖT NAM'
    """
    return text.translate(_TO_FONT)


def is_upper(char: str) -> bool | None:
    """Say whether a character shows a capital, None for the letters that have one code for both cases.

    >>> is_upper("§"), is_upper("®"), is_upper("µ")
    (True, False, None)
    """
    return None if char in _TONED else char.isupper() or char in _CAPITALS


def _upper_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the words in capitals that have letters which do not show it."""
    words = [match.span() for match in _TABLE.words.finditer(text)]
    known = [_is_in_capitals(text[start:stop]) for start, stop in words]
    before, after = _nearest(known, words, text), _nearest(known[::-1], words[::-1], text)[::-1]
    for span, decided, *around in zip(words, known, before, after, strict=True):
        if decided or (decided is None and True in around and False not in around):
            yield span


def _nearest(known: list[bool | None], words: list[tuple[int, int]], text: str) -> list[bool | None]:
    """Return for each word the case of the nearest word before it that has one, None at the start of its line."""
    found: list[bool | None] = []
    last: bool | None = None
    previous = words[0] if words else (0, 0)
    for word, decided in zip(words, known, strict=True):
        between = text[min(previous[1], word[1]) : max(previous[0], word[0])]
        if "\n" in between or "\r" in between:
            last = None
        found.append(last)
        last = last if decided is None else decided
        previous = word
    return found


@lru_cache(maxsize=_MOST)
def _is_in_capitals(word: str) -> bool | None:
    """Say whether a word is in capitals, None where it does not tell: its only capital is the first, or it has none.

    The small ă in N¨M is a capital too: in a font of capitals.
    """
    plain = [char.isupper() for char in word if char.isascii()]
    told = plain if plain[1:] else [case for char in word if (case := is_upper(char)) is not None]
    if not all(told):
        return False
    if len(told) >= _FEW and (not word.isascii() or is_syllable(word)):
        return True
    return True if told and word[0] in _TONED else None
