"""Repair broken text: see what was wrong, why it was changed, and undo it.

>>> import corpus_clean
>>> corpus_clean.clean("達(dá)川").text
'達川'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus_clean.cleaner import Cleaner, clean
    from corpus_clean.decoding import Decoded, Hints, decode
    from corpus_clean.dedup import dedup_key
    from corpus_clean.edit import Certainty, Edit, Patch, Span
    from corpus_clean.from_bytes import clean_bytes
    from corpus_clean.result import Finding, Repair, Result
    from corpus_clean.rule import Example, Phase, Rule, Safety, Suspicion
    from corpus_clean.rules import RULES

__version__ = "0.1.0"
UNICODE_VERSION = "15.0.0"
"""The version of the Unicode Character Database that the tables are built from, whatever Python's own is."""

_HOME = {
    "Certainty": "edit",
    "Cleaner": "cleaner",
    "Decoded": "decoding",
    "Edit": "edit",
    "Example": "rule",
    "Finding": "result",
    "Hints": "decoding",
    "Patch": "edit",
    "Phase": "rule",
    "RULES": "rules",
    "Repair": "result",
    "Result": "result",
    "Rule": "rule",
    "Safety": "rule",
    "Span": "edit",
    "Suspicion": "rule",
    "clean": "cleaner",
    "clean_bytes": "from_bytes",
    "decode": "decoding",
    "dedup_key": "dedup",
}

__all__ = [
    "RULES",
    "UNICODE_VERSION",
    "Certainty",
    "Cleaner",
    "Decoded",
    "Edit",
    "Example",
    "Finding",
    "Hints",
    "Patch",
    "Phase",
    "Repair",
    "Result",
    "Rule",
    "Safety",
    "Span",
    "Suspicion",
    "clean",
    "clean_bytes",
    "decode",
    "dedup_key",
]


def __getattr__(name: str) -> object:
    """Import the module a public name lives in when the name is first used."""
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
