"""Damaged and mixed documents for `tests.bench.charset_accuracy`: what one bad byte, or two encodings, do to a text."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, NamedTuple

from tests.bench.charset_texts import encoded, half

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENTS = {
    "fr": "cp1252", "de": "cp1252", "cs": "cp1250", "pl": "iso8859-2", "ru": "cp1251", "el": "iso8859-7",
    "tr": "cp1254", "he": "cp1255", "ar": "cp1256", "ja": "cp932", "ko": "cp949", "zh_CN": "gb18030", "zh_TW": "big5",
    "uk": "koi8-u", "hu": "cp1250", "ja ": "euc_jp",
}  # fmt: skip
"""The languages, and the encoding that each has beside UTF-8."""
SIZE = 3000
_MULTI = frozenset(("utf-8", "cp932", "cp949", "gb18030", "big5", "euc_jp"))
_FEWEST_LINES = 8


class Damaged(NamedTuple):
    """A document that something happened to, and its text before; what was cut off counts as never there."""

    language: str
    kind: str
    data: bytes
    text: str


def damaged(texts: dict[str, list[str]], name: str, seed: int = 7) -> Iterator[Damaged]:
    """Yield every document, in UTF-8 and in its other encoding, with every kind of damage."""
    rng = random.Random(seed)  # noqa: S311 - can be drawn again
    for language, other in DOCUMENTS.items():
        whole = "\n".join(half(texts[language.strip()], name))
        made = encoded(whole[5000:11_000] if len(whole) > 11_000 else whole[:6000], other)
        if made is None:
            raise ValueError(f"{language} does not fit into {other}")
        text = made[1][:SIZE]
        lines = text.split("\n")
        if len(lines) < _FEWEST_LINES:
            text = "\n".join(re.split(r"(?<=[.。;])", text))
        for main in ("utf-8", other):
            kind = "utf-8" if main == "utf-8" else "legacy"
            for what, data, truth in _kinds(text, main, other if main == "utf-8" else "utf-8", rng):
                yield Damaged(language.strip(), f"{kind} {what}", data, truth)


def _kinds(text: str, main: str, other: str, rng: random.Random) -> Iterator[tuple[str, bytes, str]]:
    data = text.encode(main)
    beyond = [at for at, byte in enumerate(data) if byte > 0x7F]
    at = rng.choice(beyond)
    yield "+FF", data[:at] + b"\xff" + data[at:], text
    for count in (1, 5):
        left = bytearray(data)
        for at in sorted(rng.sample(beyond, count), reverse=True):
            del left[at]
        yield f"-{count}", bytes(left), text
    flipped = bytearray(data)
    flipped[rng.choice(beyond)] = rng.randrange(128, 256)
    yield "flip", bytes(flipped), text
    if main in _MULTI:
        middle = beyond[len(beyond) // 2]
        yield "cut start", *_cut(data, main, middle, -1)
        yield "cut end", *_cut(data, main, middle, 1)
    for share in (10, 3):
        mixed = [
            line.encode(other if number % share == share - 1 else main) for number, line in enumerate(text.split("\n"))
        ]
        yield f"mixed 1/{share}", b"\n".join(mixed), text
    if main == "utf-8" and other in {"cp1252", "cp1250"}:
        words = text.split(" ")
        pieces = [word.encode() for word in words]
        for at in rng.sample([at for at, word in enumerate(words) if not word.isascii()], 3):
            pieces[at] = words[at].encode(other)
        yield "words", b" ".join(pieces), text


def _cut(data: bytes, main: str, at: int, towards: int) -> tuple[bytes, str]:
    """Cut within a character: what is left, and its text without what is left of that character."""
    for here in range(at, at + 8):
        part = data[here:] if towards < 0 else data[:here]
        try:
            part.decode(main)
        except UnicodeDecodeError:
            return part, part.decode(main, "ignore")
    return data, data.decode(main)
