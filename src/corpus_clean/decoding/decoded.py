"""What decoding found: the text, how sure that is, and how to get the bytes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from corpus_clean.edit import Patch

How = Literal["bom", "utf-8", "escapes", "utf-16", "declared", "utf-8-damaged", "mixed", "statistical"]
"""What the encoding was known by."""

SURE = 0.99
"""The confidence from which on the file commands act; `tests.bench.charset_accuracy refusal` says what that means."""


class Alternative(NamedTuple):
    """Another reading: by how many bits it is less plausible than the one that was taken, and how it begins."""

    encoding: str
    bits: float
    sample: str


class Segment(NamedTuple):
    """A stretch of the bytes, half-open, and the encoding that it is in."""

    start: int
    end: int
    encoding: str


class BadBytes(NamedTuple):
    """Bytes that are not what the encoding has: where they are, what they are, and the text that stands for them.

    `encoding` is the one that they were read in, "" where none reads them and U+FFFD stands for them.
    """

    offset: int
    data: bytes
    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Decoded:
    r"""Text with its history: which encoding its bytes were in, what said so, and what they were.

    `text` is without the byte order mark, which is `bom` (empty if there was none); `encoding` is a Python codec, of
    several the one that most of it is in. `confidence` goes from 0 to 1; `language` is the one that was counted in, ""
    if none was. `segments` is empty where all of it is in one encoding.

    `sample` is what the alternatives are to be compared with; `declared` is what the bytes were said to be in, where
    they are not.

    `source` is the text as the codec by itself has it, with the bytes it does not read as PEP 383 keeps them (U+DC80
    to U+DCFF), and `patch` leads from there to `text`. `carrier` is the codec of `source`, where that is another.

    >>> found = Decoded("caf\xe9", "cp1252", b"", "statistical")
    >>> found.encode(found.source), found.as_utf8("café")
    (b'caf\xe9', b'caf\xc3\xa9')
    """

    text: str
    encoding: str
    bom: bytes
    how: How
    confidence: float = 1.0
    language: str = ""
    alternatives: tuple[Alternative, ...] = ()
    segments: tuple[Segment, ...] = ()
    bad_bytes: tuple[BadBytes, ...] = ()
    patch: Patch = field(default=Patch(), repr=False)
    escaped: str = field(default="", repr=False)
    carrier: str = ""
    sample: str = field(default="", repr=False)
    declared: str = ""

    @property
    def source(self) -> str:
        """The text before `patch`: what `encode` turns into the bytes."""
        return self.escaped if self.patch else self.text

    @property
    def unread(self) -> tuple[BadBytes, ...]:
        """The bytes that no encoding reads."""
        return tuple(one for one in self.bad_bytes if not one.encoding)

    def encode(self, source: str) -> bytes:
        """Return a text like `source` in the encoding of the bytes, with their byte order mark: the way back.

        Raises UnicodeEncodeError if the encoding lacks a character.
        """
        return self.bom + source.encode(self.carrier or self.encoding, "surrogateescape")

    def as_utf8(self, text: str) -> bytes:
        """Return what a cleaned file gets: UTF-8, with a byte order mark only if the source was UTF-8 with one.

        Raises UnicodeEncodeError for a lone surrogate, unless it is a byte of a source in UTF-8 that stays as it was.
        """
        if self.encoding == "utf-8":
            return self.bom + text.encode("utf-8", "surrogateescape" if self.patch else "strict")
        return text.encode()


def round_trip(data: bytes, encoding: str, bom: bytes, how: How) -> Decoded | None:
    r"""Decode the bytes after a mark; None unless the text leads back to the very same bytes.

    Some codecs read two byte sequences as one character, or skip what they do not know: that would lose something.

    >>> round_trip(b'\x1b$B$"', "iso2022_jp", b"", "declared") is None  # a shift that is never undone
    True
    """
    try:
        found = Decoded(data[len(bom) :].decode(encoding), encoding, bom, how)
        return found if found.encode(found.text) == data else None
    except UnicodeError:
        return None
