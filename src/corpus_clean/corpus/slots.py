"""A text at its place in the bytes of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from corpus_clean.corpus.field_path import FieldPath
    from corpus_clean.corpus.spelling import Spelling


class Slot(NamedTuple):
    """One text: the field it is the value of, its bytes (half-open, in the record), and how they spell it."""

    field: FieldPath
    start: int
    end: int
    spelling: Spelling
    text: str
