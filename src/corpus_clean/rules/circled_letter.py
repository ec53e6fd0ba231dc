"""Words in circled or squared letters: ⓗⓔⓛⓛⓞ for hello. In no profile; select it where such words are noise.

Circled letters number things and stand on buttons, so a run of them may be meant. A run of three or more becomes plain.
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

_CIRCLED = "Ⓐ-Ⓩⓐ-ⓩ\U0001f130-\U0001f149"
_WORD = lazily.compiled(f"[{_CIRCLED}]{{3,}}")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Make plain letters of each run."""
    for word in _WORD.finditer(text):
        for at in range(*word.span()):
            yield Edit(
                at, at + 1, unicodedata.normalize("NFKC", text[at]), Certainty.LIKELY, "a circled letter in a word"
            )


RULE = Rule(
    id="circled-letter",
    phase=Phase.UNICODE,
    repairs="Makes plain letters of words in circled or squared letters.",
    why_safe="It takes three or more in a row; single ones are numbers or buttons.",
    safety=Safety.SAFE,
    trigger=f"[{_CIRCLED}]",
    examples=(
        Example("ⓗⓔⓛⓛⓞ", "hello"),
        Example("🄷🄸🄹", "HIJ"),
        Example("Ⓜ ⓐ, ⓑ", "Ⓜ ⓐ, ⓑ", "signs"),
        Example("①②③", "①②③", "numbers"),
    ),
    find=find,
)
