"""Characters of the private use area that everybody once used alike: the bullet of Word's Symbol font, GBK's additions.

Word stores a character of a symbol font as U+F000 plus its byte; the byte B7 at the start of a line is the bullet.
GBK's mapping of 1995 put characters that Unicode did not have yet into private use, and the space A3A0; GB 18030 says
what they are today, and they are read so where Han is beside them. Everything else private (logos, Powerline, fonts
of scripts, Klingon) means what its user wants it to, and is reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import HAN
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety, Suspicion
from corpus_clean.unicode.facts import private

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_RUN = lazily.compiled("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]+")
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪"}
_LINE_START = lazily.compiled(r"(?:\A|[\r\n\u2028\u2029])[ \t\xa0]{0,16}\Z")
_CHINESE = lazily.compiled(f"[{HAN}，。、；：！？（）]")
_BEFORE = 17


def find(text: str, document: Document) -> Iterator[Edit | Suspicion]:
    """Repair the characters whose meaning is known, and report the others, a run as one."""
    for run in _RUN.finditer(text):
        edits = [edit for at in range(*run.span()) if (edit := _known(text, at, document))]
        yield from edits
        if not edits:
            yield Suspicion(*run.span(), "private use: what it means, only its source can say")


def _known(text: str, at: int, document: Document) -> Edit | None:
    char = text[at]
    if char in _BULLETS and text[at + 1 : at + 2].isspace() and _LINE_START.search(text[max(0, at - _BEFORE) : at]):
        return Edit(at, at + 1, _BULLETS[char], Certainty.LIKELY, "a bullet of a symbol font")
    meant = private().get(char)
    beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    if meant and (_CHINESE.search(beside) or (document.given_language and document.is_in("zh"))):
        return Edit(at, at + 1, meant, Certainty.LIKELY, "GB 18030 gives this place to the character today")
    return None


RULE = Rule(
    id="private-use",
    phase=Phase.UNICODE,
    repairs="Puts back bullets of symbol fonts and characters of GBK that are in private use; reports the rest.",
    why_safe="A bullet is taken for one only at the start of a line; GBK's places are those of GB 18030, beside Han.",
    safety=Safety.SAFE,
    trigger="[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]",
    examples=(
        Example("\uf0b7 Item\n\uf0b7 Item", "• Item\n• Item", "the bullet of the font Symbol"),
        Example("\ue5e5缩进", "\u3000缩进", "the space of GBK"),
        Example("看\ue81b字", "看㑇字", "U+3447, private in 1995"),
        Example("\uf8ff", "\uf8ff", "a logo", found=("\uf8ff",)),
        Example("a \uf0b7 b", "a \uf0b7 b", "no bullet inside of a line", found=("\uf0b7",)),
        Example("• Item", "• Item"),
    ),
    find=find,
)
