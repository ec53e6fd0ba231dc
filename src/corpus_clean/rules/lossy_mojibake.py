"""UTF-8 that was read in another codec and lost bytes on the way: 技鑳?/p>, 銆�, 縺�, �옄�썝, â€?.

TODO
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety, Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document
    from corpus_clean.mojibake.lossy import Reading

GUESS = 2.0
"""Bits by which a reading must be ahead of all others to be taken where risky repairs are asked for."""
CANDIDATES = 5

_LINE_END = re.compile(r"[\r\n]|\Z")
_TAGS = "p|div|span|li|ul|ol|td|th|tr|table|h[1-6]|a|b|i|em|strong|font|title|option|button|label|head|body|html"
_REPLACED = "ï¿½"
_CERTAIN = re.compile(
    rf"(?:(?<=[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\ufffd])\?|\ufffd)(?=/(?:{_TAGS})>)|{_REPLACED}"
)


def _pairs(codec: str, first: range, second: range) -> str:
    chars = (bytes((one, two)).decode(codec, "ignore") for one in first for two in second)
    return "".join(sorted(char for char in chars if len(char) == 1 and char > "\x7f"))


_LEADS, _TAILS = range(0xE2, 0xF0), range(0x80, 0xC0)


def _trigger() -> str:
    cut = "".join(_pairs(codec, _LEADS, _TAILS) for codec in ("gb18030", "cp932", "cp950"))
    headless = "".join(char for char in _pairs("cp949", range(0x81, 0xA1), range(0xE2, 0xEE)))
    shown = bytes(range(0x80, 0xC0)).decode("cp1252", "ignore") + "\x81\x8d\x8f\x90\x9d"
    return (
        "[\ufffd?・€½]"
        rf"(?:(?<=\ufffd)|(?<=[{cut}][?・])|(?<=â€\?)|(?<=[ÃÂÐÑ]\?)|(?<=\?)(?=[{headless}])|(?<=â€)(?![{re.escape(shown)}?\ufffd])"
        rf"|(?<=ï¿½)|(?<=[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]\?)(?=/[a-z]))"
    )


def find(text: str, document: Document) -> Iterator[Edit | Suspicion]:
    """Repair what the bytes determine, and report what they do not."""
    from corpus_clean.mojibake.lossy import best_reading, readers  # most texts never come here

    lines = list(_lines(text))
    codecs = readers([text[start:end] for start, end in lines])
    for start, end in lines:
        yield from _found(text[start:end], start, best_reading(text[start:end], codecs))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while match := RULE.pattern.search(text, at):
        start = max(text.rfind("\n", at, match.start()), text.rfind("\r", at, match.start()), at - 1) + 1
        at = _LINE_END.search(text, match.end()).start()
        yield start, at
        at = min(at + 1, len(text))


def _found(line: str, offset: int, reading: Reading) -> Iterator[Edit | Suspicion]:
    certain = [_certain(match, offset) for match in _CERTAIN.finditer(line)]
    for one in reading.found:
        start, end = one.start + offset, one.end + offset
        while certain and certain[0].start < start:
            yield certain.pop(0)
        if certain and certain[0].start < end:
            continue  # what is left of the gap is looked at when that is repaired
        if not hasattr(one, 'lead'):
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
    why_safe="The bytes of what is repaired are all there, or no other character has them; what is not determined is reported.",
    safety=Safety.SAFE,
    trigger=_trigger(),
    examples=(
        Example("鎮ㄥソ锛屾湀浜紩璧蜂簡銆�", "您好，月亮引起了銆�", found=("銆�",)),
        Example("a", "a"),
        Example("b", "b"),
        Example("c", "c"),
    ),
    find=find,
)
