"""Read the cards of fixtures/: a title, then texts that a lone full stop closes. fixtures/README.md has the format."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FIXTURES = Path(__file__).parents[1] / "fixtures"
STOP = "."


@dataclass(frozen=True)
class Card:
    """One text and what is expected of it; `line` is where its title stands."""

    path: Path
    line: int
    title: str
    before: str
    after: str
    found: tuple[tuple[str, str], ...] = ()
    reason: str = ""

    @property
    def id(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}:{self.line}"


def cards(folder: str) -> list[Card]:
    """Read every card of one folder of fixtures/, in the order of file names and lines."""
    texts = 1 if folder == "kept" else 2
    return [card for path in sorted((FIXTURES / folder).glob("*.txt")) for card in read(path, texts)]


def read(path: Path, texts: int) -> Iterator[Card]:
    """Read the cards of one file, which hold `texts` texts each; raise `ValueError` where a card is not complete."""
    lines = path.read_text("utf-8").split("\n")
    at = 0
    while at < len(lines):
        title, start = lines[at], at
        at += 1
        if not title or title.startswith("%"):
            continue
        stops = [at]
        while len(stops) <= texts and lines[at : at + 1] == [STOP]:
            try:
                stops.append(lines.index(STOP, stops[-1] + 1))
            except ValueError:
                break
        if len(stops) <= texts:
            raise ValueError(f"{path.name}:{start + 1}: {title!r} has not {texts} texts closed by a lone full stop")
        bodies = ["\n".join(lines[low + 1 : high]) for low, high in pairwise(stops)]
        at = stops[-1] + 1
        found, reason = [], ""
        while at < len(lines) and lines[at].startswith(("found: ", "reason: ")):
            key, _, value = lines[at].partition(": ")
            if key == "reason":
                reason = value
            else:
                rule, _, passage = value.partition(" ")
                found.append((rule, passage))
            at += 1
        yield Card(path, start + 1, title, bodies[0], bodies[-1], tuple(found), reason)
