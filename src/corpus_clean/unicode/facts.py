"""Facts about characters from the one pinned version of the Unicode Character Database.

tables/unicode_facts.tsv has them; tables/build/unicode_facts.py says what each is. It is read when first asked.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from corpus_clean.tables import read


class Unified(NamedTuple):
    """What a compatibility ideograph is canonically equal to, and the selector that keeps the difference in shape."""

    ideograph: str
    selector: str


@cache
def _lines() -> tuple[tuple[str, str], ...]:
    lines = read("unicode_facts.tsv").decode().rstrip("\n").split("\n")
    return tuple((name, value) for name, _, value in (line.partition("\t") for line in lines))


def fact(name: str) -> str:
    """Return the fact of this name.

    >>> from corpus_clean import UNICODE_VERSION
    >>> fact("version") == UNICODE_VERSION
    True
    """
    return next(value for key, value in _lines() if key == name)


@cache
def radicals() -> dict[str, str]:
    """Return the ideograph that each radical looks like (EquivalentUnifiedIdeograph.txt).

    >>> radicals()["⼀"], radicals()["⻩"]
    ('一', '黄')
    """
    pairs = fact("radicals")
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


@cache
def compatibility() -> dict[str, Unified]:
    r"""Return for each compatibility ideograph what it is equal to (StandardizedVariants.txt).

    >>> compatibility()["\ufa19"]
    Unified(ideograph='神', selector='︀')
    """
    triples = fact("compatibility")
    return {triples[at]: Unified(triples[at + 1], triples[at + 2]) for at in range(0, len(triples), 3)}


@cache
def variants() -> dict[str, frozenset[str]]:
    r"""Return the characters that each variation selector is standardized behind (StandardizedVariants.txt).

    >>> "0" in variants()["\ufe00"]
    True
    """
    return {value[0]: frozenset(value[1:]) for name, value in _lines() if name == "variants"}


@cache
def private() -> dict[str, str]:
    r"""Return the characters that GBK's old mapping put into private use, with what they are today (GB 18030).

    >>> private()["\ue7c7"]
    'ḿ'
    """
    pairs = fact("private")
    return dict(zip(pairs[::2], pairs[1::2], strict=True))
