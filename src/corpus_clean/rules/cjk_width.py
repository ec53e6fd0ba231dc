"""Full-width marks that some step folded to ASCII: `來了,又走了` was `來了，又走了`.

Text collectors fold the whole block U+FF01-FF5E to ASCII. Chinese set with `。、“”` then has its commas, colons,
semicolons, exclamation and question marks and brackets in ASCII. Folding happens to a whole document, so that is judged
first. All of this must hold, outside of addresses, code and other passages with a punctuation of their own:

- no character of U+FF01-FF5E is left, and 3 or more of 。、“”《》‘’「」『』, which folding spares, are there;
- 3 or more ASCII commas stand directly between Han, and 1 or more for every 200 Han;
- at most one comma after Han in 10 is followed by a space, and at most one sentence in 10 ends in an ASCII full stop:
  who writes so chose ASCII;
- kana are fewer than one letter in 10, and the text is not JSON, CSV, YAML or code.

Then each mark is judged by its neighbours, as `corpus_clean.unicode.folded_marks` says; those in paragraphs with Hangul
stay.

tests/bench/clean_text.md has what was measured. In documents that mix both styles and then were folded, the author's
ASCII marks cannot be told from the folded ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import HAN, HANGUL, SENTENCES, Syntax
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety
from corpus_clean.unicode.neighbours import CLOSING, OPENING
from corpus_clean.unicode.widths import widened

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from corpus_clean.document import Document

MIN_SPARED = 3
MIN_COMMAS = 3
HAN_PER_COMMA = 200
ONE_IN = 10
"""The gate's figures; the page above says what they bound."""

_SPARED = lazily.compiled("[。、“”《》‘’「」『』]")
_FOLDABLE = lazily.compiled("[！-～]")
_COMMA = lazily.compiled(f"[,](?<=[{HAN}{CLOSING}],)(?=[{HAN}{OPENING}])")
_SPACED_COMMA = lazily.compiled(f"[,](?<=[{HAN}{CLOSING}],)(?= +[^ \r\n])")
_FULL_STOP = lazily.compiled(rf"[.](?<=[{HAN}]\.)(?=[\s\"”’」)]|\Z)")
_HANGUL = lazily.compiled(f"[{HANGUL}]")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Restore each mark, in a document that was folded."""
    if not _folded(text, document):
        return
    from corpus_clean.unicode.folded_marks import folded_marks  # most documents never ask

    for line in document.lines:
        if not _HANGUL.search(text, *line):
            for at in folded_marks(text, document, *line, proven=True):
                yield Edit(at, at + 1, widened(text[at]), Certainty.LIKELY, "the document was folded to ASCII")


def _folded(text: str, document: Document) -> bool:
    """Say whether the whole document lost its full-width marks; the cheap questions come first."""
    most = len(_COMMA.findall(text))
    if most < MIN_COMMAS or len(_SPARED.findall(text)) < MIN_SPARED:
        return False
    letters = document.letters
    if most * HAN_PER_COMMA < letters.han or letters.kana * ONE_IN >= letters.han:
        return False

    def count(pattern: re.Pattern[str]) -> int:
        return sum(1 for _ in document.unprotected(pattern))

    if _FOLDABLE.search(text) and count(_FOLDABLE):
        return False
    commas = count(_COMMA)
    return (
        commas >= MIN_COMMAS
        and commas * HAN_PER_COMMA >= letters.han
        and count(_SPACED_COMMA) * ONE_IN <= commas
        and count(_FULL_STOP) * ONE_IN <= text.count("。")
        and count(_SPARED) >= MIN_SPARED
        and document.syntax in SENTENCES | {Syntax.HTML}
    )


_STORY = "雨停了,風還在吹,樹葉落了一地。"
_FOLDED = "他說:“船來了!”大家都去看,只有老人不動,坐在門口(門開著),慢慢地,抽菸、喝茶。"
_MIXED = f"{_STORY}月亮出來了，很亮,也很冷。“走吧。”"
_SPACED = "天亮了, 鳥叫了, 人也醒了。水開了,茶好了,花也開了,“喝吧”。"

RULE = Rule(
    id="cjk-width",
    phase=Phase.PUNCTUATION,
    repairs="Puts back the full-width marks of a Chinese document that some step folded to ASCII.",
    why_safe="It acts on documents that kept 。、“” but have not one full-width mark left, and on marks next to Han.",
    safety=Safety.SAFE,
    needs=f"[{HAN}]",
    trigger=_COMMA.pattern,
    examples=(
        Example(
            _FOLDED,
            "他說：“船來了！”大家都去看，只有老人不動，坐在門口（門開著），慢慢地，抽菸、喝茶。",
            "a folded text",
        ),
        Example(
            f"{_STORY}\n走了12,345步,才下午3:30,看見“茶館”兩個字。",
            "雨停了，風還在吹，樹葉落了一地。\n走了12,345步，才下午3:30，看見“茶館”兩個字。",
            "figures and times keep their marks",
        ),
        Example(
            f"{_STORY}\n誰來過?沒有人,也沒有腳印。“真的嗎?!”",
            "雨停了，風還在吹，樹葉落了一地。\n誰來過？沒有人，也沒有腳印。“真的嗎？！”",
            "questions",
        ),
        Example(_MIXED, _MIXED, "mixed: not folded"),
        Example(_SPACED, _SPACED, "spaced: a style of its own"),
        Example("好,好,好!", "好,好,好!", "too little to tell"),
    ),
    find=find,
)
