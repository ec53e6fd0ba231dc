"""How much of a folded document does cjk-width restore, and does it leave documents alone that were never folded?

`python tests/bench/cjk_width.py DIRECTORY...` takes directories of UTF-8 text files, a document each. Every document is
cleaned as it is, whole and line by line, and folded (U+FF01-FF5E to ASCII). Where the gate opens on the folded text its
marks are compared; `strict` counts only the documents that never set an ASCII mark right after Han, because in the
others the ASCII marks of the author and those of the folding cannot be told apart.
"""

from __future__ import annotations

import re
import sys
from operator import add
from pathlib import Path
from typing import NamedTuple

from corpus_clean.cleaner import Cleaner
from corpus_clean.document import HAN

MARKS = "，：；！？（）"
FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
CLEANER = Cleaner(select=("cjk-width",))


AUTHORS_ASCII = re.compile(f"[{HAN}。、”’」] ?[,:;!?()]")


class Score(NamedTuple):
    """Counts over documents and marks."""

    documents: int = 0
    touched: int = 0
    lines_touched: int = 0
    folded: int = 0
    restored: int = 0
    marks: int = 0
    right: int = 0
    wrong: int = 0

    @property
    def recall(self) -> float:
        """Share of the folded marks that came back, in the documents where the gate opened."""
        return self.right / max(self.marks, 1)

    @property
    def precision(self) -> float:
        """Share of the restored marks that had been full-width."""
        return self.right / max(self.right + self.wrong, 1)


def measure(folder: Path, *, strict: bool) -> Score:
    """Clean the documents of one folder as they are, and folded."""
    total = Score()
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text("utf-8")
        if not (strict and AUTHORS_ASCII.search(text)):
            total = Score(*map(add, total, _measure(text)))
    return total


def _measure(text: str) -> Score:
    touched = CLEANER.clean(text).changed
    lines = sum(CLEANER.clean(line).changed for line in text.split("\n"))
    if not re.search(f"[{MARKS}]", text):
        return Score(1, touched, lines)
    repairs = CLEANER.clean(text.translate(FOLD)).repairs
    right = sum(text[repair.source.start] == repair.after for repair in repairs)
    marks = sum(char in MARKS for char in text) if repairs else 0
    return Score(1, touched, lines, 1, bool(repairs), marks, right, len(repairs) - right)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        for strict in (False, True):
            score = measure(Path(name), strict=strict)
            kind = "strict" if strict else "all"
            print(f"{Path(name).name} {kind}: {score} recall {score.recall:.4f} precision {score.precision:.4f}")
