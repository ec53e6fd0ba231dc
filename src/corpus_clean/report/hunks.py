r"""From edits to changed lines, without comparing texts. Lines end at `\n` alone, as for patch and git."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus_clean.edit import Edit

CONTEXT = 3


@dataclass(frozen=True, slots=True)
class Change:
    """Lines `first` (from 0) and on, of the source: `old` become `new`, each with its ending."""

    first: int
    old: list[str]
    new: list[str]

    @property
    def stop(self) -> int:
        """The number of the line after the last one that changes."""
        return self.first + len(self.old)


@dataclass(frozen=True, slots=True)
class Hunk:
    """Neighbouring changes in their context: lines with the sign that a unified diff gives them."""

    header: str
    lines: list[tuple[str, str]]


def changes(text: str, edits: Sequence[Edit]) -> Iterator[Change]:
    r"""Yield the lines that ordered, disjoint edits change.

    >>> from corpus_clean.edit import Edit
    >>> list(changes("a\nb\nc", [Edit(2, 3, "B\n")]))
    [Change(first=1, old=['b\n'], new=['B\n', '\n'])]
    """
    starts = _starts(text)
    at = 0
    while at < len(edits):
        first = at
        low = starts[bisect_right(starts, edits[at].start) - 1]
        high = _line_end(text, edits[at].end)
        at += 1
        while at < len(edits) and edits[at].start < high:
            high = max(high, _line_end(text, edits[at].end))
            at += 1
        old, new = split(text[low:high]), split(_applied(text, edits[first:at], low, high))
        change = _trimmed(bisect_right(starts, low) - 1, old, new)
        if change.old or change.new:
            yield change


def hunks(text: str, edits: Sequence[Edit]) -> Iterator[Hunk]:
    """Yield the hunks of a unified diff, with three lines of context."""
    lines = split(text)
    group: list[Change] = []
    shift = 0
    for change in changes(text, edits):
        if group and change.first - group[-1].stop > 2 * CONTEXT:
            yield _hunk(lines, group, shift)
            shift += sum(len(one.new) - len(one.old) for one in group)
            group = []
        group.append(change)
    if group:
        yield _hunk(lines, group, shift)


def split(text: str) -> list[str]:
    r"""Split into lines that keep their ending.

    >>> split("a\r\nb\u2028c\n\nd")
    ['a\r\n', 'b\u2028c\n', '\n', 'd']
    """
    lines = text.split("\n")
    last = lines.pop()
    return [line + "\n" for line in lines] + ([last] if last else [])


def _starts(text: str) -> list[int]:
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def _line_end(text: str, offset: int) -> int:
    return text.find("\n", offset) + 1 or len(text)


def _applied(text: str, edits: Sequence[Edit], low: int, high: int) -> str:
    pieces: list[str] = []
    at = low
    for edit in edits:
        pieces += text[at : edit.start], edit.new
        at = edit.end
    return "".join([*pieces, text[at:high]])


def _trimmed(first: int, old: list[str], new: list[str]) -> Change:
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Change(first + head, old[head : len(old) - tail], new[head : len(new) - tail])


def _hunk(lines: list[str], group: list[Change], shift: int) -> Hunk:
    start = max(group[0].first - CONTEXT, 0)
    stop = min(group[-1].stop + CONTEXT, len(lines))
    signed: list[tuple[str, str]] = []
    at = start
    for change in group:
        signed += ((" ", line) for line in lines[at : change.first])
        signed += (("-", line) for line in change.old)
        signed += (("+", line) for line in change.new)
        at = change.stop
    signed += ((" ", line) for line in lines[at:stop])
    grown = sum(len(change.new) - len(change.old) for change in group)
    before, after = _range(start, stop - start), _range(start + shift, stop - start + grown)
    return Hunk(f"@@ -{before} +{after} @@", signed)


def _range(start: int, count: int) -> str:
    """Return a range as unified diffs have it: from 1, and of no lines, the one before."""
    if count == 1:
        return str(start + 1)
    return f"{start + (count > 0)},{count}"
