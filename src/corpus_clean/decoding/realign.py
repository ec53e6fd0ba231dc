"""Bytes of a double-byte encoding of which some are missing or too many: where the pairs begin again.

A byte too few turns all that follows, up to the next byte of ASCII, into other characters, or into none. The cheapest
way through the bytes is sought, character by character, where any byte may be left unread for a price.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean.decoding.reading import REPLACEMENT, Piece, gives_back
from corpus_clean.decoding.scoring import UNREAD
from corpus_clean.decoding.shortlist import alone
from corpus_clean.decoding.webcodecs import character
from corpus_clean.plausibility import han

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST = 4000
"""Bytes of a line that is put right; longer ones are read as they come."""
_ASCII, _BREAKS_CJK = 2.0, 6.0
_CHINESE = frozenset(("gb18030", "big5hkscs"))
_FOUR = 6.0  # what a character of four or three bytes costs more


def realigned(line: bytes, encoding: str) -> Iterator[Piece]:
    r"""Yield the pieces of a line, with the bytes that are best left unread.

    >>> damaged = b"\xbf" + "今天的天气很好".encode("gbk")
    >>> [piece.text or piece.data.decode("gbk") for piece in realigned(damaged, "gb18030")]
    ['\ufffd', '今天的天气很好']
    """
    best: list[tuple[float, int, str, str]] = [(0.0, 0, "", "")] * (len(line) + 1)
    for at in range(1, len(line) + 1):
        best[at] = (float("inf"), 0, "", "")
    for at in range(len(line)):
        bits, _, last, _ = best[at]
        for size, char in _characters(line, at, encoding):
            price = bits + _price(last, char, size, encoding)
            if price < best[at + size][0]:
                best[at + size] = (price, size, char, char)
        if line[at] >= 0x80 and bits + UNREAD < best[at + 1][0]:
            best[at + 1] = (bits + UNREAD, 1, last, REPLACEMENT)
    found: list[tuple[bytes, str]] = []
    end = len(line)
    while end:
        _, size, _, char = best[end]
        found.append((line[end - size : end], char))
        end -= size
    yield from _joined(reversed(found), encoding)


def _joined(found: Iterable[tuple[bytes, str]], encoding: str) -> Iterator[Piece]:
    """Put together the characters that any codec reads so."""
    plain = b""
    for code, char in found:
        if char != REPLACEMENT and gives_back(char, code, encoding):
            plain += code
            continue
        if plain:
            yield Piece(plain, encoding)
        yield Piece(code, encoding, char)
        plain = b""
    if plain:
        yield Piece(plain, encoding)


def _characters(line: bytes, at: int, encoding: str) -> Iterator[tuple[int, str]]:
    if line[at] < 0x80:
        yield 1, chr(line[at])
        return
    for size in (1, 2, 3, 4):
        code = line[at : at + size]
        if len(code) == size and (char := character(code, encoding)) is not None:
            if size == 1 or line[at + 1] >= 0x30:
                yield size, char
            return


def _price(last: str, char: str, size: int, encoding: str) -> float:
    if char < "\x80":
        return _ASCII + (_BREAKS_CJK if last >= "\u2e80" and char.isalpha() else 0.0)
    more = _FOUR if size > 2 else 0.0
    if encoding in _CHINESE:
        return han.step(last if last >= "\x80" else "，", char) + more
    return alone(char[0], encoding) + more
