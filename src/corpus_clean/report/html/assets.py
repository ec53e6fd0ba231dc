"""The fixed parts of the page: its markup, its style and its script, which are files of their own beside this one."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

SCRIPTS = ("model", "glyphs", "facets", "charts", "cards", "review", "main")
"""The parts of the script, in the order in which they need each other."""

STYLES = ("theme", "page", "cards")

_HERE = Path(__file__).parent


class Page(NamedTuple):
    """What stands before and after the data, in bytes."""

    head: bytes
    tail: bytes


@cache
def page() -> Page:
    """Return the page without its data. Its policy lets the browser run this script, and load nothing at all.

    >>> page().head.startswith(b"<!doctype html>")
    True
    """
    script = "".join(_read(f"{name}.js") for name in SCRIPTS)
    style = "".join(_read(f"{name}.css") for name in STYLES)
    policy = f"default-src 'none'; style-src {allowed(style)}; script-src {allowed(script)}"
    head, _, tail = _read("page.html").partition("<!-- data -->\n")
    head = head.replace("{policy}", policy).replace("{style}", style)
    return Page(head.encode(), tail.replace("{script}", script).encode())


def allowed(text: str) -> str:
    """Return the source expression of a Content Security Policy that allows one script or style by its hash.

    >>> allowed("x")
    "'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE='"
    """
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _read(name: str) -> str:
    return (_HERE / name).read_text("utf-8")
