"""Which rules a profile runs, said in one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_clean.names import unknown
from corpus_clean.rule import Rule, Safety
from corpus_clean.rules import BY_ID, RULES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_BYTES = ("legacy-font", "mojibake", "lossy-mojibake", "gbk-straddle", "irrecoverable")

PROFILES: dict[str, tuple[str, ...]] = {
    # for hooks and for pipelines that must not touch good text: repairs whose evidence is in the damage itself
    "minimal": (*_BYTES, "pinyin-gloss", "cjk-width"),
    # for text corpora; the default
    "corpus": (*_BYTES, "pinyin-gloss", "tag-stump", "cjk-width", "unbalanced-quote"),
    # for text that will be set and read
    "typographic": (*_BYTES, "pinyin-gloss", "tag-stump", "cjk-width", "unbalanced-quote"),
    # for text whose punctuation is to stay ASCII
    "ascii": (*_BYTES, "pinyin-gloss", "tag-stump"),
    # for source code: look, do not touch
    "source": (*_BYTES,),
}
REPORT_ONLY = frozenset({"source"})
"""Profiles in which every rule only reports."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules one configuration runs, in the order of `RULES`."""

    rules: tuple[Rule, ...]
    report_only: bool

    def safety(self, rule: Rule) -> Safety:
        """Return what may be done with the edits of the rule here."""
        return Safety.REPORT if self.report_only else rule.safety


def selection(
    profile: str,
    *,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    plugins: Sequence[Rule] = (),
) -> Selection:
    """Work out which rules run: those of the profile and of plugins, or of `select`; `extend_select` adds to them.

    `ignore` takes away. Rules of plugins run behind ours of the same phase.

    Raises `UnknownNameError` for a profile or a rule id that does not exist.

    >>> [rule.id for rule in selection("minimal", ignore=["cjk-width", "mojibake"]).rules]
    ['legacy-font', 'lossy-mojibake', 'gbk-straddle', 'irrecoverable', 'pinyin-gloss']
    """
    if profile not in PROFILES:
        raise unknown("profile", profile, PROFILES)
    rules = sorted((*RULES, *plugins), key=lambda rule: rule.phase) if plugins else RULES
    known = BY_ID.keys() | {rule.id for rule in plugins}
    usual = {*PROFILES[profile], *(rule.id for rule in plugins)}
    chosen = usual if select is None else set(_known(select, known))
    chosen |= set(_known(extend_select, known))
    chosen -= set(_known(ignore, known))
    return Selection(tuple(rule for rule in rules if rule.id in chosen), report_only=profile in REPORT_ONLY)


def _known(ids: Iterable[str], known: Collection[str]) -> Iterable[str]:
    for rule_id in ids:
        if rule_id not in known:
            raise unknown("rule", rule_id, known)
        yield rule_id
