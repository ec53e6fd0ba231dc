"""What is wrong with a shard costs no record: what goes in is what comes out, and what is in quarantine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from corpus_clean.config import Config
from corpus_clean.corpus import Settings, read_records, run
from corpus_clean.corpus.layout import Layout
from corpus_clean.corpus.manifest import shards
from corpus_clean.corpus.quarantine import entries
from corpus_clean.corpus.restore import restore
from tests.shards import cases, content, lay_out, read

if TYPE_CHECKING:
    from pathlib import Path

CASES = cases("bad_input")


def settings(case: dict[str, Any]) -> Settings:
    known = {key: case[key] for key in ("max_record", "document") if key in case}
    return Settings(config=Config(profile=case.get("profile", "corpus")), **known)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_nothing_is_lost(case: dict[str, Any], tmp_path: Path) -> None:
    source = lay_out(case, tmp_path / "in")
    summary = run(tmp_path / "in", tmp_path / "out", settings(case))
    layout = Layout(tmp_path / "out")
    (entry,) = shards(layout.manifests()).values()
    assert entry["status"] == "done", entry
    assert entry["records"] == entry["out"] + entry["quarantined"] == case.get("records", entry["records"])
    assert (entry["damage"] != "") == ("damage" in case)
    assert case.get("damage", "") in entry["damage"]
    for name in ("long", "without_text"):
        assert entry[name] == case.get(name, 0)
    assert entry["repairs"] == case.get("repairs", {})
    assert summary.exit_code() == (3 if case.get("quarantined") or case.get("kept") or case.get("damage") else 0)
    result, set_aside = read(layout.shard(case["file"])), list(entries(layout.quarantine(case["file"])))
    if "damage" in case:
        assert source.startswith(result)
        assert result.endswith(b"\n") or not result
        assert len(set_aside) == entry["quarantined"] + 1
        return
    assert result == (content(case["result"]) if "result" in case else source)
    wanted = case.get("quarantined", []) + case.get("kept", [])
    assert [one["reason"][: len(start)] for one, start in zip(set_aside, wanted, strict=True)] == wanted
    assert all(one["kept"] == ("kept" in case) for one in set_aside)
    for one in set_aside:
        assert source[one["offset"] : one["offset"] + one["bytes"]] == one["raw"]
        assert source[: one["offset"]].count(b"\n") + 1 == one["line"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_way_back_leads_to_the_very_bytes(case: dict[str, Any], tmp_path: Path) -> None:
    lay_out(case, tmp_path / "in")
    run(tmp_path / "in", tmp_path / "out", settings(case))
    layout = Layout(tmp_path / "out")
    (entry,) = shards(layout.manifests()).values()
    restore(entry, layout, tmp_path / "back" / case["file"])
    assert read(tmp_path / "back" / case["file"]) == read(tmp_path / "in" / case["file"])


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_is_clean_stays_clean(case: dict[str, Any], tmp_path: Path) -> None:
    lay_out(case, tmp_path / "in")
    run(tmp_path / "in", tmp_path / "out", settings(case))
    again = run(tmp_path / "out", tmp_path / "again", settings(case))
    assert again.counts["changed"] == again.counts["quarantined"] == 0
    assert read(tmp_path / "again" / case["file"]) == read(tmp_path / "out" / case["file"])


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_program_reads_every_byte_too(case: dict[str, Any], tmp_path: Path) -> None:
    lay_out(case, tmp_path / "in")
    path = tmp_path / "in" / case["file"]
    records = list(read_records(path, settings(case)))
    assert b"".join(record.raw for record in records) == read(path)
    bad = sum(bool(record.trouble) for record in records)
    assert bad >= len(case.get("quarantined", [])) + len(case.get("kept", [])) + case.get("long", 0)
