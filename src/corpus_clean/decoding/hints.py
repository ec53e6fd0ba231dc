"""What a caller knows of bytes before they are read."""

from __future__ import annotations

from typing import NamedTuple


class Hints(NamedTuple):
    """The encodings that the bytes may be in (any, if none is given), and the languages that they are probably in.

    Encodings by any label that the web or Python knows, languages as ISO 639 has them.
    """

    encodings: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
