"""What a run over a corpus is told, besides the rules."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from hashlib import sha256
from json import dumps
from typing import TYPE_CHECKING

from corpus_clean import __version__
from corpus_clean.config import Config
from corpus_clean.corpus.field_path import FieldPath, parse

if TYPE_CHECKING:
    from corpus_clean.cleaner import Cleaner

MAX_RECORD = 2 << 20
"""Bytes that one record may have if nothing else is said."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Which texts of a corpus are cleaned, how, and what becomes of what cannot be.

    `text_fields` and `id_field` are paths in records (see `field_path`); `document` says what one text of a .txt is:
    file, paragraph or line. `max_record` is in bytes: a text that is longer is cut (see `sections`), any other record
    stays as it is. `on_error` says what becomes of bytes that are no record: quarantine, keep, or fail (the shard).

    >>> Settings(text_fields=("a.b",)).fields
    (('a', 'b'),)
    """

    config: Config = field(default_factory=Config)
    text_fields: tuple[str, ...] = ("text",)
    id_field: str | None = None
    document: str = "file"
    max_record: int = MAX_RECORD
    on_error: str = "quarantine"
    ledger: bool = True

    @property
    def fields(self) -> tuple[FieldPath, ...]:
        """The paths of the texts; raises CorpusError."""
        return tuple(map(parse, self.text_fields))

    def digest(self) -> str:
        """Return 16 hexadecimal digits that are the same wherever the result would be the same, version included."""
        known = {**asdict(self), "config": self.config.settings(), "version": __version__}
        return sha256(dumps(known, sort_keys=True).encode()).hexdigest()[:16]

    def cleaner(self) -> Cleaner:
        """Return the cleaner; raises what `Config.cleaner` raises."""
        return self.config.cleaner()
