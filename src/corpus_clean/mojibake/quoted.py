"""Damage that is shown on purpose: examples in documentation, literals of tests, tables of broken forms.

Somebody who writes about mojibake writes mojibake, and it has to stay. What tells it from damage is around it:

- the right form stands beside it, with nothing between the two but what joins them: `Ã¤ -> ä`, "Ã¼ statt ü", cells of
  a table, two literals of one test;
- it is all there is between marks that damage of its kind would have hit as well: 「Ã©」, or between backticks;
- the line around it speaks of encodings, and it is quoted, or the line names the fault by its name;
- the document names the fault by its name, and it is quoted there;
- it is in a literal of source code whose comments are intact, or in a list of literals that hold nothing else.

Against all but the first two speaks a document in which most damage of the kind stands where nothing explains it: then
the document is damaged, whatever it is about. In JSON, CSV and YAML `"` bounds a value and quotes nothing.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.document import Syntax
from corpus_clean.mojibake.codecs import MULTI, SINGLE, UTF_8, codec, single_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

LONGEST = 300
"""How long a quotation may be, in code points."""
MENTION = 40
"""How long it may be to be a mention of what is in it, where only the line around it says so."""
BARE = 12
"""How long damage may be that is all there is between two marks."""
NEAR = 60
"""How far the right form may stand from the broken one."""
AROUND = 240
"""How much of a line, on either side, says what it speaks of."""
LINES = 2
"""How many lines around a literal of code say so as well."""
BESIDE = 600
"""How far apart two literals of one example may stand."""
NEIGHBOURS = 16
"""How many other literals may stand between them."""
MOST = 0.8
"""Which part of the bytes of a passage must be sequences of UTF-8 to make it damage of the kind."""
OFTEN = 3
"""How often a document names the fault that is about nothing else."""
SPECIMENS = 10
"""How many specimens such a document may have for each time it does."""
LISTED = 150
"""How many broken forms a document may list without the right ones; a table of letters has more, and may be damaged."""
INTACT = 3
"""How many intact letters beyond ASCII make the prose of a document intact."""

_MOJIBAKE = re.compile(
    r"mojibake|\bftfy\b|zeichensalat|buchstabensalat|krakozyabr|кракозябр|乱码|亂碼|文字化け|文字バケ|깨진 (?:글자|문자|한글)"
    r"|(?:글자|문자|한글)\w? ?깨|krzacz|krzaki",
    re.IGNORECASE,
)
_FAULT = (
    rf"{_MOJIBAKE.pattern}|mis-?(?:en|de)cod|double[- ](?:en|de)cod|garbled|gibberish"
    r"|replacement character|caract[eè]res? (?:bizarre|étrange|illisible|raro|extrañ|estranho)"
    r"|(?:encoding|charset|codepage|unicode) (?:error|problem|issue|bug|mistake|mix)"
    r"|(?:wrong|broken|bad|incorrect) (?:encoding|charset|umlauts|accents)"
)
_NAMES_THE_FAULT = re.compile(_FAULT, re.IGNORECASE)
_TELLS_THE_FAULT = re.compile(
    rf"{_FAULT}|(?:decoded|encoded|read|interpreted|displayed|shown|appears?|treated) as\b|unicode(?:de|en)codeerror|u\+fffd",
    re.IGNORECASE,
)
_SPEAKS_OF_ENCODING = re.compile(
    r"\butf-?8|latin-?[12]\b|iso[-_ ]?8859|windows-?125\d|\bcp-?\d{3,5}\b|\bgbk\b|gb2312|gb18030|\bbig5|s(?:hift)?[-_]?jis"
    r"|\beuc-|koi8|mac[-_ ]?roman|unicode|\bascii\b|\bansi\b|charset|code ?page|(?:en|de)cod(?:e|ing|er|ed|es|age|ific)"
    r"|kodier|codifica|encodage|décodage|кодиров|编码|編碼|解码|解碼|字符集|字元集|文字コード|エンコード|デコード|인코딩"
    r"|kodowani|kódování|umlaut|sonderzeichen|diacritic|accented",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"\b(?:instead|statt|anstatt|stattdessen|anstelle|rather|should|not|for|is|was|becomes?|became|to|into|from|wird"
    r"|werden|wurde|au lieu|pour|devient|donne|en lugar|en vez|em vez|invece|diventa|zamiast|místo|в место|вместо"
    r"|становится|превращается|zu|aus|means?|displays?|shows?|gets?|in place)\b"
    r"|变成|變成|应为|應為|应该是|應該是|而不是|代替|は|が|の代わり|대신"
)
_ARROWS = re.compile(r"<?[-=~]+>|<[-=~]+>?|[→⇒➔➜⟶⟹↔⇔←⇐↦▶►]")
_CELL = re.compile(r"</?t[dhr]\b[^<>]{0,80}>|</?(?:code|tt|kbd|samp|q|b|i)>")
_NUMBER = re.compile(r"(?:U\+|0x|\\x|\\u|%|&#x?)?\b[0-9A-Fa-f]{2,6}\b;?")
_WORD = re.compile(r"\w+")
_MOST_WORDS = 8
_PAIRS = ("“”", "„“", "„”", "”“", "‘’", "‚‘", "«»", "»«", "‹›", "「」", "『』", "（）", "《》", "【】", "``")
_WHOLE = frozenset(_PAIRS)
_QUOTED = re.compile(
    "|".join(
        (
            rf'"(?:[^"\\\n\r]|\\.){{0,{LONGEST}}}"',
            rf"(?:(?<!\w)|(?<=\W[rbufRBUFL]))'(?:[^'\\\n\r]|\\.){{0,{LONGEST}}}'(?!\w)",
            *(rf"{re.escape(one[0])}[^{re.escape(one)}\n\r]{{0,{LONGEST}}}{re.escape(one[1])}" for one in _PAIRS),
        )
    )
)
_DELIMITERS = frozenset(" \t\r\n\"'`|,;=<>()[]{}“”„‘’‚«»‹›「」『』（）《》【】→⇒➔←↔/")
_RECORDS = frozenset((Syntax.JSON, Syntax.CSV, Syntax.YAML))
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_PART = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]")
_STRETCH = re.compile("[^\x00-\x7f]{3,400}")
_LOST = re.compile("[?\ufffd]+")


def is_shown(text: str, start: int, end: int, document: Document) -> bool:  # noqa: ARG001 - the contract of rules
    """Say whether the damage in `text[start:end]` is shown on purpose.

    `text` is that of the document; the span is in code points, half-open. What it costs does not grow with the text,
    after the first time.

    >>> from corpus_clean.document import Document
    >>> text = "Ã¤ -> ä, but FranÃ§ais"
    >>> is_shown(text, 0, 2, Document(text)), is_shown(text, 17, 19, Document(text))
    (True, False)
    """
    return document.mentions.has(start, end)


class Quotation(NamedTuple):
    """What stands between two marks, without them."""

    start: int
    end: int
    marks: str


class _Damage(NamedTuple):
    """How many sequences of one kind a document has where something explains them, and where nothing does."""

    explained: int
    unexplained: int


class Mentions:
    """What one document shows on purpose."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self._damage: dict[str, _Damage] = {}

    def has(self, start: int, end: int) -> bool:
        """Say whether `text[start:end]` is shown on purpose."""
        quotation = self._quotation(start, end)
        return (
            self._is_bare(start, end, quotation)
            or self._is_beside_right_form(start, end)
            or (quotation is not None and self._is_in_pair(start, end, quotation))
            or self._is_explained(start, end, quotation)
        )

    @cached_property
    def _quotations(self) -> list[Quotation]:
        return [
            Quotation(match.start() + 1, match.end() - 1, match[0][0] + match[0][-1])
            for match in _QUOTED.finditer(self.text)
        ]

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self._quotations]

    def _quotation(self, start: int, end: int) -> Quotation | None:
        at = bisect_right(self._starts, start) - 1
        return self._quotations[at] if at >= 0 and end <= self._quotations[at].end else None

    def _is_bare(self, start: int, end: int, quotation: Quotation | None) -> bool:
        """Say whether the damage is all there is between marks that are whole."""
        if quotation is None or quotation.end - quotation.start > BARE or quotation.marks not in _WHOLE:
            return False
        return (start, end) == quotation[:2] or _is_damage_alone(self.text[quotation.start : quotation.end])

    # --- the right form

    def _is_beside_right_form(self, start: int, end: int) -> bool:
        low, high = self._token(start, end)
        first, last = max(0, low - NEAR), high + NEAR
        before, after = self.text[first:low], self.text[high:last]
        quoted = self._quotation(start, end) is not None
        for right in _repaired(self.text[low:high], start - low, end - low):
            for at in _alone(after, right):
                if _joins(after[:at], quoted=quoted):
                    return True
            for at in _alone(before, right):
                if _joins(before[at + len(right) :], quoted=quoted):
                    return True
        return False

    def _token(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the word around a span."""
        low, high = start, end
        while low > 0 and start - low < NEAR and self.text[low - 1] not in _DELIMITERS:
            low -= 1
        while high < len(self.text) and high - end < NEAR and self.text[high] not in _DELIMITERS:
            high += 1
        while high > end and self.text[high - 1] in ".:!?":
            high -= 1
        return low, high

    def _is_in_pair(self, start: int, end: int, quotation: Quotation) -> bool:
        """Say whether another quotation near by is the right form of this one, as in a test."""
        broken = self.text[quotation.start : quotation.end]
        rights = {right for _, right in _readings(self.text[start:end])}
        whole = {right for _, right in _readings(broken)}
        if not rights and not whole:
            return False
        line = self._line(start) if self._has_record_lines else None
        at = bisect_right(self._starts, quotation.start) - 1
        for one in self._quotations[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]:
            if -BESIDE < one.start - quotation.start < BESIDE and (line is None or line == self._line(one.start)):
                content = self.text[one.start : one.end]
                if content in whole or (
                    content != broken and _plain(content) == _plain(broken) and any(map(content.__contains__, rights))
                ):
                    return True
        return False

    @cached_property
    def _has_record_lines(self) -> bool:
        """Whether each line is a record of its own."""
        if self.document.syntax is not Syntax.JSON or not self.document.lines:
            return self.document.syntax is Syntax.CSV
        start, end = self.document.lines[0]
        return self.text[start] in "{[" and self.text[end - 1] in "}]"

    def _line(self, offset: int) -> int:
        return bisect_right(self._line_starts, offset)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.document.lines]

    # --- what the text around it is about

    def _is_explained(self, start: int, end: int, quotation: Quotation | None) -> bool:
        is_quoted = self._quotes(quotation) or self.document.is_protected(start)
        around = self._around(start, end, quotation)
        fits = _TELLS_THE_FAULT.search(around) is not None or (
            is_quoted
            and (
                _SPEAKS_OF_ENCODING.search(around) is not None or self._names_the_fault or self._is_literal(start, end)
            )
        )
        return (fits or self._is_about_mojibake(start, end)) and not self._is_damaged(start, end)

    def _quotes(self, quotation: Quotation | None) -> bool:
        if quotation is None or quotation.end - quotation.start > MENTION:
            return False
        return quotation.marks != '""' or self.document.syntax not in _RECORDS

    def _around(self, start: int, end: int, quotation: Quotation | None) -> str:
        """Return the line around a place, without the quotation it is in."""
        line = self._line(start) - 1
        if line < 0:
            return ""
        first, last = self.document.lines[line]
        if quotation is not None and self.document.syntax is Syntax.CODE:
            first = self.document.lines[max(0, line - LINES)].start
            last = self.document.lines[min(line + LINES, len(self.document.lines) - 1)].end
        if quotation is not None:
            start, end = quotation[:2]
        return self.text[max(first, start - AROUND) : start] + " " + self.text[end : min(last, end + AROUND)]

    @cached_property
    def _names_the_fault(self) -> bool:
        return _NAMES_THE_FAULT.search(self.text) is not None

    @cached_property
    def _names(self) -> int:
        return sum(1 for _ in _MOJIBAKE.finditer(self.text))

    def _is_about_mojibake(self, start: int, end: int) -> bool:
        """Say whether the document is about mojibake and nothing else, with no more of it than it has to say of it."""
        return self._names >= OFTEN and all(
            sum(self._all(kind)) <= SPECIMENS * self._names for kind in _kinds(self.text[start:end])
        )

    def _is_literal(self, start: int, end: int) -> bool:
        """Say whether a place is in a literal of code that is intact around it, or in one that holds nothing else."""
        quotation = self._quotation(start, end)
        if quotation is None or self.document.syntax in _RECORDS:
            return False
        content = self.text[quotation.start : quotation.end]
        is_intact = self.document.syntax is Syntax.CODE and self._has_intact_prose
        return is_intact or (_is_specimen(content) and self._are_few(start, end))

    def _are_few(self, start: int, end: int) -> bool:
        """Say whether the document has not more of the kind than a list of broken forms would have."""
        return all(sum(self._all(kind)) <= LISTED for kind in _kinds(self.text[start:end]))

    @cached_property
    def _has_intact_prose(self) -> bool:
        """Whether there are letters beyond ASCII outside of quotations."""
        count = at = 0
        for one in (*self._quotations, None):
            stop = one.start if one else len(self.text)
            count += len(_BEYOND_ASCII.findall(self.text, at, stop))
            at = one.end if one else stop
        return count >= INTACT

    # --- the kind of damage, all over the document

    def _is_damaged(self, start: int, end: int) -> bool:
        """Say whether most damage of the kind stands where nothing explains it."""
        damage = [self._all(kind) for kind in _kinds(self.text[start:end])]
        return any(one.unexplained > one.explained for one in damage)

    def _all(self, kind: str) -> _Damage:
        if kind not in self._damage:
            places = list(_sequences(self.text, kind))
            is_loose = any(self._quotation(at, at + 1) is None for at in places)
            explained = sum(1 for at in places if self._has_reason(at, intact=not is_loose and self._has_intact_prose))
            if OFTEN <= self._names and len(places) <= SPECIMENS * self._names:
                explained = len(places)
            self._damage[kind] = _Damage(explained, len(places) - explained)
        return self._damage[kind]

    def _has_reason(self, at: int, *, intact: bool) -> bool:
        quotation = self._quotation(at, at + 1)
        around = self._around(at, at + 1, quotation)
        if _TELLS_THE_FAULT.search(around):
            return True
        if not (self._quotes(quotation) or self.document.is_protected(at)):
            return False
        return (
            intact
            or self._names_the_fault
            or _SPEAKS_OF_ENCODING.search(around) is not None
            or (quotation is not None and _is_specimen(self.text[quotation.start : quotation.end]))
        )


_BEYOND_ASCII = re.compile(r"[^\W\d_\x00-\x7f]")


def _is_damage_alone(content: str) -> bool:
    """Say whether a quotation holds damage and no other letter."""
    return not any(map(str.isalnum, filter(str.isascii, content))) and bool(_readings(content.strip()))


def _is_specimen(content: str) -> bool:
    """Say whether a literal holds one broken letter or mark, and nothing else, nor what a program draws with."""
    rights = [right for _, right in _readings(content)]
    return any(len(right) == 1 and unicodedata.category(right)[0] in "LP" for right in rights)


def _plain(content: str) -> str:
    """Return what no codec would have changed."""
    return "".join(filter(str.isascii, content)).replace("?", "")


def _alone(text: str, wanted: str) -> Iterator[int]:
    """Yield where `wanted` stands in a short text as a word of its own."""
    at = text.find(wanted)
    while at >= 0:
        if not text[max(0, at - 1) : at].isalnum() and not text[at + len(wanted) : at + len(wanted) + 1].isalnum():
            yield at
        at = text.find(wanted, at + 1)


def _joins(between: str, *, quoted: bool) -> bool:
    """Say whether what stands between two forms says that they are two forms of one."""
    rest, cells = _CELL.subn("|", between)
    if "\n" in rest:
        return False
    rest, arrows = _ARROWS.subn(" ", rest)
    if "<" in rest or ">" in rest:
        return False
    words = len(_WORD.findall(_NUMBER.sub(" ", rest)))
    if words:
        return words <= _MOST_WORDS and _JOINS.search(rest) is not None
    if arrows or cells or "|" in rest or "\t" in rest or "  " in rest or rest.strip() in {"(", "（", "/", "="}:
        return True
    return quoted and bool(rest.strip("\"'` "))


@lru_cache(maxsize=1024)
def _repaired(passage: str, start: int, end: int) -> tuple[str, ...]:
    """Return the passage as it can have been, all of it read back or only the span."""
    whole = _readings(passage)
    parts = _readings(passage[start:end]) if (start, end) != (0, len(passage)) else ()
    rights = dict.fromkeys(right for _, right in whole)
    rights |= dict.fromkeys(passage[:start] + right + passage[end:] for _, right in parts)
    return tuple(rights)


@lru_cache(maxsize=1024)
def _kinds(passage: str) -> tuple[str, ...]:
    """Return the codecs in which the passage is UTF-8, or was before it lost bytes, else its first character."""
    kinds = tuple(dict.fromkeys(wrong for wrong, _ in _readings(passage)))
    if kinds:
        return kinds
    left = _LOST.sub("", passage)[:LONGEST]
    marks = frozenset(char for char in left if char > "\x7f")
    for wrong in (*single_with(marks), *MULTI) if marks else ():
        data = codec(wrong).encode(left)
        if data and _PART.search(data):
            kinds += (wrong,)
    return kinds or (passage[:1],)


@lru_cache(maxsize=1024)
def _readings(passage: str) -> tuple[tuple[str, str], ...]:
    """Return the codecs in which the passage is UTF-8, with what it then is, and what that is when read so again."""
    found: dict[tuple[str, str], None] = {}
    todo = [passage]
    for one in todo:
        marks = frozenset(char for char in one if char > "\x7f")
        if not marks or len(one) > LONGEST or len(todo) > _LAYERS:
            continue
        for wrong in (*single_with(marks), *MULTI):
            data = codec(wrong).encode(one)
            right = data and codec(UTF_8).decode(data)
            if right and right != one and (wrong, right) not in found:
                found[wrong, right] = None
                todo.append(right)
    return tuple(found)


_LAYERS = 16


def _sequences(text: str, kind: str) -> Iterator[int]:
    """Yield where a text, written in a codec, holds sequences of UTF-8; the codec may also be a character itself."""
    if kind in SINGLE:
        data = codecs.charmap_encode(text, "replace", _written(kind))[0]
        yield from (match.start() for match in _SEQUENCE.finditer(data))
    elif kind in MULTI:
        for match in _STRETCH.finditer(text):
            data = match[0].encode(kind, "ignore")
            if sum(len(one[0]) for one in _SEQUENCE.finditer(data)) >= MOST * max(len(data), len(match[0])):
                yield match.start()
    else:
        yield from (match.start() for match in re.finditer(re.escape(kind), text))


@cache
def _written(name: str) -> object:
    return codecs.charmap_build(codec(name).shown)
