"""Which lines of a text look damaged: all that pass the gates, or, where nearly all do, all that pass the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean.mojibake.gate import is_suspect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus_clean.mojibake.gate import Gate

ASKED = 100
"""How many lines stand for all of those that pass the first gate."""
NEARLY_ALL = 0.9
"""What part of the asked must look damaged for all to be taken for it."""


class Suspects:
    """The lines beyond ASCII of a text, and which of them look damaged; of a short one all pass the first gate."""

    def __init__(self, lines: Sequence[str], gate: Gate, *, short: bool) -> None:
        self.lines = lines
        self._gate = gate
        self._short = short
        self._sequences = {at for at, line in enumerate(lines) if gate.sequences.search(line)}
        self._known: dict[int, bool] = {}

    def likely(self) -> list[int]:
        """Return the numbers of those that look damaged; where nearly all of them do, some may not.

        >>> from corpus_clean.mojibake.gate import Gate
        >>> Suspects(["schÃ¶n", "schön"], Gate(), short=True).likely()
        [0]
        """
        scan = self._gate.scan
        gated = [at for at, line in enumerate(self.lines) if self._short or at in self._sequences or scan(line)]
        asked = gated[:: -(-len(gated) // ASKED) or 1]
        if len(gated) > 2 * ASKED and sum(map(self.has, asked)) > NEARLY_ALL * len(asked):
            return gated
        return list(filter(self.has, gated))

    def has(self, at: int) -> bool:
        """Say whether a line that passed the first gate looks damaged."""
        if at not in self._known:
            line = self.lines[at]
            self._known[at] = is_suspect(line) or (at in self._sequences and (self._short or _has_pieces(line)))
        return self._known[at]


def _has_pieces(line: str) -> bool:
    from corpus_clean.mojibake import embedded  # most texts never ask

    return embedded.repairs(line) is not None
