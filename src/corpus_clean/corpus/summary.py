"""What a run over a corpus came to: numbers that add up, the words for them, and the exit code."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus_clean.tally import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SUMS = ("records", "out", "changed", "quarantined", "kept", "long", "without_text", "faults")
"""The numbers of a shard that add up."""


@dataclass(slots=True)
class Summary:
    """Numbers over shards. `failed` holds a reason for each shard that was not done.

    `skipped` were done before, and are in no number but `set_aside`: how much they have in quarantine.

    >>> summary = Summary()
    >>> summary.add({"status": "failed", "shard": "a.txt", "reason": "access denied"})
    >>> summary.exit_code(), summary.words()
    (4, 'Cleaned 0 records in 0 shards; 1 shard failed')
    """

    shards: int = 0
    skipped: int = 0
    set_aside: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    failed: dict[str, str] = field(default_factory=dict)
    damaged: dict[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    stopped: str = ""

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> Summary:
        """Return the sum over the lines of manifests."""
        summary = cls()
        for entry in entries:
            summary.add(entry)
        return summary

    def add(self, entry: Mapping[str, Any]) -> None:
        """Count the line of one shard."""
        if entry["status"] != "done":
            self.failed[entry["shard"]] = entry["reason"]
            return
        self.shards += 1
        self.counts.update({name: entry[name] for name in SUMS})
        self.counts["bytes"] += entry["source"]["bytes"]
        self.repairs.update(entry["repairs"])
        self.findings.update(entry["findings"])
        self.languages.update(entry["languages"])
        if entry["damage"]:
            self.damaged[entry["shard"]] = entry["damage"]

    def skip(self, entry: Mapping[str, Any]) -> None:
        """Count a shard that was done before."""
        self.skipped += 1
        self.set_aside += sum(entry[name] for name in (*_LEFT, "faults")) + bool(entry["damage"])

    @property
    def bad_share(self) -> float:
        """Which share of the records was none."""
        return self.counts["quarantined"] / max(1, self.counts["records"])

    def exit_code(self, *, allow_quarantine: bool = False) -> int:
        """Return 4 if shards are missing, 3 if something is in quarantine, too long or was left for a fault, else 0."""
        if self.failed or self.stopped:
            return 4
        left = any(self.counts[name] for name in _LEFT) or self.damaged or self.set_aside
        return 3 if self.counts["faults"] or (left and not allow_quarantine) else 0

    def words(self) -> str:
        """Say it in one line."""
        counts = self.counts
        parts = [f"Cleaned {_n(counts['records'], 'record')} in {_n(self.shards, 'shard')}"]
        if self.skipped:
            aside = f", with {self.set_aside} in quarantine" if self.set_aside else ""
            parts.append(f"{_n(self.skipped, 'shard')} done before{aside}")
        if counts["changed"]:
            parts.append(f"{counts['changed']} changed: {listed(self.repairs)}")
        elif self.shards:
            parts.append("nothing to change")
        if self.findings:
            parts.append(f"{_n(self.findings.total(), 'finding')} left")
        for name, words in _WORDS.items():
            if counts[name]:
                parts.append(f"{counts[name]} {words}")
        if self.damaged:
            parts.append(f"{_n(len(self.damaged), 'shard')} damaged")
        if self.failed:
            parts.append(f"{_n(len(self.failed), 'shard')} failed")
        if self.others:
            parts.append(f"{_n(len(self.others), 'file')} of other kinds left out")
        return "; ".join([*parts, *([self.stopped] if self.stopped else [])])


_LEFT = ("quarantined", "kept", "long")
_WORDS = {
    "quarantined": "in quarantine",
    "kept": "unreadable and kept",
    "long": "longer than --max-record and kept as they were",
    "without_text": "without a text",
    "faults": "left for a fault of ours",
}


def _n(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
