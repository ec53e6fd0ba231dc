"""Which profile runs which rules, as a table."""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING

from corpus_clean.profiles import PROFILES, usual
from corpus_clean.report.glyphs import visible
from corpus_clean.rule import Safety

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus_clean.rule import Rule

RUNS = {Safety.SAFE: "repairs", Safety.RISKY: "--risky", Safety.REPORT: "reports"}
"""What a rule of each kind does where it runs."""

_NOT = "-"


def table(rules: Sequence[Rule], format_: str) -> str | bytes:
    r"""Return the table as text, markdown or json.

    >>> from corpus_clean.rules import BY_ID
    >>> print(table([BY_ID["mojibake"]], "text").split("\n")[1].split()[-1])
    reports
    """
    if format_ == "json":
        known = {name: {rule.id: does(rule, name) for rule in rules if does(rule, name) != _NOT} for name in PROFILES}
        return (dumps(known, ensure_ascii=True, indent=2) + "\n").encode()
    rows = [["rule", *PROFILES], *([visible(rule.id), *(does(rule, name) for name in PROFILES)] for rule in rules)]
    if format_ == "markdown":
        head, *rest = (f"| {' | '.join(row)} |\n" for row in rows)
        return head + "|---" * len(rows[0]) + "|\n" + "".join(rest)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(
        "  ".join(cell.ljust(room) for cell, room in zip(row, widths, strict=True)).rstrip() + "\n" for row in rows
    )


def does(rule: Rule, profile: str) -> str:
    """Say what a rule does in a profile; those of plugins run in all of them."""
    safety = usual(rule, profile)
    return _NOT if safety is None else RUNS[safety]
