"""What a language writes, from CLDR: its letters and its quotation marks."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from corpus_clean.names import UnknownNameError
from corpus_clean.tables import read


class Writing(NamedTuple):
    """The letters of a language, in both cases, and its quotation marks; no letters for scripts without an alphabet."""

    letters: frozenset[str]
    quotes: tuple[str, str]
    inner: tuple[str, str]


@cache
def _lines() -> dict[str, tuple[str, str]]:
    lines = (line.split("\t") for line in read("languages.tsv").decode().rstrip("\n").split("\n"))
    return {tag: (letters, quotes) for tag, letters, quotes in lines}


@cache
def every_alphabet() -> tuple[frozenset[str], ...]:
    """Return the letters of each language that has an alphabet, each alphabet once."""
    return tuple(dict.fromkeys(frozenset(letters) for letters, _ in _lines().values() if letters))


@cache
def writing(language: str) -> Writing | None:
    """Return what a language writes, None for a tag the table does not have; a region or script it lacks is dropped.

    >>> "ș" in writing("ro").letters, "ş" in writing("ro").letters, writing("de-AT").quotes
    (True, False, ('„', '“'))
    """
    line = _lines().get(language)
    if line is None:
        shorter, _, rest = language.rpartition("-")
        return writing(shorter) if rest and shorter else None
    letters, quotes = line
    outer, inner = (quotes[0], quotes[1]), (quotes[2], quotes[3])
    return Writing(frozenset(letters), outer, inner)


def checked(language: str) -> str:
    """Return the tag in the form of BCP 47; raises `UnknownNameError` for a language that CLDR does not have.

    >>> checked("zh_TW")
    'zh-TW'
    """
    tag = language.replace("_", "-")
    if writing(tag) is None:
        message = f"unknown language {language!r}; name it as BCP 47 does: zh, zh-Hant, pt-BR"
        raise UnknownNameError(message)
    return tag
