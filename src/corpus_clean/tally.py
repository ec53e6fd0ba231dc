"""What a run came to: the counts, the words for them, and the exit code."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus_clean.edit import Certainty
from corpus_clean.safety import FAULT
from corpus_clean.session import Status

if TYPE_CHECKING:
    from corpus_clean.session import Outcome


@dataclass(slots=True)
class Tally:
    """Counts over the files of one run. `texts` are the files that were read as text.

    >>> tally = Tally()
    >>> tally.texts += 3
    >>> tally.found(), tally.exit_code()
    ('Nothing found in 3 files', 0)
    """

    texts: int = 0
    changed: int = 0
    with_findings: int = 0
    concerned: int = 0
    guesses: int = 0
    binaries: int = 0
    troubles: int = 0
    faults: int = 0
    """How many of the troubles are of our own making."""
    repairs: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome) -> None:
        """Count one file."""
        self.troubles += outcome.status is Status.TROUBLE
        self.faults += outcome.fault
        self.binaries += outcome.status is Status.BINARY
        if outcome.status in {Status.TROUBLE, Status.BINARY}:
            return
        findings = outcome.findings()
        self.texts += 1
        self.changed += outcome.status is Status.CHANGED
        self.with_findings += bool(findings)
        self.concerned += outcome.status is not Status.CLEAN
        self.repairs += outcome.repairs()
        self.findings += findings
        self.guesses += sum(finding.certainty is Certainty.GUESS for finding in outcome.result.findings)

    def exit_code(self, *, changes: bool = True, findings: bool = True) -> int:
        """Return 123 after a fault of ours, 2 after other trouble, else 1 if there is something that counts, else 0."""
        if self.troubles:
            return FAULT if self.faults else 2
        return int((changes and self.changed > 0) or (findings and self.findings.total() > 0))

    def found(self) -> str:
        """Say what a run found that wrote nothing."""
        repairs, left = self.repairs.total(), self.findings.total()
        if not repairs + left:
            return self._closed(f"Nothing found in {_files(self.texts)}")
        head = f"Found {repairs + left} in {self._share(self.concerned)}: {listed(self.repairs + self.findings)}"
        if not left:
            return self._closed(f"{head}; all repairable")
        kinds = ((repairs, "repairable"), (self.guesses, "with --risky"), (left - self.guesses, "to look at"))
        return self._closed(f"{head}; {', '.join(f'{count} {kind}' for count, kind in kinds if count)}")

    def fixed(self) -> str:
        """Say what a run did that wrote its results."""
        left = f"{_counted(self.findings.total(), 'finding')} left in {_files(self.with_findings)}"
        if not self.repairs:
            return self._closed(f"Nothing to fix in {_files(self.texts)}" + (f"; {left}" if self.findings else ""))
        head = f"Fixed {self.repairs.total()} in {self._share(self.changed)}: {listed(self.repairs)}"
        return self._closed(f"{head}; {left}" if self.findings else head)

    def _share(self, files: int) -> str:
        return _files(files) if files == self.texts else f"{files} of {_files(self.texts)}"

    def _closed(self, sentence: str) -> str:
        extra = []
        if self.binaries:
            extra.append(f"{_counted(self.binaries, 'binary file')} skipped")
        if self.troubles:
            extra.append(f"{self.troubles} failed")
        return "; ".join([sentence, *extra])


def listed(counts: Counter[str]) -> str:
    """Return counts as words, the highest first.

    >>> listed(Counter({"cjk-width": 3, "pinyin-gloss": 9}))
    'pinyin-gloss 9, cjk-width 3'
    """
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _files(count: int) -> str:
    return _counted(count, "file")


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
