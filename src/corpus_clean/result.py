"""What happened to one text: the result, each repair, and what was found and left alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.edit import Certainty, Edit, Patch, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus_clean.decoding import Decoded
    from corpus_clean.rule import Suspicion


class Repair(NamedTuple):
    """One change: `before` at `source` became `after` at `result` (spans half-open, in code points).

    `rules` are the ids of the rules that made it, in the order they acted.
    """

    rules: tuple[str, ...]
    source: Span
    result: Span
    before: str
    after: str
    certainty: Certainty
    note: str = ""


class Finding(NamedTuple):
    """A passage that looks damaged and was left as it is, with the readings it may have, best first.

    `certainty` is `GUESS` where a reading exists that risky repairs would take, None where there is nothing to take.
    """

    rule: str
    source: Span
    result: Span
    text: str
    note: str
    candidates: tuple[str, ...] = ()
    certainty: Certainty | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A cleaned text with everything that was done to it.

    >>> from corpus_clean import clean
    >>> result = clean("他是達(dá)州人")
    >>> result.text, result.changed
    ('他是達州人', True)
    >>> result.repairs[0].rules, result.repairs[0].before, result.repairs[0].after
    (('pinyin-gloss',), '(dá)', '')
    >>> result.revert()
    '他是達(dá)州人'
    """

    text: str
    repairs: tuple[Repair, ...] = ()
    findings: tuple[Finding, ...] = ()
    decoded: Decoded | None = None
    """What the source was decoded from, where it was bytes."""

    @property
    def changed(self) -> bool:
        """Whether the text differs from its source."""
        return bool(self.repairs)

    def revert(self) -> str:
        """Return the source text, from the result and the repairs alone."""
        return Patch(tuple(Edit(*repair.result, repair.before) for repair in self.repairs)).apply(self.text)

    def revert_bytes(self) -> bytes:
        """Return the source bytes. Raises ValueError where the source was a text."""
        if self.decoded is None:
            raise ValueError("the source of this result was a text; revert() gives it back")
        return self.decoded.encode(self.revert())


def build(
    source: str, text: str, patch: Patch, suspicions: Iterable[tuple[str, Suspicion, Certainty | None]]
) -> Result:
    """Make a result of the patch from `source` to `text` and of the suspicions about `text`."""
    repairs = tuple(
        Repair(rules, Span(start, end), span, source[start:end], new, certainty, note)
        for (start, end, new, certainty, note, _, rules), span in zip(patch.edits, patch.result_spans(), strict=True)
        if source[start:end] != new  # one rule may undo, at a place, what another did
    )
    suspicions = tuple(suspicions)
    sources = patch.to_source([Span(one.start, one.end) for _, one, _ in suspicions])
    findings = tuple(
        Finding(
            rule=rule,
            source=place,
            result=Span(one.start, one.end),
            text=text[one.start : one.end],
            note=one.note,
            candidates=one.candidates,
            certainty=certainty,
        )
        for (rule, one, certainty), place in zip(suspicions, sources, strict=True)
    )
    return Result(text, repairs, tuple(_outermost(findings)))


def _outermost(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings in order, without those in a passage that another one is about; of equals, the last."""
    reach = -1
    last_first = enumerate(reversed(tuple(findings)))
    for _, finding in sorted(last_first, key=lambda one: (one[1].result.start, -one[1].result.end, one[0])):
        if finding.result.end > reach or finding.result.start == finding.result.end:
            reach = max(reach, finding.result.end)
            yield finding
