"""Which lines of a text look damaged: all that pass the gates, or, where nearly all do, all that pass the first."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from corpus_clean.mojibake.gate import is_suspect
from corpus_clean.mojibake.shown_utf8 import sequences

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from corpus_clean.mojibake.gate import Gate

ASKED = 100
"""How many lines stand for all of those that pass the first gate."""
SEVERAL, ONE_IN = 2, 50
"""So many lines that look damaged, of so many, and those are looked at, too, that did not pass the first gate."""
NEARLY_ALL = 0.9
"""What part of the asked must look damaged for all to be taken for it."""


class Suspects:
    """The lines beyond ASCII of a text, and which of them look damaged; of a short one all pass the first gate."""

    def __init__(self, text: str, lines: Sequence[re.Match[str]], gate: Gate, *, short: bool) -> None:
        self.lines = [line[0] for line in lines]
        self._short = short
        starts = [line.start() for line in lines]
        self._sequences = {bisect_right(starts, found.start()) - 1 for found in sequences().finditer(text)}
        strange = range(len(lines)) if short else (bisect_right(starts, place) - 1 for place in gate.places(text))
        self._gated = sorted({*strange, *self._sequences})
        self._known: dict[int, bool] = {}

    def likely(self) -> list[int]:
        """Return the numbers of those that look damaged; where nearly all of them do, some may not.

        >>> import re
        >>> from corpus_clean.mojibake.gate import Gate
        >>> text = "schÃ¶n, schön"
        >>> Suspects(text, list(re.finditer("[^, ]+", text)), Gate(), short=True).likely()
        [0]
        """
        asked = self._gated[:: -(-len(self._gated) // ASKED) or 1]
        if len(self._gated) > 2 * ASKED and sum(map(self.has, asked)) > NEARLY_ALL * len(asked):
            return self._gated
        found = list(filter(self.has, self._gated))
        are_several = len(found) >= max(SEVERAL, len(self.lines) // ONE_IN)
        return list(filter(self.has, range(len(self.lines)))) if are_several else found

    def has(self, at: int) -> bool:
        """Say whether a line looks damaged."""
        if at not in self._known:
            line = self.lines[at]
            self._known[at] = is_suspect(line) or (at in self._sequences and (self._short or _has_pieces(line)))
        return self._known[at]


def _has_pieces(line: str) -> bool:
    from corpus_clean.mojibake import embedded  # most texts never ask

    return embedded.repairs(line) is not None
