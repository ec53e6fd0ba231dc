"""One contract that every rule keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_clean.contract import CHECKS, Judged
from corpus_clean.rules import BY_ID, RULES

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus_clean.rule import Rule

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
every_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)


def test_ids_are_unique_and_phases_in_order() -> None:
    assert len(BY_ID) == len(RULES)
    assert [rule.phase for rule in RULES] == sorted(rule.phase for rule in RULES)


@every_rule
def test_the_id_is_the_file_name(rule: Rule) -> None:
    assert rule.find.__module__ == f"corpus_clean.rules.{rule.id.replace('-', '_')}"


@every_rule
@every_check
def test_it_keeps_the_contract(rule: Rule, check: Callable[[Judged], None]) -> None:
    check(Judged(rule))


ANYTHING = st.text(st.one_of(st.characters(), st.characters(categories=["Cs"]), st.sampled_from("\r\n,?!()</>“”‘’")))


@every_rule
@settings(deadline=None)  # the first example loads the tables
@given(text=ANYTHING)
def test_no_text_is_too_odd(rule: Rule, text: str) -> None:
    judged = Judged(rule)
    judged.found(text, judged.lang)
    result = judged.cleaner.clean(text)
    assert result.revert() == text


@every_rule
@settings(deadline=None)
@given(data=st.data())
def test_its_own_examples_in_pieces(rule: Rule, data: st.DataObject) -> None:
    sources = [example.before for example in rule.examples if example.before]
    piece = st.sampled_from(sources).flatmap(
        lambda source: st.tuples(st.integers(0, len(source)), st.integers(0, len(source))).map(
            lambda ends: source[min(ends) : max(ends)]
        )
    )
    text = "".join(data.draw(st.lists(st.one_of(piece, st.sampled_from(["\n", "\ud800", "\x00"])), max_size=6)))
    judged = Judged(rule)
    if judged.found(text, judged.lang):
        assert rule.search(text)
    cleaner = judged.cleaner
    result = cleaner.clean(text)
    assert result.revert() == text
    assert not cleaner.clean(result.text).changed
