"""The search for what a piece of text was before it was damaged: readings, each with the evidence for it.

The evidence is a difference in bits between two readings of the same bytes. What it must exceed depends on how rare the
damage is (chain.prior) and on what else a reading would have to explain:

- little where the reading is UTF-8, for nonsense is hardly ever valid UTF-8;
- more where a few letters must speak for all, where letters become marks, where East Asian codecs give no East Asian
  letters;
- as much more as the reading itself is worse than running text: it may be a language that no table has, in which a
  letter costs `ELSEWHERE` bits at the most. That is what keeps Wolof from being repaired to something less strange.

A reading is taken only if the next best one is at least `LEAD` bits behind. `python -m tests.bench.mojibake_margins`
prints what the margins separate.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from corpus_clean.mojibake.candidates import candidates
from corpus_clean.mojibake.chain import Chain, Link, is_at_home, prior, undone
from corpus_clean.mojibake.codecs import SINGLE, UTF_8
from corpus_clean.mojibake.replaced import traces
from corpus_clean.plausibility import model

LEAD = 3.0
"""Bits that the best reading must be ahead of the next, for a repair."""
LEAD_OF_UTF_8 = 1.0
LAYERS = 3
NEEDED, FEW_LETTERS, FEWEST = 3.0, 3.0, 3
ELSEWHERE, ELSEWHERE_AT_LEAST = 5.0, 11.0
USUAL, USUAL_AT_LEAST = 3.9, 8.0
UNUSUAL_ALONE, UNUSUAL_POOLED = 0.5, 1.5  # what a bit counts that a reading costs more than usual, in a line alone and in many
STRAY_UTF_8 = 9.0
_STRUCTURE = {False: 2.0, True: 8.0}  # what a sequence of two bytes says, or of more
_LATIN_1 = frozenset(("latin-1", "cp1252"))
_UNKNOWN, _SYMBOLS, _HOPELESS = 20.0, 40.0, 1000.0
_PUNCTUATION = frozenset("\xa0“”‘’„–—…«»·•°")
_AWAY = 6.0  # a codec of another language, or another language by a letter or two
_QUOTED = re.compile("(?<!\\S)(?:„[^\\s„“]+[“”]|“[^\\s“”]+”|«[^\\s«»]+»)(?!\\w)")
_CONTEXT = 8  # letters of ASCII that make of a text a context
ESCAPE = re.compile("\x9b[0-9;?]+[A-Za-z]")
"""An instruction to a terminal: a control that is not there by mistake."""
_OF_REPLACEMENT = "ｿｽ"  # two bytes of U+FFFD, read as CP932
GONE = "\ufffd"
LOOKALIKES = frozenset("АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧοντυ")
"""Letters that are typed for Latin ones: a word with one of them is not damaged by an encoding."""
_C1 = Link("latin-1", "cp1252")
_USUAL_C1 = 6.0  # by far the commonest reason for controls of this kind
_ASCII = frozenset(map(chr, range(0x80)))
_SENTENCE = 25
_EAST_ASIAN_PAIR = re.compile("[\u3041-\ud7a3\uf900-\ufaff]{2}")
_UNLIKELY, _STRAY_IN_CJK, _LETTER_LOST, _LETTERS_LOST, _DISORDERED = 12.0, 10.0, 4.0, 16.0, 30.0
_ALPHABETS = frozenset(("Latin", "Cyrillic", "Greek", "Arabic", "Hebrew", "Armenian", "Georgian", "Thai"))
_SINGLE = frozenset(SINGLE)
_LONG, _PIECE, _BEST = 2000, 500, 4
_MANY_WORDS = 8
_WORD = re.compile(r"\S+")


class Reading(NamedTuple):
    """What a text can have been, the damage that made of it what it is, and the evidence.

    `gain` says by how many bits it is the more plausible text; `needed` is what that must exceed for a repair.
    """

    text: str
    chain: Chain
    gain: float
    needed: float

    @property
    def surplus(self) -> float:
        """How much more evidence there is than needed, in bits."""
        return self.gain - self.needed


def read(text: str, languages: dict[str, str] | None = None) -> model.Reading:
    """Return the cost of a text, what letters are made of put together first."""
    normal = text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
    return model.read(normal, languages)


def ranked(text: str, most: int = 10) -> list[Reading]:
    """Return what a text can have been, the likeliest first; of a long one a part is looked at.

    >>> ranked("cafÃ© crÃ¨me")[0].text
    'café crème'
    """
    return [found.weighed() for found in _found(text)[:most]]


class Verdict(NamedTuple):
    """What a text was, None where there is no saying; then `rivals` are readings that cannot be told apart."""

    reading: Reading | None
    rivals: tuple[Reading, ...] = ()


def solved(text: str) -> Verdict:
    """Say what a text was, layer by layer.

    >>> solved("FranÃƒÂ§ais et franÃƒÂ§aises").reading.chain
    (Link(wrong='cp1252', true='utf-8'), Link(wrong='cp1252', true='utf-8'))
    """
    best, rivals = None, ()
    while best is None or (best.chain[-1].true == UTF_8 and len(best.chain) < LAYERS and not best.text.isascii()):
        found, rivals = _decided(_found(best.text if best else text))
        if found is None:
            break
        best = found if best is None else found._replace(chain=best.chain + found.chain, gain=best.gain + found.gain)
    return Verdict(best, rivals if best is None else ())


class _Found(NamedTuple):
    """A reading of a text before it is weighed."""

    looked_at: str
    part: str
    stands: model.Reading
    reads: model.Reading
    reading: Reading

    def weighed(self) -> Reading:
        """Return the reading with what is needed to rule out that the text is in a language no table has."""
        link = self.reading.chain[0]
        more = _needed_elsewhere(self.looked_at, self.part, self.stands, self.reads, link, UNUSUAL_ALONE)
        return self.reading._replace(needed=self.reading.needed + more)


def _found(text: str) -> list[_Found]:
    """Return the readings of a text, the likeliest first."""
    if GONE in text or next(traces(text), None):
        return []  # what is lost with it would be taken for something else
    looked_at = text if len(text) <= _LONG else _excerpt(text)
    stands = read(looked_at)
    found = []
    for part, link in candidates(looked_at):
        reads = read(part)
        gain = stands.bits - reads.bits
        needed = _needed(looked_at, part, link, gain, stands, reads)
        found.append(_Found(looked_at, part, stands, reads, Reading(part, (link,), gain, needed)))
    found.sort(key=lambda one: -one.reading.surplus)
    if looked_at is text:
        return found
    whole = ((one, undone(text, one.reading.chain)) for one in found[:_BEST])
    return [one._replace(reading=one.reading._replace(text=read)) for one, read in whole if read is not None]


def _decided(found: list[_Found]) -> Verdict:
    """Return the first of some readings if the evidence is enough, and no other is as good."""
    if not found or found[0].reading.surplus <= 0:
        return Verdict(None)
    best = found[0].weighed()
    if best.surplus <= 0:
        return Verdict(None)
    lead = LEAD_OF_UTF_8 if best.chain[-1].true == UTF_8 else LEAD
    least = found[0].reading.surplus - lead
    rivals = [one.reading for one in found[1:] if one.reading.text != best.text and one.reading.surplus > least]
    return Verdict(None, (best, *rivals)) if rivals else Verdict(best)


def letters(text: str) -> int:
    """Count the letters that are not ASCII."""
    return sum(char > "\x7f" and char.isalpha() and char not in "ªº" for char in text)


def _needed(text: str, reading: str, link: Link, gain: float, stands: model.Reading, reads: model.Reading) -> float:
    """Return what the gain must exceed, as far as that compares readings."""
    needed = prior((link,)) - (_USUAL_C1 if link == _C1 else 0.0)
    count = letters(reading)
    if link.true == UTF_8:
        return needed + needed_of_utf_8(reading, link.wrong, text)
    marks = set(text) - _ASCII
    if not _is_strange(text, count, link, stands, reads):
        needed += NEEDED + _few(count)
    if link.true not in _SINGLE and (_east_asian(reading) < FEWEST or not _EAST_ASIAN_PAIR.search(reading)):
        needed += _UNLIKELY
    if link.wrong not in _SINGLE and (not _east_asian(text) or (count < FEWEST and not _context(text))):
        needed += _UNLIKELY
    if link.wrong not in _SINGLE and link.true in _SINGLE and not count:
        needed += _UNLIKELY / 2
    if marks <= _PUNCTUATION:
        needed += _UNLIKELY
    if _OF_REPLACEMENT in text or (max(marks) < "\xa0" and (ESCAPE.search(text) or not _context(text))):
        needed += _HOPELESS
    if not count and link != _C1 and not _context(text):
        needed += 2 * _UNLIKELY
    if link.true in _SINGLE and link.wrong in _SINGLE:
        if not stands.disorder:
            needed += min(_LETTERS_LOST, _LETTER_LOST * max(0, letters(text) - count))
        if not marks - LOOKALIKES or (len(marks) < FEWEST and len(text) < _SENTENCE and all(map(str.isalpha, marks))
                                      and len(stands.languages) > len(reads.languages)):
            needed += _UNLIKELY
        language = reads.languages.get("Latin")
        if not is_at_home(link.true, language):
            needed += _AWAY
        if count < FEWEST and language != stands.languages.get("Latin", language) and _context(text):
            needed += _AWAY
        if _QUOTED.search(text) and not _QUOTED.search(reading):
            needed += _UNLIKELY
    if reads.disorder > stands.disorder and reads.disorder > 0.1 * gain:
        needed += _DISORDERED
    return needed


def needed_of_utf_8(reading: str, wrong: str, around: str) -> float:
    """Return what a reading as UTF-8 needs: the less, the more and the longer its sequences are.

    `around` is the text that it is a part of.

    >>> [needed_of_utf_8(one, "cp1252", "a line of text") for one in ("é", "été à", "✔")]
    [7.0, 3.0, 1.0]
    """
    beyond = [char for char in reading if char > "\x7f"]
    needed = STRAY_UTF_8 - sum(_STRUCTURE[char > "\u07ff"] for char in beyond)
    known = sum(model.is_known(char) or (len(beyond) >= FEWEST and "\u0300" <= char < "\u0370") for char in beyond)
    if known * 2 <= len(beyond):
        needed += _UNKNOWN
    if len(beyond) < FEWEST:
        if wrong not in _SINGLE:
            needed += _STRAY_IN_CJK + (_HOPELESS if known < len(beyond) else 0.0)
        elif wrong not in _LATIN_1:
            needed += _SYMBOLS if not any(char.isalpha() or _is_usual(char) for char in beyond) else 0.0
            needed += 0.0 if _context(around) else _UNLIKELY
            needed += _UNKNOWN if _east_asian(reading) == 1 else 0.0
    return max(0.0, needed)


def _is_usual(char: str) -> bool:
    """Say whether a character is a mark that takes three bytes, as dashes, quotation marks and dots do."""
    return char > "\u07ff" and model.is_known(char) and unicodedata.category(char)[0] == "P"


def _context(text: str) -> int:
    """Return how many letters of ASCII a text has, 0 if they are too few to speak for its language."""
    count = sum(char <= "\x7f" and char.isalpha() for char in text)
    return count if count >= _CONTEXT else 0


def _few(count: int) -> float:
    """Return what a reading needs more that has few letters beyond ASCII."""
    return FEW_LETTERS * (FEWEST - count) / 2 + 1.0 if count < FEWEST else 0.0


def _east_asian(text: str) -> int:
    """Count the Han and the Hangul syllables."""
    return sum("\u3041" <= char <= "\ud7a3" or "\uf900" <= char <= "\ufaff" or char > "\U0001ffff" for char in text)


def _is_strange(text: str, count: int, link: Link, stands: model.Reading, reads: model.Reading) -> bool:
    """Say whether a text has what no language explains, and its reading has not."""
    if link == _C1 and any("\x80" <= char < "\xa0" for char in text):
        return True
    if not count or (count < FEWEST and not _context(text)):
        return False
    return stands.disorder > reads.disorder or (
        len(stands.languages) > len(reads.languages) and len(text) >= _SENTENCE
    )


def _needed_elsewhere(
    text: str, reads_as: str, stands: model.Reading, reads: model.Reading, link: Link, unusual: float
) -> float:
    """Return what the gain must be more to rule out that the text is in a language no table has."""
    if link.true == UTF_8 or not reads.languages.keys() <= _ALPHABETS:
        return 0.0
    needed = unusual * max(0.0, reads.bits - USUAL * len(reads_as) - USUAL_AT_LEAST)
    if link.true in _SINGLE and link.wrong in _SINGLE:
        changed = _changed_words(text, reads_as)
        damaged = " ".join(dict.fromkeys(changed))
        words = read(damaged, stands.languages)
        # The same word over and over says what it says once.
        if 0 < len(changed) < _MANY_WORDS:
            needed += max(0.0, stands.bits - reads.bits) * (1 - len(set(changed)) / len(changed))
            needed += _UNLIKELY if len(changed) > 1 == len(set(changed)) and not _context(text) else 0.0
        needed += max(0.0, words.bits - words.disorder - ELSEWHERE * len(damaged) - ELSEWHERE_AT_LEAST)
    return needed


def _changed_words(text: str, reading: str) -> list[str]:
    """Return the words that a reading changes, as they stand."""
    stands = ((text[match.start() : match.end()], match[0]) for match in _WORD.finditer(reading))
    return [word for word, read in stands if word != read]


def _excerpt(text: str) -> str:
    """Return three pieces of a long text, from where it is not ASCII."""
    marks = [at for at, char in enumerate(text) if char > "\x7f"]
    pieces = []
    for at in (0, len(marks) // 2, -1) if marks else ():
        start = max(0, min(marks[at], len(text) - _PIECE))
        if start:
            space = text.find(" ", start, start + 40)
            start = space + 1 if space >= 0 else start
        pieces.append(text[start : start + _PIECE])
    return " ".join(pieces)


class Vote(NamedTuple):
    """What a line says for a damage where many lines are asked, in bits; negative where it speaks against it.

    `compared` tells one damage from another. `sure` is what is left of it if the line is in a language no table has.
    """

    compared: float
    sure: float


def vote(text: str, reads_as: str, chain: Chain) -> Vote:
    """Return what a line says for a damage that makes it of `reads_as`."""
    stands, reads = read(text), read(reads_as)
    gain = stands.bits - reads.bits
    link = chain[-1]
    if link.true == UTF_8:
        return Vote(gain, gain)
    needed = _needed(text, reads_as, link, gain, stands, reads) - prior((link,)) - NEEDED - _few(letters(reads_as))
    gain -= max(0.0, needed)
    return Vote(gain, gain - _needed_elsewhere(text, reads_as, stands, reads, link, UNUSUAL_POOLED))


