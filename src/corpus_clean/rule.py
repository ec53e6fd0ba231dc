"""What a rule declares: its name, its place in the order, its examples, and the function that finds the damage."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus_clean.document import Document
    from corpus_clean.edit import Edit


class Phase(IntEnum):
    """When a rule runs. Repair comes before normalisation, which destroys the evidence that repair needs."""

    ENCODING = 1
    ANNOTATION = 2
    MARKUP = 3
    UNICODE = 4
    SCRIPT = 5
    PUNCTUATION = 6
    WHITESPACE = 7


class Trigger(Protocol):
    """What a text is scanned for, where one pattern would not do: several of them, or one compiled when it is needed."""

    @property
    def pattern(self) -> str:
        """What is scanned for first, as a pattern that starts with one character class."""

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first place at which the rule could fire, None where it could not."""


class Safety(StrEnum):
    """What may be done with the edits of a rule without being asked."""

    SAFE = "safe"
    """Applied where the profile selects the rule."""
    RISKY = "risky"
    """Applied only where risky repairs were asked for; findings otherwise."""
    REPORT = "report"
    """Never applied."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A place that looks damaged and for which there is no repair: `text[start:end]` stays and is reported."""

    start: int
    end: int
    note: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """What a rule does to a text: documentation and test in one.

    Equal sides say that the text must not change. `found` are the passages reported and left as they are.
    """

    before: str
    after: str
    note: str = ""
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One known kind of damage and its inverse.

    `find` is pure: it yields edits and suspicions in offsets of the text it is given; the edits are ordered and do not
    overlap. `trigger` is a pattern of the standard `re` module that starts with one character class (that is what makes
    `re` scan fast) and matches wherever the rule could possibly fire; where it does not match, the rule is not run.
    `on_ascii` says that the rule can fire in a text without a single non-ASCII character.
    """

    id: str
    phase: Phase
    repairs: str
    why_safe: str
    safety: Safety
    trigger: str | Trigger
    examples: tuple[Example, ...]
    find: Callable[[str, Document], Iterator[Edit | Suspicion]]
    on_ascii: bool = False
    since: str = "0.1.0"
    pattern: Trigger | re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        trigger = re.compile(self.trigger) if isinstance(self.trigger, str) else self.trigger
        object.__setattr__(self, "pattern", trigger)
