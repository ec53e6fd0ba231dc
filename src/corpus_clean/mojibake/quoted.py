"""Damage that is shown on purpose: examples in documentation, literals of tests, tables of broken forms.

Somebody who writes about mojibake writes mojibake, and it has to stay. What tells it from damage is around it:

- the right form stands beside it, with nothing between the two but what joins them: `Ã¤ -> ä`, "Ã¼ statt ü", cells of
  a table, two literals of one test;
- it is all there is between marks that damage of its kind would have hit as well: 「Ã©」, or between backticks;
- the line around it speaks of encodings, and it is quoted, or the line names the fault by its name;
- the document names the fault by its name, and it is quoted there;
- it is part of an alphabet: letters in the order of their code points, as no word has them;
- it is in a literal of source code whose comments are intact, or in a list of literals that hold nothing else.

Against all but the first two and the alphabet speaks a document in which most damage of the kind stands where nothing
explains it: then the document is damaged, whatever it is about. In JSON, CSV and YAML `"` bounds a value and quotes
nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean import lazily
from corpus_clean.document import Syntax
from corpus_clean.mojibake.alphabet import is_in_alphabet
from corpus_clean.mojibake.beside import alone, joins, may_join
from corpus_clean.mojibake.kinds import (
    broken,
    is_damage_alone,
    is_of_kind,
    is_specimen,
    kinds,
    readings,
    repaired,
    sequences,
)
from corpus_clean.mojibake.quotations import WHOLE, Quotation, quotations
from corpus_clean.mojibake.terms import (
    MOJIBAKE,
    NAMES_THE_FAULT,
    SPEAKS_OF_ENCODING,
    TELLS_THE_FAULT,
    Terms,
    lowered,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from corpus_clean.document import Document

MENTION = 40
"""How long it may be to be a mention of what is in it, where only the line around it says so."""
BARE = 12
"""How long damage may be that is all there is between two marks."""
NEAR = 60
"""How far the right form may stand from the broken one."""
AROUND = 240
"""How much of a line, on either side, says what it speaks of."""
LINES = 2
"""How many lines around a literal of code say so as well."""
BESIDE = 600
"""How far apart two literals of one example may stand."""
NEIGHBOURS = 16
"""How many other literals may stand between them."""
OFTEN = 3
"""How often a document names the fault that is about nothing else."""
SPECIMENS = 10
"""How many specimens such a document may have for each time it does."""
LISTED = 150
"""How many broken forms a document may list without the right ones; a table of letters has more, and may be damaged."""
COMMON = ("cp1252", "cp1251", "cp1250", "mac-roman", "cp437", "gb18030", "cp949", "cp932")
"""The kinds that a long document is looked through for at once."""
LONG = 20_000
"""How long such a document is, in code points."""
WHOLESALE = 10
"""How many times more damage must stand unexplained than explained in it."""
SAMPLE = 400
"""How much of a kind is looked at."""
FIRST = 3
"""How many codecs are looked at in which a passage could have been misread."""
KINDS = 64
"""How many kinds are looked at in one document; hostile text has more."""
INTACT = 3
"""How many intact letters beyond ASCII make the prose of a document intact."""

_DELIMITER = lazily.compiled("[ \t\r\n\"'`|,;=<>()\\[\\]{}“”„‘’‚«»‹›「」『』（）《》【】→⇒➔←↔/]")
_RECORDS = frozenset((Syntax.JSON, Syntax.CSV, Syntax.YAML))
_BEYOND_ASCII = lazily.compiled(r"[^\x00-\x7f]+|\?")
_RUN = lazily.compiled(r"[^\W\d_\x00-\x7f][^\x00-\x7f]{0,399}")


def _run(text: str) -> int:
    """Return how many characters of a text are before its first delimiter."""
    found = _DELIMITER.search(text)
    return found.start() if found else len(text)


def is_shown(
    text: str,  # noqa: ARG001 - the contract of rules
    start: int,
    end: int,
    document: Document,
    damaged: Container[int] = (),
) -> bool:
    """Say whether the damage in `text[start:end]` is shown on purpose.

    `text` is that of the document; the span is in code points, half-open. `damaged` are offsets of what is damage too,
    all around it: marks among them quote nothing. What it costs does not grow with the text, after the first time.

    >>> from corpus_clean.document import Document
    >>> text = "Ã¤ -> ä, but FranÃ§ais"
    >>> is_shown(text, 0, 2, Document(text)), is_shown(text, 17, 19, Document(text))
    (True, False)
    """
    return document.mentions.has(start, end, damaged)


class _Damage(NamedTuple):
    """How many sequences of one kind a document has where something explains them, and where nothing does."""

    explained: int
    unexplained: int


class Mentions:
    """What one document shows on purpose."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self._damage: dict[str, _Damage] = {}
        self._intact: dict[str, bool] = {}

    def has(self, start: int, end: int, damaged: Container[int] = ()) -> bool:
        """Say whether `text[start:end]` is shown on purpose, amid what is damaged at these offsets."""
        quotation = self._quotation(start, end)
        if quotation is not None and (quotation.start - 1 in damaged or quotation.end in damaged):
            return False
        if self._is_bare(start, end, quotation) or is_in_alphabet(self.text, start, end):
            return True
        if any(is_of_kind(self.text[start:end], kind) for kind in self._wholesale):
            return False
        return (
            self._is_beside_right_form(start, end)
            or self._is_beside_broken_form(start, end)
            or (quotation is not None and self._is_in_pair(start, end, quotation))
            or self._is_explained(start, end, quotation)
        )

    @cached_property
    def _wholesale(self) -> tuple[str, ...]:
        """The kinds of damage that a long document is full of: there even a right form stands by chance."""
        if len(self.text) < LONG:
            return ()
        damage = {kind: self._all(kind) for kind in COMMON}
        return tuple(kind for kind, one in damage.items() if one.unexplained > max(LISTED, WHOLESALE * one.explained))

    @cached_property
    def _quotations(self) -> list[Quotation]:
        return list(quotations(self.text))

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self._quotations]

    def _quotation(self, start: int, end: int) -> Quotation | None:
        at = bisect_right(self._starts, start) - 1
        return self._quotations[at] if at >= 0 and end <= self._quotations[at].end else None

    def _is_bare(self, start: int, end: int, quotation: Quotation | None) -> bool:
        """Say whether the damage is all there is between marks that are whole."""
        if quotation is None or quotation.end - quotation.start > BARE or quotation.marks not in WHOLE:
            return False
        return (start, end) == quotation[:2] or is_damage_alone(self.text[quotation.start : quotation.end])

    # --- the right form

    def _is_beside_right_form(self, start: int, end: int) -> bool:
        rights = [right for _, right in readings(self.text[start:end])]
        if not rights:
            return False
        low, high = self._token(start, end)
        before, after = self._near(low, high)
        if not any(right in before or right in after for right in rights):
            return False
        return self._is_beside(repaired(self.text[low:high], start - low, end - low), start, end)

    def _is_beside_broken_form(self, start: int, end: int) -> bool:
        """Say whether this is the right form itself, beside the broken one."""
        if readings(self.text[start:end]):
            return False
        low, high = self._token(start, end)
        if high - low > NEAR or not (self._quotation(start, end) or any(map(may_join, self._near(low, high)))):
            return False
        return self._is_beside(broken(self.text[low:high]), start, end)

    def _is_beside(self, forms: Iterable[str], start: int, end: int) -> bool:
        """Say whether one of the forms stands near the word around a span, and what is between joins the two."""
        low, high = self._token(start, end)
        before, after = self._near(low, high)
        quoted = self._quotation(start, end) is not None
        return any(
            any(joins(after[:at], quoted=quoted) for at in alone(after, form))
            or any(joins(before[at + len(form) :], quoted=quoted) for at in alone(before, form))
            for form in forms
            if form in after or form in before
        )

    def _near(self, low: int, high: int) -> tuple[str, str]:
        return self.text[max(0, low - NEAR) : low], self.text[high : high + NEAR]

    def _token(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the word around a span."""
        before, behind = self._near(start, end)
        low = start - _run(before[::-1])
        high = end + _run(behind)
        while high > end and self.text[high - 1] in ".:!?":
            high -= 1
        return low, high

    def _is_in_pair(self, start: int, end: int, quotation: Quotation) -> bool:
        """Say whether another quotation near by is the right form of this one, as in a test."""
        at = bisect_right(self._starts, quotation.start) - 1
        own = self._contents[at]
        rights = {right for _, right in readings(self.text[start:end])}
        whole = {right for _, right in readings(own)}
        if not rights and not whole:
            return False
        line = self._line(start) if self._has_record_lines else None
        for other in range(max(0, at - NEIGHBOURS), min(at + NEIGHBOURS + 1, len(self._starts))):
            content, place = self._contents[other], self._starts[other]
            if content != own and abs(place - quotation.start) < BESIDE:
                is_right = content in whole or (
                    self._plains[other] == self._plains[at] and any(map(content.__contains__, rights))
                )
                if is_right and (line is None or line == self._line(place)):
                    return True
        return False

    @cached_property
    def _contents(self) -> list[str]:
        return [self.text[one.start : one.end] for one in self._quotations]

    @cached_property
    def _plains(self) -> list[str]:
        """What no codec would have changed of each quotation."""
        return [_BEYOND_ASCII.sub("", content) for content in self._contents]

    @cached_property
    def _has_record_lines(self) -> bool:
        """Whether each line is a record of its own."""
        if self.document.syntax is not Syntax.JSON or not self.document.lines:
            return self.document.syntax is Syntax.CSV
        start, end = self.document.lines[0]
        return self.text[start] in "{[" and self.text[end - 1] in "}]"

    def _line(self, offset: int) -> int:
        return bisect_right(self._line_starts, offset)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.document.lines]

    # --- what the text around it is about

    def _is_explained(self, start: int, end: int, quotation: Quotation | None) -> bool:
        is_quoted = self._quotes(quotation) or self.document.is_protected(start)
        fits = self._is_around(self._tells, start, end, quotation) or (
            is_quoted
            and (
                self._names_the_fault
                or self._is_around(self._speaks, start, end, quotation)
                or self._is_literal(start, end)
            )
        )
        return (fits or self._is_about_mojibake(start, end)) and not self._is_damaged(start, end)

    def _quotes(self, quotation: Quotation | None) -> bool:
        if quotation is None or quotation.end - quotation.start > MENTION:
            return False
        return quotation.marks != '""' or self.document.syntax not in _RECORDS

    def _is_around(self, terms: Terms, start: int, end: int, quotation: Quotation | None) -> bool:
        """Say whether one of the terms is on the line around a place, outside of the quotation it is in."""
        line = self._line(start) - 1
        if line < 0:
            return False
        lines = self.document.lines
        around = LINES if quotation is not None and self.document.syntax is Syntax.CODE else 0
        first = lines[max(0, line - around)].start
        last = lines[min(line + around, len(lines) - 1)].end
        if quotation is not None:
            start, end = quotation[:2]
        return terms.are_in(max(first, start - AROUND), start) or terms.are_in(end, min(last, end + AROUND))

    @cached_property
    def _lowered(self) -> str:
        return lowered(self.text)

    @cached_property
    def _tells(self) -> Terms:
        return Terms(TELLS_THE_FAULT, self._lowered)

    @cached_property
    def _speaks(self) -> Terms:
        return Terms(SPEAKS_OF_ENCODING, self._lowered)

    @cached_property
    def _names_the_fault(self) -> bool:
        return NAMES_THE_FAULT.search(self._lowered) is not None

    @cached_property
    def _names(self) -> int:
        return sum(1 for _ in MOJIBAKE.finditer(self._lowered))

    def _is_about_mojibake(self, start: int, end: int) -> bool:
        """Say whether the document is about mojibake and nothing else, with no more of it than it has to say of it."""
        return self._names >= OFTEN and all(
            sum(self._all(kind)) <= SPECIMENS * self._names for kind in self._kinds(start, end)
        )

    def _is_literal(self, start: int, end: int) -> bool:
        """Say whether a place is in a literal of code that is intact around it, or in one that holds nothing else."""
        quotation = self._quotation(start, end)
        if quotation is None or self.document.syntax in _RECORDS:
            return False
        content = self.text[quotation.start : quotation.end]
        is_code = self.document.syntax is Syntax.CODE
        return (is_code and all(map(self._is_intact, self._kinds(start, end)))) or (
            is_specimen(content, BARE) and self._are_few(start, end)
        )

    def _are_few(self, start: int, end: int) -> bool:
        """Say whether the document has not more of the kind than a list of broken forms would have."""
        return all(sum(self._all(kind)) <= LISTED for kind in self._kinds(start, end))

    def _is_intact(self, kind: str) -> bool:
        """Say whether there are letters beyond ASCII outside of quotations, and few that are damage of the kind."""
        if kind not in self._intact:
            count = [0, 0]
            for run in islice(_RUN.finditer(self.text), SAMPLE):
                if self._quotation(run.start(), run.start() + 1) is None:
                    count[is_of_kind(run[0], kind)] += len(run[0])
            self._intact[kind] = count[False] >= INTACT and count[False] > INTACT * count[True]
        return self._intact[kind]

    # --- the kind of damage, all over the document

    def _kinds(self, start: int, end: int) -> tuple[str, ...]:
        return kinds(self.text[start:end])[:FIRST]

    def _is_damaged(self, start: int, end: int) -> bool:
        """Say whether most damage of the kind stands where nothing explains it."""
        damage = [self._all(kind) for kind in self._kinds(start, end)]
        return any(one.unexplained > one.explained for one in damage)

    def _all(self, kind: str) -> _Damage:
        if kind not in self._damage:
            if len(self._damage) == KINDS:
                return _Damage(0, 1)
            places = list(islice(sequences(self.text, kind), SAMPLE))
            intact = self.document.syntax is Syntax.CODE and self._is_intact(kind)
            explained = sum(1 for place in places if self._has_reason(*place, intact=intact))
            if self._names >= OFTEN and len(places) <= SPECIMENS * self._names:
                explained = len(places)
            self._damage[kind] = _Damage(explained, len(places) - explained)
        return self._damage[kind]

    def _has_reason(self, start: int, end: int, *, intact: bool) -> bool:
        quotation = self._quotation(start, end)
        if self._is_around(self._tells, start, end, quotation) or self._is_beside_right_form(start, end):
            return True
        if quotation is not None and self._is_in_pair(start, end, quotation):
            return True
        if not (self._quotes(quotation) or self.document.is_protected(start)):
            return False
        return (
            intact
            or self._names_the_fault
            or self._is_around(self._speaks, start, end, quotation)
            or (quotation is not None and is_specimen(self.text[quotation.start : quotation.end], BARE))
        )
