"""Build han_bigrams.bin: what one Han character costs behind another in running Chinese, learned from a dictionary.

Run `python -m corpus_clean.tables.build.han_bigrams` from `src`, with the dependency group `tables` installed.
Built with jieba 0.42.1 (MIT: words with counts) and OpenCC 1.4.2 (Apache-2.0: the fold, and what Taiwan calls the same
things). The same versions give the same bytes.

The file is one zlib stream of nine sections, each behind its length (32 bits, little-endian). With n characters by
rank, m pairs by the ranks of both characters, and costs in eighths of a bit:

1. the folded characters, most frequent first (UTF-8);
2. n costs of starting a word, and 3. n costs of ending one (a byte each);
4. n numbers of pairs that begin with the character (16 bits);
5. and 6. m distances from the second character's rank to that of the pair before (low bytes, high bytes; the first pair
   of a character counts from rank 0);
7. m costs of the second character behind the first (a byte each);
8. characters that fold, by code point, and 9. what each folds to (UTF-8).
"""

from __future__ import annotations

import struct
import zlib
from collections import Counter, defaultdict
from itertools import pairwise
from math import log2
from pathlib import Path
from typing import NamedTuple

import jieba
from opencc import OpenCC

TARGET = Path(__file__).parents[1] / "han_bigrams.bin"
FLATTEN = 0.75
"""Power of a word's count that counts: the dictionary is one sample, and its rare words are commoner elsewhere."""
SMOOTH = 0.5
SPARED = 1.5
"""Bits that a pair has to cost less than its two halves apart to be kept."""
COUNT_OF_DE = 3_188_252
"""What 的 occurs: the dictionary has lost the last digit, jieba.finalseg's emission probabilities still have it."""
BORNE_OUT, NOT_BORNE_OUT = 10, 3
"""How often a rarer character may be a word, at the most: so many times what it occurs in longer words, plus so many.

The dictionary was counted on text with mojibake in it. UTF-8 read as GBK makes 锛 (12,605 times), 銆 (6,982), 鐨
(5,901) and hundreds more, of all characters those that must not look like words here. Longer words are free of it.
"""
COMPATIBILITY = "\uf900"
"""The first of the compatibility ideographs, which OpenCC normalises."""
HAN = [*map(chr, (0x3007, *range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00)))]


class Counts(NamedTuple):
    """How often a character occurs, starts and ends a word, and is followed inside a word."""

    all: defaultdict[str, float]
    start: defaultdict[str, float]
    end: defaultdict[str, float]
    pair: defaultdict[str, defaultdict[str, float]]


def folds() -> dict[str, str]:
    """Return the characters that Simplified writing replaces, and then Taiwan's and Hong Kong's variants.

    A variant that is itself a Simplified form stays: to OpenCC 么 is Taiwan's way to write 幺, but it is also 麼.
    """
    fold: dict[str, str] = {}
    for conversion in ("t2s", "tw2s", "hk2s"):
        done = {*fold, *(simple for char, simple in fold.items() if char < COMPATIBILITY)}
        rest = [char for char in HAN if char not in done]
        folded = OpenCC(conversion).convert("\n".join(rest)).split("\n")
        fold |= {char: simple for char, simple in zip(rest, folded, strict=True) if char != simple}
    return {char: fold.get(simple, simple) for char, simple in sorted(fold.items())}


def words(fold: dict[str, str]) -> Counter[str]:
    """Return the words of the dictionary, as China and as Taiwan says them, folded, with the counts they deserve."""
    lines = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    han, table = {*HAN, *fold.values()}, str.maketrans(fold)
    listed = [(word, int(count)) for word, count, _ in (line.split(" ") for line in lines) if han.issuperset(word)]
    taiwan = OpenCC("s2twp").convert("\n".join(word for word, _ in listed)).split("\n")
    counted: Counter[str] = Counter()
    for (word, count), said in zip(listed, taiwan, strict=True):
        for one in {word.translate(table), said.translate(table)}:
            if han.issuperset(one):
                counted[one] += count
    counted["的"] = COUNT_OF_DE
    borne_out: Counter[str] = Counter()
    for word, count in counted.items():
        for char in word if len(word) > 1 else "":
            borne_out[char] += count
    for char in [word for word in counted if len(word) == 1 and not common(word)]:
        counted[char] = min(counted[char], BORNE_OUT * borne_out[char] + NOT_BORNE_OUT)
    return counted


def common(char: str) -> bool:
    """Say whether the character is of level 1 of GB 2312: the 3,755 that everybody writes."""
    return b"\xb0" <= char.encode("gb2312", "ignore")[:1] <= b"\xd7"


def counts(counted: Counter[str]) -> Counts:
    """Return the counts of characters in words, each word weighted by its flattened count."""
    result = Counts(defaultdict(float), defaultdict(float), defaultdict(float), defaultdict(lambda: defaultdict(float)))
    for word in sorted(counted):
        weight = counted[word] ** FLATTEN
        result.start[word[0]] += weight
        result.end[word[-1]] += weight
        for char in word:
            result.all[char] += weight
        for first, second in pairwise(word):
            result.pair[first][second] += weight
    return result


def by_rank(counted: Counter[str]) -> list[str]:
    """Return the characters, most frequent first, as counted."""
    total: Counter[str] = Counter()
    for word, count in counted.items():
        for char in word:
            total[char] += count
    return sorted(total, key=lambda char: (-total[char], char))


def sections() -> list[bytes]:
    """Return the nine sections of the file."""
    fold = folds()
    counted = words(fold)
    count, chars = counts(counted), by_rank(counted)
    rank = {char: place for place, char in enumerate(chars)}
    starts = sum(count.start.values())
    start = [-log2((count.start[char] + SMOOTH) / (starts + SMOOTH * len(chars))) for char in chars]
    end = [-log2((count.end[char] + SMOOTH) / (count.all[char] + 2 * SMOOTH)) for char in chars]
    sizes: list[int] = []
    gaps: list[int] = []
    costs: list[float] = []
    for place, char in enumerate(chars):
        before, size = 0, len(gaps)
        for second, weight in sorted((rank[second], weight) for second, weight in count.pair[char].items()):
            apart = end[place] + start[second]
            together = -log2(weight / (count.all[char] + 2 * SMOOTH) + 2**-apart)
            if apart - together >= SPARED:
                gaps.append(second - before)
                costs.append(together)
                before = second
        sizes.append(len(gaps) - size)
    low, high = bytes(gap & 255 for gap in gaps), bytes(gap >> 8 for gap in gaps)
    size_table = struct.pack(f"<{len(sizes)}H", *sizes)
    folding = ("".join(fold).encode(), "".join(fold.values()).encode())
    return ["".join(chars).encode(), eighths(start), eighths(end), size_table, low, high, eighths(costs), *folding]


def eighths(bits: list[float]) -> bytes:
    """Return the costs in eighths of a bit, a byte each."""
    return bytes(min(255, round(8 * one)) for one in bits)


if __name__ == "__main__":
    parts = sections()
    TARGET.write_bytes(zlib.compress(b"".join(struct.pack("<I", len(part)) + part for part in parts), 9))
    print(f"{TARGET.name}: {len(parts[1]):,} characters, {len(parts[6]):,} pairs, {TARGET.stat().st_size:,} bytes")
