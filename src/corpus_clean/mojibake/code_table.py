"""Characters in the order of their codes in some codec: a table of it, which is what it should be."""

from __future__ import annotations

from corpus_clean.mojibake.codecs import codec

LEAST = 8
"""How many characters in a row must have codes that follow one another."""
SHARE = 2
"""One of so many characters beyond ASCII must be among those."""


def is_code_table(text: str, codec_name: str) -> bool:
    """Say whether much of what is not ASCII in a text stands in the order of a codec, whatever is between.

    >>> is_code_table("áíóúñÑªº¿⌐¬½¼¡«»", "cp437"), is_code_table("áíóúñÑªº¿⌐¬½¼¡«»", "cp1252")
    (True, False)
    """
    beyond = [char for char in text if char > "\x7f"]
    if len(beyond) < LEAST:
        return False
    encode = codec(codec_name).encode
    codes = [int.from_bytes(data) if (data := encode(char)) else -2 for char in beyond]
    longest = run = total = 0
    for before, code in zip([-2, *codes], codes, strict=False):
        run = run + 1 if code == before + 1 and code > 0 else 1
        longest = max(longest, run)
        total += (run == LEAST) * LEAST + (run > LEAST)
    return longest >= LEAST and total * SHARE >= len(beyond)
