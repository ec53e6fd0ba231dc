r"""Letters in the shapes that a font would choose: ﻣﺮﺣﺒﺎ for مرحبا, ﬁnd for find, ︵一︶ for （一）.

PDF and old code pages store the shape of a letter (initial, medial, final; a ligature; turned for vertical lines) and
not the letter. The letter is what Unicode's mapping `<initial>`, `<medial>`, `<final>`, `<isolated>`, `<compat>` or
`<font>` says, in one step:

- Arabic letters of U+FB50 to U+FDFF and U+FE70 to U+FEFC. A word that begins with a final form and ends with an initial
  one was stored as it is seen, from left to right, and is reported. Words that are one sign (ﷲ ﷺ ﷽) and the ornate
  brackets ﴾ ﴿ stay.
- Hebrew U+FB20 to U+FB29 and U+FB4F, Armenian and Latin ligatures, and ŉ, which Unicode deprecates. A Latin ligature
  stays where nothing but it is spoken of.
- Vertical and small forms beside Han become the full-width mark, not the ASCII one that the mapping gives. ︰ stays.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import HAN, KANA, LATIN
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety, Suspicion
from corpus_clean.unicode.neighbours import beside
from corpus_clean.unicode.widths import widened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

_ARABIC = "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdef\ufe70-\ufefc"
_HEBREW = "\ufb20-\ufb29\ufb4f"
_LIGATURES = "\ufb00-\ufb06\ufb13-\ufb17ŉ"
_TURNED = "\ufe10-\ufe19\ufe35-\ufe44\ufe47\ufe48\ufe50-\ufe6b"
_ARABIC_RUN = lazily.compiled(f"[{_ARABIC}]+")
_LIGATURE = lazily.compiled(f"[{_LIGATURES}{_HEBREW}]")
_TURNED_RUN = lazily.compiled(f"[{_TURNED}]")
_LATIN = lazily.compiled(f"[{LATIN}]")
_CHINESE = lazily.compiled(f"[{HAN}{KANA}、。，！？；：「」『』《》（）]")
_SHAPES = ("<initial>", "<medial>", "<final>", "<isolated>", "<compat>", "<font>", "<vertical>", "<small>")
_FULL_WIDTH = {chr(code): widened(chr(code)) for code in range(0x21, 0x7F)}
_FULL_WIDTH |= {"、": "、", "。": "。", "…": "……"}


def find(text: str, document: Document) -> Iterator[Edit | Suspicion]:
    """Replace each shape by its letter or mark."""
    found = [*_arabic(text), *_ligatures(text), *_turned(text)]
    yield from sorted(found, key=lambda one: one.start)


def _mapped(char: str) -> str:
    """Return what a shape is, by one step of its mapping, "" where it has none."""
    shape, *codes = unicodedata.decomposition(char).split(" ") or [""]
    return "".join(chr(int(code, 16)) for code in codes) if shape in _SHAPES else ""


def _arabic(text: str) -> Iterator[Edit | Suspicion]:
    for run in _ARABIC_RUN.finditer(text):
        first, last = (unicodedata.decomposition(text[at]).split(" ")[0] for at in (run.start(), run.end() - 1))
        if len(run[0]) > 1 and first == "<final>" and last == "<initial>":
            turned = "".join(map(_mapped, reversed(run[0])))
            yield Suspicion(*run.span(), "Arabic that was stored as it is seen, from left to right", (turned,))
            continue
        for at in range(*run.span()):
            if letters := _mapped(text[at]):
                yield Edit(at, at + 1, letters, Certainty.PROVEN, "the shape of a letter, not the letter")


def _ligatures(text: str) -> Iterator[Edit]:
    for match in _LIGATURE.finditer(text):
        char = match[0]
        letters = _mapped(char).replace("ſ", "s")
        if "\ufb00" <= char <= "\ufb06" and not any(map(_LATIN.match, beside(text, *match.span()))):
            continue
        yield Edit(*match.span(), letters, Certainty.PROVEN, "a ligature")


def _turned(text: str) -> Iterator[Edit]:
    for match in _TURNED_RUN.finditer(text):
        around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        mark = _mapped(match[0])
        mark = _FULL_WIDTH.get(mark, mark)
        if mark and _CHINESE.search(around):
            yield Edit(*match.span(), mark, Certainty.LIKELY, "a mark for vertical lines or small type")


RULE = Rule(
    id="presentation-form",
    phase=Phase.UNICODE,
    repairs="Gives back the letters of Arabic, Hebrew, Armenian and Latin presentation forms and ligatures.",
    why_safe="Each form is a shape of one letter by Unicode's own mapping; signs that are words stay.",
    safety=Safety.SAFE,
    trigger=f"[{_ARABIC}{_LIGATURES}{_HEBREW}{_TURNED}]",
    examples=(
        Example("ﻣﺮﺣﺒﺎ", "مرحبا", "Arabic, as a PDF stores it"),
        Example("oﬃce, ﬁnd", "office, find", "Latin ligatures"),
        Example("ﬓ", "մն", "Armenian"),
        Example("︵一︶", "（一）", "marks for vertical lines"),
        Example("你好﹐世界﹗", "你好，世界！", "small marks"),
        Example("ŉ boom", "ʼn boom", "deprecated"),
        Example("ﺎﺒﺣﺮﻣ", "ﺎﺒﺣﺮﻣ", "in the order it is seen", found=("ﺎﺒﺣﺮﻣ",)),
        Example("ﷺ ﷽ ﴾ قرآن ﴿", "ﷺ ﷽ ﴾ قرآن ﴿", "words that are one sign"),
        Example("(╯°□°）╯︵ ┻━┻", "(╯°□°）╯︵ ┻━┻", "a face"),
        Example("the glyph ﬁ", "the glyph ﬁ", "spoken of"),
    ),
    find=find,
)
