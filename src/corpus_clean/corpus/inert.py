"""The question that nearly all texts of a corpus are done with: whether any rule has to look at this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus_clean.cleaner import Cleaner


def inert(cleaner: Cleaner) -> Callable[[str], bool]:
    """Return what says of a text that a cleaner does nothing to it and finds nothing in it.

    It says so of no text in which a rule could fire, and costs less than to clean the text: there is no result.

    >>> from corpus_clean.cleaner import Cleaner
    >>> says = inert(Cleaner())
    >>> says("All is well."), says("It is so<br>")
    (True, False)
    """
    if not cleaner.rules:
        return lambda _: True
    screen = cleaner._selection.screen  # noqa: SLF001 - a cleaner and a corpus are parts of one library
    return lambda text: not screen.suspects(text, first=True)
