"""A guess with a bar: what is not clearly one encoding is left for a human.

Decided by the letters (see evidence.py), so for the encodings whose letters say enough: those of Chinese, Japanese,
Korean and Russian. Western code pages are never decided. They agree on most letters and differ where nothing tells.
charset-normalizer, whose guesses can be wrong on short text, only names a candidate to a human.
"""

from __future__ import annotations

from .decoded import Decoded, round_trip

RIVAL = 0.5
"""What share of the evidence that a reading needs makes it the rival of another."""

SOME = 32
"""How many bytes beyond ASCII say anything at all."""

_ASCII = bytes(range(128))


def by_guess(data: bytes) -> Decoded | None:
    r"""Take the one reading that makes sense; pass if another comes near it that says something else.

    >>> by_guess(("他说：今天的天气很好，我们一起去公园散步吧。" * 9).encode("gbk")).encoding
    'gb18030'
    >>> by_guess(b"Le caf\xe9" * 99) is None
    True
    """
    if is_damaged_utf8(data):
        return None
    # Its tables take milliseconds to make, and nearly all text is UTF-8.
    from .evidence import LETTERS, READINGS

    if len(data.translate(None, _ASCII)) < LETTERS:
        return None
    found: list[Decoded] = []
    rivals: set[str] = set()
    for reading in READINGS:
        read = round_trip(data, reading.encoding, b"", "guessed")
        if read is None:
            continue
        if reading.makes_sense(read.text):
            found.append(read)
        if reading.is_prose(read.text, 0, RIVAL):
            rivals.add(read.text)
    return found[0] if found and rivals == {found[0].text} else None


def is_damaged_utf8(data: bytes) -> bool:
    r"""Tell whether bytes are UTF-8 in the main, which no other encoding is by chance.

    >>> is_damaged_utf8("naïve été\xff".encode("utf-8")[:-1]), is_damaged_utf8("naïve".encode("latin-1"))
    (True, False)
    """
    beyond = len(data.translate(None, _ASCII))
    read = data.decode(errors="ignore").encode().translate(None, _ASCII)
    return 2 * len(read) > beyond


def candidate(data: bytes) -> str:
    r"""Name the encoding that bytes may be in, empty if there is nothing to go by. It is worth a look, and no more.

    >>> candidate(b"caf\xe9")
    ''
    """
    if len(data.translate(None, _ASCII)) < SOME:
        return ""
    # Costs as much to import as the whole program to start, and is only needed to complain.
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return best.encoding if best is not None and round_trip(data, best.encoding, b"", "guessed") else ""
