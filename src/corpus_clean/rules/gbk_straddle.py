"""GBK text whose bytes were re-paired by one: 當?shù)氐拿嬖?, 指南?！边_.

What it does: puts the bytes of a re-paired run back in step, and takes out the pinyin that stands inside it.

Why this is damage: a tool searched GBK bytes, not characters. Where the code of one of its characters straddles two
others (當地 is AE 94 B5 D8, and 94 B5 is 數), or where a cut went through two (。” is A1 A3 A1 B1, and A3 A1 is ！),
the decoder lost a lead byte, showed a question mark, and paired all that follows one byte out of step.

How it decides. A run starts at an anchor: `?pinyin)` behind a character whose second byte, with the lost one, is a
character of that reading; or `?` before a full-width mark. From there the reading is arithmetic (see `gbk`). It counts
as proven when it gives, sent through the damage again, exactly what stands in the text, and no other reading comes near
it: it is RUN.proven bits ahead of all others together, those with a vanished pair included, and no character of it is
odd. From RUN.likely bits on it is likely, and so is, from LOST.likely bits on, a reading of which one byte is lost. All
else, and whatever a vanished pair explains best, is reported, the best reading first. `tests/bench/gbk_straddle.py`
prints what the margins bring on running text that is damaged on purpose.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean import lazily
from corpus_clean.document import HAN
from corpus_clean.edit import Certainty, Edit
from corpus_clean.gbk.damage import damaged
from corpus_clean.gbk.pairs import bytes_of, char_of, folded, is_simplified
from corpus_clean.gbk.realign import GLOSS, LONGEST_RUN, Reading, after_cut, after_lost_reading, starts_of_cut
from corpus_clean.gbk.verdict import verdict
from corpus_clean.mojibake.quoted import is_shown
from corpus_clean.plausibility.han import step
from corpus_clean.rule import Example, Phase, Rule, Safety, Suspicion
from corpus_clean.tables.readings import SYLLABLE, TONE_MARKED, first_reading

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from corpus_clean.document import Document
    from corpus_clean.gbk.verdict import Verdict


class Margin(NamedTuple):
    """How far ahead of all others a reading must be, in bits, to count as likely, and as proven.

    Its oddest character may cost `odd` bits, and a bit more for each that it is ahead.
    """

    likely: float
    proven: float
    odd: float


RUN = Margin(likely=4.0, proven=5.0, odd=27.0)
CUT = Margin(likely=2.0, proven=2.0, odd=34.0)
"""At a cut only the first character is open, and 。 is by far its most frequent."""
LOST = Margin(likely=6.0, proven=inf, odd=26.0)
"""Where a byte is lost for good nothing is proven."""
CERTAIN = 12.0
"""Bits ahead from which on a reading may have a character that Traditional writing does not use."""
CUT_GAIN = 10.0
"""Bits by which the reading at a cut must be cheaper than the text as it stands: `?!` is also a way to write."""
SURE_GAIN = 12.0
"""The same where nothing else in the text speaks for the damage."""
CANDIDATES = 5
STARTS = 8

_ANCHOR = lazily.compiled(
    rf"\?(?P<lost>{SYLLABLE})\)"
    r"|(?<!\?)\?(?P<cut>[！!？，,]|\?(?!\?))(?=[^\x00-\x7f]|[?=@-~])"
    rf"|(?<=[^\x00-\x7f])(?<!\?[！？，])[@-~]\((?P<trail>{SYLLABLE})\)"
)
_GLOSS_BEFORE = lazily.compiled(rf"\({SYLLABLE}\)\Z")
_HAN = lazily.compiled(r"[\u3400-\u9fff]")
_NEAR = 8
_WIDE = lazily.compiled(r"[\uff01-\uff5e]")
_STUMP = lazily.compiled(r"\?.\?/")
_PARAGRAPH = 2000
"""How much of what stands before a cut is looked at for open quotation marks, in code points."""
_BEHIND = 24
_QUOTATION = lazily.compiled("[“”‘’「」『』《》]")
_CLOSERS = {"“": "”", "「": "」", "『": "』", "《": "》", "‘": "’"}


class _Place(NamedTuple):
    """Where a run starts, the text from there on as far as a run can reach, and the last character before it.

    That character is the last one that is not part of a gloss.
    """

    start: int
    window: str
    before: str


def find(text: str, document: Document) -> Iterator[Edit | Suspicion]:
    """Put re-paired runs back in step."""
    done = 0
    last = ""
    glossed = None
    fold = _WIDE.search(text) is None
    for anchor in _ANCHOR.finditer(text):
        start = anchor.start()
        if start < done:
            continue
        before = last if start == done and last else _char_before(text, start)
        place = _Place(start, text[start : start + LONGEST_RUN + _BEHIND], before)
        if anchor["trail"]:
            edit = _behind_ascii(anchor, place)
        elif anchor["lost"]:
            edit = _at_lost_reading(place)
        else:
            glossed = GLOSS.search(text) is not None if glossed is None else glossed
            edit = _at_cut(place, text[max(0, start - _PARAGRAPH) : start], glossed=glossed)
        if edit is not None and not is_shown(text, edit.start, edit.end, document):
            done, last = edit.end, edit.new[-1:]
            yield edit._replace(new=folded(edit.new), candidates=tuple(map(folded, edit.candidates))) if fold else edit


def _char_before(text: str, at: int) -> str:
    gloss = _GLOSS_BEFORE.search(text[max(0, at - 8) : at])
    end = at - len(gloss[0]) if gloss else at
    return text[max(0, end - 1) : end]


def _behind_ascii(anchor: re.Match[str], place: _Place) -> Edit | None:
    """Take out pinyin that stands behind an ASCII character: [記錄](méi), where ] is the second byte of 沒."""
    char = anchor[0][0]
    code = bytes_of(place.before)
    straddler = char_of(code[1], ord(char)) if code else None
    if straddler is None or first_reading(straddler) != anchor["trail"]:
        return None
    note = f"the reading of {straddler}, whose bytes are the second of {place.before} and {char}"
    return Edit(place.start + 1, anchor.end(), "", Certainty.PROVEN, note)


def _at_lost_reading(place: _Place) -> Edit | None:
    best = _verdict_at_lost_reading(place.window, place.before)
    return _edit(place, best) if best and best.gain > 0 else None


@lru_cache(maxsize=4096)
def _verdict_at_lost_reading(window: str, before: str) -> Verdict | None:
    return verdict(window, 0, before, list(after_lost_reading(window, 0, before)))


def _at_cut(place: _Place, paragraph: str, *, glossed: bool) -> Edit | None:
    if not _HAN.search(place.before + place.window[:_NEAR]):
        return None  # `?!?` is a way to write in any language
    closer = _closer(paragraph)
    for reading in _before_stump(place.window):
        if reading.text[1] == closer:
            note = f"the second byte of {closer} was lost with the < of the tag"
            return Edit(place.start, place.start + reading.end, reading.text, Certainty.LIKELY, note)
    best = _verdict_at_cut(place.window, place.before)
    if best is None or best.gain < CUT_GAIN:
        return None
    edit = _edit(place, best, margin=CUT)
    closes = closer == "”" and closer in edit.new and "“" in paragraph
    return edit if glossed or closes or best.gain >= SURE_GAIN else edit._replace(certainty=Certainty.GUESS)


@lru_cache(maxsize=4096)
def _verdict_at_cut(window: str, before: str) -> Verdict | None:
    readings = list(after_cut(window, 0))
    return verdict(window, 0, before, [*_with_starts(before, readings)]) if readings else None


def _with_starts(before: str, readings: Sequence[Reading]) -> Iterator[Reading]:
    """Yield the readings with each first character the cut is likely to have gone through, not with 。 alone."""
    after = readings[0].text[1]
    starts = sorted(starts_of_cut(), key=lambda start: step(before, start) + step(start, after))[:STARTS]
    for reading in readings:
        yield reading
        for start in starts[:1] if reading.lost else starts:
            if start != "。":
                yield replace(reading, text=start + reading.text[1:])


def _before_stump(window: str) -> list[Reading]:
    """Return the readings of a closing mark that lost its second byte, with the < behind it, right after the cut."""
    if not _STUMP.match(window):
        return []
    return [reading for reading in after_cut(window, 0) if len(reading.text) == len("。”<")]


@lru_cache(maxsize=256)
def _closer(paragraph: str) -> str:
    """Return the mark that closes the outermost quotation that is open at the end of the text.

    ‘ is never the outermost in Chinese: where it alone is open, the “ around it stands before what is seen.
    """
    opened: list[str] = []
    for mark in _QUOTATION.findall(paragraph, paragraph.rfind("\n") + 1):
        if mark in _CLOSERS:
            opened.append(mark)
        else:
            while opened and _CLOSERS[opened.pop()] != mark:
                pass
    if opened and opened[0] != "‘":
        return _CLOSERS[opened[0]]
    return "」" if "「" in paragraph and "“" not in paragraph else "”"


def _edit(place: _Place, best: Verdict, margin: Margin = RUN) -> Edit:
    reading = best.reading
    note = f"GBK bytes re-paired by one; {best.lead:.0f} bits ahead of all other readings"
    if reading.lost:
        margin = LOST
        note += ", one byte is lost"
    is_odd = best.oddity >= margin.odd + best.lead or (best.lead < CERTAIN and any(map(is_simplified, reading.text)))
    if best.vanished or reading.swallowed == " " or is_odd:
        certainty = Certainty.GUESS
    elif best.lead >= margin.likely:
        certainty = Certainty.PROVEN if best.lead >= margin.proven else Certainty.LIKELY
    else:
        certainty = Certainty.GUESS
    if not _reproduces(place.before, place.window[: reading.end], reading):
        certainty, note = Certainty.GUESS, "GBK bytes re-paired by one; damaged again, the reading gives another text"
    candidates = dict.fromkeys(other.text for other in best.others if other.text != reading.text)
    new = reading.text + reading.gloss
    return Edit(place.start, place.start + reading.end, new, certainty, note, tuple(candidates)[:CANDIDATES])


@lru_cache(maxsize=4096)
def _reproduces(char: str, run: str, reading: Reading) -> bool:
    """Say whether the reading, sent through the damage, gives what stands in the text."""
    try:
        before = char.encode("gbk")
        data = before + reading.text.encode("gbk")
    except UnicodeEncodeError:
        return False
    insertions = [(offset + len(before), syllable) for offset, syllable in reading.insertions]
    return folded(damaged(data, insertions)) == folded(char + run)


RULE = Rule(
    id="gbk-straddle",
    phase=Phase.ENCODING,
    repairs="Puts back in step GBK text whose bytes were paired one off.",
    why_safe=(
        "The reading is worked out byte by byte; sent through the damage again it gives exactly what stood there, and "
        "every other reading is far less likely as Chinese."
    ),
    safety=Safety.SAFE,
    needs=f"[{HAN}]",
    trigger=rf"[?{TONE_MARKED}](?:(?<=\?)(?:[！!？?，,]|(?:men|me|ma)\))|[a-zü{TONE_MARKED}]{{0,5}}\))",
    examples=(
        Example(
            "測(cè)量?jī)x器", "測(cè)量儀器", "x is the second byte of 儀; the pinyin in step is left to pinyin-gloss"
        ),
        Example("他們?cè)谌粘９ぷ髦械膶W習(xí)", "他們在日常工作中的學習(xí)", "冊 straddles 們 and 在"),
        Example("按照手冊操作?！边_(dá)川的同事說", "按照手冊操作。”達(dá)川的同事說", "。” cut in two"),
        Example("“大家都要去?！?/p>", "“大家都要去。”</p>", "the < was taken along"),
        Example("[記錄](méi)有了", "[記錄]有了", "] is the second byte of 沒"),
        Example("這個?F類型", "這個?F類型", "no pinyin and no mark behind it"),
        Example("什麼?!我不相信。", "什麼?!我不相信。", "a way to write"),
        Example("你去了哪裡???沒人知道", "你去了哪裡???沒人知道", "three question marks are three question marks"),
    ),
    find=find,
)
