"""Rules from elsewhere: found, run among ours, and held to the same contract."""

from __future__ import annotations

import pickle
import re
import shlex
import sys
import types
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from corpus_clean.cleaner import Cleaner
from corpus_clean.cli import main
from corpus_clean.contract import CHECKS, ContractError, Judged, broken, odd_texts
from corpus_clean.edit import Edit
from corpus_clean.plugins import PluginError, rules_of
from corpus_clean.rule import Example, Phase, Rule, Safety, Suspicion
from corpus_clean.rules import BY_ID, RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

PLUGIN = """
import re
from corpus_clean import Edit, Example, Phase, Rule, Safety

def find(text, document):
    for match in re.finditer("[ß]ß+", text):
        yield Edit(match.start(), match.end(), "ß")

RULES = (Rule(
    id="one-sharp-s", phase=Phase.UNICODE, repairs="Makes one ß of many.", why_safe="No word has two.",
    safety=Safety.SAFE, trigger="[ß]ß", find=find, examples=(
        Example("Straßße", "Straße"), Example("ßßß", "ß"), Example("Straße", "Straße"), Example("Masse", "Masse"),
    ),
),)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    for name in [name for name in sys.modules if name.startswith("sharp")]:
        monkeypatch.delitem(sys.modules, name)
    Path("sharp.py").write_text(PLUGIN, "utf-8")
    Path("corpus-clean.toml").write_text('plugins = ["sharp"]\n', "utf-8")
    Path("a.txt").write_text("Straßße (dá)\n", "utf-8")
    return tmp_path


def run(line: str) -> Result:
    result = CliRunner().invoke(main, shlex.split(line), prog_name="corpus-clean")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_plugin_runs_from_the_command_line() -> None:
    assert "one-sharp-s [*]" in run("check a.txt").stdout
    assert run("check a.txt --ignore one-sharp-s").exit_code == 0
    assert run("check a.txt --select cjk-width").exit_code == 0
    assert run("check a.txt --isolated").exit_code == 0
    assert "did you mean 'one-sharp-s'" in run("check a.txt --select one-sharp").stderr
    assert run("fix a.txt").exit_code == 0
    assert Path("a.txt").read_text("utf-8").startswith("Straße")


def test_a_plugin_is_in_every_view() -> None:
    for name in ("jsonl", "html", "sarif"):
        assert "one-sharp-s" in run(f"check a.txt --format {name}").stdout


def test_it_runs_in_its_phase_and_can_be_sent_to_workers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(folder))
    cleaner = Cleaner(plugins=("sharp",))
    phases = [rule.phase for rule in cleaner.rules]
    assert phases == sorted(phases)
    again = pickle.loads(pickle.dumps(cleaner))  # noqa: S301 - our own bytes
    assert again == cleaner
    assert again.text("ßß") == "ß"


@pytest.mark.parametrize("trigger", ["[ᚠ]ᚠ", "[^a]ᚠ", "ᚠ", "[ᚠ]|ß", "[ᚠ]?ß", "[ᚠ]*ß"])
def test_it_is_screened_for_with_ours(monkeypatch: pytest.MonkeyPatch, trigger: str) -> None:
    rule = replace(GOOD, id="sharp-rune", trigger=trigger, find=lambda text, _: iter([Suspicion(0, len(text), "odd")]))
    module = types.ModuleType("sharp_runes")
    module.RULES = (rule,)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sharp_runes", module)
    cleaner = Cleaner(plugins=("sharp_runes",))
    for text in ("ein Wort", "Straße", "ᚠᚠ", "ᚠᚠ \ufeff x", "\ufeff Straße", "a\u200bᚠᚠ"):
        found = {finding.rule for finding in cleaner.clean(text).findings}
        assert ("sharp-rune" in found) == bool(re.search(trigger, text)), text


def test_one_for_a_language_runs_where_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = replace(GOOD, id="sharp-german", languages=("de",))
    module = types.ModuleType("sharp_german")
    module.RULES = (rule,)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sharp_german", module)
    plugins = ("sharp_german",)
    texts = [Cleaner(plugins=plugins, lang=lang).text("ßß") for lang in (None, "fr", "de-AT")]
    assert texts == ["ßß", "ßß", "ß"]
    assert "makes '\\xdf\\xdf' of the example" in "".join(broken(rule, "sharp_german")), "it names no language"
    examples = tuple(replace(one, lang="de") for one in GOOD.examples)
    module.RULES = (replace(rule, examples=examples),)  # type: ignore[attr-defined]
    assert broken(module.RULES[0], "sharp_german") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "plugin 'sharp': has no RULES, a tuple of corpus_clean.Rule"),
        ("RULES = (1,)", "plugin 'sharp': has no RULES"),
        ("1 / 0", "plugin 'sharp': division by zero"),
        (
            "from corpus_clean import RULES",
            "plugin 'sharp': there is a rule '" + RULES[0].id + "' already; choose another id",
        ),
    ],
)
def test_what_is_no_plugin_is_one_line(text: str, message: str) -> None:
    Path("sharp.py").write_text(text, "utf-8")
    result = run("check a.txt")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert message in result.stderr
    assert run("test-rules sharp").stderr.startswith(f"error: {message}")


def test_a_missing_plugin_is_named() -> None:
    with pytest.raises(PluginError, match="plugin 'no_such_module'"):
        rules_of(["no_such_module"])


def test_what_a_plugin_lacks_is_told_from_a_plugin_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "needy.py").write_text("import no_such_dependency")
    with pytest.raises(PluginError, match="plugin 'needy': needs 'no_such_dependency', which is not installed"):
        rules_of(["needy"])
    with pytest.raises(PluginError, match=r"plugin 'no_such\.inside': no such module"):
        rules_of(["no_such.inside"])


def test_the_command_holds_rules_to_the_contract() -> None:
    result = run("test-rules sharp")
    assert (result.exit_code, result.output) == (0, "holds one-sharp-s\n1 of 1 rule keep the contract\n")
    Path("sharp.py").write_text(PLUGIN.replace('Example("ßßß", "ß")', 'Example("ßßß", "ßß")'), "utf-8")
    sys.modules.pop("sharp")
    result = run("test-rules sharp")
    assert result.exit_code == 1
    assert result.output.splitlines()[:2] == [
        "fails one-sharp-s",
        "  makes '\\xdf' of the example '\\xdf\\xdf\\xdf'",
    ]


def test_our_own_rules_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus_clean.rules.RULES", (BY_ID["tag-stump"],))
    assert run("test-rules corpus_clean.rules").exit_code == 0


def _find(text: str, _document: Document) -> Iterator[Edit]:
    at = text.find("ßß")
    if at >= 0:
        yield Edit(at, at + 2, "ß")


GOOD = Rule(
    id="sharp",
    phase=Phase.UNICODE,
    repairs="Makes one ß of two.",
    why_safe="No word has two.",
    safety=Safety.SAFE,
    trigger="[ß]",
    find=_find,
    examples=(Example("ßß", "ß"), Example("aßß", "aß"), Example("ß", "ß"), Example("", "")),
)


def _bad(text: str, kind: str) -> Iterator[Edit | Suspicion]:
    if kind == "raises" and "\ud800" in text:
        raise IndexError(text)
    if kind == "outside":
        yield Suspicion(0, len(text) + 1, "odd")
    if kind == "overlaps" and len(text) > 1:
        yield Edit(0, 2, "ß")
        yield Edit(1, 2, "")
    if kind == "untriggered" and "?" in text:
        yield Suspicion(0, 0, "odd")
    if kind == "unsettled" and "ß" in text:
        yield Edit(0, 0, "ß")


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (replace(GOOD, id="Sharp_S"), "is not in lower case with hyphens"),
        (replace(GOOD, why_safe=" "), "does not say"),
        (replace(GOOD, examples=GOOD.examples[:2]), "has 2 examples; 4 are the least"),
        (replace(GOOD, examples=GOOD.examples[:2] * 2), "no example of what it leaves alone"),
        (replace(GOOD, examples=GOOD.examples[2:] * 2), "no example in which it acts"),
        (replace(GOOD, examples=(*GOOD.examples, Example("ßß", "ss"))), "makes '\\xdf' of the example"),
        (replace(GOOD, examples=(*GOOD.examples, Example("ß", "ß", found=("x",)))), "finds () in the result"),
        (replace(GOOD, trigger="ß"), "does not start with one character class"),
        (replace(GOOD, trigger="[ß]|x"), "does not start with one character class"),
        (replace(GOOD, trigger="[x]"), "its trigger is not in the example"),
        (replace(GOOD, trigger="[ßs]", examples=(*GOOD.examples, Example("ss", "s"))), "acts on ASCII"),
        (replace(GOOD, find=lambda text, _: _bad(text, "raises")), "raises IndexError"),
        (replace(GOOD, find=lambda text, _: _bad(text, "outside")), "finds something outside of"),
        (replace(GOOD, find=lambda text, _: _bad(text, "overlaps")), "overlaps 0:2"),
        (replace(GOOD, find=lambda text, _: _bad(text, "untriggered")), "finds something without its trigger"),
        (replace(GOOD, find=lambda text, _: _bad(text, "unsettled")), "of the example"),
    ],
)
def test_each_fault_is_told(monkeypatch: pytest.MonkeyPatch, rule: Rule, told: str) -> None:
    module = types.ModuleType("sharp_rules")
    module.RULES = (rule,)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sharp_rules", module)
    assert any(told in fault for fault in broken(rule, "sharp_rules")), broken(rule, "sharp_rules")


def test_every_check_can_fail() -> None:
    assert len(CHECKS) == len(set(CHECKS))
    with pytest.raises(ContractError):
        Judged(BY_ID["tag-stump"]).__class__.found(
            Judged(replace(GOOD, id="tag-stump", find=lambda t, _: _bad(t, "outside"))), "x", None
        )


def test_the_odd_texts_are_the_same_every_time() -> None:
    assert list(odd_texts(RULES[0])) == list(odd_texts(RULES[0]))
