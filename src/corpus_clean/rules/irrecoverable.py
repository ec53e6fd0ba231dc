"""Marks of text that is gone: 锟斤拷, ï¿½, U+FFFD, 烫烫烫, ?? ??????? ????.

What it does: says where text was lost, and how; where a few of its bytes are left, what they allow. Nothing is
repaired.

- U+FFFD stands where a decoder met bytes it could not read. Saved and read in another codec it is 锟斤拷 (GBK),
  占쏙옙 (CP949), 嚙踝蕭 (Big5), 鐃緒申 (EUC-JP), ｿｽ (CP932), and ï¿½, пїЅ, ďż˝ ... in codecs of one byte (see
  `mojibake.replaced`).
- 烫烫烫 and 屯屯屯 are memory that nobody had written to, CC and CD, read as GBK: so a debugging library fills it.
- 锘 before a lost character is what is left of a byte order mark, EF BB BF, read as GBK.
- `?? ??????? ????` is what an encoder writes that has none of the letters.

What is not reported: a question mark or several behind a word or alone, which is a way to ask; fewer than three words
of question marks, none of them long, or all of one length, which stand for what is not known; patterns, addresses and
code; 锟 in a name, 烫烫烫 as a call; what is shown on purpose (see `mojibake.quoted`).

How it is kept apart from the rules that repair mojibake: it runs after them, so what they repaired is gone, and it
leaves a U+FFFD alone that stands right behind the first bytes of a UTF-8 sequence read in another codec (`鈥�`,
`â€�`), or before its last ones: those are not lost for good.

Measured on 899,328 lines of good text in 113 languages (`python -m tests.bench.evaluation_text --all FOLDER`, then
`python -m tests.bench.clean_text -v -v --profile source --ignore mojibake --ignore gbk-straddle FOLDER/*.txt`,
2026-11-24): line by line one finding, a Greek word in a German book that lost its letters; file by file none.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean import lazily
from corpus_clean.document import HAN, HANGUL, Syntax
from corpus_clean.edit import Span
from corpus_clean.mojibake.codecs import SINGLE, codec
from corpus_clean.mojibake.quoted import is_shown
from corpus_clean.mojibake.replaced import FIRST, GONE, hints, traces
from corpus_clean.rule import Example, Phase, Rule, Safety, Suspicion

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from corpus_clean.document import Document

MIN_WORDS = 3
MIN_MARKS = 10
"""What a passage of lost words has at the least."""
MIN_LONG = 5
"""How long the longest of them is at the least."""
MIN_FILL = 3
"""How many characters of unwritten memory are reported."""

_SINGLE = {
    "ï¿½": "windows-1252",
    "ďż˝": "windows-1250",
    "пїЅ": "windows-1251",
    "οΏ½": "windows-1253",
    "ן¿½": "windows-1255",
    "ï؟½": "windows-1256",
    "ļæ½": "windows-1257",
    "๏ฟฝ": "windows-874",
    "О©╫": "KOI8-R",
    "∩┐╜": "CP437",
    "´┐¢": "CP850",
    "´┐Ż": "CP852",
    "я┐╜": "CP866",
    "ÔøΩ": "Mac Roman",
    "пњљ": "Mac Cyrillic",
    "Ã¯Â¿Â½": "windows-1252, twice",
}
"""U+FFFD as codecs of one byte show its UTF-8."""
_MULTI = {"gb18030": "GBK", "cp949": "CP949", "cp950": "Big5", "euc-jp": "EUC-JP"}
_FILLS = {
    "烫": "CC: a stack that nothing was written to, read as GBK",
    "屯": "CD: a heap that nothing was written to, read as GBK",
    "葺": "DD: memory that was given back, read as GBK",
    "铪": "EE FE: memory that was given back, read as GBK",
    "昍": "CC: a stack that nothing was written to, read as Big5",
    "迋": "CD: a heap that nothing was written to, read as Big5",
    "儆": "CC: a stack that nothing was written to, read as CP949",
}
_FILLED = "|".join(f"(?<={char}){char}{char}" for char in _FILLS)
_FILL = rf"(?:{'|'.join(f'{char}{{{MIN_FILL},}}' for char in _FILLS)})+"
_KATAKANA = "ｦ-ﾟ"
_PIECES = {
    "single": rf"(?:{'|'.join(_SINGLE)})+",
    "sjis": rf"(?:[{GONE}・]ｿｽ|・ｽ(?=・ｽ)|(?<=・ｽ)・ｽ)+|(?<![{_KATAKANA}])(?:ｿｽ){{2,}}(?![{_KATAKANA}])",
    "fill": _FILL,
    "mark": rf"锘(?=[?{GONE}])[?{GONE}]|锘匡豢",
    "gone": f"{GONE}+",
}
_TRACES = lazily.compiled("|".join(f"(?P<{name}>{piece})" for name, piece in _PIECES.items()))
_FIRST = lazily.compiled(f"[{''.join(sorted({one[0] for one in _SINGLE} | _FILLS.keys()))}{GONE}・ｿ锘]")
"""What a trace starts with."""
_GAP = lazily.compiled(rf"[?{GONE}斤拷]{{0,8}}\Z")
_CALL = lazily.compiled(r"[!！~～。，,…？]")
_SEPARATORS = r"\d\"'“”‘’„«»()（）,.:;，。：；、!…—–"
_STRETCH = lazily.compiled(rf"\?+(?:[{_SEPARATORS} \t\u3000\xa0]{{1,12}}\?+)*")
_BETWEEN_LINES = lazily.compiled(rf"[\s{_SEPARATORS}]{{0,24}}")
_MARKS = lazily.compiled(r"\?+")
_INSIDE = lazily.compiled(r"(?<!\S)[\"'(«„“‘]?(\?{3,}(?:[^\W\d_\x00-\x7f]\?+)+)")
_BOUND = frozenset("_=&\\$%<>|*^")  # what binds a question mark to a pattern, an address or a program
_QUESTION_MARKS = "an encoder that had none of the letters wrote question marks"
_NOT_READ = frozenset((Syntax.CODE, Syntax.YAML))


class _Place(NamedTuple):
    start: int
    end: int
    note: str
    candidates: tuple[str, ...] = ()


def find(text: str, document: Document) -> Iterator[Suspicion]:
    """Report each place where text is gone."""
    done = 0
    for place in sorted((*_replaced(text), *_joined(_read_again(text), text), *_words(text, document))):
        if place.start >= done and not is_shown(text, place.start, place.end, document):
            yield Suspicion(*place)
            done = place.end


# --- U+FFFD, and what becomes of it


def _traces(text: str) -> Iterator[re.Match[str]]:
    """Yield each trace; to look for all that one may start with is faster than for all traces."""
    at = 0
    while first := _FIRST.search(text, at):
        match = _TRACES.match(text, first.start())
        at = match.end() if match else first.end()
        if match:
            yield match


def _replaced(text: str) -> Iterator[_Place]:
    for match in _traces(text):
        start, end = match.span()
        found = match[0]
        if match["gone"]:
            if not _is_cut_short(text, start, end):
                yield _Place(start, end, "U+FFFD stands for bytes that were not readable, and are gone")
        elif match["single"]:
            name = _SINGLE[next(one for one in _SINGLE if found.startswith(one))]
            yield _Place(start, end, f"U+FFFD, its UTF-8 read as {name}; what it stood for is gone")
        elif match["sjis"]:
            yield _Place(start, end, "U+FFFD, its UTF-8 read as CP932; what it stood for is gone")
        elif match["mark"]:
            yield _Place(start, end, "the rest of a byte order mark, EF BB BF, read as GBK", ("",))
        elif not _is_said(text, start, end):
            yield _Place(start, end, f"{_FILLS[found[0]]}; there never was a text")


def _is_cut_short(text: str, at: int, end: int) -> bool:
    """Say whether the first bytes of a UTF-8 sequence stand before U+FFFD, or its last behind, in another codec."""
    if _is_late_hangul(text[end : end + 1]):
        return True
    before = text[max(0, at - 2) : at]
    return before[-1:] > "\x7f" and (_opens_sequence(before[-1:]) or _opens_sequence(before))


@lru_cache(maxsize=4096)
def _is_late_hangul(char: str) -> bool:
    """Say whether a character is one that Korean hardly uses, and whose first byte in CP949 goes on a sequence."""
    data = codec("cp949").encode(char) if _HANGUL.match(char) else None
    return data is not None and data[0] < 0xA1


@lru_cache(maxsize=4096)
def _opens_sequence(chars: str) -> bool:
    if len(chars) == 1:
        if chars in "ÂÃÐÑРСГВ":  # leads of two bytes, in windows-1252 and windows-1251
            return True
        names: tuple[str, ...] = ("gb18030", "cp949", "cp950", "cp932")
    else:
        names = SINGLE
    for name in names:
        data = codec(name).encode(chars)
        if data and len(data) == 2 and data[0] in range(0xE0, 0xF0) and data[1] in range(0x80, 0xC0):
            return True
    return False


def _read_again(text: str) -> Iterator[_Place]:
    for trace in traces(text):
        if trace.slots or text[trace.end : trace.end + 1] == GONE:
            note = f"U+FFFD, its UTF-8 read as {_MULTI[trace.codec]}; what it stood for is gone"
            candidates = hints(trace)
            if candidates:
                note += ", but for what two bytes of it allow"
            yield _Place(trace.start, trace.end, note, candidates)


def _joined(places: Iterator[_Place], text: str) -> Iterator[_Place]:
    """Make one place of those between which nothing stands but more of the kind."""
    last: _Place | None = None
    for place in places:
        start, end = place[:2]
        while text[end : end + 1] in {GONE, "斤", "拷"}:
            end += 1
        if last is not None and start - last.end <= 8 and _GAP.match(text[last.end : start]):
            last = last._replace(end=end, candidates=())
            continue
        if last is not None:
            yield last
        last = place._replace(end=end)
    if last is not None:
        yield last


def _is_said(text: str, start: int, end: int) -> bool:
    """Say whether repeated characters are a call: they stand among Chinese, and a mark that people set follows."""
    if _CALL.match(text, end):
        return True
    is_short = end - start == MIN_FILL
    return is_short and bool(_HAN.match(text[start - 1 : start]) or _HAN.match(text, end))


_HAN = lazily.compiled(f"[{HAN}]")
_HANGUL = lazily.compiled(f"[{HANGUL}]")


# --- question marks


def _words(text: str, document: Document) -> Iterator[_Place]:
    if "??" not in text or document.syntax in _NOT_READ:
        return
    group: list[list[Span]] = []
    for match in _STRETCH.finditer(text):
        words = _whole_words(text, match)
        if not words or document.is_protected(match.start()):
            continue
        if group and not _BETWEEN_LINES.fullmatch(text, group[-1][-1].end, words[0].start):
            yield from _lost(group)
            group = []
        group.append(words)
    yield from _lost(group)
    for match in _INSIDE.finditer(text):
        if not document.is_protected(match.start(1)):
            yield _Place(*match.span(1), _QUESTION_MARKS)


def _whole_words(text: str, stretch: re.Match[str]) -> list[Span]:
    """Return the words of question marks in a stretch that are no part of another word."""
    words = [Span(*word.span()) for word in _MARKS.finditer(text, *stretch.span())]
    if _is_letter(text[stretch.start() - 1 : stretch.start()]):
        del words[0]
    if words and _is_letter(text[stretch.end() : stretch.end() + 1]):
        del words[-1]
    return words


def _is_letter(char: str) -> bool:
    return char.isalpha() or char in _BOUND


def _lost(group: list[list[Span]]) -> Iterator[_Place]:
    """Yield the lines of a passage whose words of question marks are as many and as different as words are."""
    lengths = [end - start for words in group for start, end in words]
    several = sum(1 for length in lengths if length > 1)
    needed = MIN_WORDS if sum(lengths) < 2 * MIN_MARKS else MIN_WORDS - 1
    if several >= needed and sum(lengths) >= MIN_MARKS and max(lengths) >= MIN_LONG and len(set(lengths)) > 1:
        for words in group:
            yield _Place(words[0].start, words[-1].end, _QUESTION_MARKS)


_LOST_LINE = "?? ????? ????????, ??? ??????."

RULE = Rule(
    id="irrecoverable",
    phase=Phase.ENCODING,
    repairs="Reports what is left of text that is gone, such as 锟斤拷, U+FFFD and words of question marks.",
    why_safe="It changes nothing.",
    safety=Safety.REPORT,
    trigger=(
        rf"[?{GONE}{''.join(FIRST)}{''.join(_FILLS)}锘ｿ½˝Ѕ╜¢┐╫Ω๏њ・]"
        rf"(?<![^?]\?)(?:(?<=\?)(?<=\?\?)(?=[\s{_SEPARATORS}]{{1,24}}\?|[^\W\d_\x00-\x7f]\?)"
        rf"|(?<=[{GONE}{''.join(FIRST)}])|{_FILLED}|(?<=锘)[?{GONE}匡]|(?<=ｿ)ｽ|(?<=・)(?:ｿ)?ｽ"
        rf"|(?<=ï¿½)|(?<=ďż˝)|(?<=пїЅ)|(?<=οΏ½)|(?<=ן¿½)|(?<=ï؟½)|(?<=ļæ½)|(?<=๏)ฟฝ|(?<=О©╫)|(?<=┐╜)|(?<=┐¢)|(?<=┐)Ż"
        rf"|(?<=ÔøΩ)|(?<=пњ)љ|(?<=Â½))"
    ),
    examples=(
        Example("锟斤拷锟斤拷", "锟斤拷锟斤拷", "U+FFFD, read as GBK", found=("锟斤拷锟斤拷",)),
        Example("转为锟侥硷拷", "转为锟侥硷拷", "two bytes of 文件 are left", found=("锟侥硷拷",)),
        Example("caf\ufffd au lait", "caf\ufffd au lait", "", found=("\ufffd",)),
        Example("donï¿½t", "donï¿½t", "U+FFFD, read as windows-1252", found=("ï¿½",)),
        Example("hello烫烫烫烫烫", "hello烫烫烫烫烫", "memory that nobody had written to", found=("烫烫烫烫烫",)),
        Example(_LOST_LINE, _LOST_LINE, "every letter became ?", found=(_LOST_LINE[:-1],)),
        Example("What???? No!!!", "What???? No!!!", "a way to ask"),
        Example("Born: ????-??-??", "Born: ????-??-??", "not known"),
        Example("李锟的手很烫，烫烫烫！", "李锟的手很烫，烫烫烫！", "a name, and a call"),
        Example("“锟斤拷”是怎么来的？", "“锟斤拷”是怎么来的？", "spoken of"),
    ),
    find=find,
    on_ascii=True,
)
