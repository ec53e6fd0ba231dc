"""Where the texts of a record of JSON stand in its bytes."""

from __future__ import annotations

import re
from json import loads
from typing import TYPE_CHECKING

from corpus_clean.corpus.field_path import EACH, FieldPath, leads_to
from corpus_clean.corpus.slots import Slot
from corpus_clean.corpus.spelling import JSON, JSON_ASCII

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(rb'"([^"\\]*(?:\\.[^"\\]*)*)"|([{}\[\],])', re.DOTALL)


def slots(raw: bytes, paths: Sequence[FieldPath]) -> Iterator[Slot]:
    r"""Yield the strings that paths lead to, in the order of the bytes, which are valid JSON in UTF-8.

    A key that is there twice is found twice.

    >>> [raw_slot.text for raw_slot in slots(b'{"id": "text", "text": "caf\\u00e9"}', [("text",)])]
    ['café']
    """
    spelling = JSON_ASCII if raw.isascii() and b"\\u" in raw else JSON
    place: list[str] = []  # the key or `EACH` that leads to the value at hand, for each level that is open
    objects: list[bool] = []
    is_key = False
    for match in _TOKEN.finditer(raw):
        sign = match[2]
        if sign is None:
            if is_key:
                place[-1] = loads(match[0])
                is_key = False
                continue
            here = tuple(place)
            if any(leads_to(path, here) for path in paths):
                yield Slot(here, match.start(1), match.end(1), spelling, loads(match[0]))
        elif sign in b"{[":
            objects.append(sign == b"{")
            place.append("" if objects[-1] else EACH)
            is_key = objects[-1]
        elif sign == b",":
            is_key = objects[-1]
        else:
            place.pop()
            objects.pop()
            is_key = False
