"""The unseen, made seen: what a terminal would swallow, obey or show as something else is written out.

Every character that reaches a terminal goes through here, names of files too: text can hold escape sequences, and
controls that turn around the direction in which a line is read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category

_NAMED = {"\n": "␊", "\r": "␍", "\t": "␉"}

# Printable for Python, and yet nothing to see: default ignorable letters and marks, and blanks that are no spaces.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")

# What build servers take for orders wherever it stands in a line: ##[add-mask], ##vso[...], ##teamcity[...].
_ORDERS = re.compile(r"##(?=(?:vso|teamcity)?\[)", re.IGNORECASE)

# And at the start of a line, as the runner of GitHub sees it: behind blanks, and behind what sets a colour.
_COMMAND = re.compile(r"^((?:[^\S\n]|\x1b\[[\d;]*m)*):(?=(?:\x1b\[[\d;]*m)*:)", re.MULTILINE)

_BASE = "◌"
_MARKS = 3
"""How many combining marks may sit on one character before they are written out: more would cover the lines around."""


def visible(text: str) -> str:
    r"""Return text in which everything can be seen and nothing acts: `‹200B›` for what is invisible, `␊` for a newline.

    A combining mark without a character to sit on gets a dotted circle. The ideographic space counts as invisible.

    >>> print(visible("a\u200bb\x1b[2J\n"), visible("\u0301"), visible("\u202e"))
    a‹200B›b‹1B›[2J␊ ◌́ ‹202E›
    """
    if "##" in text:
        text = _ORDERS.sub("#‹23›", text)
    if text.isascii() and text.isprintable():
        return text
    shown = []
    marks, based = 0, False
    for character in text:
        if character in _NAMED:
            shown.append(_NAMED[character])
            based = False
        elif not character.isprintable() or _BLANK.match(character):
            shown.append(f"‹{ord(character):02X}›")
            based = False
        elif character > "\u02ff" and category(character).startswith("M"):
            marks = marks + 1 if based else 1
            if marks > _MARKS:
                shown.append(f"‹{ord(character):04X}›")
            else:
                shown.append(character if based else _BASE + character)
            based = True
        else:
            shown.append(character)
            marks, based = 0, character != " "
    return "".join(shown)


def inert(lines: str) -> str:
    r"""Return lines of output, styled or not, in which none begins with the two colons of a workflow command.

    >>> print(inert("  ::stop-commands::x\nstd::string\n"), end="")
      ‹3A›:stop-commands::x
    std::string
    """
    return _COMMAND.sub(r"\1‹3A›", lines) if "::" in lines or "\x1b" in lines else lines


def inert_json(text: str) -> str:
    r"""Return JSON that says the same, and gives no orders to a build server; only strings can hold what does.

    >>> print(inert_json('{"a": "##[error]"}'))
    {"a": "#\u0023[error]"}
    """
    return text.replace("##", r"#\u0023") if "##" in text else text


def code_points(text: str, limit: int = 6) -> str:
    """Return the code points, at most `limit` of them.

    >>> code_points("(a)"), code_points("abcdefgh", limit=2)
    ('U+0028 U+0061 U+0029', 'U+0061 U+0062 …6 more')
    """
    named = [f"U+{ord(character):04X}" for character in text[:limit]]
    if len(text) > limit:
        named.append(f"…{len(text) - limit} more")
    return " ".join(named)


def quoted(text: str, limit: int = 40) -> str:
    """Return text as it is named in a line of a report: visible, in quotes, cut in the middle if it is long.

    >>> quoted(""), quoted("，"), quoted("abcdefgh", limit=4)
    ('(nothing)', '"，"', '"ab…gh"')
    """
    if not text:
        return "(nothing)"
    if len(text) > limit:
        half = limit // 2
        return f'"{visible(text[:half])}…{visible(text[-half:])}"'
    return f'"{visible(text)}"'


def width(text: str) -> int:
    """Return how many columns of a terminal a visible text takes.

    >>> width("達a"), width("e\u0301")
    (3, 1)
    """
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth  # as slow to import as half the program, and most runs draw nothing

    return max(wcswidth(text), 0)


@lru_cache(maxsize=8192)
def columns(character: str) -> int:
    """Return how many columns of a terminal one character takes when it is made visible.

    >>> columns("達"), columns("\u200b")
    (2, 6)
    """
    return width(visible(character))


def shortened(text: str, room: int) -> str:
    """Return a visible text cut to so many columns, with an ellipsis where something is missing.

    >>> shortened("達川區的人", 5), shortened("abc", 3), shortened("abc", 0)
    ('達川…', 'abc', '')
    """
    if width(text) <= room:
        return text
    kept = ""
    for character in text:
        if width(kept) + columns(character) >= room:
            break
        kept += character
    return f"{kept}…" if room > 0 else ""
