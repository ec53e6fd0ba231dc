"""A unified diff, straight from the edits: exact bytes for patch and git, or lines that are safe to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click import style

from corpus_clean.edit import Edit
from corpus_clean.report import Plain
from corpus_clean.report.glyphs import visible
from corpus_clean.report.hunks import hunks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.session import Outcome

_MARK = "\ufeff"
_UNENDED = "\\ No newline at end of file"
_COLOURS = {"+": "green", "-": "red"}


class Diff(Plain):
    """`exact` gives what `patch -p0` and `git apply -p0` take; else everything can be seen, and nothing is."""

    def __init__(self, *, exact: bool) -> None:
        self._exact = exact

    def outcome(self, outcome: Outcome) -> str | bytes:
        """Return the diff of one file, empty if it stays as it is.

        Of a file that is not in UTF-8 the lines are shown in UTF-8, after a line that says so.
        """
        if self._exact:
            # A remark before the names is nothing to patch.
            return _exact("".join(line for _, line in _lines(outcome, _name(outcome.path))))
        shown = []
        for kind, line in _lines(outcome, visible(outcome.path)):
            ended = line.endswith("\n")
            body = line[:-1] if ended else line
            shown.append(_styled(kind, visible(body)) + "\n")
        return "".join(shown)


VIEW = Diff


def _lines(outcome: Outcome, name: str) -> Iterator[tuple[str, str]]:
    """Yield the lines with their kinds, one of `#`, `=`, `@`, space, minus, plus and backslash."""
    if outcome.decoded is None:
        return
    if outcome.recoded:
        change = f"encoding {outcome.recoded} ({outcome.certainty})"
        yield "#", f"# {name.rstrip()}: {change}; the lines are shown as UTF-8\n"
    mark = _MARK if outcome.decoded.bom and not outcome.recoded else ""
    edits = [
        Edit(repair.source.start + len(mark), repair.source.end + len(mark), repair.after)
        for repair in outcome.result.repairs
    ]
    if not edits:
        return
    yield "=", f"--- {name}\n"
    yield "=", f"+++ {name}\n"
    for hunk in hunks(mark + outcome.decoded.source, edits):
        yield "@", hunk.header + "\n"
        for sign, line in hunk.lines:
            ended = line.endswith("\n")
            yield sign, sign + line + ("" if ended else "\n")
            if not ended:
                yield "\\", _UNENDED + "\n"


def _exact(text: str) -> bytes:
    """Return the bytes of a text; what decoding kept as escapes is those bytes again, so that the diff applies."""
    try:
        return text.encode(errors="surrogateescape")
    except UnicodeEncodeError:  # other halves of surrogate pairs, which no file can hold
        return text.encode(errors="surrogatepass")


def _styled(kind: str, line: str) -> str:
    if kind == "=":
        return style(line, bold=True)
    if kind == "@":
        return style(line, fg="cyan")
    return style(line, fg=_COLOURS[kind]) if kind in _COLOURS else line


def _name(path: str) -> str:
    """Return a name as patch and git read it: a C string if it must be, ended with a tab if it has a blank."""
    path = path.removeprefix("./")
    if all(character.isprintable() and character not in '"\\' for character in path):
        return path + "\t" if " " in path else path
    bytes_ = path.encode(errors="surrogateescape")
    quoted = "".join(
        f"\\{byte:03o}" if not 0x20 <= byte < 0x7F else f"\\{chr(byte)}" if chr(byte) in '"\\' else chr(byte)
        for byte in bytes_
    )
    return f'"{quoted}"'
