"""Text that is not made of words and means what it says: units, formulas, names of genes, alphabets, lists of marks.

How often letters follow one another says nothing about it, so it would be taken for damage wherever other letters
happen to be commoner: `kΩ`, `5 µF`, `TNFα`, `αβγ`, `ⅠⅡⅢ`, `»so«`, `ｎａｍｅ`.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from corpus_clean import lazily

_GREEK = "\u0391-\u03c9\u2126µ"
_LETTER = r"[^\W\d_]"
_NOTATION = lazily.compiled(
    "|".join(
        (
            rf"(?<!{_LETTER})(?:[kKMGTmnpµμ]?[\u2126\u03a9]|[µμ][A-Za-z\u2126\u03a9]{{1,3}})(?!{_LETTER})",  # kΩ, µF
            rf"(?:(?<=[A-Z0-9-])[{_GREEK}](?=[A-Z0-9]|(?!{_LETTER}))|[{_GREEK}](?=[A-Z0-9-]))",  # TNFα, NFκB, β-
            rf"(?<!{_LETTER})[“”„‘’‚«»‹›–—…](?=\W*\w)|(?<=\w)[”“‘’«»‹›—–…](?!{_LETTER})",  # marks at the edges of words
            "[\uff01-\uff5e]",  # letters and marks of full width
            r"(?<=\d)[°²³%‰€£¥]|[€£¥§№](?= ?\d)|(?<=[\w)])[×÷±·−](?=\d)|(?<=\d)[×÷±·−](?=\w)",
        )
    )
)
_FEWEST = 3


@lru_cache(maxsize=64)  # every reading of a text asks
def is_notation(text: str) -> bool:
    """Say whether all that is not ASCII is notation, or counts up.

    >>> [is_notation(one) for one in ("10 kΩ", "IL-1β, NFκB", "»so«", "αβγ", "kΩnnen", "Uloћak")]
    [True, True, True, True, False, False]
    """
    rest = [char for char in _NOTATION.sub("", text) if char > "\x7f"]
    return not rest or _counts_up(rest)


def _counts_up(chars: list[str]) -> bool:
    """Say whether most of the characters are each the next of the one before."""
    steps = [ord(second) - ord(first) == 1 for first, second in pairwise(chars)]
    return len(set(chars)) == len(chars) >= _FEWEST and 2 * sum(steps) > len(steps)
