"""One shard from its file to its result, its ledger, its quarantine, and its line of the manifest."""

from __future__ import annotations

import io
from contextlib import suppress
from time import perf_counter
from typing import TYPE_CHECKING, Any

from corpus_clean.corpus.compression import compression_of, decompressed
from corpus_clean.corpus.counts import Counts, entry
from corpus_clean.corpus.formats import format_of, suffix_of
from corpus_clean.corpus.layout import Layout, part
from corpus_clean.corpus.output import Mirror, PartFile, kept_if_whole
from corpus_clean.corpus.pieces import Kind
from corpus_clean.corpus.quarantine import Place, Quarantine
from corpus_clean.corpus.recoding import wide
from corpus_clean.corpus.shard_ledger import ShardLedger
from corpus_clean.corpus.source import Hashed
from corpus_clean.corpus.treatment import Treated, Treatment
from corpus_clean.corpus.trouble import NotARecord, ShardError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from corpus_clean.cleaner import Cleaner
    from corpus_clean.corpus.compression import Decompressed
    from corpus_clean.corpus.format import Format
    from corpus_clean.corpus.settings import Settings
    from corpus_clean.corpus.storage import Found


class Shard:
    """Cleans one shard; `clean` does it all, and leaves nothing half-done if it raises."""

    def __init__(self, found: Found, layout: Layout, settings: Settings, cleaner: Cleaner) -> None:
        self._found = found
        self._settings = settings
        self._layout = layout
        self.counts = Counts()
        self._format: Format = format_of(found.name, settings, found.content)
        self._treatment = Treatment(cleaner, self._format, settings.config.encoding)
        self._compression = compression_of(found.name)
        cut = self._cut if suffix_of(found.name) in {".warc", ".wet"} else None
        self._mirror = Mirror(layout.shard(found.name), self._compression, found.open, cut)
        self._quarantine = Quarantine(layout.quarantine(found.name), found.name)
        self._ledger = ShardLedger(layout.ledger(found.name), found.name, settings.digest())
        self._offset = 0
        self._line = 1
        self._first = b""

    def clean(self, tick: Callable[[int], None] = lambda _: None) -> dict[str, Any]:
        """Return the line of the manifest; raises ShardError and OSError."""
        start = perf_counter()
        discard(self._layout, self._found.name)
        with kept_if_whole(self):
            with self._found.open() as file:
                hashed = Hashed(file, tick)
                reader, raw = decompressed(io.BufferedReader(hashed, 1 << 18), self._compression)
                self._require_narrow(reader)
                self._read(reader, raw)
                hashed.finish()
            line = self._entry(hashed, raw)
            tick(hashed.size)
            self._publish(line)
        return {**line, "seconds": round(perf_counter() - start, 3)}

    @staticmethod
    def restored(line: dict[str, Any], layout: Layout, target: Path) -> bool:
        """Write the source of a shard that was done to a path; see `restore`."""
        from corpus_clean.corpus.restore import restore

        return restore(line, layout, target)

    def _cut(self, reader: BinaryIO) -> Iterator[bytes]:
        return (
            piece for _, piece in format_of(self._found.name, self._settings).pieces(reader, self._settings.max_record)
        )

    def _require_narrow(self, reader: io.BufferedReader) -> None:
        """Refuse what would be cut within characters."""
        if not self._format.whole and (encoding := wide(reader.peek())):
            raise ShardError(f"is in {encoding}, which cannot be cut into records; write it in UTF-8 first")

    def _read(self, reader: BinaryIO, raw: Decompressed) -> None:
        keep, treatment, record_kind = self._mirror.keep, self._treatment, Kind.RECORD
        for kind, piece in self._format.pieces(reader, self._settings.max_record):
            if kind is record_kind:
                self.counts.records += 1
                try:
                    if raw.damage and self._is_cut(piece):
                        raise NotARecord(f"is cut off: the file {raw.damage}")  # noqa: TRY301 - one place for all
                    treated = treatment(piece)
                except NotARecord as error:
                    self._bad(piece, str(error))
                else:
                    if treated is None:
                        keep(piece)
                    else:
                        self._take(piece, treated)
            elif kind is Kind.BAD:
                self.counts.records += 1
                self._bad(piece, self._format.bad)
            else:
                if kind is Kind.LONG:
                    self._long()
                keep(piece)
            self._offset += len(piece)
            self._line += piece.count(b"\n")
            self._first = self._first or (piece if kind is record_kind else b"")
        if raw.damage:
            self._quarantine.take(b"", self._place(), f"the file {raw.damage}; what is behind is lost", kept=False)

    def _is_cut(self, last: bytes) -> bool:
        """Say whether a record may lack its end, where the file is damaged behind it."""
        return self._format.whole or (self._format.removable and not last.endswith(b"\n"))

    def _place(self) -> Place:
        return Place(self.counts.records, self._line, self._offset, self._mirror.content_size)

    def _bad(self, raw: bytes, reason: str) -> None:
        if self._settings.on_error == "fail":
            raise ShardError(f"line {self._line} {reason}; --on-error quarantine sets it aside")
        kept = self._settings.on_error == "keep" or not self._format.removable
        self._quarantine.take(raw, self._place(), reason, kept=kept)
        if kept:
            self.counts.kept += 1
            self._mirror.keep(raw)
        else:
            self.counts.quarantined += 1
            self._mirror.put(b"")

    def _long(self) -> None:
        self.counts.records += 1
        self.counts.long += 1
        reason = f"is longer than --max-record and stays as it is: {self._format.long}"
        if self._settings.on_error == "fail":
            raise ShardError(f"line {self._line} {reason}")
        self._quarantine.take(b"", self._place(), reason, kept=True)

    def _take(self, raw: bytes, treated: Treated) -> None:
        if self._settings.ledger:
            self._ledger.record(raw, treated, self._place(), self._format.identity(raw))
        self.counts.add(treated, changed=treated.data != raw)
        if treated.data == raw:
            self._mirror.keep(raw)
        else:
            self._mirror.put(treated.data)

    def _entry(self, hashed: Hashed, raw: Decompressed) -> dict[str, Any]:
        counts = self.counts
        counts.texts, counts.without_text = self._treatment.texts, self._treatment.without_text
        self._require_texts()
        file = self._mirror.seal()
        content = {"bytes": self._offset, "sha256": (raw.digest or hashed.digest).hexdigest()}
        result = {"bytes": self._mirror.content_size, "sha256": self._mirror.content_digest}
        return entry(
            self._found,
            self._settings,
            counts,
            source=({"bytes": hashed.size, "sha256": hashed.digest.hexdigest()}, content),
            result=(
                {"bytes": file.size, "sha256": file.digest.hexdigest()},
                result if self._mirror.rewritten else content,
            ),
            damage=raw.damage,
        )

    def _require_texts(self) -> None:
        """Refuse a shard in which no record has a text: the name of the field must be wrong."""
        if self._treatment.texts or not self._treatment.without_text or self._settings.on_error == "keep":
            return
        fields = " or ".join(map(repr, self._settings.text_fields))
        names = self._format.names(self._first)
        if names is not None:
            there = ", ".join(names) or "it has no fields"
            raise ShardError(f"no record has a text in {fields}; name one with --text-field: {there}")

    def _publish(self, line: dict[str, Any]) -> None:
        """Give the files their names, the result last."""
        self._ledger.end({key: line[key] for key in ("records", "repairs", "source", "result")})
        published(self._layout, self._found.name, self._files())

    def _files(self) -> tuple[PartFile | None, PartFile | None, PartFile | None]:
        return self._ledger.file, self._quarantine.file, self._mirror.file

    def discard(self) -> None:
        """Let go of what was written."""
        for file in self._files():
            if file is not None:
                file.discard()


def published(layout: Layout, name: str, files: Sequence[PartFile | None]) -> None:
    """Give the ledger, the quarantine and the result of a shard their names, the result last.

    A result of a run before goes first: at no time does it stand beside the ledger of another.
    """
    for file in files[:-1]:
        if file is not None:
            file.seal()
    layout.shard(name).unlink(missing_ok=True)
    for path, file in zip(layout.files(name), files, strict=True):
        if file is None:
            path.unlink(missing_ok=True)  # of a run before
        else:
            file.publish()


def discard(layout: Layout, name: str) -> None:
    """Remove what a run that was killed left of a shard."""
    for path in layout.files(name):
        with suppress(OSError):
            part(path).unlink()
