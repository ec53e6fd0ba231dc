"""The tables are what the sources say they are, and a damaged one is never used."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from corpus_clean import tables

FOLDER = Path(tables.__file__).parent
FILES = sorted(path.name for path in FOLDER.iterdir() if path.suffix in {".bin", ".tsv"})


def test_every_table_has_its_digest() -> None:
    assert sorted(tables.DIGESTS) == FILES
    for name in FILES:
        assert tables.read(name) == (FOLDER / name).read_bytes()


def test_the_list_of_tables_tells_the_truth() -> None:
    listed = re.findall(
        r"^\| `([\w.]+)` \|.* `([0-9a-f]{64})` \|$", (FOLDER / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert dict(listed) == {name: sha256((FOLDER / name).read_bytes()).hexdigest() for name in FILES}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("at", [0, -1])
def test_a_damaged_table_is_not_read(name: str, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    class Loader:
        def get_data(self, path: str) -> bytes:
            data = bytearray(Path(path).read_bytes())
            data[at] ^= 1
            return bytes(data)

    spec: Any = type("Spec", (), {"loader": Loader()})
    monkeypatch.setattr(tables, "__spec__", spec)
    with pytest.raises(tables.TableError, match=f"the table {name} is damaged"):
        tables.read(name)
