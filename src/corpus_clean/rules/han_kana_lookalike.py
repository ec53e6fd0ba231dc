"""Han for kana that look like them, and the other way round: コ一ヒ一 with Han ones, 人ロ with a katakana RO.

OCR and hurried typing mix 一 ー, 二 ニ, 工 エ, 口 ロ, 力 カ, 夕 タ, 八 ハ and 卜 ト; all are one script to UTS #39,
as Japanese mixes them. A Han is taken for a kana between two katakana, in a word of three or more; where one was,
another 一 at the end of the same word is the long vowel too. A katakana ロ, タ or エ is taken for Han between two Han
or beside one, with no kana beside it, where the two Han make a common word. Anything that may be meant stays: 二ヶ月,
力ずく, 東京タワー.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import HAN, KANA
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

COMMON = 7.0
"""Bits that the second character of a common word costs at most, behind the first."""
_KATAKANA = "ァ-ヴー"
_KANA_OF = dict(zip("一二工口力夕八卜", "ーニエロカタハト", strict=True))
_HAN_OF = dict(zip("ロタエ", "口夕工", strict=True))
_RUN = lazily.compiled(f"[{_KATAKANA}][{_KATAKANA}一二工口力夕八卜]+")
_BETWEEN = lazily.compiled(f"[一二工口力夕八卜](?<=[{_KATAKANA}].)(?=[{_KATAKANA}])(?!.[ヶヵケ])")
_LAST = lazily.compiled(f"一(?![{HAN}つ0-9])")
_LONE = lazily.compiled(f"[ロタエ](?<![{_KATAKANA}].)(?![{_KATAKANA}])")
_LETTERS = lazily.compiled(f"[{_KATAKANA}]")
_HAN = lazily.compiled(f"[{HAN}]")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Replace each letter that belongs to the other script by its neighbours."""
    yield from sorted([*_kana(text), *_han(text)], key=lambda edit: edit.start)


def _kana(text: str) -> Iterator[Edit]:
    for run in _RUN.finditer(text):
        start, end = run.span()
        found = [match.start() for match in _BETWEEN.finditer(text, start, end)]
        if not found or len(_LETTERS.findall(run[0])) + len(found) < 3:
            continue
        if text[end - 1] == "一" and end - 1 not in found and _LAST.match(text, end - 1):
            found.append(end - 1)
        for at in found:
            yield Edit(at, at + 1, _KANA_OF[text[at]], Certainty.LIKELY, "between katakana")


def _han(text: str) -> Iterator[Edit]:
    from corpus_clean.plausibility.han import step

    for match in _LONE.finditer(text):
        at = match.start()
        before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
        meant = _HAN_OF[match[0]]
        pairs = [pair for pair in ((before, meant), (meant, after)) if all(map(_HAN.match, pair))]
        if any(step(*pair) <= COMMON for pair in pairs):
            yield Edit(at, at + 1, meant, Certainty.LIKELY, "between Han, in a common word")


RULE = Rule(
    id="han-kana-lookalike",
    phase=Phase.SCRIPT,
    repairs="Puts katakana for Han that look like them between katakana, and Han for katakana in a common word.",
    why_safe="Both neighbours must be of the other script, or the two Han a common word; the rest stays.",
    safety=Safety.SAFE,
    needs=f"[{KANA}]",
    trigger=f"[{''.join(_KANA_OF)}ロタエ](?:(?<=[{_KATAKANA}][{''.join(_KANA_OF)}])(?=[{_KATAKANA}])"
    f"|(?<=[ロタエ])(?<![{_KATAKANA}].)(?![{_KATAKANA}]))",
    examples=(
        Example("コ一ヒ一を飲む", "コーヒーを飲む", "Han ones for long vowels"),
        Example("人ロが減る", "人口が減る", "a katakana RO"),
        Example("ア力シアの花", "アカシアの花"),
        Example("東京タワー", "東京タワー"),
        Example(
            "二ヶ月、力ずく、メニュー一覧、クラス一の", "二ヶ月、力ずく、メニュー一覧、クラス一の", "as it should be"
        ),
        Example("ニ", "ニ", "alone"),
    ),
    find=find,
)
