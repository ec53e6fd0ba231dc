"""What ftfy makes of damage that the search has left: it knows the damage of Latin letters best.

It is asked for encodings alone, none of its changes of style, and only about lines that no other damage explains:
what it makes of those cannot be undone. What it makes of a line is taken if that is the more plausible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.mojibake.chain import Change
from corpus_clean.mojibake.codecs import codec
from corpus_clean.mojibake.evidence import ESCAPE, read
from corpus_clean.mojibake.replaced import GONE

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 20_000
"""Code points that a line may have."""
UNBROKEN = 400
"""Code points beyond ASCII that may stand in a row: the time it takes grows with the square of them."""
TRUSTED = 12.0
"""Bits by which a line may be less plausible afterwards: ftfy knows more of it than letters."""
_ROW = lazily.compiled(f"[^\\x00-\\x7f]{{{UNBROKEN}}}")


def repairs(line: str) -> Iterator[Change]:
    """Yield what ftfy would change in the encoding of a line, word by word, if the line is the better for it."""
    import ftfy
    from ftfy.badness import is_bad

    if len(line) > LONGEST or GONE in line or ESCAPE.search(line) or _ROW.search(line) or not is_bad(line):
        return
    # What is lost is another rule's. Controls are read as windows-1252 only beside marks that show it is no other.
    sure = codec("latin-1").encode(line) is None
    config = ftfy.TextFixerConfig(fix_c1_controls=sure, replace_lossy_sequences=False)
    fixed = str(ftfy.fix_encoding(line, config))
    if fixed != line and read(fixed).bits < read(line).bits + TRUSTED:
        yield from _changes(line, fixed)


def _changes(line: str, fixed: str) -> Iterator[Change]:
    """Yield what differs: by words, where there are as many of them, else from the first difference to the last."""
    words, others = line.split(" "), fixed.split(" ")
    if len(words) != len(others):
        words, others = [line], [fixed]
    at = 0
    for word, other in zip(words, others, strict=True):
        if word != other:
            start = next((at for at, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]), None)
            start = min(len(word), len(other)) if start is None else start
            end = 0
            while end < min(len(word), len(other)) - start and word[-1 - end] == other[-1 - end]:
                end += 1
            yield Change(at + start, at + len(word) - end, other[start : len(other) - end])
        at += len(word) + 1
