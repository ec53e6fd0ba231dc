"""Which of the characters that a gap can be fits best between what stands beside it, and how far it is ahead."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from math import inf, log2
from typing import NamedTuple

from corpus_clean import lazily
from corpus_clean.plausibility import han, model
from corpus_clean.plausibility.marks import mark
from corpus_clean.plausibility.scripts import script_of

END = "\n\n"
"""What stands behind a paragraph; behind a line of one that goes on, it is half of it."""
_TRIED = 12
"""How many characters are costed in their place: the likeliest of all where nothing stands beside them."""


class Choice(NamedTuple):
    """A character that a gap can be, and what it costs there in bits."""

    bits: float
    char: str


def ranked(chars: str, left: str, right: str, language: str) -> tuple[Choice, ...]:
    """Return the likeliest of the characters between what is left and right of them, the best one first.

    Only the last two characters of `left` and the first two of `right` should be given. The language is "zh" for
    Chinese, for which there is a model of pairs, and anything else for all others.

    >>> [choice.char for choice in ranked("胀能胃", "功", "", "zh")]
    ['能', '胃', '胀']
    """
    if language == "zh":
        return _ranked(chars, left[-1:], right if right == END else right[:1], language)
    return _ranked(chars, typical(left), typical(right), language)


@lru_cache(maxsize=50_000)
def _ranked(chars: str, left: str, right: str, language: str) -> tuple[Choice, ...]:
    few = _likeliest(chars, language)
    if language == "zh":
        costs = [
            cost - _COMMONER.get(char, 0.0) for cost, char in zip(han.between(left, few, right[:1]), few, strict=True)
        ]
    else:
        costs = [model.read(left + char + right, _JAPANESE).bits + _odds(char) for char in few]
    if _has_marks(few):
        costs = [cost + _misfit(char, left, right) for cost, char in zip(costs, few, strict=True)]
    return tuple(sorted(map(Choice, costs, few)))


_JAPANESE = {"Han": "ja"}
_TYPICAL = lazily.compiled("([\u3041-\u30fa\u30fc-\u30fe])|([々〇\u3400-\u9fff])|([\uac00-\ud7a3])")


@lru_cache(maxsize=16_384)
def typical(text: str) -> str:
    """Return a text with one character of each script for all of which the model has no pairs outside Chinese.

    >>> typical("が 食"), typical("점.")
    ('の 人', '가.')
    """
    return _TYPICAL.sub(lambda match: "の人가"[(match.lastindex or 1) - 1], text)


def lead(choices: tuple[Choice, ...]) -> float:
    """Return by how many bits the best one is ahead of all others together; infinite where there is no other.

    >>> lead((Choice(4.0, "能"), Choice(9.0, "胀"), Choice(9.0, "胃")))
    4.0
    """
    if len(choices) < 2:
        return inf if choices else 0.0
    best = choices[0].bits
    return -log2(sum(2.0 ** (best - other.bits) for other in choices[1:]))


@lru_cache(maxsize=16_384)
def _likeliest(chars: str, language: str) -> str:
    alone = _alone_in_chinese if language == "zh" else _alone
    return chars if len(chars) <= _TRIED else "".join(sorted(chars, key=alone)[:_TRIED])


@lru_cache(maxsize=16_384)
def _has_marks(chars: str) -> bool:
    return any(not script_of(char) for char in chars)


@lru_cache(maxsize=20_000)
def bits(text: str) -> float:
    """Return what a short piece of text costs, as the model has it: the same ones come again and again."""
    return model.bits(text)


@lru_cache(maxsize=70_000)
def _alone(char: str) -> float:
    return (model.bits(char) if script_of(char) else mark(char, _DASH)) + _odds(char)


@lru_cache(maxsize=70_000)
def _alone_in_chinese(char: str) -> float:
    return han.step("的", char)


_COMMONER = {"的": 2.0}
"""Bits that a character costs less than a dictionary says: it counts words with a power, and this is one in 25."""
_STRANGE, _UNHEARD_OF = 8.0, 20.0
"""Bits that a symbol costs which is in no keyboard's reach, and a character that no text is made of."""
_DIGITS = "０１２３４５６７８９"
_DASH = "—"
"""What a mark is put behind to know what it costs by itself."""
_SHOWN = frozenset(("So", "Sm", "Sc", "Sk", "Po", "Pd", "Ps", "Pe", "Pi", "Pf", "No", "Nl", "Zs"))
_OPENING, _CLOSING, _ENDING = "“‘「『（《〈【〔", "”’」』）》〉】〕", "，。、；：！？"
_MISPLACED = 6.0


@lru_cache(maxsize=70_000)
def _odds(char: str) -> float:
    if "\uac00" <= char <= "\ud7a3" or char == "\ufe0f":
        return 0.0  # the rare syllables are letters too, though no table has them; the other makes a picture of a sign
    if script_of(char):
        return 0.0 if model.is_known(char) else _UNHEARD_OF
    if mark(char, _DASH) < _STRANGE + 4 and (unicodedata.category(char) != "Nd" or char < "\u1000" or char in _DIGITS):
        return 0.0
    return _STRANGE if unicodedata.category(char) in _SHOWN else _UNHEARD_OF


def _misfit(char: str, left: str, right: str) -> float:
    """Return what a mark costs more where it does not open, close or end anything."""
    before, behind = left[-1:], right[:1]
    if char in _OPENING:
        ends = _MISPLACED * (bool(behind) and behind in _SPACE) + _MISPLACED * (behind == "\n")
        return _MISPLACED * (before.isalnum() and before.isascii()) + ends
    if char in _CLOSING:
        cost = _MISPLACED * (bool(before) and before in _SPACE)
        inside = before.isalpha() and behind.isalpha() and behind.isascii()
        if char == "’":
            return cost - 4.0 * inside
        return cost + _MISPLACED * (behind.isalnum() and behind.isascii())
    if char in _ENDING:
        ends = _MISPLACED * (behind == "\n" and char in "，、：；") + _MISPLACED * (right == END and char in "，、；")
        return _MISPLACED * (before == "\n") + ends
    if char in "…–—":
        return _MISPLACED * ((before in _SPACE) != (behind in _SPACE) and (char != "…" or before in _SPACE))
    return 2 * _MISPLACED * (char == "\u3000" and behind == "\n")


_SPACE = " \n"


def language(text: str) -> str:
    """Return "ja", "ko" or "zh" by the scripts of a text, "" where it has none of theirs.

    >>> language("漢字"), language("漢字かな"), language("abc")
    ('zh', 'ja', '')
    """
    japanese, korean, chinese = (sum(map(len, letters.findall(text))) for letters in _LETTERS)
    if 10 * japanese > chinese + korean:
        return "ja"
    if chinese >= korean:
        return "zh" if chinese else ""
    return "ko"


_LETTERS = tuple(map(re.compile, ("[\u3041-\u30fa]+", "[\uac00-\ud7a3]+", "[\u3400-\u9fff]+")))
