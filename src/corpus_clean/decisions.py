"""Decisions made on the page of a report: read them, and make of each source exactly what was accepted.

    {"kind": "decisions", "tool": "corpus-clean", "format": 1, "version", "files": [
      {"file", "sha256", "encoding", "bom", "recode", "accepted": [...], "rejected": [[start, end], ...]}]}

An accepted repair is `{"start", "end", "before", "after", "rules", "certainty"}` in code points of the source. `recode`
says whether a file that is not in UTF-8 is to be; where that is null or false it stays in its encoding.
"""

from __future__ import annotations

from codecs import lookup
from dataclasses import dataclass
from hashlib import sha256
from json import loads
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_clean.decoding import Decoded, decode
from corpus_clean.decoding.decoded import round_trip
from corpus_clean.edit import Certainty, Edit, Patch, PatchError
from corpus_clean.files import FileTrouble, read
from corpus_clean.report import SIGNATURES
from corpus_clean.result import build
from corpus_clean.safety import OURS, record_fault
from corpus_clean.session import Outcome, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = 1
UTF_8 = "utf-8"

_START = SIGNATURES[-1]


class DecisionsError(ValueError):
    """A file of decisions is not one; `str()` is one line without the name of the file."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about one file. `accepted` are edits on the text of the source, in order."""

    file: str
    sha256: str
    encoding: str
    bom: bytes
    recode: bool | None
    accepted: tuple[Edit, ...]
    before: tuple[str, ...]
    """What stands at the place of each edit."""
    rejected: int

    @property
    def keeps_encoding(self) -> bool:
        """Whether the file stays in an encoding that is not UTF-8."""
        return self.encoding != UTF_8 and not self.recode


def parse(data: bytes) -> list[Decided]:
    """Return what was decided, a file each.

    Raises DecisionsError for anything that the page does not write.

    >>> parse(b"{}")
    Traceback (most recent call last):
    corpus_clean.decisions.DecisionsError: not decisions of corpus-clean; the page of a report saves them
    """
    if not data.startswith(_START):
        raise DecisionsError("not decisions of corpus-clean; the page of a report saves them")
    try:
        read_ = loads(data)
        format_, files = read_["format"], [_decided(one) for one in read_["files"]] if read_["format"] == FORMAT else []
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise DecisionsError(f"damaged ({' '.join(str(error).split()) or type(error).__name__})") from error
    if format_ != FORMAT:
        raise DecisionsError(f"of format {format_!r}, and this version reads format {FORMAT}")
    return files


def applied(decided: Decided, *, recorded: bool = False) -> Outcome:
    """Return what the accepted repairs make of the source, as an outcome that can be written and recorded.

    Raises FileTrouble unless the source is, byte for byte, the one that the report showed, and every repair fits; also
    for one that keeps an old encoding if it is to be `recorded`, because a ledger only knows results in UTF-8.
    """
    path = Path(decided.file)
    if recorded and decided.keeps_encoding:
        raise FileTrouble(path, "keeps its encoding, and a report cannot record that", "leave --report away")
    source = read(path)
    if sha256(source.data).hexdigest() != decided.sha256:
        raise FileTrouble(path, "has changed since the report was made", "make a new report, and decide again")
    decoded = _read_again(source.data, decided)
    if decoded is None:
        raise FileTrouble(path, f"is not in {decided.encoding}, as the decisions say", "make a new report")
    patch = Patch(decided.accepted)
    try:
        patch.check(len(decoded.source))
    except PatchError as error:
        raise FileTrouble(path, f"has repairs that do not go together ({error})", "reject one of them") from error
    for edit, before in zip(patch.edits, decided.before, strict=True):
        if decoded.source[edit.start : edit.end] != before:
            raise FileTrouble(path, f"has other text at {edit.start} than the decisions say", "make a new report")
    after = patch.apply(decoded.source)
    try:
        data = decoded.encode(after) if decided.keeps_encoding else decoded.as_utf8(after)
    except UnicodeEncodeError as error:
        reason = f"cannot be written in {decided.encoding} with these repairs"
        raise FileTrouble(path, reason, "accept its new encoding as well") from error
    result = build(decoded.source, after, patch, ())
    status = Status.CHANGED if data != source.data else Status.CLEAN
    outcome = Outcome(
        decided.file,
        status,
        "",
        source.data,
        data,
        decoded,
        result,
        source.stamp,
        keeps_encoding=decided.keeps_encoding,
    )
    if status is Status.CHANGED and not decided.keeps_encoding and (fault := record_fault(outcome)):
        raise FileTrouble(path, f"{OURS}, {fault}", "it was left as it is")
    return outcome


def _read_again(data: bytes, decided: Decided) -> Decoded | None:
    """Return the reading of the bytes that was decided on: as it was named, or as it was found."""
    if not data.startswith(decided.bom):
        return None
    named = round_trip(data, decided.encoding, decided.bom, "declared")
    edits = list(zip(decided.accepted, decided.before, strict=True))
    if named and all(named.source[edit.start : edit.end] == before for edit, before in edits):
        return named
    found = decode(data)
    return found if (found.encoding, found.bom) == (decided.encoding, decided.bom) else named


def _decided(one: Mapping[str, Any]) -> Decided:
    "".encode(lookup(one["encoding"]).name)  # refuses the codecs that are no text encodings
    accepted = [
        Edit(
            int(edit["start"]),
            int(edit["end"]),
            _text(edit["after"]),
            Certainty(edit["certainty"]),
            "accepted by hand",
            (),
            tuple(map(_text, edit["rules"])),
        )
        for edit in one["accepted"]
    ]
    return Decided(
        _text(one["file"]),
        _text(one["sha256"]),
        one["encoding"],
        bytes.fromhex(one["bom"]),
        one["recode"],
        tuple(accepted),
        tuple(_text(edit["before"]) for edit in one["accepted"]),
        len(one["rejected"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{str(value)[:16]} is no text")
    return value
