"""Text that is UTF-8 from end to end, read in a codec of one byte: what its form proves needs no search.

Many characters that are all valid UTF-8 in another codec's bytes are no chance, and a page that shows damage on purpose
has whole characters, too. So the text is read once as a whole. What is only partly damaged, or more than once, is left
to the search, and so is what reads as something strange.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from corpus_clean.mojibake.chain import Link
from corpus_clean.mojibake.codecs import SINGLE, UTF_8, shared
from corpus_clean.mojibake.shown_utf8 import sequences

if TYPE_CHECKING:
    from corpus_clean.mojibake.chain import Chain
    from corpus_clean.mojibake.gate import Gate

FEWEST = 12
"""Characters beyond ASCII that must be one as UTF-8, at the least,"""
KINDS = 4
"""and how many different ones."""
LINES_PER_STRANGE = 20
"""How many lines there must be for each place that is strange in what the text reads as."""


def damage(text: str, gate: Gate) -> Chain | None:
    """Return how a text was damaged as a whole, None where its form does not say it.

    >>> from corpus_clean.mojibake.gate import Gate
    >>> good = "Über den Bäumen hängt ein Ärmel, größer als die Tür, für süße Äpfel; hübsch. Öl läuft nötig."
    >>> str(damage(good.encode().decode("cp1252"), Gate())[0])
    'utf-8 read as cp1252'
    >>> damage(good, Gate())
    """
    if sequences().search(text) is None:
        return None
    those = shared(frozenset(char for char in set(text) if char > "\x7f"))
    links = (Link(name, UTF_8) for at, name in enumerate(SINGLE) if those >> at & 1)
    found: dict[str, Link] = {}
    for link in links:
        now = link.undo(text)
        if now is not None:
            found.setdefault(now, link)
    if len(found) != 1:
        return None
    ((now, link),) = found.items()
    kinds = sum(char > "\x7f" for char in set(now))
    if len(text) - len(now) < FEWEST or kinds < KINDS:
        return None
    allowed = now.count("\n") // LINES_PER_STRANGE
    return (link,) if next(islice(gate.places(now), allowed, None), None) is None else None
