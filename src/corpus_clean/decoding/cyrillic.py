"""Is it Cyrillic prose? Any byte is a letter in some code page, so it is the company that letters keep which tells.

Shares of the pairs below, measured on 600 characters of manuals and messages: in Russian, Ukrainian, Bulgarian, Serbian
and Macedonian half of all texts have 0.35 and more; Hebrew, Arabic, Thai and Greek that were read as Cyrillic have at
most 0.23, 0.10, 0.20 and 0.30, Cyrillic read in a wrong code page hardly any.
"""

from __future__ import annotations

import re
from collections import Counter

SHARE = 0.25
"""The least share that the common pairs have among all pairs of letters within words."""

_COMMON = (
    "ст но на ра ко по ро ни пр ов то ва ри ре ан ен ор не ли ос ат та ка ло ла ер до мо ви за ал ил ол во ле те ти нн "
    "ес ет ть ся ві ні ны"
)
_PAIRS = frozenset(_COMMON.split())
_SLAVIC = "абвгдежзийклмнопрстуфхцчшщьюя"
_ALPHABETS = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        _SLAVIC + "ёъыэ",  # Russian, and Bulgarian
        _SLAVIC + "ґєії",  # Ukrainian
        _SLAVIC + "ёіўыэ",  # Belarusian
        "абвгдђежзијклљмнњопрстћуфхцчџш",  # Serbian
        "абвгдѓежзѕијклљмнњопрстќуфхцчџш",  # Macedonian
    )
)

# Neither letters nor the marks that stand in prose: where one code page has symbols the other has letters.
_NO_PROSE = re.compile("[^\0-\x7fЀ-ӿ\xa0\xad«»„“”‘’‚‹›…–—№§°·•©®™]")
_WORD = re.compile(r"[^\W\d_]+")
_TORN = re.compile("[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]|[а-џ][А-ЯЀ-Џ]")
_TORN_SHARE = 0.01


def is_cyrillic(text: str, least: int, part: float) -> bool:
    """Tell whether the text is in one of the alphabets, in words, with `part` of the share that its pairs should have.

    It must have `least` letters. Capitals tell one code page from another, so a text all in capitals is none.

    >>> is_cyrillic("Вчера мы ходили в магазин за хлебом и молоком.", 30, 1)
    True
    >>> is_cyrillic("Бвеще лш унджкж б лйвйжжм жй унесщл.", 20, 1)
    False
    """
    if _NO_PROSE.search(text):
        return False
    letters = {letter for letter in set(text) if "Ѐ" <= letter <= "ӿ"}
    if not any(letters <= alphabet for alphabet in _ALPHABETS):
        return False
    words = _WORD.findall(text)
    if sum(_TORN.search(word) is not None for word in words) > _TORN_SHARE * len(words):
        return False
    cyrillic = [word for word in words if word[0] > "\x7f"]
    if sum(map(len, cyrillic)) < least or 2 * sum(len(word) > 1 and word.isupper() for word in cyrillic) > len(
        cyrillic
    ):
        return False
    pairs = Counter(a + b for word in cyrillic for a, b in zip(word.lower(), word[1:].lower(), strict=False))
    return sum(pairs[pair] for pair in _PAIRS) >= part * SHARE * pairs.total()
