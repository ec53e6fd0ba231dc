"""Patches: applied, composed, inverted, and their places translated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_clean import Certainty, Edit, Patch, Span
from corpus_clean.edit import PatchError

TEXTS = st.text(alphabet="ab縣(區qū)\n\ud800", max_size=30)


@st.composite
def patches(draw: st.DrawFn, text: str) -> Patch:
    """Draw a patch on the text: any ordered, disjoint edits, empty ones included."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    edits: list[Edit] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if edits and (start, end) == (edits[-1].start, edits[-1].start):
            continue
        edits.append(
            Edit(start, end, draw(st.text(alphabet="xy（", max_size=3)), rules=(draw(st.sampled_from("pqr")),))
        )
    return Patch(tuple(edits))


@st.composite
def chains(draw: st.DrawFn) -> tuple[str, list[Patch], list[str]]:
    """Draw a text and one to four patches, each on what the one before made, with all the texts."""
    texts = [draw(TEXTS)]
    steps: list[Patch] = []
    for _ in range(draw(st.integers(1, 4))):
        steps.append(draw(patches(texts[-1])))
        texts.append(steps[-1].apply(texts[-1]))
    return texts[0], steps, texts[1:]


@given(chains())
def test_composed_patch_does_what_its_parts_do_one_after_the_other(chain: tuple[str, list[Patch], list[str]]) -> None:
    source, steps, texts = chain
    composed = Patch()
    for step, text in zip(steps, texts, strict=True):
        composed = composed.compose(step, text)
    composed.check(len(source))
    assert composed.apply(source) == texts[-1]
    assert composed.invert(source).apply(texts[-1]) == source


@given(chains())
def test_result_spans_hold_the_replacements(chain: tuple[str, list[Patch], list[str]]) -> None:
    _, steps, texts = chain
    assert [texts[0][slice(*span)] for span in steps[0].result_spans()] == [edit.new for edit in steps[0].edits]


@given(chains(), st.data())
def test_a_place_of_the_result_is_covered_by_its_place_in_the_source(
    chain: tuple[str, list[Patch], list[str]], data: st.DataObject
) -> None:
    source, (patch, *_), (result, *_) = chain
    start = data.draw(st.integers(0, len(result)))
    end = data.draw(st.integers(start, len(result)))
    (place,) = patch.to_source([Span(start, end)])
    assert 0 <= place.start <= place.end <= len(source)
    untouched = not any(span.start <= end and start <= span.end for span in patch.result_spans())
    if untouched:
        assert source[slice(*place)] == result[start:end]


def test_edits_of_two_rules_stay_apart_when_they_only_touch() -> None:
    pinyin = Patch((Edit(3, 7, "", rules=("pinyin-gloss",)),))
    width = Patch((Edit(1, 2, "（", rules=("cjk-width",)), Edit(3, 4, "）", rules=("cjk-width",))))
    composed = pinyin.compose(width, "縣（區）")
    assert [(edit.start, edit.end, edit.new, edit.rules) for edit in composed.edits] == [
        (1, 2, "（", ("cjk-width",)),
        (3, 7, "", ("pinyin-gloss",)),
        (7, 8, "）", ("cjk-width",)),
    ]


def test_overlapping_edits_become_one_with_both_rules_and_the_weaker_certainty() -> None:
    first = Patch((Edit(0, 3, "xy", Certainty.LIKELY, "one", rules=("p",)),))
    then = Patch((Edit(1, 3, "z", Certainty.PROVEN, "two", rules=("q",)),))
    (edit,) = first.compose(then, "xz").edits
    assert (edit.start, edit.end, edit.new) == (0, 4, "xz")
    assert (edit.rules, edit.certainty, edit.note) == (("p", "q"), Certainty.LIKELY, "one; two")


def test_no_edit_gives_the_same_object() -> None:
    text = "達川" * 2
    assert Patch().apply(text) is text


@pytest.mark.parametrize(
    "edits",
    [
        (Edit(2, 3, ""), Edit(0, 1, "")),
        (Edit(0, 2, ""), Edit(1, 3, "")),
        (Edit(1, 1, "a"), Edit(1, 1, "b")),
        (Edit(3, 9, ""),),
        (Edit(2, 1, ""),),
    ],
    ids=["order", "overlap", "two insertions at one place", "outside", "backwards"],
)
def test_a_patch_that_makes_no_sense_is_refused(edits: tuple[Edit, ...]) -> None:
    with pytest.raises(PatchError):
        Patch(edits).check(4)
