"""What the page knows of each repair and finding: small tuples, and as much of the text around them as is shown."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from corpus_clean.report.bytepath import Step, byte_path, straddle
from corpus_clean.report.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.result import Finding
    from corpus_clean.session import Outcome

CONTEXT = 32
"""How many code points of text are shown on either side of a change."""

LONGEST = 2_000
"""How many code points of a text are shown at most; a longer one is cut in the middle of the page, not of the data."""

SEARCHES = 2_000
"""How many ways of bytes are searched for at most, of which the note names no encodings: that takes its time."""

_ENCODING = "encoding"

_Value = TypeVar("_Value")


class Interned(Generic[_Value]):
    """Values by the number of their first use.

    >>> names = Interned()
    >>> names["a"], names["b"], names["a"], list(names)
    (0, 1, 0, ['a', 'b'])
    """

    def __init__(self) -> None:
        self._numbers: dict[_Value, int] = {}

    def __getitem__(self, value: _Value) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def __iter__(self) -> Iterator[_Value]:
        return iter(self._numbers)


class Paths(Interned[tuple[Step, ...]]):
    """The ways of the bytes behind repairs of an encoding, by the number of their first use."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[tuple[str, str, str], int] = {}
        self._searches = 0

    def of(self, rules: tuple[str, ...], before: str, after: str, note: str) -> int:
        """Return the number of the way of one repair; that of no way at all where it is not one of an encoding."""
        if _phase(rules[0]) != _ENCODING:
            return self[()]
        key = (before, after, note)
        if key not in self._known:
            path = byte_path(before, after, note, search=False)
            if not path and "gbk-straddle" in rules and after:
                path = straddle(after)
            if not path and self._searches < SEARCHES:
                self._searches += 1
                path = byte_path(before, after, note)
            self._known[key] = self[path]
        return self._known[key]


@lru_cache(maxsize=256)
def _phase(rule: str) -> str:
    from corpus_clean.rules import BY_ID

    return BY_ID[rule].phase.name.lower() if rule in BY_ID else ""


class Tables(NamedTuple):
    """What many records share: ids of rules, notes, and ways of bytes."""

    ids: Interned[str]
    notes: Interned[str]
    paths: Paths

    @classmethod
    def empty(cls) -> Tables:
        """Return tables with nothing in them yet."""
        return cls(Interned(), Interned(), Paths())


class RepairRecord(NamedTuple):
    """One repair. `lead` is the text between it and the one before: whole, or where it is long its two ends."""

    rules: list[int]
    certainty: str
    start: int
    end: int
    line: int
    column: int
    lead: str | tuple[str, str]
    before: str
    after: str
    note: int
    path: int

    @property
    def texts(self) -> tuple[str, str]:
        """The texts whose characters are named on the page."""
        return self.before, self.after


class FindingRecord(NamedTuple):
    """One finding, with its own context. `free` says that no repair lies in it, so that a reading can be taken."""

    rule: int
    certainty: str | None
    start: int
    end: int
    line: int
    column: int
    left: str
    text: str
    right: str
    note: int
    candidates: tuple[str, ...]
    free: bool

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts whose characters are named on the page."""
        return self.text, *self.candidates


class Listed(NamedTuple):
    """All there is to list of one file. `tail` is the text after the last repair."""

    repairs: list[RepairRecord]
    findings: list[FindingRecord]
    tail: str
    lines: int


def records(outcome: Outcome, tables: Tables) -> Listed:
    """Return the records of one file, in the order of their places.

    >>> from corpus_clean.cleaner import Cleaner
    >>> from corpus_clean.session import examine_bytes
    >>> outcome = examine_bytes("a.txt", "達(dá)川".encode(), Cleaner())
    >>> [(one.lead, one.before, one.after) for one in records(outcome, Tables.empty()).repairs]
    [('達', '(dá)', '')]
    """
    if outcome.decoded is None:
        return Listed([], [], "", 0)
    text = outcome.decoded.source
    lines = Lines(outcome.decoded)
    repairs = []
    at = 0
    for one in outcome.result.repairs:
        start, end = one.source
        place = lines.place(start)
        lead = text[at:start] if start - at <= 2 * CONTEXT else (text[at : at + CONTEXT], text[start - CONTEXT : start])
        repairs.append(
            RepairRecord(
                [tables.ids[rule] for rule in one.rules],
                one.certainty,
                start,
                end,
                place.line,
                place.column,
                lead,
                one.before,
                one.after,
                tables.notes[one.note],
                tables.paths.of(one.rules, one.before, one.after, one.note),
            )
        )
        at = end
    findings = [_finding(one, text, lines, tables) for one in sorted(outcome.result.findings, key=_source)]
    return Listed(repairs, findings, text[at : at + CONTEXT], lines.count)


def _source(finding: Finding) -> tuple[int, int]:
    return finding.source


def _finding(one: Finding, text: str, lines: Lines, tables: Tables) -> FindingRecord:
    start, end = one.source
    place = lines.place(start)
    return FindingRecord(
        tables.ids[one.rule],
        one.certainty,
        start,
        end,
        place.line,
        place.column,
        text[max(start - CONTEXT, 0) : start],
        text[start : min(end, start + LONGEST)],
        text[end : end + CONTEXT],
        tables.notes[one.note],
        one.candidates,
        text[start:end] == one.text,
    )
