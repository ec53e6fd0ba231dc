"""Pinyin that a tool set in brackets behind Traditional characters: 達(dá)川區(qū).

What it does: deletes a bracketed reading behind the character it sounds out.

Why this is damage: a tool that worked on GBK bytes set the reading behind every occurrence of the characters of its
table. People gloss a rare character, or an unexpected reading, once; the tool glosses 會, 業 and 發 each time.

How it decides. A gloss speaks for the damage when its character is Traditional-only and the reading is the first one
the dictionaries give; any other bracketed single syllable speaks against it. A text is damaged when

- at least nine in ten of its glosses speak for it;
- at least three in four of them are on characters that are glossed (almost) wherever they occur;
- there are at least ten in a thousand Han characters (the sparsest of 26 damaged pages had 20, the densest of 327
  glossed classical texts 24, their median 2);
- and one of the characters is so common that nobody would gloss it.

Then all of them go. Where the text as a whole does not qualify, each line is judged by itself, unless the text as a
whole holds glosses that people wrote, or the line has fewer than three glossed characters and one of them stands
elsewhere without its gloss. The figures are those of a survey of 26 damaged pages
and 327 classical texts with 1,108 genuine glosses, from which the criteria were drawn; `tests/bench/clean_text.py` and
`tests/bench/gbk_straddle.py` print what they do. What qualifies in part is reported and stays.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from corpus_clean import lazily
from corpus_clean.document import HAN
from corpus_clean.edit import Certainty, Edit, Span
from corpus_clean.plausibility.han import rank
from corpus_clean.rule import Example, Phase, Rule, Safety, Suspicion
from corpus_clean.tables.readings import SYLLABLE, TONE_MARKED, first_reading

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from corpus_clean.document import Document

COMMON = 2500
"""Rank up to which a character is common: China's list of common characters (1988) has 2,500."""
PER_THOUSAND = 10
"""Glosses in a thousand Han characters, at the least."""
ALMOST_ALL = 0.9
MOST = 0.75
FEW = 3
"""A line with fewer glossed characters is judged by the whole text: the tool glosses everywhere or nowhere."""

_HAN = "㐀-䶿一-鿿"
_GLOSS = lazily.compiled(rf"\((?<=([{_HAN}])\()({SYLLABLE})\)")
_LINE = lazily.compiled(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class _Gloss:
    start: int
    end: int
    char: str
    inserted: bool


def find(text: str, document: Document) -> Iterator[Edit | Suspicion]:
    """Delete the glosses of a damaged text."""
    glosses = [_Gloss(*match.span(), match[1], first_reading(match[1]) == match[2]) for match in _GLOSS.finditer(text)]
    if not any(gloss.inserted for gloss in glosses) or _written(glosses):
        return
    if _damaged(text, glosses, document.repaired):
        yield from map(_deletion, (gloss for gloss in glosses if gloss.inserted))
        return
    glossed, occurs = Counter(gloss.char for gloss in glosses), Counter(text)
    for line in _LINE.finditer(text):
        here = _within(line, glosses)
        inserted = [gloss for gloss in here if gloss.inserted]
        if inserted:
            repaired = [Span(*(at - line.start() for at in span)) for span in _within(line, document.repaired)]
            chars = {gloss.char for gloss in inserted}
            contradicted = len(chars) < FEW and not all(_always(glossed[char], occurs[char]) for char in chars)
            damaged = not contradicted and _damaged(line[0], here, repaired)
            yield from map(_deletion if damaged else _doubt, inserted)


_Placed = TypeVar("_Placed", "_Gloss", Span)


def _within(line: re.Match[str], places: Sequence[_Placed]) -> Sequence[_Placed]:
    """Return those of the ordered places that start in the line."""
    first = bisect_left(places, line.start(), key=lambda place: place.start)
    return places[first : bisect_left(places, line.end(), lo=first, key=lambda place: place.start)]


def _written(glosses: Sequence[_Gloss]) -> bool:
    """Say whether people wrote the glosses, as far as the glosses themselves show it."""
    return sum(gloss.inserted for gloss in glosses) < ALMOST_ALL * len(glosses)


def _damaged(text: str, glosses: Sequence[_Gloss], repaired: Sequence[Span]) -> bool:
    """Say whether a tool set the glosses. What was repaired before counts as damage, and may have lost its glosses."""
    glossed = Counter(gloss.char for gloss in glosses if gloss.inserted)
    occurs = Counter(text)
    marks = glossed.total() + len(repaired)
    if _written(glosses) or 1000 * marks < PER_THOUSAND * sum(count for char, count in occurs.items() if _is_han(char)):
        return False
    for span in repaired:
        occurs.subtract(text[slice(*span)])
    everywhere = sum(count for char, count in glossed.items() if _always(count, occurs[char]))
    return everywhere >= MOST * glossed.total() and any(map(_is_common, glossed))


def _always(glossed: int, occurs: int) -> bool:
    """Say whether a character is glossed wherever it occurs, but for one place that other damage may have spared."""
    return glossed >= ALMOST_ALL * occurs or 1 < glossed == occurs - 1


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _is_common(char: str) -> bool:
    place = rank(char)
    return place is not None and place <= COMMON


def _deletion(gloss: _Gloss) -> Edit:
    note = f"the first reading of {gloss.char}, set behind it by a tool"
    return Edit(gloss.start, gloss.end, "", Certainty.LIKELY, note)


def _doubt(gloss: _Gloss) -> Suspicion:
    note = f"the reading of {gloss.char}, perhaps set behind it by a tool"
    return Suspicion(gloss.start, gloss.end, note, ("",))


RULE = Rule(
    id="pinyin-gloss",
    phase=Phase.ANNOTATION,
    repairs="Deletes the pinyin that a tool set in brackets behind Traditional characters.",
    why_safe=(
        "Only where the reading is the first one of a Traditional-only character, every occurrence is glossed, the "
        "glosses are dense, and one is on a character that nobody glosses."
    ),
    safety=Safety.SAFE,
    needs=f"[{HAN}]",
    trigger=rf"[{TONE_MARKED})](?:[a-zü{TONE_MARKED}]{{0,5}}\)|(?<=\(ma\))|(?<=\(me\))|(?<=\(men\)))",
    examples=(
        Example("全縣(xiàn)開(kāi)展了學(xué)習(xí)", "全縣開展了學習"),
        Example("貧困縣(區(qū))的", "貧困縣(區)的", "brackets around the character stay"),
        Example("他姓單(shàn)，不姓單", "他姓單(shàn)，不姓單", "not the first reading: a person wrote this"),
        Example("饕餮(tāo tiè)是傳說中的獸", "饕餮(tāo tiè)是傳說中的獸", "two syllables"),
        Example(
            "學(xué)而(ér)時(shí)習(xí)之(zhī)",
            "學(xué)而(ér)時(shí)習(xí)之(zhī)",
            "a textbook glosses every character",
        ),
        Example("鱷(è)是爬蟲", "鱷(è)是爬蟲", "a rare character may be glossed", found=("(è)",)),
        Example("方案(a)與方案(b)", "方案(a)與方案(b)", "list letters have no tone"),
    ),
    find=find,
)
