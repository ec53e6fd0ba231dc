"""Typographic marks as ASCII: “Hello…” — it’s becomes "Hello..." - it's; a dash without spaces is two hyphens.

For text that is to be ASCII where it can be, and is lossy. Quotation marks, apostrophes, ellipses, dashes, spaces and
full-width signs are folded in Latin passages: not in addresses and code, and not beside Han, kana, Hangul or their
marks, Hebrew and Arabic. Letters, accents, signs with a meaning of their own (× ² ½ ™ №) and everything else stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import HAN, HANGUL, KANA
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety
from corpus_clean.unicode.neighbours import beside
from corpus_clean.unicode.widths import widened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_ASCII = {
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("‘’‚‛‹›", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f", " "),
    "…": "...",
    **{widened(chr(code)): chr(code) for code in range(0x21, 0x7F)},
}
_OTHERS = lazily.compiled(f"[{HAN}{KANA}{HANGUL}、。「」『』《》〈〉【】\u0590-\u08ff]")
_RUN = lazily.compiled(f"[{''.join(_ASCII)}]+")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Fold each mark of a Latin passage."""
    for run in document.unprotected(_RUN):
        if any(map(_OTHERS.match, beside(text, *run.span()))):
            continue
        for at in range(*run.span()):
            folded = "--" if _is_close(text, at) else _ASCII[text[at]]
            yield Edit(at, at + 1, folded, Certainty.LIKELY, "folded to ASCII")


def _is_close(text: str, at: int) -> bool:
    """Say whether a long dash has no space beside it: one hyphen would join the words."""
    before, after = beside(text, at, at + 1)
    return text[at] in "—―" and bool((before and not before.isspace()) or (after and not after.isspace()))


RULE = Rule(
    id="ascii-punctuation",
    phase=Phase.WHITESPACE,
    repairs="Folds typographic quotation marks, dashes, ellipses and spaces to ASCII, in Latin passages.",
    why_safe="It is asked for by name or by the profile `ascii`, and the ledger keeps what was there.",
    safety=Safety.SAFE,
    trigger=_RUN.pattern.removesuffix("+"),
    examples=(
        Example("“Hello…” — it’s", '"Hello..." - it\'s'),
        Example("He came—late.", "He came--late."),
        Example("１２％", "12%"),
        Example("他說：“走吧……”", "他說：“走吧……”", "Chinese"),
        Example("https://example.org/a–b", "https://example.org/a–b", "an address"),
        Example("“שלום”", "“שלום”", "Hebrew"),
        Example("x², 5 °C, №", "x², 5 °C, №"),
    ),
    find=find,
)
