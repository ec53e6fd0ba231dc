"""What became of the records of a shard, and the line of the manifest that says it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus_clean import __version__

if TYPE_CHECKING:
    from corpus_clean.corpus.settings import Settings
    from corpus_clean.corpus.storage import Found
    from corpus_clean.corpus.treatment import Treated

_ENOUGH = 2000
"""Code points of a text that tell its language."""


@dataclass(slots=True)
class Counts:
    """What became of the records of a shard: in = out + quarantined."""

    records: int = 0
    out: int = 0
    changed: int = 0
    quarantined: int = 0
    kept: int = 0
    long: int = 0
    faults: int = 0
    texts: int = 0
    without_text: int = 0
    repairs: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)

    def add(self, treated: Treated, *, changed: bool) -> None:
        """Count what was done to a record."""
        self.repairs += treated.repairs()
        self.findings += treated.findings()
        self.faults += bool(treated.fault)
        self.changed += changed
        if changed:
            self.languages[_language(treated)] += 1


def entry(
    found: Found,
    settings: Settings,
    counts: Counts,
    *,
    source: tuple[dict[str, Any], dict[str, Any]],
    result: tuple[dict[str, Any], dict[str, Any]],
    damage: str = "",
) -> dict[str, Any]:
    """Return the line of the manifest of a shard that is done; `source` and `result` are a file and its content."""
    counts.out = counts.records - counts.quarantined
    return {
        "kind": "shard",
        "shard": found.name,
        "status": "done",
        "source": {**source[0], "mtime_ns": found.mtime_ns, "content": source[1]},
        "result": {**result[0], "content": result[1]},
        "damage": damage,
        "records": counts.records,
        "out": counts.out,
        "changed": counts.changed,
        "quarantined": counts.quarantined,
        "kept": counts.kept,
        "long": counts.long,
        "without_text": counts.without_text,
        "faults": counts.faults,
        "texts": counts.texts,
        "repairs": dict(counts.repairs.most_common()),
        "findings": dict(counts.findings.most_common()),
        "languages": dict(counts.languages.most_common()),
        "config": settings.digest(),
        "version": __version__,
    }


def _language(treated: Treated) -> str:
    from corpus_clean.language import detect

    text = treated.texts[0][1].text[:_ENOUGH] if treated.texts else ""
    return detect(text) or "unknown"
