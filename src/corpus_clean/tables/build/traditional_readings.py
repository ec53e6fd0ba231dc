"""Build traditional_readings.tsv: the Traditional-only characters of GBK with their first reading.

Run `python -m corpus_clean.tables.build.traditional_readings` from `src`, with the dependency group `tables` installed.
Built with pypinyin 0.55.0 (MIT) and OpenCC 1.4.2 (Apache-2.0). The same versions give the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from opencc import OpenCC
from pypinyin.constants import PINYIN_DICT

TARGET = Path(__file__).parents[1] / "traditional_readings.tsv"


def of_gbk() -> list[str]:
    """Return the unified ideographs that GBK writes as two bytes, by code point.

    The compatibility ideographs of GBK stay out: to OpenCC they are "converted" as well, by normalisation.
    """
    return [char for char in map(chr, range(0x4E00, 0xA000)) if len(char.encode("gbk", "ignore")) == 2]


def lines() -> list[str]:
    """Return the lines of the table: character, first reading, Simplified form."""
    chars = of_gbk()
    # One call for all: the newlines keep OpenCC from converting phrases.
    simplified = OpenCC("t2s").convert("\n".join(chars)).split("\n")
    return [
        f"{char}\t{PINYIN_DICT[ord(char)].split(',')[0]}\t{simple}\n"
        for char, simple in zip(chars, simplified, strict=True)
        if simple != char and ord(char) in PINYIN_DICT
    ]


if __name__ == "__main__":
    table = lines()
    TARGET.write_bytes("".join(table).encode())
    print(f"{TARGET.name}: {len(table):,} characters, {TARGET.stat().st_size:,} bytes")
