"""How likely a text is as human writing, in bits: the sum of what each character costs behind the two before it.

Every alphabet is costed in each of its languages at once, and the language in which the whole text costs least counts:
a Polish letter is cheap where the words around it are Polish. Han and kana are costed as Chinese (plausibility.han) and
as Japanese. Marks, digits and symbols cost what they cost anywhere (plausibility.marks), and so do changes of script or
of case inside a word. Only differences between two readings of the same bytes mean anything; the cost of a text by
itself depends on what it is about.

How much is much: running text of a language that the table has costs 3 to 4.2 bits a character (4 to 9 where a script
has thousands of characters), of a language that it does not have, in an alphabet that it has, 4.5 to 6.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import chain
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.plausibility import han
from corpus_clean.plausibility.letters import NAMES, script
from corpus_clean.plausibility.marks import mark
from corpus_clean.plausibility.scripts import CJK, MIXED, Facts, facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

QUANTUM = 4
"""Costs are kept in so many parts of a bit."""
_LANE = 16  # bits of an integer that a language's sum has for itself
_CHUNK = 256  # steps whose sum cannot run over
_MOST = 255
_STEPS = 150_000  # how many steps are remembered; hostile text has more
_WORDS, _LONGEST_WORD = 60_000, 24  # and how many words, of how many code points
_FIRST_EAST_ASIAN = "\u2e80"
_COMMON, _DISORDER = -2, -1  # the lanes behind those of the languages

_SWITCH, _BESIDE_CJK, _INSIDE = 10.0, 6.0, 10.0
_ANOTHER_SCRIPT = 14.0
_CAPITAL, _CAPITALS, _LOW_TO_CAPITAL, _BACK_TO_LOW = 1.5, 0.5, 8.0, 4.0
_UNKNOWN, _UNKNOWN_START = 7.0, 10.0  # a letter of a living script that the table does not have
_LIVING = frozenset(("Oriya", "Sinhala", "Lao", "Tibetan", "Myanmar", "Ethiopic", "Khmer", "Mongolian", "Thaana"))
_UNHEARD_OF = 14.0
_STRANGE = 20.0  # a letter of a script that the table does have, in none of its languages
_KANA_IN_CHINESE = 14.0
_SAME_AGAIN, _AGAIN = frozenset("ゝゞヽヾ"), 7.0  # kana said once more
_JAMO = frozenset(map(chr, range(0x3131, 0x318F)))  # parts of syllables, written apart in play
_CASED = frozenset(("Latin", "Cyrillic", "Greek", "Armenian"))
_APOSTROPHES = frozenset("'’ʼ·-´`")
_JOINS = _APOSTROPHES | frozenset("，、。：；（）")
"""Marks that stand between letters without a space: a comma of Chinese does."""
_OPENING = frozenset("“‘„‚")
_STRAY_OPENING, _BEFORE_WORD = 8.0, 6.0
_CLOSING, _CLOSED_BEFORE_WORD = frozenset("’”"), 4.0
_NOT_BEFORE_WORDS = frozenset("÷¬≈∙∩╪╨╧±×§¶»›™®©…")
_CORNERS = frozenset(map(chr, range(0x250C, 0x25A0))) - frozenset("║▎▏")  # lines and blocks, but not what parts cells
_LONE_CORNER = 10.0  # what one of them costs more all alone among words
_ORDERLY = 12.0  # what a mark may cost that stands in any text
_SUGGESTS, _ENOUGH, _TOP = 1000, 8, 3


class Reading(NamedTuple):
    """What a text costs, in bits, and the languages in which it costs that, by script.

    `disorder` is the part of it that no language explains: symbols and letters of other scripts inside words, controls.
    """

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


def read(text: str, languages: Mapping[str, str] | None = None) -> Reading:
    """Return the cost of a text and the languages it was read in.

    `languages` says for scripts which language to read them in, where that is known from more text than this.

    >>> read("Zażółć gęślą jaźń").languages
    {'Latin': 'pl'}
    """
    sums = lanes(text)
    total = sums[_COMMON]
    found: dict[str, str] = {}
    for name, first, last in _spans():
        if not sums[first] and not any(sums[first:last]):
            continue
        part = sums[first:last]
        wanted = languages.get(name) if languages else None
        best = _names().index(wanted, first, last) if wanted else first + part.index(min(part))
        if sums[best]:
            total += sums[best] + (round(_ANOTHER_SCRIPT * QUANTUM) if found else 0)
            found[name] = _names()[best]
    return Reading(total / QUANTUM, sums[_DISORDER] / QUANTUM, found)


def lanes(text: str) -> list[int]:
    """Return the cost of a text in each language, in quarters of a bit, then what it costs in all, and the disorder."""
    if len(text) < _CHUNK:
        return _unpacked(sum(map(_words.__getitem__, text.split(" "))))
    sums = [0] * (len(_names()) + 2)
    for part in _parts(text):
        sums = list(map(add, sums, _unpacked(part)))
    return sums


def _parts(text: str) -> Iterator[int]:
    """Yield the cost of a long text, part by part: no lane of one may run over."""
    total = size = 0
    for word in text.split(" "):
        size += len(word) + 1
        if size > _CHUNK:
            yield total
            total, size = 0, len(word) + 1
        if size > _CHUNK:
            steps = _steps_of(word)
            yield from (sum(steps[at : at + _CHUNK]) for at in range(0, len(steps), _CHUNK))
            size = 0
        else:
            total += _words[word]
    yield total


def _steps_of(word: str) -> list[int]:
    """Return what each step of a word costs, from the blank before it to the one behind it."""
    steps = zip("  " + word, f" {word}", word + " ", strict=False)
    if word < _FIRST_EAST_ASIAN and (word.isascii() or max(word) < _FIRST_EAST_ASIAN):
        return list(map(_steps.__getitem__, steps))
    known = _pairs.get
    return [known(step[1:]) or _steps[step] for step in steps]


def _unpacked(total: int) -> list[int]:
    return memoryview(total.to_bytes(len(_names()) * 2 + 4, "little")).cast("H").tolist()


def strangest(text: str, languages: Mapping[str, str]) -> float:
    """Return what the strangest step at a character beyond ASCII costs in these languages, in bits.

    >>> strangest("düðmesine", {"Latin": "tr"}) > strangest("düğmesine", {"Latin": "tr"})
    True
    """
    shifts = _shifts(tuple(languages.items()))
    return max((_strangest(word, shifts) for word in text.split(" ") if not word.isascii()), default=0) / QUANTUM


@cache
def _shifts(languages: tuple[tuple[str, str], ...]) -> tuple[int, ...]:
    """Return by how much to shift a step to the lanes of some languages, and to what costs the same in all."""
    groups = _groups()
    return _behind_languages(), *(_LANE * _names().index(name, *groups[script]) for script, name in languages)


@lru_cache(maxsize=8192)
def _strangest(word: str, shifts: tuple[int, ...]) -> int:
    chars = zip("  " + word, f" {word}", word + " ", strict=False)
    steps = {_steps[step] for step in chars if step[2] > "\x7f" or step[1] > "\x7f"}
    return max(sum([value >> shift & 0xFFFF for shift in shifts]) for value in steps)


def is_known(char: str) -> bool:
    """Say whether a character is one that text is made of: a letter of a language, a usual mark, a symbol or picture.

    >>> [is_known(char) for char in "é世✔ɿ¸"]
    [True, True, True, False, False]
    """
    name = facts(char).script
    if not name:
        return min(mark(char, " "), mark(char, "字")) <= _ORDERLY or (
            unicodedata.category(char) in ("So", "Sm") and char > "\u2000"
        )
    if name == "Han":
        return han.rank(char) is not None or char in script("Japanese").places
    if name == "Kana":
        return True
    return name in NAMES and facts(char).folded in script(name).places


def suggested(text: str) -> tuple[int, ...]:
    """Return the languages of the Latin script that the ASCII words of a text suggest, as lanes; all, where none do."""
    low, high = _groups()["Latin"]
    plain = "".join(char if char <= "\x7f" else " " for char in text[:_SUGGESTS])
    if sum(map(str.isalpha, plain)) < _ENOUGH:
        return tuple(range(low, high))
    sums = lanes(plain)
    return tuple(sorted(sorted(range(low, high), key=sums.__getitem__)[:_TOP]))


def pair_bits(first: str, second: str, latin: tuple[int, ...]) -> float:
    """Return what a character costs behind another at the least, in some languages of the Latin script or in others."""
    rest, lowest, costs = _least[first, second]
    return rest + (min(map(costs.__getitem__, latin)) if len(latin) <= _TOP else lowest) / QUANTUM


@cache
def _names() -> tuple[str, ...]:
    return (*chain.from_iterable(script(name).languages for name in NAMES), "zh")


@cache
def _spans() -> tuple[tuple[str, int, int], ...]:
    return tuple((name, *lanes) for name, lanes in _groups().items())


@cache
def _groups() -> dict[str, tuple[int, int]]:
    """Return the lanes of each script; Han and kana share theirs."""
    groups, at = {}, 0
    for name in NAMES:
        size = len(script(name).languages) + (name == "Japanese")
        groups["Han" if name == "Japanese" else name] = at, at + size
        at += size
    return groups


class _Words(dict[str, int]):
    """What a word costs with the blanks around it: no step depends on what is before a blank."""

    def __missing__(self, word: str) -> int:
        value = sum(_steps_of(word))
        if len(word) <= _LONGEST_WORD:
            if len(self) > _WORDS:
                self.clear()
            self[word] = value
        return value


class _Steps(dict[tuple[str, str, str], int]):
    """What a character costs behind two others: all languages in one integer, `_LANE` bits each."""

    def __missing__(self, key: tuple[str, str, str]) -> int:
        before, first, second = map(facts, key)
        if first.script in CJK or second.script in CJK:
            return _pairs[key[1:]]
        value = _step(key, before, first, second)
        if len(self) > _STEPS:
            self.clear()
        self[_shared(key)] = value = _costs.setdefault(value, value)
        return value


class _Pairs(dict[tuple[str, ...], int]):
    """The same for characters that do not depend on what is before the last."""

    def __missing__(self, key: tuple[str, ...]) -> int:
        if len(self) > _STEPS:
            self.clear()
        self[key] = value = _step(("", *key), facts(""), facts(key[0]), facts(key[1]))
        return value


class _Least(dict[tuple[str, str], tuple[float, int, "Sequence[int]"]]):
    """What a pair costs at the least without its Latin letters, in bits, and what in each language with those."""

    def __missing__(self, key: tuple[str, str]) -> tuple[float, int, Sequence[int]]:
        if len(self) > _STEPS:
            self.clear()
        data = _steps["", *key].to_bytes(len(_names()) * 2 + 4, "little")
        sums = memoryview(data).cast("H")
        low, high = _groups()["Latin"]
        rest = sums[_COMMON] + sum(min(sums[one:other]) for one, other in _groups().values() if one != low)
        self[key] = value = rest / QUANTUM, min(sums[low:high]), sums[low:high]
        return value


_words, _steps, _pairs, _least = _Words(), _Steps(), _Pairs(), _Least()
_chars: dict[str, str] = {}
_costs: dict[int, int] = {}


def _shared(key: tuple[str, str, str]) -> tuple[str, str, str]:
    """Return equal characters that are in memory once: the steps have few, and each costs as much as a step."""
    for known in (_chars, _costs):
        if len(known) > _STEPS:
            known.clear()
    before, first, second = key
    return _chars.setdefault(before, before), _chars.setdefault(first, first), _chars.setdefault(second, second)


def _step(chars: tuple[str, ...], before: Facts, first: Facts, second: Facts) -> int:
    """Return the cost of one step."""
    a, b, c = before.script, first.script, second.script
    value = 0
    if b and b != c and not (b in MIXED and c in MIXED):
        value += _end(before.folded if a == b else "", first.folded, b)
    if not c:
        cost = mark(chars[2], chars[1])
        disorder = cost if cost > _ORDERLY else 0.0
        if second.is_space and chars[1] in _OPENING:
            cost += _STRAY_OPENING
        elif second.is_space and before.is_space and chars[1] in _CORNERS:
            cost += _LONE_CORNER
        return value + _common(cost, disorder)
    joined = b == c
    value += _letter(before.folded if a == c and joined else "", first.folded if joined else "", second.folded, c)
    case, disorder = _case(before, first, second) if c in _CASED else 0.0, 0.0
    if b and not joined and not (b in MIXED and c in MIXED):
        disorder += _BESIDE_CJK if b in CJK or c in CJK else _SWITCH
    elif not b and a and chars[1] > "\x7f" and chars[1] not in _JOINS and a not in CJK and c not in CJK:
        disorder += _INSIDE
    elif not b and not a and chars[1] in _NOT_BEFORE_WORDS:
        disorder += _BEFORE_WORD
    elif not b and before.is_space and chars[1] in _CLOSING:
        case += _CLOSED_BEFORE_WORD
    return value + _common(case + disorder, disorder + (case if case > _CAPITAL else 0.0))


def _case(before: Facts, first: Facts, second: Facts) -> float:
    if second.is_upper:
        if first.is_lower:
            return _LOW_TO_CAPITAL
        return _CAPITALS if first.is_upper else _CAPITAL
    return _BACK_TO_LOW if first.is_upper and before.is_upper and second.is_lower else 0.0


def _letter(before: str, first: str, second: str, name: str) -> int:
    """Return the cost of a letter of a script behind letters of it, "" for none."""
    if name in MIXED:
        return _han(first if name == "Han" else "", second, name)
    if name not in NAMES:
        return _common((_UNKNOWN if first else _UNKNOWN_START) if name in _LIVING else _UNHEARD_OF, 0.0)
    table = script(name)
    letter = table.places.get(second)
    low, high = _groups()[name]
    if letter is None:
        if name == "Hangul" and second in _JAMO:
            return _common(_UNKNOWN, 0.0)
        return _spread(bytes((round(_STRANGE * QUANTUM),)) * (high - low), low)
    behind = table.places.get(first) if first else None
    if behind is None:
        return _spread(table.start(letter), low)
    return _spread(table.step(table.places.get(before) if before else None, behind, letter), low)


def _end(before: str, letter: str, name: str) -> int:
    """Return the cost of ending a word on a letter."""
    if name == "Han":
        end = han.step(letter, "，") - han.step("", "，")
        return _spread(bytes((0, max(0, round(end * QUANTUM)))), _groups()["Han"][0])
    if name not in NAMES or name in CJK:
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
    dearest = _AGAIN if second in _SAME_AGAIN else _STRANGE
    one = japanese.ones[place] if place is not None else round(dearest * QUANTUM)
    chinese = _KANA_IN_CHINESE if name == "Kana" else han.step(first or "，", second)
    return _spread(bytes((one, min(_MOST, round(chinese * QUANTUM)))), _groups()["Han"][0])


def _spread(costs: bytes, first: int) -> int:
    """Return costs of languages from `first` on as one integer."""
    wide = bytearray(2 * len(costs))
    wide[::2] = costs
    return int.from_bytes(wide, "little") << (_LANE * first)


def _common(cost: float, disorder: float) -> int:
    """Return what a step costs in all languages, as one integer."""
    if not cost and not disorder:
        return 0
    return (round(cost * QUANTUM) | round(disorder * QUANTUM) << _LANE) << _behind_languages()


@cache
def _behind_languages() -> int:
    return _LANE * len(_names())
