"""A text longer than the limit: cut anywhere it looks the same, and what is read line by line is repaired the same."""

from __future__ import annotations

import io
import json
from itertools import accumulate, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus_clean.cleaner import Cleaner
from corpus_clean.config import Config
from corpus_clean.corpus import Settings, run
from corpus_clean.corpus import sections as cutting
from corpus_clean.corpus.layout import Layout
from corpus_clean.corpus.manifest import shards
from corpus_clean.corpus.pieces import Kind
from corpus_clean.corpus.plain import PlainText
from corpus_clean.corpus.restore import restore
from corpus_clean.corpus.sections import survey
from corpus_clean.document import Syntax
from corpus_clean.rules import RULES
from corpus_clean.syntax import Look, protected_spans, sniff

LINE_BY_LINE = (
    *("annotation-chars", "terminal-remnant", "bom-inside", "noncharacter", "private-use", "presentation-form"),
    *("half-width-kana", "zalgo", "nfc", "han-kana-lookalike", "ratio-colon", "space", "cjk-space", "line-separator"),
)
"""The rules that ask nothing but the line and what kind of text it is in."""
LOOKS = tuple(
    """# Title|- item|> said|**bold**|`code`|[a](b)|a,b|c;d,e|x,"y,z"|key: value|- key: value|#!sh|def f(x):|return x;
x = 1|00:00:01,000 --> 00:00:02,000|<p>|</p>|<br>|{|}|{"a": 1}|["b"]|All is well.|甲,乙|句子。||   |\t|<!doctype html>
a < b|a\rb""".replace("\n", "|").split("|")
)
ACROSS = (
    *(
        "```",
        "~~~",
        "<pre>",
        "</pre>",
        "<code",
        "</code>",
        "<math>$$",
        "$$",
        "$$x$$",
        "a $$ b",
        "<a",
        "href='x'>",
        "<!--",
    ),
    *("word", "", "`a`", "[a](b)", "https://example.org/a,b", ":) (", "\\(a", "b\\)", "$a", "b$", "{{a", "b}}", "</p"),
)
EXAMPLES = sorted({line for rule in RULES for one in rule.examples for line in one.before.split("\n")})
LINES = st.lists(st.sampled_from(LOOKS), max_size=8)
TEXT = st.lists(st.one_of(st.sampled_from(EXAMPLES), st.sampled_from(LOOKS), st.text(max_size=5)), max_size=8)
CUTS = st.sets(st.integers(0, 8))


def parts(lines: list[str], cuts: set[int]) -> list[str]:
    """Return the text of lines, cut before those of these numbers."""
    places = sorted({0, len(lines), *(cut for cut in cuts if cut < len(lines))})
    return ["".join(f"{line}\n" for line in lines[start:end]) for start, end in pairwise(places)]


@given(LINES, CUTS)
def test_a_look_does_not_depend_on_the_cuts(lines: list[str], cuts: set[int]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    whole, cut = Look(), Look()
    whole.add(text)
    for part in parts(lines, cuts):
        cut.add(part)
    assert whole.syntax == cut.syntax
    assert whole.syntax in {sniff(text), Syntax.JSON}
    assert whole.syntax == sniff(text) or text.strip()[0] in "{["


@settings(deadline=None)
@given(TEXT, CUTS, st.sampled_from(LINE_BY_LINE))
def test_what_is_read_line_by_line_does_not_depend_on_the_cuts(lines: list[str], cuts: set[int], rule: str) -> None:
    text = "".join(f"{line}\n" for line in lines)
    found = survey([text.encode("utf-8", "surrogatepass")], 10**6)
    if found.trouble:
        return
    cleaner = Cleaner(select=(rule,))
    whole = cleaner.clean(text, syntax=found.syntax)
    pieces = parts(lines, cuts)
    results = [cleaner.clean(piece, syntax=found.syntax) for piece in pieces]
    starts = accumulate(map(len, pieces), initial=0)
    edits = [(one.source.start + at, one.after) for at, of in zip(starts, results, strict=False) for one in of.repairs]
    assert whole.text == "".join(result.text for result in results)
    assert [(one.source.start, one.after) for one in whole.repairs] == edits


@given(st.lists(st.sampled_from(ACROSS), max_size=12))
@example(["```", "<a", "```", "```", "```", "$$", "href='x'>", "$$", "<math>$$"])  # $$ within a tag
def test_what_is_read_across_lines_is_in_one_section(lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    with patch.object(cutting, "LINES", 1), patch.object(cutting, "MORE", 0):
        data = text.encode().splitlines(keepends=True)
        assert not survey(data, 10**6, Syntax.PLAIN).trouble
        cut = [section.data.decode() for section in cutting._cut(data, 10**6)]
    found, at = [], 0
    for part in cut:
        found += [(span.start + at, span.end + at) for span in protected_spans(part)]
        at += len(part)
    assert "".join(cut) == text
    assert found == [tuple(span) for span in protected_spans(text)]


@settings(deadline=None)
@given(TEXT, st.integers(1, 4), st.integers(30, 60), st.integers(1, 70))
def test_sections_are_the_same_however_they_are_read(lines: list[str], size: int, limit: int, at_once: int) -> None:
    class Slow(io.BytesIO):
        def read(self, wanted: int | None = -1, /) -> bytes:
            return super().read(min(at_once, wanted if wanted and wanted > 0 else at_once))

    data = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
    with patch.object(cutting, "LINES", size), patch.object(cutting, "MORE", 1):
        cut = [list(PlainText(again=lambda: io.BytesIO(data)).pieces(of(data), limit)) for of in (io.BytesIO, Slow)]
    records = [[piece for kind, piece in of if kind is Kind.RECORD] for of in cut]
    assert records[0] == records[1]
    assert b"".join(piece for _, piece in cut[0]) == data
    assert all(len(piece) <= limit for piece in records[0])


@settings(deadline=None)
@given(TEXT, st.integers(1, 4))
def test_a_text_in_sections_is_all_there_and_can_be_undone(lines: list[str], size: int) -> None:
    data = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
    told = Settings(config=Config(), max_record=max(60, max(map(len, data.split(b"\n"))) + 1))
    with TemporaryDirectory() as folder, patch.object(cutting, "LINES", size), patch.object(cutting, "MORE", 0):
        root = Path(folder)
        (root / "in").mkdir()
        (root / "in" / "a.txt").write_bytes(data)
        run(root / "in", root / "out", told)
        layout = Layout(root / "out")
        (line,) = shards(layout.manifests()).values()
        assert line["records"] == line["out"] + line["quarantined"]
        restore(line, layout, root / "back" / "a.txt")
        assert (root / "back" / "a.txt").read_bytes() == data
        assert json.dumps(line)
