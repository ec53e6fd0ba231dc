"""The narrow space of French before ; : ! ? » and after «: Vraiment ? with U+202F.

For text that will be set and read. French sets these marks off with a space at which no line breaks (CLDR, Lexique des
règles typographiques en usage à l'Imprimerie nationale). A typed space there becomes U+202F, and where none is behind a
word, before ; ! ? at the end of a clause, one is set. A colon without a space may be a time or an address and stays.
Canada and Switzerland have habits of their own.
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

_NARROW = "\u202f"
_PLACE = lazily.compiled(
    rf"[ ;!?](?:(?<=[{LATIN}0-9»”)%€.…] )(?=[;:!?»](?![)(]))|(?<=« )(?=\S)"
    rf"|(?<=[{LATIN}»][;!?])(?=[;!?]{{0,3}}(?:[\s»]|\Z)))"
)


def find(text: str, document: Document) -> Iterator[Edit]:
    """Set the narrow space, in French of France."""
    if document.language not in ("fr", "fr-FR") or document.syntax not in SENTENCES:
        return
    for match in document.unprotected(_PLACE):
        start, end = match.span()
        if match[0] == " " and document.is_protected(end):
            continue  # a face
        yield Edit(start, end if match[0] == " " else start, _NARROW, Certainty.LIKELY, "French sets this mark off")


_FRENCH = "Elle ne savait pas ce que les autres en pensaient, et personne ne le lui disait. "

RULE = Rule(
    id="french-space",
    phase=Phase.WHITESPACE,
    repairs="Sets the narrow no-break space (U+202F) of French before ; : ! ? » and after «.",
    why_safe="It acts where the language is certainly French, and only beside a word.",
    safety=Safety.SAFE,
    trigger=_PLACE.pattern,
    examples=(
        Example("Vraiment ? « Oui » !", "Vraiment\u202f? «\u202fOui\u202f»\u202f!", lang="fr"),
        Example("Vraiment?! Oui; il est 10:30.", "Vraiment\u202f?! Oui\u202f; il est 10:30.", lang="fr"),
        Example(_FRENCH + "Pourquoi ?", _FRENCH + "Pourquoi\u202f?"),
        Example("Vraiment\u202f?", "Vraiment\u202f?"),
        Example("Vraiment\xa0? Oui :-) non ;)", "Vraiment\xa0? Oui :-) non ;)", "a no-break space, faces", lang="fr"),
        Example("Really ? No !", "Really ? No !", "in no certain language"),
    ),
    find=find,
    on_ascii=True,
)
