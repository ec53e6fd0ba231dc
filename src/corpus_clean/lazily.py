"""Patterns that are compiled when they are first used: most texts need few of those that the rules have.

To compile all of them takes longer than to start Python.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Pattern:
    """Stands for a compiled pattern, and has its methods from the first use on."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves as a compiled pattern; a mistake in it shows at the first use.

    >>> compiled("[ab]+").findall("abcab")
    ['ab', 'ab']
    """
    return cast("re.Pattern[str]", _Pattern(pattern, flags))
