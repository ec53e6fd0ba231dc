"""A file of JSON: a list of records, or one record.

A record that is broken stays where it is, for without it the list around it would be broken too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean.corpus.json_elements import elements
from corpus_clean.corpus.jsonl import JsonLines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from corpus_clean.corpus.pieces import Piece


class JsonDocument(JsonLines):
    """Objects with texts in the fields that are named, in a list or alone."""

    removable = False

    def pieces(self, reader: BinaryIO, limit: int) -> Iterator[Piece]:
        """Cut at the commas of the outermost list."""
        return elements(reader, limit)
