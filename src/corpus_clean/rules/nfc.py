"""Text that is not in Normalization Form C: e + U+0301 for é, U+212B for Å, marks in another order (UAX #15).

Canonically equal texts look alike and compare unequal. Each letter with its marks is normalised by itself; what is C
already is not touched. Compatibility ideographs stay, their shape would be lost (`cjk-compat` does that). A letter with
more than 30 marks is left: no text has one, and Python's normalisation takes quadratic time over it.

What changes is decided by a pinned table of what Unicode 14.0 knew, whatever the version of Python: normalisation is
stable, and characters that are younger are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety
from corpus_clean.unicode.facts import fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_COMBINING = fact("combining")
_MOVING = fact("changes") + fact("maybe")
_PLACES = f"[{_MOVING}{_COMBINING}](?:(?<=[{_MOVING}])|(?=[{_COMBINING}]))"
_ALONE = lazily.compiled("[\uf900-\ufaff\U0002f800-\U0002fa1f\U000105c0-\U000105ff]")
"""Compatibility ideographs, and letters of Unicode 16.0 that compose with old marks (Todhri)."""
_MOST = 30


@cache
def _letter() -> re.Pattern[str]:
    """Return the pattern of a character with all that may combine with it."""
    return re.compile(f"[^{_MOVING}{_COMBINING}]?[{_MOVING}{_COMBINING}]+")


@cache
def _too_many() -> re.Pattern[str]:
    return re.compile(f"[{_COMBINING}]{{{_MOST + 1}}}")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Normalise each letter with its marks."""
    for letter in _letter().finditer(text):
        start, end = letter.span()
        if _ALONE.match(text[start]):
            start += 1
        if end - start > _MOST and _too_many().search(text, start, end):
            continue
        new = unicodedata.normalize("NFC", text[start:end])
        if new != text[start:end]:
            while new and new[0] == text[start]:
                start, new = start + 1, new[1:]
            yield Edit(start, end, new, Certainty.PROVEN, "canonically equal (NFC)")


RULE = Rule(
    id="nfc",
    phase=Phase.UNICODE,
    repairs="Normalises to NFC, but for compatibility ideographs.",
    why_safe="The two are canonically equivalent: every program that reads Unicode takes them for the same text.",
    safety=Safety.SAFE,
    trigger=_PLACES,
    examples=(
        Example("cafe\u0301", "caf\u00e9", "a letter and its mark"),
        Example("カ\u3099", "ガ"),
        Example("\u212b 5 \u2126", "\u00c5 5 \u03a9", "signs that are letters"),
        Example("\u0958लम", "क\u093cलम", "an exclusion: longer"),
        Example("\ufa19社", "\ufa19社", "a compatibility ideograph"),
        Example("caf\u00e9 ㅎㅏㄴ x²", "caf\u00e9 ㅎㅏㄴ x²"),
    ),
    find=find,
)
