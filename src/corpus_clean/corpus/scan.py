"""A look into a corpus before a run: what would be repaired in the first records of shards all over it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.corpus.compression import compression_of, decompressed
from corpus_clean.corpus.formats import format_of, suffix_of
from corpus_clean.corpus.pieces import Kind
from corpus_clean.corpus.storage import find
from corpus_clean.corpus.treatment import Treatment
from corpus_clean.corpus.trouble import NotARecord, ShardError
from corpus_clean.tally import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from corpus_clean.cleaner import Cleaner
    from corpus_clean.corpus.settings import Settings
    from corpus_clean.corpus.storage import Found
    from corpus_clean.result import Repair, Result

_CONTEXT = 20


class Sample(NamedTuple):
    """A repair with the text around it."""

    left: str
    before: str
    after: str
    right: str


@dataclass(slots=True)
class Scan:
    """What was found in so many records of so many shards."""

    shards: int = 0
    of: int = 0
    records: int = 0
    changed: int = 0
    bad: int = 0
    repairs: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Sample]] = field(default_factory=lambda: defaultdict(list))
    troubles: list[tuple[str, str]] = field(default_factory=list)

    def words(self) -> str:
        """Say it in one line.

        >>> Scan(shards=1, of=3, records=9).words()
        'Of 9 records in 1 of 3 shards, 0 would change'
        """
        said = f"Of {self.records} records in {self.shards} of {self.of} shards, {self.changed} would change"
        said += f": {listed(self.repairs)}" if self.repairs else ""
        return said + (f"; {self.bad} would be in quarantine" if self.bad else "")


def scan(
    source: str,
    settings: Settings,
    *,
    globs: tuple[str, ...] = (),
    shards: int = 20,
    records: int = 1000,
    examples: int = 3,
) -> Scan:
    """Look at the first `records` of `shards` shards, evenly spread; raises CorpusError and what `find` raises."""
    corpus = find(source, globs, exclude=settings.config.exclude)
    cleaner = settings.cleaner()
    step = max(1, len(corpus.shards) / shards)
    chosen = [corpus.shards[int(at * step)] for at in range(min(shards, len(corpus.shards)))]
    found = Scan(of=len(corpus.shards))
    for shard in chosen:
        try:
            _look(shard, settings, cleaner, found, records=records, examples=examples)
        except ShardError as error:
            found.troubles.append((shard.name, str(error)))
        except OSError as error:
            found.troubles.append((shard.name, (error.strerror or str(error)).lower()))
    found.repairs += Counter()  # drops what is zero
    return found


def _look(shard: Found, settings: Settings, cleaner: Cleaner, found: Scan, *, records: int, examples: int) -> None:
    found.shards += 1
    with shard.open() as file:
        for treated in islice(_treated(file, shard, settings, cleaner, found), records):
            found.records += 1
            if treated is not None:
                _note(treated, found, examples)


def _treated(
    file: BinaryIO, shard: Found, settings: Settings, cleaner: Cleaner, found: Scan
) -> Iterator[Sequence[Result] | None]:
    """Yield what would be done to the texts of each record, None if nothing."""
    if suffix_of(shard.name) == ".parquet":
        from corpus_clean.corpus.parquet import texts

        for row in texts(file, settings.fields):
            yield [cleaner.clean(text) for text in row]
        return
    format_ = format_of(shard.name, settings, shard.content)
    treatment = Treatment(cleaner, format_, settings.config.encoding)
    reader, _ = decompressed(file, compression_of(shard.name))
    for kind, raw in format_.pieces(reader, settings.max_record):
        if kind in {Kind.BETWEEN, Kind.LONGER}:
            continue
        try:
            treated = treatment(raw) if kind is Kind.RECORD else None
        except NotARecord:
            treated = None
            found.bad += 1
        found.bad += kind is Kind.BAD
        found.repairs["encoding"] += treated is not None and treated.encoding is not None
        yield None if treated is None else [result for _, result in treated.texts]


def _note(results: Sequence[Result], found: Scan, most: int) -> None:
    found.changed += any(result.repairs for result in results)
    for result in results:
        source = result.revert()
        found.findings.update(finding.rule for finding in result.findings)
        for repair in result.repairs:
            found.repairs[repair.rules[0]] += 1
            if len(found.examples[repair.rules[0]]) < most:
                found.examples[repair.rules[0]].append(_sample(source, repair))


def _sample(source: str, repair: Repair) -> Sample:
    start, end = repair.source
    return Sample(source[max(0, start - _CONTEXT) : start], repair.before, repair.after, source[end : end + _CONTEXT])
