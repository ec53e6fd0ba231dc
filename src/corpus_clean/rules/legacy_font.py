"""Text typed for a font with letters of its own: ViÖt Nam (TCVN3), Vieät Nam (VNI), ျမန္မာ (Zawgyi).

What it does: reads Vietnamese that was typed for the fonts of TCVN3, VNI, VISCII or VPS as these fonts show it, and
Burmese typed for Zawgyi-One. A line is read as a whole.

Why this is damage: the text can be read in one font only. To everything else it is letters and marks of Latin-1, or
Myanmar characters in an order that Unicode does not have.

How it decides. For Vietnamese two witnesses must agree (see `legacy_fonts.vietnamese`): the words that change are
Vietnamese syllables, and the line becomes the better text by at least MARGIN.clear bits, and by MARGIN.lead more than
in any other of the fonts. For Burmese the order of the characters decides (see `legacy_fonts.myanmar`). Where a line of
the document is clear, the others are held to MARGIN.follows. A reading is proven when it gives, typed for the font
again, exactly what was found.

In 899,000 lines of good text in 103 languages no reading that is Vietnamese by its words wins more than 2 bits; of
6,100 lines of Vietnamese, menu entries among them, half win 155 and more (`tests/bench/legacy_fonts.py margin`,
2026-11-24).

It is only reported where all of it is quoted, as in a text about encodings, or a string literal.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean import lazily
from corpus_clean.edit import Certainty, Edit
from corpus_clean.mojibake.chain import Link
from corpus_clean.mojibake.codecs import UTF_8
from corpus_clean.mojibake.gate import USUAL
from corpus_clean.rule import ByLength, Cue, Example, Phase, Rule, Safety, Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus_clean.document import Document
    from corpus_clean.edit import Span
    from corpus_clean.mojibake.legacy_fonts.vietnamese import Reading


class Margin(NamedTuple):
    """By how many bits a reading must be the better text.

    On its own; where other lines are clear; ahead of any other font; to be reported at all. `syllables` is the share of
    them among the words that are not ASCII, `all_syllables` among all.
    """

    clear: float
    follows: float
    lead: float
    told: float
    syllables: float
    all_syllables: float


MARGIN = Margin(clear=15.0, follows=0.0, lead=8.0, told=11.0, syllables=0.8, all_syllables=0.5)

_MYANMAR = lazily.compiled("[\u1000-\u109f]")
_OPENING, _CLOSING = frozenset("“‘«„\"'`「『"), frozenset("”’»“\"'`」』")
_ENDS = ".,;:!?…"
_INSIDE = lazily.compiled(r"[^\s“”‘’„\"'`「」『』()\[\]{}<>.,;:!?]")
_LETTER = lazily.compiled(r"[^\W\d_]")


def find(text: str, document: Document) -> Iterator[Edit | Suspicion]:
    """Read the lines that were typed for a font of their own."""
    if not RULE.search(text):
        return
    burmese: list[Span] = []
    others: list[Span] = []
    for line in document.lines:
        if not text[slice(*line)].isascii() and not _is_utf_8(text[slice(*line)]):
            (burmese if _MYANMAR.search(text, *line) else others).append(line)
    yield from sorted([*_zawgyi(document, burmese), *_vietnamese(document, others)], key=lambda one: one.start)


def _is_utf_8(line: str) -> bool:
    """Say whether a line is valid UTF-8 that was read in windows-1252, which no line of a font is."""
    return any(Link(wrong, UTF_8).undo(line) is not None for wrong in ("cp1252", "latin-1"))


def _vietnamese(document: Document, spans: Sequence[Span]) -> Iterator[Edit | Suspicion]:
    """Read the lines that are clear, and then those that are not in the font of most of these."""
    from corpus_clean.mojibake.legacy_fonts.vietnamese import readings

    lines = [document.text[slice(*span)] for span in spans]
    found = [readings(line) for line in lines]
    clear = [
        some[0] if _is_clear(line, some) and not _is_clear(some[0].text, readings(some[0].text)) else None
        for line, some in zip(lines, found, strict=True)
    ]
    edits = [_edit(document, span, one) if one else None for span, one in zip(spans, clear, strict=True)]
    fonts = Counter(one.font.name for one, edit in zip(clear, edits, strict=True) if one and _applies(edit))
    usual = max(fonts, key=fonts.__getitem__, default="")
    for at, (span, some) in enumerate(zip(spans, found, strict=True)):
        if not _applies(edits[at]):
            one = next((one for one in some if one.font.name == usual and _follows(one)), None)
            if one:
                edits[at] = _edit(document, span, one)._replace(certainty=Certainty.LIKELY)
            elif not edits[at] and some and some[0].gain >= MARGIN.told and is_vietnamese(some[0]):
                yield Suspicion(*span, f"may be typed for a font of {some[0].font.name}", (some[0].text,))
    made = [edit for edit in edits if edit]
    yield from _with_what_tcvn3_hides(document, made) if usual == "TCVN3" else made


def _is_clear(line: str, found: Sequence[Reading]) -> bool:
    """Say whether the first reading of a line is right, whatever the lines around it are."""
    if not found or found[0].gain < MARGIN.clear or not is_vietnamese(found[0]) or not RULE.search(line):
        return False
    return len(found) == 1 or found[0].gain - found[1].gain >= MARGIN.lead


def is_vietnamese(one: Reading) -> bool:
    """Say whether a reading is Vietnamese by its words."""
    return one.syllables >= MARGIN.syllables and one.all_syllables >= MARGIN.all_syllables


def _follows(one: Reading) -> bool:
    """Say whether a reading is right if it is in the font of other lines."""
    return one.gain > (MARGIN.follows if one.syllables >= MARGIN.syllables else MARGIN.clear)


def _applies(edit: Edit | None) -> bool:
    return edit is not None and edit.certainty is not Certainty.GUESS


def _with_what_tcvn3_hides(document: Document, edits: Sequence[Edit]) -> Iterator[Edit]:
    """Yield edits with the capitals of toned letters, and with the ư that the text has lost, if it has lost any."""
    from corpus_clean.mojibake.legacy_fonts.capitals import capitalised, starts_are_capitals
    from corpus_clean.mojibake.legacy_fonts.lost_horn import is_lossy, restored

    lines = [document.text[slice(*span)] for span in document.lines]
    has_capitals = starts_are_capitals(lines)
    has_lost = "\xad" not in document.text and any(is_lossy(edit.new) for edit in edits)
    starts = {span.start for span in document.lines}
    for edit in edits:
        new, notes = edit.new, [edit.note]
        if has_capitals and edit.start in starts:
            new = capitalised(new, document.text[edit.start : edit.end])
            notes += ["lines start with capitals"] * (new != edit.new)
        if has_lost and (whole := restored(new)) != new:
            new = whole
            notes.append("ư was dropped as a soft hyphen")
        if new == edit.new:
            yield edit
        else:
            certainty = Certainty.weakest((Certainty.LIKELY, edit.certainty))
            yield edit._replace(new=new, certainty=certainty, note="; ".join(notes))


def _zawgyi(document: Document, spans: Sequence[Span]) -> Iterator[Edit | Suspicion]:
    """Put into the order of Unicode what is clearly Zawgyi, and then what may be, unless there is Unicode too."""
    from corpus_clean.mojibake.legacy_fonts import zawgyi
    from corpus_clean.mojibake.legacy_fonts.myanmar import evidence
    from corpus_clean.mojibake.legacy_fonts.zawgyi_shapes import written

    lines = [document.text[slice(*span)] for span in spans]
    told = [evidence(line) for line in lines]
    is_mixed = any(one.is_unicode for one in told)
    edits: dict[int, Edit] = {}
    for at, (line, one) in enumerate(zip(lines, told, strict=True)):
        if (one.is_zawgyi_beyond_doubt if is_mixed else one.is_zawgyi) and RULE.search(line):
            new = zawgyi.read(line)
            if not evidence(new).is_zawgyi:
                is_proven = zawgyi.looks(written(new)) == zawgyi.looks(line)
                edits[at] = _trimmed(document, spans[at], new, "typed for Zawgyi", is_proven=is_proven)
    is_usual = not is_mixed and any(map(_applies, edits.values()))
    for at, (line, one) in enumerate(zip(lines, told, strict=True)):
        if is_usual and not _applies(edits.get(at)) and not one.against_zawgyi and (new := zawgyi.read(line)) != line:
            edit = _trimmed(document, spans[at], new, "typed for Zawgyi, as other lines are", is_proven=False)
            edits[at] = edit._replace(certainty=Certainty.LIKELY)
        elif at not in edits and one.is_neither:
            yield Suspicion(*spans[at], "in the order of neither Unicode nor Zawgyi", (zawgyi.read(line),))
    yield from edits.values()


def _edit(document: Document, span: Span, reading: Reading) -> Edit:
    """Return the edit of a line of Vietnamese."""
    from corpus_clean.mojibake.legacy_fonts.table import as_windows_1252

    is_proven = reading.font.written(reading.text) == as_windows_1252(document.text[slice(*span)])
    return _trimmed(document, span, reading.text, f"typed for a font of {reading.font.name}", is_proven=is_proven)


def _trimmed(document: Document, span: Span, new: str, note: str, *, is_proven: bool) -> Edit:
    """Return the edit that replaces what differs, in whole words; a guess where the text shows it on purpose."""
    line = document.text[slice(*span)]
    low = _common(line, new)
    high = min(_common(line[::-1], new[::-1]), len(line) - low, len(new) - low)
    while low and _INSIDE.match(line[low - 1]):
        low -= 1
    while high and _INSIDE.match(line[len(line) - high]):
        high -= 1
    before, after = line[:low], line[len(line) - high :]
    is_quoted = before[-1:] in _OPENING and after.lstrip(_ENDS)[:1] in _CLOSING and _LETTER.search(before + after)
    certainty = Certainty.GUESS if is_quoted else Certainty.PROVEN if is_proven else Certainty.LIKELY
    return Edit(span.start + low, span.end - high, new[low : len(new) - high], certainty, note)


def _common(one: str, other: str) -> int:
    """Return how many characters two texts have in common before they differ."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cues(but: str = "") -> tuple[Cue, ...]:
    """Return the patterns of what hardly any text has: marks and capitals inside words, letters in VNI's pairs.

    Those that start with a letter of `but` are left out: a longer text has others, too.
    """
    capitals = "ÀÂÃÄÅÆÇÈÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞŒŠŸ"
    signs, marks = "¡¢£¤¥¦§¨¬µ¶¸¹¼½¾ˆ‰" + capitals, "«»©ª®²³°±"
    tones, hats, breves = "øùûõï", "âáàåãä", "êèéúüë"
    kinds = {"a": tones + hats + breves, "eo": tones + hats, "uyôö": tones}
    kinds |= {letters.upper(): above.upper() for letters, above in kinds.items()}
    pair = "|".join(f"[{letters}][{above}]" for letters, above in kinds.items())
    behind = "|".join(f"(?<=[{letters}][{above}])" for letters, above in kinds.items())
    second = "".join(sorted({*tones, *hats, *breves, *(tones + hats + breves).upper()} - {*but}))
    small = "".join(char for char in map(chr, range(0xE0, 0xFF)) if char not in but)
    latin = (
        f"[{signs}](?<=[a-z].)",
        f"[{marks}](?<=[A-Za-z].)(?=[a-z])",
        f"[{signs[:16]}](?<=[A-Z].)(?=[a-zà-þ])",
        "[®](?=[a-z¨-¾Æ-Þà-þ])",
        f"[{small}](?<=[A-Z].)(?=[A-Z])",
        "[\xad](?<=[A-Za-z].)(?=[êëìíî¬])",
        f"[{'ð' if but else 'ðß'}](?=[ßþñ¶·½¾×])",
        f"[{second}](?<=[AEOUYÔÖaeouyôö].)(?:{behind})(?=[^\\n]{{0,12}}?(?:{pair}))",
    )
    # E not behind a letter or a medial, a medial not behind either, a virama not before a letter
    letters = (
        "\u1000-\u102a\u103f-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e"
        "\ua9e0-\ua9fe\uaa60-\uaa7a"
    )
    myanmar = (
        f"[\u1031](?<![{letters}\u1031\u103a-\u103e\u105e-\u1060\u1082\ufe00]\u1031)",
        f"[\u103b-\u103e](?<![{letters}\u103a-\u103e\u105e-\u1060\u1082\ufe00][\u103b-\u103e])",
        f"[\u1039](?![{letters}])",
    )
    return tuple(map(Cue, latin + myanmar))


RULE = Rule(
    id="legacy-font",
    phase=Phase.ENCODING,
    repairs="Reads Vietnamese and Burmese that was typed for fonts of their own: TCVN3, VNI, VISCII, VPS, Zawgyi.",
    why_safe="In that font its words are Vietnamese and the line is better text by far; Burmese is told by order.",
    safety=Safety.SAFE,
    trigger=ByLength(_cues(but=USUAL), _cues()),
    examples=(
        Example("Trªn nói cã mét ng«i chïa cæ.", "Trên núi có một ngôi chùa cổ.", "TCVN3"),
        Example("Treân nuùi coù moät ngoâi chuøa coå.", "Trên núi có một ngôi chùa cổ.", "VNI"),
        Example("MïA THU ë Hµ NéI", "MÙA THU Ở HÀ NỘI", "capitals of TCVN3 are small letters in a font of capitals"),
        Example("မိုးရြာေနသည္။", "မိုးရွာနေသည်။", "Zawgyi"),
        Example("Trên núi có một ngôi chùa cổ.", "Trên núi có một ngôi chùa cổ."),
        Example("မိုးရွာနေသည်။", "မိုးရွာနေသည်။"),
        Example("Le garçon naïf a goûté le maïs.", "Le garçon naïf a goûté le maïs."),
        Example("In TCVN3 it is “ng«i chïa cæ”.", "In TCVN3 it is “ng«i chïa cæ”.", "quoted", found=("ng«i chïa cæ",)),
    ),
    find=find,
)
