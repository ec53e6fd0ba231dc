"""The README is true: its commands and what they print, its tables, its example of a program."""

from __future__ import annotations

import doctest
import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus_clean import RULES, clean
from corpus_clean.cli import COMMANDS, main
from corpus_clean.config import Config
from corpus_clean.edit import Certainty
from corpus_clean.profiles import PROFILES, TABLE
from corpus_clean.rule import Rule, Safety
from corpus_clean.tables.readings import first_reading
from tests.gbk_damage import corrupt

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
DEMO = "fixtures/demo/autumn.txt"
SHORT = 40
"""How long a line of an example may be to stand in the table of rules."""


def rule_table() -> str:
    """Return the table of rules as the README must have it."""
    rows = ["| rule | repairs | example | profiles |", "|---|---|---|---|"]
    for rule in RULES:
        shown = "reports only" if rule.safety is Safety.REPORT else shown_change(rule)
        profiles = ", ".join(
            f"{name} (reports)" if mark == "?" and rule.safety is not Safety.REPORT else name
            for name, mark in zip(PROFILES, TABLE.get(rule.id, "-----"), strict=True)
            if mark != "-"
        )
        rows.append(f"| `{rule.id}` | {rule.repairs} | {shown} | {profiles or 'none'} |")
    return "\n".join(rows)


def shown_change(rule: Rule) -> str:
    """Return the first line of a rule's examples that changes and is short enough."""
    pairs = ((one.before.split("\n"), one.after.split("\n")) for one in rule.examples)
    lines = [pair for before, after in pairs if len(before) == len(after) for pair in zip(before, after, strict=True)]
    lines += [(one.before, one.after) for one in rule.examples]
    changed = [(old, new) for old, new in lines if old != new]
    before, after = next(
        (pair for pair in changed if len(pair[0]) <= SHORT), min(changed, key=lambda pair: len(pair[0]))
    )
    return f"{cell(before)} → {cell(after)}"


def cell(text: str) -> str:
    """Return a text as code in a table; what cannot be seen is escaped."""
    seen = "".join(char if char.isprintable() and char not in "\u3164|" else f"\\u{ord(char):04x}" for char in text)
    return f"`` {seen} ``" if "`" in seen else f"`{seen}`"


def fenced(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def marked(mark: str) -> str:
    found = re.search(rf"^<!-- {mark} -->\n```sh\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    assert found, f"no fenced block right after <!-- {mark} -->"
    return found[1]


def table(head: str) -> list[list[str]]:
    """Return the cells of the table that starts with the given row, without that row."""
    found = re.search(rf"^{re.escape(head)}\n\|[-|]+\|\n((?:\|.*\n)+)", README, re.MULTILINE)
    assert found, head
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in found[1].splitlines()]


def test_the_rule_table_says_what_the_rules_say() -> None:
    found = re.search(r"<!-- rules -->\n(.*)\n<!-- /rules -->", README, re.DOTALL)
    assert found
    assert found[1] == rule_table(), "run `python -m tests.test_readme`"


@pytest.mark.parametrize("mark", ["try", "test"])
def test_the_commands_stand_where_scripts_find_them(mark: str) -> None:
    assert marked(mark).startswith("python3 -m venv .venv || ")


def test_continuous_integration_runs_these_very_commands() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    found = re.search(r"^readme\(\) \{\n.*?^\}\n", script, re.DOTALL | re.MULTILINE)
    assert found
    ran = subprocess.run(["bash", "-c", f"{found[0]}readme test"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout == marked("test")
    assert "\nrun_readme test" in script


def test_the_demo_is_repaired_and_nothing_is_left_to_look_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    command = shlex.split(marked("try").splitlines()[-1])
    assert command[0] == ".venv/bin/corpus-clean"
    command[command.index("repaired.txt")] = str(tmp_path / "repaired.txt")
    assert CliRunner().invoke(main, command[1:]).exit_code == 0
    assert (tmp_path / "repaired.txt").read_text("utf-8") == clean(Path(DEMO).read_text("utf-8")).text


def test_the_demo_was_damaged_by_the_model_of_the_tests() -> None:
    damaged = (ROOT / DEMO).read_text("utf-8")
    readings = {char: first_reading(char) or "" for char in "學長說現條縣區鐘這開數"}
    assert corrupt(clean(damaged).text.replace("好。”\n", "好。”</p>\n"), readings) == damaged


def test_the_first_lines_show_what_happens_to_the_demo() -> None:
    result = clean((ROOT / DEMO).read_text("utf-8"))
    lines = re.findall(r"^    (.+)$", README.partition("| found |")[0], re.MULTILINE)
    assert len(lines) == 4
    for before, after in zip(lines[::2], lines[1::2], strict=True):
        assert f"\n{before}\n" in result.revert()
        assert f"\n{after}\n" in result.text
    made = {(repair.before, repair.after) for repair in result.repairs}
    for found, was, _ in table("| found | was | what had happened |"):
        for before in found.split():
            assert (before.strip("`"), was.strip("`")) in made


def test_the_commands_print_what_is_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "fixtures" / "demo", tmp_path / "fixtures" / "demo")
    monkeypatch.chdir(tmp_path)
    source = Path(DEMO).read_bytes()
    named = set()
    for step in "".join(fenced("console")).split("$ ")[1:]:
        line, _, shown = step.partition("\n")
        command, *arguments = shlex.split(line)
        if command == "cp":
            shutil.copy(*arguments)
            continue
        assert command == "corpus-clean"
        named.add(arguments[0])
        printed = CliRunner().invoke(main, arguments).output
        pattern = re.sub(r"^…\\\n", r"(?:.*\n)*?", re.escape(shown), flags=re.MULTILINE)
        assert re.fullmatch(pattern, printed), f"{line}\n{printed}"
    assert named >= {"check", "diff", "explain", "fix", "revert"}
    assert Path("story.txt").read_bytes() == source


def test_the_program_prints_what_is_shown() -> None:
    for block in fenced("pycon"):
        example = doctest.DocTestParser().get_doctest(block, {}, "README.md", "README.md", 0)
        assert doctest.DocTestRunner().run(example).failed == 0


def test_every_command_is_listed() -> None:
    listed = [re.findall(r"corpus-clean ([\w-]+)", row[0])[0] for row in table("| command | what it does |")]
    assert sorted(listed) == sorted(COMMANDS)


def test_every_certainty_is_explained() -> None:
    rows = table("| word | meaning | |")
    assert [row[0].strip("`") for row in rows] == [certainty.value for certainty in Certainty]


def test_every_key_has_its_default() -> None:
    shown = {key.strip("`"): value.strip("`") for key, value, _ in table("| key | default | what it says |")}
    assert shown == {key: "" if value is None else json.dumps(value) for key, value in Config().settings().items()}


def test_every_profile_is_named() -> None:
    sentence = re.search(r"^The profiles: (.*?)\.\n\n", README, re.DOTALL | re.MULTILINE)
    assert sentence
    assert re.findall(r"`([\w-]+)`", sentence[1]) == list(PROFILES)


def test_the_shown_configuration_can_be_read(tmp_path: Path) -> None:
    from corpus_clean.config import load

    (shown,) = fenced("toml")
    (tmp_path / "pyproject.toml").write_text(shown, "utf-8")
    assert load(tmp_path / "pyproject.toml").profile == "minimal"


def commands() -> list[list[str]]:
    """Return the command lines of ours in the snippets for continuous integration."""
    lines = [line for block in fenced("yaml") for line in block.splitlines() if "corpus-clean check" in line]
    return [shlex.split(line[line.index("corpus-clean check") :]) for line in lines]


def test_the_commands_for_continuous_integration_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "fixtures" / "demo", tmp_path / "fixtures" / "demo")
    monkeypatch.chdir(tmp_path)
    assert len(commands()) == 2
    for _, *arguments in commands():
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 1, result.output
    assert Path("text.sarif").read_text("utf-8").startswith('{"version": "2.1.0"')
    assert Path("report.html").exists()


def test_the_problem_matcher_reads_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    (task,) = json.loads(fenced("json")[0])["tasks"]
    pattern = task["problemMatcher"]["pattern"]
    monkeypatch.chdir(ROOT)
    arguments = [DEMO if one == "${file}" else one for one in task["args"]]
    lines = CliRunner().invoke(main, [*arguments, "--isolated"]).stdout.splitlines()
    assert len(lines) > 40
    for line in lines:
        found = re.fullmatch(pattern["regexp"], line)
        assert found, line
        assert found[pattern["file"]] == DEMO
        assert found[pattern["code"]].split("+")[0] in {rule.id for rule in RULES}


def test_every_marker_is_listed() -> None:
    from corpus_clean.keeping import _MARKER

    rows = table("| marker | what stays |")
    assert {match[1] for row in rows for match in _MARKER.finditer(row[0])} == set(
        _MARKER.pattern.partition("(")[2].partition(")")[0].split("|")
    )


if __name__ == "__main__":
    text = re.sub(
        r"(<!-- rules -->\n).*?(<!-- /rules -->)",
        lambda found: f"{found[1]}{rule_table()}\n{found[2]}",
        README,
        flags=re.DOTALL,
    )
    (ROOT / "README.md").write_text(text, "utf-8")
