"""What to send along with a report of a fault of ours: the fewest bytes that bring it about, and the configuration.

The file is JSON in ASCII: {"kind", "tool", "version", "python", "fault", "traceback", "cleaner", "encoding", "name",
"bytes", "input"}. `input` is base64, and holds text of the file that was cleaned: look before you send it.
"""

from __future__ import annotations

import platform
import traceback
from base64 import b64decode, b64encode
from dataclasses import fields
from json import dumps, loads
from pathlib import PurePath
from tempfile import NamedTemporaryFile
from time import monotonic
from typing import TYPE_CHECKING, Any

from corpus_clean import __version__
from corpus_clean.cleaner import Cleaner
from corpus_clean.session import Outcome, examine_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECONDS = 5.0
"""How long the fewest bytes are looked for."""


def saved(outcome: Outcome, cleaner: Cleaner, encoding: str | None, seconds: float = SECONDS) -> str:
    """Save what brings the fault of an outcome about in the folder for temporary files; return what to say of it."""
    name = "a" + PurePath(outcome.path).suffix
    fewest = reduced(outcome.source, lambda data: examine_bytes(name, data, cleaner, encoding).fault, seconds)
    told = {
        "kind": "fault",
        "tool": "corpus-clean",
        "version": __version__,
        "python": platform.python_version(),
        "fault": outcome.reason,
        "traceback": _traceback(fewest, cleaner),
        "cleaner": {one.name: getattr(cleaner, one.name) for one in fields(cleaner) if one.init},
        "encoding": encoding,
        "name": name,
        "bytes": len(fewest),
        "input": b64encode(fewest).decode("ascii"),
    }
    try:
        with NamedTemporaryFile(
            "w", prefix="corpus-clean-fault-", suffix=".json", encoding="ascii", delete=False
        ) as file:
            file.write(dumps(told, ensure_ascii=True, indent=1) + "\n")
    except OSError:
        return ""
    return f"; what brings it about is in {file.name}, please send it to us if its text may be seen"


def again(path: Path) -> Outcome:
    """Return what becomes, now, of the bytes that were saved."""
    told = loads(path.read_text("ascii"))
    known: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in told["cleaner"].items()
    }
    return examine_bytes(told["name"], b64decode(told["input"]), Cleaner(**known), told["encoding"])


def reduced(data: bytes, fails: Callable[[bytes], bool], seconds: float = SECONDS) -> bytes:
    """Return fewer bytes that still fail, as few as can be found in time: delta debugging (Zeller, 2002).

    >>> reduced(b"abcdefgh", lambda some: b"c" in some and b"g" in some)
    b'cg'
    """
    end = monotonic() + seconds
    parts = 2
    while len(data) > 1 and monotonic() < end:
        size = -(-len(data) // parts)
        for start in range(0, len(data), size):
            fewer = data[:start] + data[start + size :]
            if monotonic() >= end:
                return data
            if fails(fewer):
                data, parts = fewer, max(parts - 1, 2)
                break
        else:
            if size == 1:
                return data
            parts = min(parts * 2, len(data))
    return data


def _traceback(data: bytes, cleaner: Cleaner) -> str:
    """Return where in our code it is, if it is an exception."""
    try:
        cleaner.clean(data.decode("utf-8", "replace"))
    except Exception:  # noqa: BLE001 - it is what we are here for
        return traceback.format_exc()
    return ""
