"""Bytes that are no UTF-8 and say nothing of their encoding: read by what the text would be, line by line.

All lines that are no UTF-8 are looked at together to find the encodings that come into question, and then every line is
read in the one in which it makes most sense; what most lines are in is favoured. So a text may change its encoding in
the middle, hold lines in another, or be UTF-8 with a few bytes that are not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.decoding.candidates import UTF_8, Candidate, candidates
from corpus_clean.decoding.choosing import PART, Chooser, blocks
from corpus_clean.decoding.damaged import Foreign, foreign, mended
from corpus_clean.decoding.decoded import Alternative, Decoded
from corpus_clean.decoding.outside import last_resort, second_opinion
from corpus_clean.decoding.ranking import Rated, confidence, is_nonsense, ranked
from corpus_clean.decoding.reading import Piece, Read, assemble, pieces
from corpus_clean.decoding.realign import LONGEST, realigned
from corpus_clean.decoding.sampling import sample
from corpus_clean.decoding.scoring import UNREAD, cost, words
from corpus_clean.decoding.shortlist import MULTI, characters, read, single
from corpus_clean.decoding.utf16 import by_another_alphabet
from corpus_clean.decoding.webcodecs import keeps_ascii
from corpus_clean.plausibility import model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus_clean.decoding.decoded import How
    from corpus_clean.decoding.hints import Hints

CHOICES = 3
"""Encodings that every line may be in, of those that come into question for a part of the text; and UTF-8."""
PARTS = 4
HALF = 0.5
PLAIN = 5.0
"""Bits a byte that a reading costs at the most which is text beyond doubt."""
SHOWN, SAMPLE = 3, 60
CLEAR = 14.0
"""The lead in bits from which on no detector is asked."""
SECOND_OPINION, DECLARED, SOUND = 6.0, 20.0, 16.0
"""Bits that an encoding gains for being what a detector answers, what it is said to be, what most of a text is in."""
_ASCII = bytes(range(128))


class _Lines(NamedTuple):
    every: list[bytes]
    valid: set[int]
    """The lines beyond ASCII that are UTF-8."""
    bad: list[int]

    @property
    def mostly_utf_8(self) -> bool:
        """Whether more of what is not ASCII is in lines that are UTF-8 than in others."""
        return self._beyond(self.valid) > self._beyond(self.bad)

    def _beyond(self, some: Iterable[int]) -> int:
        return sum(len(self.every[at].translate(None, _ASCII)) for at in some)


def by_letters(data: bytes, hints: Hints, declared: str = "") -> Decoded:
    r"""Read bytes that are no UTF-8; there is always a reading, and `confidence` says what it is worth.

    `declared` is the codec that they are said to be in, "" if nothing is said.

    >>> from corpus_clean.decoding.hints import Hints
    >>> found = by_letters("Le café était fermé, et l'été déjà passé.".encode("latin-1"), Hints())
    >>> found.encoding, found.how, found.language
    ('cp1252', 'statistical', 'fr')
    """
    if declared and not keeps_ascii(declared):
        declared = ""
    lines = _told_apart(data)
    hints = _with_languages(lines, hints)
    pool = sample([lines.every[at] for at in lines.bad])
    found = _rated(lines, pool, hints, declared)
    found[0] = _settled(found[0], lines, pool, hints)
    nonsense = is_nonsense(found[0], pool)
    if nonsense and not hints.encodings and (name := last_resort(pool)) and not keeps_ascii(name):
        other = by_another_alphabet(data, name, "statistical")
        if other:
            return replace(other, confidence=HALF)
    base = UTF_8 if lines.mostly_utf_8 and not nonsense else found[0].candidate
    bad = [lines.every[at] for at in lines.bad]
    pasted = foreign(bad, hints) if lines.valid or base is UTF_8 else Foreign(None, 1.0)
    usual, wanted = found[0].bits / max(1, len(pool)), frozenset(hints.languages)
    chooser = Chooser(_choices(lines, found, hints), base, usual, wanted, pasted)
    chosen = _chosen(lines, chooser, nonsense=nonsense)
    chosen = _renamed(lines, chosen, hints)
    main = _main(lines, chosen)
    whole = {one.encoding for one in chosen if one is not None}
    taken = assemble(_pieces(lines, chosen, main, pasted, sense=not nonsense), main)
    sure = confidence(found, pool)
    if main == UTF_8.encoding:
        others = [one for one in found if one.candidate.encoding != main]
        told = 1.0 if lines.mostly_utf_8 else sure
        sure = min(_sure_of_pasted(taken, pasted), confidence(others, pool) if len(whole) > 1 else told)
    kept = bool(declared) and found[0].candidate.encoding == declared
    how: How = "declared" if kept else "statistical"
    if len(whole) > 1:
        how = "mixed"
    elif main == UTF_8.encoding:
        how = "utf-8-damaged"
    return Decoded(
        taken.text,
        main,
        b"",
        how,
        confidence=sure,
        language=found[0].language,
        alternatives=tuple(_alternatives(found)),
        segments=taken.segments,
        bad_bytes=taken.bad_bytes,
        patch=taken.patch,
        escaped=taken.escaped if taken.patch else "",
        sample=found[0].text[:SAMPLE],
        declared="" if kept else declared,
    )


def _settled(first: Rated, lines: _Lines, pool: bytes, hints: Hints) -> Rated:
    """Return the first reading in the one of the encodings alike in the sample that fits all lines best."""
    if first.candidate.encoding not in single() or sum(len(lines.every[at]) for at in lines.bad) <= len(pool):
        return first
    sampled = pool.translate(None, _ASCII)
    text = read(sampled, first.candidate)
    shown = characters(first.candidate.encoding)
    wanted = frozenset(hints.languages)
    used = set(b"".join(lines.every[at] for at in lines.bad).translate(None, _ASCII))
    for twin in candidates():
        if twin.encoding not in single() or twin == first.candidate or read(sampled, twin) != text:
            continue
        differ = bytes(byte for byte in used if characters(twin.encoding)[byte] != shown[byte])
        telling = [line for line in map(lines.every.__getitem__, lines.bad) if line.translate(None, differ) != line]
        if telling:
            some = sample(telling, PART)
            told = words(some)
            one, other = (
                first._replace(bits=cost(read(told.beyond, codec), codec, told.plain, wanted).bits, candidate=codec)
                for codec in (first.candidate, twin)
            )
            if other.bits < one.bits and other.bits - UNREAD < PLAIN * len(some):
                return first._replace(candidate=twin)
    return first


def _renamed(lines: _Lines, chosen: list[Candidate | None], hints: Hints) -> list[Candidate | None]:
    """Return the encodings of the lines, each as the commonest that reads its own lines alike, if there are several."""
    names: dict[Candidate | None, Candidate] = {}
    every = {one for one in chosen if one is not None}
    for one in every if len(every) > 1 else ():
        if one.encoding != UTF_8.encoding:
            own = sample([line for line, its in zip(lines.every, chosen, strict=True) if its == one])
            best = ranked(own, hints)[0]
            if best.text == read(words(own).beyond, one):
                names[one] = best.candidate
    return [names.get(one, one) for one in chosen] if names else chosen


def _main(lines: _Lines, chosen: list[Candidate | None]) -> str:
    """Return the encoding that most of what is not ASCII is in."""
    weight: dict[str, int] = {}
    for line, one in zip(lines.every, chosen, strict=True):
        if one is not None:
            weight[one.encoding] = weight.get(one.encoding, 0) + len(line.translate(None, _ASCII))
    return max(weight, key=weight.__getitem__)


def _sure_of_pasted(taken: Read, pasted: Foreign) -> float:
    """Return how sure the words are that were read in another encoding than the lines they are in."""
    used = pasted.codec is not None and any(one.encoding == pasted.codec.encoding for one in taken.bad_bytes)
    return pasted.confidence if used else 1.0


def _with_languages(lines: _Lines, hints: Hints) -> Hints:
    """Return the hints with the languages of what is UTF-8, if there is more of that than of all else."""
    sound = [lines.every[at] for at in sorted(lines.valid)]
    if hints.languages or not lines.mostly_utf_8:
        return hints
    found = model.read(sample(sound).decode("utf-8", "ignore")).languages
    return hints._replace(languages=tuple(found.values()))


def _told_apart(data: bytes) -> _Lines:
    every = data.split(b"\n")
    every[:-1] = [line + b"\n" for line in every[:-1]]
    valid: set[int] = set()
    bad: list[int] = []
    for at, line in enumerate(every):
        if not line.isascii():
            try:
                line.decode()
                valid.add(at)
            except UnicodeDecodeError:
                bad.append(at)
    return _Lines(every, valid, bad)


def _rated(lines: _Lines, pool: bytes, hints: Hints, declared: str) -> list[Rated]:
    """Return the readings of a sample of the lines that are no UTF-8."""
    if hints.encodings:
        return ranked(pool, hints, with_utf_8=UTF_8.encoding in hints.encodings)
    some = bool(lines.valid) or any(char != "\ufffd" for char in _beyond(pool))
    named = [(declared, DECLARED)]
    if lines.mostly_utf_8:
        named.append((UTF_8.encoding, SOUND))
    found = ranked(pool, hints, named=named, with_utf_8=some)
    if len(found) > 1 and found[1].bits - found[0].bits < CLEAR and (opinion := second_opinion(pool)):
        named.append((opinion, SECOND_OPINION))
        found = ranked(pool, hints, named=named, with_utf_8=some)
    if is_nonsense(found[0], pool) and (name := last_resort(pool)) and keeps_ascii(name):
        found = ranked(pool, hints, named=[*named, (name, 0.0)], with_utf_8=some)
    return found


def _beyond(data: bytes) -> str:
    """Return what is not ASCII in bytes as UTF-8."""
    return "".join(char for char in data.decode("utf-8", "replace") if char > "\x7f")


def _choices(lines: _Lines, found: list[Rated], hints: Hints) -> list[Candidate]:
    """Return the encodings that a line may be in, that of the whole first."""
    codecs = dict.fromkeys(rated.candidate for rated in found[:2])
    total = sum(len(lines.every[at]) for at in lines.bad)
    if len(lines.bad) > PARTS and total > PART:
        size = -(-len(lines.bad) // PARTS)
        for start in range(0, len(lines.bad), size):
            part = sample([lines.every[at] for at in lines.bad[start : start + size]], PART)
            codecs.update(dict.fromkeys(rated.candidate for rated in ranked(part, hints, with_utf_8=True)[:1]))
    return [*list(codecs)[: CHOICES + 1], *([] if UTF_8 in codecs or hints.encodings else [UTF_8])]


def _chosen(lines: _Lines, chooser: Chooser, *, nonsense: bool) -> list[Candidate | None]:
    """Return the encoding of each line, None for lines in ASCII."""
    chosen: list[Candidate | None] = [None] * len(lines.every)
    for at in lines.valid:
        is_one = nonsense or chooser.main is UTF_8 or chooser.is_utf_8(lines.every[at])
        chosen[at] = UTF_8 if is_one else chooser.main
    single = len(lines.bad) == 1 and not lines.valid
    for block in blocks(lines.every, lines.bad):
        alike = single or nonsense or (len(block) > 1 and chooser.alike([lines.every[at] for at in block]))
        for at in block:
            chosen[at] = chooser.main if alike else chooser.best(lines.every[at])
    return chosen


def _pieces(
    lines: _Lines, chosen: list[Candidate | None], main: str, pasted: Foreign, *, sense: bool
) -> Iterator[Piece]:
    run: list[bytes] = []
    encoding = main
    for at, (line, one) in enumerate(zip(lines.every, chosen, strict=True)):
        name = encoding if one is None else one.encoding
        plain = one is None or (at in lines.valid if one.encoding == "utf-8" else not sense or _is_in_step(line, one))
        if run and (name != encoding or not plain):
            yield from pieces(b"".join(run), encoding)
            run = []
        encoding = name
        if plain:
            run.append(line)
        elif name == "utf-8":
            yield from mended(line, pasted.codec)
        else:
            yield from realigned(line, name)
    if run:
        yield from pieces(b"".join(run), encoding)


def _is_in_step(line: bytes, codec: Candidate) -> bool:
    """Say whether a line is read as it comes, and not better with a byte or more left out."""
    return codec.encoding not in MULTI or len(line) > LONGEST or "\ufffd" not in read(line, codec)


def _alternatives(found: list[Rated]) -> Iterator[Alternative]:
    for rated in found[1 : SHOWN + 1]:
        yield Alternative(rated.candidate.encoding, round(rated.bits - found[0].bits, 1), rated.text[:SAMPLE])
