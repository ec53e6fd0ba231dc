"""Which encodings are worth a close look: a count of bytes against what each letter costs by itself.

Two encodings that read all the bytes alike are one candidate, and the commoner of them stands for both. Encodings of
several bytes a character are candidates where they leave few bytes unread.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import cache
from math import log2
from operator import mul
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

from corpus_clean.decoding.candidates import candidates
from corpus_clean.decoding.reading import REPLACEMENT, pieces
from corpus_clean.decoding.scoring import FOREIGN, UNREAD, languages, scripts
from corpus_clean.mojibake.codecs import SINGLE, codec
from corpus_clean.plausibility import han
from corpus_clean.plausibility.letters import NAMES, script
from corpus_clean.plausibility.marks import mark
from corpus_clean.plausibility.model import QUANTUM
from corpus_clean.plausibility.scripts import facts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus_clean.decoding.candidates import Candidate

FEWEST, MOST = 4, 16
"""How many encodings are looked at, at the least and at the most."""
SLACK, SLACK_BITS = 1.3, 40.0
"""By how much those may cost more than the first."""
MULTI = frozenset(("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "johab"))
_ASCII = bytes(range(128))
_WIDER = frozenset(("euc_jp", "big5hkscs"))  # on the web they have characters that Python's codecs lack
_CAPITAL, _COMBINING = 1.5, 2.0
_BOXES = range(0x2500, 0x25A0)
_HOLE = "\ufffe"
_KEPT = 30_000
_JOINT = re.compile(rb"[A-Za-z](?=[\x80-\xff])|[\x80-\xff](?=[A-Za-z])")
_SWITCH = 8.0  # bits that a word of two alphabets costs at each joint
_STRANGE, _DRAWN = 20.0, 5.0


class Table(NamedTuple):
    """A single-byte encoding: the character of each byte, U+FFFE for none, and what each costs by itself."""

    shown: str
    costs: tuple[float, ...]


@cache
def table(candidate: Candidate) -> Table:
    """Return the table of an encoding."""
    shown = characters(candidate.encoding)
    own = [at for at, name in enumerate(languages()) if name in candidate.languages]
    combining = candidate.encoding == "cp1258"  # its tones are characters of their own
    return Table(shown, tuple(_alone(char, own, combining=combining) if char >= "\x80" else 0.0 for char in shown))


@cache
def characters(encoding: str) -> str:
    """Return the character of each byte of a single-byte encoding, U+FFFE where it has none, C1 controls filled in."""
    if encoding in SINGLE:
        return codec(encoding).shown
    shown = (bytes((byte,)).decode(encoding, "ignore") for byte in range(256))
    return "".join(char or (chr(byte) if 0x80 <= byte < 0xA0 else _HOLE) for byte, char in enumerate(shown))


def _alone(char: str, own: list[int], *, combining: bool) -> float:
    if char == _HOLE:
        return UNREAD
    seen = facts(char)
    if not seen.script:
        return _COMBINING if category(char) == "Mn" and combining else mark(char, "a" if ord(char) in _BOXES else " ")
    capital = _CAPITAL * seen.is_upper
    place = script(seen.script).places.get(seen.folded) if seen.script in NAMES else None
    if place is None:
        return FOREIGN + 8.0
    first, _ = scripts()[seen.script]
    costs = script(seen.script).anywhere(place)
    least = min((costs[at - first] for at in own if 0 <= at - first < len(costs)), default=None)
    return capital + (least / QUANTUM if least is not None else FOREIGN + min(costs) / QUANTUM)


def read(data: bytes, candidate: Candidate) -> str:
    """Return the text of bytes in an encoding, U+FFFD for every byte that it cannot read."""
    if candidate.encoding in single():
        return codecs.charmap_decode(data, "replace", characters(candidate.encoding))[0]
    text = data.decode(candidate.encoding, "replace")
    if REPLACEMENT in text and candidate.encoding in _WIDER:
        parts = pieces(data, candidate.encoding)
        return "".join(one.data.decode(one.encoding) if one.text is None else one.text for one in parts)
    return text


@cache
def single() -> frozenset[str]:
    """Return the encodings of one byte a character."""
    return frozenset(one.encoding for one in candidates()) - MULTI


def shortlist(data: bytes, only: Iterable[str] = ()) -> list[tuple[Candidate, str]]:
    """Return the encodings that are worth a close look, with their readings, U+FFFD for what they cannot read.

    `only` are the encodings that come into question, all if there are none.
    """
    counts = Counter(data.translate(None, _ASCII))
    beyond = bytes(counts)
    numbers = list(counts.values())
    joints = _SWITCH * len(_JOINT.findall(data))
    rated: list[tuple[float, int, Candidate, str]] = []
    seen: set[str] = set()
    wanted = frozenset(only)
    for order, candidate in enumerate(candidates()):
        if wanted and candidate.encoding not in wanted:
            continue
        if candidate.encoding in MULTI:
            text = read(data, candidate)
            price = sum(map(_wide(candidate.encoding).__getitem__, text))
        else:
            shown, alone = table(candidate)
            text = codecs.charmap_decode(beyond, "replace", shown)[0]
            if text in seen:
                continue
            seen.add(text)
            price = sum(map(mul, map(alone.__getitem__, beyond), numbers)) + (0.0 if candidate.latin else joints)
        rated.append((price + candidate.price, order, candidate, text))
    if not rated:
        return []
    rated.sort()
    limit = SLACK * rated[0][0] + SLACK_BITS
    chosen = [row for at, row in enumerate(rated) if at < FEWEST or (row[0] < limit and at < MOST)]
    chosen += [row for row in rated if row[2].encoding in MULTI and row not in chosen][:1]
    return [(one, text if one.encoding in MULTI else read(data, one)) for *_, one, text in chosen]


def alone(char: str, encoding: str) -> float:
    """Return what a character costs by itself in an encoding of several bytes."""
    return _wide(encoding)[char]


class _Wide(dict[str, float]):
    """What a character costs by itself as Chinese, Japanese or Korean."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __missing__(self, char: str) -> float:
        if len(self) > _KEPT:
            self.clear()
        self[char] = value = self._cost(char)
        return value

    def _cost(self, char: str) -> float:
        if char < "\x80":
            return 0.0
        if char == "\ufffd":
            return UNREAD
        seen = facts(char).script
        if not seen:
            return _DRAWN if ord(char) in _BOXES else mark(char, "字")
        if self.language == "zh":
            rank = han.rank(char)
            return 4.0 + log2(rank) if rank is not None else _STRANGE
        if seen == "Han" and self.language == "ko":
            return _STRANGE
        known = script("Hangul" if self.language == "ko" else "Japanese")
        place = known.places.get(char)
        return known.ones[place] / QUANTUM if place is not None else _STRANGE


_wide = cache(
    lambda encoding: _Wide({"gb18030": "zh", "big5hkscs": "zh", "cp949": "ko", "johab": "ko"}.get(encoding, "ja"))
)
