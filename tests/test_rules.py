"""One contract that every rule keeps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_clean.cleaner import Cleaner
from corpus_clean.document import Document
from corpus_clean.edit import Edit, Patch
from corpus_clean.rules import BY_ID, RULES

if TYPE_CHECKING:
    from corpus_clean.rule import Example, Rule, Suspicion

CASES = [pytest.param(rule, one, id=f"{rule.id}-{at}") for rule in RULES for at, one in enumerate(rule.examples)]
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
every_example = pytest.mark.parametrize(("rule", "example"), CASES)


def acts(example: Example) -> bool:
    return example.before != example.after or bool(example.found)


def test_ids_are_unique_and_phases_in_order() -> None:
    assert len(BY_ID) == len(RULES)
    assert [rule.phase for rule in RULES] == sorted(rule.phase for rule in RULES)


@every_rule
def test_the_id_is_the_file_name(rule: Rule) -> None:
    assert rule.find.__module__ == f"corpus_clean.rules.{rule.id.replace('-', '_')}"


@every_rule
def test_it_says_what_it_does_and_why_that_is_safe(rule: Rule) -> None:
    assert rule.repairs.strip()
    assert rule.why_safe.strip()
    assert "Stub" not in rule.repairs


@every_rule
def test_it_shows_what_it_does_and_what_it_leaves_alone(rule: Rule) -> None:
    assert len(rule.examples) >= 4
    assert any(acts(example) for example in rule.examples)
    assert any(not acts(example) for example in rule.examples)


@every_example
def test_examples_hold_and_settle(rule: Rule, example: Example) -> None:
    cleaner = Cleaner(select=(rule.id,), lang=example.lang)
    result = cleaner.clean(example.before)
    assert result.text == example.after
    assert tuple(finding.text for finding in result.findings) == example.found
    assert result.revert() == example.before
    assert not cleaner.clean(result.text).changed


@every_example
def test_edits_are_ordered_apart_and_inside(rule: Rule, example: Example) -> None:
    in_order(rule, example.before)


@every_rule
def test_the_trigger_starts_with_one_character_class(rule: Rule) -> None:
    trigger = rule.trigger if isinstance(rule.trigger, str) else rule.trigger.pattern
    assert re.match(r"\[\^?\]?(?:[^\\\]]|\\.)+\](?![*+?{|])", trigger)


@every_example
def test_the_trigger_covers_the_examples(rule: Rule, example: Example) -> None:
    if acts(example):
        assert rule.pattern.search(example.before)
        assert rule.on_ascii or not example.before.isascii()


def in_order(rule: Rule, text: str) -> list[Edit | Suspicion]:
    found = list(rule.find(text, Document(text)))
    Patch(tuple(one for one in found if isinstance(one, Edit))).check(len(text))
    assert all(0 <= one.start <= one.end <= len(text) for one in found)
    return found


ANYTHING = st.text(st.one_of(st.characters(), st.characters(categories=["Cs"]), st.sampled_from("\r\n,?!()</>“”‘’")))


@every_rule
@settings(deadline=None)  # the first example loads the tables
@given(text=ANYTHING)
def test_no_text_is_too_odd(rule: Rule, text: str) -> None:
    in_order(rule, text)
    result = Cleaner(select=(rule.id,)).clean(text)
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
    found = in_order(rule, text)
    if found:
        assert rule.pattern.search(text)
    cleaner = Cleaner(select=(rule.id,))
    result = cleaner.clean(text)
    assert result.revert() == text
    assert not cleaner.clean(result.text).changed
