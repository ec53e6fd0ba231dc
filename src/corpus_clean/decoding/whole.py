"""Bytes in an encoding without ASCII, or with states: read whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus_clean.decoding.decoded import BadBytes, Decoded, round_trip
from corpus_clean.edit import Certainty, Edit, Patch

if TYPE_CHECKING:
    from corpus_clean.decoding.decoded import How

CARRIER = "ascii"


def whole(data: bytes, encoding: str, how: How, bom: bytes = b"", *, strict: bool = True) -> Decoded | None:
    r"""Read bytes after their mark. Where the text does not lead back to them, the source holds them as they are.

    None where they do not decode, or with `strict` off where nothing does: then U+FFFD stands for what does not.

    >>> whole(b"h\0i\0!", "utf-16-le", "bom", strict=False).text
    'hi\ufffd'
    """
    found = round_trip(data, encoding, bom, how)
    if found is not None:
        return found
    rest = data[len(bom) :]
    try:
        text = rest.decode(encoding, "strict" if strict else "replace")
    except UnicodeError:
        return None
    lost = text.count("\ufffd")
    certainty, note = (
        (Certainty.GUESS, f"not all of it is {encoding}") if lost else (Certainty.PROVEN, f"is in {encoding}")
    )
    source = rest.decode(CARRIER, "surrogateescape")
    edit = Edit(0, len(source), text, certainty, note, (), ("encoding",))
    bad = (BadBytes(len(bom), b"", "\ufffd", ""),) if lost else ()
    return Decoded(text, encoding, bom, how, bad_bytes=bad, patch=Patch((edit,)), escaped=source, carrier=CARRIER)


def carried(found: Decoded, data: bytes) -> Decoded:
    r"""Return a reading that leads back to the bytes: the same, or where it does not, one that carries them whole.

    >>> odd = carried(Decoded("a", "raw-unicode-escape", b"", "declared"), rb"\u0061")
    >>> odd.text, odd.encode(odd.source)
    ('a', b'\\u0061')
    """
    try:
        if found.encode(found.source) == data:
            return found
    except UnicodeError:
        pass
    source = data[len(found.bom) :].decode(CARRIER, "surrogateescape")
    edit = Edit(0, len(source), found.text, Certainty.LIKELY, f"is in {found.encoding}", (), ("encoding",))
    return replace(found, patch=Patch((edit,)), escaped=source, carrier=CARRIER)
