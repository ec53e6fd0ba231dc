"""Which encoding a line is in, of those that come into question for the text that it is from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.decoding.candidates import UTF_8, Candidate
from corpus_clean.decoding.damaged import mended
from corpus_clean.decoding.reading import assemble
from corpus_clean.decoding.sampling import sample
from corpus_clean.decoding.scoring import UNREAD, cost, words
from corpus_clean.decoding.shortlist import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus_clean.decoding.damaged import Foreign

PART = 800
"""Bytes of a line that are looked at, about."""
FAVOUR, THIRD = 12.0, 30.0
"""Bits by which a line must be more plausible in another encoding than that of most lines, and more where neither is
UTF-8: text is pasted into UTF-8, or the other way round, and hardly ever from one old encoding into another."""
PASTED = 6.0
"""Bits that every place costs at which a line of UTF-8 is read in another encoding."""
USUAL, SHORT = 1.2, 20.0
"""How much more than a line of the text usually does one may cost without a second look, and bits for short ones."""
BLOCK, BLOCKS, LONG = 4096, 128, 65_536
"""Bytes of lines that are read alike where the text is long: the fewest; how many blocks there are; what is long."""
_BY_CHANCE = UTF_8._replace(price=8.0)  # two bytes of another encoding may be UTF-8 by chance


class Chooser(NamedTuple):
    """What is known of a text when its lines are looked at one by one."""

    codecs: Sequence[Candidate]
    main: Candidate
    usual: float
    """Bits that a byte of it costs on average."""
    wanted: frozenset[str]
    pasted: Foreign

    def best(self, line: bytes) -> Candidate:
        """Return the encoding in which a line makes most sense; the main one where it costs what it usually does."""
        head = sample([line], PART)
        bits = self._price(head, self.main)
        if self.main is not UTF_8 and bits < USUAL * self.usual * len(head) + SHORT:
            return self.main

        def price(one: Candidate) -> float:
            if one == self.main:
                return bits - FAVOUR
            return self._price(head, one) + (
                THIRD if not {one.encoding, self.main.encoding} & {UTF_8.encoding} else 0.0
            )

        chosen = min(self._possible(line), key=price)
        return UTF_8 if chosen is _BY_CHANCE else chosen

    def _possible(self, line: bytes) -> Sequence[Candidate]:
        """Return the encodings of a line; in a text in another one, UTF-8 only where there is some."""
        if self.main is UTF_8 or UTF_8 not in self.codecs:
            return self.codecs
        others = [one for one in self.codecs if one is not UTF_8]
        return others if line.decode("utf-8", "ignore").isascii() else [*others, _BY_CHANCE]

    def is_utf_8(self, line: bytes) -> bool:
        """Say whether a line that is UTF-8 is meant to be, in a text in another encoding."""
        return self._price(line, _BY_CHANCE) < self._price(line, self.main) - FAVOUR

    def alike(self, lines: list[bytes]) -> bool:
        """Say whether lines that follow each other are all in the main encoding, by all their bytes and a sample."""
        some = (sample(lines, PART // 2), lines[0], lines[len(lines) // 2], lines[-1])
        whole = "\ufffd" not in read(b"".join(lines), self.main)
        return whole and all(self.best(line) is self.main for line in some)

    def _price(self, line: bytes, codec: Candidate) -> float:
        told = words(line)
        text, more = read(told.beyond, codec), 0.0
        if codec.encoding == UTF_8.encoding and "\ufffd" in text:
            taken = assemble(mended(told.beyond, self.pasted.codec), codec.encoding)
            text = taken.text
            more = sum(PASTED if one.encoding else UNREAD * (len(one.data) - 1) for one in taken.bad_bytes)
        return cost(text, codec, told.plain, self.wanted).bits + more


def blocks(lines: Sequence[bytes], bad: Sequence[int]) -> Iterator[list[int]]:
    """Yield the lines that are no UTF-8: each alone in a text that is not long, else some that follow each other."""
    total = sum(len(lines[at]) for at in bad)
    if total <= LONG:
        yield from ([at] for at in bad)
        return
    block: list[int] = []
    size = 0
    most = min(max(BLOCK, total // BLOCKS), LONG)
    for at in bad:
        block.append(at)
        size += len(lines[at])
        if size >= most:
            yield block
            block, size = [], 0
    if block:
        yield block
