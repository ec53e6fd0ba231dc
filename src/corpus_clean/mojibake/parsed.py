"""A line of text taken apart as UTF-8 that was read in one codec."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean import lazily
from corpus_clean.mojibake.lost_bytes import END, fill, styles
from corpus_clean.mojibake.ranking import END as PARAGRAPH
from corpus_clean.mojibake.ranking import language
from corpus_clean.mojibake.wildcards import MULTI, stream, tokens
from corpus_clean.plausibility import han, model

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OPEN = "\ufffd"
_MARKED = b"?\xfd"
_HOME = {"gb18030": "zh", "cp950": "zh", "cp932": "ja", "cp949": "ko"}
"""What is likeliest to have been read in a codec, where the text does not tell."""
_RARE = 2500
"""The rank from which on a Han character may be one half of two others by chance."""
_OF_TWO = lazily.compiled("([\x80-\u07ff]+)")
_UNUSUAL = lazily.compiled("[^\xa0-\u017f\u0370-\u052f]")
"""What is not Latin, Greek or Cyrillic."""


class Token(NamedTuple):
    """`data[start:end]` and the text it is.

    The kinds are those of `wildcards.tokens`, "found" for a gap that the bytes leave one character for, and "likely"
    for one that was filled. `chars` are those that a gap can be as the byte behind it tells; see `Parsed.options`.
    """

    kind: str
    start: int
    end: int
    text: str
    chars: str = ""


_PAIRS = dict(zip("」』）》〉】〕", "「『（《〈【〔", strict=True))
_CLOSING = lazily.compiled(f"[{''.join(_PAIRS)}]")


def _is_marked(gap: bytes) -> bool:
    """Say whether the mark at an edge of a gap can stand for a byte beside it too."""
    return gap[-1] in _MARKED or gap[0] in _MARKED


class Parsed:
    """One line of text, as the bytes that it was before it was read in a codec; `is_last` says: of its paragraph."""

    def __init__(self, text: str, name: str, *, is_last: bool = True) -> None:
        self.text = text
        self.end = PARAGRAPH if is_last else "\n"
        self.name = name
        self.data, self.index = stream(text, name)
        self._styles = styles(text, name)
        self.tokens = list(self._tokens())
        texts = ("".join(token.text for token in self.tokens if token.kind == kind) for kind in ("chars", "junk"))
        self.language = language(max(texts, key=len)) or _HOME.get(name, "")

    def _tokens(self) -> Iterator[Token]:
        data, pattern = self.data, tokens(self.name)
        at, before = 0, "junk"
        while match := pattern.match(data, at):
            kind, start, at = match.lastgroup or "", at, match.end()
            if kind == "gap" and before == "junk" and start not in self.index:
                kind, at = "junk", start + 1  # the last byte of a character that is good
            before = kind
            if kind == "junk":
                yield self._junk(start, at)
            elif kind in ("bare", "crowd"):
                yield Token(kind, start, at, OPEN)
            elif kind == "gap":
                yield from self._gap(start, at)
            elif kind == "chars" and self.name in MULTI:
                yield from self._chars(start, at, match[0].decode())
            else:
                yield Token(kind, start, at, match[0].decode())

    def _chars(self, start: int, end: int, text: str) -> Iterator[Token]:
        """Part characters of two bytes from others: the codes of two Han are often such a character by chance."""
        if not _OF_TWO.search(text):
            yield Token("chars", start, end, text)
            return
        for part in _OF_TWO.split(text):
            end = start + len(part.encode())
            if part and part < "\u0800" and part > "\x7f" and self._is_chance(start, end, part):
                yield self._junk(start, end)
            elif part:
                yield Token("chars", start, end, part)
            start = end

    def _is_chance(self, start: int, end: int, text: str) -> bool:
        if _UNUSUAL.search(text):
            return True
        if start not in self.index or end not in self.index:
            return False
        shown = self.text[self.index[start] : self.index[end]]
        return all((han.rank(char) or _RARE) < _RARE for char in shown) or model.bits(text) >= model.bits(shown)

    def _junk(self, start: int, end: int) -> Token:
        """Return bytes that are no UTF-8, with the characters of the text that are wholly in them."""
        first, last = start, end
        while first not in self.index:
            first += 1
        while last not in self.index:
            last -= 1
        return Token("junk", start, end, self.text[self.index[first] : self.index[last]])

    def _gap(self, start: int, end: int) -> Iterator[Token]:
        gap = self.data[start:end]
        if len(gap) == 2 and 0x3F in gap and (self.name == "gb18030" or (self.name not in MULTI and gap[0] >= 0xE0)):
            # GBK has a reading for any two of these bytes
            for at, byte in enumerate(gap, start):
                yield Token("ascii", at, at + 1, "?") if byte == 0x3F else self._junk(at, at + 1)
            return
        if _is_marked(gap):
            yield Token("gap", start, end, OPEN)
            return
        found = fill(gap, self._following(end), self._styles)
        is_usual = self.name not in MULTI or found.chars >= "\u0800"
        if len(found.chars) == 1 and found.constrained and is_usual:
            yield Token("found", start, end, found.chars)
        else:
            yield Token("gap", start, end, OPEN, found.chars)

    def options(self, token: Token) -> str:
        """Return the characters that a gap can be."""
        gap = self.data[token.start : token.end]
        chars = fill(gap, END, self._styles).chars if _is_marked(gap) else token.chars
        if not _CLOSING.search(chars):
            return chars
        return _CLOSING.sub(lambda match: match[0] if self._opened[match[0]] < token.start else "", chars)

    @cached_property
    def _opened(self) -> dict[str, int]:
        """At which byte the first mark stands that opens what each mark of `_PAIRS` closes, as far as known."""
        found = dict.fromkeys(_PAIRS, len(self.data))
        for token in self.tokens:
            for closing, opening in _PAIRS.items():
                if opening in token.text and found[closing] > token.start:
                    found[closing] = token.start
        return found

    def _following(self, end: int) -> int:
        """Return the byte that stood behind a gap, `END` where there is none, or none that is known."""
        if end == len(self.data) or self.data[end] >= 0xFD:
            return END
        match = tokens(self.name).match(self.data, end)
        is_damaged = end not in self.index or (match and match.lastgroup in ("chars", "gap", "ascii"))
        return self.data[end] if is_damaged else END

    def cuts(self, among: Sequence[Token]) -> list[int]:
        """Return the bytes of consecutive tokens at which both a character of the text and one of UTF-8 begin."""
        index = self.index
        found = []
        for token in among:
            at = token.start
            if token.kind in ("chars", "ascii"):
                for char in token.text:
                    if at in index:
                        found.append(at)
                    at += 1 if char < "\x80" else 2 if char < "\u0800" else 3 if char < "\U00010000" else 4
            elif at in index:
                found.append(at)
        if among[-1].end in index:
            found.append(among[-1].end)
        return found

    def rendered(self, among: Sequence[Token], start: int, end: int) -> str:
        """Return what `data[start:end]` is as UTF-8, with U+FFFD for the gaps."""
        parts = []
        at = bisect_right(among, start, key=lambda token: token.start) - 1
        while at < len(among) and among[at].start < end:
            token = among[at]
            at += 1
            if token.kind in ("chars", "ascii"):
                parts.append(self.data[max(start, token.start) : min(end, token.end)].decode())
            else:
                parts.append(token.text)
        return "".join(parts)

    def beside(self, number: int) -> tuple[str, str]:
        """Return two characters before and behind a token, as far as they are known; a line end is one of them."""
        tokens, last = self.tokens, len(self.tokens) - 1
        left = tokens[number - 1].text[-2:] if number else ""
        if len(left) < 2 and OPEN not in left:
            left = (tokens[number - 2].text[-2:] if number > 1 else "") + left
            left = "\n" + left if number <= 2 else left
        right = tokens[number + 1].text[:2] if number < last else ""
        if len(right) < 2 and OPEN not in right:
            right += tokens[number + 2].text[:2] if number + 1 < last else ""
            right += self.end if number + 2 >= last else ""
        return left.rpartition(OPEN)[2][-2:], right.partition(OPEN)[0][:2]
