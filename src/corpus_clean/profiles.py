"""Which rules a profile runs, and how, said in one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_clean.names import unknown
from corpus_clean.rule import Rule, Safety
from corpus_clean.rules import BY_ID, RULES
from corpus_clean.screen import Screen, screen_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

NAMES = ("minimal", "corpus", "typographic", "ascii", "source")
"""The profiles, in the order of the columns of `TABLE`:

- `minimal`, for hooks and for pipelines that must not touch good text: repairs whose evidence is in the damage itself;
- `corpus`, for text corpora; the default;
- `typographic`, for text that will be set and read;
- `ascii`, for text whose punctuation is to stay ASCII;
- `source`, for source code: look, do not touch.
"""
TABLE: dict[str, str] = {
    # + repairs, ? only reports, - does not run; a rule that is not here is in no profile
    "legacy-font": "++++?",
    "mojibake": "++++?",
    "lossy-mojibake": "++++?",
    "gbk-straddle": "++++?",
    "irrecoverable": "++++?",
    "pinyin-gloss": "++++-",
    "annotation-chars": "?+++?",
    "tag-stump": "-+++-",
    "html-entity": "-+++-",
    "surrogate": "++++?",
    "control-char": "++++?",
    "terminal-remnant": "?+++?",
    "bom-inside": "++++?",
    "noncharacter": "?????",
    "private-use": "?+++?",
    "invisible": "?+++?",
    "bidi": "?+++?",
    "presentation-form": "?+++-",
    "cjk-radical": "?+++-",
    "half-width-kana": "-+++-",
    "styled-latin": "?+++-",
    "zalgo": "?+++-",
    "nfc": "-+++-",
    "homoglyph": "?+++?",
    "han-kana-lookalike": "?+++-",
    "language-letter": "-+++-",
    "cjk-width": "+++--",
    "cjk-marks": "-++--",
    "ratio-colon": "-++--",
    "full-width-latin": "-+++-",
    "latin-in-cjk": "-+++-",
    "arabic-marks": "-++--",
    "cjk-quotes": "--+--",
    "quotes": "--+--",
    "apostrophe": "--+--",
    "ellipsis": "--+--",
    "dash": "--+--",
    "interpunct": "--+--",
    "unbalanced-quote": "-??--",
    "space": "-+++-",
    "french-space": "--+--",
    "cjk-space": "-++--",
    "line-separator": "-+++-",
    "ascii-punctuation": "---+-",
}
PROFILES: dict[str, tuple[str, ...]] = {
    name: tuple(rule for rule, row in TABLE.items() if row[column] != "-") for column, name in enumerate(NAMES)
}
_REPORT_ONLY = frozenset({"source"})
"""Profiles in which every rule only reports, whatever else is selected."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules one configuration runs, in the order of `RULES`, and which of them only report."""

    rules: tuple[Rule, ...]
    reported: frozenset[str]
    screen: Screen

    def safety(self, rule: Rule) -> Safety:
        """Return what may be done with the edits of the rule here."""
        return Safety.REPORT if rule.id in self.reported else rule.safety


def usual(rule: Rule, profile: str) -> Safety | None:
    """Return what a profile lets a rule do, None where it does not run it; a rule of a plugin runs in all of them.

    >>> usual(BY_ID["invisible"], "minimal").value, usual(BY_ID["dash"], "minimal")
    ('report', None)
    """
    row = TABLE.get(rule.id, "-" * len(NAMES)) if rule.id in BY_ID else "+" * len(NAMES)
    mark = row[NAMES.index(profile)]
    if mark == "-":
        return None
    return Safety.REPORT if mark == "?" or profile in _REPORT_ONLY else rule.safety


def selection(
    profile: str,
    *,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    lang: str | None = None,
    plugins: Sequence[Rule] = (),
) -> Selection:
    """Work out which rules run: those of the profile and of plugins, or of `select`; `extend_select` adds to them.

    `ignore` takes away. Rules of other languages than `lang` stay out. Rules of plugins run behind ours of the same
    phase.

    What is named in `select` or `extend_select` repairs, also where the profile would have it only report.
    Raises `UnknownNameError` for a profile or a rule id that does not exist.

    >>> [rule.id for rule in selection("minimal", ignore=["mojibake"]).rules][:2]
    ['legacy-font', 'lossy-mojibake']
    """
    if profile not in PROFILES:
        raise unknown("profile", profile, PROFILES)
    rules = sorted((*RULES, *plugins), key=lambda rule: rule.phase) if plugins else RULES
    known = BY_ID.keys() | {rule.id for rule in plugins}
    named = {*_known(select or (), known), *_known(extend_select, known)}
    does = {rule.id: usual(rule, profile) for rule in rules}
    chosen = named | ({rule for rule, safety in does.items() if safety is not None} if select is None else set())
    chosen -= set(_known(ignore, known))
    only_reports = profile in _REPORT_ONLY
    reported = {rule for rule in chosen if only_reports or (rule not in named and does[rule] is Safety.REPORT)}
    language = (lang or "").partition("-")[0]
    runs = tuple(rule for rule in rules if rule.id in chosen and (not rule.languages or language in rule.languages))
    return Selection(runs, frozenset(reported), screen_of(runs))


def _known(ids: Iterable[str], known: Collection[str]) -> Iterable[str]:
    for rule_id in ids:
        if rule_id not in known:
            raise unknown("rule", rule_id, known)
        yield rule_id
