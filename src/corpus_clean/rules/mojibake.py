"""UTF-8 that was read in a single-byte code page: FranÃ§ais, itâ€™s, Ð¿Ñ€Ð¸Ð²ÐµÑ‚.

What it does: reads the passage back into the bytes it was, and the bytes as the UTF-8 they are.

Why this is damage: the sequences of lead and continuation bytes that make UTF-8 valid do not come together by chance.

How it decides. Only lines that hold such a sequence are looked at. The heuristic of ftfy says whether a passage is
mojibake at all; its search for the code page is used with every step that guesses, or loses information, switched off.
A repair is proven when the code pages it went through turn the result into exactly what stood there.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from corpus_clean.edit import Certainty, Edit
from corpus_clean.mojibake.quoted import is_shown
from corpus_clean.rule import Example, Phase, Rule, Safety

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ftfy import ExplanationStep

    from corpus_clean.document import Document

CODE_PAGES = ("latin-1", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "iso8859-2", "mac-roman", "cp437")
"""The code pages that UTF-8 is known to be read in."""

_LINE = re.compile(r"[^\r\n]+")
_ORDINARY = frozenset("\t\xad\u200c\u200d\u200e\u200f\ufeff")


def _shown(code_page: str, first: int, last: int) -> str:
    """Return the characters that a code page shows for a range of bytes, as a character class without brackets."""
    chars = {
        bytes((byte,)).decode(code_page, "ignore") or chr(byte)  # a hole is passed through as the C1 control
        for byte in range(first, last + 1)
    }
    return re.escape("".join(sorted(chars)))


def _trigger() -> str:
    """Return the pattern of a UTF-8 sequence as one of the code pages shows it, leads with their continuations."""
    leads = set()
    continuations = set()
    branches = []
    for code_page in CODE_PAGES:
        continuation = _shown(code_page, 0x80, 0xBF)
        continuations.add(continuation)
        for first, last, count in ((0xC2, 0xDF, 1), (0xE0, 0xEF, 2), (0xF0, 0xF4, 3)):
            lead = _shown(code_page, first, last)
            leads.add(lead)
            branches.append(f"(?<=[{lead}])[{continuation}]{{{count}}}")
    return f"[{''.join(sorted(leads))}](?=[{''.join(sorted(continuations))}])(?:{'|'.join(branches)})"


def find(text: str, document: Document) -> Iterator[Edit]:
    """Repair the passages that are UTF-8 read in a single-byte code page."""
    pattern = RULE.pattern
    passages = _passages()
    for line in _LINE.finditer(text):
        if not line[0].isascii() and pattern.search(line[0]):
            for passage in passages.finditer(text, *line.span()):
                if pattern.search(passage[0]):
                    for edit in _repaired(passage[0], passage.start()):
                        if not is_shown(text, edit.start, edit.end, document):
                            yield edit


@cache
def _passages() -> re.Pattern[str]:
    """Return the pattern of what can stand in a single-byte code page at all."""
    return re.compile(f"[\x20-\x7e\t\xa0{''.join(_shown(code_page, 0x80, 0xFF) for code_page in CODE_PAGES)}]+")


def _repaired(passage: str, offset: int) -> Iterator[Edit]:
    import ftfy

    # Handed over as one object: keyword arguments are ignored by ftfy where no explanation is asked for.
    config = ftfy.TextFixerConfig(
        restore_byte_a0=False, replace_lossy_sequences=False, decode_inconsistent_utf8=False, fix_c1_controls=False
    )
    fixed, plan = ftfy.fix_encoding_and_explain(passage, config)
    pages = _pages(plan or ())
    if not pages or any(map(_is_odd, fixed)):
        return
    shown = [_read_in(char, pages) for char in fixed]
    if "".join(shown) != passage:
        return
    note = f"UTF-8 read as {' and again as '.join(page.removeprefix('sloppy-') for page in pages)}"
    at = offset
    for unchanged, group in groupby(zip(fixed, shown, strict=True), key=lambda pair: pair[0] == pair[1]):
        chars, seen = map("".join, zip(*group, strict=True))
        if not unchanged:
            yield Edit(at, at + len(seen), chars, Certainty.PROVEN, note)
        at += len(seen)


def _is_odd(char: str) -> bool:
    """Say whether a character speaks against the reading it is in, as controls and unassigned code points do."""
    return unicodedata.category(char)[0] == "C" and char not in _ORDINARY


def _pages(plan: Sequence[ExplanationStep]) -> list[str]:
    """Return the code pages a plan goes through, none unless every step of it can be walked back."""
    steps = [tuple(step) for step in plan]
    pages = [page for action, page in steps[::2] if action == "encode"]
    readings = [codec for action, codec in steps[1::2] if action == "decode" and codec.startswith("utf-8")]
    return pages if len(pages) == len(readings) == len(steps) / 2 else []


def _read_in(text: str, pages: Sequence[str]) -> str:
    """Return what becomes of the text when its UTF-8 is read in the last of the pages, that in the one before, ..."""
    for page in reversed(pages):
        text = text.encode("utf-8", "surrogatepass").decode(page, "replace")
    return text


RULE = Rule(
    id="mojibake",
    phase=Phase.ENCODING,
    repairs="Repairs UTF-8 that was read in a single-byte code page.",
    why_safe="The passage is valid UTF-8 byte for byte, and the result, read in that code page, gives what was there.",
    safety=Safety.SAFE,
    trigger=_trigger(),
    examples=(
        Example("La cigÃ¼eÃ±a vuelve en marzo.", "La cigüeña vuelve en marzo."),
        Example("ÐŸÑ€Ð¸Ð²ÐµÑ‚, Ð¼Ð¸Ñ€", "Привет, мир"),
        Example("She said: â€œgood morningâ€\x9d", "She said: “good morning”"),
        Example("Ã‰TAT CIVIL", "ÉTAT CIVIL"),
        Example("La cigüeña vuelve", "La cigüeña vuelve"),
        Example("СССР» и «ЭВМ»", "СССР» и «ЭВМ»", "a Cyrillic letter before a quotation mark"),
        Example("SÃO PAULO", "SÃO PAULO", "Ã is a letter"),
    ),
    find=find,
)
