"""The orchestrator: order, composition, settling, what is applied and what is reported."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corpus_clean import Certainty, Cleaner, Edit, Example, Phase, Rule, Safety, Suspicion, clean
from corpus_clean.edit import PatchError
from corpus_clean.names import UnknownNameError
from corpus_clean.profiles import PROFILES, Selection
from corpus_clean.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus_clean.document import Document


def make_rule(old: str, new: str, *, safety: Safety = Safety.SAFE, certainty: Certainty = Certainty.PROVEN) -> Rule:
    """Return a rule that replaces one character by a string."""

    def find(text: str, _: Document) -> Iterator[Edit | Suspicion]:
        for at, char in enumerate(text):
            if char == old:
                yield Edit(at, at + 1, new, certainty, f"{old} to {new}", ("other",))

    return Rule(f"{old}-{new}", Phase.UNICODE, "", "", safety, f"[{old}]", (Example("", ""),), find, on_ascii=True)


def cleaner_of(*rules: Rule, risky: bool = False, report_only: bool = False) -> Cleaner:
    """Return a cleaner that runs just these rules."""
    cleaner = Cleaner(select=(), risky=risky)
    reported = frozenset(rule.id for rule in rules if report_only)
    object.__setattr__(cleaner, "_selection", Selection(rules, reported, Screen(rules)))
    return cleaner


def test_clean_text_comes_back_as_the_very_same_object() -> None:
    for text in ("plain", "如果沒有損壞，什麼也不改。", ""):
        assert clean(text).text is text
        assert Cleaner().text(text) is text


def test_rules_see_what_the_ones_before_made_and_the_edits_are_in_offsets_of_the_source() -> None:
    result = cleaner_of(make_rule("a", "bb"), make_rule("b", "c")).clean("xaxb")
    assert result.text == "xccxc"
    assert [(r.rules, r.source, r.result, r.before, r.after) for r in result.repairs] == [
        (("a-bb", "b-c"), (1, 2), (1, 3), "a", "cc"),
        (("b-c",), (3, 4), (4, 5), "b", "c"),
    ]
    assert result.revert() == "xaxb"


def test_rules_run_again_until_nothing_changes() -> None:
    result = cleaner_of(make_rule("b", "c"), make_rule("a", "b")).clean("a")
    assert (result.text, result.revert()) == ("c", "a")


def test_rules_that_never_settle_change_nothing_and_say_so() -> None:
    result = cleaner_of(make_rule("a", "b"), make_rule("b", "aa")).clean("xa")
    assert (result.text, result.repairs) == ("xa", ())
    assert [finding.rule for finding in result.findings] == ["a-b,b-aa"]


def test_a_change_that_a_later_rule_takes_back_is_no_repair() -> None:
    result = cleaner_of(make_rule("a", "b"), make_rule("b", "a")).clean("a")
    assert (result.text, result.repairs, result.changed) == ("a", (), False)


@pytest.mark.parametrize(
    ("rule", "risky", "report_only", "text", "certainty"),
    [
        (make_rule("a", "b"), False, False, "b", ...),
        (make_rule("a", "b", certainty=Certainty.LIKELY), False, False, "b", ...),
        (make_rule("a", "b", certainty=Certainty.GUESS), False, False, "a", Certainty.GUESS),
        (make_rule("a", "b", certainty=Certainty.GUESS), True, False, "b", ...),
        (make_rule("a", "b", safety=Safety.RISKY), False, False, "a", Certainty.GUESS),
        (make_rule("a", "b", safety=Safety.RISKY), True, False, "b", ...),
        (make_rule("a", "b", safety=Safety.REPORT), True, False, "a", None),
        (make_rule("a", "b"), True, True, "a", None),
    ],
)
def test_what_is_applied_and_what_is_only_found(
    rule: Rule, text: str, certainty: object, *, risky: bool, report_only: bool
) -> None:
    result = cleaner_of(rule, risky=risky, report_only=report_only).clean("a")
    assert result.text == text
    assert [finding.certainty for finding in result.findings] == ([] if certainty is ... else [certainty])
    assert all(finding.candidates == ("b", "other") for finding in result.findings)


def test_findings_are_about_the_result_and_know_their_place_in_the_source() -> None:
    doubt = Rule(
        "doubt",
        Phase.UNICODE,
        "",
        "",
        Safety.SAFE,
        "[z]",
        (),
        lambda text, _: iter([Suspicion(text.index("z"), len(text), "why")]),
    )
    rule = Rule("doubt", doubt.phase, "", "", Safety.SAFE, "[z]", (), doubt.find, on_ascii=True)
    result = cleaner_of(make_rule("a", ""), rule).clean("aaxz!")
    (finding,) = result.findings
    assert (finding.text, finding.source, finding.result, finding.note) == ("z!", (3, 5), (1, 3), "why")


def test_a_rule_whose_edits_overlap_is_named() -> None:
    rule = Rule(
        "broken",
        Phase.UNICODE,
        "",
        "",
        Safety.SAFE,
        "[a]",
        (),
        lambda *_: iter([Edit(0, 2, ""), Edit(1, 3, "")]),
        on_ascii=True,
    )
    with pytest.raises(PatchError, match=r"rule broken: .*overlaps"):
        cleaner_of(rule).clean("aaa")


def test_rules_for_text_beyond_ascii_are_not_run_on_ascii() -> None:
    rule = Rule("never", Phase.UNICODE, "", "", Safety.SAFE, "[a]", (), lambda *_: iter([Edit(0, 1, "")]))
    assert list(Screen([rule]).suspects("a")) == []
    assert list(Screen([rule]).suspects("aé")) == [0]


def test_a_rule_of_the_first_phase_that_does_nothing_hides_none_behind_it() -> None:
    # Wherever they stand: the scan leaves the later rules out behind the first place of one of the first phase.
    first = replace(make_rule("a", "a"), phase=Phase.ENCODING)
    for text in ("bac", "cab", "abc"):
        cleaner = cleaner_of(first, make_rule("b", "b"), make_rule("c", "y"))
        assert cleaner.clean(text).text == text.replace("c", "y")


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_names_rules_that_exist_and_leaves_plain_text_alone(profile: str) -> None:
    assert clean("Plain text, 普通的文字。", profile).text == "Plain text, 普通的文字。"


def test_source_only_reports() -> None:
    result = clean("La cigÃ¼eÃ±a", "source")
    assert not result.changed
    assert [finding.candidates[0] for finding in result.findings] == ["ü", "ñ"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: clean("", "minimum"), "unknown profile 'minimum'; did you mean 'minimal'?"),
        (lambda: clean("", select=["pinyin"]), "unknown rule 'pinyin'"),
        (lambda: clean("", ignore=["cjk-with"]), "unknown rule 'cjk-with'; did you mean 'cjk-width'?"),
        (lambda: Cleaner(extend_select=("zzz",)), "unknown rule 'zzz'; there are: "),
    ],
    ids=["profile", "select", "ignore", "extend_select"],
)
def test_unknown_names_are_errors_with_the_nearest_name(make: Callable[[], object], message: str) -> None:
    with pytest.raises(UnknownNameError, match=re.escape(message)):
        make()


def test_a_cleaner_is_a_value() -> None:
    cleaner = Cleaner("minimal", ("nfc",), ("mojibake",), ("dash",), True, "fr", (), ("x+",), True)  # noqa: FBT003 - all
    copy = pickle.loads(pickle.dumps(cleaner))  # noqa: S301 - our own bytes
    assert copy == cleaner
    assert hash(copy) == hash(cleaner)
    assert [rule.id for rule in copy.rules] == [rule.id for rule in cleaner.rules]
    assert cleaner != Cleaner("minimal")


def test_a_cleaner_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it did there, and does here, would be one data set cleaned in two ways."""
    data = pickle.dumps(Cleaner("minimal"))
    monkeypatch.setattr("corpus_clean.cleaner.__version__", "9.9.9")
    assert pickle.dumps(Cleaner("minimal")) != data, "a cache that goes by the bytes has to notice"
    with pytest.raises(ValueError, match=r"of corpus-clean 0\.1\.0 cannot work in 9\.9\.9"):
        pickle.loads(data)  # noqa: S301 - our own bytes
