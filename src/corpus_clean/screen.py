"""The fast path: which rule has to look at a text at all. For clean text the answer is none, at one scan for all rules.

The cues of all rules are one pattern (see `one_pattern`). A cue that needs characters of some script sleeps until one
of them is seen; then the scan begins again with it. So Latin text is not looked at for what only Chinese can have, and
the other way round. A cue that has said all that it can, and is met again and again, is left out of the scan.

That pattern takes some ten milliseconds to compile. Until there was text enough to be worth it, the scan stops at every
character that a cue starts with, and asks the cue itself.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from corpus_clean.one_pattern import ABOVE, LAST, Ranges, Start, has, one_pattern, ranges, start
from corpus_clean.rule import SHORT, Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus_clean.rule import Cue, Rule

IDLE = 8
"""So many places of a text at which nothing can be learned, and the scan may go on without the cues of the last,"""
WORTH_IT = 20_000
"""if that saves so many, in all texts together, that the time is made up for which a pattern takes to compile."""
_DENSE = (ord(" "), ord("e"), ord("е"))  # a space, and E of Latin and of Cyrillic
WORTH_A_PATTERN = 100_000
"""Code points that are scanned, in all texts together, before the one pattern is compiled."""
WIDE = 500
"""Ranges of characters from which on a cue is scanned for apart until then, not to compile them twice."""
_STATES = 64  # that a group keeps


@lru_cache(maxsize=32)  # what is compiled is worth sharing
def screen_of(rules: tuple[Rule, ...]) -> Screen:
    """Return the screen of some rules, the same for all cleaners that have them."""
    return Screen(rules)


class Screen:
    """The cues of a selection of rules.

    >>> from corpus_clean.rules import RULES
    >>> Screen(RULES).suspects("plain text")
    []
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules

    @cached_property
    def _all(self) -> _Group:
        return _Group([(at, rule, rule.cues) for at, rule in enumerate(self._rules)])

    @cached_property
    def _short(self) -> _Group:
        return _Group([(at, rule, rule.short_cues) for at, rule in enumerate(self._rules)])

    @cached_property
    def _ascii(self) -> _Group:
        return _Group([(at, rule, rule.cues) for at, rule in enumerate(self._rules) if rule.on_ascii])

    def suspects(self, text: str, *, first: bool = False) -> list[int]:
        """Return the index of each rule that has to look at the text, in order.

        With `first`, where rules of the first phase have to look, only those are returned: most times they make another
        text of this one.
        """
        if not self._rules:
            return []
        if text.isascii():
            return self._ascii.suspects(text, first=first)
        return (self._short if len(text) < SHORT else self._all).suspects(text, first=first)

    def are_first(self, suspects: Sequence[int]) -> bool:
        """Say whether the last of some rules is of the first phase, so that there may be others behind it."""
        return bool(suspects) and self._rules[suspects[-1]].phase is Phase.ENCODING


class _Scanned:
    """One cue of a rule, as it is scanned for."""

    def __init__(self, number: int, at: int, rule: Rule, cue: Cue) -> None:
        self.number, self.at, self.rule, self.cue = number, at, rule, cue

    @cached_property
    def start(self) -> Start | None:
        """What its pattern starts with, None where that is not characters that can be told."""
        return start(self.cue.pattern)

    @cached_property
    def is_apart(self) -> bool:
        """Whether it starts with what most texts are made of: to scan for it apart is faster than to stop at each."""
        return bool(self.cue.needs) and any(map(self.starts_with, _DENSE))

    @cached_property
    def is_wide(self) -> bool:
        """Whether what it starts with takes long to compile."""
        return bool(self.cue.needs) and self.start is not None and len(self.start.ranges) > WIDE

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self.cue.pattern)

    def starts_with(self, code: int) -> bool:
        return self.start is not None and has(self.start.ranges, code)

    def is_at(self, text: str, place: int) -> bool:
        return self._pattern.match(text, place) is not None

    def is_in(self, text: str) -> bool:
        return self._pattern.search(text) is not None and self.confirms(text)

    def confirms(self, text: str) -> bool:
        return self.cue.check is None or self.cue.check(text)


class _Group:
    """The rules that can fire in one kind of text, each with its cues; one without is asked about every text."""

    def __init__(self, rules: Sequence[tuple[int, Rule, tuple[Cue, ...] | None]]) -> None:
        cues = ((at, rule, cue) for at, rule, cues in rules for cue in cues or ())
        scanned = [_Scanned(number, *cue) for number, cue in enumerate(cues)]
        loose = {one.at for one in scanned if isinstance(one.cue.source, str) and one.start is None}
        self.loose = [(at, rule) for at, rule, cues in rules if at in loose or cues is None]
        self.cues = [one for one in scanned if one.at not in loose]
        self.needs = {one.cue.needs: ranges(one.cue.needs[1:-1]) for one in self.cues if one.cue.needs}
        self.first = {at for at, rule, _ in rules if rule.phase is Phase.ENCODING}
        self.state = lru_cache(_STATES)(partial(_State, self))

    @cached_property
    def _first(self) -> _State:
        known = (one.start for one in self.cues if isinstance(one.cue.source, str))
        above = any(one.ranges[-1][1] > ord(LAST) for one in known if one is not None)
        return self.state(frozenset(), frozenset(), above=above)

    def suspects(self, text: str, *, first: bool) -> list[int]:
        state = self._first.grown(len(text))
        match = state.search(text)
        if match is None and not self.loose:
            return []
        asked = {at for at, _ in self.loose}
        found = {at for at, rule in self.loose if rule.search(text)}
        said = set[int]()  # the cues that were met
        learned = set[str]()  # the characters at which all cues were
        idle = 0
        while match:
            place = match.start()
            char = text[place]
            open_: list[_Scanned] = []
            if char not in learned:
                woken, cues = state.at(char)
                if woken is not None:
                    found |= self._above(text) - asked if char > LAST else set()
                    state = woken.grown(len(text))
                    match = state.search(text)
                    learned.clear()
                    continue
                open_ = [one for one in cues if not (one.at in asked or one.at in found or one.number in said)]
                learned |= {char} if not open_ else set()
            met = [one for one in open_ if one.is_at(text, place)]
            for one in met:
                said.add(one.number)
                if one.confirms(text):
                    found.add(one.at)
                    if first and one.rule.phase is Phase.ENCODING:
                        state = state.before(one.at).grown(len(text) - place)
                        learned.clear()
            idle += not met
            if idle == IDLE:
                idle = 0
                state = state.without(said).grown(len(text) - place)
                learned.clear()
            match = state.search(text, place + 1)
        apart = (one for one in state.apart if one.at not in asked and one.at not in found)
        found |= {one.at for one in apart if one.is_in(text)}
        return sorted(found & self.first or found if first else found)

    def _above(self, text: str) -> set[int]:
        """Return the rules that have a cue at a character beyond U+FFFF."""
        codes = {*map(ord, ABOVE.findall(text))}
        starting = {one.at: one.rule for one in self.cues if any(map(one.starts_with, codes))}
        return {at for at, rule in starting.items() if rule.search(text)}


class _State:
    """How far a scan is: which needs were met, which cues it goes on without, and whether these are one pattern.

    With `above` it stops at the first character beyond U+FFFF.
    """

    def __init__(
        self, group: _Group, awake: frozenset[str], without: frozenset[int], *, above: bool, compiled: bool = False
    ) -> None:
        self._group, self._awake, self._without, self._above = group, awake, without, above
        self._compiled = compiled
        cues = [one for one in group.cues if not one.cue.needs or one.cue.needs in awake]
        cues = [one for one in cues if one.number not in without]
        self.apart = [one for one in cues if one.is_apart or (one.is_wide and not compiled)]
        self._cues = [one for one in cues if one not in self.apart]
        asleep = {one.cue.needs for one in group.cues if one.number not in without} - awake - {""}
        self._asleep: dict[str, Ranges] = {needs: group.needs[needs] for needs in sorted(asleep)}
        known = [one.start if compiled else Start(one.start.ranges) for one in self._cues if one.start]
        self.search = one_pattern([*map(Start, self._asleep.values()), *known], above=above).search
        self._idle = self._size = 0
        self._at: dict[str, tuple[_State | None, list[_Scanned]]] = {}

    def grown(self, size: int) -> _State:
        """Return the state to go on with where so much more text is to be scanned."""
        self._size += size
        if self._compiled or self._size < WORTH_A_PATTERN:
            return self
        return self._group.state(self._awake, self._without, above=self._above, compiled=True)

    def at(self, char: str) -> tuple[_State | None, list[_Scanned]]:
        """Return the state that a character wakes, None where it wakes nothing, and the cues that start with it."""
        known = self._at.get(char)
        if known is None:
            needs = {needs for needs, pairs in self._asleep.items() if has(pairs, ord(char))}
            above = self._above and char <= LAST
            wakes = needs or above != self._above
            woken = self._group.state(self._awake | needs, self._without, above=above) if wakes else None
            known = self._at[char] = woken, [one for one in self._cues if one.starts_with(ord(char))]
        return known

    def before(self, at: int) -> _State:
        """Return the state without the cues of a rule and of those behind it."""
        behind = frozenset(one.number for one in self._group.cues if one.at >= at)
        return self._group.state(self._awake, self._without | behind, above=self._above)

    def without(self, said: Iterable[int]) -> _State:
        """Return the state without cues that have said all they can, or the same where it is not worth it."""
        self._idle += IDLE
        if self._idle < WORTH_IT:
            return self
        without = self._without.union(said)
        return self if without == self._without else self._group.state(self._awake, without, above=self._above)
