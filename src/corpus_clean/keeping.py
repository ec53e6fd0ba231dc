"""What must not be touched because somebody said so: patterns of a configuration, and markers in the text itself.

A marker works in any comment syntax, and names rules or means all of them:

    corpus-clean: ignore-line               this line
    corpus-clean: ignore-next-line RULE,..  the line below
    corpus-clean: off  ...  on              from this line to that one, or to the end
    corpus-clean: ignore-file               everything; in the first five lines
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean import lazily

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SIGN = "corpus-clean:"
HEAD = 5
"""In how many lines at the start `ignore-file` is looked for."""

_MARKER = lazily.compiled(
    r"corpus-clean:[ \t]*(ignore-line|ignore-next-line|ignore-file|off|on)(?![\w-])"
    r"(?:[ \t]+([a-z0-9]+(?:-[a-z0-9]+)*(?:[ \t]*,[ \t]*[a-z0-9]+(?:-[a-z0-9]+)*)*))?"
)
_LINE_END = lazily.compiled(r"\r\n?|\n")
_HEAD_BYTES = 4096


class Kept(NamedTuple):
    """A stretch of text that stays, for the rules of these ids, or for all where there are none."""

    start: int
    end: int
    rules: frozenset[str] = frozenset()


class Stays:
    """All stretches of one text that stay.

    >>> stays = Stays([Kept(2, 4), Kept(4, 6, frozenset(["cjk-width"]))])
    >>> stays.touched("pinyin-gloss", 1, 2), stays.touched("pinyin-gloss", 3, 5), stays.touched("cjk-width", 4, 4)
    (False, True, True)
    """

    def __init__(self, stretches: Sequence[Kept] = ()) -> None:
        self._stretches = sorted(one for one in stretches if one.start < one.end)
        self._merged: dict[str, tuple[list[int], list[int]]] = {}

    def __bool__(self) -> bool:
        return bool(self._stretches)

    def touched(self, rule: str, start: int, end: int) -> bool:
        """Say whether a change of `text[start:end]` by a rule would change what stays."""
        if rule not in self._merged:
            self._merged[rule] = _merged(one for one in self._stretches if not one.rules or rule in one.rules)
        starts, ends = self._merged[rule]
        last = bisect_left(starts, end) - 1
        return last >= 0 and ends[last] > start


def stays(text: str, patterns: Iterable[str], known: Iterable[str], *, markers: bool) -> Stays:
    r"""Return the stretches of a text that stay. `known` are the ids of rules that a marker can name.

    >>> stays("a\nb # corpus-clean: ignore-line\nc", [], [], markers=True).touched("any", 2, 3)
    True
    """
    found = [Kept(*match.span()) for pattern in patterns for match in compiled(pattern).finditer(text)]
    if markers and SIGN in text:
        found += _marked(text, frozenset(known))
    return Stays(found)


def ignores_file(data: bytes) -> bool:
    """Say whether the first lines of a file tell to leave it as it is, whatever its encoding.

    >>> ignores_file(b"# corpus-clean: ignore-file"), ignores_file("# corpus-clean: ignore-file".encode("utf-16"))
    (True, True)
    """
    head = data[:_HEAD_BYTES].replace(b"\0", b"")
    if SIGN.encode() not in head:
        return False
    lines = _LINE_END.split(head.decode("latin-1"))[:HEAD]
    return any(marker[1] == "ignore-file" for line in lines for marker in _MARKER.finditer(line))


@lru_cache(maxsize=64)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of a configuration, compiled; raises re.error for a bad one."""
    return re.compile(pattern)


def _merged(stretches: Iterable[Kept]) -> tuple[list[int], list[int]]:
    """Return the starts and ends of ordered stretches, those that meet made one."""
    starts: list[int] = []
    ends: list[int] = []
    for one in stretches:
        if ends and one.start <= ends[-1]:
            ends[-1] = max(ends[-1], one.end)
        else:
            starts.append(one.start)
            ends.append(one.end)
    return starts, ends


def _marked(text: str, known: frozenset[str]) -> Iterator[Kept]:
    starts = [0, *(end.end() for end in _LINE_END.finditer(text)), len(text)]
    open_at: dict[frozenset[str], int] = {}
    for marker in _MARKER.finditer(text):
        line = bisect_right(starts, marker.start(), hi=len(starts) - 1) - 1
        here, below = starts[line], starts[line + 1]
        rules = _named(marker[2], known)
        if marker[1] == "ignore-line":
            yield Kept(here, below, rules)
        elif marker[1] == "ignore-next-line":
            yield Kept(below, starts[min(line + 2, len(starts) - 1)], rules)
        elif marker[1] == "ignore-file" and line < HEAD:
            yield Kept(0, len(text), rules)
        elif marker[1] == "off":
            open_at.setdefault(rules, here)
        elif marker[1] == "on":
            yield from (Kept(start, below, those) for those, start in open_at.items())
            open_at.clear()
    yield from (Kept(start, len(text), those) for those, start in open_at.items())


def _named(words: str | None, known: frozenset[str]) -> frozenset[str]:
    """Return the rules that a marker names. Words that are no rules are a remark, and all are meant."""
    names = frozenset(word.strip() for word in words.split(",")) if words else frozenset()
    return names if names <= known else frozenset()
