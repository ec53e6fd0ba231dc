"""Straight quotation marks become those of the language: "Hello" is “Hello”, „Hallo“, « Bonjour ».

For text that will be set and read. The language must be certain, given or detected; its marks are CLDR's, French ones
with U+202F inside. The marks of a line must alternate: one that opens stands behind a space, a bracket or nothing,
one that closes behind a letter or mark; if they do not, or one is left over, the line stays (5'10", צה"ל). ``TeX''
marks are read in the same way. Code, data and single marks are left; Hebrew has the mark inside of words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import HAN, KANA, SENTENCES
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety
from corpus_clean.unicode.languages import writing

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from corpus_clean.document import Document

_MARK = lazily.compiled(r"[\"`'](?:(?<=\")|(?<=`)`|(?<=')')")
_OPENS = lazily.compiled(r"[\s(\[{\-–—/«„“‘]?\Z")
_CLOSES = lazily.compiled(r"[\s)\]}\-–—/».,:;!?…”’]?\Z")
_CJK = lazily.compiled(f"[{HAN}{KANA}]")
_LEFT = ("he", "yi", "zh", "ja", "ko")
_THIN = {"fr": "\u202f"}


def find(text: str, document: Document) -> Iterator[Edit]:
    """Replace the marks of each line in which they are balanced."""
    if not _MARK.search(text) or document.syntax not in SENTENCES:
        return
    written = writing(document.language) if document.language and not document.is_in(*_LEFT) else None
    if written is None:
        return
    thin = _THIN.get((document.language or "").partition("-")[0], "")
    opening, closing = written.quotes
    for line in document.lines:
        marks = list(document.unprotected(_MARK, *line))
        if marks and not _CJK.search(text, *line) and _balanced(text, marks):
            for at, mark in enumerate(marks):
                new = f"{closing}" if at % 2 else f"{opening}"
                note = f"the quotation marks of {document.language}"
                yield Edit(*mark.span(), f"{thin}{new}" if at % 2 else f"{new}{thin}", Certainty.LIKELY, note)


def _balanced(text: str, marks: list[re.Match[str]]) -> bool:
    """Say whether the marks open and close in turn."""
    for at, mark in enumerate(marks):
        before, after = text[max(0, mark.start() - 1) : mark.start()], text[mark.end() : mark.end() + 1]
        if at % 2:
            if mark[0] == "``" or not before.strip() or not _CLOSES.match(after):
                return False
        elif mark[0] == "''" or not _OPENS.match(before) or not after.strip() or _assigns(text, mark.start()):
            return False
    return len(marks) % 2 == 0


def _assigns(text: str, at: int) -> bool:
    return text[max(0, at - 2) : at].rstrip().endswith("=")


_ENGLISH = "She had heard it before, and everyone knew what was meant by it. "

RULE = Rule(
    id="quotes",
    phase=Phase.PUNCTUATION,
    repairs="Makes the quotation marks of the language of straight ones that are balanced in their line.",
    why_safe="The language must be certain and every mark of the line must open or close in its turn.",
    safety=Safety.SAFE,
    trigger="[\"`'](?:(?<=\")|(?<=`)(?=`)|(?<=')(?='))",
    examples=(
        Example(_ENGLISH + '"Go on," he said.', _ENGLISH + "“Go on,” he said."),
        Example(_ENGLISH + "``TeX''", _ENGLISH + "“TeX”"),
        Example('"Bonjour"', "«\u202fBonjour\u202f»", lang="fr"),
        Example(_ENGLISH + "He is 5'10\" tall.", _ENGLISH + "He is 5'10\" tall.", "not balanced"),
        Example(_ENGLISH + 'x = "a"', _ENGLISH + 'x = "a"', "code"),
        Example('"Hello"', '"Hello"', "in no certain language"),
        Example('צה"ל', 'צה"ל', "Hebrew"),
    ),
    find=find,
    on_ascii=True,
)
