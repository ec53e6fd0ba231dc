"""What can go wrong with a shard, each said in one line: what, where, what to do."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class CorpusError(ValueError):
    """A run cannot begin or go on as it was asked for; `str()` is one line."""


class ShardError(ValueError):
    """One shard cannot be cleaned, and the others can; `str()` is one line that does not name the shard."""


class NotARecord(ValueError):
    """Bytes that should be a record are none; `str()` is the reason, for the quarantine."""


def required(module: str, extra: str, what: str) -> Any:  # noqa: ANN401 - a module
    """Return a module of an extra.

    Raises CorpusError that says how to install it where it is missing.

    >>> required("no_such_module", "cloud", "remote paths")
    Traceback (most recent call last):
    corpus_clean.corpus.trouble.CorpusError: remote paths need no_such_module; pip install 'corpus-clean[cloud]'
    """
    try:
        return import_module(module)
    except ImportError as error:
        message = f"{what} need {module.partition('.')[0]}; pip install 'corpus-clean[{extra}]'"
        raise CorpusError(message) from error
