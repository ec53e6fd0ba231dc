"""Kinds of damage: the codecs in which a passage is UTF-8 that was misread, and where else a text has the like."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.mojibake.codecs import MULTI, SINGLE, UTF_8, codec, single_with

if TYPE_CHECKING:
    from _codecs import _EncodingMap
    from collections.abc import Iterator

LONGEST = 300
"""How long a passage may be that is read back whole, in code points."""
MOST = 0.8
"""Which part of the bytes of a passage must be sequences of UTF-8 to make it damage of the kind."""
COMMON = 20
"""How many codecs of one byte are taken for common."""
EXAMINED = 2000
"""How many stretches of a text are examined for damage by a codec of several bytes."""

_LAYERS = 6
_LOST = lazily.compiled("[?\ufffd]+")
_STRETCH = lazily.compiled("[^\x00-\x7f]{3,400}")
_PART = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@lru_cache(maxsize=1024)
def repaired(passage: str, start: int, end: int) -> tuple[str, ...]:
    """Return the passage as it can have been, all of it read back or only the span; the span is half-open.

    >>> repaired("schÃ¶n é", 3, 5)[0]
    'schön é'
    """
    whole = readings(passage)
    parts = readings(passage[start:end]) if (start, end) != (0, len(passage)) else ()
    rights = dict.fromkeys(right for _, right in whole)
    rights |= dict.fromkeys(passage[:start] + right + passage[end:] for _, right in parts)
    return tuple(rights)


@lru_cache(maxsize=1024)
def broken(passage: str) -> tuple[str, ...]:
    """Return what the passage becomes when its UTF-8 is misread in one of the commoner codecs.

    >>> "Ã¼" in broken("ü")
    True
    """
    if passage.isascii():
        return ()
    data = codec(UTF_8).encode(passage)
    forms = dict.fromkeys(codec(wrong).decode(data) for wrong in (*SINGLE[:COMMON], *MULTI)) if data else {}
    return tuple(form for form in forms if form)


@lru_cache(maxsize=1024)
def kinds(passage: str) -> tuple[str, ...]:
    """Return the codecs in which the passage is UTF-8, or was before it lost bytes, else its first character.

    >>> kinds("鈥�"), kinds("�")
    (('gb18030',), ('�',))
    """
    found = tuple(dict.fromkeys(wrong for wrong, _ in readings(passage)))
    if found:
        return found
    left = _LOST.sub("", passage)[:LONGEST]
    marks = frozenset(char for char in left if char > "\x7f")
    for wrong in (*single_with(marks), *MULTI) if marks else ():
        data = codec(wrong).encode(left)
        if data and _PART.search(data):
            found += (wrong,)
    return found or (passage[:1],)


@lru_cache(maxsize=1024)
def readings(passage: str) -> tuple[tuple[str, str], ...]:
    """Return the codecs in which the passage is UTF-8, with what it then is, and what that is when read so again.

    >>> ("cp1252", "é") in readings("Ã©"), readings("é")
    (True, ())
    """
    found: dict[tuple[str, str], None] = {}
    todo = [passage]
    for one in todo:
        marks = frozenset(char for char in one if char > "\x7f")
        if not marks or len(one) > LONGEST or len(todo) > _LAYERS:
            continue
        for wrong in (*single_with(marks), *MULTI):
            data = codec(wrong).encode(one)
            right = data and codec(UTF_8).decode(data)
            if right and right != one and (wrong, right) not in found:
                found[wrong, right] = None
                todo.append(right)
    return tuple(found)


def sequences(text: str, kind: str) -> Iterator[tuple[int, int]]:
    """Yield where a text, written in a codec, holds sequences of UTF-8; the codec may also be a character itself.

    Spans are in code points, half-open.

    >>> list(sequences("Ã©, é, â€™", "cp1252"))
    [(0, 2), (7, 10)]
    """
    if kind in SINGLE:
        yield from (match.span() for match in _SEQUENCE.finditer(_in_bytes(text, kind)))
    elif kind in MULTI:
        stretches = islice(_STRETCH.finditer(text), EXAMINED)
        yield from (match.span() for match in stretches if is_of_kind(match[0], kind))
    else:
        yield from (match.span() for match in re.finditer(re.escape(kind), text))


def is_of_kind(run: str, kind: str) -> bool:
    """Say whether a run of characters beyond ASCII is damage of a kind, for the most part.

    >>> is_of_kind("鍔熻兘", "gb18030"), is_of_kind("功能", "gb18030")
    (True, False)
    """
    if kind in SINGLE:
        return _SEQUENCE.search(_in_bytes(run, kind)) is not None
    if kind in MULTI:
        data = run.encode(kind, "ignore")
        return sum(len(one[0]) for one in _SEQUENCE.finditer(data)) >= MOST * max(len(data), len(run), 1)
    return kind in run


def is_damage_alone(content: str) -> bool:
    """Say whether a quotation holds damage and no other letter.

    >>> is_damage_alone("Ã©"), is_damage_alone("a Ã©")
    (True, False)
    """
    return not any(map(str.isalnum, filter(str.isascii, content))) and bool(readings(content.strip()))


def is_specimen(content: str, longest: int) -> bool:
    """Say whether a literal holds one broken letter or mark, and nothing else, nor what a program draws with.

    `longest` is how many code points it may have.

    >>> is_specimen("Ã©", 12), is_specimen("Ã©tÃ©", 12)
    (True, False)
    """
    rights = [right for _, right in readings(content)] if len(content) <= longest else []
    return any(len(right) == 1 and unicodedata.category(right)[0] in "LP" for right in rights)


def _in_bytes(text: str, name: str) -> bytes:
    """Return the text in a codec of one byte, with ? for what it does not have."""
    return codecs.charmap_encode(text, "replace", _written(name))[0]


@cache
def _written(name: str) -> dict[int, int] | _EncodingMap:
    return codecs.charmap_build(codec(name).shown)
