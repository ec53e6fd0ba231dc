"""Words in mathematical letters: 𝐇𝐞𝐥𝐥𝐨 for Hello, 𝔘𝔫𝔦𝔠𝔬𝔡𝔢, 𝟏𝟗𝟖𝟒.

Mathematical Alphanumeric Symbols are letters that differ in meaning by their style; in posts and names they make bold
and italic words, which no search and no screen reader finds. A word of three or more of them, with no sign of
mathematics beside it, becomes plain, and with it the shorter words of the same phrase. Single letters and formulas
stay: ℝⁿ, 𝑓(𝑥) = 𝑥². So do circled, superscript and small capital letters: those have other uses.
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

_HOLES = "ℎℬℰℱℋℐℒℳℛℯℊℴℭℌℑℜℨℂℍℕℙℚℝℤℓ"
_STYLED = f"\U0001d400-\U0001d6a5\U0001d7ce-\U0001d7ff{_HOLES}"
_PHRASE = lazily.compiled(f"[{_STYLED}](?:[ ,.!?'’:;-]{{0,3}}[{_STYLED}]){{2,400}}")
_WORD = lazily.compiled(f"[{_STYLED}]{{3}}")
_MATHEMATICS = lazily.compiled(r"[=+<>^_|(){}\[\]/*±×÷·⋅∙−∂√∞∈∉∪∩⊂⊆∀∃∑∏∫≤≥≠≈≡→↦∘⁺⁻⁰¹²³⁴-⁹ⁿ₀-₉′″𝛁-𝟋]")
_AROUND = 3
_PLAIN = lazily.compiled("[A-Za-z0-9]")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Make plain letters of each phrase."""
    for phrase in _PHRASE.finditer(text):
        start, end = phrase.span()
        around = text[max(0, start - _AROUND) : start].strip()[-1:] + text[end : end + _AROUND].strip()[:1]
        if not _WORD.search(phrase[0]) or _MATHEMATICS.search(around):
            continue
        for at in range(start, end):
            plain = unicodedata.normalize("NFKC", text[at])
            if plain != text[at] and _PLAIN.match(plain):
                yield Edit(at, at + 1, plain, Certainty.LIKELY, "a mathematical letter in a word")


RULE = Rule(
    id="styled-latin",
    phase=Phase.UNICODE,
    repairs="Makes plain letters of words in mathematical bold, italic, script or Fraktur letters.",
    why_safe="It takes three or more in a row and no sign of mathematics beside them; letters of formulas stay.",
    safety=Safety.SAFE,
    trigger=f"[{_STYLED}]",
    examples=(
        Example("𝐇𝐞𝐥𝐥𝐨 𝐖𝐨𝐫𝐥𝐝", "Hello World", "false bold"),
        Example("𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "Unicode", "Fraktur"),
        Example("𝟏𝟗𝟖𝟒", "1984"),
        Example("ℝⁿ", "ℝⁿ", "mathematics"),
        Example("𝑓(𝑥) = 𝑥²", "𝑓(𝑥) = 𝑥²", "a formula"),
        Example("𝑠𝑖𝑛(𝑥)", "𝑠𝑖𝑛(𝑥)", "a function"),
        Example("x², H₂O, ①, ™", "x², H₂O, ①, ™"),
    ),
    find=find,
)
