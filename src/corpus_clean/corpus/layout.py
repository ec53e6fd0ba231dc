"""Where everything of a run lies: the shards mirrored under OUT, all else under OUT/_corpus-clean."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

OWN = "_corpus-clean"
"""The folder of our own in the output folder."""
PART = ".part"
"""What is behind the name of a file that is not complete."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of a run with its output folder.

    >>> from pathlib import Path
    >>> Layout(Path("out")).quarantine("a/b.jsonl.zst").as_posix()
    'out/_corpus-clean/quarantine/a/b.jsonl.zst.jsonl'
    """

    out: Path

    @property
    def own(self) -> Path:
        """The folder of our own."""
        return self.out / OWN

    @property
    def report(self) -> Path:
        """The page with the overview."""
        return self.own / "report.html"

    def manifest(self, share: str = "") -> Path:
        """Return the manifest; of a run that does a share of the shards, that of the share."""
        return self.own / (f"manifest-{share}.jsonl" if share else "manifest.jsonl")

    def manifests(self) -> list[Path]:
        """Return all manifests that are there, in the order of their names."""
        return sorted(self.own.glob("manifest*.jsonl"))

    def shard(self, name: str) -> Path:
        """Return where the result of a shard goes."""
        return self.out / name

    def leads_out(self, name: str) -> bool:
        """Say whether the result of a shard would be written outside of the output folder, by a link in it."""
        folder, path = os.path.realpath(self.out), self.shard(name)
        inside = os.path.commonpath([folder, os.path.realpath(path.parent)]) == folder
        return not inside or part(path).is_symlink()

    def quarantine(self, name: str) -> Path:
        """Return where what is no record of a shard goes."""
        return self.own / "quarantine" / f"{name}.jsonl"

    def ledger(self, name: str) -> Path:
        """Return where what was done to a shard is recorded."""
        return self.own / "ledger" / f"{name}.jsonl.zst"

    def files(self, name: str) -> tuple[Path, Path, Path]:
        """Return all files of a shard, the result last: it says that the others are complete."""
        return self.ledger(name), self.quarantine(name), self.shard(name)


def part(path: Path) -> Path:
    """Return the name of a file that is not complete.

    >>> from pathlib import Path
    >>> part(Path("a.txt")).name
    'a.txt.part'
    """
    return path.with_name(path.name + PART)
