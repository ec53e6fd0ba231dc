"""The cards of fixtures/: damage that is repaired, text that is kept, and what nobody has solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus_clean.cleaner import Cleaner
from corpus_clean.rules import BY_ID
from tests.cards import FIXTURES, Card, cards, read

if TYPE_CHECKING:
    from pathlib import Path

    from corpus_clean.result import Result

WILD, KEPT, UNSOLVED = cards("wild"), cards("kept"), cards("unsolved")


def repaired(card: Card) -> Result:
    cleaner = Cleaner(profile="corpus", extend_select=(card.path.stem,))
    result = cleaner.clean(card.before)
    assert result.revert() == card.before
    assert not cleaner.clean(result.text).changed
    return result


@pytest.mark.parametrize("card", WILD, ids=lambda card: card.id)
def test_damage_is_repaired(card: Card) -> None:
    result = repaired(card)
    assert result.text == card.after
    if card.found:
        assert tuple((finding.rule, finding.text) for finding in result.findings) == card.found
    assert card.path.stem in {rule for one in result.repairs for rule in one.rules} | {
        one.rule for one in result.findings
    }


@pytest.mark.parametrize("profile", ["minimal", "corpus"])
@pytest.mark.parametrize("card", KEPT, ids=lambda card: card.id)
def test_correct_text_is_kept(card: Card, profile: str) -> None:
    result = Cleaner(profile=profile).clean(card.before)
    assert result.text == card.before
    assert result.revert() == card.before
    assert [(finding.rule, finding.text) for finding in result.findings] == []


@pytest.mark.parametrize(
    "card",
    [pytest.param(card, marks=pytest.mark.xfail(reason=card.reason, strict=True), id=card.id) for card in UNSOLVED],
)
def test_nobody_has_solved_this_yet(card: Card) -> None:
    assert repaired(card).text == card.after


@pytest.mark.parametrize("path", sorted((FIXTURES / "lines").glob("*.txt")), ids=lambda path: path.stem)
def test_correct_lines_are_kept(path: Path) -> None:
    profiles = ("minimal", "source") if path.stem == "minimal" else ("minimal", "corpus", "source")
    lines = path.read_text("utf-8").removesuffix("\n").split("\n")
    changed = [(profile, line) for profile in profiles for line in lines if Cleaner(profile).clean(line).changed]
    assert changed == []


def test_there_are_enough_cards_of_correct_text() -> None:
    assert len(KEPT) >= 60
    assert sum(path.read_text("utf-8").count("\n") for path in (FIXTURES / "lines").glob("*.txt")) >= 300


def test_unsolved_cards_say_why() -> None:
    assert [card.id for card in UNSOLVED if not card.reason] == []


@pytest.mark.parametrize("card", WILD + UNSOLVED, ids=lambda card: card.id)
def test_cards_are_filed_under_a_rule(card: Card) -> None:
    assert card.path.stem in BY_ID


@pytest.mark.parametrize("text", ["title\n.\nbefore\n.\n", "title\nno stop\n", "title"])
def test_an_incomplete_card_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "cards.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"cards\.txt:1: 'title'"):
        list(read(path, 2))
