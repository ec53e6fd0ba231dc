"""Bytes that are no UTF-8 and say nothing of their encoding: read by what the text would be, line by line.

All lines that are no UTF-8 are looked at together to find the encodings that come into question, and then every line is
read in the one in which it makes most sense; what most lines are in is favoured. So a text may change its encoding in
the middle, hold lines in another, or be UTF-8 with a few bytes that are not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.decoding.candidates import UTF_8, Candidate
from corpus_clean.decoding.damaged import Foreign, foreign, mended
from corpus_clean.decoding.decoded import Alternative, Decoded
from corpus_clean.decoding.outside import last_resort, second_opinion
from corpus_clean.decoding.ranking import Rated, confidence, ranked
from corpus_clean.decoding.reading import Piece, Read, assemble, pieces
from corpus_clean.decoding.realign import LONGEST, realigned
from corpus_clean.decoding.sampling import sample
from corpus_clean.decoding.scoring import UNREAD, cost, words
from corpus_clean.decoding.shortlist import MULTI, read
from corpus_clean.decoding.utf16 import by_another_alphabet
from corpus_clean.decoding.webcodecs import keeps_ascii
from corpus_clean.plausibility import model

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus_clean.decoding.decoded import How
    from corpus_clean.decoding.hints import Hints

CHOICES = 3
"""Encodings that every line may be in, of those that come into question for a part of the text; and UTF-8."""
PARTS, PART = 4, 800
FAVOUR = 12.0
"""Bits by which a line must be more plausible in another encoding than that of most lines."""
USUAL, SHORT = 1.2, 20.0
"""How much more than a line of the text usually does one may cost without a second look, and bits for short ones."""
BLOCK, BLOCKS = 4096, 128
"""Bytes of lines that are read alike where the text is long, at the least, and how many blocks there are then."""
LONG = 65_536
NONSENSE = 6.0
"""Bits a byte from which on a reading makes no sense."""
HALF = 0.5
SHOWN, SAMPLE = 3, 60
CLEAR = 25.0
"""The lead in bits from which on no detector is asked."""
SECOND_OPINION, DECLARED, SOUND = 6.0, 20.0, 16.0
"""Bits that an encoding gains for being what a detector answers, what it is said to be, what most of a text is in."""
_ASCII = bytes(range(128))
_BY_CHANCE = UTF_8._replace(price=8.0)
_REALIGN_GAIN = 20.0


class _Lines(NamedTuple):
    every: list[bytes]
    valid: set[int]
    """The lines beyond ASCII that are UTF-8."""
    bad: list[int]


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
    nonsense = _is_nonsense(found[0], pool)
    if nonsense and not hints.encodings and (name := last_resort(pool)) and not keeps_ascii(name):
        other = by_another_alphabet(data, name, "statistical")
        if other:
            return replace(other, confidence=HALF)
    codecs = _choices(lines, found, hints)
    chosen = _chosen(lines, found, codecs, hints, found[0].bits / max(1, len(pool)))
    main = _main(lines, chosen)
    whole = {one.encoding for one in chosen if one is not None}
    damaged = [lines.every[at] for at in lines.bad if (one := chosen[at]) and one.encoding == UTF_8.encoding]
    pasted = foreign(damaged, hints) if damaged else Foreign(None, 1.0)
    taken = assemble(_pieces(lines, chosen, main, pasted, sense=not nonsense), main)
    sure = confidence(found, pool)
    if main == UTF_8.encoding:
        others = [one for one in found if one.candidate.encoding != main]
        sure = min(_sure_of_pasted(taken, pasted), confidence(others, pool) if len(whole) > 1 else 1.0)
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
    if hints.languages or sum(map(len, sound)) <= sum(len(lines.every[at]) for at in lines.bad):
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
    sound = sum(len(lines.every[at].translate(None, _ASCII)) for at in lines.valid)
    named = [(declared, DECLARED)]
    if sound > len(pool.translate(None, _ASCII)):
        named.append((UTF_8.encoding, SOUND))
    found = ranked(pool, hints, named=named, with_utf_8=some)
    if len(found) > 1 and found[1].bits - found[0].bits < CLEAR and (opinion := second_opinion(pool)):
        named.append((opinion, SECOND_OPINION))
        found = ranked(pool, hints, named=named, with_utf_8=some)
    if _is_nonsense(found[0], pool) and (name := last_resort(pool)) and keeps_ascii(name):
        found = ranked(pool, hints, named=[*named, (name, 0.0)], with_utf_8=some)
    return found


def _is_nonsense(first: Rated, pool: bytes) -> bool:
    return first.bits > NONSENSE * len(pool) + UNREAD


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


def _chosen(
    lines: _Lines, found: list[Rated], codecs: list[Candidate], hints: Hints, usual: float
) -> list[Candidate | None]:
    """Return the encoding of each line, None for lines in ASCII."""
    chosen: list[Candidate | None] = [None] * len(lines.every)
    main = found[0].candidate
    if (len(lines.bad) == 1 and not lines.valid) or usual > NONSENSE:
        for at in (*lines.bad, *lines.valid):
            chosen[at] = main
        return chosen
    legacy = sum(len(lines.every[at].translate(None, _ASCII)) for at in lines.bad) if main is not UTF_8 else 0
    sound = sum(len(lines.every[at].translate(None, _ASCII)) for at in lines.valid)
    for at in lines.valid:
        # Two bytes of another encoding may be UTF-8 by chance; in a text that is UTF-8 they are none.
        chosen[at] = UTF_8 if sound > legacy else _best(lines.every[at], [main, _BY_CHANCE], main, hints, 0.0)
    total = sum(len(lines.every[at]) for at in lines.bad)
    for block in _blocks(lines, total):
        if len(block) > 1 and _is_alike([lines.every[at] for at in block], codecs, main, hints, usual):
            for at in block:
                chosen[at] = main
        else:
            for at in block:
                chosen[at] = _best(lines.every[at], codecs, main, hints, usual)
    return chosen


def _is_alike(lines: list[bytes], codecs: Sequence[Candidate], main: Candidate, hints: Hints, usual: float) -> bool:
    """Say whether some lines that follow each other are all in the main encoding, by all of its bytes and a sample."""
    some = (sample(lines, PART // 2), lines[0], lines[len(lines) // 2], lines[-1])
    return not _unread(b"".join(lines), main) and all(_best(one, codecs, main, hints, usual) is main for one in some)


def _blocks(lines: _Lines, total: int) -> Iterator[list[int]]:
    """Yield the lines that are no UTF-8: each alone in a text that is not long, else some that follow each other."""
    if total <= LONG:
        yield from ([at] for at in lines.bad)
        return
    block: list[int] = []
    size = 0
    most = min(max(BLOCK, total // BLOCKS), LONG)
    for at in lines.bad:
        block.append(at)
        size += len(lines.every[at])
        if size >= most:
            yield block
            block, size = [], 0
    if block:
        yield block


def _best(line: bytes, codecs: Sequence[Candidate], main: Candidate, hints: Hints, usual: float) -> Candidate:
    """Return the encoding in which a line makes most sense; the main one where it costs what is `usual` there."""
    head = sample([line], PART)
    told = words(head)
    wanted = frozenset(hints.languages)

    def price(one: Candidate) -> float:
        return cost(read(told.beyond, one), one, told.plain, wanted).bits

    bits = price(main)
    if bits < USUAL * usual * len(head) + SHORT:
        return main
    return min(codecs, key=lambda one: bits - FAVOUR if one == main else price(one))


def _unread(data: bytes, codec: Candidate) -> bool:
    return "\ufffd" in read(data, codec)


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
