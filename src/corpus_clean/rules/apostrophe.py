"""The typewriter's apostrophe between letters: don't becomes don’t.

U+2019 is the apostrophe (The Unicode Standard, 6.2). Only between two Latin letters, where the language is certain
and is none in which the sign is a letter (Uzbek and Hawaiian ʻ, Guaraní, Tongan); Ukrainian has three spellings and
stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import LATIN, SENTENCES
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_APOSTROPHE = lazily.compiled(f"['](?<=[{LATIN}]')(?=[{LATIN}])")
_LETTER_IN = ("uk", "be", "uz", "haw", "gn", "to", "sm", "ty", "tl", "fil", "so", "ha", "mt", "kk", "crh")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Replace each apostrophe between letters."""
    if document.language is None or document.is_in(*_LETTER_IN) or document.syntax not in SENTENCES:
        return
    for match in document.unprotected(_APOSTROPHE):
        yield Edit(*match.span(), "’", Certainty.LIKELY, "an apostrophe between letters")


_ENGLISH = "She had heard it before, and everyone knew what was meant by it. "

RULE = Rule(
    id="apostrophe",
    phase=Phase.PUNCTUATION,
    repairs="Makes ’ of the straight apostrophe between Latin letters, where the language is certain.",
    why_safe="Between letters it is nothing else, but in languages that are left out.",
    safety=Safety.SAFE,
    trigger=_APOSTROPHE.pattern,
    examples=(
        Example("I don't.", "I don’t.", lang="en"),
        Example(_ENGLISH + "I don't.", _ENGLISH + "I don’t."),
        Example(_ENGLISH + "'Tis 5'10\".", _ENGLISH + "'Tis 5'10\".", "not between letters"),
        Example("п'ять", "п'ять", "Ukrainian"),
        Example("o'zbek", "o'zbek", "in no certain language"),
    ),
    find=find,
    on_ascii=True,
)
