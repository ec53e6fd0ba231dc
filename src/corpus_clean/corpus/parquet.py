"""Parquet: the columns with texts cleaned, all else as it is: schema, row groups, metadata, the other columns.

A file of Parquet cannot be edited in its bytes. It is written anew, row group by row group, and only if something in it
changes; the way back restores every value, and not the bytes of the file.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from corpus_clean.corpus import shard_ledger
from corpus_clean.corpus.field_path import EACH, written
from corpus_clean.corpus.layout import Layout
from corpus_clean.corpus.output import PartFile
from corpus_clean.corpus.pieces import Kind
from corpus_clean.corpus.quarantine import Place
from corpus_clean.corpus.shard import Shard
from corpus_clean.corpus.treatment import Treated
from corpus_clean.corpus.trouble import ShardError, required
from corpus_clean.edit import Edit, Patch, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from corpus_clean.corpus.field_path import FieldPath
    from corpus_clean.result import Result
