"""How likely a text is as human writing, in bits: the sum of what each character costs behind the two before it.

Every alphabet is costed in each of its languages at once, and the language in which the whole text costs least counts:
a Polish letter is cheap where the words around it are Polish. Han and kana are costed as Chinese (plausibility.han) and
as Japanese. Marks, digits and symbols cost what they cost anywhere (plausibility.marks), and so do changes of script or
of case inside a word. Only differences between two readings of the same bytes mean anything; the cost of a text by
itself depends on what it is about.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import chain
from typing import NamedTuple

from corpus_clean.plausibility import han
from corpus_clean.plausibility.letters import NAMES, Script, script
from corpus_clean.plausibility.marks import mark

QUANTUM = 4
"""Costs are kept in so many parts of a bit."""
_LANE = 16  # bits of an integer that a language's sum has for itself
_CHUNK = 256  # steps whose sum cannot run over
_MOST = 255
_STEPS = 150_000
"""How many steps are remembered; hostile text has more."""

_SWITCH, _BESIDE_CJK, _INSIDE = 10.0, 6.0, 10.0
_ANOTHER_SCRIPT = 10.0
_CAPITAL, _CAPITALS, _LOW_TO_CAPITAL, _BACK_TO_LOW = 1.5, 0.5, 8.0, 4.0
_UNKNOWN, _UNKNOWN_START = 7.0, 10.0  # a letter of a script that the table does not have
_STRANGE = 20.0  # a letter of a script that it does have, in none of its languages
_KANA_IN_CHINESE, _HAN_UNKNOWN = 14.0, 22.0
_CASED = frozenset(("Latin", "Cyrillic", "Greek", "Armenian"))
_APOSTROPHES = frozenset("'’ʼ·-´`")
_ORDERLY = 12.0  # what a mark may cost that stands in any text


class Reading(NamedTuple):
    """What a text costs, and the languages in which it costs least, by script; `bits` is the sum of it all."""

    bits: float
    disorder: float
    languages: dict[str, str]


def bits(text: str) -> float:
    """Return the cost of a text in bits; lower is more plausible.

    >>> bits("La cigüeña vuelve") < bits("La cig№eсa vuelve")
    True
    """
    return read(text).bits


def gain(text: str, other: str) -> float:
    """Return by how many bits `other` is the more plausible of two readings: their log-likelihood ratio.

    >>> gain("пРЙУБОЙЕ", "Описание") > 20
    True
    """
    return bits(text) - bits(other)


def read(text: str) -> Reading:
    """Return the cost of a text and the languages it was read in.

    >>> read("Zażółć gęślą jaźń").languages
    {'Latin': 'pl'}
    """
    sums = lanes(text)
    total = sums[_COMMON]
    languages = {}
    for name, (first, last) in _groups().items():
        low = min(sums[first:last])
        if low:
            total += low + (_ANOTHER_SCRIPT * QUANTUM if languages else 0)
            languages[name] = _names()[sums.index(low, first, last)]
    return Reading(total / QUANTUM, sums[_DISORDER] / QUANTUM, languages)


def lanes(text: str) -> list[int]:
    """Return the cost of a text by language, in quarters of a bit; the last is what it costs in all of them."""
    padded = f" {text} "
    steps = list(map(_steps.__getitem__, zip("  " + text, padded, padded[1:])))
    size = len(_names()) * 2 + 4
    sums = [0] * (size // 2)
    for at in range(0, len(steps), _CHUNK):
        chunk = memoryview(sum(steps[at : at + _CHUNK]).to_bytes(size, "little")).cast("H").tolist()
        sums = [one + other for one, other in zip(sums, chunk)] if at else chunk
    return sums


@cache
def _names() -> tuple[str, ...]:
    return (*chain.from_iterable(script(name).languages for name in NAMES), "zh")


@cache
def _groups() -> dict[str, tuple[int, int]]:
    groups, at = {}, 0
    for name in NAMES:
        size = len(script(name).languages) + (name == "Japanese")
        groups["Han" if name == "Japanese" else name] = at, at + size
        at += size
    return groups


_COMMON, _DISORDER = -2, -1


class _Steps(dict[tuple[str, str, str], int]):
    """What a character costs behind two others: all languages in one integer, `_LANE` bits each."""

    def __missing__(self, key: tuple[str, str, str]) -> int:
        before, first, second = key
        if script_of(second) in _CJK or script_of(first) in _CJK:
            value = _pairs[first, second]
            return value
        if len(self) > _STEPS:
            self.clear()
        self[key] = value = _step(before, first, second)
        return value


class _Pairs(dict[tuple[str, str], int]):
    """The same for characters that do not depend on what is before the last."""

    def __missing__(self, key: tuple[str, str]) -> int:
        if len(self) > _STEPS:
            self.clear()
        self[key] = value = _step("", *key)
        return value


_steps, _pairs = _Steps(), _Pairs()
_CJK = frozenset(("Han", "Kana", "Hangul"))


@cache
def _known() -> dict[str, str]:
    """Return the script of every letter of the table."""
    return {letter: name for name in NAMES[:-1] for letter in script(name).places}


def _bounded(size: int):
    from functools import lru_cache

    return lru_cache(maxsize=size)


@_bounded(20_000)
def script_of(char: str) -> str:
    """Return the script of a letter as the model sees it, "" for what is no letter.

    >>> script_of("ß"), script_of("漢"), script_of("カ"), script_of("ქ"), script_of("!")
    ('Latin', 'Han', 'Kana', 'Georgian', '')
    """
    low = fold(char)
    if low in _known():
        return _known()[low]
    code = ord(char[0])
    if 0x3041 <= code <= 0x30FF and char not in "・゠":
        return "Kana"
    if char in "々〆〇" or 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code < 0x33480:
        return "Han" if unicodedata.category(char) != "Cn" else ""
    if 0xAC00 <= code <= 0xD7A3 or 0x1100 <= code <= 0x11FF or 0x3130 <= code <= 0x318F:
        return "Hangul"
    if unicodedata.category(char)[0] not in "LM" or char in "ªº" or not (name := unicodedata.name(char, "")):
        return ""
    if 0xFF21 <= code <= 0xFFDC:
        return ""
    word = name.split(" ")[0].title()
    return "" if word in ("Modifier", "Combining") else word


def fold(char: str) -> str:
    """Return the letter in lower case, where that is one letter."""
    low = char.lower()
    return low if len(low) == 1 else "i" if char == "İ" else char


def _step(before: str, first: str, second: str) -> int:
    """Return the cost of one step."""
    a, b, c = script_of(before) if before else "", script_of(first), script_of(second)
    value, common, disorder = 0, 0.0, 0.0
    if b and b != c and not (b in ("Han", "Kana") and c in ("Han", "Kana")):
        value += _end(fold(before) if a == b else "", fold(first), b)
    if c:
        joined = b == c
        value += _letter(fold(before) if a == c and joined else "", fold(first) if joined else "", fold(second), c, b)
        if b and not joined and not (b in ("Han", "Kana") and c in ("Han", "Kana")):
            disorder += _BESIDE_CJK if b in _CJK or c in _CJK else _SWITCH
        if not b and a and first > "\x7f" and first not in _APOSTROPHES and a not in _CJK and c not in _CJK:
            disorder += _INSIDE
        case = _case(before, first, second) if c in _CASED else 0.0
        common += case
        disorder += case if case > _CAPITAL else 0.0
        common += disorder - (case if case > _CAPITAL else 0.0)
    else:
        common = mark(second, first)
        disorder = common if common > _ORDERLY else 0.0
    return value + _lane(len(_names()), common) + _lane(len(_names()) + 1, disorder)


def _case(before: str, first: str, second: str) -> float:
    if second.isupper():
        if first.islower():
            return _LOW_TO_CAPITAL
        return _CAPITALS if first.isupper() else _CAPITAL
    return _BACK_TO_LOW if first.isupper() and before.isupper() and second.islower() else 0.0


def _letter(before: str, first: str, second: str, name: str, beside: str) -> int:
    """Return the cost of a letter of a script behind letters of it, "" for none."""
    if name in ("Han", "Kana"):
        return _han(first if name == "Han" else "", second, name)
    if name not in NAMES:
        return _lane(len(_names()), _UNKNOWN if first else _UNKNOWN_START)
    table = script(name)
    letter = table.places.get(second)
    low, high = _groups()[name]
    if letter is None:
        costs = bytes((round(_STRANGE * QUANTUM),)) * (high - low)
    else:
        behind = table.places.get(first) if first else None
        if behind is None:
            costs = table.start(letter)
        else:
            costs = table.step(table.places.get(before) if before else None, behind, letter)
    return _spread(costs, low)


def _end(before: str, letter: str, name: str) -> int:
    """Return the cost of ending a word on a letter."""
    if name == "Han":
        end = han.step(letter, "，") - 3.5
        return _spread(bytes((0, max(0, round(end * QUANTUM)))), _groups()["Han"][0])
    if name not in NAMES or name in _CJK:
        return 0
    table = script(name)
    place = table.places.get(letter)
    if place is None:
        return 0
    return _spread(table.end(table.places.get(before) if before else None, place), _groups()[name][0])


def _han(first: str, second: str, name: str) -> int:
    """Return the cost of Han or kana as Japanese and as Chinese."""
    japanese = script("Japanese")
    place = japanese.places.get(second)
    one = japanese.ones[place] if place is not None else round(_STRANGE * QUANTUM)
    chinese = _KANA_IN_CHINESE if name == "Kana" else han.step(first or "，", second)
    return _spread(bytes((one, min(_MOST, round(chinese * QUANTUM)))), _groups()["Han"][0])


def _spread(costs: bytes, first: int) -> int:
    """Return costs of languages from `first` on as one integer."""
    wide = bytearray(2 * len(costs))
    wide[::2] = costs
    return int.from_bytes(wide, "little") << (_LANE * first)


def _lane(lane: int, cost: float) -> int:
    return round(cost * QUANTUM) << (_LANE * lane)
