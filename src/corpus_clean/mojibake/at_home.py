"""What a reading must show that is not in its language's own codecs and letters, or on its own machine.

In a line with only a letter or two beyond ASCII, the other words say which language that is.
"""

from __future__ import annotations

from operator import ne
from typing import TYPE_CHECKING

from corpus_clean.mojibake import repertoires
from corpus_clean.mojibake.as_it_is import FEW
from corpus_clean.mojibake.chain import DOS, is_at_home
from corpus_clean.plausibility import model

if TYPE_CHECKING:
    from corpus_clean.mojibake.evidence import Comparison

DOS_AND_MAC = 14.0
"""Bits for text of the one that was read on the other, which hardly ever happens today."""
_AWAY = 6.0
_AS_GOOD = 6.0  # bits that other words may cost more in a language that the line may be in all the same
_USUAL_WORD = 4.6  # bits a character that words of a language cost at the most
_TELLING = 8  # letters that say which language they are of
_BESIDE_MAC = DOS | {"koi8-r", "koi8-u"}
_ASCII = frozenset(map(chr, range(0x80)))


def of_two_machines(one: Comparison) -> float:
    """Expect no text of a Macintosh to have been read on another machine of its time, for little that may be a slip."""
    if not (one.is_single and one.context and "mac-roman" in one.link and set(one.link) & _BESIDE_MAC):
        return 0.0
    little = one.count <= FEW and not one.stands.disorder
    marks_alone = not one.count and any(char.isalpha() and not repertoires.LETTERS.match(char) for char in one.changed)
    return DOS_AND_MAC if little or marks_alone or _is_between_words(one) else 0.0


def _is_between_words(one: Comparison) -> bool:
    """Say whether what changes is one Latin letter where two words are run together: TextßFeld, WortÜbergang."""
    places = [at for at, pair in enumerate(zip(one.text, one.reads_as, strict=True)) if ne(*pair)]
    letter, behind = one.text[places[0]], one.text[places[0] + 1 : places[0] + 2]
    is_seam = behind.isalpha() and letter.isupper() != behind.isupper()
    return len(places) == 1 and is_seam and repertoires.LETTERS.match(letter) is not None


def not_at_home(one: Comparison) -> float:
    """Expect a language in its own codecs, and not to become another by a letter or two."""
    if not one.is_single:
        return 0.0
    language = one.reads.languages.get("Latin")
    needed = 0.0 if is_at_home(one.link.true, language) else _AWAY
    return needed + (_AWAY if one.count <= FEW and _becomes_another(one) else 0.0)


def _becomes_another(one: Comparison) -> bool:
    language = one.reads.languages.get("Latin")
    return one.context and language != one.stands.languages.get("Latin", language)


def not_written(one: Comparison) -> float:
    """Expect the letters that a language writes, and not those of another that the text may be in as it stands."""
    language = one.reads.languages.get("Latin")
    if not (one.is_single and one.context and language):
        return 0.0
    new = frozenset(one.reads_as) - one.marks
    needed = _AWAY if len(new - _ASCII) <= FEW and repertoires.are_foreign(new, language) else 0.0
    if one.count <= FEW and not _becomes_another(one) and repertoires.are_written(one.marks):
        needed += _by_the_rest(one, language)
    return needed


def _by_the_rest(one: Comparison, language: str) -> float:
    """Ask what stays the same whether it may be of another language: one that has the letters as they stand, or none.

    If the words that change are not usual in the language of the reading, a letter that hardly ever follows another in
    such a language is no evidence.
    """
    words = list(zip(one.text.split(), one.reads_as.split(), strict=False))
    rest, changed = (" ".join(new for old, new in words if (old == new) == is_same) for is_same in (True, False))
    if sum(map(str.isalpha, rest)) < _TELLING:
        return 0.0
    if model.read(changed, {"Latin": language}).bits < _USUAL_WORD * len(changed):
        return 0.0
    own = model.read(rest, {"Latin": language}).bits
    others = repertoires.written_in(one.marks, but=language)
    if any(model.read(rest, {"Latin": other}).bits < own + _AS_GOOD for other in others):
        return _AWAY
    return max(0.0, own - model.read(rest).bits - _AS_GOOD)
