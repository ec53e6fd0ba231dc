"""The text the project was created for, and specimens of other people, which stay where they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from corpus_clean.cleaner import Cleaner, clean

DATA = Path(__file__).parents[2] / "shared" / "data"
FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the specimens are not beside the repository")


class Specimen(NamedTuple):
    id: str
    family: str
    broken: str
    expected: str


def specimens(name: str, *, lossless: bool) -> list[Specimen]:
    path = DATA / "specimens" / name
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line] if path.is_file() else []
    return [
        Specimen(row["id"], row["family"], row["broken"], row["expected"])
        for row in rows
        if not lossless or row.get("lossless")
    ]


REPAIRED = {"pinyin-insert", "gbk-straddle", "gbk-straddle-tag", "legit-keep", "tcvn3", "vni", "zawgyi"}
WILD = [one for one in specimens("wild.jsonl", lossless=True) if one.family in REPAIRED]
LEFT = [one for one in specimens("unicode.jsonl", lossless=False) if one.family.endswith("/leave")]


LOSSY = {
    # what the bytes determine; a gap stays as it is
    "w0334": "30 条��</p>",
    "w0361": "�옄�썝�쉶�닔",
    "w0363": "体验丰富的触摸手势交互功�</p>",
    "w0366": "# 可视化专家技鑳?(Visualization Expert)",
    "w0367": '<div class="corner">?쒓컙</div>',
}
RISKY = {"w0361": "자원회수", "w0366": "# 可视化专家技能 (Visualization Expert)"}
LOST = [one for one in specimens("wild.jsonl", lossless=False) if one.id in LOSSY]


def data(name: str) -> str:
    return (DATA / name).read_bytes().decode()


def test_the_seed() -> None:
    source = data("seed.txt")
    result = clean(source, profile="corpus")
    assert result.text == data("seed.expected.txt")
    assert result.revert() == source
    assert not clean(result.text, profile="corpus").changed
    assert [finding.text for finding in result.findings if finding.rule == "unbalanced-quote"] == ["‘", "‘"]


def test_every_folded_mark_of_the_seed_comes_back() -> None:
    expected = data("seed.expected.txt")
    result = Cleaner(select=("cjk-width",)).clean(expected.translate(FOLD))
    assert result.text == expected
    assert len(result.repairs) == sum(ord(char) in range(0xFF01, 0xFF5F) for char in expected)


@pytest.mark.parametrize("one", WILD, ids=lambda one: f"{one.family}-{one.id}")
def test_specimens_without_loss_are_exact(one: Specimen) -> None:
    assert clean(one.broken, profile="corpus").text == one.expected


@pytest.mark.parametrize("profile", ["minimal", "corpus"])
@pytest.mark.parametrize("one", LEFT, ids=lambda one: f"{one.family}-{one.id}")
def test_what_must_be_left_is_left(one: Specimen, profile: str) -> None:
    assert clean(one.broken, profile=profile).text == one.broken


@pytest.mark.parametrize("one", LOST, ids=lambda one: f"{one.family}-{one.id}")
def test_of_what_lost_bytes_the_rest_is_repaired(one: Specimen) -> None:
    rules = ("mojibake", "lossy-mojibake")
    result = Cleaner(select=rules).clean(one.broken)
    assert result.text == LOSSY[one.id]
    assert Cleaner(select=rules, risky=True).text(one.broken) == RISKY.get(one.id, LOSSY[one.id])
