"""What a reading must look like to be believed: the commonest letters of its language, and next to none of another.

Read in a wrong encoding, letters become other letters, and those are not the commonest ones. What share of a text the
commonest have tells the right reading from any other, once there are enough letters to count.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from .cyrillic import is_cyrillic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LETTERS = 150
"""The fewest letters of a script that are evidence enough to rewrite a file."""

PIECE, SOME = 2000, 60
"""Every piece of so many characters that has so many letters must make sense too, if half as much: two files in two
encodings, joined, are in neither."""

STRAYS = 0.01
"""How much of a text may be letters of other scripts, ASCII aside."""


class Habit(NamedTuple):
    """The letters of a script, and the least share that its commonest ones have in any text of a language."""

    letters: frozenset[str]
    common: frozenset[str]
    share: float


class Reading(NamedTuple):
    """An encoding, and what tells whether a text that was read in it is one."""

    encoding: str
    is_prose: Callable[[str, int, float], bool]

    def makes_sense(self, text: str) -> bool:
        """Tell whether the whole text, and every piece of it, is what it would be if the encoding were right."""
        if _NO_TEXT.search(text) or not self.is_prose(text, LETTERS, 1):
            return False
        return all(self.is_prose(piece, 0, 0.5) for piece in _pieces(text))


# Controls, private use, half pairs, half-width katakana (for which any byte passes), the filler of Hangul, and box
# drawings and blocks, which stand where other code pages for the same script have letters.
_NO_TEXT = re.compile(
    "[\0-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\u2500-\u259f\u3164\ud800-\uf8ff\uff61-\uff9f\ufffd]",
)


def _pieces(text: str) -> Iterator[str]:
    return (text[at : at + PIECE] for at in range(0, len(text), PIECE)) if len(text) > PIECE else iter(())


def _has(*habits: Habit) -> Callable[[str, int, float], bool]:
    """Return a test of all these habits; the first is of the script that there must be enough of."""

    def is_prose(text: str, least: int, part: float) -> bool:
        counts = Counter(text)
        totals = [sum(count for letter, count in counts.items() if letter in habit.letters) for habit in habits]
        if totals[0] < least:
            return False
        for habit, total in zip(habits, totals, strict=True):
            if total >= SOME and sum(counts[one] for one in habit.common) < part * habit.share * total:
                return False
        strays = (letter for letter in counts if letter > "\x7f" and letter.isalpha())
        foreign = sum(counts[one] for one in strays if not any(one in habit.letters for habit in habits))
        return foreign <= STRAYS * len(text)

    return is_prose


def _range(*bounds: str) -> frozenset[str]:
    return frozenset(chr(point) for pair in bounds for point in range(ord(pair[0]), ord(pair[1]) + 1))


_HAN = _range("㐀䶿", "一鿿", "々〇")
_CHINESE = Habit(
    _HAN,
    frozenset(
        "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之"
        "年过過发發后後作里裡其者所用行方此如及成文本法"
    ),
    0.18,
)
_KANA = Habit(
    _range("ぁゖ", "ァヶ", "ーー"),
    frozenset("のにはをたがでてとしいるなかられまこすもうりさくっんアイスルトンーリクド"),
    0.55,
)
_KANJI = Habit(
    _HAN,
    frozenset("日本人年大会国一中出上生事自分社者地方時間場合行的見二三十月用定文名前指作字使"),
    0.08,
)
_HANGUL = Habit(
    _range("가힣"),
    frozenset("이다는에의가을고하지한로은기사도를인서어시자대아리수정나과해"),
    0.25,
)

READINGS = (
    Reading("gb18030", _has(_CHINESE)),
    Reading("cp950", _has(_CHINESE)),
    Reading("cp932", _has(_KANA, _KANJI)),
    Reading("euc_jp", _has(_KANA, _KANJI)),
    Reading("cp949", _has(_HANGUL)),
    *(Reading(name, is_cyrillic) for name in ("cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic")),
)
"""The encodings that are recognised. A Windows code page stands for its family, as it does in browsers."""
