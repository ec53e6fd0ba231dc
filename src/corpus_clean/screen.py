"""The fast path: which rule has to look at a text at all. For clean text the answer is none, at one scan a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus_clean.rule import Rule


def next_suspect(text: str, rules: Sequence[Rule], at: int = 0) -> int:
    """Return the index of the first rule, from `at` on, whose trigger is in the text; `len(rules)` when there is none.

    >>> from corpus_clean.rules import RULES
    >>> next_suspect("plain text", RULES) == len(RULES)
    True
    """
    ascii_only = text.isascii()
    while at < len(rules):
        rule = rules[at]
        if (rule.on_ascii or not ascii_only) and rule.pattern.search(text):
            break
        at += 1
    return at
