r"""Half surrogate pairs: `\ud83d\ude00` was 😀 before something took it apart.

JSON written by careless tools and CESU-8 hold the halves of a character beyond U+FFFF as two. A high half directly
before a low half is joined. A half alone stands for nothing and cannot be written as UTF-8; U+FFFD takes its place, and
the ledger keeps what it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_HALVES = lazily.compiled("[\ud800-\udfff]+")
_PAIR = lazily.compiled("[\ud800-\udbff][\udc00-\udfff]")


def find(text: str, document: Document) -> Iterator[Edit]:
    """Join the halves that stand together, and mark those that stand alone."""
    for run in _HALVES.finditer(text):
        at = run.start()
        while at < run.end():
            if pair := _PAIR.match(text, at, run.end()):
                joined = pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")
                yield Edit(at, at + 2, joined, Certainty.PROVEN, "the halves of one character")
                at += 2
            else:
                yield Edit(at, at + 1, "\ufffd", Certainty.LIKELY, "half a character; the other half is lost")
                at += 1


RULE = Rule(
    id="surrogate",
    phase=Phase.UNICODE,
    repairs="Joins the halves of a surrogate pair, and puts U+FFFD for a half that stands alone.",
    why_safe="Two halves make one character and no other; a half alone is no text and cannot be written.",
    safety=Safety.SAFE,
    trigger="[\ud800-\udfff]",
    examples=(
        Example("ok \ud83d\ude00", "ok 😀", "a pair in two"),
        Example("a\ud83db", "a\ufffdb", "a half alone"),
        Example("ok 😀", "ok 😀", "one character"),
        Example("a\ufffdb", "a\ufffdb", "the mark of a loss stays"),
    ),
    find=find,
)
