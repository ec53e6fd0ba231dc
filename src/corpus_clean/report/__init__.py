"""Views of outcomes. Each is small, and none looks at a text again except to cut the context of a repair out of it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus_clean.config import Config
    from corpus_clean.rule import Rule
    from corpus_clean.session import Outcome
    from corpus_clean.tally import Tally

FORMATS = ("full", "concise", "diff", "jsonl", "html", "sarif", "github")
SUFFIXES = {".jsonl": "jsonl", ".html": "html", ".sarif": "sarif", ".diff": "diff", ".txt": "full"}
"""Which format a report file has by its name."""

SIGNATURES = (
    b'{"kind": "ledger", "tool": "corpus-clean"',
    b"# corpus-clean ",
    b"<!doctype html><!-- corpus-clean report -->",
    b'{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "corpus-clean"',
    b'{"kind": "decisions", "tool": "corpus-clean"',
)
"""How the report files, and decisions made with one, begin.

What does not begin so is not ours to overwrite, and what does is no text to clean.
"""

OF_FILES = {
    "encoding": "Writes the file in UTF-8.",
    "undecodable": "The encoding of the file, or of some bytes of it, cannot be told.",
}
"""What is counted as rules are, and is said of a file and not of a place in it."""


class View(Protocol):
    """Shows outcomes one by one, in pieces of output that end with a newline or are empty.

    A piece of `str` is for people: styled, and all that is in it can be seen. `bytes` are for programs: exact.
    """

    def opening(self, command: str, config: Config, rules: Sequence[Rule]) -> str | bytes:
        """Return what comes before the first file."""

    def outcome(self, outcome: Outcome) -> str | bytes:
        """Return what there is to say about one file."""

    def closing(self, tally: Tally) -> str | bytes:
        """Return what comes after the last file."""


def view(name: str, **options: object) -> View:
    """Return the view of this name, one of `FORMATS` or `spans`, made with its own options."""
    made: View = import_module(f"{__name__}.{name}").VIEW(**options)
    return made


class Plain:
    """The beginning and the end of views that have none."""

    def opening(self, command: str, config: Config, rules: Sequence[Rule]) -> str | bytes:  # noqa: ARG002
        """Return nothing."""
        return ""

    def closing(self, tally: Tally) -> str | bytes:  # noqa: ARG002
        """Return nothing."""
        return ""
