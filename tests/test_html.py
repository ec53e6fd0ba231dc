"""The page as data: what the browser gets, without a browser. tests/e2e/test_browser.py opens it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given

from corpus_clean import RULES
from corpus_clean.config import Config
from corpus_clean.report import SIGNATURES
from corpus_clean.report.bytepath import MORE, SHOWN, byte_path, straddle
from corpus_clean.report.html import Html
from corpus_clean.report.html.assets import SCRIPTS, STYLES, page
from corpus_clean.report.html.records import CONTEXT, Tables, records
from corpus_clean.session import Outcome, Status
from corpus_clean.tally import Tally
from tests.outcomes import edit, edited, finding, outcome

BLOCK = re.compile(r'<script type="application/json" data-kind="(\w+)">(.*?)</script>\n', re.DOTALL)


def written(*outcomes: Outcome, command: str = "check", **options: int) -> str:
    view, tally = Html(**options), Tally()
    pieces = [view.opening(command, Config(), RULES)]
    for one in outcomes:
        tally.add(one)
        pieces.append(view.outcome(one))
    return b"".join([*pieces, view.closing(tally)]).decode()


def data(html: str) -> list[tuple[str, Any]]:
    return [(kind, json.loads(text)) for kind, text in BLOCK.findall(html)]


def parts(html: str) -> list[Any]:
    return [value for kind, value in data(html) if kind == "part"]


def tail(html: str) -> Any:  # noqa: ANN401 - JSON
    return next(value for kind, value in data(html) if kind == "tail")


def test_the_page_is_whole_and_ours() -> None:
    html = written(outcome("a,b", edit(1, 2, "，")))
    assert html.encode().startswith(SIGNATURES)
    assert html.endswith("</html>\n")
    assert [kind for kind, _ in data(html)] == ["run", "part", "tail"]
    assert not re.search(r"""(?:src|href)=["']?(?!#)[^"'>]""", html)
    assert "{policy}" not in html
    assert "{s" not in re.sub(r"\$\{s", "", html).partition("<script>")[0]


def test_the_policy_names_the_hash_of_what_is_on_the_page() -> None:
    html = (page().head + page().tail).decode()
    script, style = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", html, re.DOTALL)[::-1]
    from corpus_clean.report.html.assets import allowed

    assert f"style-src {allowed(style)}; script-src {allowed(script)}" in html
    assert "default-src 'none'" in html


def test_every_part_of_the_script_is_used() -> None:
    from pathlib import Path

    import corpus_clean.report.html as package

    folder = Path(package.__file__).parent
    assert sorted(path.stem for path in folder.glob("*.js")) == sorted(SCRIPTS)
    assert sorted(path.stem for path in folder.glob("*.css")) == sorted(STYLES)
    for name in SCRIPTS:
        assert "innerHTML" not in (folder / f"{name}.js").read_text("utf-8")


def test_a_repair_has_its_context_once() -> None:
    text = "x" * 100 + "(dá)" + "州,年\n" + "y" * 100
    one = records(outcome(text, edit(100, 104, ""), edit(105, 106, "，")), Tables.empty())
    first, second = one.repairs
    assert first.lead == ("x" * CONTEXT, "x" * CONTEXT)
    assert (second.lead, one.tail, one.lines) == ("州", "年\n" + "y" * (CONTEXT - 2), 2)
    assert (second.line, second.column, second.before, second.after) == (1, 106, ",", "，")


def test_a_finding_can_be_taken_only_where_no_repair_lies_in_it() -> None:
    text = "a(b)c"
    free, mixed = finding(0, 1, text, "A"), finding(1, 4, "a(x)c", "y")
    one = records(outcome(text, findings=(mixed, free)), Tables.empty())
    assert [(found.text, found.free) for found in one.findings] == [("a", True), ("(b)", False)]


def test_what_is_beyond_the_bound_is_counted() -> None:
    text = "a," * 10
    edits = [edit(at, at + 1, "，") for at in range(1, 20, 2)]
    many = outcome(text, *edits, findings=(finding(0, 1, text),))
    html = written(many, outcome(text, *edits, path="b.txt"), most=12)
    assert [len(part["repairs"]) for part in parts(html) if "repairs" in part] == [10, 1]
    assert [part["file"]["repairs"] for part in parts(html) if part["file"]] == [10, 10]
    assert tail(html)["unlisted"] == 9
    assert tail(html)["counts"]["repairs"] == {"a-rule": 20}


def test_files_are_bounded_too_and_their_rules_are_counted() -> None:
    files = [outcome("a,", edit(1, 2, "，", f"rule-{number}"), path=f"{number}.txt") for number in range(5)]
    troubles = [Outcome(f"t{number}", Status.TROUBLE, "gone") for number in range(3)]
    html = written(*files[:2], *troubles, *files[2:], most=4)
    assert [part["file"]["path"] for part in parts(html)] == ["0.txt", "1.txt", "t0", "t1"]
    assert (tail(html)["unlisted"], tail(html)["concerned"]) == (4, 5)
    assert sorted(rule["id"] for rule in tail(html)["rules"]) == [f"rule-{number}" for number in range(5)]


def test_files_without_a_text_are_said_to_be() -> None:
    html = written(
        outcome("fine"),
        outcome("達川", path="g.txt", encoding="gb18030"),
        Outcome("u.txt", Status.UNDECODABLE, "?", b"\xff"),
        Outcome("t.txt", Status.TROUBLE, "gone"),
    )
    assert [part["file"]["status"] for part in parts(html)] == ["changed", "undecodable", "trouble"]
    assert [rule["id"] for rule in tail(html)["rules"]] == ["encoding", "undecodable"]
    assert tail(html)["summary"].startswith("Found 2 in 2 of 3 files")


def test_the_summary_is_that_of_the_command() -> None:
    one = outcome("a,b", edit(1, 2, "，"))
    assert tail(written(one, command="fix"))["summary"] == "Fixed 1 in 1 file: a-rule 1"


def test_characters_are_named() -> None:
    assert tail(written(outcome("a,\u200b", edit(1, 3, "，"))))["names"] == {
        ",": "COMMA",
        "\u200b": "ZERO WIDTH SPACE",
        "，": "FULLWIDTH COMMA",
    }


@given(edited())
def test_no_text_ends_its_data(sample: tuple[str, tuple[Any, ...]]) -> None:
    text, edits = "<!--<script>" + sample[0], tuple(edit(one.start + 12, one.end + 12, one.new) for one in sample[1])
    html = written(outcome(text, *edits))
    found = [repair for part in parts(html) for repair in part["repairs"]]
    assert [(repair[2], repair[7], repair[8]) for repair in found] == [
        (one.start, text[one.start : one.end], one.new) for one in edits
    ]


@pytest.mark.parametrize(
    ("before", "after", "encodings"),
    [
        ("Ã¼", "ü", ["utf-8", "cp1252"]),
        ("ÃƒÂ¼", "ü", ["utf-8", "cp1252", "utf-8", "cp1252"]),
        ("锟斤拷", "\ufffd\ufffd", ["utf-8", "gb18030"]),
        ("abc", "xyz", []),
        ("Ïðý", "Щщ", []),
        ("", "x", []),
        ("x" * 999, "y", []),
        ("Ã©" * 30, "é" * 30, ["utf-8", "cp1252"]),
    ],
)
def test_the_way_of_the_bytes(before: str, after: str, encodings: list[str]) -> None:
    path = byte_path(before, after)
    assert [step.encoding for step in path] == encodings
    for step in path:
        assert sum(len(digits) for _, digits in step.cells) <= 2 * SHOWN
        assert (step.cells[-1] == MORE) == (len(before) > SHOWN)


def test_repairs_of_an_encoding_show_their_bytes() -> None:
    html = written(
        outcome(
            "Ã¼ (dá) ?现x",
            edit(0, 2, "ü", "mojibake"),
            edit(3, 7, "", "pinyin-gloss"),
            edit(8, 10, "。现", "gbk-straddle"),
        )
    )
    paths = [
        [step[1] for step in tail(html)["paths"][repair[10]]] for part in parts(html) for repair in part["repairs"]
    ]
    assert paths == [["utf-8", "cp1252"], [], ["gb18030", "gb18030"]]


def test_only_so_many_characters_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus_clean.report.html._NAMED", 2)
    text = "abcdef"
    assert len(tail(written(outcome(text, *(edit(at, at + 1, "x") for at in range(6)))))["names"]) <= 3


def test_an_encoding_that_the_note_names_comes_first() -> None:
    assert [step.encoding for step in byte_path("é", "й", "windows-1251 read as latin-1")] == ["cp1251", "latin-1"]


def test_a_text_that_gbk_lacks_has_no_bytes() -> None:
    assert straddle("\ud800") == ()
