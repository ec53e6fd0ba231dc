"""What any good text may have, and no reading may take for damage, however plausible it is itself.

- no-break spaces, where a reading makes marks of them; marks of direction and of Arabic;
- one letter among question marks, all that is left of a word;
- a table of a codec, whose characters follow one another;
- letters of another script that stand alone, as symbols do: the reading is no word either;
- the sign of a unit behind a number: 15 µs;
- a letter or two of a language that no table has, with apostrophes: CLDR says which languages write them. A damage that
  is common is believed all the same; a rare one, or one of codecs of the 1980s, is not in a line that is short, or has
  fewer letters beyond ASCII than the language of the reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.mojibake import repertoires
from corpus_clean.mojibake.chain import DOS, is_rare
from corpus_clean.mojibake.code_table import is_code_table
from corpus_clean.plausibility import model

if TYPE_CHECKING:
    from corpus_clean.mojibake.evidence import Comparison

FEW = 2
"""Different letters that may be of another language."""
SHORT_LINE = 100
"""Code points that are too few to say that they are not."""
_APOSTROPHES = frozenset("’")
_SPACE, _OF_ARABIC = frozenset("\xa0"), frozenset("،؛؟\u200c\u200d\u200e\u200f")
_AMONG_LOST = lazily.compiled(r"(?<=\?)[^\x00-\x7f](?=\?)")
_RUN = lazily.compiled("[^\\W\\d_\x00-\x7f]{2}")
_UNIT = lazily.compiled("µ(?<=[0-9]..)(?<= .)[A-Za-z]{1,2}(?![A-Za-z])|µ(?<=[0-9].)[A-Za-z]{1,2}(?![A-Za-z])")
_OLD = DOS | {"mac-roman"}


def is_good(one: Comparison) -> bool:
    """Say whether what a reading would change is good text as it stands."""
    if one.marks <= _OF_ARABIC or (one.marks <= _SPACE and not one.count):
        return True
    if _AMONG_LOST.sub("", one.text).isascii() or is_code_table(one.text, one.link.wrong):
        return True
    if not (one.is_single and one.context):
        return False
    if one.changed == {"µ"} and "µ" not in _UNIT.sub("", one.text):
        return True
    if one.stands.disorder and model.read(one.text.replace("’", "'")).disorder:
        return False
    latin = repertoires.LETTERS.search(one.text) or repertoires.LETTERS.search(one.reads_as)
    return (not latin and not _RUN.search(one.text)) or _is_of_another_language(one)


def _is_of_another_language(one: Comparison) -> bool:
    if not (is_rare(one.link) or set(one.link) & _OLD):
        return False
    if len(one.text) >= SHORT_LINE and not repertoires.are_scarce(one.reads_as, one.reads.languages.get("Latin")):
        return False
    return len(one.changed) <= FEW and repertoires.are_written(one.marks - _APOSTROPHES)
