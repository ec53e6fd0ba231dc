"""What became of U+FFFD: text whose bytes a UTF-8 decoder gave up on, and that was then read in another codec.

A decoder that meets bytes that are no UTF-8 writes U+FFFD for each and forgets them. Saved, U+FFFD is EF BF BD, and
two of it, read as GBK, are 锟斤拷. The text is gone, except where two bytes of it happened to be UTF-8: 字符 is
D7 D6 B7 FB in GBK, of which D6 B7 can be read, and FFFD D6B7 FFFD is shown as 锟街凤拷. Then what the bytes allow can
be listed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean import lazily
from corpus_clean.plausibility.han import rank, step

if TYPE_CHECKING:
    from collections.abc import Iterator

GONE = "\ufffd"
_UTF_8 = GONE.encode()
LONGEST = 400
"""How many characters of one trace are looked at; what is longer is several."""
_HINTED = 8
_BEAM = 256
_CANDIDATES = 3


class Trace(NamedTuple):
    """`text[start:end]` is U+FFFD, and what survived between, read in `codec`. Spans are in code points, half-open.

    `slots` are the bytes there were, None for each that is gone.
    """

    start: int
    end: int
    codec: str
    slots: tuple[int | None, ...]


CODECS = ("gb18030", "cp949", "cp950", "euc-jp")
"""The codecs of two bytes a character in which U+FFFD, twice, makes three characters."""
FIRST = {_UTF_8[:2].decode(codec): codec for codec in CODECS}
"""The character that EF BF is, and in which codec: 锟 占 嚙 鐃."""
_FIRST = lazily.compiled(f"[{''.join(FIRST)}]")
_KNOWN_OR_GONE = re.compile(rb"\xef\xbf\xbd|[\xc2-\xdf][\x80-\xbf]|[\x40-\x7e]")
_ENDS = re.compile(rb"\xef\xbf\xbd[\x40-\x7e]?\Z")
_LEAD = re.compile(rb"[\xc2-\xdf]?|\xef\xbf?")


def traces(text: str) -> Iterator[Trace]:
    """Yield the traces of a text, in order and apart.

    >>> [text[trace.start : trace.end] for text in ("转为锟街凤拷。",) for trace in traces(text)]
    ['锟街凤拷']
    """
    at = 0
    while found := _FIRST.search(text, at):
        trace = _trace(text, found.start(), FIRST[found[0]])
        if trace:
            yield trace
        at = trace.end if trace else found.end()


def _trace(text: str, start: int, codec: str) -> Trace | None:
    data = b""
    known = 0
    stop = start
    while stop - start < LONGEST and len(data) - known <= len(_UTF_8):  # further only as long as it fits
        two = _bytes(text[stop], codec) if stop < len(text) else None
        if two is None:
            break
        data += two
        stop += 1
        while match := _KNOWN_OR_GONE.match(data, known):
            known = match.end()
    if text[stop : stop + 1] == GONE and _LEAD.fullmatch(data, known):
        return Trace(start, stop, codec, _slots(data[:known]))  # cut where the next character was lost
    while known > 0 and (known % 2 or not _ENDS.search(data, max(0, known - 4), known)):
        known -= 1
    return Trace(start, start + known // 2, codec, _slots(data[:known])) if known else None


@lru_cache(maxsize=4096)
def _bytes(char: str, codec: str) -> bytes | None:
    try:
        data = char.encode(codec)
    except UnicodeEncodeError:
        return None
    return data if len(data) == 2 and data[0] > 0x80 else None


def _slots(data: bytes) -> tuple[int | None, ...]:
    slots: list[int | None] = []
    for part in _KNOWN_OR_GONE.findall(data):
        slots += (None,) if part == _UTF_8 else part
    return tuple(slots)


def hints(trace: Trace) -> tuple[str, ...]:
    """Return the likeliest texts that leave this trace, best first; none where nothing survived.

    Only GBK read as UTF-8 and shown as GBK is worked out, which is how 锟斤拷 comes about. U+FFFD stands for a
    character of which neither byte is left.

    >>> hints(next(traces("锟侥硷拷")))
    ('文件', '四季', '夏季')
    """
    slots = trace.slots
    if trace.codec != "gb18030" or len(slots) % 2 or not any(slots) or len(slots) > 2 * _HINTED:
        return ()
    return _readings(slots)


@lru_cache(maxsize=1024)
def _readings(slots: tuple[int | None, ...]) -> tuple[str, ...]:
    readings = [(0.0, "")]
    for lead, trail in zip(slots[::2], slots[1::2], strict=True):
        chars = GONE if lead is None and trail is None else _chars(lead, trail)
        costed = ((cost + step(text[-1:], char), text + char) for cost, text in readings for char in chars)
        readings = sorted(costed)[:_BEAM]
    return tuple(text for _, text in readings if _slots(_shown(text)) == slots)[:_CANDIDATES]


def _shown(text: str) -> bytes:
    data = b"".join(b"\x80\x80" if char == GONE else char.encode("gb2312") for char in text)
    return data.decode("utf-8", "replace").encode()


@cache
def _chars(lead: int | None, trail: int | None) -> str:
    """Return the characters of GB2312 that dictionaries have, with these bytes; None is any byte."""
    leads = range(0xB0, 0xF8) if lead is None else (lead,)
    trails = range(0xA1, 0xFF) if trail is None else (trail,)
    pairs = (bytes((one, two)).decode("gb2312", "ignore") for one in leads for two in trails)
    return "".join(char for char in pairs if len(char) == 1 and rank(char))
