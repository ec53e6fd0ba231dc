"""The fast path: which rule has to look at a text at all. For clean text the answer is none, at one scan a rule.

Most triggers start with characters that ordinary text does not have. All of those are looked for in one scan; only the
rules that start with one that is there look for themselves.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus_clean.rule import Rule

_CLASS = re.compile(r"\[((?:[^\\\]]|\\.)+)\]", re.DOTALL)
_ORDINARY = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "\n\t"
    + "".join(map(chr, {*range(0xC0, 0x250)} - {ord("ŉ")}))
    + "“”‘’–—…«»абвгдежзиклмнопрст"
    "ابتثجحخدلمنهوיאבגדה的一是不了人我在有他这这中大来上，。、！？：；「」のにはをたがでイスルンー한국어다가는을"
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff](?:-[\U00010000-\U0010ffff])?")
_ABOVE = re.compile("[\U00010000-\U0010ffff]")


class _Gate(NamedTuple):
    """One scan for many rules: `rare` says which, and with which class they start."""

    rare: dict[int, re.Pattern[str]]
    below: re.Pattern[str]
    above: bool


def next_suspect(text: str, rules: Sequence[Rule], at: int = 0) -> int:
    """Return the index of the first rule, from `at` on, whose trigger is in the text; `len(rules)` when there is none.

    >>> from corpus_clean.rules import RULES
    >>> next_suspect("plain text", RULES) == len(RULES)
    True
    """
    ascii_only = text.isascii()
    gate = _gate(tuple(rules))
    there = None
    while at < len(rules):
        rule = rules[at]
        if rule.on_ascii or not ascii_only:
            start = gate.rare.get(at)
            if start is not None and there is None:
                there = _there(text, gate)
            if (start is None or (there and start.search(there))) and rule.pattern.search(text):
                break
        at += 1
    return at


def _there(text: str, gate: _Gate) -> str:
    """Return the rare characters of a text, each once."""
    found = set(gate.below.findall(text))
    if gate.above:
        found.update(_ABOVE.findall(text))
    return "".join(sorted(found))


@lru_cache(maxsize=64)
def _gate(rules: tuple[Rule, ...]) -> _Gate:
    """Return the gate of a selection of rules.

    Characters beyond U+FFFF are looked for in a scan of their own: `re` is fast only with a class that has none.
    """
    rare: dict[int, re.Pattern[str]] = {}
    insides = []
    for at, rule in enumerate(rules):
        start = _CLASS.match(rule.trigger)
        if start is not None and not start[1].startswith("^"):
            pattern = re.compile(start[0])
            if not pattern.search(_ORDINARY):
                rare[at] = pattern
                insides.append(start[1])
    below = _ASTRAL.sub("", "".join(insides))
    return _Gate(rare, re.compile(f"[{below}]" if below else "[^\x00-\U0010ffff]"), any(map(_ABOVE.search, insides)))
