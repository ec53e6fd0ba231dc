"""The README is true: its rule table, its examples, its commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus_clean import RULES, clean
from corpus_clean.cli import main
from corpus_clean.config import Config
from corpus_clean.profiles import PROFILES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def rule_table() -> str:
    """Return the table of rules as the README must have it."""
    rows = ["| rule | repairs | example | profiles |", "|---|---|---|---|"]
    for rule in RULES:
        example = min(
            (one for one in rule.examples if one.before != one.after), key=lambda one: len(one.before), default=None
        )
        shown = f"`{example.before}` → `{example.after}`" if example and "\n" not in example.before else "reports only"
        profiles = ", ".join(name for name, ids in PROFILES.items() if rule.id in ids)
        rows.append(f"| `{rule.id}` | {rule.repairs} | {shown} | {profiles} |")
    return "\n".join(rows)


def block(mark: str) -> str:
    found = re.search(rf"^<!-- {mark} -->\n```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    assert found, f"no fenced block right after <!-- {mark} -->"
    return found[1]


def test_the_rule_table_says_what_the_rules_say() -> None:
    found = re.search(r"<!-- rules -->\n(.*)\n<!-- /rules -->", README, re.DOTALL)
    assert found
    assert found[1] == rule_table(), "run `python -m tests.test_readme`"


@pytest.mark.parametrize("mark", ["try", "test"])
def test_the_commands_stand_where_scripts_find_them(mark: str) -> None:
    assert block(mark).startswith("python3 -m venv .venv")


def test_the_demo_prints_what_is_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    command = block("try").rstrip("\n").split("\n")[-1].split()
    assert command[0] == ".venv/bin/corpus-clean"
    command[command.index("repaired.txt")] = str(tmp_path / "repaired.txt")
    ran = CliRunner().invoke(main, command[1:])
    assert ran.exit_code == 0
    assert ran.stdout in README


def test_the_shown_frame_is_real(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    ran = CliRunner().invoke(main, ["check", "fixtures/demo/autumn.txt"])
    frame = re.search(r"^```\n(fixtures/demo.*?)^```", README, re.DOTALL | re.MULTILINE)
    assert frame
    assert frame[1] in ran.stdout


def test_the_first_example_is_what_the_demo_shows() -> None:
    before, after = re.findall(r"^    (.+)$", README, re.MULTILINE)[:2]
    demo = (ROOT / "fixtures/demo/autumn.txt").read_text("utf-8")
    assert before in demo
    assert after in clean(demo).text


def test_the_library_example_is_true() -> None:
    shown = re.search(r'clean\("(.+)"\)\nresult.text +# \'(.+)\'', README)
    assert shown
    assert clean(shown[1]).text == shown[2]


def test_every_command_and_key_is_named() -> None:
    assert set(re.findall(r"^\| `corpus-clean (\w+)", README, re.MULTILINE)) == set(main.list_commands(None))  # type: ignore[arg-type]
    keys = re.search(r"^Keys: (.*)\.$", README, re.MULTILINE)
    assert keys
    assert set(re.findall(r"`([\w-]+)`", keys[1])) == set(Config().settings())


if __name__ == "__main__":
    text = re.sub(
        r"(<!-- rules -->\n).*?(<!-- /rules -->)", lambda m: f"{m[1]}{rule_table()}\n{m[2]}", README, flags=re.DOTALL
    )
    (ROOT / "README.md").write_text(text, "utf-8")
