"""Build letter_ngrams.bin: what one letter costs behind others in the words of a language, for every alphabet.

Run `python -m corpus_clean.tables.build.letter_ngrams CLDR` from `src`, with the dependency group `tables` installed.
CLDR is the unpacked npm package cldr-misc-full 48.2.0 (Unicode-3.0), of which the exemplar letters are used. The counts
are those of lingua-language-detector 1.4.2 and, for scripts whose vowel signs that leaves out, of langdetect 1.0.9 (both
Apache-2.0). The same versions give the same bytes.

The counts were taken from the web, mojibake and all: one ě in six of its Czech is a ì. A letter that the language does
not write (by CLDR) therefore counts no more than a foreigner's name would.

The file is one zlib stream a script, each behind its length (32 bits, little-endian); a stream is a row of sections
behind theirs. With n letters, m languages and costs in quarters of a bit, a byte each, language by language:

1. the letters, most frequent first (UTF-8); 2. the languages, separated by spaces;
3. n x m costs of the letter anywhere, 4. of it starting a word, 5. of a word ending on it;
6. a bit for each pair of letters, first by second: whether it has costs of its own; 7. those, pairs x m;
8. the triples, first by second by third, n being the edge of a word: distances from the one before (32 bits);
9. how many languages have costs of their own for the triple; 10. which, 11. those costs.
"""

from __future__ import annotations

import json
import struct
import sys
import unicodedata
import zlib
from array import array
from collections import defaultdict
from itertools import accumulate
from math import log2
from pathlib import Path
from typing import NamedTuple

import brotli
from langdetect import __file__ as langdetect
from lingua import __file__ as lingua

TARGET = Path(__file__).parents[1] / "letter_ngrams.bin"
MODELS = Path(lingua).with_name("language-models")
PROFILES = Path(langdetect).with_name("profiles")
SCRIPTS = {
    "Latin": "af az bs ca cs cy da de en eo es et eu fi fr ga hr hu id is it la lg lt lv mi ms nb nl nn pl pt ro sk sl"
    " sn so sq st sv sw tl tn tr ts vi xh yo zu",
    "Cyrillic": "be bg kk mk mn ru sr uk",
    "Arabic": "ar fa ur",
    "Devanagari": "hi mr ne",
    "Greek": "el",
    "Hebrew": "he",
    "Thai": "th",
    "Armenian": "hy",
    "Georgian": "ka",
    "Bengali": "bn",
    "Gujarati": "gu",
    "Gurmukhi": "pa",
    "Tamil": "ta",
    "Telugu": "te",
    "Kannada": "kn",
    "Malayalam": "ml",
    "Hangul": "ko",
    "Japanese": "ja",
}
WRITTEN = {"ro": "şţ", "tr": "âîû", "fa": "يكى", "ur": "يك", "sl": "ćđ", "tl": "ñáéíóú", "hr": "", "pt": "ü", "ca": "áñ"}
"""Letters that a language does write, though they are not among CLDR's main exemplars."""
WITH_SIGNS = frozenset("hi mr ne th bn gu pa ta te kn ml".split())
"""Languages that are counted by langdetect."""
CLDR = {"tl": "fil", "nb": "no"}
UNCOUNTED = {"ja": {"ー": 0.03, "〇": 1e-4}}
"""Shares of what the counts leave out, by eye."""
FOREIGN = 1e-5
"""What a letter that the language does not write may count, as a share of its letters."""
RAREST = 2e-6
FLOOR = 16.0
"""Bits for a letter that a language never shows."""
TRUSTED = 12.0
"""How often a pair must have been seen for the letter behind it to be believed half."""
OFF = 1.0
"""Bits that the third letter of a triple must be off what the pair makes expect, for the triple to be kept."""
SEEN = 4e-6
"""How large a share of the letters a triple must be to be kept; where it is rarer than the pair says, what it would be."""
EDGE = " "


class Language(NamedTuple):
    """The letters of a language: how large a share of all are they, in what company."""

    one: dict[str, float]
    two: dict[str, float]  # with EDGE on either side
    three: dict[str, float]
    total: float
    foreign: frozenset[str]


def ngrams(language: str, name: str) -> tuple[dict[str, float], float]:
    """Return the n-grams of a language with their shares (conditional ones for n > 1), and the largest divisor."""
    path = MODELS / language / f"{name}.json.br"
    if not path.exists():
        return {}, 1.0
    shares, largest = {}, 1.0
    for fraction, grams in json.loads(brotli.decompress(path.read_bytes()))["ngrams"].items():
        part, whole = map(int, fraction.split("/"))
        largest = max(largest, whole)
        shares |= dict.fromkeys(grams.split(" "), part / whole)
    return shares, largest


def written(language: str, cldr: Path) -> set[str] | None:
    """Return the letters that a language writes by CLDR, None where CLDR does not say."""
    name = CLDR.get(language, language)
    path = cldr / "main" / name / "characters.json"
    if not path.exists():
        return None
    said = json.loads(path.read_text("utf-8"))["main"][name]["characters"]["exemplarCharacters"]
    return set(unicodedata.normalize("NFC", said)) | set(said) | set(WRITTEN.get(language, ""))


def read(language: str, script: str, cldr: Path) -> Language:
    """Return the letters of a language, cleared of mojibake."""
    one, total = ngrams(language, "unigrams")
    two, three = (ngrams(language, name)[0] for name in ("bigrams", "trigrams"))
    own = written(language, cldr)
    one = {char: share for char, share in one.items() if is_letter(char)} | UNCOUNTED.get(language, {})
    capped = {
        char: min(1.0, FOREIGN / share)
        for char, share in one.items()
        if script in ("Latin", "Cyrillic") and own and char not in own and char > "\x7f"
    }
    joint2 = {gram: one[gram[0]] * share for gram, share in two.items() if set(gram) <= one.keys()}
    joint3 = {gram: joint2[gram[:2]] * share for gram, share in three.items() if gram[:2] in joint2 and gram[1:] in joint2}
    for joint in (joint2, joint3):
        before, after = defaultdict(float, dict.fromkeys(joint, 0.0)), defaultdict(float)
        for gram, share in joint.items():
            after[gram[:-1]] += share
            before[gram[1:]] += share
        known = one if joint is joint2 else {gram: share for gram, share in joint2.items() if EDGE not in gram}
        for gram, share in list(known.items()):
            joint[gram + EDGE] = max(share - after[gram], share * 1e-4)
            joint[EDGE + gram] = max(share - before[gram], share * 1e-4)
    for char in one:
        joint3[EDGE + char + EDGE] = max(
            joint2[EDGE + char] - sum(joint3.get(EDGE + char + other, 0.0) for other in one), 1e-9
        )
    for grams in (one, joint2, joint3):
        for gram in grams:
            for char in capped.keys() & set(gram):
                grams[gram] *= capped[char]
    return Language(one, joint2, joint3, total, frozenset(capped))


def read_with_signs(language: str, script: str) -> Language:
    """Return the letters and signs of a language, those of its script."""
    profile = json.loads((PROFILES / language).read_text("utf-8"))
    counts = {
        gram: count
        for gram, count in profile["freq"].items()
        if all(char == EDGE or unicodedata.name(char, "").startswith(script.upper()) for char in gram)
        and all(char == EDGE or is_letter(char) for char in gram)
        and EDGE not in gram[1:-1]
    }
    total = sum(count for gram, count in counts.items() if len(gram) == 1 and gram != EDGE)
    one, two, three = (
        {gram: count / total for gram, count in counts.items() if len(gram) == size and gram.strip()}
        for size in (1, 2, 3)
    )
    two = {gram: share for gram, share in two.items() if set(gram) - {EDGE} <= one.keys()}
    three = {gram: share for gram, share in three.items() if set(gram) - {EDGE} <= one.keys()}
    for char, share in one.items():
        for gram in (EDGE + char, char + EDGE):
            two.setdefault(gram, share * 1e-3)
    three = {gram: share for gram, share in three.items() if gram[:2] in two}
    return Language(one, two, three, total, frozenset())


def is_letter(char: str) -> bool:
    """Say whether a character is a letter or a mark on one; the ordinal signs are not."""
    return unicodedata.category(char)[0] in "LM" and char not in "ªº"


def bits(share: float, of: float = 1.0) -> float:
    """Return the cost of what has this share of the whole."""
    return -log2(max(share, 1e-12) / of) if of > 0 else FLOOR


class Costs(NamedTuple):
    """What the letters of one language cost, in bits."""

    one: dict[str, float]
    start: dict[str, float]
    end: dict[str, float]
    two: dict[str, float]
    three: dict[str, float]


def costs(language: Language) -> Costs:
    """Return the costs of a language: shares smoothed with those of shorter company."""
    one = {char: min(FLOOR, bits(share)) for char, share in language.one.items()}
    starts = sum(share for gram, share in language.two.items() if gram[0] == EDGE)
    start, end, two, three = {}, {}, {}, {}
    for char, share in language.one.items():
        alone = 2.0 ** -one[char]
        start[char] = bits(0.98 * language.two.get(EDGE + char, 0.0) / starts + 0.02 * alone)
        end[char] = min(10.0, bits(0.999 * language.two.get(char + EDGE, 0.0) / share + 0.001))
    for gram, share in language.two.items():
        if EDGE not in gram:
            two[gram] = bits(0.98 * share / language.one[gram[0]] + 0.02 * 2.0 ** -one[gram[1]])
            if gram[0] in language.foreign:  # the few names that have it say nothing of what goes with it
                two[gram] = max(two[gram], one[gram[1]])
    for gram, share in language.three.items():
        first, third = gram[:2], gram[2]
        of = language.two.get(first, 0.0)
        if of <= 0 or (gram[0] == EDGE and gram[2] == EDGE and len(gram) < 3):
            continue
        seen = of * language.total
        pair = end[gram[1]] if third == EDGE else two.get(gram[1:], one.get(third, FLOOR) + 5.6)
        trust = seen / (seen + TRUSTED)
        cost = bits(trust * share / of + (1 - trust * 0.98) * 2.0**-pair)
        if all(char <= "\x7f" for char in gram) or language.foreign & set(gram):
            continue
        likely = max(share, of * 2.0**-pair)
        if abs(cost - pair) >= OFF and likely >= SEEN:
            three[gram] = cost
    return Costs(one, start, end, two, three)


def quarters(values: list[float]) -> bytes:
    """Return the costs in quarters of a bit, a byte each."""
    return bytes(min(127, max(0, round(4 * one))) for one in values)


def stream(script: str, cldr: Path) -> bytes:
    """Return the stream of one script."""
    names = SCRIPTS[script].split(" ")
    languages = [read_with_signs(name, script) if name in WITH_SIGNS else read(name, script, cldr) for name in names]
    shares: defaultdict[str, float] = defaultdict(float)
    for language in languages:
        for char, share in language.one.items():
            shares[char] = max(shares[char], share)
    letters = sorted((char for char in shares if shares[char] > RAREST), key=lambda char: (-shares[char], char))
    tables = [costs(language) for language in languages]
    n = len(letters)
    ones = [quarters([table.one.get(char, FLOOR) for char in letters]) for table in tables]
    starts = [quarters([table.start.get(char, FLOOR + 2) for char in letters]) for table in tables]
    ends = [quarters([table.end.get(char, 5.0) for char in letters]) for table in tables]
    place = {char: at for at, char in enumerate(letters)} | {EDGE: n}
    stored = sorted(
        {
            place[gram[0]] * n + place[gram[1]]
            for table in tables
            for gram, cost in table.two.items()
            if gram[0] in place and gram[1] in place and cost < table.one[gram[1]] + 4.6
        }
    )
    bitmap = bytearray((n * n + 7) // 8 if stored else 0)
    for pair in stored:
        bitmap[pair >> 3] |= 1 << (pair & 7)
    pairs = [
        quarters(
            [
                min(22.0, table.two.get(letters[pair // n] + letters[pair % n], table.one.get(letters[pair % n], FLOOR) + 5.6))
                for pair in stored
            ]
        )
        for table in tables
    ]
    triples: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for at, table in enumerate(tables):
        for gram, cost in table.three.items():
            if all(char in place for char in gram):
                key = (place[gram[0]] * (n + 1) + place[gram[1]]) * (n + 1) + place[gram[2]]
                triples[key].append((at, cost))
    keys = sorted(triples)
    gaps = array("I", (key - before for key, before in zip(keys, [0, *keys], strict=False)))
    entries = [entry for key in keys for entry in triples[key]]
    parts = [
        "".join(letters).encode(),
        " ".join(names).encode(),
        *(b"".join(table) for table in (ones, starts, ends)),
        bytes(bitmap),
        b"".join(pairs),
        gaps.tobytes(),
        bytes(len(triples[key]) for key in keys),
        bytes(at for at, _ in entries),
        quarters([min(22.0, cost) for _, cost in entries]),
    ]
    data = zlib.compress(b"".join(struct.pack("<I", len(part)) + part for part in parts), 9)
    print(script, f"{n} letters, {len(stored)} pairs, {len(keys)} triples, {len(entries)} entries, {len(data):,} bytes",
          [len(zlib.compress(p, 9)) for p in parts])
    return data


if __name__ == "__main__":
    streams = [stream(script, Path(sys.argv[1])) for script in SCRIPTS]
    TARGET.write_bytes(b"".join(struct.pack("<I", len(one)) + one for one in streams))
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")
