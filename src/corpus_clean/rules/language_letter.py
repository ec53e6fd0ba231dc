"""A letter of another language that looks the same: ş for ș in Romanian, ي and ك for ی and ک in Persian, Ð for Đ.

Keyboards and fonts of the 1990s had only the neighbour's letter. Which one is right depends on the language, so the
rule acts only where that is certain: given, or detected with letters that only it has. By CLDR the language must have
the one and not the other: Turkish keeps ş, Arabic ي and ك, Pashto both, Icelandic Ð. Arabic words in a Persian text
(with a vowel sign, ة or the article) stay. Two Thai SARA E are SARA AE in any language.
"""

from __future__ import annotations

from heapq import merge
from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety
from corpus_clean.unicode.languages import writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_MEANT = {"ş": "ș", "Ş": "Ș", "ţ": "ț", "Ţ": "Ț", "ي": "ی", "ك": "ک", "Ð": "Đ", "ð": "đ"}
_WORD = lazily.compiled(r"[^\W\d_]+")
_LETTER = lazily.compiled(f"[{''.join(_MEANT)}]")
_ONLY_THERE = lazily.compiled("[șțȘȚđĐپچژگیک]")
_ARABIC = lazily.compiled("[\u064b-\u0652\u0670ة]|\\Aال")
_SARA_AE = lazily.compiled("เเ")
_ARABIC_SCRIPT = "يك"


def find(text: str, document: Document) -> Iterator[Edit]:
    """Replace each letter that the language does not have."""
    vowels = (
        Edit(*match.span(), "แ", Certainty.PROVEN, "two SARA E make SARA AE") for match in _SARA_AE.finditer(text)
    )
    yield from merge(vowels, _letters(text, document), key=lambda edit: edit.start)


def _letters(text: str, document: Document) -> Iterator[Edit]:
    if not _LETTER.search(text) or not (document.given_language or _ONLY_THERE.search(text)):
        return
    written = writing(document.language) if document.language else None
    if written is None:
        return
    wrong = {one: meant for one, meant in _MEANT.items() if meant in written.letters and one not in written.letters}
    for word in _WORD.finditer(text) if wrong else ():
        around = word[0] + text[word.end() : word.end() + 1]
        if any(one in _ARABIC_SCRIPT for one in word[0]) and _ARABIC.search(around):
            continue
        for at in range(*word.span()):
            if meant := wrong.get(text[at]):
                note = f"{document.language} has {meant} and not this letter"
                yield Edit(at, at + 1, meant, Certainty.LIKELY, note)


_PERSIAN = "این کتاب درباره‌ی زبان فارسی است و در آن گفته می‌شود که چگونه می‌نویسیم. "

RULE = Rule(
    id="language-letter",
    phase=Phase.SCRIPT,
    repairs="Puts the letter of the language where one that looks the same stands for it (ş for ș, ي for ی).",
    why_safe="It acts only where the language is certain and has no such letter at all.",
    safety=Safety.SAFE,
    trigger="[şŞţŢيكÐðเ](?:(?<!เ)|(?=เ))",
    examples=(
        Example("เเละ", "และ", "two SARA E"),
        Example(_PERSIAN + "كتاب", _PERSIAN + "کتاب", "Persian"),
        Example(_PERSIAN + "كتاب เเละ", _PERSIAN + "کتاب และ", "Persian and Thai"),
        Example("Bucureşti", "București", "said to be Romanian", lang="ro"),
        Example("Bucureşti", "Bucureşti", "one word is in no certain language"),
        Example("İstanbul'da şimdi", "İstanbul'da şimdi", "Turkish"),
        Example("هذا كتاب في اللغة العربية", "هذا كتاب في اللغة العربية", "Arabic"),
    ),
    find=find,
)
