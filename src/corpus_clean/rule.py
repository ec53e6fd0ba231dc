"""What a rule declares: its name, its place in the order, its examples, and the function that finds the damage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing that a text is scanned for: a pattern of the standard `re` module that starts with a character class.

    `needs` is a character class: in a text without one of its characters the pattern is not looked for. A pattern that
    takes time to work out is given as a function, which is called when a text first meets the need. `check` is asked,
    once for a text in which the pattern is, whether the text has to be looked at for it.
    """

    source: str | Callable[[], str]
    needs: str = ""
    check: Callable[[str], bool] | None = None

    @property
    def pattern(self) -> str:
        """The pattern itself."""
        return self.source if isinstance(self.source, str) else self.source()


SHORT = 200
"""Code points below which a text is short: too short for what is rare in a language to be there if the damage is."""


class Trigger(Protocol):
    """What a text is scanned for, where it depends on its length."""

    @property
    def cues(self) -> tuple[Cue, ...]:
        """What texts are scanned for that are not short: one of these is wherever the rule could fire."""

    @property
    def short_cues(self) -> tuple[Cue, ...] | None:
        """The same for short ones, None where all of them that are not ASCII are searched."""

    def search(self, text: str, /) -> re.Match[str] | None:
        """Return a place at which the rule could fire, None where it could not."""


@dataclass(frozen=True, slots=True)
class ByLength:
    """A trigger that asks more of longer texts."""

    cues: tuple[Cue, ...]
    short_cues: tuple[Cue, ...]

    def search(self, text: str, /) -> re.Match[str] | None:
        """Return a place at which the rule could fire, None where it could not."""
        return place_of(self.short_cues if len(text) < SHORT else self.cues, text)


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

    Equal sides say that the text must not change. `found` are the passages reported and left as they are;
    `lang` is the language that is given with the text.
    """

    before: str
    after: str
    note: str = ""
    found: tuple[str, ...] = ()
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One known kind of damage and its inverse.

    `find` is pure: it yields edits and suspicions in offsets of the text it is given; the edits are ordered and do not
    overlap. `trigger` is a pattern of the standard `re` module that starts with one character class (that is what makes
    `re` scan fast) and matches wherever the rule could possibly fire; where it does not match, the rule is not run. It
    may be several cues, of which one must match. `needs` is a character class: without one of its characters in the
    text the rule cannot fire, wherever the trigger starts. `on_ascii` says that the rule can fire in a text without a
    single non-ASCII character. A rule with `languages` runs only where one of them is given.
    """

    id: str
    phase: Phase
    repairs: str
    why_safe: str
    safety: Safety
    trigger: str | tuple[Cue, ...] | Trigger
    examples: tuple[Example, ...]
    find: Callable[[str, Document], Iterator[Edit | Suspicion]]
    on_ascii: bool = False
    needs: str = ""
    languages: tuple[str, ...] = ()
    since: str = "0.1.0"

    @property
    def cues(self) -> tuple[Cue, ...]:
        """What a text is scanned for."""
        if isinstance(self.trigger, str):
            return (Cue(self.trigger, self.needs),)
        return self.trigger if isinstance(self.trigger, tuple) else self.trigger.cues

    def search(self, text: str) -> re.Match[str] | None:
        """Return a place at which the rule could fire, None where it could not."""
        if isinstance(self.trigger, str | tuple):
            return place_of(self.cues, text)
        return self.trigger.search(text)

    @property
    def short_cues(self) -> tuple[Cue, ...] | None:
        """What a short text is scanned for, None where it is searched."""
        return self.cues if isinstance(self.trigger, str | tuple) else self.trigger.short_cues


_compiled = cache(re.compile)


def place_of(cues: Iterable[Cue], text: str) -> re.Match[str] | None:
    """Return a place of one of some cues, None where none of them is in the text."""
    return next(filter(None, (_found(cue, text) for cue in cues)), None)


def _found(cue: Cue, text: str) -> re.Match[str] | None:
    if cue.needs and not _compiled(cue.needs).search(text):
        return None
    found = _compiled(cue.pattern).search(text)
    return found if found and (cue.check is None or cue.check(text)) else None
