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
from collections import Counter
from typing import TYPE_CHECKING

from corpus_clean.edit import Certainty, Edit, Patch
from corpus_clean.mojibake.codecs import masks
from corpus_clean.mojibake.gate import ONE_LINE, Gate, is_suspect, sequences
from corpus_clean.mojibake.quoted import WHOLESALE, is_shown
from corpus_clean.rule import Example, Phase, Rule, Safety

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus_clean.document import Document
    from corpus_clean.mojibake.chain import Chain
    from corpus_clean.mojibake.embedded import Pieces
    from corpus_clean.mojibake.search import Reading
    from corpus_clean.rule import Suspicion

SEARCHES, SEARCHES_PER = 200, 3000
"""How many lines of a document are searched in vain: so many, one more for so many code points; long ones count more.

Those that are good when they are repaired do not count. So a second run stops where the first did.
"""
ASKED = 100
"""How many lines stand for all: whether they look damaged, whether they show damage on purpose."""
NEARLY_ALL = 0.9
"""What part of the asked must look damaged for all to be taken for it."""
_OF_ALL = {False: 0.6, True: 0.4}  # what sequences of UTF-8, or long ones, must explain of what another reading does
_SHARE = 0.3  # of what is not ASCII, for sequences to explain more than another reading does
_MOST = 0.5  # of what is not ASCII, for what is repaired to be no chance in a line that stays strange
_CONTROL = re.compile("[\x80-\x9f]")
_LINE = re.compile(r"[^\r\n]+")
_GATE = Gate()


def find(text: str, document: Document) -> Iterator[Edit | Suspicion]:
    """Repair the lines that were read in another encoding than they were written in."""
    lines = [match for match in _LINE.finditer(text) if not match[0].isascii()]
    suspects = _Suspects([match[0] for match in lines], short=len(text) < ONE_LINE)
    likely = suspects.likely()
    if not likely:
        return
    from corpus_clean.mojibake import consensus

    agreed = consensus.agreed(suspects.lines, likely)
    together = {at: list(_of_reading(lines[at][0], chain)) for at, chain in agreed.items()}
    wholesale = _is_wholesale(document, [(lines[at].start(), edits) for at, edits in together.items()])
    left = SEARCHES + len(text) // SEARCHES_PER
    for at in sorted({*likely, *agreed}):
        offset = lines[at].start()
        if at in together:
            edits, whole = together[at], True
        elif left > 0 and suspects.has(at):
            edits, whole = _of_line(lines[at][0])
            sure = tuple(edit for edit in edits if edit.certainty is not Certainty.GUESS)
            if not sure or is_suspect(Patch(sure).apply(lines[at][0])):
                left -= 1 + len(lines[at][0]) // ONE_LINE
        else:
            continue
        shown = [False] * len(edits) if at in together and wholesale else _shown(document, edits, offset)
        if whole and 2 * sum(shown) < len(shown):
            shown = [False] * len(edits)  # what is all damaged, quoted or not, quotes no damage
        for edit, stays in zip(edits, shown, strict=True):
            if not stays:
                yield Edit(edit.start + offset, edit.end + offset, edit.new, edit.certainty, edit.note, edit.candidates)


class _Suspects:
    """The lines beyond ASCII of a text, and which of them look damaged."""

    def __init__(self, lines: list[str], *, short: bool) -> None:
        self.lines = lines
        self._short = short
        self._sequences = {at for at, line in enumerate(lines) if sequences().search(line)}
        self._known: dict[int, bool] = {}

    def likely(self) -> list[int]:
        """Return the numbers of those that look damaged; where nearly all of them do, some may not."""
        gated = [at for at, line in enumerate(self.lines) if self._short or at in self._sequences or _GATE.scan(line)]
        asked = gated[:: -(-len(gated) // ASKED) or 1]
        if len(gated) > 2 * ASKED and sum(map(self.has, asked)) > NEARLY_ALL * len(asked):
            return gated
        return list(filter(self.has, gated))

    def has(self, at: int) -> bool:
        """Say whether a line that passed the first gate looks damaged."""
        if at not in self._known:
            line = self.lines[at]
            self._known[at] = is_suspect(line) or (at in self._sequences and (self._short or _pieces(line) is not None))
        return self._known[at]


def _shown(document: Document, edits: Sequence[Edit], offset: int) -> list[bool]:
    """Say for each edit of a line whether it would change what is shown on purpose."""
    places = {offset + place for edit in edits for place in range(edit.start, edit.end)}
    return [is_shown(document.text, edit.start + offset, edit.end + offset, document, places) for edit in edits]


def _is_wholesale(document: Document, lines: Sequence[tuple[int, Sequence[Edit]]]) -> bool:
    """Say whether lines that were damaged alike are a damaged document, and not one that shows what damage is."""
    asked = lines[:: -(-len(lines) // ASKED) or 1]
    shown = sum(sum(_shown(document, edits, offset)) for offset, edits in asked)
    return shown * WHOLESALE < sum(len(edits) for _, edits in asked)


def _pieces(line: str, share: float = 0.0) -> Pieces | None:
    from corpus_clean.mojibake import embedded

    return embedded.repairs(line, share)


def _of_line(line: str) -> tuple[list[Edit], bool]:
    """Return what one line by itself says, and whether all of it was damaged alike."""
    from corpus_clean.mojibake import evidence, search
    from corpus_clean.mojibake.codecs import UTF_8

    reading, rivals = search.solved(line)
    if reading is not None and reading.chain[0].true == UTF_8:
        return list(_of_reading(line, reading.chain)), True
    pieces = _pieces(line, _SHARE if reading else 0.0)
    if pieces and (reading is None or pieces.gain > _OF_ALL[pieces.are_long] * reading.gain):
        patch = Patch(tuple(Edit(*change, Certainty.PROVEN, _note((pieces.link,))) for change in pieces.changes))
    elif rivals:
        return [_doubted(line, rivals)], False
    else:
        patch = Patch(tuple(_of_reading(line, reading.chain))) if reading is not None else Patch()
    if reading is None or pieces:
        repaired = patch.apply(line)
        rest = _by_ftfy(repaired)
        patch = patch.compose(rest, rest.apply(repaired))
    few = reading is None or pieces or evidence.letters(reading.text) < evidence.FEWEST or _CONTROL.search(line)
    other = _by_ftfy(line) if patch and few else Patch()
    better = other and evidence.read(other.apply(line)).bits < evidence.read(patch.apply(line)).bits - search.LEAD
    patch = other if better else patch
    whole = not (reading is None or pieces or better)
    return list(patch.edits) if whole or not _is_chance(line, patch) else [], whole


def _is_chance(line: str, patch: Patch) -> bool:
    """Say whether what is repaired is the least of what is wrong with a line: noise is UTF-8 here and there."""
    repaired = patch.apply(line)
    gone = Counter(line) - Counter(repaired)
    covered, beyond = (sum(chars[char] for char in chars if char in masks()) for chars in (gone, Counter(line)))
    return covered < _MOST * beyond and is_suspect(repaired)


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


def _of_reading(line: str, chain: Chain) -> Iterator[Edit]:
    from corpus_clean.mojibake.chain import changes
    from corpus_clean.mojibake.codecs import UTF_8

    certainty = Certainty.PROVEN if all(link.true == UTF_8 for link in chain) else Certainty.LIKELY
    note = _note(chain)
    for change in changes(line, chain):
        yield Edit(*change, certainty, note)


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
