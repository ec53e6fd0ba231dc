"""Facts about one text, worked out when a rule first asks and shared by all rules.

Nothing here decides about damage. Everything is linear in the text, for hostile text too, and is computed at most once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.edit import Span

if TYPE_CHECKING:
    from corpus_clean.mojibake.quoted import Mentions

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af々〇"
"""The inside of a character class of the standard `re` module: Han, with 々 and 〇."""
KANA = "ぁ-ゖゝゞァ-ヺー-ヿㇰ-ㇿｦ-ﾝ"
HANGUL = "ᄀ-ᇿ㄰-㆏가-힣"
LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"


class Syntax(StrEnum):
    """What kind of text a document is, as far as punctuation and markup in it have a meaning of their own."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    CSV = "csv"
    YAML = "yaml"
    CODE = "code"


class Letters(NamedTuple):
    """How many letters of the scripts that decide about East Asian punctuation a text has."""

    han: int
    kana: int
    hangul: int
    latin: int


@dataclass(frozen=True)
class Document:
    """One text and what is known about it.

    `given_syntax` is what the caller knows about the kind of text (from a file name); without it the text is looked at.
    `repaired` are the places that the rules before have changed: damage that is proven speaks for more of its kind.

    >>> document = Document("見 https://example.org/a,b ,然後")
    >>> document.syntax.value, document.protected, document.letters.han
    ('plain', (Span(start=2, end=25),), 3)
    """

    text: str
    given_syntax: Syntax | None = None
    repaired: tuple[Span, ...] = ()

    @cached_property
    def syntax(self) -> Syntax:
        """What kind of text it is: as given, else by its look, and plain wherever that is not clear."""
        if self.given_syntax is not None:
            return self.given_syntax
        from corpus_clean.syntax import sniff  # most documents never ask

        return sniff(self.text)

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """The lines that are not empty or blank, without their terminators; in a corpus these are the paragraphs."""
        return tuple(Span(*match.span()) for match in _LINE.finditer(self.text))

    @cached_property
    def letters(self) -> Letters:
        """The letters of the whole text, counted by script."""
        return count_letters(self.text)

    @cached_property
    def protected(self) -> tuple[Span, ...]:
        """The ordered, disjoint spans in which punctuation does not punctuate: addresses, paths, code, maths, faces."""
        from corpus_clean.syntax import protected_spans  # most documents never ask

        return protected_spans(self.text)

    @cached_property
    def _protected_starts(self) -> list[int]:
        return [span.start for span in self.protected]

    def is_protected(self, offset: int) -> bool:
        """Say whether the character at `offset` is in a protected span.

        >>> Document("`a,b`,").is_protected(2), Document("`a,b`,").is_protected(5)
        (True, False)
        """
        last = bisect_right(self._protected_starts, offset) - 1
        return last >= 0 and offset < self.protected[last].end

    @cached_property
    def mentions(self) -> Mentions:
        """What of the damage in it is shown on purpose."""
        from corpus_clean.mojibake.quoted import Mentions  # only damaged documents ask

        return Mentions(self)


def count_letters(text: str) -> Letters:
    """Count the letters of a text by script.

    >>> count_letters("漢字かな한글abc")
    Letters(han=2, kana=2, hangul=2, latin=3)
    """
    return Letters(*(sum(map(len, runs.findall(text))) for runs in _RUNS))


_LINE = re.compile(r"[^\r\n\s][^\r\n]*+")
_RUNS = tuple(re.compile(f"[{script}]+") for script in (HAN, KANA, HANGUL, LATIN))
