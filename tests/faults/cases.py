"""What is done while something fails: a folder, a command in it, and what may be there afterwards."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus_clean.cleaner import Cleaner
from corpus_clean.session import examine_bytes

if TYPE_CHECKING:
    from pathlib import Path

DAMAGED = "作為達(dá)州市達(dá)川區(qū)的干部\r\n".encode() * 40
LONG = "La cigÃ¼eÃ±a aÃ±eja volÃ³ de LogroÃ±o.\n".encode() * 9
CLEAN = "Alles gut, größtenteils.\n".encode()


def cleaned(data: bytes) -> bytes:
    """Return what a file becomes."""
    return examine_bytes("a.txt", data, Cleaner()).data


@dataclass(frozen=True)
class Case:
    """Files with their bytes, links, a command, and the command of the next run.

    `wanted` are files with the bytes that they have in the end, `either` those that they may have meanwhile. `mays` are
    names of files that may be there or not; `undo` is a command that has to lead back to the sources at any time.
    """

    name: str
    command: str
    files: dict[str, bytes]
    wanted: dict[str, bytes]
    again: str = ""
    links: dict[str, str] = field(default_factory=dict)
    hard: dict[str, str] = field(default_factory=dict)
    mays: tuple[str, ...] = ()
    undo: str = ""
    before: str = ""

    def lay_out(self, folder: Path) -> None:
        """Write the files."""
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            path.chmod(0o640)
        for name, target in self.links.items():
            (folder / name).symlink_to(target)
        for name, target in self.hard.items():
            (folder / name).hardlink_to(folder / target)

    def either(self, name: str) -> set[bytes | None]:
        """Return what a file may hold while it is not known how far the command came; None is no file."""
        return {self.files.get(name), self.wanted.get(name)}


FILES = {"a.txt": DAMAGED, "sub/b.txt": LONG, "clean.txt": CLEAN}
FIXED = {name: cleaned(data) for name, data in FILES.items()}


def _shards() -> dict[str, bytes]:
    records = [{"text": "全縣(xiàn)開(kāi)展了學(xué)習(xí)"}, {"text": "gut"}, {"text": "cigÃ¼eÃ±a"}]
    lines = [json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records]
    return {"in/a.jsonl": b"".join(lines) + b"broken\n", "in/sub/b.txt": LONG, "in/c.txt": CLEAN}


def _ran() -> dict[str, bytes]:
    kept = _shards()["in/a.jsonl"].replace(b"broken\n", b"").decode()
    for before in ("(xiàn)", "(kāi)", "(xué)", "(xí)"):
        kept = kept.replace(before, "")
    kept = kept.replace("cigÃ¼eÃ±a", "cigüeña")
    return {"out/a.jsonl": kept.encode(), "out/sub/b.txt": cleaned(LONG), "out/c.txt": CLEAN}


OWN = tuple(
    f"out/_corpus-clean/{name}"
    for name in (
        "manifest.jsonl",
        "report.html",
        "ledger/a.jsonl.jsonl.zst",
        "ledger/sub/b.txt.jsonl.zst",
        "quarantine/a.jsonl.jsonl",
    )
)

CASES = (
    Case("fix", "fix -q --isolated . link.txt", FILES, FIXED, links={"link.txt": "a.txt"}),
    Case(
        "fix hard links",
        "fix -q --isolated .",
        {"a.txt": DAMAGED},
        {"a.txt": cleaned(DAMAGED)},
        hard={"z.txt": "a.txt"},
    ),
    Case(
        "fix with a ledger",
        "fix -q --isolated --report l.jsonl .",
        FILES,
        FIXED,
        again="fix -q --isolated --report l2.jsonl .",
        mays=("l.jsonl", "l2.jsonl"),
        undo="revert -q l.jsonl",
    ),
    Case(
        "fix with a copy",
        "fix -q --isolated --backup .orig a.txt sub/b.txt",
        FILES,
        {**FIXED, "a.txt.orig": DAMAGED, "sub/b.txt.orig": LONG},
        mays=("a.txt.orig", "sub/b.txt.orig"),
    ),
    Case("fix -o", "fix -q --isolated a.txt -o new.txt", FILES, {**FILES, "new.txt": FIXED["a.txt"]}),
    Case("fix -o over a file", "fix -q --isolated a.txt -o clean.txt", FILES, {**FILES, "clean.txt": FIXED["a.txt"]}),
    Case(
        "fix --output-dir",
        "fix -q --isolated a.txt sub clean.txt --output-dir out",
        FILES,
        {**FILES, **{f"out/{name}": data for name, data in FIXED.items()}},
    ),
    Case(
        "revert",
        "revert -q l.jsonl",
        FILES,
        FILES,
        before="fix -q --isolated --report l.jsonl .",
        mays=("l.jsonl",),
    ),
    Case("run", "run -q --isolated -j 1 in out", _shards(), {**_shards(), **_ran()}, mays=OWN),
    Case(
        "revert --manifest",
        "revert -q --manifest out/_corpus-clean/manifest.jsonl -o back",
        _shards(),
        {**_shards(), **_ran(), **{name.replace("in/", "back/"): data for name, data in _shards().items()}},
        before="run -q --isolated -j 1 in out",
        mays=OWN,
    ),
)
