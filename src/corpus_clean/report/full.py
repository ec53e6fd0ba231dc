"""The view for people: what, where, by which rule, each in one frame of context."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from click import style

from corpus_clean.edit import Certainty, Patch
from corpus_clean.report import Plain
from corpus_clean.report.glyphs import code_points, columns, quoted, visible, width
from corpus_clean.report.lines import Lines
from corpus_clean.result import Repair

if TYPE_CHECKING:
    from corpus_clean.edit import Span
    from corpus_clean.result import Finding
    from corpus_clean.session import Outcome

LIMIT = 50
"""How many repairs, and how many findings, of one file are shown unless all are asked for."""

WIDTH = 120
"""How many columns a frame takes at most."""

_CONTEXT, _CONTEXT_LEAST = 32, 8
_MARKED = 40
"""Columns of context on either side of a caret run, and code points above one."""

_BELOW = "\n    "
"""Where a remark goes that does not fit behind its carets."""

_NAMED = 8
"""Up to how many code points a text is spelt out."""


class Full(Plain):
    """Frames, at most `limit` repairs and as many findings a file (None: all); without `repairs`, what is left.

    `width` is how many columns there are: a line that is broken by the terminal has its carets in the wrong place.
    """

    def __init__(self, *, limit: int | None = LIMIT, repairs: bool = True, width: int = WIDTH) -> None:
        self._limit = limit
        self._width = width
        self._repairs = repairs

    def outcome(self, outcome: Outcome) -> str:
        """Return the frames of one file, in the order of their places."""
        path = style(visible(outcome.path), bold=True)
        if outcome.decoded is None:
            return f"{path}: undecodable {_MARKS['!']} {outcome.reason}\n" if outcome.findings() else ""
        repairs = outcome.result.repairs if self._repairs else ()
        findings = outcome.result.findings
        shown: list[Repair | Finding] = [*repairs[: self._limit], *findings[: self._limit]]
        shown.sort(key=lambda one: one.source)
        # Where only what is left is shown, the repairs are made, and it is the result that the reader will open.
        text = outcome.decoded.source if self._repairs else outcome.result.text
        lines = Lines(replace(outcome.decoded, text=text, patch=Patch()))
        pieces = []
        if self._repairs and outcome.recoded:
            change = f"{outcome.recoded.replace('->', '→')} ({outcome.certainty})"
            pieces.append(f"{path}: {_rule('encoding')} {_MARKS['*']} {change}\n")
        for one in shown:
            span = one.source if self._repairs else one.result
            place = lines.place(span.start)
            pieces.append(f"{path}:{place.line}:{place.column}: {_headline(one)}\n")
            pieces.append(_frame(text, lines, span, one.note, self._width))
        if more := len(repairs) + len(findings) - len(shown):
            pieces.append(f"{path}: and {more} more (--all to see them)\n")
        return "".join(pieces)


VIEW = Full

_MARKS = {
    "*": style("[*]", fg="green"),
    "?": style("[?]", fg="yellow"),
    "!": style("[!]", fg="red"),
}


def _rule(rule: str) -> str:
    return style(visible(rule), fg="cyan")


def _headline(one: Repair | Finding) -> str:
    if isinstance(one, Repair):
        return f"{_rule('+'.join(one.rules))} {_MARKS['*']} {_spelt(one.before)} → {_spelt(one.after)}"
    if one.certainty is Certainty.GUESS and one.candidates:
        first, *others = one.candidates
        more = "".join(f" or {quoted(other)}" for other in others)
        return f"{_rule(one.rule)} {_MARKS['?']} {_spelt(one.text)} → {_spelt(first)}{more}"
    readings = " or ".join(quoted(reading) for reading in one.candidates)
    return f"{_rule(one.rule)} {_MARKS['!']} {_spelt(one.text)}" + (f", maybe {readings}" if readings else "")


def _spelt(text: str) -> str:
    return f"{code_points(text)} {quoted(text)}" if 0 < len(text) <= _NAMED else quoted(text)


def _frame(text: str, lines: Lines, span: Span, note: str, across: int) -> str:
    start, _ = lines.bounds(span.start)
    _, stop = lines.bounds(span.end)
    marked = quoted(text[span.start : span.end], _MARKED)[1:-1] if span.end > span.start else ""
    room = min(max((across - len("    ……") - width(marked)) // 2, _CONTEXT_LEAST), _CONTEXT)
    left = _cut(text[max(start, span.start - room) : span.start], room, from_left=True)
    left = "…" + visible(left) if span.start - start > len(left) else visible(left)
    right = _cut(text[span.end : min(stop, span.end + room)], room, from_left=False)
    tail = "…" if stop - span.end > len(right) else ""
    run = max(width(marked), 1)
    carets = style("^" * run, fg="yellow", bold=True)
    told = visible(note)
    fits = 4 + width(left) + run + 1 + width(told) <= across
    remark = f"{' ' if fits else _BELOW}{style(told, dim=True)}" if note else ""
    return f"    {left}{marked}{visible(right)}{tail}\n    {' ' * width(left)}{carets}{remark}\n"


def _cut(text: str, room: int, *, from_left: bool) -> str:
    """Cut text to what fits into columns."""
    for count, character in enumerate(reversed(text) if from_left else text):
        room -= columns(character)
        if room < 0:
            return text[len(text) - count :] if from_left else text[:count]
    return text
