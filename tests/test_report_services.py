"""The views for services: SARIF as its schema has it, annotations as the runner of GitHub reads them, and counts."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from click import unstyle
from sarif_pydantic import Sarif as Schema

from corpus_clean import RULES
from corpus_clean.config import Config
from corpus_clean.report import SIGNATURES, view
from corpus_clean.report.github import SHOWN
from corpus_clean.report.sarif import Sarif
from corpus_clean.session import Outcome, Status
from corpus_clean.tally import Tally
from tests.outcomes import edit, finding, outcome

TEXT = "a,b\r\n𝒳,c,c\n?"
MIXED = outcome(
    TEXT,
    edit(1, 2, "，", "cjk-width"),
    edit(6, 7, "，", "cjk-width"),
    edit(8, 9, "", "pinyin-gloss"),
    findings=(finding(11, 12, TEXT + "?", "x", "y", guess=True), finding(0, 1, TEXT)),
    path="dir/a b.txt",
)


def log(*outcomes: Outcome, **options: int) -> dict[str, Any]:
    made, tally = Sarif(**options), Tally()
    pieces = [made.opening("check", Config(), RULES)]
    for one in outcomes:
        tally.add(one)
        pieces.append(made.outcome(one))
    text = b"".join([*pieces, made.closing(tally)])
    assert text.startswith(SIGNATURES)
    assert text.isascii()
    parsed: dict[str, Any] = json.loads(text)
    Schema.model_validate(parsed)
    return parsed


def results(parsed: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = parsed["runs"][0]["results"]
    return found


def test_a_log_is_valid_and_says_how_it_counts() -> None:
    run = log(MIXED)["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["newlineSequences"] == ["\r\n", "\n", "\r"]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {rule.id for rule in RULES} | {
        "encoding",
        "undecodable",
    }
    assert all(rule["help"]["text"] for rule in run["tool"]["driver"]["rules"] if rule["id"] == "cjk-width")
    assert [one["ruleId"] for one in results(log(MIXED))] == [
        "a-doubt",
        "cjk-width",
        "cjk-width",
        "pinyin-gloss",
        "a-doubt",
    ]


def test_a_log_without_a_result_is_valid() -> None:
    assert results(log(outcome("fine"))) == []


def test_the_fixes_make_the_result() -> None:
    found = [one for one in results(log(MIXED)) if one["level"] == "warning"]
    text = TEXT
    for one in reversed(found):
        (change,) = one["fixes"][0]["artifactChanges"]
        (replacement,) = change["replacements"]
        region = replacement["deletedRegion"]
        start = region["charOffset"]
        text = text[:start] + replacement["insertedContent"]["text"] + text[start + region["charLength"] :]
    assert text == MIXED.result.text


def test_places_are_lines_and_columns_of_code_points() -> None:
    region = results(log(MIXED))[2]["locations"][0]["physicalLocation"]
    assert region["artifactLocation"]["uri"] == "dir/a%20b.txt"
    assert {key: region["region"][key] for key in ("startLine", "startColumn", "endLine", "endColumn")} == {
        "startLine": 2,
        "startColumn": 2,
        "endLine": 2,
        "endColumn": 3,
    }


def test_fingerprints_tell_places_apart_and_do_not_depend_on_the_line() -> None:
    text = "x,y\n" * 3
    at = [1, 5, 9]
    here = results(log(outcome(text, *(edit(one, one + 1, "，") for one in at))))
    moved = results(log(outcome("\n" * 20 + text, *(edit(one + 20, one + 21, "，") for one in at))))
    prints = [[one["partialFingerprints"]["damage/v1"] for one in found] for found in (here, moved)]
    assert len(set(prints[0])) == len(at)
    assert prints[0] == prints[1]


def test_files_that_have_no_text_are_results_or_notifications() -> None:
    parsed = log(
        Outcome("u.txt", Status.UNDECODABLE, "may be big5"),
        Outcome("gone.txt", Status.TROUBLE, "does not exist"),
        outcome("達川", path="g.txt", encoding="gb18030"),
    )
    assert [(one["ruleId"], one["level"]) for one in results(parsed)] == [
        ("undecodable", "error"),
        ("encoding", "warning"),
    ]
    (invocation,) = parsed["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "gone.txt: does not exist"


def test_a_log_is_not_longer_than_services_take() -> None:
    text = "," * 9
    parsed = log(outcome(text, *(edit(at, at + 1, "，") for at in range(9))), most=4)
    assert len(results(parsed)) == 4
    assert parsed["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].startswith("5 more")


COMMAND = re.compile(r"::(error|warning|notice) file=([^:,\n]+),line=(\d+),col=(\d+),title=([^:,\n]+)::([^\n]*)\n")


def annotated(one: Outcome) -> list[tuple[str, ...]]:
    piece = bytes(view("github").outcome(one)).decode()  # type: ignore[arg-type]
    assert "".join(match[0] for match in COMMAND.finditer(piece)) == piece
    return COMMAND.findall(piece)


def test_each_line_of_a_file_is_annotated_once() -> None:
    assert [one[:5] for one in annotated(MIXED)] == [
        ("warning", "dir/a b.txt", "1", "1", "corpus-clean%3A a-doubt%2C cjk-width"),
        ("warning", "dir/a b.txt", "2", "2", "corpus-clean%3A cjk-width%2C pinyin-gloss"),
        ("notice", "dir/a b.txt", "3", "1", "corpus-clean%3A a-doubt"),
    ]


def test_many_repairs_of_a_line_are_counted() -> None:
    text = "," * (SHOWN + 3)
    ((*_, message),) = annotated(outcome(text, *(edit(at, at + 1, "，") for at in range(len(text)))))
    assert message.endswith("; and 3 more on this line")


@pytest.mark.parametrize("name", ["a\n::error::b.txt", "a,line=9.txt", "50%.txt", "::stop-commands::x"])
def test_no_name_ends_its_command(name: str) -> None:
    ((kind, file, line, *_),) = annotated(outcome("a,b", edit(1, 2, "%0A\r\n::error::x"), path=name))
    assert (kind, line) == ("warning", "1")
    assert file == name.replace("%", "%25").replace("\n", "␊").replace(":", "%3A").replace(",", "%2C")


def test_trouble_is_an_error_in_its_file() -> None:
    assert annotated(Outcome("u.txt", Status.UNDECODABLE, "why"))[0][0] == "error"
    assert annotated(outcome("達", path="g.txt", encoding="gb18030"))[0][5] == "gb18030 → utf-8 (proven)"
    assert annotated(Outcome("b.png", Status.BINARY, "why")) == []


def test_statistics_are_one_table() -> None:
    made, tally = view("statistics"), Tally()
    assert made.opening("check", Config(), RULES) == ""
    for one in (MIXED, Outcome("u", Status.UNDECODABLE, "?")):
        tally.add(one)
        assert made.outcome(one) == ""
    assert unstyle(str(made.closing(tally))).splitlines() == [
        "[*]  [?]  [!]  files  rule",
        "  -    1    1      1  a-doubt",
        "  2    -    -      1  cjk-width     " + next(rule.repairs for rule in RULES if rule.id == "cjk-width"),
        "  1    -    -      1  pinyin-gloss  " + next(rule.repairs for rule in RULES if rule.id == "pinyin-gloss"),
        "  -    -    1      1  undecodable   The encoding of the file, or of some bytes of it, cannot be told.",
    ]
    assert view("statistics").closing(Tally()) == ""


@pytest.mark.parametrize("across", [40, 60, 100])
def test_statistics_keep_to_the_width_of_a_terminal(across: int) -> None:
    made, tally = view("statistics", width=across), Tally()
    made.opening("check", Config(), RULES)
    tally.add(MIXED)
    made.outcome(MIXED)
    lines = unstyle(str(made.closing(tally))).splitlines()
    assert max(map(len, lines)) <= across
    assert max(map(len, lines)) > across - 12


def test_examples_in_the_help_of_a_rule_name_their_language() -> None:
    rule = next(rule for rule in RULES if any(one.lang for one in rule.examples[:6]))
    made = view("sarif")
    opening = made.opening("check", Config(), [rule])
    assert isinstance(opening, bytes)
    assert f"(--lang {next(one.lang for one in rule.examples if one.lang)})" in opening.decode()
