"""Which texts the search has to look at: two gates, so that good text hardly ever reaches it.

The first gate is a scan for characters where no language has them: symbols inside words, a capital behind a small
letter, letters of two scripts in one word, Han and Hangul syllables that are hardly written. It is wide: letters that
few languages use are enough to pass it. The second costs the line (plausibility.model) and asks what its strangest step
costs in the language it is most likely in: good lines mostly stay below `STRANGE` bits, damaged ones mostly reach it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from corpus_clean.mojibake.codecs import codec, masks
from corpus_clean.mojibake.evidence import read
from corpus_clean.plausibility import han, model
from corpus_clean.plausibility.letters import script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

STRANGE = 12.5
"""Bits that the strangest step of a line must cost,"""
STRANGE_EAST_ASIAN = 16.0
"""or where all of it is East Asian, of which every character costs much,"""
DEAR, DEAR_AT_LEAST = 4.6, 8.0
"""or bits that all of it must: so many a character, and so many once; in scripts of a few dozen letters."""
DEAR_IF_SHORT = 4.0
"""Once in a text so short that one letter too many shows in it."""
FIRST, _DEARER = 40, 1.3
"""Code points of a line that say enough if they alone cost so many times more."""
SHORT = 32
"""Code points below which a text passes the first gate: too few to show anything."""
ONE_LINE = 200
"""Code points below which the lines of a text are too few to bear one another out.

Short ones are let through. Others that are more than ASCII and the usual marks are costed at once, for nothing in them
needs to be out of its place.
"""
EAST_ASIAN = frozenset(("Han", "Hangul"))
COMMON = (
    "cp1252", "latin-1", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "iso8859-2", "mac-roman", "cp437", "cp850",
)  # fmt: skip
"""The codecs that UTF-8 is read in the most."""
_LONG, _PASSAGE = 4000, 2000  # code points of a line from which on it is looked at in parts, and of those
_SHARE = 8  # one character in so many must be beyond ASCII for all of them to be dear because of those
_STRAY, _AMONG = 3, 8  # letters of another script, and of how many
_COMMON_HAN = 5000

# Letters that are common in the text of many languages, and marks that stand anywhere between words: not strange by
# themselves. A capital among them is, behind a small letter; a mark is, inside a word.
_USUAL = "äöüßéèêàçôùœÀ-ÖØ-Þ"
_MARKS = "°€£©®™§•½¼²³×ªº¿¡†‹›‚±´¶„“”‘’«»·…—–\xa0№"
_BOXES = "─-╿▀-▟"
_CYRILLIC = "а-яёА-ЯЁ"
_GREEK = "Α-ΡΣ-Ωα-ωάέήίόύώΆΈΉΊΌΎΏϊϋΐΰ"
_HEBREW, _ARABIC, _THAI = (
    "א-ת",
    "\u060c\u061b\u061f\u0621-\u064a\u064b-\u0652\u067e\u0686\u0698\u06a9\u06af\u06cc\u200c-\u200f",
    "ก-ฺเ-๛",
)
_OTHER = _CYRILLIC + _GREEK + _HEBREW + _ARABIC + _THAI
_HAN, _HANGUL, _KANA = "一-鿿", "가-힣", "ぁ-ヿ"
_SMALL = "a-zß-öø-ÿ"
_SMALL_OF_ANY = _SMALL + "а-яёα-ω"


class Gate:
    """The first gate, in the form of a compiled pattern; what is for East Asian text is compiled when there is some."""

    def __init__(self) -> None:
        strange = _strange()
        capitals = "À-ÖØ-ÞА-ЯЁΑ-ΡΣ-ΩΆ-Ώ"
        self.pattern = (
            f"[{strange}{capitals}{_MARKS}{_BOXES}ς๏-๛ךםןףץ](?:(?<=[{strange}])|(?<=[{_SMALL}][À-ÖØ-Þ])|(?<=[À-ÖØ-Þ])[À-ÿ]{{2}}"
            f"|(?<=[а-яё][А-ЯЁ])|(?<=[А-ЯЁ])[А-ЯЁ]{{4}}|(?<=[α-ωά-ώ][Α-ΡΣ-ΩΆ-Ώ])|(?<=ς)(?=[α-ωά-ώ])|(?<=[ךםןףץ])(?=[א-ת])"
            f"|(?<=[{_SMALL_OF_ANY}][{_MARKS}])(?<![’·].)(?=[{_SMALL_OF_ANY}])(?<!’)"
            f"|(?<=[{_SMALL_OF_ANY}{capitals}][§•¿¡†‹‚±´¶„€£©№ªº])"
            f"|(?<=[€£©®™§•½¼²³×ªº†±´¶»‹›…”])(?<![^\\s(].)(?=[{_SMALL_OF_ANY}])"
            f"|(?<=[{_BOXES}])(?:(?=[{_SMALL_OF_ANY}{capitals}])|(?<=[{_SMALL_OF_ANY}{capitals}].))"
            f"|(?<=[๏-๛])(?:(?=[ก-๎])|(?<=[ก-๎].)))"
        )
        # A letter of another script inside a word, at its start, or all alone among words.
        self.other = (
            f"[{_OTHER}{_HAN}{_HANGUL}](?:(?<=[A-Za-zß-öø-ÿ].)(?:(?<=[{_OTHER}])|(?=[{_SMALL}]))"
            f"|(?<=[a-zß-ÿ][{_OTHER}{_HAN}])(?=[ .,;:!?)\n]|\\Z)"
            f"|(?=[{_SMALL}])(?:(?<=[{_OTHER}])|(?<!\\S.)|(?<!\\S[{_HAN}].)(?<=[{_HAN}].))"
            f"|(?<=[a-z,] .)(?=[{_OTHER}{_HAN}{_HANGUL}]? ?[a-z]))"
        )
        self.sequences = sequences()
        self._search = re.compile(self.pattern).search
        self._search_other = re.compile(self.other).search

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first place that is strange, None where nothing is."""
        if len(text) < SHORT:
            return _BEYOND_ASCII(text)
        found = self.scan(text) or self.sequences.search(text)
        if found or len(text) >= ONE_LINE:
            return found
        other = _MORE_THAN_MARKS(text)
        return other if other and is_suspect(text) else None

    def scan(self, text: str) -> re.Match[str] | None:
        """Return the first place that is strange, UTF-8 aside, None where nothing is, however short the text."""
        found = self._search(text) or self._search_other(text)
        return found or (_east_asian()(text) if _EAST_ASIAN(text) else None)


def is_suspect(line: str) -> bool:
    """Say whether a line is strange in the language it is most likely in.

    >>> is_suspect("Estaba en la pared"), is_suspect("a¤o nuevo")
    (False, True)
    """
    if len(line) > _LONG:
        return any(map(is_suspect, _passages(line)))
    normal = line if unicodedata.is_normalized("NFC", line) else unicodedata.normalize("NFC", line)
    is_beyond = _SHARE * sum([char > "\x7f" for char in normal]) > len(normal)
    if is_beyond and len(normal) > FIRST and _is_dear(read(normal[:FIRST]), FIRST * _DEARER):
        return True
    reading = read(normal)
    if is_beyond and _is_dear(reading, len(normal)):
        return True
    if len(normal) < SHORT and _is_dear(reading, len(normal), DEAR_IF_SHORT):
        return True
    if len(reading.languages) > 1 and _is_stray(normal):
        return True
    east_asian = reading.languages.keys() <= EAST_ASIAN
    return model.strangest(normal, reading.languages) >= (STRANGE_EAST_ASIAN if east_asian else STRANGE)


def _passages(line: str) -> Iterator[str]:
    """Yield a long line in passages, cut at spaces where there are some."""
    at = 0
    while at < len(line):
        end = at + _PASSAGE
        space = line.rfind(" ", at + 1, end) if end < len(line) else -1
        end = space if space > 0 else end
        if not line[at:end].isascii():
            yield line[at:end]
        at = end


def _is_dear(reading: model.Reading, size: float, once: float = DEAR_AT_LEAST) -> bool:
    return not reading.languages.keys() & EAST_ASIAN and reading.bits > DEAR * size + once


def _is_stray(line: str) -> bool:
    """Say whether a line of ASCII letters has a letter or two of another script."""
    beyond = sum(char > "\x7f" and char.isalpha() for char in line)
    return beyond <= _STRAY and sum(map(str.isalpha, line)) > _AMONG * beyond


@cache
def sequences() -> re.Pattern[str]:
    """Return the pattern of a UTF-8 sequence as a common codec shows it, a lead byte with its continuations."""
    leads: set[str] = set()
    continuations: set[str] = set()
    branches: list[str] = []
    for name in COMMON:
        shown = codec(name).shown
        continuation = re.escape(shown[0x80:0xC0])
        continuations.update(shown[0x80:0xC0])
        for first, last, count in ((0xC2, 0xDF, 1), (0xE0, 0xEF, 2), (0xF0, 0xF4, 3)):
            leads.update(shown[first : last + 1])
            branches.append(f"(?<=[{re.escape(shown[first : last + 1])}])[{continuation}]{{{count}}}")
    return re.compile(f"[{_ranges(leads)}](?=[{_ranges(continuations)}])(?:{'|'.join(branches)})")


def _strange() -> str:
    """Return the characters that codecs of one byte have and that are not usual, as the inside of a character class."""
    usual = re.compile(f"[{_USUAL}{_MARKS}{_BOXES}{_OTHER}ςּ-ׇ]")
    strange = (char for char in masks() if not usual.match(char))
    return _ranges(strange) + "\x80-\x9f\ue000-\uf8ff\uff61-\uff9f\ufffd〖〗"


_BEYOND_ASCII = re.compile("[^\x00-\x7f]").search
_EAST_ASIAN = re.compile(f"[{_HAN}{_HANGUL}]").search
_MORE_THAN_MARKS = re.compile("[^\x00-\x7f“”‘’–—…«»€£©®™°•·\xa0]").search


@cache
def _east_asian() -> Callable[[str], re.Match[str] | None]:
    """Return the search for Han and syllables that are hardly written, or not where kana are."""
    japanese = {char for char in script("Japanese").places if "一" <= char <= "鿿"}
    every = set(map(chr, range(0x4E00, 0xA000)))
    rare = {char for char in every - japanese if (han.rank(char) or _COMMON_HAN) >= _COMMON_HAN}
    syllables = set(map(chr, range(0xAC00, 0xD7A4))) - set(script("Hangul").places)
    hardly, abroad = _ranges(rare | syllables), _ranges(every - japanese)
    return re.compile(
        f"[{hardly}{_KANA}](?:(?<![{_KANA}])(?=.{{0,8}}[{hardly}])|(?<=[{_KANA}])(?=[{abroad}]))"
        f"|[{_HANGUL}](?=[{_HAN}])|[{_HAN}](?= [{_HAN}]{{1,6}} [{_HAN}])"
    ).search


def _ranges(chars: Iterable[str]) -> str:
    """Return characters as the inside of a character class."""
    codes = sorted(map(ord, chars))
    runs = (list(group) for _, group in groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0]))
    return "".join(
        re.escape(chr(run[0][1])) if len(run) == 1 else f"{re.escape(chr(run[0][1]))}-{re.escape(chr(run[-1][1]))}"
        for run in runs
    )
