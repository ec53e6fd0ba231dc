"""Text as it reaches a corpus: good, damaged in the ways that are known, and in between, in any order.

Random code points say little: a rule does nothing to almost all of them. Here each piece is good text, or is made
of good text by a damage model, or a fragment that rules look for; they are put together with and without space, so that
the edge of each becomes the neighbour of any other.
"""

from __future__ import annotations

import html
import unicodedata

from hypothesis import strategies as st

from corpus_clean.mojibake.legacy_fonts import tcvn3, vni, zawgyi_shapes
from corpus_clean.rules import RULES
from corpus_clean.tables.readings import first_reading
from tests.byte_loss import questioned, replaced, unmapped
from tests.gbk_damage import corrupt
from tests.test_character_rules import HOSTILE

SENTENCES = (
    "Le café était fermé, la façade très délabrée.",
    "“Don’t,” she said — and went…",
    "Die Straße war naß, größtenteils über Nacht.",
    "La cigüeña añeja voló de Logroño a Cádiz.",
    "Zażółć gęślą jaźń, a potem odpocznij.",
    "Příliš žluťoučký kůň úpěl ďábelské ódy.",
    "Вчера мы ходили в магазин за хлебом.",
    "Η θάλασσα ήταν ήρεμη όλη τη νύχτα.",
    "ذهبنا أمس إلى السوق واشترينا الخبز.",
    "הלכנו אתמול לשוק וקנינו לחם.",
    "हम कल बाज़ार गए और रोटी खरीदी।",
    "เมื่อวานเราไปตลาดและซื้อขนมปัง",
    "秋收以後，村裡的人都到曬穀場上來看戲。",
    "老師們在黑板上寫字，學生們在下面抄。",
    "他说：“今天的天气很好，我们一起去公园散步吧。”",
    "これは日本語のテストです。カタカナもあります。",
    "어제 우리는 시장에 가서 빵을 샀습니다.",
    "Hôm qua chúng tôi đi chợ mua bánh mì.",
    "မနေ့က ဈေးသွားတယ်။",
    "She sells 3 apples (cheap) for 5 < 6 & more.",
    "if (a[0] == 'x') { return \"y\\n\"; }",
    "| a | b |\n|---|---|\n| `c` | https://example.org/a,b?c=(d)&e |",
    '{"text": "a, b", "n": [1, 2]}',
)
CODECS = ("latin-1", "cp1252", "cp1250", "cp1251", "koi8-r", "cp437", "mac-roman", "gb18030", "big5", "cp932", "euc-kr")
CONTROLS = ("\0", "\x08", "\x0b", "\x1b[31m", "\x7f", "\x85", "\x93", "\u200b", "\u202e", "\u2066", "\ufeff", "\xad")
READINGS = {char: first_reading(char) or "" for char in "當師們寫學後場來裡穀曬數區達" if first_reading(char)}


def _mojibake(text: str, codec: str) -> str:
    return text.encode().decode(codec, "replace")


def _entities(text: str, layers: int) -> str:
    for _ in range(layers):
        text = html.escape(text)
    return text.encode("ascii", "xmlcharrefreplace").decode() if layers == 2 else text


sentences = st.sampled_from(SENTENCES)
codecs = st.sampled_from(CODECS)
damaged = st.one_of(
    st.builds(_mojibake, sentences, codecs),
    st.builds(lambda text, one, other: _mojibake(_mojibake(text, one), other), sentences, codecs, codecs),
    st.builds(replaced, sentences, codecs),
    st.builds(questioned, sentences, st.sampled_from(("gbk", "big5", "cp932"))),
    st.builds(unmapped, sentences, st.sampled_from(("cp1252", "cp1251", "cp1250"))),
    st.builds(_entities, sentences, st.integers(1, 3)),
    st.builds(lambda text: corrupt(text, READINGS), sentences),
    st.builds(lambda text, form: unicodedata.normalize(form, text), sentences, st.sampled_from(("NFD", "NFKD"))),
    st.builds(lambda text, one: one.join(text), sentences, st.sampled_from(CONTROLS)),
    st.builds(
        lambda text, at, one: text[:at] + one + text[at:], sentences, st.integers(0, 30), st.sampled_from(CONTROLS)
    ),
    st.builds(tcvn3.written, sentences),
    st.builds(vni.written, sentences),
    st.builds(zawgyi_shapes.written, sentences),
    st.builds(lambda text: "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text), sentences),
)
fragments = st.sampled_from(sorted({*HOSTILE, *(example.before for rule in RULES for example in rule.examples)}))
shortened = st.builds(
    lambda text, start, size: text[start : start + size], damaged, st.integers(0, 20), st.integers(1, 9)
)
anything = st.text(st.characters(), max_size=6)
pieces = st.one_of(sentences, damaged, fragments, shortened, fragments, anything)
texts = st.lists(st.tuples(pieces, st.sampled_from(("", "", " ", "\n", "\r\n", "\t", "，"))), max_size=4).map(
    lambda parts: "".join(piece + end for piece, end in parts)
)
whole_texts = texts.map(lambda text: text.encode("utf-8", "replace").decode())
"""Without half surrogate pairs, which no bytes have."""
