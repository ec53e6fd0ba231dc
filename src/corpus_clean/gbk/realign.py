"""The readings a re-paired run can have: undo the shift of one byte, up to the event that ended it.

Inside a run each observed character `[c1 c2]` gave its first byte to the character before and its second to the one
after. With the lost byte known the rest is arithmetic, up to one of these events:

- an ASCII character that is the trail byte of a GBK pair (`_`, `W`, `x` ...);
- a trail byte that is itself an ASCII character;
- `?pinyin)`: a character that was annotated in step; its pinyin gives the lost byte;
- `?` before a cut or before an ASCII character that it swallowed: one byte is lost for good.

Full-width forms may have been folded to ASCII, so an ASCII character may be such a form as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.gbk.pairs import LEADS, MARK_LEAD, bytes_of, char_of, folded, widened
from corpus_clean.tables.readings import SYLLABLE, characters_read, first_reading

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_RUN = 64
"""In code points; what is longer is left alone, which bounds the work on hostile text."""

LOST_READING = lazily.compiled(rf"\?({SYLLABLE})\)")
GLOSS = lazily.compiled(rf"\(({SYLLABLE})\)")
QUESTIONS = 2
"""How many question marks a run may meet: one can be a full-width one that was folded."""

_CUT_MARKS = frozenset("!?,")
_TRAILS = range(0x40, 0x7F)
_LOST = range(0x80, 0xFF)
_STUMP = lazily.compiled(r"/[A-Za-z][A-Za-z0-9]{0,9} ?>")


@dataclass(frozen=True, slots=True)
class Reading:
    """What stood in the place of `observed[start:end]`: `text`.

    `junctions` are offsets in `text` of the characters put together from bytes of two observed ones.
    `insertions` are byte offsets in `text` as GBK where the tool set pinyin. `lost` says that a byte of the last
    character (or of the last but one, where it took an ASCII character with it) was not there and is one of many;
    `swallowed` is that ASCII character. `gloss` is pinyin that stands in step behind the run, for others to judge.
    """

    end: int
    text: str
    insertions: tuple[tuple[int, str], ...]
    junctions: tuple[int, ...] = ()
    lost: bool = False
    swallowed: str = ""
    gloss: str = ""


@dataclass(frozen=True, slots=True)
class _Run:
    """A run on its way: the reading so far and the lead byte that waits for its trail byte."""

    pending: int
    text: str
    size: int
    insertions: tuple[tuple[int, str], ...]
    junctions: tuple[int, ...]

    def take(self, trail: int, pending: int) -> _Run | None:
        char = char_of(self.pending, trail)
        if char is None:
            return None
        return _Run(pending, self.text + char, self.size + 2, self.insertions, (*self.junctions, len(self.text)))

    def insert(self, reading: str, *, ahead: int = 0) -> _Run:
        mark = (self.size + ahead, reading)
        return _Run(self.pending, self.text, self.size, (*self.insertions, mark), self.junctions)


def after_lost_reading(observed: str, at: int, before: str) -> Iterator[Reading]:
    """Yield the readings of the run that starts with `?pinyin)` at `at`, behind the character `before`.

    The pinyin gives the character whose code straddles `before` and the lost byte, and so the byte.

    >>> [reading.text for reading in after_lost_reading("測量?jī)x器", 2, "量")]
    ['儀']
    """
    match = LOST_READING.match(observed, at)
    code = bytes_of(before)
    if match is None or code is None:
        return
    for straddler in characters_read(match[1]):
        lead, lost = bytes_of(straddler) or (0, 0)
        if lead == code[1]:
            start = _Run(lost, "", 0, ((1, match[1]),), ())
            yield from _realigned(observed, match.end(), start, stop=at + LONGEST_RUN)


def after_cut(observed: str, at: int) -> Iterator[Reading]:
    """Yield the readings of the run that starts with `?` and a mark at `at`, where a cut went through two characters.

    The first character has the lost byte for a lead and the mark's first byte for a trail. It is given as 。, by far
    the most frequent; `starts_of_cut` are all that it can be.

    >>> [reading.text for reading in after_cut("指南?！边_川", 2)]
    ['。”達']
    """
    mark = bytes_of(widened(observed[at + 1]))
    if mark is not None and mark[0] == MARK_LEAD:
        yield from _realigned(observed, at + 2, _Run(mark[1], "。", 2, (), ()), stop=at + LONGEST_RUN)


@cache
def starts_of_cut() -> tuple[str, ...]:
    """Return the characters that a cut can have gone through: their trail byte is the marks' lead byte."""
    return tuple(char for lead in LEADS if (char := char_of(lead, MARK_LEAD)))


def _realigned(observed: str, at: int, run: _Run | None, stop: int) -> Iterator[Reading]:
    questions = 0
    while run is not None and at < min(stop, len(observed)):
        char = observed[at]
        if char == "?":
            yield from _after_loss(observed, at, run)
            questions += 1
            if questions == QUESTIONS:
                return
        ended = run.take(ord(char), 0) if ord(char) in _TRAILS else None
        if ended:
            yield Reading(at + 1, ended.text, ended.insertions, ended.junctions)
        code = bytes_of(widened(char))
        if code is None:
            return
        run = run.take(*code)
        at += 1
        if run is None:
            return
        gloss = GLOSS.match(observed, at)
        if gloss is not None and first_reading(char) == gloss[1]:
            run = run.insert(gloss[1], ahead=1)
            at = gloss.end()
        if run.pending in _TRAILS:
            yield Reading(at, run.text + chr(run.pending), run.insertions, run.junctions)
            return


def _after_loss(observed: str, at: int, run: _Run) -> Iterator[Reading]:
    """Yield the readings in which the `?` at `at` stands for the trail byte of the character under way."""
    annotated = LOST_READING.match(observed, at)
    if annotated:
        for char in characters_read(annotated[1]):
            lead, trail = bytes_of(char) or (0, 0)
            fits = lead == run.pending and trail in _LOST  # an ASCII trail byte would stand where the ? stands
            ended = run.take(trail, 0) if fits else None
            if ended:
                done = ended.insert(annotated[1])
                yield Reading(annotated.end(), done.text, done.insertions, done.junctions, gloss=f"({annotated[1]})")
    if _STUMP.match(observed, at + 1):
        swallowed = "<"
    elif folded(observed[at + 1 : at + 2]) in _CUT_MARKS:
        swallowed = ""
    else:
        swallowed = " "  # or a bracket, a digit, the end of the line: a space stands for them all
    for trail in _LOST:
        ended = run.take(trail, 0)
        if ended:
            text = ended.text + swallowed
            yield Reading(at + 1, text, ended.insertions, ended.junctions, lost=True, swallowed=swallowed)
