"""Names that a user typed and that do not exist: one message, with the nearest name that does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class UnknownNameError(ValueError):
    """A profile, rule id or configuration key that does not exist."""


def unknown(kind: str, name: str, known: Iterable[str]) -> UnknownNameError:
    """Return the error for `name`, which is none of the `known` names of this kind.

    >>> str(unknown("rule", "pinyin-glos", ["pinyin-gloss", "cjk-width"]))
    "unknown rule 'pinyin-glos'; did you mean 'pinyin-gloss'?"
    """
    from difflib import get_close_matches

    names = sorted(known)
    near = get_close_matches(name, names, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(names)}"
    return UnknownNameError(f"unknown {kind} {name!r}; {hint}")
