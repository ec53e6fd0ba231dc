"""What decoding found: the text, and how to get the bytes back."""

from dataclasses import dataclass
from typing import Literal

How = Literal["bom", "utf-8", "declared", "guessed"]
"""What the encoding was known by."""


@dataclass(frozen=True, slots=True)
class Decoded:
    r"""Text with its history: which encoding its bytes were in, and what said so.

    `text` is without the byte order mark, which is `bom` (empty if there was none); `encoding` is a Python codec.

    >>> found = Decoded("caf\xe9", "cp1252", b"", "guessed")
    >>> found.encode(found.text), found.as_utf8("café")
    (b'caf\xe9', b'caf\xc3\xa9')
    """

    text: str
    encoding: str
    bom: bytes
    how: How

    def encode(self, text: str) -> bytes:
        """Return text in the encoding of the source, with its byte order mark: the way back.

        Raises UnicodeEncodeError if the encoding lacks a character.
        """
        return self.bom + text.encode(self.encoding)

    def as_utf8(self, text: str) -> bytes:
        """Return what a cleaned file gets: UTF-8, with a byte order mark only if the source was UTF-8 with one.

        Raises UnicodeEncodeError for a lone surrogate.
        """
        return (self.bom if self.encoding == "utf-8" else b"") + text.encode()


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
