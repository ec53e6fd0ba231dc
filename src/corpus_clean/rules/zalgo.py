r"""Heaps of combining marks: H̷̛͖̮̗ello for Hello, an accent that is typed four times.

No orthography puts more than four marks of the blocks Combining Diacritical Marks (and their supplements) on one letter
(UTS #39, 5.4). More than four are taken off with the whole heap; of one mark that is there three times or more in a row
one stays. Marks of Hebrew, Arabic, Indic scripts, Thai and Tibetan are others and are not looked at; one mark a letter,
as in struck out text, stays.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

MOST = 4
"""Marks that a letter may have."""
_MARKS = "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_HEAP = lazily.compiled(f"[{_MARKS}]{{2,}}")
_REPEATED = lazily.compiled(f"([{_MARKS}])\\1{{2,}}")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Take off the marks that are too many."""
    for heap in _HEAP.finditer(text):
        start, end = heap.span()
        kept = _REPEATED.sub(r"\1", heap[0])
        if len(kept) > MOST:
            yield Edit(start, end, "", Certainty.LIKELY, f"{end - start} marks on one letter")
        elif len(kept) < end - start:
            base = unicodedata.normalize("NFD", text[start - 1 : start])[1:]
            yield Edit(start, end, kept.replace(base, "", 1) if base else kept, Certainty.LIKELY, "one mark, repeated")


RULE = Rule(
    id="zalgo",
    phase=Phase.UNICODE,
    repairs="Takes off combining marks that are heaped on one letter or repeated.",
    why_safe="More than four of these marks, or one three times, are in no orthography.",
    safety=Safety.SAFE,
    trigger=f"[{_MARKS}](?=[{_MARKS}]{{2}})",
    examples=(
        Example("H\u0337\u031b\u0356\u032e\u0317\u0350\u0352ello", "Hello"),
        Example("e\u0301\u0301\u0301\u0301", "e\u0301", "one accent, repeated"),
        Example("ɔ\u0303\u0301 ệ s\u0336t\u0336", "ɔ\u0303\u0301 ệ s\u0336t\u0336", "IPA, Vietnamese, struck out"),
        Example("בְּרֵאשִׁ֖ית", "בְּרֵאשִׁ֖ית", "Hebrew with its points"),
        Example("( \u0361° \u035cʖ \u0361°)", "( \u0361° \u035cʖ \u0361°)", "a face"),
    ),
    find=find,
)
