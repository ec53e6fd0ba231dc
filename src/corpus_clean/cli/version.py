"""What `--version` prints: everything that what is done to a text depends on, besides the configuration."""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from typing import TYPE_CHECKING
from unicodedata import unidata_version

from corpus_clean import UNICODE_VERSION, __version__, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE = (".py", ".md", ".pyc")


def lines() -> Iterator[str]:
    """Yield the versions, ours and Python's, each with that of its Unicode data, and the start of each table's SHA-256.

    >>> next(lines()).startswith("corpus-clean ")
    True
    """
    yield f"corpus-clean {__version__} (Unicode {UNICODE_VERSION})"
    yield f"Python {sys.version.split()[0]} (Unicode {unidata_version})"
    for name in _names():
        yield f"{name} {sha256(tables.read(name)).hexdigest()[:16]}"


def _names() -> list[str]:
    try:
        entries = os.scandir(tables.__path__[0])
    except OSError:  # in an archive
        return []
    with entries:
        return sorted(entry.name for entry in entries if entry.is_file() and not entry.name.endswith(_CODE))
