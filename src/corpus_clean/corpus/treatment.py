"""One record from its bytes to what becomes of them: read, clean, edit in place, check the way there and back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus_clean.corpus.shard_ledger import as_recorded
from corpus_clean.corpus.spelling import ByteEdit, edited
from corpus_clean.corpus.trouble import NotARecord
from corpus_clean.result import Finding, Result
from corpus_clean.safety import OURS, described

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus_clean.cleaner import Cleaner
    from corpus_clean.corpus.field_path import FieldPath
    from corpus_clean.corpus.format import Format
    from corpus_clean.corpus.slots import Slot


@dataclass(frozen=True, slots=True)
class Treated:
    """What was done to a record. `data` are its new bytes, `undo` the edits that lead from them to the old ones.

    `encoding` is what it was in if it was not in UTF-8. `fault` says that it was left as it is, and why.
    """

    data: bytes
    undo: tuple[ByteEdit, ...] = ()
    encoding: str | None = None
    texts: tuple[tuple[FieldPath, Result], ...] = ()
    fault: str = ""

    def repairs(self) -> Counter[str]:
        """Count the repairs by rule, each under the first that made it; a new encoding is one too."""
        counts = Counter(repair.rules[0] for _, result in self.texts for repair in result.repairs)
        if self.encoding is not None:
            counts["encoding"] += 1
        return counts

    def findings(self) -> Counter[str]:
        """Count what was found and left, by rule."""
        return Counter(finding.rule for _, result in self.texts for finding in result.findings)


@dataclass(frozen=True, slots=True)
class Treatment:
    """Treats the records of one shard. `encoding` is what is tried where a record is not in UTF-8."""

    cleaner: Cleaner
    format: Format
    encoding: str | None = None
    _seen: Counter[str] = field(default_factory=Counter)

    @property
    def texts(self) -> int:
        """How many texts there were."""
        return self._seen["texts"]

    @property
    def without_text(self) -> int:
        """How many records had none."""
        return self._seen["without"]

    def __call__(self, raw: bytes) -> Treated | None:
        """Return what is to be done to a record or told of it, None if there is nothing.

        Raises NotARecord.
        """
        try:
            texts = self.format.texts(raw)
        except UnicodeDecodeError:
            data, encoding = self.format.recoded(raw, self.encoding)
            try:
                return self._treat(raw, data, self.format.texts(data), encoding)
            except UnicodeDecodeError as error:  # a mark of UTF-16 within a record
                raise NotARecord(str(error)) from error
        return self._treat(raw, raw, texts, None)

    def _treat(self, raw: bytes, data: bytes, texts: Sequence[str], encoding: str | None) -> Treated | None:
        self._seen["texts" if texts else "without"] += len(texts) or 1
        try:
            if encoding is None and all(map(self.cleaner.leaves, texts)):
                return None
            syntax = self.format.syntax
            results = [self.cleaner.clean(text, syntax=syntax) for text in texts]
            if encoding is None and not any(result.repairs or result.findings for result in results):
                return None
            return self._edited(raw, data, encoding, dict(zip(texts, results, strict=True)))
        except Exception as error:  # noqa: BLE001 - a fault in one rule must not cost the record
            return Treated(raw, fault=f"{OURS}, {described(error)}")

    def _edited(self, raw: bytes, data: bytes, encoding: str | None, known: dict[str, Result]) -> Treated:
        slots = self.format.slots(data)
        edits: list[ByteEdit] = []
        told: list[tuple[FieldPath, Result]] = []
        wanted: list[str] = []
        narrowed = False
        for slot in slots:
            result = known.get(slot.text) or self.cleaner.clean(slot.text, syntax=self.format.syntax)
            if result.repairs:
                whole, result = result, self.format.narrowed(slot, result)
                narrowed |= result is not whole
            made = self.format.edits(data, slot, result) if result.repairs else ()
            if isinstance(made, str):
                result = _refused(slot, result, made)
                made = ()
            edits += made
            wanted.append(result.text)
            if result.repairs or result.findings:
                told.append((slot.field, result))
        if encoding is None and not told:
            return Treated(raw)
        after = edited(data, edits)
        if edits and [slot.text for slot in self.format.slots(after)] != wanted:
            return Treated(raw, fault=f"{OURS}, the repairs would not be read as they are meant")
        undo = (ByteEdit(0, len(after), raw),) if encoding is not None else _undo(data, edits)
        if edited(after, as_recorded(undo)) != raw:
            return Treated(raw, fault=f"{OURS}, the repairs do not lead back to the source")
        if narrowed and self._changes(after):
            return Treated(raw, fault=f"{OURS}, cleaning it again would change it again")
        return Treated(after, undo, encoding, tuple(told))

    def _changes(self, data: bytes) -> bool:
        """Say whether a record would change: one that is not what the engine made of it is not known to be settled."""
        found = ((slot, self.cleaner.clean(slot.text, syntax=self.format.syntax)) for slot in self.format.slots(data))
        return any(result.repairs and self.format.narrowed(slot, result).repairs for slot, result in found)


def _undo(data: bytes, edits: Sequence[ByteEdit]) -> tuple[ByteEdit, ...]:
    back, shift = [], 0
    for edit in edits:
        start = edit.start + shift
        back.append(ByteEdit(start, start + len(edit.new), data[edit.start : edit.end]))
        shift += len(edit.new) - (edit.end - edit.start)
    return tuple(back)


def _refused(slot: Slot, result: Result, reason: str) -> Result:
    """Make findings of the repairs, which the format cannot take."""
    repairs = tuple(
        Finding(repair.rules[0], repair.source, repair.source, repair.before, reason, (repair.after,))
        for repair in result.repairs
    )
    return Result(slot.text, (), repairs)
