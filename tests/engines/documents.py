"""The documents that every engine is given, and what `clean` makes of them."""

from __future__ import annotations

import base64
import gzip
import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_clean.cleaner import Cleaner, clean
from corpus_clean.integrations.treated import entries, treat
from tests.cards import cards

if TYPE_CHECKING:
    from collections.abc import Iterable

TEXTS: list[str | None] = [card.before for folder in ("wild", "kept") for card in cards(folder)]
HUGE = "fine " * 200_000 + "達(dá)川"
TEXTS[7:7] = [None, "", HUGE]

CLEANED = [text and clean(text).text for text in TEXTS]

README = Path(__file__).parents[2] / "README.md"

FAULT = "this one raises"


@cache
def ledgers() -> list[Any]:
    """Return the ledger of each text."""
    return [None if text is None else entries(treat(Cleaner(), text)) for text in TEXTS]


class Raising(Cleaner):
    """A cleaner that cannot clean one text."""

    def clean(self, text: str, **options: Any) -> Any:  # noqa: ANN401
        """Fail at `FAULT`."""
        if text == FAULT:
            raise RuntimeError(text)
        return super().clean(text, **options)

    def __reduce__(self) -> Any:  # noqa: ANN401
        """Be picklable as what it is."""
        return Raising, (self.profile,)


BAD = b'{"id": "1", "text": "\xe9\xa0b"}'
SURVIVING = [
    (0, "達川", ["repair"]),
    (2, FAULT, ["error"]),
    (3, HUGE.replace("(dá)", ""), ["repair"]),
    (4, "fine", []),
]
"""What is to become of the others in a shard with a bad line: number, text, and the kinds in the ledger."""


def shard(folder: Path) -> str:
    """Write a shard of which one line is no UTF-8 (`BAD`), one text raises, and one is huge."""
    texts = {0: "達(dá)川", 2: FAULT, 3: HUGE, 4: "fine"}
    lines = [json.dumps({"id": str(at), "text": text}).encode() for at, text in texts.items()]
    lines.insert(1, BAD)
    path = folder / "shard.jsonl"
    path.write_bytes(b"\n".join(lines) + b"\n")
    return str(path)


def readable(folder: Path) -> str:
    """Write it, and set aside what an engine cannot read, as the README says; all else is left to the engine."""
    (folder / "documents").mkdir()
    shard(folder / "documents")
    command = ["run", "documents", "readable", "--select", "surrogate", "--allow-quarantine", "--no-ledger"]
    subprocess.run([sys.executable, "-m", "corpus_clean", *command], cwd=folder, check=True, capture_output=True)
    (quarantine,) = (folder / "readable" / "_corpus-clean" / "quarantine").iterdir()
    assert base64.b64decode(json.loads(quarantine.read_text("utf-8"))["raw"]) == BAD + b"\n"
    return str(folder / "readable" / "shard.jsonl")


def survived(rows: Iterable[tuple[int, str, Any]]) -> bool:
    """Return whether all records of a shard that was made readable have become what they are to become."""
    found = [(int(at), text, [entry["kind"] for entry in told]) for at, text, told in rows]
    return sorted(found) == SURVIVING


def run_shown(mark: str, folder: Path, programs: str = "") -> None:
    """Run what the README shows behind a mark, in a folder; `programs` is a folder of more programs."""
    shown = re.search(rf"^<!-- {mark} -->\n```python\n(.*?)^```$", README.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert shown, mark
    (folder / "recipe.py").write_text(shown[1], "utf-8")
    # As in a virtual environment that is activated.
    path = os.pathsep.join(filter(None, [programs, str(Path(sys.executable).parent), os.environ["PATH"]]))
    environment = os.environ | {"PATH": path}
    ran = subprocess.run(
        ["python", "recipe.py"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr


def recipe(engine: str, folder: Path, programs: str = "") -> dict[int, Any]:
    """Run what the README shows for an engine, over all texts, and return the rows by their number."""
    (folder / "documents").mkdir()
    rows = [
        json.dumps({"id": str(number), "number": number, "text": text}) for number, text in enumerate(TEXTS) if text
    ]
    (folder / "documents" / "a.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    run_shown(engine, folder, programs)
    written = [path for path in [*folder.glob("out*"), *folder.glob("out/**/*")] if path.is_file()]
    data = [path.read_bytes() for path in written if not path.name.startswith((".", "_"))]
    plain = [gzip.decompress(one) if one.startswith(b"\x1f\x8b") else one for one in data]
    made = [json.loads(line) for one in plain for line in one.decode().split("\n") if line]
    by_number = {({} | row.get("metadata", {}) | row.get("extras", {}) | row)["number"]: row for row in made}
    assert len(by_number) == len(rows)
    assert all(row["text"] == CLEANED[number] for number, row in by_number.items())
    return by_number
