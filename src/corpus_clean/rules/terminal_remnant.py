r"""What a terminal or printer would have obeyed: `\x1b[31mred\x1b[0m`, `N\x08NA\x08A`, a DELETE.

Colours of the terminal (ECMA-48 SGR and other control sequences, OSC titles) stand in logs and copied output; they have
no text in them. Bold and underline of the line printer are a character, a backspace, and the same character or `_`
again; man pages have them. Of an overstrike, the character that is seen stays. A backspace without that pattern, or an
escape that starts no known sequence, is reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety, Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_CODES = lazily.compiled(
    "[\x1b\x7f\x08]"
    "(?:(?<=\x1b)\\[[0-?]{0,32}[ -/]{0,4}[@-~]"
    "|(?<=\x1b)\\][0-9]{1,4};[^\x00-\x1f\x7f]{0,512}(?:\x07|\x1b\\\\)"
    "|(?<=\x1b)[()][AB012]"
    "|(?<=\x7f)"
    "|(?<=([^\\s_\x08])\x08)\\1"
    "|(?<=_\x08)[^\\s\x08]"
    "|(?<=[^\\s_\x08]\x08)_)?"
)


def find(text: str, document: Document) -> Iterator[Edit | Suspicion]:
    """Delete each code; of an overstrike, what is struck over."""
    done = 0
    for match in _CODES.finditer(text):
        start, end = match.span()
        char = text[start]
        if char == "\x08" and end > start + 1:
            hidden = start if text[end - 1] == "_" and text[start - 1] != "_" else start - 1
            low, high = (start, end) if hidden == start else (start - 1, start + 1)
            if low < done:
                continue
            done = high
            yield Edit(low, high, "", Certainty.PROVEN, "bold or underline of a line printer")
        elif char == "\x7f" or end > start + 1:
            done = end
            yield Edit(start, end, "", Certainty.PROVEN, "a code for a terminal")
        else:
            yield Suspicion(start, end, "a code for a terminal that is not complete")


RULE = Rule(
    id="terminal-remnant",
    phase=Phase.UNICODE,
    repairs="Deletes colour codes of a terminal, overstrikes of a line printer and DELETE characters.",
    why_safe="They are commands to a device; what is seen stays.",
    safety=Safety.SAFE,
    trigger="[\x08\x1b\x7f]",
    examples=(
        Example("\x1b[31mred\x1b[0m", "red", "colours"),
        Example("N\x08NA\x08AM\x08ME\x08E", "NAME", "bold"),
        Example("_\x08w_\x08o_\x08r_\x08d", "word", "underlined"),
        Example("abc\x7f", "abc"),
        Example("a\x1bb", "a\x1bb", "no sequence", found=("\x1b",)),
        Example("[31mred[0m", "[31mred[0m", "without the escape it is text"),
        Example("N NA AM ME E", "N NA AM ME E"),
    ),
    find=find,
    on_ascii=True,
)
