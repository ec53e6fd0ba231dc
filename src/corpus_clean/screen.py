"""The fast path: which rule has to look at a text at all. For clean text the answer is none, at one scan a rule.

Many triggers start with characters that ordinary text does not have at all, or has only in another script. Those are
looked for together, in one scan: where none is there, none of these rules has to look. Where only those of another
script are, the rules that start with them look for themselves; of the rest, only the rules whose character was found.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from corpus_clean.rule import Rule

_CLASS = re.compile(r"\[((?:[^\\\]]|\\.)+)\](?![*?{])", re.DOTALL)
_PIECE = re.compile(r"\\.|\[\^?\]?(?:[^\\\]]|\\.)*\]|[()|]", re.DOTALL)
_LATIN = (
    "".join(map(chr, range(0x20, 0x7F))) + "\n\t" + "".join(map(chr, {*range(0xC0, 0x180)} - set(map(ord, "ÐðŉŞşŢţ"))))
)
_MARKS = "“”‘’„–—…«»·°"
_OTHERS = (
    "абвгдежзиклмнопрстαβγδεικλμνοπρστةابتثجحخدلمنهويك한국어다가는을אבגדהเแกขमकनर"
    "的一是不了人我在有他这这中大来上，、！？：；「」のにはをたがでイスルンー"
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff](?:-[\U00010000-\U0010ffff])?")
_ABOVE = re.compile("[\U00010000-\U0010ffff]")
_NOTHING = "[^\x00-\U0010ffff]"


class _Entry(NamedTuple):
    """One rule: its place, its trigger, and what it starts with or needs if that is rare or of another script."""

    at: int
    search: Callable[[str], object]
    rare: re.Pattern[str] | None
    foreign: bool


class _Group(NamedTuple):
    """The rules that can fire in one kind of text, and the scans that stand for many of them."""

    entries: tuple[_Entry, ...]
    usual: tuple[_Entry, ...]  # those whose start is not rare
    common: tuple[_Entry, ...]  # those whose start is neither rare nor foreign
    any_of: re.Pattern[str]
    rare: re.Pattern[str]
    above: bool


class Screen:
    """The triggers of a selection of rules.

    >>> from corpus_clean.rules import RULES
    >>> list(Screen(RULES).suspects("plain text"))
    []
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._all = _group(list(enumerate(rules)))
        self._ascii = _group([(at, rule) for at, rule in enumerate(rules) if rule.on_ascii])

    def suspects(self, text: str, at: int = 0) -> Iterator[int]:
        """Yield the index of each rule, from `at` on, whose trigger is in the text, in order."""
        group = self._ascii if text.isascii() else self._all
        above = group.above and _ABOVE.search(text) is not None
        entries: Sequence[_Entry]
        if not above and group.any_of.search(text) is None:
            entries = group.common
        elif there := "".join({*group.rare.findall(text), *(_ABOVE.findall(text) if above else ())}):
            entries = [entry for entry in group.entries if entry.rare is None or entry.rare.search(there)]
        else:
            entries = group.usual
        for entry in entries:
            if entry.at >= at and entry.search(text):
                yield entry.at


def _group(rules: Sequence[tuple[int, Rule]]) -> _Group:
    """Sort rules by what their triggers start with.

    Characters beyond U+FFFF have a scan of their own: `re` is fast only with a class that has none.
    """
    entries, insides, rare = [], [], []
    for at, rule in rules:
        inside = _start(rule.needs or rule.pattern.pattern)
        starts = re.compile(f"[{inside}]") if inside else None
        foreign = starts is not None and not starts.search(_LATIN + _MARKS)
        is_rare = starts is not None and foreign and not starts.search(_OTHERS)
        entries.append(_Entry(at, rule.pattern.search, starts if is_rare else None, foreign))
        insides += [inside] if foreign else []
        rare += [inside] if is_rare else []
    return _Group(
        tuple(entries),
        tuple(entry for entry in entries if entry.rare is None),
        tuple(entry for entry in entries if not entry.foreign),
        _union(insides),
        _union(rare),
        any(map(_ABOVE.search, insides)),
    )


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


@lru_cache(maxsize=256)
def _start(pattern: str) -> str:
    """Return the inside of the character class that all a pattern matches starts with, empty where there is none."""
    start = _CLASS.match(pattern)
    return start[1] if start is not None and not start[1].startswith("^") and not has_alternatives(pattern) else ""


def _union(insides: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern of one character of any of these classes that is not beyond U+FFFF."""
    below = _ASTRAL.sub("", "".join(insides))
    return re.compile(f"[{below}]" if below else _NOTHING)
