"""The changed lines with their changes inside them: `達[-(dá)-]川`, `甲{+，+}乙`."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from click import style

from corpus_clean.report import Plain
from corpus_clean.report.glyphs import visible
from corpus_clean.report.lines import Lines

if TYPE_CHECKING:
    from corpus_clean.result import Repair
    from corpus_clean.session import Outcome

_KEPT = 24
"""How many code points of unchanged text are shown on either side of a change."""


class Spans(Plain):
    """`path:line:` and that line, in which long stretches without a change are cut."""

    def outcome(self, outcome: Outcome) -> str:
        """Return the changed lines of one file."""
        path = style(visible(outcome.path), bold=True)
        if outcome.decoded is None:
            return ""
        lines = Lines(outcome.decoded)
        pieces = [f"{path}: encoding {outcome.recoded} ({outcome.certainty})\n"] if outcome.recoded else []
        for number, repairs in groupby(outcome.result.repairs, lambda repair: lines.place(repair.source.start).line):
            pieces.append(f"{path}:{number}: {_line(outcome.decoded.source, lines, list(repairs))}\n")
        return "".join(pieces)


VIEW = Spans


def _line(text: str, lines: Lines, repairs: list[Repair]) -> str:
    at, _ = lines.bounds(repairs[0].source.start)
    _, stop = lines.bounds(repairs[-1].source.end)
    pieces = []
    for index, repair in enumerate(repairs):
        pieces.append(_kept(text[at : repair.source.start], opening=index == 0))
        if repair.before:
            pieces.append(style(f"[-{visible(repair.before)}-]", fg="red"))
        if repair.after:
            pieces.append(style(f"{{+{visible(repair.after)}+}}", fg="green"))
        at = repair.source.end
    pieces.append(_kept(text[at:stop], opening=False, closing=True))
    return "".join(pieces)


def _kept(text: str, *, opening: bool, closing: bool = False) -> str:
    room = _KEPT if opening or closing else 2 * _KEPT
    if len(text) <= room:
        return visible(text)
    if opening:
        return "…" + visible(text[-_KEPT:])
    return visible(text[:_KEPT]) + "…" + ("" if closing else visible(text[-_KEPT:]))
