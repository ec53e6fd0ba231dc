"""Letters in the order of their code points: an alphabet, which no word is and which holds what looks like UTF-8."""

from __future__ import annotations

LEAST = 10
"""How many characters in the order of their code points make an alphabet."""


def is_in_alphabet(text: str, start: int, end: int) -> bool:
    """Say whether `text[start:end]` stands in an alphabet; a half-open span, in code points.

    >>> is_in_alphabet("xyzÄÅÆËÖÜßäå", 4, 6), is_in_alphabet("pÅÆ", 1, 3)
    (True, False)
    """
    if end - start > LEAST:
        return False
    low = high = start
    while 0 < low < len(text) and start - low < LEAST and text[low - 1] < text[low]:
        low -= 1
    while high + 1 < len(text) and high - start < LEAST and text[high] < text[high + 1]:
        high += 1
    return high - low + 1 >= LEAST
