"""What happened to a text: bytes of one codec were read as another, once or several times over.

A chain is undone link by link, and a link is proven by doing it again. Bytes say which stretches of the text and of its
reading are the same, so that a repair changes nothing but what was damaged.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import ne
from typing import NamedTuple

from corpus_clean import lazily
from corpus_clean.mojibake.codecs import MULTI, SINGLE, UTF_8, codec


class Link(NamedTuple):
    """Bytes in the codec `true` were read as `wrong`.

    >>> Link("cp1252", "utf-8").undo("cafÃ©")
    'café'
    """

    wrong: str
    true: str

    def undo(self, text: str) -> str | None:
        """Return what the text was, None where it cannot have been anything."""
        data = codec(self.wrong).encode(text)
        return None if data is None else codec(self.true).decode(data)

    def redo(self, text: str) -> str | None:
        """Return what becomes of a text."""
        data = codec(self.true).encode(text)
        return None if data is None else codec(self.wrong).decode(data)

    def __str__(self) -> str:
        return f"{self.true} read as {self.wrong}"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


Chain = tuple[Link, ...]
"""The links of a damage, in the order in which they are undone."""

_COMMON = _names("cp1252 cp1251 cp1250 cp932 cp949 cp950 gb18030 latin-1")
_SEEN = _names(
    "cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 koi8-r cp866 iso8859-2 mac-roman cp850 cp437 euc-jp "
    "iso8859-5 iso8859-7 iso8859-15 cp936 mac-cyrillic koi8-u cp852"
)
_KIN = (
    ("cp1252", "latin-1"), ("cp1254", "iso8859-9"), ("cp1250", "iso8859-2"), ("cp1253", "iso8859-7"),
    ("cp1257", "iso8859-13"), ("cp1255", "iso8859-8"), ("cp1256", "iso8859-6"), ("koi8-r", "koi8-u"),
    ("cp437", "cp850"), ("cp1251", "mac-cyrillic"), ("gb18030", "cp936"), ("cp949", "cp949-nfc"),
    ("cp932", "cp932-nec"), ("cp950", "big5hkscs"),
)  # fmt: skip
"""Codecs that differ in little of what a text may show of them."""
_WESTERN = _names("af ca da de en es eu fi fr ga id is it la lg mi ms nb nl nn pt sn so sq st sv sw tl tn ts xh yo zu")
_CENTRAL = _names("bs cs de en hr hu pl ro sk sl sq")
_BALTIC = _names("en et lt lv")
_TURKIC = _names("az en tr")
_AT_HOME = {
    **dict.fromkeys(("cp1252", "latin-1", "iso8859-15", "cp850", "cp437", "mac-roman"), _WESTERN),
    **dict.fromkeys(("cp1250", "iso8859-2", "cp852", "iso8859-16"), _CENTRAL),
    **dict.fromkeys(("cp1257", "iso8859-13"), _BALTIC),
    **dict.fromkeys(("iso8859-4", "iso8859-10"), _BALTIC | frozenset(("da", "fi", "is", "nb", "nn", "sv"))),
    **dict.fromkeys(("cp1254", "iso8859-9"), _TURKIC | _WESTERN),
    "iso8859-3": frozenset(("en", "eo", "tr")),
    "iso8859-14": frozenset(("cy", "en", "ga")),
    "cp1258": frozenset(("en", "vi")),
}
"""The languages of the Latin script that are written in a codec."""
DOS = frozenset(("cp437", "cp850", "cp852", "cp866"))
"""Codecs of the time before windows."""
_RARE = 6.0  # bits
_READ_ONLY = frozenset(("cp949-nfc", "cp932-nec"))  # nothing is written in them


def _rarity(name: str) -> float:
    return 0.0 if name == UTF_8 else 1.5 if name in _COMMON else 3.0 if name in _SEEN else 4.5


_RARITY = {
    name: _rarity(name) for name in (UTF_8, *SINGLE, *MULTI, "cp936", "mixed", "cp949-nfc", "cp932-nec", "big5hkscs")
}


def kin(chain: Chain) -> list[Chain]:
    """Return the damages that a text may not tell from this one, this one first; of one link only.

    >>> [str(one[0]) for one in kin((Link("cp1252", "cp437"),))]
    ['cp437 read as cp1252', 'cp850 read as cp1252', 'cp437 read as latin-1', 'cp850 read as latin-1']
    """
    if len(chain) > 1:
        return [chain]
    wrongs, trues = map(_with_kin, chain[0])
    return [(Link(wrong, true),) for wrong in wrongs for true in trues if wrong != true and true not in _READ_ONLY]


def _with_kin(name: str) -> list[str]:
    return [name, *(other for pair in _KIN if name in pair for other in pair if other != name)]


def is_at_home(codec_name: str, language: str | None) -> bool:
    """Say whether a language of the Latin script may have been written in a codec; None is of another script.

    >>> is_at_home("cp1257", "lt"), is_at_home("cp1257", "is")
    (True, False)
    """
    return language is None or language in _AT_HOME.get(codec_name, (language,))


def is_rare(link: Link) -> bool:
    """Say whether a damage is hardly ever seen.

    >>> is_rare(Link("cp1252", "cp1250")), is_rare(Link("iso8859-4", "iso8859-2"))
    (False, True)
    """
    return prior((link,)) >= _RARE


@lru_cache(maxsize=4096)
def prior(chain: Chain) -> float:
    """Return how rare a damage is, in bits.

    >>> prior((Link("cp1252", "utf-8"),)) < prior((Link("iso8859-14", "cp852"),))
    True
    """
    return sum(_RARITY[link.wrong] + _RARITY[link.true] for link in chain) + 4.0 * (len(chain) - 1)


_RUN = re.compile(b"\x01+")
_BEYOND_ASCII = lazily.compiled("[^\x00-\x7f]+")
_CONTROL = lazily.compiled("[\x80-\xa0]")  # what a byte may stand for in both


class Change(NamedTuple):
    """A stretch of a text, half-open, and what it was."""

    start: int
    end: int
    new: str


def undone(text: str, chain: Chain) -> str | None:
    """Return what a text was if that is what happened to it, None if it cannot be.

    >>> undone("FranÃƒÂ§ais", (Link("cp1252", "utf-8"),) * 2)
    'Français'
    """
    now: str | None = text
    for link in chain:
        now = link.undo(now) if now is not None else None
    return now


def changes(text: str, chain: Chain) -> list[Change]:
    """Return what undoing a chain changes, stretch by stretch; none where it cannot be undone.

    >>> changes("un cafÃ© crÃ¨me", (Link("cp1252", "utf-8"),))
    [Change(start=6, end=8, new='é'), Change(start=11, end=13, new='è')]
    """
    now = undone(text, chain)
    if now is None:
        return []
    if all(link.wrong in SINGLE and link.true in SINGLE for link in chain):
        return [Change(*run.span(), now[run.start() : run.end()]) for run in _RUN.finditer(bytes(map(ne, text, now)))]
    if all(link.wrong in SINGLE for link in chain):
        known = _of_runs(text, now, chain)
        if known is not None:
            return known
    places = _places(text, chain)
    found: list[Change] = []
    begun: tuple[int, int] | None = None
    for (start, at), (end, to) in pairwise(places):
        if text[start:end] != now[at:to]:
            begun = begun or (start, at)
        elif begun:
            found.append(Change(begun[0], start, now[begun[1] : at]))
            begun = None
    if begun:
        found.append(Change(begun[0], len(text), now[begun[1] :]))
    return found


def _of_runs(text: str, now: str, chain: Chain) -> list[Change] | None:
    """Return what undoing a chain changes of text that was read a byte a character, None where that is not so simple.

    What is not ASCII afterwards was so many characters as it has bytes, none of them the same.
    """
    if len(chain) > 1 and any(link.true not in SINGLE and link.true != UTF_8 for link in chain):
        return None
    runs = list(_BEYOND_ASCII.finditer(now))
    if all(link.true == UTF_8 or link.true in SINGLE for link in chain):
        befores = list(_BEYOND_ASCII.finditer(text))
        if len(runs) != len(befores):
            return None
        return [Change(*before.span(), run[0]) for before, run in zip(befores, runs, strict=True)]
    encode = codec(chain[0].true).encode
    found: list[Change] = []
    grown = 0
    for run in runs:
        data = encode(run[0])
        if data is None or _CONTROL.search(run[0]):
            return None
        start = run.start() + grown
        found.append(Change(start, start + len(data), run[0]))
        grown += len(data) - len(run[0])
    return found if len(now) + grown == len(text) else None


def _places(text: str, chain: Chain) -> list[tuple[int, int]]:
    """Return where both a text and what it was before it was damaged have a boundary."""
    places = [(at, at) for at in range(len(text) + 1)]
    now = text
    for link in chain:
        then = link.undo(now) or ""
        kept = dict(_cuts(now, then, link))
        places = [(source, kept[at]) for source, at in places if at in kept]
        now = then
    return places


def _cuts(text: str, reading: str, link: Link) -> list[tuple[int, int]]:
    """Return the places in the text and in its reading where both have a boundary, (0, 0) and the ends included."""
    ends, others = _ends(text, link.wrong), _ends(reading, link.true)
    if ends[-1:] != others[-1:]:  # there is more than one way to write it, as with surrogates
        return [(0, 0), (len(text), len(reading))]
    there = {end: at for at, end in enumerate(others, 1)}
    return [(0, 0), *((at, there[end]) for at, end in enumerate(ends, 1) if end in there)]


def _ends(text: str, name: str) -> list[int]:
    """Return where each character of the text ends among its bytes."""
    if name in SINGLE:
        return list(range(1, len(text) + 1))
    encode = codec(name).encode
    sizes: dict[str, int] = {char: len(encode(char) or b"?") for char in set(text)}
    return list(accumulate(map(sizes.__getitem__, text)))
