"""One page that opens from the disk: every repair before and after, to be filtered, searched and decided upon.

The page is written while the run goes on: a piece of data a file, between a head that is fixed and a tail that names
rules and characters. All that comes from a text is data that no browser obeys: JSON in which every character that could
end it, or act on who reads the source, is escaped; the script puts it on the page as text and never as markup.
"""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import chain
from json import dumps
from typing import TYPE_CHECKING, Any
from unicodedata import name as character_name

from corpus_clean import UNICODE_VERSION, __version__
from corpus_clean.report import OF_FILES
from corpus_clean.report.html.assets import page
from corpus_clean.report.html.records import CONTEXT, Tables, records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus_clean.config import Config
    from corpus_clean.report.html.records import FindingRecord, RepairRecord
    from corpus_clean.rule import Rule
    from corpus_clean.session import Outcome
    from corpus_clean.tally import Tally

MOST = 150_000
"""How many repairs and findings one page lists; what is beyond is counted, and said to be."""

_AT_ONCE = 5_000
_NAMED = 4_000
"""How many different characters are named."""

# What may stand in the source of the page as it is: letters and marks that can be seen, and that end nothing.
_ESCAPED = re.compile(
    "[^ -%'-;=?-~¡-¬®-˿Ͱ-ͷΆ-ϿА-҂Ҋ-ԯぁ-ゖァ-ヿ㐀-䶿一-鿿가-힣、-〜！-～]",
)  # fmt: skip


class Html:
    """The page. `most` bounds what is listed, files too, and so what the browser has to hold."""

    def __init__(self, *, most: int = MOST) -> None:
        self._room = most
        self._rules: dict[str, Rule] = {}
        self._tables = Tables.empty()
        self._characters: set[str] = set()
        self._unlisted = 0
        self._command = ""

    def opening(self, command: str, config: Config, rules: Sequence[Rule]) -> bytes:
        """Return the head of the page."""
        self._command = command
        self._rules = {rule.id: rule for rule in rules}
        head = page().head
        run = {"version": __version__, "command": command, "profile": config.profile, "unicode": UNICODE_VERSION}
        return head + _data("run", run)

    def outcome(self, outcome: Outcome) -> bytes:
        """Return the data of one file, nothing for one that is clean."""
        if outcome.status in {"clean", "binary"}:
            return b""
        if self._room <= 0:
            self._unlisted += max((outcome.repairs() + outcome.findings()).total(), 1)
            return b""
        if outcome.recoded or outcome.status == "undecodable":
            self._tables.ids["encoding" if outcome.recoded else "undecodable"]
        listed = records(outcome, self._tables)
        room = self._room
        repairs, findings = listed.repairs[:room], listed.findings[: max(room - len(listed.repairs), 0)]
        self._room -= max(len(repairs) + len(findings), 1)  # a file takes room, whatever is in it
        self._unlisted += len(listed.repairs) + len(listed.findings) - len(repairs) - len(findings)
        about: dict[str, Any] = {
            "path": outcome.path,
            "status": outcome.status,
            "reason": outcome.reason,
            "written": outcome.written,
            "sha256": sha256(outcome.source).hexdigest() if outcome.source else "",
            "encoding": outcome.decoded.encoding if outcome.decoded else "",
            "bom": outcome.decoded.bom.hex() if outcome.decoded else "",
            "recoded": outcome.recoded,
            "certainty": outcome.certainty,
            "length": len(outcome.decoded.source) if outcome.decoded else 0,
            "lines": listed.lines,
            "tail": listed.tail if len(repairs) == len(listed.repairs) else "",
            "repairs": len(listed.repairs),
            "findings": len(listed.findings),
        }
        parts = [_data("part", {"file": about, "repairs": repairs[:_AT_ONCE]})]
        for kind, listed_ in (("repairs", repairs[_AT_ONCE:]), ("findings", findings)):
            for at in range(0, len(listed_), _AT_ONCE):
                parts.append(_data("part", {"file": None, kind: listed_[at : at + _AT_ONCE]}))  # noqa: PERF401 - nested
        self._name(repairs, findings)
        return b"".join(parts)

    def _name(self, repairs: Sequence[RepairRecord], findings: Sequence[FindingRecord]) -> None:
        """Note the characters that are spoken of, so that the page can name them."""
        for texts in chain((one.texts for one in repairs), (one.texts for one in findings)):
            if len(self._characters) >= _NAMED:
                return
            self._characters.update(*texts)

    def closing(self, tally: Tally) -> bytes:
        """Return the tail: what the numbers in the data stand for, and the script."""
        for id_ in (*tally.repairs, *tally.findings):
            self._tables.ids[id_]  # those of files that are not listed too
        rules = [self._about(id_) for id_ in self._tables.ids]
        tail = {
            "rules": rules,
            "notes": list(self._tables.notes),
            "paths": list(self._tables.paths),
            "names": {character: character_name(character, "") for character in sorted(self._characters)},
            "unlisted": self._unlisted,
            "texts": tally.texts,
            "concerned": tally.concerned,
            "counts": {"repairs": dict(tally.repairs), "findings": dict(tally.findings)},
            "summary": tally.fixed() if self._command == "fix" else tally.found(),
            "context": CONTEXT,
        }
        return _data("tail", tail) + page().tail

    def _about(self, id_: str) -> dict[str, Any]:
        rule = self._rules.get(id_)
        if rule is None:
            return {"id": id_, "phase": "", "safety": "", "repairs": OF_FILES.get(id_, ""), "why": ""}
        return {
            "id": id_,
            "phase": rule.phase.name.lower(),
            "safety": rule.safety,
            "repairs": rule.repairs,
            "why": rule.why_safe,
        }


VIEW = Html


def _data(kind: str, value: object) -> bytes:
    text = dumps(value, ensure_ascii=False, separators=(",", ":"), default=tuple)
    escaped = _ESCAPED.sub(_escape, text)
    return f'<script type="application/json" data-kind="{kind}">{escaped}</script>\n'.encode()


def _escape(match: re.Match[str]) -> str:
    return dumps(match[0])[1:-1] if match[0] not in "<>&" else f"\\u{ord(match[0]):04x}"
