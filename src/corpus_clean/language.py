"""In which language a text is, where that is certain; rules that differ by language do nothing where it is not."""

from __future__ import annotations

import re

from corpus_clean import lazily
from corpus_clean.document import GREEK_CYRILLIC, HAN, HANGUL, KANA, LATIN, count_letters

SAMPLE = 4000
"""Code points from the start of a text that are looked at."""
PIECES = 3
"""Into how many pieces a text is cut that must all be in one language."""
FOREIGN = 40
"""One letter in so many may be one that the language does not write."""
MIN_LETTERS = 12
"""Letters below which an alphabet says nothing about the language."""
_LETTERS_PER_HAN = 2
_ALPHABETS = {
    "Latin": re.compile(f"[{LATIN}]"),
    "Cyrillic": re.compile("[Ѐ-ԯ]"),
    "Greek": re.compile("[Ͱ-Ͽἀ-῿]"),
    "Arabic": re.compile("[\u0620-\u064a\u066e-\u06d5\u06fa-\u06ff\u0750-\u077f]"),
    "Hebrew": re.compile("[\u05d0-\u05f2]"),
    "Devanagari": re.compile("[\u0900-\u097f]"),
    "Thai": re.compile("[\u0e01-\u0e2e]"),
    "Armenian": re.compile("[\u0531-\u0587]"),
    "Georgian": re.compile("[\u10a0-\u10ff]"),
}
_VARIANTS = dict.fromkeys(map(ord, "爲羣着牀衞"))
"""Characters that Chinese texts have too, in other standards than those of the 1980s."""
_HAN = lazily.compiled(f"[{HAN}]")
_OTHER = lazily.compiled(f"[^\\W\\d_{LATIN}{GREEK_CYRILLIC}{HAN}{KANA}{HANGUL}]")


def detect(text: str) -> str | None:
    """Return the language of a text as a tag of two or three letters, None where it is not certain.

    >>> (
    ...     detect("Доброе утро! Сегодня хорошая погода, и мы идём гулять в парк с детьми."),
    ...     detect("今天天氣很好。"),
    ...     detect("株式会社 代表取締役"),
    ...     detect("ok"),
    ... )
    ('ru', 'zh', 'ja', None)
    """
    sample = text[:SAMPLE]
    letters = count_letters(sample)
    counts = {name: len(alphabet.findall(sample)) for name, alphabet in _ALPHABETS.items()}
    name = max(counts, key=counts.__getitem__)
    most = counts[name]
    if letters.hangul > letters.han + letters.kana and letters.hangul * _LETTERS_PER_HAN >= most:
        return "ko"
    if (letters.han + letters.kana) * _LETTERS_PER_HAN > max(most, letters.hangul):
        return "ja" if letters.kana * 10 > letters.han or letters.kana > 1 or _is_japanese(sample) else "zh"
    if most < MIN_LETTERS or most * 2 <= len(_OTHER.findall(sample)):
        return None
    return _among(sample, name)


def _is_japanese(sample: str) -> bool:
    """Say whether the Han are of Japan alone: its standard has all of them, and neither of the Chinese ones has.

    Japan simplified some characters as China did and kept others as Taiwan does, so 会社 with 締 is Japanese.
    """
    han = "".join(_HAN.findall(sample)).translate(_VARIANTS)
    return _encodes(han, "shift_jis") and not any(_encodes(han, standard) for standard in ("gb2312", "big5"))


def _encodes(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _among(sample: str, name: str) -> str | None:
    """Return the language among those that share a script: the one that the whole is in and each of its pieces."""
    from corpus_clean.plausibility.model import read  # the table is large, and most texts never ask

    words = sample.split()
    size = -(-len(words) // PIECES)
    pieces = [" ".join(words[at : at + size]) for at in range(0, len(words), size)]
    languages = {read(piece).languages.get(name) for piece in (sample, *pieces)}
    language = languages.pop()
    if languages or language is None or not _fits(sample, language, _ALPHABETS[name]):
        return None
    return language


def _fits(sample: str, language: str, alphabet: re.Pattern[str]) -> bool:
    """Say whether nearly all letters of the alphabet are letters of the language: it knows only some languages."""
    from corpus_clean.unicode.languages import writing

    written = writing(language)
    letters = alphabet.findall(sample)
    foreign = 0 if written is None or not written.letters else sum(1 for one in letters if one not in written.letters)
    return foreign * FOREIGN <= len(letters)
