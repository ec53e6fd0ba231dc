"""Every string that acts, through every view of commands that really run: it is shown, and does nothing."""

from __future__ import annotations

import json
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sarif_pydantic import Sarif

from corpus_clean.cli import main
from corpus_clean.corpus.overview import gathered, page
from tests.hostile import HOSTILE

DAMAGE = "\ncafÃ© 達(dá)川 ?shù)\n"
STYLE = re.compile(r"\x1b\[(?:0|1|2|22|3[1-6]|9[0-7])?(?:;\d+)*m")
FORMATS = ("full", "concise", "diff", "jsonl", "html", "sarif", "github")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def acts(output: str) -> list[str]:
    """Return the characters that a terminal obeys, or does not show."""
    return [one for one in output if one != "\n" and (not one.isprintable() or unicodedata.category(one) == "Cf")]


def obeyed(output: str) -> list[str]:
    """Return the lines that the runner of a build server would obey."""
    return re.findall(r"^\s*::.*$|##(?:vso|teamcity)?\[.*$", output, re.MULTILINE)


def ran(*arguments: str, data: bytes | None = None) -> tuple[bytes, str]:
    done = CliRunner().invoke(main, arguments, input=data)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code in {0, 1, 2}
    return done.stdout_bytes, done.stderr


def text_of(hostile: str) -> bytes:
    return (hostile + DAMAGE + hostile + DAMAGE).encode("utf-8", "replace")


class Parsed(HTMLParser):
    """The scripts and the attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts = self.handlers = 0
        self._kind, self._parts = "", [""]
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script" and dict(attrs).get("type") != "application/json"
        self._kind = dict(attrs).get("data-kind") or ""
        self.handlers += any(name.startswith("on") or (value or "").startswith("javascript") for name, value in attrs)

    def handle_data(self, data: str) -> None:
        if self._kind == "part":
            self._parts[-1] += data

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - as the parser calls it
        if self._kind == "part":
            self._parts.append("")
        self._kind = ""

    def repairs(self) -> list[list[Any]]:
        """Return the records of the page that are repairs."""
        return [one for part in self._parts if part for one in json.loads(part).get("repairs", [])]


def test_there_are_sixty() -> None:
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
def test_nothing_acts_in_any_view(text: str) -> None:
    Path("a.txt").write_bytes(text_of(text))
    for format_ in FORMATS:
        # In a pipe a diff is exact, for patch; what colour is asked of is for a terminal.
        colour = ("--color", "always") if format_ == "diff" else ()
        out, errors = ran("check", "--isolated", "--format", format_, *colour, "a.txt")
        shown, errors = STYLE.sub("", out.decode()), STYLE.sub("", errors)
        assert acts(errors) == obeyed(errors) == []
        if format_ == "html":
            continue
        assert acts(shown) == []
        ours = {f"::{kind} " for kind in ("error", "warning", "notice")} if format_ == "github" else set()
        assert [line for line in obeyed(shown) if not line.startswith(tuple(ours or {"\0"}))] == []
        if format_ == "jsonl":
            assert {json.loads(line)["kind"] for line in shown.splitlines()} <= {
                "ledger",
                "file",
                "repair",
                "finding",
                "totals",
                "trouble",
            }
        if format_ == "sarif":
            Sarif.model_validate_json(shown)
    for command in (
        ("diff", "--spans"),
        ("diff", "--color", "always"),
        ("inspect",),
        ("detect",),
        ("check", "--statistics"),
    ):
        options = () if command[0] in {"inspect", "detect"} else ("--isolated",)
        out, errors = ran(*command, *options, "a.txt")
        shown, errors = STYLE.sub("", out.decode()), STYLE.sub("", errors)
        assert acts(shown) == acts(errors) == []
        assert obeyed(shown) == obeyed(errors) == []


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
def test_a_page_has_one_script_and_the_text_that_was_there(text: str) -> None:
    data = text_of(text)
    Path("a.txt").write_bytes(data)
    out, _ = ran("check", "--isolated", "--format", "html", "a.txt")
    shown = out.decode()
    parsed = Parsed(shown)
    assert (parsed.scripts, parsed.handlers) == (1, 0)
    told, _ = ran("check", "--isolated", "--format", "jsonl", "a.txt")
    lines = [json.loads(line) for line in told.splitlines()]
    repairs = [(one["source"]["start"], one["before"], one["after"]) for one in lines if one["kind"] == "repair"]
    assert [(one[2], one[7], one[8]) for one in parsed.repairs()] == repairs
    assert not set(shown) & set("\x00\x1b\x9b\u202e\u2066\u200b\ufeff\u2028\u2029")


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
def test_nothing_acts_in_the_name_of_a_file(text: str) -> None:
    name = text.replace("/", "_").replace("\0", "")[:60] + ".txt"
    try:
        Path(name).write_bytes(DAMAGE.encode())
    except UnicodeEncodeError:  # half of a pair is in no name
        return
    if name.startswith("-"):
        name = f"./{name}"
    for format_ in ("full", "concise", "sarif", "github", "jsonl"):
        out, errors = ran("check", "-v", "--isolated", "--format", format_, name)
        shown = out.decode()
        assert acts(shown) == acts(errors) == []
        ours = ("::error ", "::warning ", "::notice ") if format_ == "github" else ("\0",)
        assert [line for line in obeyed(shown) if not line.startswith(ours)] == obeyed(errors) == []
    _, errors = ran("check", "--isolated", f"{name}x")
    assert acts(errors) == obeyed(errors) == []
    out, errors = ran("fix", "--isolated", name)
    assert acts(out.decode()) == acts(errors) == []


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
def test_nothing_acts_in_what_is_told_of_a_corpus(text: str) -> None:
    records = [json.dumps({"text": text + DAMAGE, text: 1}), "broken " + ascii(text), json.dumps({text: DAMAGE})]
    name = re.sub(r"[/\0]", "_", text)[:40]
    Path("in").mkdir()
    try:
        Path("in", f"{name}.jsonl").write_text("\n".join(records), "utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half of a pair is in no name
        Path("in", "a.jsonl").write_text("\n".join(records))
    done = CliRunner().invoke(main, ["run", "-v", "--isolated", "in", "out"])
    assert done.exit_code in {0, 3, 4}, done.output
    assert acts(done.stdout) == acts(done.stderr) == []
    assert obeyed(done.stdout) == obeyed(done.stderr) == []
    shown = page(gathered([Path("out")]))
    assert acts(shown.replace("\t", "")) == []
    assert Parsed(shown).scripts == Parsed(shown).handlers == 0
    for line in Path("out", "_corpus-clean", "manifest.jsonl").read_text("ascii").splitlines():
        json.loads(line)
