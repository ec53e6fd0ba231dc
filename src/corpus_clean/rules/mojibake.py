"""Text that was written in one encoding and read in another: FranÃ§ais, itâ€™s, пРЙУБОЙЕ, ÇÃ±¹, 鍔熻兘.

What it does: works out which bytes a line was and in which encoding they were written, and reads them in that.

Why this is damage: good text is hardly ever made of bytes that make better text in another encoding.

How it decides. Lines that are strange in the language they are most likely in are searched (mojibake.search): every
pair of encodings that turns the line into other text without a loss is a candidate, and how plausible each is as human
text (plausibility.model) must leave all others behind by a margin. UTF-8 is proven by its own form; of the others the
best reading is likely. Lines of one document that were damaged alike bear one another out, so that short ones are
repaired too (mojibake.consensus). In lines that are good but for a few sequences of UTF-8, those are repaired where
they stand (mojibake.embedded); what is left, ftfy is asked about (mojibake.leftovers). Damage that is shown on purpose
stays (mojibake.quoted), and so does what has two readings between which nothing decides: that is reported with both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus_clean.edit import Certainty, Edit, Patch
from corpus_clean.mojibake.gate import ONE_LINE, Gate, is_suspect
from corpus_clean.mojibake.quoted import is_shown
from corpus_clean.rule import Example, Phase, Rule, Safety

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus_clean.document import Document
    from corpus_clean.mojibake.chain import Chain
    from corpus_clean.mojibake.embedded import Pieces
    from corpus_clean.mojibake.search import Reading
    from corpus_clean.rule import Suspicion

SEARCHES, SEARCHES_PER = 200, 1000
"""How many lines of a document are searched by themselves: so many, and one more for so many code points."""
_OF_ALL = {False: 0.6, True: 0.4}  # what sequences of UTF-8, or long ones, must explain of what another reading does
_CONTROL = re.compile("[\x80-\x9f]")
_LINE = re.compile(r"[^\r\n]+")
_GATE = Gate()


def find(text: str, document: Document) -> Iterator[Edit | Suspicion]:
    """Repair the lines that were read in another encoding than they were written in."""
    lines = [match for match in _LINE.finditer(text) if not match[0].isascii()]
    short = len(text) < ONE_LINE
    shown = {at for at, match in enumerate(lines) if _GATE.sequences.search(match[0])}
    gated = (at for at, match in enumerate(lines) if short or at in shown or _GATE.scan(match[0]))
    suspects = [at for at in gated if is_suspect(lines[at][0]) or (at in shown and (short or _pieces(lines[at][0])))]
    if not suspects:
        return
    from corpus_clean.mojibake import consensus

    agreed = consensus.agreed([match[0] for match in lines], suspects)
    left = SEARCHES + len(text) // SEARCHES_PER
    for at in sorted({*suspects, *agreed}):
        line, offset = lines[at][0], lines[at].start()
        if at in agreed:
            edits: Iterable[Edit] = _of_reading(line, agreed[at])
        elif left > 0:
            left -= 1
            edits = _of_line(line)
        else:
            break
        for edit in edits:
            start, end = edit.start + offset, edit.end + offset
            if not is_shown(text, start, end, document):
                yield Edit(start, end, edit.new, edit.certainty, edit.note, edit.candidates)


def _pieces(line: str) -> Pieces | None:
    from corpus_clean.mojibake import embedded

    return embedded.repairs(line)


def _of_line(line: str) -> Iterator[Edit]:
    """Yield what one line by itself says."""
    from corpus_clean.mojibake import evidence, search
    from corpus_clean.mojibake.codecs import UTF_8

    reading, rivals = search.solved(line)
    whole = reading is not None and reading.chain[0].true == UTF_8
    pieces = None if whole else _pieces(line)
    if pieces and (reading is None or pieces.gain > _OF_ALL[pieces.are_long] * reading.gain):
        patch = Patch(tuple(Edit(*change, Certainty.PROVEN, _note((pieces.link,))) for change in pieces.changes))
    elif rivals:
        yield _doubted(line, rivals)
        return
    elif reading is not None and whole:
        yield from _of_reading(line, reading)
        return
    else:
        patch = Patch(tuple(_of_reading(line, reading))) if reading is not None else Patch()
    if reading is None or pieces:
        repaired = patch.apply(line)
        rest = _by_ftfy(repaired)
        patch = patch.compose(rest, rest.apply(repaired))
    few = reading is None or pieces or evidence.letters(reading.text) < evidence.FEWEST or _CONTROL.search(line)
    other = _by_ftfy(line) if patch and few else Patch()
    better = other and evidence.read(other.apply(line)).bits < evidence.read(patch.apply(line)).bits - search.LEAD
    yield from (other if better else patch).edits


def _by_ftfy(line: str) -> Patch:
    from corpus_clean.mojibake import leftovers

    return Patch(tuple(Edit(*change, Certainty.LIKELY, "as ftfy reads it") for change in leftovers.repairs(line)))


def _doubted(line: str, rivals: Sequence[Reading]) -> Edit:
    """Return the best of some readings that cannot be told apart, with the others where they differ from it."""
    from corpus_clean.mojibake.chain import changes

    found = changes(line, rivals[0].chain)
    start, end = found[0].start, found[-1].end
    texts = [other.text[start : len(other.text) - len(line) + end] for other in rivals]
    return Edit(start, end, texts[0], Certainty.GUESS, _note(rivals[0].chain), tuple(dict.fromkeys(texts[1:])))


def _of_reading(line: str, reading: Reading) -> Iterator[Edit]:
    from corpus_clean.mojibake.chain import changes
    from corpus_clean.mojibake.codecs import UTF_8

    proven = all(link.true == UTF_8 for link in reading.chain)
    for change in changes(line, reading.chain):
        yield Edit(*change, Certainty.PROVEN if proven else Certainty.LIKELY, _note(reading.chain))


def _note(chain: Chain) -> str:
    return " and again ".join(map(str, chain)).replace("utf-8", "UTF-8")


RULE = Rule(
    id="mojibake",
    phase=Phase.ENCODING,
    repairs="Repairs text that was read in another encoding than it was written in.",
    why_safe="The result, written and read again in those encodings, gives what was there, and is the likelier text.",
    safety=Safety.SAFE,
    trigger=_GATE,
    examples=(
        Example("La cigÃ¼eÃ±a vuelve en marzo.", "La cigüeña vuelve en marzo."),
        Example("ÐŸÑ€Ð¸Ð²ÐµÑ‚, Ð¼Ð¸Ñ€", "Привет, мир"),
        Example("She said: â€œgood morningâ€\x9d", "She said: “good morning”"),
        Example("Ã‰TAT CIVIL", "ÉTAT CIVIL"),
        Example("чЮЕТБ ЧЕЮЕТПН ЫЈМ УОЕЗ", "Вчера вечером шёл снег", "KOI8-R read as windows-1251"),
        Example("La cigüeña vuelve", "La cigüeña vuelve"),
        Example("СССР» и «ЭВМ»", "СССР» и «ЭВМ»", "a Cyrillic letter before a quotation mark"),
        Example("SÃO PAULO", "SÃO PAULO", "Ã is a letter"),
    ),
    find=find,
)
