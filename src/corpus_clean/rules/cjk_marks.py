"""ASCII marks in text that is said to be Chinese or Japanese: 你好! becomes 你好！ where the language is given.

Without a language, ASCII marks in Chinese are a habit of many writers, and only a document that was folded as a whole
is repaired (`cjk-width`). Who says `zh` gets every mark that stands by Han as clreq and GB/T 15834 want it, by the
rules for single marks of `cjk-width`, and a full stop after Han at the end of a line. Who says `ja` gets ! and ?
behind kana and Han; commas have three styles in Japanese (jlreq).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import HAN, HANGUL, KANA, SENTENCES, Syntax
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety
from corpus_clean.unicode.widths import widened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_ASKS = lazily.compiled(f"[!?](?<=[{HAN}{KANA}」』].)[!?]{{0,8}}")
_FULL_STOP = lazily.compiled(f"[.](?<=[{HAN}]\\.)(?=[”’」』]?(?:[\r\n]|\\Z))")
_HAN = lazily.compiled(f"[{HAN}]")
_HANGUL = lazily.compiled(f"[{HANGUL}]")
_READ = SENTENCES | {Syntax.HTML}


def find(text: str, document: Document) -> Iterator[Edit]:
    """Make full-width marks of the ASCII ones that stand by Han."""
    if document.given_language and document.syntax in _READ:
        if document.is_in("zh"):
            yield from sorted(_chinese(text, document), key=lambda edit: edit.start)
        elif document.is_in("ja"):
            yield from _japanese(text, document)


def _chinese(text: str, document: Document) -> Iterator[Edit]:
    from corpus_clean.unicode.folded_marks import folded_marks  # most documents never ask

    for line in document.lines:
        if _HAN.search(text, *line) and not _HANGUL.search(text, *line):
            for at in folded_marks(text, document, *line):
                yield _widened(text, at)
    for match in _FULL_STOP.finditer(text):
        yield Edit(*match.span(), "。", Certainty.LIKELY, "a full stop after Han")


def _japanese(text: str, document: Document) -> Iterator[Edit]:
    for match in document.unprotected(_ASKS):
        for at in range(*match.span()):
            yield _widened(text, at)


def _widened(text: str, at: int) -> Edit:
    return Edit(at, at + 1, widened(text[at]), Certainty.LIKELY, "beside Han or kana")


RULE = Rule(
    id="cjk-marks",
    phase=Phase.PUNCTUATION,
    repairs="Makes full-width marks of ASCII ones by Han, in text that is said to be Chinese (or ! ? in Japanese).",
    why_safe="It acts where the language is given; figures, addresses, code and Latin phrases keep their marks.",
    safety=Safety.SAFE,
    trigger=f"[,:;!?().](?:(?<=[{HAN}{KANA}、。”’」』》〉】〕)].)|(?=[{HAN}“‘「『《〈【〔]))",
    examples=(
        Example("你好!走吧,下午3:30,(一)完.", "你好！走吧，下午3:30，（一）完。", "said to be Chinese", lang="zh"),
        Example("すごい!本当,?", "すごい！本当,?", "said to be Japanese", lang="ja"),
        Example("你好!", "你好!", "the language is not given"),
        Example("안녕하세요, 세계!", "안녕하세요, 세계!"),
    ),
    find=find,
    languages=("zh", "ja"),
)
