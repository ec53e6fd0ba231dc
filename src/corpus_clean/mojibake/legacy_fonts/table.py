"""A font in which every Vietnamese letter is one character of windows-1252.

Some of these characters are marks, as © « ® · are. In a word they are the letter that the font shows; by themselves
they are what they are anywhere.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.plausibility.vietnamese import is_syllable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_MOST = 4096
_NO_LETTERS = frozenset("ªºµƒˆ")
_WORDS = frozenset("àáạảôÔổơởủừ")
"""Letters that are words."""
_PEELED = frozenset("«»©®·§¶¹²³ª°±×“”‘’„‚…–—•™")
"""Signs that stand at the edge of a word and are no part of it."""
_CLOSED = lazily.compiled("(?:^|\\s)»")
OTHERS = "\u2000-\u22ff\u25a0-\u2bff\u2e80-\ua7ff\uac00-\ufaff\ufe30-\uffff\U00010000-\U0010ffff"
"""Inside of a character class: marks and letters beyond Latin that may stand in a text beside any of the fonts.

Box drawings are not: where they stand in words, the text is damaged in another way.
"""


_C1 = str.maketrans(
    {byte: char for byte in range(0x80, 0xA0) if (char := bytes((byte,)).decode("cp1252", "ignore"))},
)


def as_windows_1252(text: str) -> str:
    r"""Return a text with the marks of windows-1252 in place of the controls that Latin-1 has there.

    >>> as_windows_1252("\x93Ch\xb5o\x94")
    '“Chµo”'
    """
    return text.translate(_C1)


class Table:
    """What each character shows in one font.

    `shown` maps characters to Vietnamese letters; characters of it that are no letters of Latin are signs.
    """

    def __init__(self, shown: Mapping[str, str]) -> None:
        self.shown = dict(shown)
        self.signs = frozenset(char for char in shown if not char.isalpha() or char in _NO_LETTERS)
        self._to_text = str.maketrans(self.shown)
        self.letters: Callable[[str], str] = lru_cache(maxsize=_MOST)(self._letters)

    @cached_property
    def _foreign(self) -> re.Pattern[str]:
        return re.compile(f"[^\x00-\x7f\xa0°±²³´{OTHERS}{re.escape(''.join(self.shown))}]")

    @cached_property
    def words(self) -> re.Pattern[str]:
        """Return the pattern of a run of letters and signs."""
        return re.compile(f"[A-Za-z{re.escape(''.join(self.shown))}]+")

    def covers(self, text: str) -> bool:
        """Say whether a text has no character that text in this font cannot have."""
        return not self._foreign.search(text)

    def read(self, text: str) -> str:
        """Return what a text shows, letter by letter."""
        is_quoted = bool(_CLOSED.search(text))
        return self.words.sub(lambda match: self.shown_by(match, is_quoted=is_quoted), text)

    def shown_by(self, match: re.Match[str], *, is_quoted: bool) -> str:
        """Return what a run of letters and signs shows; `is_quoted` says that « may well be a quotation mark."""
        word = match[0]
        if len(word) > 1 or word not in self.signs:
            return self.letters(word)
        around = match.string[max(0, match.start() - 2) : match.start()], match.string[match.end() : match.end() + 2]
        stands_apart = not around[0].strip(" ") or (around[0][-1].isspace() and not around[0][0].isdigit())
        if not stands_apart or around[1].strip(" ")[:1].isdigit() or (word == "«" and is_quoted):
            return word
        return self.shown[word] if self.shown[word] in _WORDS else word

    def _letters(self, word: str) -> str:
        """Return what a run of letters and signs shows; signs at its ends stay where the rest alone is a syllable."""
        text = word.translate(self._to_text)
        if word.isascii() or is_syllable(text):
            return text
        if self.signs.issuperset(word):
            return word
        start, stop = 0, len(word)
        while word[start] in _PEELED and not is_syllable(text[start:]):
            start += 1
        if not is_syllable(text[start:]):
            while stop > start and word[stop - 1] in _PEELED and not is_syllable(text[start:stop]):
                stop -= 1
        inner = word[start:stop]
        if inner.isascii() or is_syllable(text[start:stop]):
            return word[:start] + text[start:stop] + word[stop:]
        return text
