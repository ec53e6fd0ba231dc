r"""Half-width kana and Hangul: ﾊﾟｿｺﾝ for パソコン, ﾡﾢﾤ for ㄱㄲㄴ.

JIS X 0201 had one byte for a kana and one more for its voicing mark. A run of two or more of them becomes ordinary
kana, with the corner brackets and stops inside of it or at its ends; a voicing mark joins the kana before it. A mark
or a kana alone stays: they make faces, (ﾟДﾟ) and (´･ω･`). Half-width Hangul goes one step to the letters of U+3131,
not on to the conjoining ones of U+1100 as NFKC does.
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

_KANA = "\uff66-\uff9d"
_RUN = lazily.compiled(f"[\uff61-\uff65]{{0,3}}[{_KANA}][\uff61-\uff9f]+")
_TWO = lazily.compiled(f"[{_KANA}][\uff9e\uff9f]?[{_KANA}]|[{_KANA}][\uff9e\uff9f]")
_HANGUL = lazily.compiled("[\uffa1-\uffbe\uffc2-\uffc7\uffca-\uffcf\uffd2-\uffd7\uffda-\uffdc]")
_FACE = lazily.compiled(r"[(（][^()（）\r\n]{0,12}\Z")
_CLOSES = lazily.compiled(r"[^()（）\r\n]{0,12}[)）]")
_BEFORE = 13


def find(text: str, document: Document) -> Iterator[Edit]:
    """Replace each run, letter by letter."""
    found = [edit for run in _RUN.finditer(text) if _TWO.search(run[0]) for edit in _kana(text, *run.span())]
    for match in _HANGUL.finditer(text):
        letter = chr(int(unicodedata.decomposition(match[0]).split(" ")[1], 16))
        found.append(Edit(*match.span(), letter, Certainty.PROVEN, "half-width Hangul"))
    yield from sorted(found, key=lambda edit: edit.start)


def _kana(text: str, start: int, end: int) -> Iterator[Edit]:
    if _FACE.search(text[max(0, start - _BEFORE) : start]) and _CLOSES.match(text, end) and end - start < _BEFORE:
        return
    at = start
    while at < end:
        both = unicodedata.normalize("NFKC", text[at : at + 2]) if text[at + 1 : at + 2] in ("\uff9e", "\uff9f") else ""
        size = 2 if len(both) == 1 else 1
        wide = both if size == 2 else _wide(text[at])
        yield Edit(at, at + size, wide, Certainty.PROVEN, "half-width kana")
        at += size


def _wide(char: str) -> str:
    """Return the mark or kana of ordinary width; the voicing marks alone are ゛ and ゜, not the combining ones."""
    return {"\uff9e": "゛", "\uff9f": "゜"}.get(char) or unicodedata.normalize("NFKC", char)


RULE = Rule(
    id="half-width-kana",
    phase=Phase.UNICODE,
    repairs="Makes ordinary kana and Hangul of half-width ones.",
    why_safe="Half-width kana are the same letters by Unicode's mapping; single ones, as in faces, stay.",
    safety=Safety.SAFE,
    trigger="[\uff66-\uff9d\uffa1-\uffdc]",
    examples=(
        Example("ﾊﾟｿｺﾝ", "パソコン"),
        Example("｢ｶｷﾞ｣を", "「カギ」を", "with its brackets"),
        Example("ﾡﾢﾤ", "ㄱㄲㄴ", "Hangul"),
        Example("(´･ω･`) Σ(ﾟДﾟ)", "(´･ω･`) Σ(ﾟДﾟ)", "faces"),
        Example("パソコン", "パソコン"),
    ),
    find=find,
)
