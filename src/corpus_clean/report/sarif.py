"""SARIF 2.1.0 (OASIS): what code scanning services and editors read, with a fix for each repair."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from itertools import islice
from json import dumps
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from corpus_clean import __version__
from corpus_clean.report import OF_FILES
from corpus_clean.report.glyphs import inert_json, quoted, visible
from corpus_clean.report.lines import Lines
from corpus_clean.result import Repair
from corpus_clean.rule import Safety

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus_clean.config import Config
    from corpus_clean.edit import Span
    from corpus_clean.result import Finding
    from corpus_clean.rule import Rule
    from corpus_clean.session import Outcome
    from corpus_clean.tally import Tally

MOST = 25_000
"""How many results GitHub takes in one run; a log with more is refused whole, so what is beyond is only counted."""

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_AROUND = 16
"""How many code points of its line on either side of a place are in its fingerprint."""


class Sarif:
    """A log of one run, written while the run goes on: the results of each file, then what the run came to."""

    def __init__(self, *, most: int = MOST) -> None:
        self._room = most
        self._more = 0
        self._first = True
        self._troubles: list[Outcome] = []

    def opening(self, command: str, config: Config, rules: Sequence[Rule]) -> bytes:  # noqa: ARG002 - as in all views
        """Return the beginning: the tool and the rules it ran."""
        own = [{"id": id_, "shortDescription": {"text": text}} for id_, text in OF_FILES.items()]
        driver = {
            "name": "corpus-clean",
            "version": __version__,
            "semanticVersion": __version__,
            "rules": [*map(_described, rules), *own],
        }
        # By hand, because the results are not there yet.
        return f'{{"version": "2.1.0", "runs": [{{"tool": {{"driver": {dumps(driver)}}}, "results": ['.encode()

    def outcome(self, outcome: Outcome) -> bytes:
        """Return the results of one file."""
        if outcome.status == "trouble":
            self._troubles.append(outcome)
        listed = list(islice(_results(outcome), self._room))
        self._room -= len(listed)
        self._more += (outcome.repairs() + outcome.findings()).total() - len(listed)
        if not listed:
            return b""
        text = inert_json(",\n".join(dumps(result) for result in listed))
        start = "\n" if self._first else ",\n"
        self._first = False
        return (start + text).encode()

    def closing(self, tally: Tally) -> bytes:
        """Return the end: whether all went well, and what could not be told."""
        notes = [
            {"level": "error", "message": {"text": f"{visible(one.path)}: {visible(one.reason)}"}}
            for one in self._troubles
        ]
        if self._more:
            text = f"{self._more} more results are left out: a log with more than {MOST} is refused by code scanning"
            notes.append({"level": "warning", "message": {"text": text}})
        rest = {
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "invocations": [{"executionSuccessful": not tally.troubles, "toolExecutionNotifications": notes}],
        }
        return f'\n], {dumps(rest)[1:-1]}}}], "$schema": "{SCHEMA}"}}\n'.encode()


VIEW = Sarif


def _described(rule: Rule) -> dict[str, Any]:
    examples = "".join(
        f"\n- {quoted(one.before)} → {quoted(one.after) if one.after != one.before else 'stays as it is'}"
        f"{f' (--lang {one.lang})' if one.lang else ''}"
        for one in rule.examples[:6]
    )
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.repairs},
        "fullDescription": {"text": f"{rule.repairs} {rule.why_safe}"},
        "help": {"text": f"{rule.repairs}\n\nWhy it is safe: {rule.why_safe}\n\nExamples:{examples}"},
        "defaultConfiguration": {"level": "note" if rule.safety is Safety.REPORT else "warning"},
        "properties": {"phase": rule.phase.name.lower(), "safety": rule.safety},
    }


def _results(outcome: Outcome) -> Iterator[dict[str, Any]]:
    file = {"artifactLocation": {"uri": address(outcome.path)}}
    if outcome.decoded is None:
        if outcome.status == "undecodable":
            yield _whole(file, "undecodable", "error", visible(outcome.reason), outcome)
        return
    if outcome.recoded:
        text = f"Written in {outcome.recoded.partition(' -> ')[0]}; fix writes UTF-8 ({outcome.certainty})"
        yield _whole(file, "encoding", "warning", text, outcome)
    lines = Lines(outcome.decoded)
    seen: Counter[str] = Counter()
    shown: list[Repair | Finding] = [*outcome.result.repairs, *outcome.result.findings]
    for one in sorted(shown, key=lambda one: one.source):
        result = _result(one, file, lines, outcome.decoded.source)
        key = result["partialFingerprints"]["damage/v1"]
        seen[key] += 1
        result["partialFingerprints"]["damage/v1"] = f"{key}:{seen[key]}"
        yield result


def _result(one: Repair | Finding, file: dict[str, Any], lines: Lines, text: str) -> dict[str, Any]:
    region = _region(one.source, lines)
    before = one.before if isinstance(one, Repair) else one.text
    first, _ = lines.bounds(one.source.start)
    _, last = lines.bounds(one.source.end)
    around = text[max(one.source.start - _AROUND, first) : min(one.source.end + _AROUND, last)]
    made = {
        "ruleId": one.rules[0] if isinstance(one, Repair) else one.rule,
        "level": "warning" if isinstance(one, Repair) else "note",
        "message": {"text": _message(one)},
        "locations": [{"physicalLocation": {**file, "region": {**region, "snippet": {"text": before}}}}],
        "partialFingerprints": {"damage/v1": _fingerprint(one.certainty or "", before, around)},
        "properties": {"certainty": one.certainty, "rules": list(getattr(one, "rules", ()))},
    }
    new = [one.after] if isinstance(one, Repair) else list(one.candidates)
    fixes = [
        {
            "description": {"text": f"Replace by {quoted(text)}"},
            "artifactChanges": [
                {**file, "replacements": [{"deletedRegion": region, "insertedContent": {"text": text}}]},
            ],
        }
        for text in new
    ]
    return {**made, "fixes": fixes} if fixes else made


def _whole(file: dict[str, Any], rule: str, level: str, text: str, outcome: Outcome) -> dict[str, Any]:
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": text},
        "locations": [{"physicalLocation": {**file, "region": {"startLine": 1, "startColumn": 1}}}],
        "partialFingerprints": {"damage/v1": _fingerprint(rule, outcome.path)},
    }


def _region(span: Span, lines: Lines) -> dict[str, int]:
    start, end = lines.place(span.start), lines.place(span.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }


def _message(one: Repair | Finding) -> str:
    note = f" ({visible(one.note)})" if one.note else ""
    if isinstance(one, Repair):
        return f"{quoted(one.before)} → {quoted(one.after)}{note}"
    readings = " or ".join(quoted(reading) for reading in one.candidates)
    return f"{quoted(one.text)}{f', maybe {readings}' if readings else ''}{note}"


def _fingerprint(*parts: str) -> str:
    return sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:16]


def address(path: str) -> str:
    """Return a path as an address: relative as it is, so that it counts from the repository; absolute as a file's.

    >>> address("a b/達.txt"), address("/tmp/a.txt")
    ('a%20b/%E9%81%94.txt', 'file:///tmp/a.txt')
    """
    try:
        quoted_path = quote(path.encode(errors="surrogateescape"))
    except UnicodeEncodeError:  # no file can have this name, but standard input can be given it
        quoted_path = quote(path, errors="replace")
    if PurePath(path).is_absolute():
        return f"file://{quoted_path}"
    return f"./{quoted_path}" if ":" in path.partition("/")[0] else quoted_path
