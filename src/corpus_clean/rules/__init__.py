"""All rules, in the order they run. The order is part of what they mean: see `Phase`."""

from corpus_clean.rule import Rule
from corpus_clean.rules import (
    cjk_width,
    gbk_straddle,
    irrecoverable,
    legacy_font,
    lossy_mojibake,
    mojibake,
    pinyin_gloss,
    tag_stump,
    unbalanced_quote,
)

RULES: tuple[Rule, ...] = (
    legacy_font.RULE,
    mojibake.RULE,
    lossy_mojibake.RULE,
    gbk_straddle.RULE,
    irrecoverable.RULE,
    pinyin_gloss.RULE,
    tag_stump.RULE,
    cjk_width.RULE,
    unbalanced_quote.RULE,
)

BY_ID: dict[str, Rule] = {rule.id: rule for rule in RULES}
