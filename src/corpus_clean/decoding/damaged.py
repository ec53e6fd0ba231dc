"""UTF-8 with bytes in it that are none: a word that was pasted in another encoding, or a byte that is lost.

A word whose bytes are no UTF-8 is read in the encoding in which all such words together make sense, if that makes it
likelier than a gap in it does. A byte that looks like a part of a character in UTF-8 counts as what is left of one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean import lazily
from corpus_clean.decoding.candidates import candidate
from corpus_clean.decoding.ranking import confidence, ranked
from corpus_clean.decoding.reading import REPLACEMENT, Piece
from corpus_clean.decoding.sampling import sample
from corpus_clean.decoding.scoring import UNREAD
from corpus_clean.decoding.shortlist import read
from corpus_clean.plausibility.model import bits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus_clean.decoding.candidates import Candidate
    from corpus_clean.decoding.hints import Hints

UTF_8 = "utf-8"
MARGIN, REMNANT = 10.0, 3.0
"""Bits that speak for a gap, and more of them where the bytes look like a part of a character in UTF-8."""
USUAL, LEAD = "cp1252", 10.0
"""What is pasted into UTF-8 most often, and the bits by which another encoding must be more plausible."""
_LONE = "–—…•"  # what may stand by itself
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(rb"[^\s]+")
_ESCAPED = lazily.compiled("[\udc80-\udcff]+")
_BLANKS = (b" ", b"\t", b"\n", b"\r")
_LONGEST = 64
_ASCII = bytes(range(128))
_KEPT = 4096
_CONTEXT = 24  # bytes on either side, in text without blanks


class Foreign(NamedTuple):
    """The encoding that what is no UTF-8 is read in, and how sure that is."""

    codec: Candidate | None
    confidence: float


def foreign(lines: Sequence[bytes], hints: Hints) -> Foreign:
    """Return the encoding in which the words that are no UTF-8 make most sense together."""
    found = [word for line in lines for word in _WORD.findall(line) if not _is_utf_8(word)]
    whole = [word for word in found if not _is_partly_utf_8(word) and word.translate(None, _LETTERS) != word]
    pool = sample(whole or found)
    rated = ranked(pool, hints) if pool else []
    usual = next((one for one in rated if one.candidate.encoding == USUAL), None)
    if not rated or (usual and usual.bits - rated[0].bits < LEAD):
        rated = [usual, *(one for one in rated if one is not usual)] if usual else []
        return Foreign(candidate(USUAL), confidence(rated, pool) if whole and rated else 1.0)
    return Foreign(rated[0].candidate, confidence(rated, pool))


def mended(line: bytes, codec: Candidate | None) -> Iterator[Piece]:
    r"""Yield the pieces of a line that is UTF-8 in the main.

    >>> [piece[1:] for piece in mended("naïve ".encode() + b"caf\xe9\n", candidate("cp1252"))]
    [('utf-8', None), ('cp1252', 'é'), ('utf-8', None)]
    """
    at = 0
    word, whole = (0, 0), False
    for start, end in _bad(line):
        if at < start:
            yield Piece(line[at:start], UTF_8)
        if start >= word[1]:
            word = _word(line, start)
            whole = _is_whole(line[word[0] : word[1]], codec)
        yield _chosen(line, start, end, codec, whole=whole)
        at = end
    if at < len(line):
        yield Piece(line[at:], UTF_8)


def _word(line: bytes, at: int) -> tuple[int, int]:
    """Return where the word with the byte at an offset begins and ends; of a long one the part around it."""
    start = max((line.rfind(blank, max(0, at - _LONGEST), at) for blank in _BLANKS), default=-1) + 1
    ends = [end for blank in _BLANKS if (end := line.find(blank, at, at + _LONGEST)) >= 0]
    return max(start, at - _LONGEST), min(ends, default=min(len(line), at + _LONGEST))


@lru_cache(maxsize=_KEPT)
def _is_whole(word: bytes, codec: Candidate | None) -> bool:
    """Say whether all of a word is better read in another encoding than with gaps."""
    if codec is None or _is_partly_utf_8(word):
        return False
    reading = read(word, codec)
    kept = word.decode("ascii", "ignore")
    if REPLACEMENT in reading or not any(map(str.isalpha, kept)):
        return reading in _LONE
    gaps = list(_bad(word))
    remnant = REMNANT * all(_is_remnant(word[start:end]) for start, end in gaps)
    return bits(reading) + codec.price + MARGIN + remnant < bits(kept) + UNREAD * len(word.translate(None, _ASCII))


def _chosen(line: bytes, start: int, end: int, codec: Candidate | None, *, whole: bool) -> Piece:
    run = line[start:end]
    if codec is not None:
        reading = read(run, codec)
        if whole:
            return Piece(run, codec.encoding, reading)
        before, after = _around(line, start, end)
        if before or after:
            more = _more(before, reading, after) + codec.price + MARGIN + REMNANT * _is_remnant(run)
            if REPLACEMENT not in reading and more < UNREAD:
                return Piece(run, codec.encoding, reading)
    return Piece(run, UTF_8, REPLACEMENT)


@lru_cache(maxsize=_KEPT)
def _more(before: str, char: str, after: str) -> float:
    """Return by how much a word costs more with some characters in it."""
    return bits(before + char + after) - bits(before + after)


def _around(line: bytes, start: int, end: int) -> tuple[str, str]:
    """Return the rest of the word on both sides, without what cannot be read."""
    before = line[max(0, start - _CONTEXT) : start].split()
    after = line[end : end + _CONTEXT].split()
    left = before[-1] if before and not line[start - 1 : start].isspace() else b""
    right = after[0] if after and not line[end : end + 1].isspace() else b""
    return left.decode(UTF_8, "ignore"), right.decode(UTF_8, "ignore")


def _bad(line: bytes) -> Iterator[tuple[int, int]]:
    """Yield where there is no UTF-8: every run of bytes that a decoder stops at."""
    text = line.decode(UTF_8, "surrogateescape")
    at = offset = 0
    for run in _ESCAPED.finditer(text):
        offset += len(text[at : run.start()].encode())
        yield offset, offset + len(run[0])
        offset += len(run[0])
        at = run.end()


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode(UTF_8)
    except UnicodeDecodeError:
        return False
    return True


def _is_partly_utf_8(word: bytes) -> bool:
    return not word.decode(UTF_8, "ignore").isascii()


def _is_remnant(run: bytes) -> bool:
    """Say whether bytes are the beginning or the end of a character in UTF-8, and no whole one."""
    tail = run.lstrip(bytes(range(0x80, 0xC0)))
    if not tail:
        return len(run) < 4
    lead = tail[0]
    size = 2 if 0xC2 <= lead < 0xE0 else 3 if 0xE0 <= lead < 0xF0 else 4 if 0xF0 <= lead < 0xF5 else 0
    return len(run) == len(tail) < size and all(0x80 <= byte < 0xC0 for byte in tail[1:])
