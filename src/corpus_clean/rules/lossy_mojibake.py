"""UTF-8 that was read in another codec and lost bytes on the way: 鎮ㄥソ銆�, 縺ｮ縺�, �옄�썝, 技鑳?/p>, itâ€?s.

What it does: reads what is left of a line back into the bytes it was, and those as the UTF-8 they are. The bytes that
were lost are wildcards. A character whose bytes are all there is repaired, and so is one of which no other would have
lost just these. What is not determined stays, as a finding with what it may have been, the likeliest first.

How a gap stays: as the characters of the wrong reading that hold what is left of its bytes, 銆� or 鑳?. Where the first
or the last of them also holds a byte of a neighbour, that byte then stands there twice: in the neighbour, which is
repaired, and in the gap (澶囥�� becomes 备囥��). So no evidence is lost, and a later run finds the same again.

Why this is damage: the characters between the marks of loss (U+FFFD, ?, ・) give bytes, and the bytes are UTF-8.

How it decides. Only lines that hold a mark of loss at a suspicious place are looked at. The first 2,000 characters of
these say in which codecs the text can have been read; of two, the one counts that explains all that is lost in a line,
or else makes it cheapest (see `mojibake.lossy`). A passage is repaired where it is SURE bits cheaper so, with ENOUGH
characters, or is long enough to be sure BY_FORM; its certainty is proven. A decoder loses a byte only if it can make
nothing of it with the next: that leaves few of the 64 bytes that UTF-8 allows (see `mojibake.lost_bytes`), often one.
Where several are left and one is LIKELY bits ahead of all others together, it is filled in and the repair is likely: in
Korean anywhere, else between known neighbours, of which a comma or a stop needs one. The end of a paragraph is one too,
and a mark closes nothing that was not opened. From GUESS bits on it is a guess. A < that went with
a lost byte before /p> or another tag is put back: that is likely too. `python -m tests.bench.mojibake_matrix lossy`
prints what the margins bring on sentences damaged on purpose.

How much is done. Gaps outside of such passages are ranked as long as there are not more different ones than text of
that length has (`mojibake.lossy.Allowance`); what is beyond that is reported without candidates.

| a gap's best reading is ahead by, bits | 0 | 2 | 4 | 6 | 7 | 8 | 9 | 9.5 |
|---|---|---|---|---|---|---|---|---|
| Chinese: gaps | 11914 | 9188 | 7823 | 6192 | 5572 | 2180 | 1688 | 1417 |
| of these wrong | 699 | 180 | 49 | 21 | 8 | 3 | 0 | 0 |
| between known characters | 7616 | 6641 | 5816 | 4921 | 4422 | 1610 | 1304 | 1114 |
| of these wrong | 455 | 128 | 38 | 15 | 4 | 0 | 0 | 0 |
| Japanese, between known characters | 2151 | 1793 | 1721 | 669 | 583 | 531 | 497 | 482 |
| of these wrong | 119 | 8 | 0 | 0 | 0 | 0 | 0 | 0 |
| Korean | 26214 | 19735 | 15171 | 12711 | 11392 | 10024 | 8455 | 7055 |
| of these wrong | 1924 | 498 | 96 | 23 | 13 | 5 | 4 | 0 |

(`python -m tests.bench.lossy_gaps`, 400 sentences of each language in each of four encodings, November 2026.)
"""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Cue, Example, Phase, Rule, Safety, Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document
    from corpus_clean.mojibake.lossy import Reading

GUESS = 1.0
"""Bits by which a reading must be ahead of all others to be taken where risky repairs are asked for."""
CANDIDATES = 5

_GOES_ON = lazily.compiled(r"(?:\r\n|\r|\n)(?![ \t\u3000]|[\r\n]|\Z)")
_LINE_END = lazily.compiled(r"[\r\n]|\Z")
_HAN = "\u3400-\u9fff"
_EAST_ASIAN = "\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_TAGS = "p|div|span|li|ul|ol|td|th|tr|table|h[1-6]|a|b|i|em|strong|font|title|option|button|label|head|body|html"
_REPLACED = "ï¿½"
_CERTAIN = lazily.compiled(rf"(?:(?<=[{_EAST_ASIAN}\ufffd])\?|\ufffd)(?=/(?:{_TAGS})>)|{_REPLACED}")


def _shown(codec: str, leads: range, trails: range) -> str:
    """Return the characters of a codec whose two bytes are in the ranges, for the inside of a character class."""
    chars = (bytes((lead, trail)).decode(codec, "ignore") for lead in leads for trail in trails)
    return "".join(sorted(char for char in chars if len(char) == 1 and char > "\x7f"))


def _cues() -> tuple[Cue, ...]:
    """Return the patterns of a mark of loss behind, or before, what is left of a character."""
    tails = range(0x80, 0xC0)
    begun = "".join(_shown(codec, range(0xE2, 0xF0), tails) for codec in ("gb18030", "cp932", "cp950"))
    ended = _shown("cp949", range(0x81, 0xA1), range(0xE2, 0xEE))
    third = re.escape(bytes(tails).decode("cp1252", "ignore") + "\x81\x8d\x8f\x90\x9d")
    return (
        Cue("[\ufffd]"),
        Cue(r"[?](?<=[â€ÃÂÐÑ]\?)(?<![?].)"),
        Cue(rf"[?・](?<=[{begun}][?・])(?![?・])", needs=f"[{_HAN}]"),
        Cue(rf"[?](?<=[{_EAST_ASIAN}]\?)(?=/[a-z])", needs=f"[{_EAST_ASIAN}]"),
        Cue(rf"[?](?<=[^?]\?)(?=[{ended}])", needs="[가-힣]"),
        Cue(rf"[€](?<=â€)(?![{third}?\ufffd])"),
        Cue(f"[½](?<={_REPLACED})"),
    )


_CUES = _cues()
_PLACE = lazily.compiled("|".join(f"(?:{cue.pattern})" for cue in _CUES))


def find(text: str, document: Document) -> Iterator[Edit | Suspicion]:
    """Repair what the bytes determine, and report what they do not."""
    from corpus_clean.mojibake.lossy import Allowance, best_reading, readers  # most texts never come here

    lines = list(_lines(text))
    codecs = readers([text[start:end] for start, end in lines])
    allowance = Allowance(len(text))
    for start, end in lines:
        line, is_last = text[start:end], _GOES_ON.match(text, end) is None
        yield from _found(line, start, best_reading(line, codecs, allowance, is_last=is_last))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines that the trigger is in."""
    at = 0
    while match := _PLACE.search(text, at):
        start = max(text.rfind(end, at, match.start()) for end in "\r\n")
        end = _LINE_END.search(text, match.end())
        yield max(start + 1, at), end.start() if end else len(text)
        at = end.end() if end else len(text)


def _found(line: str, offset: int, reading: Reading) -> Iterator[Edit | Suspicion]:
    certain = deque(_certain(match, offset) for match in _CERTAIN.finditer(line))
    for one in reading.found:
        start, end = one.start + offset, one.end + offset
        while certain and certain[0].end <= start:
            yield certain.popleft()
        if certain and certain[0].start < end:
            continue  # what is left of it is looked at when that is repaired
        if one.new is not None:
            certainty = Certainty.LIKELY if one.is_likely else Certainty.PROVEN
            yield Edit(start, end, one.new, certainty, f"UTF-8 read as {reading.codec}")
            continue
        note = f"UTF-8 read as {reading.codec}, with bytes lost"
        if one.lead >= GUESS:
            yield Edit(start, end, one.readings[0], Certainty.GUESS, note, one.readings[1:CANDIDATES])
        else:
            yield Suspicion(start, end, note, one.readings[:CANDIDATES])
    yield from certain


def _certain(match: re.Match[str], offset: int) -> Edit:
    start, end = match.start() + offset, match.end() + offset
    if match[0] == _REPLACED:
        return Edit(start, end, "\ufffd", Certainty.PROVEN, "U+FFFD in UTF-8, read as cp1252")
    return Edit(start, end, "\ufffd<", Certainty.LIKELY, "the < of the tag went with a byte that is lost")


RULE = Rule(
    id="lossy-mojibake",
    phase=Phase.ENCODING,
    repairs="Repairs what is left of UTF-8 that was read in another codec and lost bytes.",
    why_safe=(
        "The bytes of what is repaired are there, or no other character would have lost just these, or one is far "
        "likelier than all others; what is not determined stays and is reported."
    ),
    safety=Safety.SAFE,
    trigger=_CUES,
    examples=(
        Example("縺ｮ縺ｿ菴ｿ逕ｨ縺励∪縺�", "のみ使用しま縺�", "す, and others", ("縺�",)),
        Example(
            "杩欐槸涓�涓\ue044緢闀跨殑鏁呬簨銆�",
            "这是一个很长的故事。",
            "一 can have lost only byte 80 here; 。 is the likeliest by far at the end",
        ),
        Example("Ð£Ñ‚Ñ€Ð¾Ð¼ Ñ�Ð½ÐµÐ³", "Утром Ñ�нег", "с, э or я", ("Ñ�",)),
        Example("<p>我们需要这个功?/p>", "<p>我们需要这个功�</p>", "the < is certain, the character is not"),
        Example("donï¿½t", "don\ufffdt", "the damage was there before"),
        Example("Itâ€?s late", "Itâ€?s late", "a quotation mark, a dash or dots", ("â€?",)),
        Example("你去哪里?会的。", "你去哪里?会的。", "a question mark is a question mark"),
        Example("SÃO PAULO? AMANHÃ?", "SÃO PAULO? AMANHÃ?", "Ã is a letter"),
        Example("世界?/雨", "世界?/雨", "no tag"),
    ),
    find=find,
)
