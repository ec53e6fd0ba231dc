"""One line for each repair and finding, for grep and for editors: `path:line:col: rule old → new`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click import style

from corpus_clean.report import Plain
from corpus_clean.report.glyphs import quoted, visible
from corpus_clean.report.lines import Lines
from corpus_clean.result import Repair

if TYPE_CHECKING:
    from corpus_clean.result import Finding
    from corpus_clean.session import Outcome


class Concise(Plain):
    """Lines in the order of their places."""

    def outcome(self, outcome: Outcome) -> str:
        """Return the lines of one file."""
        path = style(visible(outcome.path), bold=True)
        if outcome.decoded is None:
            return f"{path}:1:1: undecodable {outcome.reason}\n" if outcome.findings() else ""
        pieces = []
        if outcome.recoded:
            pieces.append(f"{path}:1:1: encoding {outcome.recoded.replace('->', '→')} ({outcome.certainty})\n")
        lines = Lines(outcome.decoded)
        shown: list[Repair | Finding] = [*outcome.result.repairs, *outcome.result.findings]
        for one in sorted(shown, key=lambda one: one.source):
            place = lines.place(one.source.start)
            pieces.append(f"{path}:{place.line}:{place.column}: {_told(one)}\n")
        return "".join(pieces)


VIEW = Concise


def _told(one: Repair | Finding) -> str:
    if isinstance(one, Repair):
        return f"{style(visible('+'.join(one.rules)), fg='cyan')} {quoted(one.before)} → {quoted(one.after)}"
    readings = " or ".join(quoted(reading) for reading in one.candidates)
    arrow = f" → {readings}?" if readings else ""
    return f"{style(visible(one.rule), fg='yellow')} {quoted(one.text)}{arrow}"
