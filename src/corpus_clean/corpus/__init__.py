"""Corpora: records in files of many formats, cleaned file by file, with nothing lost on the way.

A file of a corpus is a *shard*. Of each record in it, the bytes that no repair is about stay as they are, and what
cannot be read is put into quarantine: what goes in is what comes out, and what is in quarantine.

>>> from corpus_clean.corpus import read_records
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus_clean.corpus.records import Record, read_records, write_records
    from corpus_clean.corpus.runner import run
    from corpus_clean.corpus.settings import Settings

_HOME = {
    "Record": "records",
    "Settings": "settings",
    "read_records": "records",
    "run": "runner",
    "write_records": "records",
}

__all__ = ["Record", "Settings", "read_records", "run", "write_records"]


def __getattr__(name: str) -> object:
    """Import the module a public name lives in when the name is first used."""
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
