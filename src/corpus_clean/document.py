"""Facts about one text, worked out when a rule first asks and shared by all rules.

Nothing here decides about damage. Everything is linear in the text, for hostile text too, and is computed at most once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean import lazily
from corpus_clean.edit import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.mojibake.quoted import Mentions

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af々〇"
"""The inside of a character class of the standard `re` module: Han, with 々 and 〇."""
KANA = "ぁ-ゖゝゞァ-ヺー-ヿㇰ-ㇿｦ-ﾝ"
HANGUL = "ᄀ-ᇿ㄰-㆏가-힣"
LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
GREEK = "\u0386\u0388-\u03e1\u03f0-\u03ff\u1f00-\u1fbc\u1fc2-\u1fcc\u1fd0-\u1fdb\u1fe0-\u1fec\u1ff2-\u1ffc"
CYRILLIC = "Ѐ-ҁҊ-ԯ"
GREEK_CYRILLIC = GREEK + CYRILLIC


class Syntax(StrEnum):
    """What kind of text a document is, as far as punctuation and markup in it have a meaning of their own."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    CSV = "csv"
    YAML = "yaml"
    TOML = "toml"
    SUBTITLES = "subtitles"
    CODE = "code"


SENTENCES = frozenset({Syntax.PLAIN, Syntax.MARKDOWN, Syntax.SUBTITLES})
"""The kinds of text that are sentences, in which marks punctuate; in HTML too, but for its attributes."""


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
    `given_language` is what the caller knows about the language, as a tag of BCP 47.

    >>> document = Document("見 https://example.org/a,b ,然後")
    >>> document.syntax.value, document.protected, document.letters.han
    ('plain', (Span(start=2, end=25),), 3)
    """

    text: str
    given_syntax: Syntax | None = None
    repaired: tuple[Span, ...] = ()
    given_language: str | None = None

    @cached_property
    def syntax(self) -> Syntax:
        """What kind of text it is: as given, else by its look, and plain wherever that is not clear."""
        if self.given_syntax is not None:
            return self.given_syntax
        from corpus_clean.syntax import sniff  # most documents never ask

        return sniff(self.text)

    @cached_property
    def language(self) -> str | None:
        """The language as a tag of BCP 47: as given, else as detected, None where it is not certain."""
        if self.given_language is not None:
            return self.given_language
        from corpus_clean.language import detect  # most documents never ask

        return detect(self.text)

    def is_in(self, *languages: str) -> bool:
        """Say whether the language is one of these, whatever its script or region.

        >>> Document("Hallo", given_language="de-AT").is_in("de", "nl")
        True
        """
        return self.language is not None and self.language.partition("-")[0] in languages

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """The lines that are not empty or blank, without their terminators; in a corpus these are the paragraphs."""
        return tuple(Span(*match.span()) for match in _LINE.finditer(self.text))

    @cached_property
    def letters(self) -> Letters:
        """The letters of the whole text, counted by script."""
        return count_letters(self.text)

    @cached_property
    def spaces_commas(self) -> bool:
        """Whether Latin text in it has a space behind its commas: twice or more.

        >>> Document("one, two, three").spaces_commas, Document("f(x, y)").spaces_commas
        (True, False)
        """
        return sum(1 for _ in islice(_SPACED_COMMA.finditer(self.text), 2)) > 1

    @cached_property
    def protected(self) -> tuple[Span, ...]:
        """The ordered, disjoint spans in which punctuation does not punctuate: addresses, paths, code, maths, faces."""
        from corpus_clean.syntax import protected_spans  # most documents never ask

        return protected_spans(self.text)

    @cached_property
    def strings(self) -> tuple[Span, ...]:
        """The strings of JSON, with their quotation marks."""
        return tuple(Span(*match.span()) for match in _STRING.finditer(self.text))

    @cached_property
    def _string_starts(self) -> list[int]:
        return [string.start for string in self.strings]

    def string_around(self, start: int, end: int) -> Span | None:
        """Return the string of JSON that a span lies inside of, with its quotation marks; None where there is none.

        >>> document = Document('{"a": "b"}')
        >>> document.string_around(7, 8), document.string_around(4, 6)
        (Span(start=6, end=9), None)
        """
        last = bisect_right(self._string_starts, start - 1) - 1
        return self.strings[last] if last >= 0 and end < self.strings[last].end else None

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

    def unprotected(self, pattern: re.Pattern[str], start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches of a pattern that start outside of the protected spans.

        >>> [match.start() for match in Document("`a,b`,").unprotected(re.compile(","))]
        [5]
        """
        for match in pattern.finditer(self.text, start, len(self.text) if end is None else end):
            if not self.is_protected(match.start()):
                yield match

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


_LINE = lazily.compiled(r"[^\r\n\s][^\r\n]*+")
_SPACED_COMMA = lazily.compiled("[,](?<=[A-Za-z0-9],)(?= [A-Za-z0-9])")
_STRING = lazily.compiled(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_RUNS = tuple(re.compile(f"[{script}]+") for script in (HAN, KANA, HANGUL, LATIN))
