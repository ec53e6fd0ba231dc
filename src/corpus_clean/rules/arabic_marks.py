"""ASCII marks behind Arabic letters: `?` for ؟, where the language is given.

Arabic, Persian and Urdu have a question mark, a comma and a semicolon of their own (CLDR). Keyboards without them set
the Latin ones, and so do many writers by habit; so the language has to be said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import SENTENCES, Syntax
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_MARK = lazily.compiled(r"[?,;](?<=[\u0620-\u065f\u066e-\u06d3].)(?=[\s»”\")]|\Z)")
_ARABIC = {"?": "؟", ",": "،", ";": "؛"}
_LANGUAGES = ("ar", "fa", "ur", "ps", "ckb", "sd", "ug")
_READ = SENTENCES | {Syntax.HTML}


def find(text: str, document: Document) -> Iterator[Edit]:
    """Replace each mark behind an Arabic letter, in text that is said to be in such a language."""
    if document.given_language and document.is_in(*_LANGUAGES) and document.syntax in _READ:
        for match in document.unprotected(_MARK):
            yield Edit(*match.span(), _ARABIC[match[0]], Certainty.LIKELY, "behind an Arabic letter")


RULE = Rule(
    id="arabic-marks",
    phase=Phase.PUNCTUATION,
    repairs="Puts the Arabic question mark, comma and semicolon behind Arabic letters, where the language is given.",
    why_safe="It acts where the language is given, behind a letter and before a space or an end.",
    safety=Safety.SAFE,
    trigger=_MARK.pattern,
    examples=(
        Example("نعم, كيف حالك?", "نعم، كيف حالك؟", lang="ar"),
        Example("كيف حالك?", "كيف حالك?", "the language is not given"),
        Example("كيف حالك؟", "كيف حالك؟"),
        Example("1,5", "1,5"),
        Example("a, b; c?", "a, b; c?"),
    ),
    find=find,
    languages=_LANGUAGES,
)
