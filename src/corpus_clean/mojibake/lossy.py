"""Passages of UTF-8 that were read in another codec and lost bytes: what is repaired, and what stays open.

A passage is what stands between bytes that are no UTF-8. It is one where its characters are far cheaper than the text
that shows their bytes. In it everything is determined but the gaps. A gap stays as the characters that hold what is
left of its bytes; where the first or the last of them holds a byte of its neighbour too, that byte then stands there
twice, in the neighbour and in the gap, and `wildcards` knows that.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.mojibake.parsed import OPEN, Parsed, Token
from corpus_clean.mojibake.ranking import Choice, bits, lead, ranked, typical
from corpus_clean.mojibake.wildcards import LOST, MULTI, SINGLE
from corpus_clean.plausibility import model
from corpus_clean.plausibility.scripts import script_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SURE = 12.0
"""Bits by which a passage must be cheaper as UTF-8 than as it stands."""
ENOUGH = 2
"""How many characters of three bytes a passage must have, or twice as many of two."""
LIKELY, LIKELY_ELSEWHERE = {"zh": 7.0, "ja": 7.0, "ko": 9.5}, 9.0
"""Bits by which a character must be ahead of all others to be put into a gap of a passage, by language."""
ALONE = 10.0
"""Bits by which the best reading of a gap must be cheaper than the text, where no passage is around it."""
BY_FORM = 16
"""How many bytes more than characters a passage must have that is sure by its form: eight of three bytes."""
GAPS, GAPS_PER = 1000, 200
"""How many different gaps of a document are ranked: so many, and one more for so many code points."""
_READERS = 2
_SAMPLE = 2000
_LONG = 4 * _SAMPLE
_SHARE = 0.1
_CLEAR = 0.5
_VARIED = 4
_TRIMMED = 8
_CROWD = 24
_ODD = 4  # one in so many characters may be odd
_JUDGED = frozenset(("", "Han"))  # of other scripts not all letters are known


class Found(NamedTuple):
    """What is found at `text[start:end]`.

    A repair has `new`; `is_likely` says that a gap in it was filled with what is likeliest. A gap has `readings`
    instead, what it may have been, the best one first; that is `lead` bits ahead of all others together.
    """

    start: int
    end: int
    new: str | None = None
    is_likely: bool = False
    readings: tuple[str, ...] = ()
    lead: float = 0.0


def readers(lines: Sequence[str]) -> list[str]:
    """Return the codecs that lines can have been read in, the likeliest first, by the first 2,000 characters."""
    sample = "\n".join(lines)[:_SAMPLE]
    has_east_asian = any("\u2fff" < char != OPEN for char in sample)
    names = [name for name in MULTI if has_east_asian and (name != "cp936" or "€" in sample)]
    if any("\x80" <= char <= "\u25ff" for char in sample):
        names += SINGLE
    parsed = [Parsed(sample, name) for name in names]
    shares = [_share(one) for one in parsed]
    least = max(shares, default=0.0)
    if least > _CLEAR:
        parsed = [one for one, share in zip(parsed, shares, strict=True) if share >= least * _CLEAR]
    gains = {one.name: _reading(one, Allowance(_SAMPLE), is_costed=True).gain for one in parsed}
    least = _SHARE * max(gains.values(), default=0.0)
    return sorted((name for name in gains if gains[name] > least), key=lambda name: -gains[name])[:_READERS]


def _share(parsed: Parsed) -> float:
    """Return what part of the bytes that are not ASCII are whole characters of UTF-8."""
    whole = sum(token.end - token.start for token in parsed.tokens if token.kind in ("chars", "found"))
    rest = sum(token.end - token.start for token in parsed.tokens if token.kind in ("gap", "junk", "bare", "crowd"))
    return whole / max(1, whole + rest)


class Reading(NamedTuple):
    """What is found in a line that is read in one codec, in order and apart, and how many bits cheaper that is."""

    codec: str
    found: tuple[Found, ...]
    gain: float


class Allowance:
    """How many different gaps of a document that stand by themselves are ranked: text that was damaged has few."""

    def __init__(self, size: int) -> None:
        self._left = GAPS + size // GAPS_PER
        self._seen: set[str] = set()

    def covers(self, gap: str) -> bool:
        """Say whether a gap, as it is shown, is one of those that came first."""
        if gap not in self._seen and len(self._seen) < self._left:
            self._seen.add(gap)
        return gap in self._seen


def best_reading(line: str, names: Sequence[str], allowance: Allowance, *, is_last: bool = True) -> Reading:
    """Return what is found in a line with the first codec that explains all that is lost in it, or the best of them.

    `is_last` says that the line is the last of its paragraph.
    """
    if len(line) > _LONG and len(names) > 1:  # one after the other they would take too long
        names = [best_reading(line[:_LONG], names, allowance, is_last=False).codec]
    readings = []
    for name in names:
        readings.append(_reading(Parsed(line, name, is_last=is_last), allowance))
        if _is_explained(line, readings[-1].found):
            return readings[-1]
    if len(readings) > 1:
        return min(readings, key=lambda one: model.bits(_read(line[:_SAMPLE], one.found)))
    return readings[0] if readings else Reading("", (), 0.0)


def _is_explained(line: str, found: Sequence[Found]) -> bool:
    """Say whether there are bytes lost in a line, and all of them in what is found."""
    lost = line.count(OPEN)
    return lost > 0 and sum(line.count(OPEN, one.start, one.end) for one in found) == lost


def _read(line: str, found: Sequence[Found]) -> str:
    """Return the line, or the start of it, with all repairs made, and the best reading in each gap."""
    parts: list[str] = []
    at = 0
    for one in takewhile(lambda one: one.end <= len(line), found):
        parts += line[at : one.start], one.readings[0] if one.readings else one.new or line[one.start : one.end]
        at = one.end
    return "".join([*parts, line[at:]])


def _reading(parsed: Parsed, allowance: Allowance, *, is_costed: bool = False) -> Reading:
    found: list[Found] = []
    gain, at = 0.0, 0
    for is_junk, group in groupby(parsed.tokens, key=lambda token: token.kind == "junk"):
        size = len(list(group))
        if not is_junk and _is_worth_it(parsed.tokens[at : at + size]):
            passage = _Passage(parsed, at, at + size, is_costed=is_costed)
            found += passage.found(allowance)
            gain += passage.gain
        at += size
    return Reading(parsed.name, tuple(found), gain)


def _is_worth_it(tokens: Sequence[Token]) -> bool:
    """Say whether there can be a gap or a passage in the tokens: good text has many that are UTF-8 by chance."""
    return any(token.kind in ("gap", "found", "crowd") for token in tokens) or _weight(tokens) >= 2 * ENOUGH


def _weight(tokens: Sequence[Token]) -> int:
    return sum(map(_surplus, (token.text for token in tokens)))


def _surplus(text: str) -> int:
    """Return how many bytes more than characters a text has in UTF-8: 1 for most alphabets, 2 for East Asian ones."""
    return 0 if text.isascii() else len(text.encode("utf-8", "surrogatepass")) - len(text)


class _Cluster(NamedTuple):
    """Gaps that share a character of the text, by their numbers among the tokens.

    Their bytes are `data[start:end]`; the characters that hold them are those from byte `shown` to byte `shown_end`.
    """

    shown: int
    start: int
    end: int
    shown_end: int
    numbers: tuple[int, ...]


def _joined(one: _Cluster, other: _Cluster) -> _Cluster:
    shown, start = min(one.shown, other.shown), min(one.start, other.start)
    return _Cluster(shown, start, other.end, other.shown_end, one.numbers + other.numbers)


def _is_odd(text: str) -> bool:
    """Say whether more than a few of its characters are such as hardly any text has: noise is UTF-8 by chance."""
    beyond = [char for char in text if char > "\x7f"]
    odd = sum(not model.is_known(char) for char in beyond if script_of(char) in _JUDGED)
    return odd * _ODD > len(beyond)


def _is_told(char: str, left: str, right: str, language: str) -> bool:
    """Say whether enough is known beside a gap: Hangul costs the same anywhere, a comma and a stop nearly do."""
    return bool(left and right) or language == "ko" or (char in "，。" and bool(left or right))


class _Passage:
    def __init__(self, parsed: Parsed, first: int, last: int, *, is_costed: bool) -> None:
        self.parsed = parsed
        self.is_costed = is_costed
        self.first = first
        self.tokens = parsed.tokens[first:last]
        self.cuts = self._trimmed(is_cut_off=last < len(parsed.tokens))
        self.gain = 0.0
        self.is_sure = len(self.cuts) > 1 and self._is_sure()

    def found(self, allowance: Allowance) -> Iterator[Found]:
        if len(self.cuts) < 2 or all(token.kind in ("ascii", "bare") for token in self.tokens):
            return
        if self.is_sure:
            self._fill()
        shown = at = self.cuts[0]
        for cluster in self._clusters():
            if self.is_sure:
                yield from self._repairs(shown, at, cluster.start, cluster.shown)
            gap = self._gap(cluster, allowance)
            if gap:
                yield gap
            shown, at = cluster.shown_end, cluster.end
        if self.is_sure:
            yield from self._repairs(shown, at, self.cuts[-1], self.cuts[-1])

    def _trimmed(self, *, is_cut_off: bool) -> list[int]:
        """Return where the passage can be cut, without what good text beside it happens to add to it."""
        cuts = self.parsed.cuts(self.tokens)
        low, high = 0, len(cuts) - 1
        while self.first and low < min(high, _TRIMMED) and self._is_worse(cuts[low], cuts[low + 1]):
            low += 1
        least = max(low, high - _TRIMMED)
        while is_cut_off and least < high and self._is_worse(cuts[high - 1], cuts[high]):
            high -= 1
        return cuts[low : high + 1]

    def _is_worse(self, start: int, end: int) -> bool:
        new = self._rendered(start, end)
        return OPEN not in new and bits(new) >= bits(self._shown(start, end))

    def _is_sure(self) -> bool:
        is_single = self.parsed.name in SINGLE
        if is_single and all(token.kind in ("chars", "ascii") for token in self.tokens):
            return False  # nothing is lost in it, and there are better ways to read that
        start, end = self.cuts[0], self.cuts[-1]
        new = self._rendered(start, end).replace(OPEN, "")
        weight = _surplus(new)
        if weight < 2 * ENOUGH or (is_single and _is_odd(new)):
            return False
        if weight >= BY_FORM and not self.is_costed:
            return True
        gain = model.gain(self._shown(start, end).replace(OPEN, ""), new)
        self.gain = gain if gain >= SURE else 0.0
        return gain >= SURE

    def _rendered(self, start: int, end: int) -> str:
        return self.parsed.rendered(self.tokens, start, end)

    def _shown(self, start: int, end: int) -> str:
        return self.parsed.text[self.parsed.index[start] : self.parsed.index[end]]

    def _fill(self) -> None:
        """Put a character into each gap in which one is far ahead of all others."""
        language = self.parsed.language
        least = LIKELY.get(language, LIKELY_ELSEWHERE)
        for number, token in enumerate(self.tokens):
            lost = self.parsed.data[token.start : token.end]
            if token.kind == "gap" and lost[-1] not in b"?\xfd" and lost.count(LOST) == 1:
                left, right = self.parsed.beside(self.first + number)
                choices = ranked(self.parsed.options(token), left, right, language)
                if lead(choices) >= least and _is_told(choices[0].char, left, right, language):
                    filled = token._replace(kind="likely", text=choices[0].char)
                    self.tokens[number] = self.parsed.tokens[self.first + number] = filled

    def _clusters(self) -> list[_Cluster]:
        clusters: list[_Cluster] = []
        for is_gap, group in groupby(enumerate(self.tokens), key=lambda item: item[1].kind in ("gap", "bare", "crowd")):
            numbers = [number for number, token in group if is_gap and self._is_inside(token)]
            is_crowd = any(self.tokens[number].kind == "crowd" for number in numbers)
            parts = [tuple(numbers)] if is_crowd else [(number,) for number in numbers]
            for part in filter(None, parts):
                cluster = self._cluster(part)
                while clusters and clusters[-1].shown_end > cluster.shown:
                    cluster = _joined(clusters.pop(), cluster)
                clusters.append(cluster)
        return clusters

    def _is_inside(self, token: Token) -> bool:
        return token.start >= self.cuts[0] and token.end <= self.cuts[-1]

    def _cluster(self, numbers: tuple[int, ...]) -> _Cluster:
        shown, start = self._edge(numbers[0], self.tokens[numbers[0]].start, -1)
        shown_end, end = self._edge(numbers[-1], self.tokens[numbers[-1]].end, 1)
        return _Cluster(shown, start, end, shown_end, numbers)

    def _edge(self, number: int, edge: int, way: int) -> tuple[int, int]:
        """Return where the characters that hold a gap begin or end, and at which byte the text beside it does."""
        index, cuts = self.parsed.index, self.cuts
        if edge in index:
            return edge, edge
        at = number + way
        if self.is_sure and edge + way in index and 0 <= at < len(self.tokens) and self.tokens[at].kind == "chars":
            return edge + way, edge
        shown = cuts[bisect_right(cuts, edge) - 1] if way < 0 else cuts[bisect_left(cuts, edge)]
        return shown, shown

    def _repairs(self, shown: int, start: int, end: int, shown_end: int) -> Iterator[Found]:
        """Yield what `data[start:end]` is for the text from byte `shown` to `shown_end`, but not the ASCII in it."""
        data, cuts = self.parsed.data, self.cuts
        last = min(end, shown_end)
        for number in range(bisect_left(cuts, max(start, shown)), bisect_left(cuts, last)):
            at = cuts[number]
            if data[at] < 0x80 and cuts[number + 1] == at + 1:
                if start < at:
                    yield self._repair(shown, start, at, at)
                shown = start = at + 1
        if start < end or shown < shown_end:
            yield self._repair(shown, start, end, shown_end)

    def _repair(self, shown: int, start: int, end: int, shown_end: int) -> Found:
        index = self.parsed.index
        low = bisect_right(self.tokens, start, key=lambda token: token.start) - 1
        high = bisect_left(self.tokens, end, key=lambda token: token.start)
        is_likely = any(token.kind == "likely" for token in self.tokens[low:high])
        return Found(index[shown], index[shown_end], self._rendered(start, end), is_likely)

    def _gap(self, cluster: _Cluster, allowance: Allowance) -> Found | None:
        low, high = self.parsed.index[cluster.shown], self.parsed.index[cluster.shown_end]
        numbers = cluster.numbers
        if len(numbers) > _CROWD or any(self.tokens[number].kind == "crowd" for number in numbers):
            self.gain += 1
            return Found(low, high)
        sides = [self.parsed.beside(self.first + number) for number in numbers]
        if self.is_sure:
            readings, ahead = self._readings(cluster, sides)
            return Found(low, high, readings=readings, lead=ahead)
        left, right = sides[0][0], sides[-1][1]
        if not all(self._stands_alone(self.tokens[number], right) for number in numbers):
            return None
        shown = self.parsed.text[low:high]
        if not allowance.covers(shown):
            return Found(low, high)
        readings, ahead = self._readings(cluster, sides)
        gain = self._gain(left, shown, readings[0], right) if readings else 0.0
        self.gain += gain if gain >= ALONE else 0.0
        return Found(low, high, readings=readings, lead=ahead) if gain >= ALONE else None

    def _gain(self, left: str, shown: str, reading: str, right: str) -> float:
        left, right = typical(left[-1:]), typical(right[:1])
        return bits(left + shown + right) - bits(left + reading + right)

    def _readings(self, cluster: _Cluster, sides: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], float]:
        """Return what the gaps of a cluster may be together with what stands between them, and the lead of the best."""
        first, last = cluster.numbers[0], cluster.numbers[-1]
        choices = {
            number: self._choices(number, *beside) for number, beside in zip(cluster.numbers, sides, strict=True)
        }
        if not all(choices.values()):
            return (), 0.0
        ahead = min(map(lead, choices.values()))
        if first == last and (cluster.start, cluster.end) == self.tokens[first][1:3]:
            return tuple(choice.char for choice in choices[first][: _VARIED + 1]), ahead
        base = max(0, first - 1)
        tokens = self.tokens[base : last + 2]
        for number, options in choices.items():
            tokens[number - base] = tokens[number - base]._replace(text=options[0].char)
        varied = [
            (one.bits - options[0].bits, number, one.char)
            for number, options in choices.items()
            for one in options[: _VARIED + 1]
        ]
        readings = dict.fromkeys((self.parsed.rendered(tokens, cluster.start, cluster.end),))
        for _, number, char in sorted(varied)[: _VARIED + len(choices)]:
            whole = tokens.copy()
            whole[number - base] = whole[number - base]._replace(text=char)
            readings[self.parsed.rendered(whole, cluster.start, cluster.end)] = None
        return tuple(readings), ahead

    def _choices(self, number: int, left: str, right: str) -> tuple[Choice, ...]:
        choices = ranked(self.parsed.options(self.tokens[number]), left, right, self.parsed.language)
        eaten = self._eaten(self.tokens[number], right)
        return tuple(choice._replace(char=choice.char + eaten) for choice in choices) if eaten else choices

    def _stands_alone(self, token: Token, right: str) -> bool:
        """Say whether a gap can be believed in without a passage around it."""
        if self.parsed.name in MULTI:
            return token.text >= "\u2000"
        return token.end - token.start > 2 or right[:1].isalpha() or self.parsed.data[token.end - 1] != 0x3F

    def _eaten(self, token: Token, right: str) -> str:
        """Return the ASCII character that went with the last byte, as far as what stands behind it tells."""
        if self.parsed.data[token.end - 1] not in b"?\xfd" or self.parsed.name in SINGLE:
            return ""
        behind = right[:1]
        return " " if behind and behind.isascii() and (behind.isalnum() or behind in "([{") else ""
