"""Full-width Latin letters and digits: Ｈｅｌｌｏ for Hello, ２０２４年 for 2024年.

They come from input methods and from code pages in which a Latin letter took two bytes; clreq asks that text is not
stored with them. Japanese and Korean texts are left: they set their forms and headings so on purpose. Letters and
digits become ASCII unless a full-width sign stands beside them, as in １２％, １０～２０ and Ａ＋Ｂ. A phrase that is
full-width throughout, with Latin words in it, becomes ASCII with its marks and spaces. ￠ ￡ ￢ ￦ go too; ￥ and ￣
are used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import HAN
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety
from corpus_clean.unicode.widths import narrowed

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from corpus_clean.document import Document

COMMON = 4500
"""How many Han are frequent enough to stand beside a letter that is one."""
_LETTERS = "Ａ-Ｚａ-ｚ"
_PHRASE = lazily.compiled(
    f"[０-９{_LETTERS}](?:[，．！？：；＇（）\u3000－]{{0,4}}[０-９{_LETTERS}]){{0,400}}[．！？）]{{0,4}}"
)
_WORD = lazily.compiled(f"[{_LETTERS}]{{2}}")
_MARK = lazily.compiled(f"[^０-９{_LETTERS}]")
_SIGNS = "％＋－＝～／．＄＃＆＠＊＿＜＞｜＾￥：＼"
_CJK = lazily.compiled("[\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_HAN = lazily.compiled(f"[{HAN}]")
_CURRENCY = {"￠": "¢", "￡": "£", "￢": "¬", "￦": "₩"}
_CURRENCIES = lazily.compiled("[￠￡￢￦]")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Replace each letter, digit and sign, in a text that does not set them full-width on purpose."""
    if document.letters.kana or document.letters.hangul or (_asks(document) and document.is_in("ja", "ko")):
        return
    found = [edit for phrase in _PHRASE.finditer(text) for edit in _phrase(text, phrase)]
    found += [
        Edit(*sign.span(), _CURRENCY[sign[0]], Certainty.LIKELY, "a full-width sign")
        for sign in _CURRENCIES.finditer(text)
    ]
    yield from sorted(found, key=lambda edit: edit.start)


def _asks(document: Document) -> bool:
    """Say whether the language matters; to detect it costs a table where no Han is in the text."""
    return bool(document.given_language or document.letters.han)


def _phrase(text: str, phrase: re.Match[str]) -> Iterator[Edit]:
    start, end = phrase.span()
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    if any(sign in around for sign in _SIGNS) or any(
        map(_is_rare, text[max(0, start - 2) : start] + text[end : end + 2])
    ):
        return
    whole = bool(_WORD.search(phrase[0])) and not _CJK.search(around)
    if not whole and any(sign in phrase[0] for sign in _SIGNS):
        return
    for at in range(start, end):
        if whole or not _MARK.match(text[at]):
            ascii_char = " " if text[at] == "\u3000" else narrowed(text[at])
            yield Edit(at, at + 1, ascii_char, Certainty.LIKELY, "full-width Latin")


def _is_rare(char: str) -> bool:
    """Say whether this is a Han that is in no common word: beside one, the letter may be half of a pair of bytes."""
    from corpus_clean.plausibility.han import rank

    return bool(_HAN.match(char)) and (rank(char) or COMMON + 1) > COMMON


RULE = Rule(
    id="full-width-latin",
    phase=Phase.PUNCTUATION,
    repairs="Makes ASCII of full-width Latin letters and digits, in texts that are not Japanese or Korean.",
    why_safe="They are the same letters; those with a full-width sign beside them, as １２％, stay.",
    safety=Safety.SAFE,
    trigger=f"[０-９{_LETTERS}￠￡￢￦]",
    examples=(
        Example("Ｈｅｌｌｏ，\u3000Ｗｏｒｌｄ！", "Hello, World!", "a phrase"),
        Example("２０２４年", "2024年"),
        Example("第１名，Ａ組", "第1名，A組", "the Chinese comma stays"),
        Example("￠￡￢", "¢£¬"),
        Example("１２％ １０～２０", "１２％ １０～２０", "with full-width signs"),
        Example("ＴＥＬ：０３－１２３４　なし", "ＴＥＬ：０３－１２３４　なし", "Japanese"),
        Example("ＡＢＣ株式会社　代表取締役", "ＡＢＣ株式会社　代表取締役", "Japanese without kana"),
        Example("2024年", "2024年"),
    ),
    find=find,
)
