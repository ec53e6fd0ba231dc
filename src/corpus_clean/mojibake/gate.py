"""Which texts the search has to look at: two gates, so that good text hardly ever reaches it.

The first gate is a scan for characters where no language has them: symbols inside words, a capital behind a small
letter, letters of two scripts in one word, Han and Hangul syllables that are hardly written. It is wide: letters that
few languages use are enough to pass it. The second costs the line (plausibility.model) and asks what its strangest step
costs in the language it is most likely in: good lines mostly stay below `STRANGE` bits, damaged ones mostly reach it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, cached_property
from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.mojibake import repertoires, shown_utf8
from corpus_clean.mojibake.codecs import masks
from corpus_clean.mojibake.evidence import read
from corpus_clean.one_pattern import inside, one_pattern, start
from corpus_clean.plausibility import han, model
from corpus_clean.plausibility.letters import script
from corpus_clean.rule import SHORT, Cue, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

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
FEW = 32
"""Code points below which a text passes the first gate: too few to show anything."""
ONE_LINE = SHORT
"""Code points below which the lines of a text are too few to bear one another out.

Short ones are let through. Others that are more than ASCII and the usual marks are costed at once, for nothing in them
needs to be out of its place.
"""
EAST_ASIAN = frozenset(("Han", "Hangul"))
FEW_EAST_ASIAN = 4
"""East Asian characters that are too few to be dear."""
DEAR_EAST_ASIAN, DEAR_WITH_KANA = 11.5, 8.3
"""Bits that each must cost otherwise, in a line without kana, which damage seldom leaves, and in one with them.

Lines of poems from the first millennium before Christ cost 9.7, one in twenty of them more than 11.8; Chinese of today
costs 7.7, Japanese 7.9; what East Asian text becomes in a wrong encoding costs 14 to 20, but with its kana 8.3 to 12.
"""
_LONG, _PASSAGE = 4000, 2000  # code points of a line from which on it is looked at in parts, and of those
_SHARE = 8  # one character in so many must be beyond ASCII for all of them to be dear because of those
_STRAY, _AMONG = 3, 8  # letters of another script, and of how many
_COMMON_HAN = 5000

# Letters that are common in the text of many languages, and marks that stand anywhere between words: not strange by
# themselves. A capital among them is, behind a small letter; a mark is, inside a word.
USUAL = "äöüßéèêàçôùœ"
_MARKS = "°€£©®™§•½¼²³×ªº¿¡†‹›‚±´¶„“”‘’«»·…—–\xa0№"
_BOXES, _RULES = "─-╿▀-▟", "─│═║"
_ACCENTS = "\u0300\u0301\u0303\u0309\u0323"  # those of cp1258
_CYRILLIC = "а-яёА-ЯЁ"
_GREEK = "Α-ΡΣ-Ωα-ωάέήίόύώΆΈΉΊΌΎΏϊϋΐΰ"
_HEBREW, _ARABIC, _THAI = "א-ת", "\u0621-\u0652\u067e\u0686\u0698\u06a9\u06af\u06cc", "ก-ฺเ-๛"
_ARABIC_MARKS = "\u060c\u061b\u061f\u200c-\u200f"
_OTHER = _CYRILLIC + _GREEK + _HEBREW + _ARABIC + _THAI
_HAN, _HANGUL, _KANA = "一-鿿", "가-힣", "ぁ-ヿ"
_ANY = _OTHER + _HAN + _HANGUL
_SMALL = "a-zß-öø-ÿ"
_SMALL_OF_ANY = _SMALL + "а-яёα-ω"
_CAPITALS = "À-ÖØ-ÞА-ЯЁΑ-ΡΣ-ΩΆ-Ώ"
_LETTERS = _SMALL_OF_ANY + _CAPITALS

_CAPITALS_ALONE = "[А-ЯЁ](?=[А-ЯЁ]{4})"
"""What KOI8 makes of small letters; in a longer text it is strange where there is no other word."""
_OUT_OF_PLACE = (
    "[А-ЯЁ](?<=[а-яё].)",
    "[À-ÖØ-Þ](?:(?<=[a-zß-öø-ÿ].)|(?=[À-ÿ]{2}))",
    "[Α-ΡΣ-ΩΆ-Ώ](?<=[α-ωά-ώ].)",
    "[ς](?=[α-ωά-ώ])",
    "[ךםןףץ](?=[א-ת])",
    "[๏-๛](?:(?=[ก-๎])|(?<=[ก-๎].))",
    f"[{_MARKS.replace('’', '')}](?<=[{_SMALL_OF_ANY}].)(?=[{_SMALL_OF_ANY}])(?!(?<=l·)l)",
    f"[§•¿¡†‹‚±´¶„€£©№ªº](?<=[{_LETTERS}].)",
    # at the start of a word, but for »quotations«
    f"[€£©®™§•½¼²³×ªº†±´¶»‹›](?<![^\\s(].)(?=[{_SMALL_OF_ANY}])(?!(?<=»)[^«»\n]{{0,80}}«)",
    f"[{_BOXES}](?<![{_RULES}])(?:(?=[{_LETTERS}])|(?<=[{_LETTERS}].))",
    f"[{_ACCENTS}](?<![A-Za-z{_CYRILLIC}][\u0300\u0301\u0303])",
)
"""Capitals, marks and lines where no language has them."""
_END_OF_WORD = r"(?:[ .,;:!?)\n]|\Z)"
_BESIDE_OTHERS = lazily.compiled(
    f"[A-Za-zß-öø-ÿ](?:(?=[{_ANY}])(?:(?=[{_OTHER}])|(?=.[{_SMALL}])|(?<![A-Z])(?=[{_HAN}{_HANGUL}]{_END_OF_WORD}))"
    f"|(?<=[{_ANY}].)(?<![A-Z])(?:(?<=[{_OTHER}].)|(?<!\\S..)|(?<=[{_HAN}]..)(?<!\\S...)))"
)
"""Letters next to one of another script, inside a word or at its start."""
_AMONG_OTHERS = lazily.compiled(
    f"[a-z](?:(?<=[{_ANY}].)(?:(?<=[a-z,] ..)|(?<=[a-z,] [{_ANY}]..))"
    f"|(?<=[{_ANY}] .)(?:(?<=[a-z,] ...)|(?<=[a-z,] [{_ANY}]...)))"
)
"""Words next to one of one or two letters of another script."""
_WORDS = tuple(
    (re.compile(f"[{chars}]"), re.compile(f"[{chars}]{{{least}}}"))
    for chars, least in ((_CYRILLIC, 3), (_GREEK, 3), (_HEBREW, 3), (_ARABIC, 3), (_THAI, 3), (_HAN, 2), (_HANGUL, 2))
)
"""What a script is known by, and a word of it: in a line that has one, its letters are no strangers."""


class Gate:
    """The first gate: what a text is scanned for, and whether what was found is strange where it stands."""

    short_cues = None

    @cached_property
    def _strange(self) -> re.Pattern[str]:
        return re.compile(f"[{_strange()}]")

    @cached_property
    def _to_fit(self) -> re.Pattern[str]:
        return re.compile(f"[{_strange()}{repertoires.LATIN}]")

    @cached_property
    def _strange_chars(self) -> frozenset[str]:
        return frozenset(self._strange.findall("".join(map(chr, range(0x80, 0x10000)))))

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """What makes a text worth looking at."""
        return (
            Cue(f"[{_strange()}]", check=lambda text: any(self._letters(text))),
            *map(Cue, _OUT_OF_PLACE),
            Cue(_CAPITALS_ALONE, check=lambda text: not _SMALL_WORD.search(text)),
            Cue("[а-яё](?=[а-яё]{3})", needs="[а-яё]", check=lambda text: not _CAPITAL.search(text)),
            Cue(f"[ÃŒ–—](?=[{USUAL}])"),
            Cue(shown_utf8.pattern(but=USUAL)),
            Cue(_BESIDE_OTHERS.pattern, needs=f"[{_ANY}]", check=lambda text: any(_strangers(text, _BESIDE_OTHERS))),
            Cue(lambda: _foreign_han().pattern, needs=f"[{_KANA}]"),
            Cue(lambda: _hardly().pattern, needs=f"[{_HAN}{_HANGUL}]"),
            Cue(_BESIDE_HANGUL.pattern, needs=f"[{_HANGUL}]"),
        )

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first place that is strange, None where nothing is."""
        if len(text) < FEW:
            return _BEYOND_ASCII.search(text)
        if len(text) >= ONE_LINE:
            return place_of(self.cues, text)
        if found := self.scan(text):
            return found
        other = _MORE_THAN_MARKS.search(text)
        return other if other and is_suspect(text) else None

    def scan(self, text: str) -> re.Match[str] | None:
        """Return a place that is strange, None where nothing is, however short the text."""
        return next(self._places(text), None)

    def places(self, text: str) -> Iterator[int]:
        """Yield where a text is strange, for each line at least one place."""
        return (found.start() for found in self._places(text))

    def _places(self, text: str) -> Iterator[re.Match[str]]:
        patterns = [_out_of_place(), shown_utf8.sequences()]
        if len(text) >= SHORT and not _CAPITAL.search(text):
            patterns.append(_SMALL_WORD)
        if _OF_ANY.search(text):
            yield from _strangers(text, _BESIDE_OTHERS)
            yield from _strangers(text, _AMONG_OTHERS)
        if _EAST_ASIAN.search(text):
            patterns += [_BESIDE_HANGUL, _WORDS_OF_HAN, _hardly(), *([_foreign_han()] if _KANA_IN.search(text) else [])]
        yield from self._letters(text)
        for pattern in patterns:
            yield from pattern.finditer(text)

    def _letters(self, text: str) -> Iterator[re.Match[str]]:
        """Yield for each line a sign that no language has in its words, or a letter that none has with the others."""
        if not self._fits(text):
            lines = (line for line in _LINE.finditer(text) if not self._fits(line[0]))
            yield from filter(None, (self._strange.search(text, *line.span()) for line in lines))

    def _fits(self, text: str) -> bool:
        found = self._to_fit.findall(text)
        chars = frozenset(found)
        strange = chars & self._strange_chars
        if not strange:
            return True
        latin = frozenset(filter(repertoires.LETTERS.match, chars))
        return repertoires.fit(strange, latin, sum(map(found.count, latin)) / len(text))


def _strangers(text: str, others: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield letters among those of another script, in lines without a word of their own."""
    lines = _LINE.finditer(text)
    line = None
    known: dict[re.Pattern[str], bool] = {}
    for match in others.finditer(text):
        while line is None or line.end() <= match.start():
            line, known = next(lines), {}
        around = text[max(match.start() - 3, 0) : match.start() + 2]
        for letter, word in _WORDS:
            if letter.search(around):
                if letter not in known:
                    known[letter] = word.search(text, *line.span()) is not None
                if not known[letter]:
                    yield match


@cache
def _out_of_place() -> re.Pattern[str]:
    return one_pattern([*filter(None, map(start, (*_OUT_OF_PLACE, _CAPITALS_ALONE)))])


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
    is_short_and_dear = len(normal) < SHORT and _is_dear(reading, len(normal), DEAR_IF_SHORT)
    if is_short_and_dear or (len(reading.languages) > 1 and _is_stray(normal)):
        return True
    alphabets = {name: language for name, language in reading.languages.items() if name not in EAST_ASIAN}
    if alphabets and model.strangest(normal, alphabets) >= STRANGE:
        return True
    return len(alphabets) < len(reading.languages) and _is_strange_east_asian(normal, reading)


def _is_strange_east_asian(line: str, reading: model.Reading) -> bool:
    """Say whether the East Asian part of a line has a step that is hardly taken, and is dear as a whole."""
    part = "".join(_EAST_ASIAN_PART.findall(line))
    languages = {name: language for name, language in reading.languages.items() if name in EAST_ASIAN}
    if model.strangest(line, languages) < (STRANGE if len(part) < FEW_EAST_ASIAN else STRANGE_EAST_ASIAN):
        return False
    dear = DEAR_WITH_KANA if _KANA_IN.search(part) else DEAR_EAST_ASIAN
    return len(part) < FEW_EAST_ASIAN or read(part).bits >= dear * len(part)


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
def _strange() -> str:
    """Return the characters that codecs of one byte have and that are not usual, as the inside of a character class."""
    usual = re.compile(f"[{USUAL}À-ÖØ-Þ{_MARKS}{_BOXES}{_ACCENTS}{_OTHER}{_ARABIC_MARKS}ςּ-ׇ]")
    strange = (char for char in masks() if not usual.match(char))
    return inside(map(ord, strange)) + "\x80-\x9f\ue000-\uf8ff\uff61-\uff9f\ufffd〖〗"


_BEYOND_ASCII = lazily.compiled("[^\x00-\x7f]")
_EAST_ASIAN_PART = lazily.compiled(f"[{_HAN}{_HANGUL}{_KANA}、。，]+")
_EAST_ASIAN = lazily.compiled(f"[{_HAN}{_HANGUL}]")
_KANA_IN = lazily.compiled(f"[{_KANA}]")
_OF_ANY = lazily.compiled(f"[{_ANY}]")
_MORE_THAN_MARKS = lazily.compiled("[^\x00-\x7f“”‘’–—…«»€£©®™°•·\xa0]")
_SMALL_WORD, _CAPITAL = lazily.compiled("[а-яё]{4}"), lazily.compiled("[А-ЯЁ]")
_LINE = lazily.compiled(r"[^\r\n]+")
_BESIDE_HANGUL = lazily.compiled(f"[{_HAN}](?<=[{_HANGUL}].)")
_WORDS_OF_HAN = lazily.compiled(f"[ ](?<=[{_HAN}].)(?=[{_HAN}]{{1,6}} [{_HAN}])")


@cache
def _hardly() -> re.Pattern[str]:
    """Return the pattern of Han and syllables that are hardly written, two near one another, and not behind kana."""
    rare = _every(0x4E00, 0x9FFF) - script("Japanese").places.keys() - han.commonest(_COMMON_HAN - 1)
    syllables = _every(0xAC00, 0xD7A3) - frozenset(_grid("euc_kr", 0xB0, 0xC8, 0xA1))
    hardly = inside(map(ord, rare | syllables))
    return re.compile(f"[{hardly}](?<![{_KANA}].)(?=.{{0,8}}[{hardly}])")


@cache
def _foreign_han() -> re.Pattern[str]:
    """Return the pattern of Han behind kana that no Japanese standard of two bytes has."""
    return re.compile(f"[{inside(map(ord, _every(0x4E00, 0x9FFF) - _japanese()))}](?<=[{_KANA}].)")


@cache
def _japanese() -> frozenset[str]:
    """Return the Han that Japanese has: those of JIS X 0208."""
    return frozenset(_grid("euc_jp", 0xB0, 0xF4, 0xA1))


def _grid(codec: str, first: int, last: int, trail: int) -> str:
    """Return the characters of a standard of rows and cells, from one row to another."""
    pairs = (bytes((row, cell)) for row in range(first, last + 1) for cell in range(trail, 0xFF))
    return b"".join(pairs).decode(codec, "ignore")


def _every(first: int, last: int) -> frozenset[str]:
    return frozenset(map(chr, range(first, last + 1)))
