"""The table of first readings: what the tool would have set behind a character, and what it would not."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
import regex

import corpus_clean.tables
from corpus_clean.tables import read
from corpus_clean.tables.readings import SYLLABLE, TONE_MARKED, characters_read, first_reading

SHARED = Path(__file__).parents[2] / "shared" / "data"
ROWS = [line.split("\t") for line in read("traditional_readings.tsv").decode().rstrip("\n").split("\n")]
SEEN = {
    "當": "dāng",
    "達": "dá",
    "區": "qū",
    "數": "shù",
    "經": "jīng",
    "學": "xué",
    "過": "guò",
    "業": "yè",
    "測": "cè",
    "績": "jī",
    "會": "huì",
    "計": "jì",
    "調": "diào",
    "長": "zhǎng",
    "認": "rèn",
    "謹": "jǐn",
    "驗": "yàn",
    "冊": "cè",
    "語": "yǔ",
    "請": "qǐng",
    "權": "quán",
    "戶": "hù",
    "無": "wú",
    "錄": "lù",
    "臺": "tái",
    "綠": "lǜ",
}


@pytest.mark.parametrize(("char", "reading"), SEEN.items())
def test_first_reading_whatever_the_context(char: str, reading: str) -> None:
    assert first_reading(char) == reading
    assert char in characters_read(reading)


@pytest.mark.parametrize("char", ["", "达", "川", "后", "a", "數學", "か", "\ud800", "\U00020000", "\ufa18"])
def test_only_traditional_characters_have_one(char: str) -> None:
    assert first_reading(char) is None


@pytest.mark.parametrize("reading", ["", "shu", "SHÙ", "shù ", "jieba"])
def test_a_reading_that_no_character_has(reading: str) -> None:
    assert characters_read(reading) == ()


def test_the_table_is_sorted_and_whole() -> None:
    chars = [char for char, _, _ in ROWS]
    assert chars == sorted(set(chars))
    assert len(chars) == 3559
    for char, reading, simple in ROWS:
        assert len(char.encode("gbk")) == 2
        assert len(simple) == 1
        assert simple != char
        assert characters_read(reading) == tuple(one for one, other, _ in ROWS if other == reading)


def test_a_syllable_is_what_the_table_holds() -> None:
    assert all(re.fullmatch(SYLLABLE, reading) for _, reading, _ in ROWS)
    assert all(regex.fullmatch(SYLLABLE, reading) for _, reading, _ in ROWS)


@pytest.mark.parametrize(
    "word", ["", "jieba", "stdout", "uv", "mend", "Dá", "dá dá", "chuángg", "达", "ü", "ng", "dáá"]
)
def test_a_syllable_is_nothing_else(word: str) -> None:
    assert not re.fullmatch(SYLLABLE, word)


@pytest.mark.parametrize("word", ["ḿ", "ńg", "lǜ", "nǚ", "ā", "zhuāng", "lüè", "ǹg"])
def test_a_syllable_may_be_rare(word: str) -> None:
    assert re.fullmatch(SYLLABLE, word)


def test_tone_marked_letters_fit_a_character_class() -> None:
    assert all(re.fullmatch(f"[{TONE_MARKED}]", letter) for letter in TONE_MARKED)
    assert not re.search(f"[{TONE_MARKED}]", "abcdefghijklmnopqrstuvwxyzü^-]\\")


def test_every_pair_seen_in_damaged_pages_is_known() -> None:
    if not SHARED.is_dir():
        pytest.skip("the specimens of damaged pages are not here")
    records = map(json.loads, (SHARED / "specimens" / "wild.jsonl").read_text(encoding="utf-8").strip().split("\n"))
    damaged = [record["broken"] for record in records if record["family"] == "pinyin-insert"]
    damaged.append((SHARED / "seed.txt").read_text(encoding="utf-8"))
    pairs = set(re.findall(rf"([一-鿿])\(({SYLLABLE})\)", "\n".join(damaged)))
    assert len(pairs) > 80
    assert {(char, reading) for char, reading in pairs if first_reading(char) != reading} == set()


@pytest.mark.parametrize("name", ["traditional_readings.tsv", "han_bigrams.bin"])
def test_the_files_are_those_of_the_readme(name: str) -> None:
    described = Path(corpus_clean.tables.__path__[0], "README.md").read_text(encoding="utf-8").split("\n")
    (row,) = (line for line in described if line.startswith(f"| `{name}`"))
    assert f"{len(read(name)):,} bytes" in row
    assert sha256(read(name)).hexdigest() in row


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(OSError, match="nothing"):
        read("nothing.tsv")
