"""Edits that compose: a patch is an ordered tuple of non-overlapping edits on one text.

Rules propose edits against the text they were given. Because patches compose, the edits of rules that ran one after
another become one patch against the source; because patches invert, the source can be had back from the result.
All offsets are code points, all spans half-open.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Certainty(StrEnum):
    """How sure a repair is, as a word with a meaning, strongest first.

    >>> Certainty.weakest([Certainty.LIKELY, Certainty.PROVEN])
    <Certainty.LIKELY: 'likely'>
    """

    PROVEN = "proven"
    """Sent through the damage again, the repair gives exactly what was found, and no other reading does."""
    LIKELY = "likely"
    """The evidence is above the margin that the rule publishes."""
    GUESS = "guess"
    """Below that margin: a finding, applied only where risky repairs were asked for."""

    @staticmethod
    def weakest(certainties: Iterable[Certainty]) -> Certainty:
        """Say how sure a repair is that rests on several; of none at all, proven."""
        return max(certainties, key=tuple(Certainty).index, default=Certainty.PROVEN)


class Span(NamedTuple):
    """A half-open stretch of a text, in code points."""

    start: int
    end: int


class Edit(NamedTuple):
    """Replace `text[start:end]` by `new`.

    `note` says in a few words what the evidence is; `candidates` are other readings, best first.
    `rules` are the ids of the rules it comes from; the engine fills them in.
    """

    start: int
    end: int
    new: str
    certainty: Certainty = Certainty.PROVEN
    note: str = ""
    candidates: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def growth(self) -> int:
        """By how many code points the text gets longer."""
        return len(self.new) - (self.end - self.start)


class PatchError(ValueError):
    """The edits of a patch are out of order, overlap, or lie outside the text."""


@dataclass(frozen=True, slots=True)
class Patch:
    """Ordered, non-overlapping edits on one text.

    >>> patch = Patch((Edit(1, 2, "（"), Edit(3, 7, ""), Edit(7, 8, "）")))
    >>> patch.apply("縣(區(qū))")
    '縣（區）'
    """

    edits: tuple[Edit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.edits)

    def check(self, length: int) -> None:
        """Raise `PatchError` unless the edits are ordered, disjoint and inside a text of `length` code points."""
        for edit in self.edits:
            if not 0 <= edit.start <= edit.end <= length:
                message = f"edit {edit.start}:{edit.end} is outside the text of {length} code points"
                raise PatchError(message)
        for one, other in pairwise(self.edits):
            if other.start < one.end or (other.start, other.end) == (one.start, one.start):
                message = f"edit {other.start}:{other.end} is out of order or overlaps {one.start}:{one.end}"
                raise PatchError(message)

    def apply(self, text: str) -> str:
        """Return the text with every edit made; the very same object when there is none."""
        if not self.edits:
            return text
        pieces: list[str] = []
        at = 0
        for edit in self.edits:
            pieces += text[at : edit.start], edit.new
            at = edit.end
        return "".join([*pieces, text[at:]])

    def result_spans(self) -> list[Span]:
        """Where the replacements stand in the text after the patch, one span an edit."""
        spans, shift = [], 0
        for edit in self.edits:
            start = edit.start + shift
            end = start + len(edit.new)
            spans.append(Span(start, end))
            shift = end - edit.end
        return spans

    def invert(self, text: str) -> Patch:
        """Return the patch that brings `text` back from `self.apply(text)`.

        >>> patch = Patch((Edit(1, 4, ""),))
        >>> patch.invert("a-b-c").apply("ac")
        'a-b-c'
        """
        return Patch(
            tuple(
                edit._replace(start=span.start, end=span.end, new=text[edit.start : edit.end])
                for edit, span in zip(self.edits, self.result_spans(), strict=True)
            )
        )

    def compose(self, then: Patch, final: str) -> Patch:
        """Return the one patch that does `self` and then `then`; `final` is the text after both.

        Edits that touch the same place become one, with the rules of both and the weaker certainty; edits that merely
        stand side by side stay apart.
        """
        if not self or not then:
            return self or then
        spans = [(*span, edit, True) for span, edit in zip(self.result_spans(), self.edits, strict=True)]
        spans += [(edit.start, edit.end, edit, False) for edit in then.edits]
        spans.sort(key=lambda span: span[:2])

        composed: list[Edit] = []
        before = after = 0  # offset in the source = offset between - before; in the final text, + after
        at = 0
        while at < len(spans):
            low, high = spans[at][:2]
            first = at
            while at < len(spans) and (at == first or spans[at][0] < high or spans[at][:2] == (low, low)):
                high = max(high, spans[at][1])
                at += 1
            start, landing = low - before, low + after
            before += sum(edit.growth for _, _, edit, earlier in spans[first:at] if earlier)
            after += sum(edit.growth for _, _, edit, earlier in spans[first:at] if not earlier)
            group = [edit for *_, edit, _ in sorted(spans[first:at], key=lambda span: not span[3])]
            edit = _merged(group, start, high - before, final[landing : high + after])
            if composed and composed[-1].start == edit.end:  # two insertions side by side, at one place of the source
                earlier_one = composed.pop()
                edit = _merged([earlier_one, edit], start, start, earlier_one.new + edit.new)
            composed.append(edit)
        return Patch(tuple(composed))

    def to_source(self, wanted: Iterable[Span]) -> list[Span]:
        """Translate spans of the text after the patch into the text before it.

        An end that falls inside a replacement is moved outwards, so that the answer always covers what is meant.

        >>> Patch((Edit(1, 5, ""),)).to_source([Span(1, 2)])
        [Span(start=5, end=6)]
        """
        wanted = tuple(wanted)
        spans = self.result_spans() if wanted else []
        starts = [one.start for one in spans]

        def translate(offset: int, *, closing: bool) -> int:
            last = bisect_right(starts, offset) - 1
            if closing and last >= 0 and spans[last].start == offset:
                last -= 1
            if last < 0:
                return offset
            edit, here = self.edits[last], spans[last]
            if offset < here.end:
                return edit.end if closing else edit.start
            return edit.end + offset - here.end

        sources = []
        for span in wanted:
            start = translate(span.start, closing=False)
            sources.append(Span(start, max(start, translate(span.end, closing=True))))
        return sources


def _merged(group: list[Edit], start: int, end: int, new: str) -> Edit:
    if len(group) == 1:
        return group[0]._replace(start=start, end=end, new=new)
    return Edit(
        start,
        end,
        new,
        certainty=Certainty.weakest(edit.certainty for edit in group),
        note="; ".join(dict.fromkeys(edit.note for edit in group if edit.note)),
        rules=tuple(dict.fromkeys(chain.from_iterable(edit.rules for edit in group))),
    )
