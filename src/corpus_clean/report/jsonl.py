"""The lines of the ledger, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus_clean.config import Config
    from corpus_clean.rule import Rule
    from corpus_clean.session import Outcome
    from corpus_clean.tally import Tally


class Jsonl:
    """What `--report` writes into a .jsonl file, as output."""

    def __init__(self) -> None:
        self._ledger = Ledger()

    def opening(self, command: str, config: Config, rules: Sequence[Rule]) -> bytes:
        """Return the header."""
        return self._ledger.header(command, config, (rule.id for rule in rules)).encode()

    def outcome(self, outcome: Outcome) -> bytes:
        """Return the lines of one file."""
        return "".join(self._ledger.entry(outcome)).encode()

    def closing(self, tally: Tally) -> bytes:
        """Return the totals."""
        return self._ledger.totals(tally).encode()


VIEW = Jsonl
