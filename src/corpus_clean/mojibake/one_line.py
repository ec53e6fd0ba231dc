"""What a line says by itself about its damage: a reading of all of it, sequences in it, what ftfy knows, or a doubt."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean import lazily
from corpus_clean.edit import Certainty, Edit, Patch
from corpus_clean.mojibake import embedded, evidence, leftovers, search
from corpus_clean.mojibake.chain import changes
from corpus_clean.mojibake.codecs import UTF_8, masks
from corpus_clean.mojibake.gate import is_suspect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus_clean.mojibake.chain import Chain
    from corpus_clean.mojibake.search import Reading

_OF_ALL = {False: 0.6, True: 0.4}  # what sequences of UTF-8, or long ones, must explain of what another reading does
_SHARE = 0.3  # of what is not ASCII, for sequences to explain more than another reading does
_MOST = 0.5  # of what is not ASCII, for what is repaired to be no chance in a line that stays strange
_FAR = 20.0  # bits by which a reading of all of a line leaves nothing to explain
_CONTROL = lazily.compiled("[\x80-\x9f]")


class OneLine(NamedTuple):
    """What repairs a line, and whether all of it was damaged alike.

    `is_left` says that nothing is sure to repair it, or that it looks damaged still when it is repaired.
    """

    edits: tuple[Edit, ...]
    is_whole: bool
    is_left: bool


@lru_cache(maxsize=1024)  # a second run asks again about what the first one left
def repaired(line: str) -> OneLine:
    """Return what one line by itself says.

    >>> repaired("La cigÃ¼eÃ±a vuelve").edits[0].note
    'UTF-8 read as cp1252'
    """
    edits, is_whole = _of_line(line)
    sure = tuple(edit for edit in edits if edit.certainty is not Certainty.GUESS)
    return OneLine(tuple(edits), is_whole, not sure or is_suspect(Patch(sure).apply(line)))


def of_reading(line: str, chain: Chain, offset: int = 0) -> Iterator[Edit]:
    """Yield what repairs a line that was damaged in a known way and begins at an offset."""
    certainty = Certainty.PROVEN if all(link.true == UTF_8 for link in chain) else Certainty.LIKELY
    note = _note(chain)
    for start, end, new in changes(line, chain):
        yield Edit(start + offset, end + offset, new, certainty, note)


def _of_line(line: str) -> tuple[Sequence[Edit], bool]:
    reading, rivals = search.solved(line)
    if reading is not None and reading.chain[0].true == UTF_8:
        return list(of_reading(line, reading.chain)), True
    clear = reading is not None and reading.surplus > _FAR and evidence.is_running_text(reading.text)
    pieces = None if clear else embedded.repairs(line, _SHARE if reading else 0.0)
    if pieces and (reading is None or pieces.gain > _OF_ALL[pieces.are_long] * reading.gain):
        patch = Patch(tuple(Edit(*change, Certainty.PROVEN, _note((pieces.link,))) for change in pieces.changes))
    elif rivals:
        return [_doubted(line, rivals)], False
    else:
        patch = Patch(tuple(of_reading(line, reading.chain))) if reading is not None else Patch()
    if reading is None or pieces:
        after = patch.apply(line)
        rest = _by_ftfy(after)
        patch = patch.compose(rest, rest.apply(after))
    few = reading is None or pieces or evidence.letters(reading.text) < evidence.FEWEST or _CONTROL.search(line)
    other = _by_ftfy(line) if patch and few else Patch()
    better = other and evidence.read(other.apply(line)).bits < evidence.read(patch.apply(line)).bits - search.LEAD
    patch = other if better else patch
    whole = not (reading is None or pieces or better)
    return patch.edits if whole or not _is_chance(line, patch) else (), whole


def _is_chance(line: str, patch: Patch) -> bool:
    """Say whether what is repaired is the least of what is wrong with a line: noise is UTF-8 here and there."""
    after = patch.apply(line)
    gone = Counter(line) - Counter(after)
    covered, beyond = (sum(chars[char] for char in chars if char in masks()) for chars in (gone, Counter(line)))
    return covered < _MOST * beyond and is_suspect(after)


def _by_ftfy(line: str) -> Patch:
    return Patch(tuple(Edit(*change, Certainty.LIKELY, "as ftfy reads it") for change in leftovers.repairs(line)))


def _doubted(line: str, rivals: Sequence[Reading]) -> Edit:
    """Return the best of some readings that cannot be told apart, with the others where they differ from it."""
    found = changes(line, rivals[0].chain)
    start, end = found[0].start, found[-1].end
    texts = [other.text[start : len(other.text) - len(line) + end] for other in rivals]
    return Edit(start, end, texts[0], Certainty.GUESS, _note(rivals[0].chain), tuple(dict.fromkeys(texts[1:])))


def _note(chain: Chain) -> str:
    return " and again ".join(map(str, chain)).replace("utf-8", "UTF-8")
