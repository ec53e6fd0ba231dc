"""Two forms of one word side by side, the broken one and the right one: what joins them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.mojibake.terms import JOINS, RELATES

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARROWS = lazily.compiled(r"<?[-=~]+>|<[-=~]+>?|[→⇒➔➜⟶⟹↔⇔←⇐↦▶►]")
_CELL = lazily.compiled(r"</?t[dhr]\b[^<>]{0,80}>|</?(?:code|tt|kbd|samp|q|b|i)>")
_NUMBER = lazily.compiled(r"(?:U\+|0x|\\x|\\u|%|&#x?)?\b[0-9A-Fa-f]{2,6}\b;?")
_ANY = lazily.compiled(f"[-|\t(（/=<>]|  |{_ARROWS.pattern}")
_WORD = lazily.compiled(r"\w+")
_MOST_WORDS = 8


def alone(text: str, wanted: str) -> Iterator[int]:
    """Yield where `wanted` stands in a short text as a word of its own; offsets are in code points.

    >>> list(alone("für, ü", "ü"))
    [5]
    """
    at = text.find(wanted)
    while at >= 0:
        if not text[max(0, at - 1) : at].isalnum() and not text[at + len(wanted) : at + len(wanted) + 1].isalnum():
            yield at
        at = text.find(wanted, at + 1)


def may_join(text: str) -> bool:
    """Say whether a text has anything in it that joins two forms neither of which has marks around it.

    >>> may_join("und dann kam er"), may_join("ist richtig (nicht")
    (False, True)
    """
    return _ANY.search(text) is not None or JOINS.search(text) is not None


def joins(between: str, *, quoted: bool) -> bool:
    """Say whether what stands between two forms says that they are two forms of one; `quoted`: one has marks around it.

    >>> joins(" -> ", quoted=False), joins(" and then ", quoted=False), joins('": "', quoted=True)
    (True, False, True)
    """
    rest, cells = _CELL.subn("|", between)
    if "\n" in rest:
        return False
    rest, arrows = _ARROWS.subn(" ", rest)
    if "<" in rest or ">" in rest:
        return False
    words = len(_WORD.findall(_NUMBER.sub(" ", rest)))
    if words:
        return words <= _MOST_WORDS and (
            JOINS.search(rest) is not None or (quoted and RELATES.search(rest) is not None)
        )
    if arrows or cells or "|" in rest or "\t" in rest or "  " in rest or rest.strip() in {"(", "（", "/", "="}:
        return True
    return quoted and bool(rest.strip("\"'` "))
