"""Build unicode_facts.tsv and languages.tsv: what the rules about characters need to know of the standards.

Run `python -m corpus_clean.tables.build.unicode_facts [UCD [CLDR]]` from `src`. UCD is the folder of the Unicode
Character Database that Debian's package unicode-data 15.0.0-1 installs, CLDR the folder `main` of the npm package
cldr-misc-full 48.2.0 (both Unicode-3.0). The places of the private use area that GBK once gave to characters come
from Python's codec gb18030. The same versions give the same bytes.

unicode_facts.tsv has a fact a line, its name and its value: `version`; `radicals`, pairs of a radical and its
ideograph; `compatibility`, triples of a compatibility ideograph, its unified ideograph and the variation selector
that keeps the difference; `variants`, a selector and the bases it is standardized behind, a line each; `changes`,
`maybe` and `combining`, the insides of character classes of what NFC changes, of what it may change, and of what has
a combining class, as far as Unicode 14.0 has it, so that every Python gives one result; `private`, pairs of a private
character of GBK and the character that was meant.

languages.tsv has a language a line: its tag, its letters in both cases, and its outer and inner quotation marks.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FACTS = Path(__file__).parents[1] / "unicode_facts.tsv"
LANGUAGES = Path(__file__).parents[1] / "languages.tsv"
QUOTES = {"es": "«»“”"}
"""Quotation marks where CLDR's are not those of the language's authority: the Real Academia sets «» outside."""
OLDEST = (14, 0)
"""The Unicode version of the oldest Python that is supported: what is younger, NFC does not do everywhere."""
_MOVED = "\U00020087\U00020089\U000200cc\u9fb4\u9fb5\u9fb6\u9fb7\U000215d7\u9fb8\U0002298f\u9fb9\u9fba\U000241fe\u9fbb"
# what was private in GB 18030-2000 and is no more in -2005
_VERTICAL = "︐︒︑︓︔︕︖︗︘︙"  # the same in GB 18030-2022, at E78D to E796


def records(path: Path) -> Iterator[list[str]]:
    """Yield the fields of each line of a file of the Unicode Character Database."""
    for line in path.read_text("utf-8").split("\n"):
        if data := line.partition("#")[0].strip():
            yield [field.strip() for field in data.split(";")]


def spread(field: str) -> range:
    """Return the code points that a field names: one, or a range."""
    first, _, last = field.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def class_of(codes: Iterable[int]) -> str:
    """Return the inside of a character class."""
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(chr(low) if low == high else f"{chr(low)}-{chr(high)}" for low, high in ranges)


def facts(ucd: Path) -> Iterator[tuple[str, str]]:
    """Yield the facts, by name."""
    yield "version", re.findall(r"-([\d.]+)\.txt", (ucd / "DerivedAge.txt").read_text("utf-8"))[0]
    radicals = [
        (code, chr(int(ideograph, 16)))
        for field, ideograph in records(ucd / "EquivalentUnifiedIdeograph.txt")
        for code in spread(field)
        if 0x2E80 <= code <= 0x2FD5
    ]
    yield "radicals", "".join(f"{chr(code)}{ideograph}" for code, ideograph in sorted(radicals))
    compatibility: list[str] = []
    bases: dict[str, set[str]] = {}
    for sequence, what, *_ in records(ucd / "StandardizedVariants.txt"):
        base, selector = (chr(int(code, 16)) for code in sequence.split(" "))
        bases.setdefault(selector, set()).add(base)
        if what.startswith("CJK COMPATIBILITY IDEOGRAPH-"):
            compatibility.append(chr(int(what.rpartition("-")[2], 16)) + base + selector)
    yield "compatibility", "".join(sorted(compatibility))
    for selector, chars in sorted(bases.items()):
        yield "variants", selector + "".join(sorted(chars))
    old = {
        code
        for field, age in records(ucd / "DerivedAge.txt")
        if tuple(map(int, age.split("."))) <= OLDEST
        for code in spread(field)
        if code <= 0xFFFF
    }
    quick: dict[str, set[int]] = {"N": set(), "M": set()}
    for field, name, *value in records(ucd / "DerivedNormalizationProps.txt"):
        if name == "NFC_QC":
            quick[value[0]] |= set(spread(field)) & old
    unified = {ord(triple[0]) for triple in compatibility}
    yield "changes", class_of(quick["N"] - unified)
    yield "maybe", class_of(quick["M"])
    combining = {int(code, 16) for code, _, _, ccc, *_ in records(ucd / "UnicodeData.txt") if ccc != "0"}
    yield "combining", class_of(combining & old)
    yield "private", "".join(private())


def private() -> Iterator[str]:
    """Yield pairs of a private character that GBK's mapping had and the character that has its place today."""
    yield "\ue5e5\u3000"
    yield "\ue7c7ḿ"
    yield from (chr(0xE78D + at) + char for at, char in enumerate(_VERTICAL))
    moved = iter(_MOVED)
    trails = [*range(0x50, 0x7F), *range(0x80, 0xA1)]
    for at, trail in enumerate(trails):
        meant = bytes((0xFE, trail)).decode("gb18030")
        if 0xE000 <= ord(meant) <= 0xF8FF:
            meant = next(moved)
        yield chr(0xE815 + at) + meant


def languages(cldr: Path) -> Iterator[str]:
    """Yield a line for each language that has letters of its own, by tag."""
    for path in sorted(cldr.iterdir()):
        characters, delimiters = path / "characters.json", path / "delimiters.json"
        if "-" in path.name and path.name not in ("zh-Hant", "sr-Latn", "uz-Cyrl", "az-Cyrl", "bs-Cyrl"):
            continue
        if not characters.exists() or not delimiters.exists():
            continue
        said = json.loads(characters.read_text("utf-8"))["main"][path.name]["characters"]["exemplarCharacters"]
        marks = json.loads(delimiters.read_text("utf-8"))["main"][path.name]["delimiters"]
        quotes = "".join(
            marks.get(f"{which}{end}", "")[:1]
            for which in ("quotation", "alternateQuotation")
            for end in ("Start", "End")
        )
        quotes = QUOTES.get(path.name, quotes)
        letters = set(members(said))
        if len(letters) > 400 or len(quotes) != 4:  # Han and Hangul are no alphabet
            letters = set()
        letters |= {char.upper() for char in letters if len(char.upper()) == 1}
        yield f"{path.name}\t{''.join(sorted(letters))}\t{quotes}\n"


def members(said: str) -> Iterator[str]:
    """Yield the single letters of a set as CLDR writes it; a letter with a mark counts where it is one in NFC."""
    for sequence in re.findall(r"\{([^}]*)\}|\\?([^\s\[\]{}\\])", said):
        for char in unicodedata.normalize("NFC", "".join(sequence)):
            if char.isalpha():
                yield char


if __name__ == "__main__":
    ucd, cldr = [*map(Path, sys.argv[1:3]), Path("/usr/share/unicode"), Path("cldr-misc-full/main")][:2]
    if absent := [folder for folder in (ucd, cldr) if not folder.is_dir()]:
        sys.exit(f"{absent[0]}: is not there; the docstring says what to install, and tables/README.md how")
    FACTS.write_bytes("".join(f"{name}\t{value}\n" for name, value in facts(ucd)).encode())
    LANGUAGES.write_bytes("".join(languages(cldr)).encode())
    print(f"{FACTS.name}: {FACTS.stat().st_size:,} bytes; {LANGUAGES.name}: {LANGUAGES.stat().st_size:,} bytes")
