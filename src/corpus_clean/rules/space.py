r"""Spaces of word processors and typesetters between ordinary letters: `hello\xa0world`, thin and em spaces, U+3000.

A tool that splits text at spaces does not see them. Between letters and marks of Latin, Cyrillic and Greek they
become a space. They stay beside a digit (groups, units: `10 000 km`), before ; : ! ? » and after « (French), at the
ends of a line (indents), beside any other script (U+3000 in Chinese and Japanese, U+202F in Mongolian), right inside
of square brackets (the set of a regular expression), and where they may be a byte of mojibake.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety
from corpus_clean.unicode.neighbours import PLAIN, beside
from corpus_clean.unicode.sequences import may_be_byte

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_SPACES = "\xa0\u2000-\u200a\u202f\u205f\u3000"
_RUN = lazily.compiled(f"[{_SPACES}]+")
_LETTERS = f"{PLAIN}!-/:-~‐-‧‹›«»¿¡´§©®"
_ORDINARY = lazily.compiled(f"[{_LETTERS} ]")
_FRENCH_MARK = lazily.compiled("[;:!?»›%€]")
_HIGH = "«‹"


def find(text: str, document: Document) -> Iterator[Edit]:
    """Replace the spaces between ordinary letters."""
    for run in _RUN.finditer(text):
        start, end = run.span()
        before, after = beside(text, start, end)
        if not (_ORDINARY.match(before) and _ORDINARY.match(after)) or may_be_byte(text, start, ("cp1252",)):
            continue
        if _FRENCH_MARK.match(after) or before in _HIGH or before == "[" or after == "]":
            continue
        for at in range(start, end):
            yield Edit(at, at + 1, " ", Certainty.LIKELY, f"U+{ord(text[at]):04X} between letters")


RULE = Rule(
    id="space",
    phase=Phase.WHITESPACE,
    repairs="Makes spaces of no-break, thin and ideographic spaces between ordinary letters.",
    why_safe="French marks, figures, units, indents and other scripts keep theirs.",
    safety=Safety.SAFE,
    trigger=f"[{_SPACES}]",
    examples=(
        Example("hello\xa0world", "hello world"),
        Example("a\u2009b\u2003c", "a b c", "thin and em"),
        Example("hello\u3000world", "hello world", "ideographic"),
        Example("«\xa0Bonjour\xa0» Vraiment\u202f?", "«\xa0Bonjour\xa0» Vraiment\u202f?", "French"),
        Example("10\xa0000\xa0km, 1\u2007234", "10\xa0000\xa0km, 1\u2007234", "figures and units"),
        Example("\u3000\u3000段首縮排", "\u3000\u3000段首縮排", "an indent"),
        Example(r"[\p{L}\p{N}\r" + " \xa0]+", r"[\p{L}\p{N}\r" + " \xa0]+", "a set of characters"),
        Example("voilÃ\xa0", "voilÃ\xa0", "a byte of mojibake"),
    ),
    find=find,
)
