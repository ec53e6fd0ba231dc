"""Noncharacters: code points that Unicode will never give to a character, as U+FFFE.

They are legal in text (Corrigendum 9) and stay. Where one is, something went wrong before: U+FFFE is U+FEFF with its
bytes swapped, U+FFFF is a counter that ran out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.rule import Example, Phase, Rule, Safety, Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_LAST_TWO = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_PATTERN = lazily.compiled(f"[\ufdd0-\ufdef{_LAST_TWO}]")


def find(text: str, document: Document) -> Iterator[Suspicion]:
    """Report each of them."""
    for match in _PATTERN.finditer(text):
        code = ord(match[0])
        note = "a byte order mark with its bytes swapped" if code == 0xFFFE else "no character, now or ever"
        yield Suspicion(*match.span(), f"U+{code:04X}: {note}")


RULE = Rule(
    id="noncharacter",
    phase=Phase.UNICODE,
    repairs="Reports noncharacters (U+FFFE, U+FFFF, U+FDD0 to U+FDEF and their like).",
    why_safe="It changes nothing.",
    safety=Safety.REPORT,
    trigger=_PATTERN.pattern,
    examples=(
        Example("a\ufffeb", "a\ufffeb", "bytes swapped", found=("\ufffe",)),
        Example("a\U0001ffffb", "a\U0001ffffb", found=("\U0001ffff",)),
        Example("a\ufffdb", "a\ufffdb", "U+FFFD is a character"),
        Example("\ufdcf\ufdf0", "\ufdcf\ufdf0", "the neighbours of the block"),
    ),
    find=find,
)
