"""Letters of one alphabet inside of a word of another: Мoсква with a Latin o, pаypal with a Cyrillic а, Eλλάδα.

A word is letters without a hyphen or digit between them. Where it has letters of two of Latin, Cyrillic and Greek, it
is read as one of them wholly: every letter of the others must look like one of that alphabet, the result must be a
word of the document's language, or of one that the table of letters knows, letter by letter (CLDR), and it must be as
plausible as words are. All of this is required:

- three letters or more; two, where the language is known and the alphabet is that of the document;
- at least MIN_GAIN bits better than what stands there, and at most MOST_BITS bits a letter;
- the alphabet of the document, or the one of most letters of the word, and no other reading that is as good.

What is mixed on purpose stays: units (kΩ, μm) and symbols (TNFα, Δt), capitals with an ending of another alphabet
(SMSка, DVDшник), parts of a word with a hyphen (x-лучи), and words that are another word in another alphabet as a
whole (сосо). A Cyrillic О between digits is a zero.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean import lazily
from corpus_clean.document import CYRILLIC, GREEK, GREEK_CYRILLIC, LATIN
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety
from corpus_clean.unicode import lookalikes
from corpus_clean.unicode.languages import writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document
    from corpus_clean.plausibility.model import Reading

MIN_GAIN = 14.0
"""Bits by which a word must be more plausible than what stands there."""
MOST_BITS = 6.0
"""Bits that a letter of a word may cost."""
YI_GAIN = 4.0
"""Bits by which ї must be more plausible than і, which looks more like i."""
MIN_LETTERS = 3
LONGEST = 64
"""Letters of the longest word that is looked at."""
_CLASSES = {lookalikes.LATIN: f"{LATIN}µ", lookalikes.CYRILLIC: CYRILLIC, lookalikes.GREEK: GREEK}
_SCRIPTS = {name: re.compile(f"[{inside}]") for name, inside in _CLASSES.items()}
_WORD = lazily.compiled(f"[{LATIN}µ{GREEK_CYRILLIC}]+")
_ZERO = lazily.compiled(f"[Оо](?<=[0-9].)(?=[0-9])(?![0-9Оо]{{0,16}}[{LATIN}{GREEK_CYRILLIC}])")
_FORMULA = lazily.compiled(f"[{LATIN}{GREEK_CYRILLIC}][0-9]*\\Z")
_ON_PURPOSE = lazily.compiled(
    f"(?:[{LATIN}]*[A-Z][A-Z][a-z]?[а-яёіїєґўјљњћђџ]+"  # an ending
    f"|[α-ωΑ-ΩΆ-Ώµ][{LATIN}]{{1,2}}"  # a unit, a formula
    f"|[{LATIN}]+[α-ωΓΔΘΛΞΠΣΦΨΩ]{{1,2}}"  # a symbol behind a name
    f"|[ΓΔΘΛΞΠΣΦΨΩα-ω][{LATIN}]+"
    f"|[{LATIN}]{{3,}}[{GREEK_CYRILLIC}]{{3,}}"  # a word and a part of another
    f"|[{GREEK_CYRILLIC}]*[а-яё][A-Z]+)\\Z"  # a word and a number of it, without a space
)


_GREEK_WORDS = frozenset(("vα", "τo", "τov", "πov"))
"""Words that every Greek text has, typed with Latin letters at their start or end; no units or symbols."""


_WITH_ENDING = lazily.compiled(f"[{LATIN}]{{2,}}[{GREEK_CYRILLIC}]+\\Z")
"""A Latin word with an ending of the other language: never to be made Latin as a whole."""


class _Reading(NamedTuple):
    word: str
    script: str
    bits: float
    typed: bool


def find(text: str, document: Document) -> Iterator[Edit]:
    """Write each mixed word in one alphabet, where there is one it is a word in."""
    found = [
        Edit(*zero.span(), "0", Certainty.LIKELY, "a letter O between digits")
        for zero in _ZERO.finditer(text)
        if not _FORMULA.search(text[max(0, zero.start() - LONGEST) : zero.start()])
    ]
    words = [word for word in _WORD.finditer(text) if len(word[0]) <= LONGEST and _is_mixed(word[0])]
    counts = Counter({name: len(script.findall(text)) for name, script in _SCRIPTS.items()}) if words else Counter()
    known: dict[str, _Reading | None] = {}
    for word in words:
        if document.is_protected(word.start()):
            continue
        if word[0] not in known:
            known[word[0]] = _best(word[0], counts, document)
        if reading := known[word[0]]:
            found += _edits(word.start(), word[0], reading)
    yield from sorted(found, key=lambda edit: edit.start)


def _scripts(word: str) -> list[str]:
    return [name for name, script in _SCRIPTS.items() if script.search(word)]


def _is_mixed(word: str) -> bool:
    return bool(_SCRIPTS[lookalikes.LATIN].search(word)) and len(_scripts(word)) > 1


def _edits(start: int, word: str, reading: _Reading) -> Iterator[Edit]:
    note = f"a word in {reading.script} letters"
    for at, (old, new) in enumerate(zip(word, reading.word, strict=True), start):
        if old != new:
            yield Edit(at, at + 1, new, Certainty.LIKELY, note)


def _best(word: str, counts: Counter[str], document: Document) -> _Reading | None:
    """Return the one reading that all the evidence is for."""
    if len(word) < 2 or (_ON_PURPOSE.match(word) and word not in _GREEK_WORDS):
        return None
    from corpus_clean.plausibility.model import bits  # the table is large, and most texts never ask

    here = bits(word)
    own = Counter({name: len(script.findall(word)) for name, script in _SCRIPTS.items()})
    outside = counts - own
    of_document = max(outside, key=outside.__getitem__) if outside else _script_of(document.language or "")
    readings = []
    for script in _scripts(word):
        if of_document not in (None, script) and own[script] * 2 <= len(word):
            continue
        if script == lookalikes.LATIN and _WITH_ENDING.match(word):
            continue
        for reading in _readings(word, script, document):
            if reading.typed and own[script] * 2 <= len(word):
                continue
            most = MOST_BITS - 1 if reading.typed else MOST_BITS
            enough = len(word) >= MIN_LETTERS or (document.given_language and of_document in (None, script))
            if enough and here - reading.bits >= MIN_GAIN and reading.bits <= most * len(word) + 3:
                readings.append(reading)
    readings.sort(key=lambda reading: (reading.script != of_document, reading.bits))
    if not readings:
        return None
    best, *others = readings
    rivals = [one for one in others if one.bits < best.bits + MIN_GAIN / 2]
    if rivals and (best.script != of_document or any(own[one.script] > own[best.script] for one in rivals)):
        return None
    return best


def _readings(word: str, script: str, document: Document) -> Iterator[_Reading]:
    """Yield the word in one script, where every letter has one that looks alike and is of a language."""
    from corpus_clean.plausibility.model import read

    typed = lookalikes.TYPED.get(script, {})
    tables = [lookalikes.alike(other, script) for other in _SCRIPTS if other != script]
    letters, guessed = [], False
    for letter in word:
        if _SCRIPTS[script].match(letter) and letter != "µ":
            letters.append(letter)
            continue
        drawn = next((table[letter] for table in tables if letter in table), None)
        if (drawn is None or (drawn == "һ" and not _writes(document, drawn))) and letter in typed:
            drawn, guessed = typed[letter], True
        if drawn is None:
            return
        letters.append(drawn)
    reading = "".join(letters)
    known = read(reading)
    if "i" in word and _writes(document, "ї"):
        reading, known = _with_yi(word, reading)
    language = known.languages.get(script)
    if document.language is not None and _script_of(document.language) == script:
        language = document.language
    written = writing(language) if language else None
    if reading.isascii() or (written is not None and all(one in written.letters for one in reading)):
        yield _Reading(reading, script, known.bits, guessed)


def _with_yi(word: str, reading: str) -> tuple[str, Reading]:
    """Return the reading in which each Latin i is the Ukrainian letter, і or ї, that is by far the more plausible."""
    from corpus_clean.plausibility.model import read

    known = read(reading)
    for at, letter in enumerate(word):
        if letter == "i":
            other = f"{reading[:at]}ї{reading[at + 1 :]}"
            if (cost := read(other)).bits + YI_GAIN <= known.bits:
                reading, known = other, cost
    return reading, known


def _writes(document: Document, letter: str) -> bool:
    written = writing(document.language) if document.language else None
    return written is not None and letter in written.letters


def _script_of(language: str) -> str | None:
    written = writing(language)
    letters = "".join(sorted(written.letters)) if written else ""
    return next((name for name, script in _SCRIPTS.items() if letters and script.match(letters[-1])), None)


RULE = Rule(
    id="homoglyph",
    phase=Phase.SCRIPT,
    repairs="Writes a word in one alphabet that has letters of another which only look right.",
    why_safe="The result must be a plausible word of a language that has all its letters; mixes on purpose stay.",
    safety=Safety.SAFE,
    trigger=f"[{LATIN}µ0-9](?:(?<![0-9])(?:(?=[{GREEK_CYRILLIC}])|(?<=[{GREEK_CYRILLIC}].))|(?=[Оо][0-9]))",
    needs=f"[{GREEK_CYRILLIC}]",
    examples=(
        Example("Мoсква", "Москва", "a Latin o"),
        Example("Она живёт в Мoскве.", "Она живёт в Москве."),
        Example("pаypаl", "paypal", "Cyrillic а"),
        Example("Eλλάδα", "Ελλάδα", "a Latin E"),
        Example("2О24", "2024", "a Cyrillic О"),
        Example("kΩ, μm, TNFα, Δt", "kΩ, μm, TNFα, Δt", "units and symbols"),
        Example("DVDшник, SMSка, x-лучи, сосо", "DVDшник, SMSка, x-лучи, сосо", "mixed on purpose, or not at all"),
        Example("α-частица", "α-частица"),
    ),
    find=find,
)
