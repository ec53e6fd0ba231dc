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

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.edit import Edit
from corpus_clean.mojibake.gate import ONE_LINE, Gate
from corpus_clean.mojibake.quotations import quotations
from corpus_clean.mojibake.quoted import LISTED, WHOLESALE, is_shown
from corpus_clean.mojibake.suspects import ASKED, NEARLY_ALL, Suspects
from corpus_clean.mojibake.terms import TELLS_THE_FAULT, lowered
from corpus_clean.rule import Example, Phase, Rule, Safety

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from corpus_clean.document import Document
    from corpus_clean.rule import Suspicion

SEARCHES, SEARCHES_PER = 200, 3000
"""How many lines of a document are searched in vain: so many, one more for so many code points; long ones count more.

Those that are good when they are repaired do not count. So a second run stops where the first did.
"""
SAMPLED = 8
"""How many places of a text that is damaged as a whole are asked whether they show damage on purpose."""
_LINE = lazily.compiled(r"[^\r\n]+")
_GATE = Gate()


def find(text: str, document: Document) -> Iterator[Edit | Suspicion]:
    """Repair the lines that were read in another encoding than they were written in."""
    from corpus_clean.mojibake import wholly  # most texts never come here

    if chain := wholly.damage(text, _GATE):
        from corpus_clean.mojibake import one_line

        edits = list(one_line.of_reading(text, chain))
        sample = edits[:: -(-len(edits) // SAMPLED)]
        if 2 * sum(_shown(document, sample)) < len(sample):  # what is all damaged, quoted or not, quotes no damage
            yield from edits
            return
    lines = [match for match in _LINE.finditer(text) if not match[0].isascii()]
    suspects = Suspects(text, lines, _GATE, short=len(text) < ONE_LINE)
    likely = suspects.likely()
    if not likely:
        return
    from corpus_clean.mojibake import consensus, one_line

    agreed = consensus.agreed(suspects.lines, likely)
    together = {at: list(one_line.of_reading(lines[at][0], chain, lines[at].start())) for at, chain in agreed.items()}
    wholesale = _is_plain(suspects.lines, agreed) or _is_wholesale(document, together)
    left = SEARCHES + len(text) // SEARCHES_PER
    for at in sorted({*likely, *agreed}):
        if at in together:
            edits, is_whole = together[at], True
            if wholesale:
                yield from edits
                continue
        elif left > 0 and suspects.has(at):
            found = one_line.repaired(lines[at][0])
            edits, is_whole = [_moved(edit, lines[at].start()) for edit in found.edits], found.is_whole
            left -= (1 + len(lines[at][0]) // ONE_LINE) * found.is_left
        else:
            continue
        yield from _to_repair(document, edits, is_whole=is_whole)


def _to_repair(document: Document, edits: Sequence[Edit], *, is_whole: bool) -> Iterator[Edit]:
    """Yield the edits of a line but those of what is shown; what is all damaged, quoted or not, quotes no damage."""
    kept: list[Edit] = []
    for edit, stays in zip(edits, _shown(document, edits), strict=True):
        if not stays:
            kept.append(edit)
            if is_whole and 2 * len(kept) > len(edits):
                yield from edits
                return
    yield from kept


def _moved(edit: Edit, by: int) -> Edit:
    return Edit(edit.start + by, edit.end + by, edit.new, edit.certainty, edit.note, edit.candidates)


def _shown(document: Document, edits: Sequence[Edit]) -> Iterator[bool]:
    """Say for each edit of a line whether it would change what is shown on purpose."""
    places = {place for edit in edits for place in range(edit.start, edit.end)}
    return (is_shown(document.text, edit.start, edit.end, document, places) for edit in edits)


def _is_plain(lines: Sequence[str], damaged: Mapping[int, object]) -> bool:
    """Say whether nearly all lines of a long document are damaged alike, and hardly any quotes or explains anything."""
    if len(damaged) <= max(LISTED, NEARLY_ALL * len(lines)):
        return False
    asked = [lines[at] for at in sorted(damaged)[:: -(-len(damaged) // ASKED)]]
    quoting = sum(any(not line[start:end].isascii() for start, end, _ in quotations(line)) for line in asked)
    return quoting * WHOLESALE < len(asked) and not any(TELLS_THE_FAULT.search(lowered(line)) for line in asked)


def _is_wholesale(document: Document, lines: Mapping[int, Sequence[Edit]]) -> bool:
    """Say whether lines that were damaged alike are a damaged document, and not one that shows what damage is."""
    asked = [lines[at] for at in sorted(lines)][:: -(-len(lines) // ASKED) or 1]
    shown = sum(sum(_shown(document, edits)) for edits in asked)
    return shown * WHOLESALE < sum(map(len, asked))


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
