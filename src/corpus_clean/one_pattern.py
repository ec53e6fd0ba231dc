"""Many patterns that each start with a character class, made into one that matches wherever any of them does.

`re` looks for one character class at some hundred megabytes a second, whatever the class holds. So the pattern starts
with the class of all characters that one of the many starts with; behind it stands, for each of these, what must come
with it. A class that has characters beyond U+FFFF is slow, so they are left to one that says what it does not have.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LAST = "\uffff"
"""The last character that a class may have and be fast."""
ABOVE = re.compile("[\U00010000-\U0010ffff]")
OFTEN = 2
"""Cells of a block that a rest is written out in; what more have is looked for behind them."""
LONGEST = 900
"""Code points of a rest that are scanned for; longer ones take long to compile."""
BLOCKS = (
    0, 0x30, 0x41, 0x80, 0xC0, 0xDF, 0x100, 0x370, 0x400, 0x460, 0x2000, 0x2070, 0x2500, 0x3000, 0x3040, 0xA000,
    0x10000,
)  # fmt: skip
"""Where blocks of characters begin: what is looked for at those of one is not at those of others."""
_CLASS = re.compile(r"\[((?:[^\\\]]|\\.)+)\](?![*?{])", re.DOTALL)
_PIECE = re.compile(r"\\.|\[\^?\]?(?:[^\\\]]|\\.)*\]|[()|]", re.DOTALL)
_CHAR = r"(\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\[^A-Za-z0-9]|\\[nrtfv]|[^\\])"
_RANGE = re.compile(f"{_CHAR}(?:-{_CHAR})?", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}
_NUMBERED = re.compile(r"\\[1-9]|\(\?P|\(\?\(")

Ranges = tuple[tuple[int, int], ...]
"""Code points in order, as ranges with both ends in."""


class Start(NamedTuple):
    """A pattern in two: the characters that it starts with, and the rest, empty where there is none."""

    ranges: Ranges
    rest: str = ""


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


def start(pattern: str) -> Start | None:
    """Return a pattern in two, None where it does not start with the class of some characters.

    Of a long rest only the first groups are there: where they match, the pattern may.

    >>> start("[a-c](?=d)"), start("a|b")
    (Start(ranges=((97, 99),), rest='(?=d)'), None)
    """
    found = _CLASS.match(pattern)
    if found is None or found[1].startswith("^") or has_alternatives(pattern) or _NUMBERED.search(pattern):
        return None
    if _RANGE.sub("", found[1]):  # it has a class within the class
        return None
    return Start(ranges(found[1]), _short(pattern[found.end() :]))


def ranges(inside: str) -> Ranges:
    r"""Return the characters between the brackets of a character class.

    >>> ranges(r"a-cx\]")
    ((93, 93), (97, 99), (120, 120))
    """
    return tuple(sorted((_code(first), _code(last or first)) for first, last in _RANGE.findall(inside)))


def inside(codes: Iterable[int]) -> str:
    """Return code points as what is between the brackets of a character class.

    >>> inside(map(ord, "cbax"))
    'a-cx'
    """
    return _written((code, code) for code in sorted(codes))


def has(pairs: Ranges, code: int) -> bool:
    """Say whether a code point is in ranges."""
    return any(first <= code <= last for first, last in pairs)


def one_pattern(starts: Sequence[Start], *, above: bool = False) -> re.Pattern[str]:
    """Return the pattern that matches one character, where one of the many patterns does; with `above` all astral ones.

    >>> one_pattern([Start(((97, 97),)), Start(((98, 99),), "(?=d)")]).findall("a b bd cd")
    ['a', 'b', 'c']
    """
    bound = [one for one in starts if one.rest]
    cells = _cells([one.ranges for one in starts if not one.rest], bound)
    every = sorted(pair for pairs, _ in cells for pair in pairs)
    tree = f"(?:{_tree(cells, BLOCKS)})" if bound else ""
    if above:
        tree = tree and f"(?:{tree}|(?<={ABOVE.pattern}))"
        return re.compile(f"[^{_written(_others(every))}]{tree}")
    return re.compile(f"[{_written(every)}]{tree}" if every else "(?!)")


_Cell = tuple[Ranges, tuple[str, ...]]


def _cells(free: Sequence[Ranges], bound: Sequence[Start]) -> list[_Cell]:
    """Divide the characters by what must come with them: nothing for those of `free`, else one of some rests."""
    edges: dict[int, list[int]] = {}
    for number, pairs in enumerate([*free, *(one.ranges for one in bound)]):
        for first, last in pairs:
            if first <= ord(LAST):
                edges.setdefault(first, []).append(number)
                edges.setdefault(min(last, ord(LAST)) + 1, []).append(~number)
    cells: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    open_ = Counter[int]()
    are_free = 0
    for begin, end in pairwise(sorted(edges)):
        for number in edges[begin]:
            one, step = (number, 1) if number >= 0 else (~number, -1)
            if one < len(free):
                are_free += step
            else:
                open_[one] += step
        if are_free:
            cells.setdefault((), []).append((begin, end - 1))
        elif here := sorted(number for number, depth in open_.items() if depth):
            cells.setdefault(tuple(bound[number - len(free)].rest for number in here), []).append((begin, end - 1))
    return sorted((tuple(_joined(pairs)), rests) for rests, pairs in cells.items())


def _tree(cells: Sequence[_Cell], blocks: Sequence[int]) -> str:
    """Return the pattern of what must come with the characters of some blocks, empty where nothing starts with them.

    It is a tree of halves, so that few of the blocks are asked.
    """
    if len(blocks) <= len(("first", "end")):
        return _leaf(cells, blocks[0], blocks[1] - 1)
    middle = len(blocks) // 2
    halves = ((half, _tree(cells, half)) for half in (blocks[: middle + 1], blocks[middle:]))
    return "|".join(f"(?<=[{_written([(half[0], half[-1] - 1)])}])(?:{tree})" for half, tree in halves if tree)


def _leaf(cells: Sequence[_Cell], first: int, last: int) -> str:
    here = [(_within(pairs, first, last), rests) for pairs, rests in cells]
    here = [(pairs, rests) for pairs, rests in here if pairs]
    counts = Counter(rest for _, rests in here for rest in rests)
    shared = [rest for rest, count in counts.items() if count > OFTEN]
    of_all = ((sorted(pair for pairs, rests in here if rest in rests for pair in pairs), rest) for rest in shared)
    return "|".join(
        [f"(?<=[{_written(pairs)}])" for pairs, rests in here if not rests]
        + [
            f"(?<=[{_written(pairs)}])(?:{'|'.join(own)})"
            for pairs, rests in here
            if (own := [rest for rest in rests if rest not in shared])
        ]
        + [f"(?<=[{_written(pairs)}])(?:{rest})" for pairs, rest in of_all]
    )


def _within(pairs: Ranges, first: int, last: int) -> list[tuple[int, int]]:
    return [(max(low, first), min(high, last)) for low, high in pairs if low <= last and high >= first]


def _others(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the code points up to the last that are in none of some ordered ranges."""
    others, at = [], 0
    for first, last in pairs:
        if first > at:
            others.append((at, first - 1))
        at = max(at, last + 1)
    return [*others, (at, ord(LAST))] if at <= ord(LAST) else others


def _joined(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield ordered ranges, those in one that touch."""
    begin = end = -2
    for first, last in pairs:
        if first > end + 1:
            if end >= 0:
                yield begin, end
            begin = first
        end = max(end, last)
    if end >= 0:
        yield begin, end


def _written(pairs: Iterable[tuple[int, int]]) -> str:
    """Return ranges as the inside of a character class."""
    joined = _joined(pairs)
    return "".join(
        _escaped(first) if first == last else f"{_escaped(first)}-{_escaped(last)}" for first, last in joined
    )


def _escaped(code: int) -> str:
    char = chr(code)
    return f"\\{char}" if char in "\\]^-[&~|" else char


def _short(rest: str) -> str:
    """Return as many of the groups at the start of a rest as are not too long; all of them must match for it to."""
    if len(rest) <= LONGEST:
        return rest
    depth = end = 0
    for piece in _PIECE.finditer(rest):
        depth += (piece[0] == "(") - (piece[0] == ")")
        if piece[0] == ")" and not depth:
            if piece.end() > LONGEST:
                break
            end = piece.end()
    return rest[:end]


def _code(char: str) -> int:
    if char[0] != "\\" or len(char) == 1:
        return ord(char)
    return int(f"0x{char[2:]}", 0) if char[1] in "xuU" else ord(_ESCAPES.get(char[1], char[1]))
