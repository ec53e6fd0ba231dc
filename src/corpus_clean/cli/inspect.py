"""`corpus-clean inspect`: what a piece of text can have been, and what it is made of."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Unpack
from unicodedata import name as character_name

import click

from corpus_clean.cli import Refusal, options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus_clean.mojibake.search import Reading

STDIN = "-"
LISTED = 64
"""How many code points are listed without --all."""
BYTES = 32
"""How many bytes of the chosen reading are shown."""
LONGEST = 10_000
"""How long a text may be, in code points."""

_PLACE = re.compile(r"(?s)(.+):([0-9]+)\Z")
_LINE_END = re.compile(r"\r\n?|\n")
_CONTROLS = {
    0x09: "CHARACTER TABULATION",
    0x0A: "LINE FEED",
    0x0D: "CARRIAGE RETURN",
    0x1B: "ESCAPE",
    0x85: "NEXT LINE",
}


@click.command(
    "inspect",
    short_help="Show what a text can have been, and its code points.",
    epilog="""\b
The reading marked * gains what it needs and has no rival; fix looks at the text around as well.
Exit codes: 0 done, 2 trouble.

\b
Examples:
  corpus-clean inspect 'FranÃ§ais'
  corpus-clean inspect corpus/a.txt:17             line 17 of a file
  corpus-clean inspect --text 'corpus/a.txt:17'    that very text
  pbpaste | corpus-clean inspect - --format json""",
)
@click.argument("what", metavar="TEXT|PATH:LINE")
@click.option("--text", "is_text", is_flag=True, help="Take the argument as text, whatever files there are.")
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", help="How to show it.")
@click.option("--all", "everything", is_flag=True, help="List every code point, printable ASCII and repetitions too.")
@click.option("--encoding", metavar="NAME", help="What the file is in if it is not UTF-8 and has no mark.")
@options.showing
def command(
    what: str,
    format_: str,
    encoding: str | None,
    *,
    is_text: bool,
    everything: bool,
    **given: Unpack[options.Showing],
) -> None:
    """Show the readings a text can have, how one becomes the other, and the code points it is made of.

    TEXT is the text itself, or - for standard input. PATH:LINE is a line of a file, where that file exists.
    """
    from corpus_clean.cli.console import console
    from corpus_clean.mojibake.search import ranked, solved

    text = what if is_text else _meant(what, encoding)
    if not text:
        raise Refusal("there is nothing to inspect; the text is empty")
    if len(text) > LONGEST:
        raise Refusal(f"{len(text):,} characters are too many to inspect; give {LONGEST:,} at the most")
    terminal = console(given["color"], quiet=given["quiet"], verbose=given["verbose"])
    chosen = solved(text).reading
    readings = [one for one in ranked(text) if chosen is None or one.text != chosen.text]
    readings[:0] = [chosen] if chosen else []
    points = tuple(_code_points(text, everything=everything))
    if format_ == "json":
        terminal.show(_json(text, readings, points, chosen=chosen))
    else:
        terminal.show("".join((*_readings(text, readings, chosen), *_listed(text, points, everything=everything))))


# --- the text that is meant


def _meant(what: str, encoding: str | None) -> str:
    """Return the text of the argument, of standard input, or of a line of a file."""
    if what == STDIN:
        return _decoded("<stdin>", sys.stdin.buffer.read(), encoding).removesuffix("\n").removesuffix("\r")
    place = _PLACE.match(what)
    if place is None or not os.path.isfile(place[1]):  # noqa: PTH113 - a name that is too long is no file either
        return what
    from corpus_clean.files import FileTrouble, read

    path, line = place[1], place[2]
    try:
        lines = _LINE_END.split(_decoded(path, read(Path(path)).data, encoding))
    except FileTrouble as trouble:
        raise Refusal(str(trouble)) from trouble
    if lines[-1] == "":
        del lines[-1]
    at = int(line) if len(line) < len(str(sys.maxsize)) else sys.maxsize
    if not 1 <= at <= len(lines):
        count = f"{len(lines)} line{'s' if len(lines) != 1 else ''}"
        raise Refusal(f"{path}: has {count}, and no line {line}; to inspect the argument itself, add --text")
    return lines[at - 1]


def _decoded(name: str, data: bytes, encoding: str | None) -> str:
    from corpus_clean.decoding import decode_as, verdict
    from corpus_clean.sniffing import is_binary

    if is_binary(data):
        raise Refusal(f"{name}: is binary, not text")
    try:
        decoded = decode_as(data, encoding)
    except LookupError as error:
        raise Refusal(f"unknown encoding {encoding!r}; name one that Python knows, as gb18030") from error
    if told := verdict(decoded, encoding):
        raise Refusal(f"{name}: {told}")
    return decoded.text


# --- readings


def path_of(reading: Reading) -> str:
    """Return how a text becomes the reading.

    >>> from corpus_clean.mojibake.search import ranked
    >>> path_of(ranked("FranÃ§ais")[0])
    'text -> cp1252 -> bytes -> utf-8'
    """
    return " -> ".join(("text", " -> text -> ".join(f"{wrong} -> bytes -> {true}" for wrong, true in reading.chain)))


def _readings(text: str, readings: list[Reading], chosen: Reading | None) -> Iterator[str]:
    from corpus_clean.report.glyphs import visible, width

    yield f"{click.style('text', bold=True)}      {visible(text)}\n"
    if not readings:
        yield "No other reading: it is no bytes of another encoding that could be read in a second one.\n"
        return
    rows = [(visible(one.text), one) for one in readings]
    room = min(max(width(shown) for shown, _ in rows), 60)
    yield f"\n{click.style('readings', bold=True)}, what each gains in bits, and what it needs to be taken\n"
    for shown, one in rows:
        mark = "*" if one is chosen else " "
        gap = " " * max(room - width(shown), 0)
        colour = "green" if one is chosen else None
        yield f"{mark} {click.style(shown, fg=colour)}{gap}  {one.gain:+8.1f}  {one.needed:6.1f}  {path_of(one)}\n"
    if chosen:
        yield f"\n{click.style('bytes', bold=True)}     {_bytes(chosen)}\n"
    else:
        yield "\nNone is ahead by enough: the text stays as it is.\n"


def _bytes(reading: Reading) -> str:
    """Return the bytes that the reading is, as it was written."""
    from corpus_clean.mojibake.codecs import codec

    data = codec(reading.chain[-1].true).encode(reading.text) or b""
    more = len(data) - BYTES
    return data[:BYTES].hex(" ").upper() + (f" … {more} more" if more > 0 else "")


# --- code points


class _CodePoint(NamedTuple):
    char: str
    code: str
    name: str
    times: int


def _code_points(text: str, *, everything: bool) -> Iterator[_CodePoint]:
    """Yield the code points: all in their order, or each once, without what ASCII can print."""
    chars: Iterable[str] = text if everything else dict.fromkeys(text)
    for char in chars:
        if everything or not (char.isascii() and char.isprintable()):
            times = 1 if everything else text.count(char)
            yield _CodePoint(char, f"U+{ord(char):04X}", _name(char), times)


def _name(char: str) -> str:
    code = ord(char)
    if 0xD800 <= code < 0xE000:
        return f"<half a surrogate pair {code:04X}>"
    if 0xE000 <= code < 0xF900 or code >= 0xF0000:
        return f"<private use {code:04X}>"
    return character_name(char, "") or _CONTROLS.get(code) or f"<no name {code:04X}>"


def _listed(text: str, points: tuple[_CodePoint, ...], *, everything: bool) -> Iterator[str]:
    from corpus_clean.report.glyphs import visible, width

    shown = points if everything else points[:LISTED]
    remark = "" if everything else "; what ASCII can print is not listed" if points else "; all are printable ASCII"
    yield f"\n{click.style('code points', bold=True)}, {len(text)}{remark}\n"
    for point in shown:
        glyph = visible(point.char)
        times = f"  {point.times} times" if point.times > 1 else ""
        yield f"  {glyph}{' ' * max(8 - width(glyph), 0)}  {point.code:8}  {point.name}{click.style(times, dim=True)}\n"
    if len(points) > len(shown):
        yield f"  … {len(points) - len(shown)} more; --all lists them\n"


def _json(text: str, readings: list[Reading], points: tuple[_CodePoint, ...], *, chosen: Reading | None) -> bytes:
    from json import dumps

    shown: dict[str, Any] = {
        "text": text,
        "readings": [
            {
                "text": one.text,
                "gain": round(one.gain, 2),
                "needed": round(one.needed, 2),
                "chosen": one is chosen,
                "path": path_of(one),
                "chains": [link._asdict() for link in one.chain],
            }
            for one in readings
        ],
        "code_points": [point._asdict() for point in points],
    }
    return (dumps(shown, ensure_ascii=True, indent=2) + "\n").encode()
