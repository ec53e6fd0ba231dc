"""Mojibake made on purpose for `tests.bench.mojibake_matrix`: what each language is encoded in and read as.

A case counts only if nothing was lost (encoding the damaged text again gives the bytes) and if something was damaged.
"""

from __future__ import annotations

import codecs
import random
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_LEGACY = {
    "en fr de es pt it nl sv da fi nb is ca": "cp1252 mac_roman cp850",
    "pl cs hu sk sl hr ro": "cp1250 iso8859_2 cp852",
    "ru bg": "cp1251 koi8_r cp866 iso8859_5 mac_cyrillic",
    "uk be": "cp1251 koi8_u cp866 iso8859_5 mac_cyrillic",
    "sr mk": "cp1251 iso8859_5 mac_cyrillic",
    "el": "cp1253 iso8859_7",
    "tr": "cp1254",
    "lt lv et": "cp1257",
    "he": "cp1255",
    "ar fa": "cp1256",
    "th": "cp874",
    "vi": "cp1258",
    "zh_CN": "gb18030",
    "zh_TW": "cp950 gb18030",
    "ja": "cp932 euc_jp",
    "ko": "cp949",
    "hi bn ta te ka hy ur km eo af cy sq gl id": "",
}
TRUE = {language: _words(f"utf-8 {legacy}") for group, legacy in _LEGACY.items() for language in _words(group)}
"""What a text of each language may be encoded in."""
CJK = frozenset(_words("gb18030 gbk cp950 cp932 euc_jp cp949"))
WRONG = _words(
    "latin-1 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 iso8859_2 iso8859_3 iso8859_4"
    " iso8859_5 iso8859_7 iso8859_9 iso8859_10 iso8859_13 iso8859_15 iso8859_16 mac_roman mac_cyrillic cp437 cp850"
    " cp852 cp866 koi8_r koi8_u gb18030 cp950 cp932 euc_jp cp949"
)
"""What it may be taken for."""
USUAL = frozenset(_words("latin-1 cp1250 cp1251 cp1252 mac_roman cp437 cp850 cp866 koi8_r gb18030 cp950 cp932 cp949"))
"""What it is taken for as a rule: what systems of some place have taken all text for."""
FAMILIES = ("UTF-8", "CJK legacy", "Cyrillic/Greek/Hebrew/Arabic/Thai legacy", "Latin legacy")
_OTHER_SCRIPTS = frozenset(_words("ru bg uk be sr mk el he ar fa th"))
PAIRS = tuple(
    (family, true, wrong, _words(languages))
    for family, true, wrongs, languages in (
        (
            "UTF-8 as single-byte",
            "utf-8",
            "cp1252",
            "de fr es pt it pl cs hu ro tr vi ru el he ar th hi zh_CN zh_TW ja ko",
        ),
        ("UTF-8 as single-byte", "utf-8", "cp1251", "ru uk bg de zh_CN"),
        ("UTF-8 as single-byte", "utf-8", "cp1250", "pl cs hu"),
        ("UTF-8 as single-byte", "utf-8", "mac_roman", "de fr ru zh_CN"),
        ("UTF-8 as single-byte", "utf-8", "cp437", "de fr ru"),
        ("UTF-8 as single-byte", "utf-8", "koi8_r cp866", "ru"),
        ("UTF-8 as CJK", "utf-8", "gbk", "zh_CN zh_TW ja ko ru de"),
        ("UTF-8 as CJK", "utf-8", "cp932", "ja zh_CN"),
        ("UTF-8 as CJK", "utf-8", "cp950", "zh_TW zh_CN"),
        ("UTF-8 as CJK", "utf-8", "cp949", "ko zh_CN ja"),
        ("CJK as single-byte", "gbk", "cp1252 cp1251", "zh_CN"),
        ("CJK as single-byte", "cp950", "cp1252", "zh_TW"),
        ("CJK as single-byte", "cp932", "cp1252", "ja"),
        ("CJK as single-byte", "euc_jp", "cp1252", "ja"),
        ("CJK as single-byte", "cp949", "cp1252", "ko"),
        ("CJK as another CJK", "gbk", "cp950 cp932 cp949", "zh_CN"),
        ("CJK as another CJK", "cp950", "gbk cp932 cp949", "zh_TW"),
        ("CJK as another CJK", "cp932", "gbk cp950", "ja"),
        ("CJK as another CJK", "euc_jp", "gbk cp932", "ja"),
        ("CJK as another CJK", "cp949", "gbk cp950 cp932", "ko"),
        ("Cyrillic single-byte", "cp1251", "koi8_r cp866 cp1252", "ru uk bg"),
        ("Cyrillic single-byte", "cp1251", "mac_cyrillic iso8859_5 gbk", "ru"),
        ("Cyrillic single-byte", "koi8_r", "cp1251 cp1252 cp866", "ru"),
        ("Cyrillic single-byte", "cp866", "cp1251 cp1252", "ru"),
        ("el/he/ar/fa/th single-byte", "cp1253", "cp1252 cp1251", "el"),
        ("el/he/ar/fa/th single-byte", "cp1255", "cp1252", "he"),
        ("el/he/ar/fa/th single-byte", "cp1256", "cp1252", "ar fa"),
        ("el/he/ar/fa/th single-byte", "cp1256", "cp1251", "ar"),
        ("el/he/ar/fa/th single-byte", "cp874", "cp1252 gbk", "th"),
        ("cp1250/8859-2/1254/1257 as cp1252/cp1250", "cp1250", "cp1252", "pl cs hu ro"),
        ("cp1250/8859-2/1254/1257 as cp1252/cp1250", "iso8859_2", "cp1250", "pl cs"),
        ("cp1250/8859-2/1254/1257 as cp1252/cp1250", "iso8859_2", "cp1252", "pl cs hu"),
        ("cp1250/8859-2/1254/1257 as cp1252/cp1250", "cp1254", "cp1252", "tr"),
        ("cp1250/8859-2/1254/1257 as cp1252/cp1250", "cp1257", "cp1252", "lt lv"),
        ("cp1252 as cp1251/437/mac/1250, cp850 as cp1252", "cp1252", "cp1251", "de fr es"),
        ("cp1252 as cp1251/437/mac/1250, cp850 as cp1252", "cp1252", "cp437 mac_roman", "de fr"),
        ("cp1252 as cp1251/437/mac/1250, cp850 as cp1252", "cp1252", "cp1250", "fr es"),
        ("cp1252 as cp1251/437/mac/1250, cp850 as cp1252", "cp850", "cp1252", "de fr"),
        ("cp1252 as gbk", "cp1252", "gbk", "de fr es"),
    )
    for wrong in _words(wrongs)
)
"""The pairs that windows are cut for: family, encoding, what it was read as, languages."""
TRIES = 400
"""How many sentences are tried for a cell before it counts as full."""
UNSPACED = frozenset({"zh_CN", "zh_TW", "ja", "th", "km"})
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_CEDILLA = str.maketrans("șțȘȚ", "şţŞŢ")
_YEH = str.maketrans("ی", "ي")
_HIGH = re.compile(r"[^\x00-\x7f]")


class Cell(NamedTuple):
    """Cases that are alike: texts of a language, in its encoding, read in another."""

    family: str
    language: str
    true: str
    wrong: str


class Case(NamedTuple):
    """A text, and what became of it."""

    truth: str
    damaged: str


def cells() -> list[Cell]:
    """Return every language, encoding and wrong decoder, family by family."""
    every = (
        Cell(family(language, true), language, true, wrong)
        for language, encodings in TRUE.items()
        for true in encodings
        for wrong in WRONG
        if wrong != true
    )
    return sorted(every, key=lambda cell: FAMILIES.index(cell.family))


def window_cells() -> list[Cell]:
    """Return the cells of the table of pairs."""
    return [Cell(family, language, true, wrong) for family, true, wrong, languages in PAIRS for language in languages]


def family(language: str, true: str) -> str:
    """Return which of the families a text is of, by its true encoding."""
    if true == "utf-8":
        return FAMILIES[0]
    if true in CJK:
        return FAMILIES[1]
    return FAMILIES[2] if language in _OTHER_SCRIPTS else FAMILIES[3]


@lru_cache(maxsize=64)
def _table(codec: str) -> tuple[dict[int, str], dict[str, int]]:
    """Return a single-byte codec both ways; what it leaves open among 80-9F is the C1 control of that number."""
    there: dict[int, str] = {}
    for byte in range(256):
        try:
            there[byte] = bytes([byte]).decode(codec)
        except UnicodeDecodeError:
            if 0x80 <= byte <= 0x9F:
                there[byte] = chr(byte)
    return there, {char: byte for byte, char in there.items()}


def decode(data: bytes, codec: str) -> str | None:
    """Return the bytes read in a codec, None if it has no reading for them."""
    if codec == "utf-8" or codec in CJK:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            return None
    there = _table(codec)[0]
    chars = [there.get(byte) for byte in data]
    return None if None in chars else "".join(char for char in chars if char)


def encode(text: str, codec: str) -> bytes | None:
    """Return the bytes of a text in a codec, None if it lacks a character."""
    if codec == "utf-8" or codec in CJK:
        try:
            return text.encode(codec)
        except UnicodeEncodeError:
            return None
    back = _table(codec)[1]
    numbers = [back.get(char) for char in text]
    return None if None in numbers else bytes(number for number in numbers if number is not None)


def fitted(text: str, codec: str) -> str:
    """Return a text as it was written in that encoding: ş for ș, ي for the Persian yeh, and tones apart in cp1258.

    >>> fitted("Việt", "cp1258") == "Vi\u00ea\u0323t", fitted("și", "cp1250")
    (True, 'şi')
    """
    if codec in {"cp1250", "iso8859_2", "cp852"}:
        return text.translate(_CEDILLA)
    if codec == "cp1256":
        return text.translate(_YEH)
    return "".join(map(_apart, text)) if codec == "cp1258" else text


def _apart(char: str) -> str:
    base = unicodedata.normalize("NFD", char)
    tones = "".join(mark for mark in base if mark in _TONES)
    if not tones or encode(char, "cp1258"):
        return char
    return unicodedata.normalize("NFC", "".join(mark for mark in base if mark not in _TONES)) + tones


def damage(text: str, true: str, wrong: str) -> Case | None:
    """Return a text with its damage, None if nothing is damaged, or something lost."""
    text = text if true == "utf-8" else fitted(text, true)
    data = encode(text, true)
    if data is None or data.isascii() or decode(data, true) != text:
        return None
    damaged = decode(data, wrong)
    if damaged is None or damaged.translate(_CEDILLA) == text or encode(damaged, wrong) != data:
        return None  # a comma for a cedilla is no damage: it is how Romanian is written today
    return Case(text, damaged)


@lru_cache(maxsize=128)
def sentences(folder: Path, language: str) -> tuple[str, ...]:
    """Return the sentences of a language, none if there is no file."""
    path = folder / f"{language}.txt"
    return tuple(line for line in path.read_text("utf-8").split("\n") if line) if path.exists() else ()


def cases(folder: Path, cell: Cell, count: int, seed: int) -> list[Case]:
    """Draw as many cases for a cell as it has, at most `count`."""
    lines = sentences(folder, cell.language)
    lot = random.Random(f"{seed} {cell.language} {cell.true} {cell.wrong}")  # noqa: S311 - can be drawn again
    found: list[Case] = []
    for line in lot.sample(lines, min(TRIES, len(lines))):
        case = damage(line, cell.true, cell.wrong)
        if case:
            found.append(case)
            if len(found) == count:
                break
    return found


@lru_cache(maxsize=64)
def _running(folder: Path, language: str) -> str:
    return ("" if language in UNSPACED else " ").join(sentences(folder, language))


def windows(folder: Path, cell: Cell, count: int, width: int, seed: int) -> Iterator[Case]:
    """Draw windows of `width` characters, from the start of a word where there are words."""
    text = _running(folder, cell.language)
    lot = random.Random(f"{seed} {width} {cell.language} {cell.true} {cell.wrong}")  # noqa: S311 - as above
    left = count
    for _ in range(count * 40 if len(text) > 2 * width + 40 else 0):
        start = lot.randrange(len(text) - width - 40)
        if cell.language not in UNSPACED:
            start = text.find(" ", start) + 1
        window = text[start : start + width].strip()
        case = damage(window, cell.true, cell.wrong) if len(window) >= width * 0.9 and _HIGH.search(window) else None
        if case:
            yield case
            left -= 1
            if not left:
                return


def lossy(text: str, wrong: str) -> str:
    """Return UTF-8 read in another encoding, with U+FFFD for what that has no reading for."""
    return codecs.decode(text.encode(), wrong, "replace")
