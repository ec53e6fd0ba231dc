"""How many by rule, and what can be done about them: one table for the whole run."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from click import style

from corpus_clean.edit import Certainty
from corpus_clean.report import OF_FILES
from corpus_clean.report.glyphs import shortened, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus_clean.config import Config
    from corpus_clean.rule import Rule
    from corpus_clean.session import Outcome
    from corpus_clean.tally import Tally


class Statistics:
    """A line a rule: what is repaired, what is guessed, what is to look at, in how many files.

    `width` is how many columns there are; what a rule repairs is cut to fit, None cuts nothing.
    """

    def __init__(self, *, width: int | None = None) -> None:
        self._width = width
        self._rules: Sequence[Rule] = ()
        self._files: Counter[str] = Counter()
        self._guesses: Counter[str] = Counter()

    def opening(self, command: str, config: Config, rules: Sequence[Rule]) -> str:  # noqa: ARG002 - as in all views
        """Return nothing yet."""
        self._rules = rules
        return ""

    def outcome(self, outcome: Outcome) -> str:
        """Count, and return nothing yet."""
        self._files.update((outcome.repairs() + outcome.findings()).keys())
        self._guesses.update(one.rule for one in outcome.result.findings if one.certainty is Certainty.GUESS)
        return ""

    def closing(self, tally: Tally) -> str:
        """Return the table, the rule with most first; nothing where nothing was found."""
        totals = tally.repairs + tally.findings
        if not totals:
            return ""
        told = {rule.id: rule.repairs for rule in self._rules} | OF_FILES
        rows: list[tuple[str, ...]] = [("[*]", "[?]", "[!]", "files", "rule", "")]
        for rule, _ in sorted(totals.items(), key=lambda one: (-one[1], one[0])):
            guesses = self._guesses[rule]
            numbers = (tally.repairs[rule], guesses, tally.findings[rule] - guesses, self._files[rule])
            rows.append((*(str(number or "-") for number in numbers), visible(rule), told.get(rule, "")))
        widths = [max(len(row[column]) for row in rows) for column in range(5)]
        lines = []
        for row in rows:
            numbers_ = "  ".join(cell.rjust(room) for cell, room in zip(row[:4], widths, strict=False))
            name = row[4].ljust(widths[4]) if row[5] else row[4]
            told_ = row[5] if self._width is None else shortened(row[5], self._width - len(numbers_) - len(name) - 4)
            lines.append(f"{numbers_}  {style(name, fg='cyan')}  {told_}".rstrip() + "\n")
        return "".join(lines)


VIEW = Statistics
