"""The fast path: which rule has to look at a text at all. For clean text the answer is none, at one scan for all rules.

The triggers of all rules become one pattern: the class of all characters that one of them starts with, and behind each
of these the triggers that do. A trigger that needs characters of some script sleeps until one of them is seen; then the
scan begins again with it. So Latin text is not looked at for what only Chinese can have, and the other way round.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property, lru_cache, partial
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from corpus_clean.rule import SHORT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus_clean.rule import Cue, Rule

_CLASS = re.compile(r"\[((?:[^\\\]]|\\.)+)\](?![*?{])", re.DOTALL)
_PIECE = re.compile(r"\\.|\[\^?\]?(?:[^\\\]]|\\.)*\]|[()|]", re.DOTALL)
_CHAR = r"(\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\[^A-Za-z0-9]|\\[nrtfv]|[^\\])"
_RANGE = re.compile(f"{_CHAR}(?:-{_CHAR})?", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}
_NUMBERED = re.compile(r"\\[1-9]|\(\?P|\(\?\(")
_IDLE = 8
"""So many places for a rule that is known already, and the scan goes on without it."""
_OFTEN = 2
"""Cells of a block that a pattern is written out in; what more have is looked for behind them."""
_LONGEST = 900
"""Code points of a pattern that are scanned for; longer ones take long to compile."""
_LAST = "\uffff"
_BLOCKS = (
    0, 0x30, 0x41, 0x80, 0xC0, 0xDF, 0x100, 0x370, 0x400, 0x460, 0x2000, 0x2070, 0x2500, 0x3000, 0x3040, 0xA000, 0x10000,
)  # fmt: skip
"""Where blocks of characters begin: what is looked for at those of one is not at those of others."""
_ABOVE = re.compile("[\U00010000-\U0010ffff]")
_VARIANTS = 64  # patterns that a screen keeps; each takes some milliseconds to compile

_DENSE = (ord(" "), ord("e"))
_Ranges = tuple[tuple[int, int], ...]


class Screen:
    """The triggers of a selection of rules.

    >>> from corpus_clean.rules import RULES
    >>> Screen(RULES).suspects("plain text")
    []
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._all = _Group([(at, rule, rule.cues) for at, rule in enumerate(rules)])
        self._short = _Group([(at, rule, rule.short_cues) for at, rule in enumerate(rules)])
        self._ascii = _Group([(at, rule, rule.cues) for at, rule in enumerate(rules) if rule.on_ascii])

    def suspects(self, text: str, at: int = 0) -> list[int]:
        """Return the index of each rule, from `at` on, whose trigger is in the text, in order."""
        if text.isascii():
            return self._ascii.suspects(text, at)
        return (self._short if len(text) < SHORT else self._all).suspects(text, at)


class _Start:
    """One cue of a rule: the characters that it starts with, and what must come behind or before them."""

    def __init__(self, number: int, at: int, rule: Rule, cue: Cue) -> None:
        self.number, self.at, self.rule, self.cue = number, at, rule, cue

    @cached_property
    def inside(self) -> str:
        """The inside of the character class that the pattern starts with, empty where it starts with none."""
        return _start(self.cue.pattern)

    @cached_property
    def ranges(self) -> _Ranges:
        return _ranges(self.inside)

    @cached_property
    def rest(self) -> str:
        """What comes behind the class, as far as it is short: what is left out is seen to where the rest matches."""
        rest = self.cue.pattern[len(self.inside) + 2 :]
        if len(rest) <= _LONGEST:
            return rest
        depth = end = 0
        for piece in _PIECE.finditer(rest):
            depth += (piece[0] == "(") - (piece[0] == ")")
            if piece[0] == ")" and not depth:
                if piece.end() > _LONGEST:
                    break
                end = piece.end()
        return rest[:end]

    @cached_property
    def is_apart(self) -> bool:
        """Whether it starts with what most texts are made of: a scan of its own is faster than to stop at all of them."""
        return bool(self.cue.needs) and any(_has(self.ranges, code) for code in _DENSE)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self.cue.pattern)

    def is_at(self, text: str, place: int) -> bool:
        return self._pattern.match(text, place) is not None

    def is_in(self, text: str) -> bool:
        return self._pattern.search(text) is not None and self.confirms(text)

    def confirms(self, text: str) -> bool:
        return self.cue.check is None or self.cue.check(text)


class _Group:
    """The rules that can fire in one kind of text."""

    def __init__(self, rules: Sequence[tuple[int, Rule, tuple[Cue, ...] | None]]) -> None:
        cues = ((at, rule, cue) for at, rule, cues in rules for cue in cues or ())
        starts = [_Start(number, *cue) for number, cue in enumerate(cues)]
        loose = {one.at for one in starts if isinstance(one.cue.source, str) and not one.inside}
        self.loose = [(at, rule) for at, rule, cues in rules if at in loose or cues is None]
        self.starts = [one for one in starts if one.at not in loose]
        self.needs = {one.cue.needs: _ranges(one.cue.needs[1:-1]) for one in self.starts if one.cue.needs}
        self.state = lru_cache(_VARIANTS)(partial(_State, self))

    @cached_property
    def _first(self) -> _State:
        known = (one.ranges for one in self.starts if isinstance(one.cue.source, str))
        above = any(ranges[-1][1] > ord(_LAST) for ranges in known)
        return self.state(frozenset(), frozenset(), above=above)

    def suspects(self, text: str, at: int) -> list[int]:
        state = self._first
        match = state.search(text)
        if match is None and not self.loose:
            return []
        known, said = set(range(at)), set[int]()
        found = [place for place, rule in self.loose if place not in known and rule.search(text)]
        idle: dict[int, int] = {}
        while match:
            place = match.start()
            woken, starts = state.at(text[place])
            if woken is not None:
                if text[place] > _LAST:
                    found += self._above(text, known)
                state = woken
                match = state.search(text)
                continue
            for one in starts:
                if one.at in known or one.number in said:
                    idle[one.number] = idle.get(one.number, 0) + 1
                    if idle[one.number] == _IDLE:
                        state = state.without(one.number)
                elif one.is_at(text, place):
                    said.add(one.number)
                    if one.confirms(text):
                        known.add(one.at)
                        found.append(one.at)
            match = state.search(text, place + 1)
        for one in state.apart:
            if one.at not in known and one.is_in(text):
                known.add(one.at)
                found.append(one.at)
        return sorted(found)

    def _above(self, text: str, known: set[int]) -> Iterator[int]:
        """Yield the rules that have a cue at a character beyond U+FFFF."""
        for char in sorted(set(_ABOVE.findall(text))):
            for one in self.starts:
                if one.at not in known and _has(one.ranges, ord(char)) and one.rule.search(text):
                    known.add(one.at)
                    yield one.at


class _State:
    """How far a scan is: the scripts that were seen, and the cues that are known and everywhere, which it is without.

    With `above` it stops at the first character beyond U+FFFF.
    """

    def __init__(self, group: _Group, awake: frozenset[str], without: frozenset[int], *, above: bool) -> None:
        self._group, self._awake, self._without, self._above = group, awake, without, above
        starts = [one for one in group.starts if not one.cue.needs or one.cue.needs in awake]
        self.apart = [one for one in starts if one.is_apart]
        self._starts = [one for one in starts if one.number not in without and not one.is_apart]
        asleep = {one.cue.needs for one in group.starts if one.number not in without} - awake - {""}
        self._asleep = {needs: group.needs[needs] for needs in sorted(asleep)}
        free = [*self._asleep.values(), *(one.ranges for one in self._starts if not one.rest)]
        bound = [(one.ranges, one.rest) for one in self._starts if one.rest]
        self.search = _pattern(free, bound, above=above).search
        self._at: dict[str, tuple[_State | None, list[_Start]]] = {}

    def at(self, char: str) -> tuple[_State | None, list[_Start]]:
        """Return the state that a character wakes, None where it wakes nothing, and the cues that start with it."""
        known = self._at.get(char)
        if known is None:
            code = ord(char)
            needs = {needs for needs, ranges in self._asleep.items() if _has(ranges, code)}
            above = self._above and char <= _LAST
            wakes = needs or above != self._above
            woken = self._group.state(self._awake | needs, self._without, above=above) if wakes else None
            known = self._at[char] = woken, [one for one in self._starts if _has(one.ranges, code)]
        return known

    def without(self, number: int) -> _State:
        """Return the state without a cue."""
        return self._group.state(self._awake, self._without | {number}, above=self._above)


def _pattern(free: Sequence[_Ranges], bound: Sequence[tuple[_Ranges, str]], *, above: bool) -> re.Pattern[str]:
    """Return the pattern of some characters that are free, and of others with what must come with them."""
    cells = _cells(free, bound)
    branches = _branches(cells, _BLOCKS)
    every = sorted(pair for ranges, _ in cells for pair in ranges)
    if above:  # a class that excludes is as fast with what is beyond U+FFFF as without it
        return re.compile(f"[^{_inside_of(_others(every))}](?:{branches}|(?<={_ABOVE.pattern}))")
    return re.compile(f"[{_inside_of(every)}](?:{branches})" if every else "(?!)")


def _cells(free: Sequence[_Ranges], bound: Sequence[tuple[_Ranges, str]]) -> list[tuple[_Ranges, tuple[str, ...]]]:
    """Divide the characters by what must come with them: nothing for those of `free`, else one of some rests.

    Low code points come first, because those are the common ones.
    """
    edges: dict[int, list[int]] = {}
    for number, ranges in enumerate([*free, *(ranges for ranges, _ in bound)]):
        for first, last in ranges:
            if first <= ord(_LAST):
                edges.setdefault(first, []).append(number)
                edges.setdefault(min(last, ord(_LAST)) + 1, []).append(~number)
    cells: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    open_: dict[int, int] = {}
    for start, end in pairwise(sorted(edges)):
        for number in edges[start]:
            one = max(number, ~number)
            open_[one] = open_.get(one, 0) + (1 if number >= 0 else -1)
        here = sorted(number for number, depth in open_.items() if depth)
        if here:
            rests = () if here[0] < len(free) else tuple(bound[number - len(free)][1] for number in here)
            cells.setdefault(rests, []).append((start, end - 1))
    return sorted((tuple(ranges), rests) for rests, ranges in cells.items())


def _branches(cells: Sequence[tuple[_Ranges, tuple[str, ...]]], blocks: Sequence[int]) -> str:
    """Return the pattern of what must come with the characters of some blocks, empty where nothing starts with them.

    It is a tree of halves, so that few of the blocks are asked.
    """
    if len(blocks) == 2:  # noqa: PLR2004 - one block, and where it ends
        return _branch(cells, blocks[0], blocks[1] - 1)
    middle = len(blocks) // 2
    halves = ((half, _branches(cells, half)) for half in (blocks[: middle + 1], blocks[middle:]))
    return "|".join(f"(?<=[{_inside_of([(half[0], half[-1] - 1)])}])(?:{tree})" for half, tree in halves if tree)


def _branch(cells: Sequence[tuple[_Ranges, tuple[str, ...]]], first: int, last: int) -> str:
    """Return the pattern of what must come with the characters of one block, empty where nothing starts with them."""
    inside: list[tuple[list[tuple[int, int]], tuple[str, ...]]] = []
    for ranges, rests in cells:
        here = [(max(low, first), min(high, last)) for low, high in ranges if low <= last and high >= first]
        inside += [(here, rests)] if here else []
    often = [rest for rest, count in Counter(rest for _, rests in inside for rest in rests).items() if count > _OFTEN]
    shared = [
        (sorted(pair for here, rests in inside if rest in rests for pair in here), (rest,)) for rest in often
    ]
    own = [(here, tuple(rest for rest in rests if rest not in often)) for here, rests in inside if not set(rests) <= {*often} or not rests]
    branches = [
        f"(?<=[{_inside_of(here)}])" + (f"(?:{'|'.join(rests)})" if rests else "") for here, rests in own + shared
    ]
    return "|".join(branches)


def _others(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the code points up to U+FFFF that are in none of some ordered ranges."""
    others, at = [], 0
    for first, last in ranges:
        if first > at:
            others.append((at, min(first - 1, ord(_LAST))))
        at = max(at, last + 1)
    return [*others, (at, ord(_LAST))] if at <= ord(_LAST) else others


def has_alternatives(pattern: str) -> bool:
    """Say whether a pattern as a whole, and not a group in it, is one thing or another.

    >>> has_alternatives("[ab]c|d"), has_alternatives("[a|b](?:c|d)")
    (True, False)
    """
    depth = 0
    for piece in _PIECE.findall(pattern):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            return True
    return False


def _start(pattern: str) -> str:
    """Return the inside of the character class that all a pattern matches starts with, empty where there is none."""
    start = _CLASS.match(pattern)
    if start is None or start[1].startswith("^") or has_alternatives(pattern) or _NUMBERED.search(pattern):
        return ""
    return start[1] if _RANGE.sub("", start[1]) == "" else ""  # else it has a class within the class


def _ranges(inside: str) -> _Ranges:
    """Return the code points of the inside of a character class, as ranges with both ends in."""
    pairs = [(_code(first), _code(last or first)) for first, last in _RANGE.findall(inside)]
    return tuple(sorted(pairs))


def _code(char: str) -> int:
    if len(char) > 2:  # noqa: PLR2004 - \x, \u or \U and digits
        return int(char[2:], 16)
    return ord(_ESCAPES.get(char[1], char[1]) if len(char) > 1 else char)


def _inside_of(ranges: Iterable[tuple[int, int]]) -> str:
    return "".join(
        _escaped(first) if first == last else f"{_escaped(first)}-{_escaped(last)}" for first, last in _joined(ranges)
    )


def _joined(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield ordered ranges, with those in one that touch."""
    start = end = -2
    for first, last in ranges:
        if first > end + 1:
            if end >= 0:
                yield start, end
            start = first
        end = max(end, last)
    if end >= 0:
        yield start, end


def _escaped(code: int) -> str:
    char = chr(code)
    return f"\\{char}" if char in "\\]^-[&~|" else char


def _has(ranges: _Ranges, code: int) -> bool:
    return any(first <= code <= last for first, last in ranges)
