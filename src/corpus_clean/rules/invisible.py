r"""Characters that nobody sees, where they do nothing: `pass\u200bword`, `hyphen\xadation`, smuggled tags.

They split words for every tool that reads, and hide text from every person. Each has a use somewhere, and stays there:

| character | goes | stays |
|---|---|---|
| ZERO WIDTH SPACE | beside Latin, Greek, Cyrillic, Han, kana, Hangul, marks | Thai, Khmer, Burmese, all others |
| joiners U+200C, U+200D | beside letters of those scripts | Persian, Indic scripts, emoji (RFC 5892, A.1 and A.2) |
| SOFT HYPHEN, WORD JOINER | inside of a word of those scripts | elsewhere |
| U+2061 to U+2064 | inside of a word, two letters or more on each side | formulas |
| Hangul fillers, U+180E | between letters of other scripts | Korean, Mongolian |
| U+206A to U+206F | everywhere: deprecated | |
| tags U+E0000 to U+E007F | everywhere else | a flag, closed by U+E007F |
| variation selectors | behind letters they are not defined for, a second one | emoji, Han, StandardizedVariants.txt |

A soft hyphen that may be a byte of mojibake stays until that is settled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import HAN, HANGUL, KANA
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety
from corpus_clean.unicode.facts import variants
from corpus_clean.unicode.neighbours import NEUTRAL, PLAIN_LETTER, UNJOINED, beside
from corpus_clean.unicode.sequences import lost_its_lead, may_be_byte

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180d"
_FILLERS = "\u115f\u1160\u3164\uffa0"
_OPERATORS = "\u2061-\u2064"
_DEPRECATED = "\u206a-\u206f"
_TAGS = "\U000e0000-\U000e007f"
_ALL = f"\xad\u180e\u200b-\u200d\u2060{_OPERATORS}{_DEPRECATED}{_FILLERS}{_SELECTORS}{_TAGS}"
_RUN = lazily.compiled(f"[{_ALL}]+")
_FLAG = lazily.compiled("[\U0001f3f4][\U000e0020-\U000e007e]{1,32}\U000e007f")
_TAG = lazily.compiled(f"[{_TAGS}]")
_OPERATOR = lazily.compiled(f"[{_OPERATORS}]")
_SELECTOR = lazily.compiled(f"[{_SELECTORS}]")
_HAN = lazily.compiled(f"[{HAN}]")
_CJK = lazily.compiled(f"[{HAN}{KANA}{HANGUL}]")
_HANGUL = lazily.compiled(f"[{HANGUL}]")
_WITHOUT_SPACES = lazily.compiled("[\u0e01-\u0fbc\u1000-\u109f\u1780-\u17b3\u1950-\u19df\u1a00-\u1aad\ua980-\uaadf]")
_EMOJI_LETTER = "ℹ"
_NAMES = {
    "\xad": "SOFT HYPHEN",
    "\u200b": "ZERO WIDTH SPACE",
    "\u200c": "ZERO WIDTH NON-JOINER",
    "\u200d": "ZERO WIDTH JOINER",
    "\u2060": "WORD JOINER",
}


def find(text: str, document: Document) -> Iterator[Edit]:
    """Delete each character that does nothing where it is."""
    breaks = bool(_WITHOUT_SPACES.search(text))
    for run in _RUN.finditer(text):
        start, end = run.span()
        before, after = beside(text, start, end)
        if breaks and not (UNJOINED.match(before) and UNJOINED.match(after)):
            continue
        flag = _FLAG.match(text, start - 1) if before == "\U0001f3f4" else None
        base = before
        for at in range(start, end):
            char = text[at]
            if flag and at < flag.end():
                useful = True
            elif _SELECTOR.match(char):
                useful = not _is_stray(base, char)
            else:
                useful = not _does_nothing(text, at, before, after)
            if useful:
                base = char
            else:
                yield Edit(at, at + 1, "", Certainty.LIKELY, _said(char))


def _does_nothing(text: str, at: int, before: str, after: str) -> bool:
    """Say whether an invisible character has no effect between these two."""
    char = text[at]
    if char in "\xad\u2060":
        return bool(UNJOINED.match(before) and UNJOINED.match(after)) and not (
            char == "\xad" and (may_be_byte(text, at) or lost_its_lead(text, at))
        )
    if char == "\u200b":
        return all(UNJOINED.match(one) or NEUTRAL.match(one) for one in (before, after))
    if char in "\u200c\u200d":
        joined = UNJOINED.match(before), UNJOINED.match(after)
        return any(joined) and all(
            match or NEUTRAL.match(one) for match, one in zip(joined, (before, after), strict=True)
        )
    if _OPERATOR.match(char):
        return _in_word(text, at)
    if char in "\u115f\u1160\u3164\uffa0\u180e":
        return bool(UNJOINED.match(before) and UNJOINED.match(after)) and not (
            _HANGUL.match(before) or _HANGUL.match(after)
        )
    return True  # a tag, or deprecated


def _in_word(text: str, at: int) -> bool:
    low = at
    while low and _OPERATOR.match(text, low - 1) and at - low < _LONGEST:
        low -= 1
    high = at + 1
    while _OPERATOR.match(text, high) and high - at < _LONGEST:
        high += 1
    around = text[max(0, low - 2) : low] + text[high : high + 2]
    return len(around) == 4 and all(map(PLAIN_LETTER.match, around))


_LONGEST = 16


def _is_stray(base: str, selector: str) -> bool:
    """Say whether a variation selector behind this character selects nothing."""
    if base in variants().get(selector, ()) or base == _EMOJI_LETTER:
        return False
    if selector >= "\U000e0100":
        return not _HAN.match(base)
    if not base or base.isspace() or _SELECTOR.match(base):
        return True
    return bool(PLAIN_LETTER.match(base)) or (bool(_CJK.match(base)) and base != "〇")


def _said(char: str) -> str:
    if _TAG.match(char):
        letter = chr(ord(char) - 0xE0000)
        return f"a tag that says {letter!r}" if letter.isprintable() else "a tag"
    return f"{_NAMES.get(char, f'U+{ord(char):04X}')} does nothing here"


RULE = Rule(
    id="invisible",
    phase=Phase.UNICODE,
    repairs="Deletes invisible characters where they do nothing: zero-width ones, soft hyphens, fillers, tags.",
    why_safe="Each goes only beside letters for which the standards give it no effect; scripts and emoji keep theirs.",
    safety=Safety.SAFE,
    trigger=f"[{_ALL}]",
    examples=(
        Example("pass\u200bword", "password", "ZERO WIDTH SPACE"),
        Example("中\u200b文", "中文"),
        Example("in\u200dvis\u200cible", "invisible", "joiners"),
        Example("hyphen\xadation", "hyphenation", "SOFT HYPHEN"),
        Example("a\u206ab\u206fc", "abc", "deprecated"),
        Example("ab\u3164cd", "abcd", "HANGUL FILLER"),
        Example("\U000e0001\U000e0065\U000e006eHi", "Hi", "a language tag"),
        Example("😀\U000e0105\U000e0115", "😀", "bytes in variation selectors"),
        Example("خانه\u200cها", "خانه\u200cها", "Persian"),
        Example("क्\u200dष র\u200d্য", "क्\u200dष র\u200d্য", "Hindi, Bengali"),
        Example("ภาษา\u200bไทย", "ภาษา\u200bไทย", "Thai"),
        Example("I ❤\ufe0f 1\ufe0f\u20e3 🏳\ufe0f\u200d🌈", "I ❤\ufe0f 1\ufe0f\u20e3 🏳\ufe0f\u200d🌈", "emoji"),
        Example("f\u2061(x) 0\ufe00", "f\u2061(x) 0\ufe00", "a formula"),
        Example("MarÃ\xada", "MarÃ\xada", "a byte of mojibake"),
    ),
    find=find,
)
