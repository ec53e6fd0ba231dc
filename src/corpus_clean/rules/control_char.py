r"""Control characters that are letters and marks of windows-1252: `\x93quoted\x94` was “quoted”.

Bytes 80 to 9F are marks in windows-1252 and controls in ISO 8859-1; text that was read as the latter has U+0080 to
U+009F where its quotation marks, dashes and euro signs were, and no one writes those controls on purpose. Each of the
27 bytes that windows-1252 defines becomes its character (WHATWG's index), unless it may be a byte of UTF-8 that was
read in a code page. U+0085 is also a line end on mainframes: it is … only behind a letter or mark and before a space,
an end or a quotation mark, or where other controls in the text show the code page. U+009B before digits starts a
terminal's control sequence, and 81, 8D, 8F, 90 and 9D are nothing: they are reported. So are all of them where one
stands beside a C0 control, or where three follow each other in the order of their codes: that is data in a string, or
a table, and no text.

A NUL behind every character, `H\x00i\x00`, is UTF-16 that was read as ASCII; the NULs are deleted where three or more
follow visible characters in that way. Any other C0 control that no text has is reported; where it is the low byte of a
mark in General Punctuation (`don\x19t`), that mark is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety, Suspicion
from corpus_clean.unicode.sequences import lost_its_lead, may_be_byte

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_WINDOWS_1252 = {chr(byte): bytes((byte,)).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}
_NEL = "\x85"
_CONTROL = lazily.compiled("[\x80-\x9f]")
_OTHERS = lazily.compiled("[\x80\x82-\x84\x86-\x8c\x8e\x91-\x9a\x9c\x9e\x9f]")
_CONTROLS = lazily.compiled("[\x80-\x9f]{3,}")
_SEQUENCE = lazily.compiled("[\x9b][0-9;?]{1,16}[A-Za-z]")
_ELLIPSIS = lazily.compiled("[\x85](?<=[^\\s\x85]\x85)(?=[ \n\r\"'”’»)]|\\Z)")
_INTERLEAVED = lazily.compiled(r"[^\x00](?:(?<=[\t\r -~])\x00[\t\r\n -~]){2,}\x00?")
_C0 = lazily.compiled("[\x00-\x06\x0e-\x1a\x1c-\x1f]+")
_DATA = lazily.compiled("[\x80-\x9f](?:(?<=[\x01-\x06\x0e-\x1a\x1c-\x1f].)|(?=[\x01-\x06\x0e-\x1a\x1c-\x1f]))")
_LOW_BYTES = dict(zip("\x10\x11\x13\x14\x18\x19\x1a\x1c\x1d\x1e", "‐‑–—‘’‚“”„", strict=True))
_UTF_16 = "UTF-16 that was read byte by byte"


def find(text: str, document: Document) -> Iterator[Edit | Suspicion]:
    """Give back each mark of windows-1252 and take out each NUL of UTF-16; report the rest."""
    yield from sorted([*_c1(text), *_c0(text)], key=lambda one: one.start)


def _c1(text: str) -> Iterator[Edit | Suspicion]:
    others = bool(_OTHERS.search(text))
    is_data = bool(_DATA.search(text) or any(_is_table(match[0]) for match in _CONTROLS.finditer(text)))
    for match in _CONTROL.finditer(text):
        at, char = match.start(), match[0]
        meant = _WINDOWS_1252[char]
        if may_be_byte(text, at):
            continue  # for the rules of mojibake to repair or report
        elif lost_its_lead(text, at):
            yield Suspicion(at, at + 1, "may be a byte of a letter of CJK whose first byte is gone")
        elif char == _NEL and not others and not _ELLIPSIS.match(text, at):
            yield Suspicion(at, at + 1, "a line end of a mainframe, or … of windows-1252", ("\n", "…"))
        elif not meant or is_data or _SEQUENCE.match(text, at):
            yield Suspicion(at, at + 1, f"a control character, U+{ord(char):04X}")
        else:
            yield Edit(at, at + 1, meant, Certainty.PROVEN, "windows-1252 that was read as ISO 8859-1")


def _is_table(controls: str) -> bool:
    """Say whether three controls of a run are one behind the other in the table of codes."""
    return any(
        ord(one) + 2 == ord(two) + 1 == ord(three)
        for one, two, three in zip(controls, controls[1:], controls[2:], strict=False)
    )


def _c0(text: str) -> Iterator[Edit | Suspicion]:
    woven = [match.span() for match in _INTERLEAVED.finditer(text)]
    for start, end in woven:
        for at in range(start, end):
            if text[at] == "\x00":
                yield Edit(at, at + 1, "", Certainty.PROVEN, _UTF_16)
    last = 0
    for match in _C0.finditer(text):
        while last < len(woven) and woven[last][1] <= match.start():
            last += 1
        if last < len(woven) and woven[last][0] <= match.start():
            continue
        meant = _LOW_BYTES.get(match[0])
        yield Suspicion(*match.span(), "control characters that no text has", (meant,) if meant else ())


RULE = Rule(
    id="control-char",
    phase=Phase.UNICODE,
    repairs="Gives back marks of windows-1252 that became controls, and takes out the NULs of UTF-16.",
    why_safe="No text has these controls; windows-1252 gives each of them one meaning.",
    safety=Safety.SAFE,
    trigger="[\x00-\x06\x0e-\x1a\x1c-\x1f\x80-\x9f]",
    examples=(
        Example("\x93quoted\x94 \x96 \x80100", "“quoted” – €100"),
        Example("Wait\x85 what", "Wait… what", "the ellipsis of windows-1252"),
        Example("H\x00e\x00l\x00l\x00o\x00", "Hello", "UTF-16 read as ASCII"),
        Example("one\x85two", "one\x85two", "or a line end", found=("\x85",)),
        Example("按住\x97\xb6拖动", "按住\x97\xb6拖动", "the last bytes of 时", found=("\x97",)),
        Example("a\x81b", "a\x81b", "windows-1252 has no such byte", found=("\x81",)),
        Example("\x9b31m", "\x9b31m", "a control sequence of a terminal", found=("\x9b",)),
        Example("Itâ\x80\x99s", "Itâ\x80\x99s", "mojibake is for its own rule"),
        Example("don\x19t", "don\x19t", "the low byte of ’", found=("\x19",)),
        Example("\x83\x84\x85", "\x83\x84\x85", "a table", found=("\x83", "\x84", "\x85")),
        Example('"\x02\x8a\x03" 1', '"\x02\x8a\x03" 1', "data", found=("\x02", "\x8a", "\x03")),
        Example("a\tb\x0cc\r\nd", "a\tb\x0cc\r\nd", "tab, form feed and line end"),
        Example("“quoted” – €100", "“quoted” – €100"),
    ),
    find=find,
    on_ascii=True,
)
