"""What a reading of bytes costs in bits: the model of letters, the languages of the encoding, what it leaves unread.

The model gives each language its own sum (plausibility.model.lanes). A reading counts in the cheapest language of its
encoding; letters of another language cost it `FOREIGN` more, as nobody wrote that language so. An encoding that was
made for another alphabet must show letters of that. Every byte without a reading costs `UNREAD`.

Words in ASCII are the same in nearly all encodings: they are costed once, and say which language to expect.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean import lazily
from corpus_clean.plausibility.letters import NAMES, script
from corpus_clean.plausibility.model import QUANTUM, lanes

if TYPE_CHECKING:
    from corpus_clean.decoding.candidates import Candidate

UNREAD = 26.0
FOREIGN = 12.0
ANOTHER_SCRIPT, NOT_ITS_SCRIPT = 14.0, 12.0
_COMMON = -2
_LATIN_LETTER = lazily.compiled("[\xaa-\u024f\u1e00-\u1eff]")
_PAIRS = (("“", "”"), ("«", "»"), ("‘", "’"), ("‹", "›"), ("„", "“”"), ("‚", "‘’"))
_UNPAIRED = 4.0
# What the model does not see: marks and symbols that do not stand beside letters, and what no encoding of text is for.
_ODD = lazily.compiled(
    r"(?<!\S)[—–](?=[^\W\d_])"  # a dash before a word, and no blank
    r"|[^\W\d_]”[^\W\d_]"
    r"|[^\W\d_][£€¥¢†‡¨ˇ˘¯®]"
    r"|[€†‡¢¥¨ˇ®¯¶](?=[^\W\d_])"
    r"|(?<!\S)[†‡‚„‹¨ˇ¯](?!\S)"
    r"|[“”„]{2}|[À-Þ][A-Z][a-z]|\xa0(?!\S)|(?<!\S)\xa0"
    r"|[^\W\d_]{3}[±¹²³¼½¾]"
    r"|[a-z][\u3400-\u9fff\uac00-\ud7a3](?=[a-z])"
    r"|[\ue000-\uf8ff]"
)
_ODDITY = 5.0
_QUOTED = lazily.compiled("»[^«»]{1,80}«")  # as German and Danish have it; the model takes » before a word for odd
_QUOTATION = 6.0
_APOSTROPHE = lazily.compiled(r"[^\W\d_]’[^\W\d_]?")
_NO_APOSTROPHE = frozenset(
    (
        "es",
        "pt",
        "pl",
        "cs",
        "sk",
        "hu",
        "hr",
        "sl",
        "bs",
        "lt",
        "lv",
        "sv",
        "da",
        "nb",
        "nn",
        "fi",
        "ro",
        "de",
        "et",
        "is",
    )
)
_MISPLACED_APOSTROPHE = 3.0


class Cost(NamedTuple):
    """Bits, and the language that they were counted in, "" for none."""

    bits: float
    language: str


class Words(NamedTuple):
    """Bytes, told apart: what the words in ASCII cost, and the others with a blank between them."""

    plain: list[int]
    beyond: bytes


@cache
def languages() -> tuple[str, ...]:
    """Return the language of each lane of the model."""
    return (*chain.from_iterable(script(name).languages for name in NAMES), "zh")


@cache
def scripts() -> dict[str, tuple[int, int]]:
    """Return the lanes of each script, those of Han and kana as one."""
    found, at = {}, 0
    for name in NAMES:
        size = len(script(name).languages) + (name == "Japanese")
        found[name] = at, at + size
        at += size
    return found


def words(data: bytes) -> Words:
    """Tell the words in ASCII from the others."""
    plain: list[bytes] = []
    beyond: list[bytes] = []
    for word in data.split():
        (plain if word.isascii() else beyond).append(word)
    return Words(lanes(b" ".join(plain).decode("ascii")), b" ".join(beyond))


def cost(text: str, candidate: Candidate, plain: list[int], wanted: frozenset[str] = frozenset()) -> Cost:
    """Return what a reading of the words beyond ASCII costs; U+FFFD in it stands for a byte that was not read.

    `wanted` are the languages that the caller expects, none if any will do.
    """
    unread = text.count("\ufffd")
    if unread:
        text = text.replace("\ufffd", "")
    if candidate.encoding == "cp1258":
        text = unicodedata.normalize("NFC", text)
    sums = list(map(int.__add__, lanes(text), plain))
    foreign = _foreign(candidate.languages, wanted)
    total, language, own = sums[_COMMON] / QUANTUM, "", candidate.latin
    most = -1
    for name, (first, last) in scripts().items():
        part = sums[first:last]
        if not any(part):
            continue
        if name == "Latin" and not wanted and not _LATIN_LETTER.search(text):
            prices = part
        else:
            prices = list(map(int.__add__, part, foreign[first:last]))
        least = min(prices)
        at = prices.index(least)
        total += least / QUANTUM + (ANOTHER_SCRIPT if most >= 0 else 0.0)
        own = own or (name != "Latin" and languages()[first + at] in candidate.languages)
        if part[at] > most:
            most, language = part[at], languages()[first + at]
    total += candidate.price + UNREAD * unread + NOT_ITS_SCRIPT * (not own) + _oddities(text, language)
    return Cost(total, language)


def _oddities(text: str, language: str) -> float:
    """Return what marks cost that do not stand where they should."""
    bits = _ODDITY * len(_ODD.findall(text)) - _QUOTATION * len(_QUOTED.findall(text))
    for opening, closing in _PAIRS:
        opened = text.count(opening)
        if opened:
            bits += _UNPAIRED * max(0, opened - sum(map(text.count, closing)))
    if "’" in text and language in _NO_APOSTROPHE:
        bits += _MISPLACED_APOSTROPHE * len(_APOSTROPHE.findall(text))
    return bits


@cache
def _foreign(own: frozenset[str], wanted: frozenset[str]) -> list[int]:
    """Return what each lane costs more because its language is not one of the encoding, or not one that is wanted."""
    price = round(FOREIGN * QUANTUM)
    return [
        price * (bool(own) and name not in own) + price * (bool(wanted) and name not in wanted) for name in languages()
    ]
