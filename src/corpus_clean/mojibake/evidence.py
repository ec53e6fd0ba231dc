"""What a reading must show to be believed: demands, each of so many bits, that its gain must exceed together.

The evidence for a reading is how much more plausible it is than the text as it stands, in bits. What it must exceed
depends on how rare the damage is and on what else it would have to explain. Little is demanded of UTF-8, for nonsense
is hardly ever valid UTF-8; much where few letters must speak for all, where letters become marks, where East Asian
codecs give no East Asian letters. What a reading must show beyond that (`needed_elsewhere`) grows with how far it is
itself from running text: the text may be in a language that no table has, in which a letter costs `ELSEWHERE` bits at
the most. That is what keeps Wolof from being repaired to something less strange.

`python -m tests.bench.mojibake_matrix` shows what the demands let through and what they keep; they were set on
sentences that no table was made of.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from operator import ne, sub
from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.mojibake.as_it_is import is_good
from corpus_clean.mojibake.at_home import not_at_home, not_written, of_two_machines
from corpus_clean.mojibake.chain import Link, is_rare, prior
from corpus_clean.mojibake.codecs import SINGLE, UTF_8
from corpus_clean.mojibake.notation import is_notation
from corpus_clean.plausibility import model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FEWEST = 3
"""Letters beyond ASCII that speak for themselves."""
NEEDED, FEW_LETTERS = 3.0, 2.0
ELSEWHERE, ELSEWHERE_AT_LEAST = 5.0, 11.0
USUAL, USUAL_AT_LEAST = 3.9, 8.0
"""What running text costs at the most: so many bits a character, and so many once."""
USUAL_EAST_ASIAN = 9.0
"""What a character of it costs where there are thousands of them."""
ALONE, POOLED = 0.5, 1.5
"""What a bit counts that a reading costs more than that, in a line alone and where many lines are asked."""
STRAY = 9.0
"""What a single sequence of UTF-8 must show."""
_STRUCTURE = {False: 2.0, True: 8.0}  # what a sequence of two bytes shows by its form, or a longer one
_UNLIKELY, _STRAY_IN_CJK, _UNKNOWN, _DISORDERED, _SYMBOLS, _HOPELESS = 12.0, 10.0, 20.0, 30.0, 40.0, 1000.0
_LETTER_LOST, _LETTERS_LOST = 4.0, 16.0
_USUAL_C1 = 6.0
_JOINED = 9.0
_A_WORD_ALONE = 1.5
_RARE = 9.0  # what a rare damage needs more there
_TYPED_LIKELIER, _WORD_OF_A_LETTER = 8.0, 10.5
_REPEATED, _LADDER = re.compile(r"(..?|.{3,4})\1{3,}"), bytes([1]) * 8
_SHORT = 40  # code points of a text that may be in any language
_LONG = 500  # code points beyond which a text is not remembered
_CONTEXT, _SENTENCE, _MANY_WORDS, _SOME_LETTERS, _MANY_LETTERS = 8, 25, 8, 5, 12

_TYPED = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧοντυ", "ABESIJKMHOPCTYXaesijopcyxdhlABEZHIKMNOPTYXovtu"
)
LOOKALIKES = frozenset(map(chr, _TYPED))
"""Letters that are typed for Latin ones: a word that is one with those is not damaged by an encoding."""
ESCAPE = lazily.compiled("\x9b[0-9;?]+[A-Za-z]")
"""An instruction to a terminal: a control that is not there by mistake."""
_OF_REPLACEMENT = "ｿｽ"  # two bytes of U+FFFD, read as CP932
_C1 = Link("latin-1", "cp1252")  # by far the commonest reason for controls between 80 and 9F
_UNUSUAL = frozenset("‚ˆ‰‹›ƒ„†‡˜")  # marks of windows-1252 that hardly anybody types
_LATIN_1 = frozenset(_C1)
_SINGLE = frozenset(SINGLE)
_ASCII = frozenset(map(chr, range(0x80)))
_PUNCTUATION = frozenset("\xa0“”‘’„–—…«»·•°")
_BETWEEN_WORDS = frozenset("\xa0“”„‘«»•")
_OUTSIDE = lazily.compiled("(?<![a-z])[^\x00-\x7f]|[^\x00-\x7f](?![a-z])")  # not between small letters
_INVISIBLE = frozenset("\xa0\xad\u200b\u200c\u200d\u200e\u200f\ufeff")
_WIDTHS = frozenset(map(chr, (*range(0xFF01, 0xFFEF), *range(0xE000, 0xF900))))  # forms by width, and private use
_QUOTED = lazily.compiled("(?<!\\S)(?:„[^\\s„“]+[“”]|“[^\\s“”]+”|«[^\\s«»]+»)(?!\\w)")
# A letter that is a word of its own.
_MENTION = lazily.compiled(
    "(?<![^\\s(])(?:[^\\W\\d_\x00-\x7f]|[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0e31\u0e34-\u0e4e])(?![^\\s)])"
)
_AMONG_WORDS = lazily.compiled(
    "(?:(?<=[a-z] )|(?<!\\S))[^\\W\\d_\x00-\x7f](?= [a-z])|(?<=[a-z] )[^\\W\\d_\x00-\x7f](?!\\S)"
)
_EAST_ASIAN = lazily.compiled("[\u3041-\u30ff\u3400-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")
_A_WORD = lazily.compiled("[^\\W\\d_]{4}")
_EAST_ASIAN_PAIR = lazily.compiled("[\u3041-\u30ff\u3400-\ud7a3\uf900-\ufaff]{2}")
_KOREAN, _SYLLABLE = frozenset(("cp949", "cp949-nfc")), lazily.compiled("[\uac00-\ud7a3]")
_ALPHABETS = frozenset(("Latin", "Cyrillic", "Greek", "Arabic", "Hebrew", "Armenian", "Georgian", "Thai"))
_BEYOND_ASCII = lazily.compiled("[^\x00-\x7f]+")
_WORD, _PLAIN = re.compile(r"\S+"), re.compile("[A-Za-z]+")


def read(text: str, languages: Mapping[str, str] | None = None) -> model.Reading:
    """Return the cost of a text in bits, what letters are made of put together first."""
    normal = text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
    return model.read(normal, languages) if languages or len(normal) > _LONG else _read(normal)


@lru_cache(maxsize=20_000)  # the lines of a document are looked at again when they are repaired
def _read(text: str) -> model.Reading:
    return model.read(text)


def is_orderly(text: str) -> bool:
    """Say whether nothing beyond ASCII in a text is what no language explains.

    >>> is_orderly("La cigüeña vuelve en marzo"), is_orderly("La cig№eсa vuelve en marzo")
    (True, False)
    """
    disorder = read(text).disorder
    return not disorder or disorder <= read(_BEYOND_ASCII.sub(" ", text)).disorder


def is_running_text(text: str) -> bool:
    """Say whether a text is orderly and costs no more than running text of its language does."""
    reads = read(text)
    usual = USUAL if reads.languages.keys() <= _ALPHABETS else USUAL_EAST_ASIAN
    return reads.bits < usual * len(text) and is_orderly(text)


def once(text: str) -> str:
    """Return a text without what it says over and over, or merely counts up: neither is more evidence the longer it is.

    >>> once("ÃÃÃÃÃÃÃÃ")
    'ÃÃ'
    """
    said = _REPEATED.sub(r"\1", text)
    steps = list(map(sub, map(ord, said[1:]), map(ord, said)))
    if _LADDER not in bytes(step == 1 for step in steps):
        return said
    return said[:1] + "".join(char for at, char in enumerate(said[1:]) if steps[at] != 1)


def letters(text: str) -> int:
    """Count the letters that are not ASCII."""
    return sum([char.isalpha() and char not in "ªº" for char in text if char > "\x7f"])


def has_context(text: str) -> bool:
    """Say whether a text has letters of ASCII enough to speak for its language."""
    return sum(map(len, _PLAIN.findall(text))) >= _CONTEXT


class Comparison:
    """A text as it stands and one reading of it, by one link of damage."""

    def __init__(self, text: str, reads_as: str, link: Link, stands: model.Reading) -> None:
        self.text = text
        self.reads_as = reads_as
        self.link = link
        self.stands = stands
        self.reads = read(reads_as)
        self.gain = stands.bits - self.reads.bits

    @cached_property
    def needed(self) -> float:
        """What the gain must exceed, as far as that compares readings of one text."""
        return prior((self.link,)) + sum(demand(self) for demand in DEMANDS)

    def needed_elsewhere(self, unusual: float) -> float:
        """Return what the gain must be more to rule out that the text is in a language no table has."""
        if self.link.true == UTF_8:
            return 0.0
        if not self.reads.languages.keys() <= _ALPHABETS:
            beyond = self.reads.bits - USUAL_EAST_ASIAN * len(self.reads_as) - USUAL_AT_LEAST
            return self._if_unknown() + unusual * max(0.0, beyond)
        needed = unusual * max(0.0, self.reads.bits - USUAL * len(self.reads_as) - USUAL_AT_LEAST)
        return needed + (self._by_words() + not_written(self) if self.is_single else 0.0)

    def _if_unknown(self) -> float:
        """Return by how much less a short text of letters would cost in a language that no table has."""
        if self.stands.disorder or len(self.text) > _SHORT or not self.stands.languages.keys() <= _ALPHABETS:
            return 0.0
        return max(0.0, self.stands.bits - ELSEWHERE * len(self.text) - USUAL_AT_LEAST)

    def _by_words(self) -> float:
        """Return what is needed more for what the words are that are changed."""
        changed = self._changed_words()
        different = list(dict.fromkeys(changed))
        needed = 0.0
        if 0 < len(changed) < _MANY_WORDS:  # the same word over and over says what it says once
            needed += max(0.0, self.gain) * (1 - len(different) / len(changed))
            needed += _UNLIKELY if len(changed) > 1 == len(different) and not self.context else 0.0
        damaged = " ".join(different)
        words = read(damaged, self.stands.languages)
        return needed + max(0.0, words.bits - words.disorder - ELSEWHERE * len(damaged) - ELSEWHERE_AT_LEAST)

    def _changed_words(self) -> list[str]:
        """Return the words that the reading changes, as they stand."""
        words = ((self.text[match.start() : match.end()], match[0]) for match in _WORD.finditer(self.reads_as))
        return [word for word, reads_as in words if word != reads_as]

    @property
    def is_single(self) -> bool:
        """Whether both codecs have one byte a character."""
        return self.link.true in _SINGLE and self.link.wrong in _SINGLE

    @cached_property
    def marks(self) -> frozenset[str]:
        """What of the text is not ASCII."""
        return frozenset(self.text) - _ASCII

    @cached_property
    def changed(self) -> frozenset[str]:
        """Which characters the reading changes, where both codecs have one byte a character."""
        return frozenset(old for old, new in zip(self.text, self.reads_as, strict=False) if old != new)

    @cached_property
    def count(self) -> int:
        """How many letters beyond ASCII the reading has."""
        return letters(self.reads_as)

    @cached_property
    def context(self) -> bool:
        """Whether there are letters of ASCII enough."""
        return has_context(self.text)

    @property
    def loses_a_script(self) -> bool:
        """Whether the text has letters of a script that its reading has none of, beside those of another."""
        return len(self.stands.languages) > len(self.reads.languages)

    @cached_property
    def is_strange(self) -> bool:
        """Whether the text has what no language explains, and its reading has not."""
        if self.link == _C1 and any("\x80" <= char < "\xa0" for char in self.marks):
            return not set(self.reads_as) & _UNUSUAL
        if not self.count or (self.count < FEWEST and not self.context):
            return False
        return self.stands.disorder > self.reads.disorder or (self.loses_a_script and len(self.text) >= _SENTENCE)


def _of_utf_8(one: Comparison) -> float:
    """Ask the less of UTF-8, the more and the longer its sequences are."""
    return needed_of_utf_8(one.reads_as, one.link.wrong, context=one.context) if one.link.true == UTF_8 else 0.0


def needed_of_utf_8(reading: str, wrong: str, *, context: bool) -> float:
    """Return what a reading as UTF-8 needs: the less, the more and the longer its sequences are.

    `context` says whether there are letters of ASCII around it, enough to speak for its language.

    >>> [needed_of_utf_8(one, "cp1252", context=True) for one in ("é", "été à", "✔")]
    [7.0, 3.0, 1.0]
    """
    beyond = [char for char in reading if char > "\x7f"]
    needed = STRAY - structure(reading)
    known = sum(model.is_known(char) or (len(beyond) >= FEWEST and "\u0300" <= char < "\u0370") for char in beyond)
    needed += _UNKNOWN if known * 2 <= len(beyond) else 0.0
    if len(beyond) < FEWEST and wrong not in _SINGLE:
        needed += _STRAY_IN_CJK + (_HOPELESS if known < len(beyond) else 0.0)
    elif len(beyond) < FEWEST and wrong not in _LATIN_1:
        needed += _SYMBOLS if not any(char.isalpha() or _is_usual(char) for char in beyond) else 0.0
        needed += 0.0 if context else _UNLIKELY
        needed += _UNKNOWN if _east_asian(reading) == 1 else 0.0
    return max(0.0, needed)


def structure(reading: str) -> float:
    """Return what the sequences of a text as UTF-8 show by their form, in bits.

    >>> structure("été"), structure("✔")
    (4.0, 8.0)
    """
    return sum(_STRUCTURE[char > "\u07ff"] for char in reading if char > "\x7f")


def _is_usual(char: str) -> bool:
    """Say whether a character is a mark that takes three bytes, as dashes, quotation marks and dots do."""
    return char > "\u07ff" and model.is_known(char) and unicodedata.category(char)[0] == "P"


def _few(one: Comparison) -> float:
    """Ask more of a text without anything strange, and more yet if a letter or two must speak for it."""
    if one.is_strange:
        return -_USUAL_C1 if one.link == _C1 and not set(one.reads_as) & _UNUSUAL else 0.0
    needed = NEEDED + few_letters(one.count)
    if one.is_single and one.context and one.count < FEWEST and not one.stands.disorder:
        needed += _RARE if is_rare(one.link) else 0.0
    elif one.is_single and one.count == 1 and not one.stands.disorder:
        needed += _A_WORD_ALONE
    return needed


def few_letters(count: int) -> float:
    """Return what a reading needs more that has few letters beyond ASCII."""
    return FEW_LETTERS if count < FEWEST else 0.0


def _no_east_asian(one: Comparison) -> float:
    """Expect East Asian codecs to give, and to be shown as, East Asian text: several characters, some side by side."""
    needed = 0.0
    if one.link.true not in _SINGLE and (
        _east_asian(one.reads_as) < FEWEST or not _EAST_ASIAN_PAIR.search(one.reads_as)
    ):
        needed += _UNLIKELY if _east_asian(one.reads_as) else _SYMBOLS
    if one.link.true in _KOREAN and not _SYLLABLE.search(one.reads_as):
        needed += _UNLIKELY
    if len(one.text) == len(one.reads_as) and sum(map(ne, one.text, one.reads_as)) < FEWEST:
        needed += _UNLIKELY if one.link.true not in _SINGLE else 0.0
    if one.link.wrong not in _SINGLE:
        if not _east_asian(one.text) or (one.count < FEWEST and not one.context):
            needed += _UNLIKELY
        if one.link.true in _SINGLE and not one.count:
            needed += _UNLIKELY / 2
    return needed


def _east_asian(text: str) -> int:
    """Count the different kana, Han and Hangul syllables."""
    return len(set(_EAST_ASIAN.findall(text)))


def _hopeless(one: Comparison) -> float:
    """Rule out what was no text: what is left of U+FFFD, controls alone, instructions to a terminal, notation."""
    alone = max(one.marks) < "\xa0" and (not one.context or ESCAPE.search(one.text))
    return _HOPELESS if _OF_REPLACEMENT in one.text or alone or is_notation(one.text) else 0.0


def _marks_alone(one: Comparison) -> float:
    """Leave usual marks alone, and ask for words around a reading that is marks alone."""
    if one.marks <= _BETWEEN_WORDS and one.context and not _OUTSIDE.search(one.text):
        return _JOINED if "\xa0" in one.marks else 0.0
    needed = _UNLIKELY if one.marks <= _PUNCTUATION else 0.0
    if one.marks <= _INVISIBLE or (not one.context and one.marks <= _WIDTHS and one.count < _MANY_LETTERS):
        needed += _SYMBOLS
    if not one.count and one.link != _C1 and not one.context:
        needed += 2 * _UNLIKELY
    if 0 < one.count < FEWEST and not _PLAIN.search(one.text):
        needed += _UNLIKELY
    if not (one.context or one.count > _SOME_LETTERS or one.link == _C1 or one.link.true not in _SINGLE):
        needed += 0.0 if _A_WORD.search(one.reads_as) else 2 * _UNLIKELY
    if one.is_single and not one.stands.disorder:
        lost = max(0, letters(one.text) - one.count)
        needed += _LETTERS_LOST if lost > 1 and not one.count else min(_LETTERS_LOST, _LETTER_LOST * lost)
    return needed


def _other_reasons(one: Comparison) -> float:
    """Allow for letters typed for others that look alike, for units, formulas and whole quotations."""
    if not one.marks - LOOKALIKES and read(one.text.translate(_TYPED)).bits < one.reads.bits + _TYPED_LIKELIER:
        return _SYMBOLS
    alone = one.changed if one.is_single else one.marks
    if one.context and len(alone) == 1 and _is_mentioned(one.text, *alone) and not _says_words(one):
        return _LETTERS_LOST
    if not one.is_single:
        return 0.0
    few = len(one.marks) < FEWEST and len(one.text) < _SENTENCE and all(map(str.isalpha, one.marks))
    needed = _UNLIKELY if few and one.loses_a_script else 0.0
    return needed + (2 * _UNLIKELY if _QUOTED.search(one.text) and not _QUOTED.search(one.reads_as) else 0.0)


def _is_mentioned(text: str, char: str) -> bool:
    return any(char in match[0] for match in _MENTION.finditer(text))


def _says_words(one: Comparison) -> bool:
    """Say whether the letters that stand as words of their own are such words in the language of the reading."""
    alone = {one.reads_as[at.start() : at.end()] for at in _MENTION.finditer(one.reads_as)}
    among = sum(1 for _ in _AMONG_WORDS.finditer(one.reads_as))
    words = (read(letter, one.reads.languages).bits < _WORD_OF_A_LETTER for letter in alone)
    return 0 < len(alone) <= among and all(words)


def _good_as_it_is(one: Comparison) -> float:
    return _HOPELESS if is_good(one) else 0.0


def _disordered(one: Comparison) -> float:
    """Rule out that the reading is the stranger of the two."""
    disorder = one.reads.disorder
    return _DISORDERED if disorder > one.stands.disorder and disorder > 0.1 * one.gain else 0.0


def _of_others(demand: Callable[[Comparison], float]) -> Callable[[Comparison], float]:
    """Return the demand for readings that are no UTF-8."""
    return lambda one: 0.0 if one.link.true == UTF_8 else demand(one)


DEMANDS: tuple[Callable[[Comparison], float], ...] = (
    _of_utf_8,
    *map(_of_others, (_few, _no_east_asian, _hopeless, _marks_alone, _other_reasons, of_two_machines, not_at_home)),
    *map(_of_others, (_good_as_it_is, _disordered)),
)
