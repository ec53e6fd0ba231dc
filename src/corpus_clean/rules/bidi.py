r"""Controls of writing direction that have no purpose, or that hide one: `photo_\u202egnp.exe`.

Embeddings and overrides (U+202A to U+202E) and isolates (U+2066 to U+2069) stay where they are balanced on their line
and the line has a letter that is written from right to left. Else they are taken out: an override without such
letters shows a name or a program otherwise than it is read (CVE-2021-42574, Trojan Source), and one that is not
closed ends with the line by UAX #9. The marks LRM, RLM and ALM stay in texts with such letters and are of no use in
others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_CONTROL = lazily.compiled("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LINE = lazily.compiled("[^\n\r\u2029\x85]+")
RIGHT_TO_LEFT = lazily.compiled("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_CLOSED_BY = {**dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"), **dict.fromkeys("\u2066\u2067\u2068", "\u2069")}
_MARKS = "\u061c\u200e\u200f"


def find(text: str, document: Document) -> Iterator[Edit]:
    """Take out the controls that have no purpose, line by line."""
    bare = not RIGHT_TO_LEFT.search(_CONTROL.sub("", text))
    for line in _LINE.finditer(text):
        controls = [match.start() for match in _CONTROL.finditer(text, *line.span()) if bare or match[0] not in _MARKS]
        if not controls:
            continue
        if not RIGHT_TO_LEFT.search(_CONTROL.sub("", line[0])):
            for at in controls:
                yield Edit(at, at + 1, "", Certainty.LIKELY, _said(text[at], "nothing here is written right to left"))
            continue
        for at in sorted(_unbalanced(text, controls)):
            yield Edit(at, at + 1, "", Certainty.LIKELY, _said(text[at], "not closed on its line, or closes nothing"))


def _unbalanced(text: str, controls: list[int]) -> Iterator[int]:
    waiting: list[int] = []
    for at in controls:
        char = text[at]
        if char in _CLOSED_BY:
            waiting.append(at)
        elif waiting and _CLOSED_BY[text[waiting[-1]]] == char:
            waiting.pop()
        else:
            yield at
    yield from waiting


def _said(char: str, why: str) -> str:
    return f"U+{ord(char):04X}: {why}"


RULE = Rule(
    id="bidi",
    phase=Phase.UNICODE,
    repairs="Takes out controls of writing direction that are not closed, or stand where nothing runs right to left.",
    why_safe="What is balanced around right-to-left text stays; the rest shows a text otherwise than it reads.",
    safety=Safety.SAFE,
    trigger=_CONTROL.pattern,
    examples=(
        Example("photo_\u202egnp.exe", "photo_gnp.exe", "a name that is shown backwards"),
        Example("/*\u202e } \u2066if (a)\u2069 \u2066 b */", "/* } if (a)  b */", "Trojan Source"),
        Example("plain\u200e text\u202c", "plain text"),
        Example("user \u2068עומר\u2069 wrote", "user \u2068עומר\u2069 wrote", "balanced, around a Hebrew name"),
        Example("السعر\u061c 5", "السعر\u061c 5", "a mark in Arabic"),
        Example("\u2068עומר wrote", "עומר wrote", "not closed"),
    ),
    find=find,
)
