"""One file from its bytes to an outcome: read, sniff, decode, clean, check the way back. Writes nothing."""

from __future__ import annotations

from codecs import lookup
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from corpus_clean.decoding import SURE, Decoded, decode_as, verdict
from corpus_clean.decoding.declared import as_declared
from corpus_clean.document import Syntax
from corpus_clean.edit import Certainty
from corpus_clean.files import FileTrouble, Stamp, read
from corpus_clean.from_bytes import cleaned
from corpus_clean.keeping import ignores_file
from corpus_clean.result import Result
from corpus_clean.safety import OURS, described, file_fault
from corpus_clean.sniffing import is_binary

if TYPE_CHECKING:
    from corpus_clean.cleaner import Cleaner


_NOTHING = Result("")


class Status(StrEnum):
    """What became of a file."""

    CLEAN = "clean"
    """Nothing is wrong with it."""
    CHANGED = "changed"
    """The result differs from the source; it may have findings too."""
    FOUND = "found"
    """Nothing to repair, and something to look at."""
    BINARY = "binary"
    UNDECODABLE = "undecodable"
    """It is text, and no encoding fits well enough to work on it."""
    TROUBLE = "trouble"
    """It could not be read, cleaned or written."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What cleaning would make of one file. `source` and `data` are the bytes before and after.

    `reason` is one line for the three statuses without a text, in which `decoded` is None; `fault` says that the
    trouble is of our own making, and the bytes are good. `written` is where the result goes, None as long as it goes
    nowhere; `keeps_encoding` says that it is not written in UTF-8.
    """

    path: str
    status: Status
    reason: str = ""
    source: bytes = b""
    data: bytes = b""
    decoded: Decoded | None = None
    result: Result = _NOTHING
    stamp: Stamp | None = None
    written: str | None = None
    keeps_encoding: bool = False
    fault: bool = False

    @property
    def recoded(self) -> str:
        """From which encoding to which the bytes go, empty if they stay."""
        if self.decoded is None or self.decoded.encoding == "utf-8" or self.keeps_encoding:
            return ""
        return f"{self.decoded.encoding} -> utf-8"

    @property
    def certainty(self) -> Certainty | None:
        """How sure the new encoding is, None if there is none: a guess from the letters is no proof."""
        if self.decoded is None or not self.recoded:
            return None
        if self.decoded.how in _TOLD:
            return Certainty.PROVEN
        return Certainty.LIKELY if self.decoded.confidence >= SURE else Certainty.GUESS

    def repairs(self) -> Counter[str]:
        """Count the repairs by rule, each once: under the first that made it. A new encoding is one too."""
        counts = Counter(repair.rules[0] for repair in self.result.repairs)
        if self.recoded:
            counts["encoding"] += 1
        return counts

    def findings(self) -> Counter[str]:
        """Count what was found and left, by rule."""
        if self.status is Status.UNDECODABLE:
            return Counter({"undecodable": 1})
        return Counter(finding.rule for finding in self.result.findings)


def examine(path: Path, cleaner: Cleaner, encoding: str | None = None) -> Outcome:
    """Clean one file in memory. `encoding` is what it is in if it is not UTF-8 and has no byte order mark.

    Raises nothing that one file could cause: trouble with it is an outcome.

    >>> from corpus_clean.cleaner import Cleaner
    >>> examine(Path("no such file"), Cleaner()).reason
    'does not exist; check the name'
    """
    try:
        source = read(path)
    except FileTrouble as trouble:
        return Outcome(str(path), Status.TROUBLE, f"{trouble.reason}; {trouble.remedy}")
    return examine_bytes(str(path), source.data, cleaner, encoding, stamp=source.stamp)


def examine_bytes(
    name: str, data: bytes, cleaner: Cleaner, encoding: str | None = None, *, stamp: Stamp | None = None
) -> Outcome:
    """Clean bytes in memory; `name` is what reports call them, and its suffix says what kind of text they hold.

    >>> from corpus_clean.cleaner import Cleaner
    >>> examine_bytes("a.txt", b"plain", Cleaner()).status.value
    'clean'
    """
    if cleaner.markers and ignores_file(data):
        return Outcome(name, Status.CLEAN, "", data, data, stamp=stamp)
    binary = is_binary(data)
    if binary and (no_text := _binary(name, data, encoding)):
        return no_text
    try:
        return _made(name, data, cleaner, encoding, stamp)
    except UnicodeEncodeError as error:
        return Outcome(name, Status.TROUBLE, f"holds half a surrogate pair at {error.start}; left as it is", data, data)
    except _UnsafeError as error:
        fault = str(error)
    except Exception as error:  # noqa: BLE001 - a fault in one rule must not cost the other files
        fault = described(error)
    return Outcome(name, Status.TROUBLE, f"{OURS}, {fault}; it was left as it is", data, data, fault=True)


class _UnsafeError(Exception):
    """A result does not pass its check."""


def _made(name: str, data: bytes, cleaner: Cleaner, encoding: str | None, stamp: Stamp | None) -> Outcome:
    """Clean bytes; raises what goes wrong."""
    decoded = _decoded(data, encoding)
    if (told := verdict(decoded, encoding)) and not cleaner.risky:
        return Outcome(name, Status.UNDECODABLE, told, data, data)
    syntax = _SYNTAX.get(PurePath(name).suffix.lower())
    result = cleaned(decoded, cleaner, syntax)
    after = decoded.as_utf8(result.text)
    status = Status.CHANGED if after != data else Status.FOUND if result.findings else Status.CLEAN
    outcome = Outcome(name, status, "", data, after, decoded, result, stamp)
    if status is not Status.CHANGED:
        return outcome
    if (again := _decoded(after, encoding)).text != result.text:  # a text can look like bytes of another encoding
        told = f"repaired, it would be read in {again.encoding}, as another text; it was left as it is"
        return Outcome(name, Status.TROUBLE, told, data, data)
    if fault := file_fault(outcome):
        raise _UnsafeError(fault)
    if cleaner.plugins and cleaner.clean(result.text, syntax=syntax).changed:
        raise _UnsafeError("cleaning it again changes it again")
    return outcome


def _decoded(data: bytes, encoding: str | None) -> Decoded:
    """Read bytes; NULs are UTF-8 too, so what the user says comes first where there are any."""
    return (as_declared(data, encoding) if encoding and is_binary(data) else None) or decode_as(data, encoding)


def _binary(name: str, data: bytes, encoding: str | None) -> Outcome | None:
    """Return the outcome of bytes with NULs, None where they are text in an encoding that the user names."""
    from corpus_clean.decoding.utf16 import unmarked as unmarked_in  # only for what has NULs

    unmarked = unmarked_in(data)
    if unmarked is None:
        return Outcome(name, Status.BINARY, "is binary, not text; it was left as it is", data, data)
    if encoding is not None and lookup(encoding).name == unmarked:
        return None  # any other encoding has no NULs, so what it is said to be is wrong for this file
    told = f"may be {unmarked} without a byte order mark; if it is, say so with --encoding {unmarked}"
    return Outcome(name, Status.UNDECODABLE, told, data, data)


_TOLD = frozenset(("bom", "utf-8", "declared"))
_SYNTAX = {
    **dict.fromkeys((".md", ".markdown", ".rst"), Syntax.MARKDOWN),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xml", ".svg", ".rss", ".tmx", ".xlf", ".vue"), Syntax.HTML),
    **dict.fromkeys((".json", ".jsonl", ".ndjson", ".geojson", ".ipynb"), Syntax.JSON),
    **dict.fromkeys((".csv", ".tsv", ".tab"), Syntax.CSV),
    **dict.fromkeys((".yaml", ".yml"), Syntax.YAML),
    ".toml": Syntax.TOML,
    **dict.fromkeys((".srt", ".vtt"), Syntax.SUBTITLES),
    **dict.fromkeys((".py", ".pyi", ".rb", ".pl", ".php", ".lua", ".r", ".jl", ".sh", ".bash", ".zsh"), Syntax.CODE),
    **dict.fromkeys((".js", ".mjs", ".jsx", ".ts", ".tsx", ".css", ".scss", ".sql", ".ps1", ".bat"), Syntax.CODE),
    **dict.fromkeys((".c", ".h", ".cc", ".cpp", ".hpp", ".cs", ".java", ".kt", ".scala", ".go"), Syntax.CODE),
    **dict.fromkeys((".rs", ".swift", ".ini", ".cfg", ".conf", ".properties", ".tex", ".bib", ".po"), Syntax.CODE),
}
