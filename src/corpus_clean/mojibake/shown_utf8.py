"""What sequences of UTF-8 look like in the codecs that it is read in: Ã¶ in windows-1252, РЎ in windows-1251."""

from __future__ import annotations

import re
from functools import cache

from corpus_clean.mojibake.codecs import codec
from corpus_clean.one_pattern import inside

COMMON = (
    "cp1252", "latin-1", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "iso8859-2", "mac-roman", "cp437", "cp850",
)  # fmt: skip
"""The codecs that UTF-8 is read in the most."""
_TAILS = range(0x80, 0xC0)
_TWO_BYTES = (
    ((0xC2, 0xC3, 0xC4, 0xC5, 0xCC, 0xCE, 0xCF, 0xD0, 0xD1, 0xD7, 0xD8, 0xD9), _TAILS),
    ((0xC6,), (0xA1, 0xB0)),  # ơ ư
    ((0xC8,), (0x98, 0x99, 0x9A, 0x9B)),  # Ș ș Ț ț
)
"""Lead bytes of UTF-8, and what may follow: signs and letters of Latin, Greek, Cyrillic, Hebrew and Arabic."""
_LONG = ((range(0xE0, 0xF0), 1), (range(0xF0, 0xF5), 2))
"""Lead bytes, and how many continuations come behind the first."""
_SMALL = "ђѓєѕіїјљњћќўџґё"
_NATURAL = rf"(?<![А-Я][{_SMALL}](?![А-Я]))(?<![─═][┐│┤╡╢╖╕╣║╗╝╜╛])"
"""What good text has: a capital of Cyrillic before its small letter (Её), the corner of a table."""


@cache
def sequences() -> re.Pattern[str]:
    """Return the pattern of a sequence, compiled.

    >>> bool(sequences().search("schÃ¶n")), bool(sequences().search("schön"))
    (True, False)
    """
    return re.compile(pattern())


def pattern(but: str = "") -> str:
    """Return the pattern of a sequence: a continuation behind its lead byte.

    Of two bytes only those are looked for that stand for characters which are written alone or among others.
    Continuations that are shown as a letter of `but` are left out.
    """
    leads, long_leads, tails = set[int](), set[int](), set[int]()
    branches: list[str] = []
    for name in COMMON:
        shown = [*map(ord, codec(name).shown)]
        tail = inside(shown[at] for at in _TAILS)
        tails.update(shown[at] for at in _TAILS)
        for firsts, allowed in _TWO_BYTES:
            here = [shown[at] for at in firsts]
            leads.update(here)
            branches.append(f"(?<=[{inside(here)}][{inside(shown[at] for at in allowed)}])")
        small = inside(ord(char) for char in codec(name).shown[0x80:0xC0] if char.islower() and char not in "ªºµ")
        words = f"(?<![{small}](?=[{small}»”’]))" if small else ""  # těžší, дії
        for lead, more in _LONG:
            here = [shown[at] for at in lead]
            long_leads.update(here)
            branches.append(f"(?<=[{inside(here)}][{tail}]){words}(?=[{tail}]{{{more}}})")
    behind = f"(?<=[{inside(leads)}].)|(?<=[{inside(long_leads)}].)(?=[{inside(tails)}])"
    return f"[{inside(tails - {*map(ord, but)})}](?:{behind}){_NATURAL}(?:{'|'.join(branches)})"
