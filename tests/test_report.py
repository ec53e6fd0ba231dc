"""The views: places, frames, diffs that patch and git take, and nothing hostile in any of them."""

import difflib
import json
import subprocess
import unicodedata
from pathlib import Path

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_clean import RULES
from corpus_clean.config import Config
from corpus_clean.decoding import Decoded
from corpus_clean.edit import Edit, Patch
from corpus_clean.report import FORMATS, SUFFIXES, view
from corpus_clean.report.glyphs import width
from corpus_clean.report.hunks import changes, hunks, split
from corpus_clean.report.lines import Lines
from corpus_clean.session import Outcome, Status
from corpus_clean.tally import Tally
from tests.hostile import HOSTILE
from tests.outcomes import ANY, edit, edited, finding, outcome


def shown(name: str, one: Outcome, **options: object) -> str:
    piece = view(name, **options).outcome(one)
    return click.unstyle(piece if isinstance(piece, str) else piece.decode(errors="surrogatepass"))


# --- places


def test_only_three_endings_end_a_line() -> None:
    text = "a\u2028b\x85c\x0cd\ne\r\nf\rg"
    lines = Lines(Decoded(text, "utf-8", b"", "utf-8"))
    assert [tuple(lines.place(text.index(character))) for character in "adefg"] == [
        (1, 1),
        (1, 7),
        (2, 1),
        (3, 1),
        (4, 1),
    ]


@given(st.text(st.sampled_from("a達\n\r\u2028")))
def test_bounds_hold_one_line_without_its_ending(text: str) -> None:
    lines = Lines(Decoded(text, "utf-8", b"", "utf-8"))
    for offset in range(len(text) + 1):
        start, stop = lines.bounds(offset)
        assert not set(text[start:stop]) & {"\n", "\r"}
        assert start <= offset
        assert text[stop : stop + 1] in ("", "\n", "\r")


@given(
    st.text(),
    st.sampled_from([("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("gb18030", b"")]),
)
def test_bytes_are_those_of_the_file(text: str, how: tuple[str, bytes]) -> None:
    text = text.encode(errors="replace").decode()
    decoded = Decoded(text, *how, "bom")
    lines = Lines(decoded)
    for offset in [*range(len(text) + 1), 0]:
        assert lines.byte(offset) == len(decoded.encode(text[:offset]))


def test_where_characters_have_no_bytes_of_their_own_there_is_none() -> None:
    assert Lines(Decoded("達", "iso2022_jp", b"", "declared")).byte(0) is None


# --- hunks, with difflib and patch as oracles


@given(edited(st.sampled_from("ab\n")))
def test_changes_are_what_changes(sample: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = sample
    after = Patch(edits).apply(text)
    source, made, at = split(text), [], 0
    for change in changes(text, edits):
        assert source[change.first : change.stop] == change.old != change.new
        made += source[at : change.first] + change.new
        at = change.stop
    assert "".join(made + source[at:]) == after


@given(edited(st.sampled_from("abc\n\n")))
def test_hunk_headers_count_right(sample: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = sample
    source, after = split(text), split(Patch(edits).apply(text))
    for hunk in hunks(text, edits):
        _, old, new, _ = hunk.header.split(" ")
        for sign, lines, where in (("-", source, old), ("+", after, new)):
            start, _, count = where[1:].partition(",")
            first, number = int(start), int(count or 1)
            mine = [line for kind, line in hunk.lines if kind in (" ", sign)]
            assert len(mine) == number
            assert lines[first - 1 : first - 1 + number] == mine or (number == 0 and 0 <= first <= len(lines))


def test_the_diff_is_that_of_difflib_where_there_is_one_way() -> None:
    text = "".join(f"line {number}\n" for number in range(30))
    edits = [
        edit(text.index("3\n"), text.index("3\n") + 1, "drei"),
        edit(text.index("17"), text.index("17") + 2, "x\ny"),
    ]
    ours = shown("diff", outcome(text, *edits), exact=True)
    theirs = difflib.unified_diff(split(text), split(Patch(tuple(edits)).apply(text)), "a.txt", "a.txt")
    assert ours == "".join(theirs).replace("--- a.txt \n", "--- a.txt\n")


TRICKY = [
    ("a\nb\nc", [edit(4, 5, "C")]),
    ("a\nb\n", [edit(3, 4, "")]),
    ("a", [edit(1, 1, "\n")]),
    ("", [edit(0, 0, "new")]),
    ("gone\n", [edit(0, 5, "")]),
    ("a\r\nb\r\n", [edit(0, 1, "達")]),
    ("a\rb\u2028c\x85d\n", [edit(2, 3, "B")]),
    ("1\n2\n3\n4\n5\n6\n7\n8\n9\n", [edit(0, 1, "x"), edit(16, 17, "")]),
    ("\\ No newline\n--- a\n+++ b\n", [edit(0, 1, "/")]),
    ("same\nsame\nsame\n", [edit(5, 10, "")]),
    ("a\n\nb", [edit(1, 3, "")]),
]


@pytest.mark.parametrize("tool", [["patch", "-p0", "-s"], ["git", "apply", "-p0"]], ids=["patch", "git"])
@pytest.mark.parametrize("name", ["a.txt", "with blank.txt", "達.txt", 'quo"te.txt', "./dot.txt"])
@pytest.mark.parametrize("case", range(len(TRICKY)))
def test_patch_and_git_take_the_diff(tmp_path: Path, tool: list[str], name: str, case: int) -> None:
    text, edits = TRICKY[case]
    one = outcome(text, *edits, path=name)
    (tmp_path / name).write_bytes(one.source)
    piece = view("diff", exact=True).outcome(one)
    assert isinstance(piece, bytes)
    ran = subprocess.run(tool, cwd=tmp_path, input=b"# remark\n" + piece, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr + ran.stdout + piece
    assert (tmp_path / name).read_bytes() == one.data


@settings(max_examples=60, deadline=None)
@given(sample=edited(st.sampled_from("ab達\n\n\r")))
def test_patch_gives_the_result(tmp_path_factory: pytest.TempPathFactory, sample: tuple[str, tuple[Edit, ...]]) -> None:
    one = outcome(sample[0], *sample[1], bom=b"\xef\xbb\xbf")
    if one.status is Status.CLEAN:
        return
    folder = tmp_path_factory.mktemp("patched")
    (folder / "a.txt").write_bytes(one.source)
    piece = view("diff", exact=True).outcome(one)
    assert isinstance(piece, bytes)
    subprocess.run(["patch", "-p0", "-s"], cwd=folder, input=piece, check=True, capture_output=True)
    assert (folder / "a.txt").read_bytes() == one.data


# --- what is shown


def test_full_shows_place_code_points_and_a_frame() -> None:
    text = "作為達(dá)州市,近年"
    one = outcome(text, edit(3, 7, "", "pinyin-gloss"), edit(9, 10, "，", "cjk-width"))
    assert shown("full", one).splitlines() == [
        'a.txt:1:4: pinyin-gloss [*] U+0028 U+0064 U+00E1 U+0029 "(dá)" → (nothing)',
        "    作為達(dá)州市,近年",
        "          ^^^^ why",
        'a.txt:1:10: cjk-width [*] U+002C "," → U+FF0C "，"',
        "    作為達(dá)州市,近年",
        "                  ^ why",
    ]


def test_carets_stand_below_what_they_mark() -> None:
    text = "達" * 100 + "\u200bab" + "州" * 100
    _, frame, carets = shown("full", outcome(text, edit(100, 101, ""))).splitlines()
    assert frame == f"    …{'達' * 16}‹200B›ab{'州' * 15}…"
    assert carets == " " * (4 + 1 + 32) + "^" * 6 + " why"


@pytest.mark.parametrize("across", [40, 60, 80])
def test_a_frame_fits_into_a_narrow_terminal(across: int) -> None:
    one = outcome("達" * 99 + "(dá)" + "川" * 99, edit(99, 103, ""))
    _, line, carets = shown("full", one, width=across).splitlines()
    assert width(line) <= across
    assert width(line) >= min(across - 6, 74)  # as much of the line as there is room for, up to a bound
    assert width(line[: line.index("(dá)")]) == carets.index("^^^^")


def test_findings_are_marked_by_what_can_be_done() -> None:
    text = "a\n?b?"
    one = outcome(
        text, findings=(finding(2, 3, text, "x", "y", guess=True), finding(3, 4, text), finding(4, 5, text, "z"))
    )
    heads = [line for line in shown("full", one).splitlines() if not line.startswith(" ")]
    assert heads == [
        'a.txt:2:1: a-doubt [?] U+003F "?" → U+0078 "x" or "y"',
        'a.txt:2:2: a-doubt [!] U+0062 "b"',
        'a.txt:2:3: a-doubt [!] U+003F "?", maybe "z"',
    ]


def test_what_is_left_is_shown_in_the_result() -> None:
    text = "xx\n?"
    left = finding(3, 4, text)
    moved = type(left)(left.rule, left.source, type(left.source)(0, 1), left.text, left.note)
    one = outcome(text, edit(0, 3, ""), findings=(moved,))
    assert shown("full", one, repairs=False).splitlines()[0] == 'a.txt:1:1: a-doubt [!] U+003F "?"'


def test_many_frames_are_cut_and_said_to_be() -> None:
    text = "a" * 200
    one = outcome(text, *(edit(at, at + 1, "b") for at in range(120)), findings=(finding(150, 151, text),))
    short = shown("full", one)
    assert short.count("[*]") == 50
    assert "[!]" in short
    assert short.endswith("a.txt: and 70 more (--all to see them)\n")
    assert shown("full", one, limit=None).count("[*]") == 120


def test_a_new_encoding_is_a_repair() -> None:
    one = outcome("達川", path="g.txt", encoding="gb18030")
    assert one.repairs() == {"encoding": 1}
    assert shown("full", one) == "g.txt: encoding [*] gb18030 → utf-8 (proven)\n"
    assert shown("concise", one) == "g.txt:1:1: encoding gb18030 → utf-8 (proven)\n"
    assert (
        shown("diff", one, exact=True) == "# g.txt: encoding gb18030 -> utf-8 (proven); the lines are shown as UTF-8\n"
    )
    assert shown("spans", one) == "g.txt: encoding gb18030 -> utf-8 (proven)\n"


def test_an_undecodable_file_is_a_finding() -> None:
    one = Outcome("u.txt", Status.UNDECODABLE, "no encoding fits")
    assert shown("full", one) == "u.txt: undecodable [!] no encoding fits\n"
    assert shown("concise", one) == "u.txt:1:1: undecodable no encoding fits\n"
    assert shown("spans", one) == shown("diff", one, exact=False) == ""
    assert shown("full", Outcome("t", Status.TROUBLE, "x")) == shown("concise", Outcome("t", Status.TROUBLE, "x")) == ""


def test_concise_is_one_line_each() -> None:
    text = "a,\n?"
    one = outcome(text, edit(1, 2, "，"), findings=(finding(3, 4, text, "x"),))
    assert shown("concise", one) == 'a.txt:1:2: a-rule "," → "，"\na.txt:2:1: a-doubt "?" → "x"?\n'


def test_spans_stand_inside_their_line() -> None:
    one = outcome("上一\n" + "達" * 60 + "(dá)川,\n", edit(63, 67, ""), edit(68, 69, "，"))
    assert shown("spans", one) == f"a.txt:2: …{'達' * 24}[-(dá)-]川[-,-]{{+，+}}\n"


def test_the_tally_finds_words() -> None:
    tally = Tally()
    text = "a,b"
    for one in (
        outcome("a,b", edit(1, 2, "，", "cjk-width")),
        outcome(text, findings=(finding(0, 1, text, "x", guess=True), finding(1, 2, text))),
        outcome("fine"),
        Outcome("b.png", Status.BINARY, "binary"),
        Outcome("u", Status.UNDECODABLE, "?"),
    ):
        tally.add(one)
    assert tally.found() == (
        "Found 4 in 3 of 4 files: a-doubt 2, cjk-width 1, undecodable 1; "
        "1 repairable, 1 with --risky, 2 to look at; 1 binary file skipped"
    )
    assert tally.fixed() == "Fixed 1 in 1 of 4 files: cjk-width 1; 3 findings left in 2 files; 1 binary file skipped"
    assert (tally.exit_code(), tally.exit_code(changes=False), tally.exit_code(changes=False, findings=False)) == (
        1,
        1,
        0,
    )
    tally.add(Outcome("x", Status.TROUBLE, "gone"))
    assert tally.exit_code(changes=False, findings=False) == 2
    assert tally.found().endswith("; 1 failed")


# --- hostile text


SAFE: list[tuple[str, dict[str, object]]] = [
    ("full", {}),
    ("concise", {}),
    ("spans", {}),
    ("diff", {"exact": False}),
    ("jsonl", {}),
    ("html", {}),
    ("sarif", {}),
    ("github", {}),
]


def is_calm(text: str) -> bool:
    return all(
        one == "\n" or (one.isprintable() and unicodedata.category(one) not in {"Cf", "Cc", "Cs"}) for one in text
    )


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
@pytest.mark.parametrize(
    ("name", "options"),
    SAFE,
)
def test_no_view_lets_hostile_text_through(name: str, options: dict[str, object], text: str) -> None:
    whole = f"前{text}中{text}后\n{text}"
    size = len(text)
    one = outcome(
        whole,
        edit(1, 1 + size, text[::-1] + "x"),
        findings=(finding(2 + size, 2 + 2 * size, whole, text, guess=True), finding(0, 1, whole, text)),
        path=f"dir/{text}.txt".replace("\x00", ""),
    )
    output = shown(name, one, **options)
    assert output
    assert is_calm(output)


@given(edited(), st.text(ANY))
def test_no_view_lets_any_text_through(sample: tuple[str, tuple[Edit, ...]], path: str) -> None:
    one = outcome(sample[0], *sample[1], path=path)
    for name, options in SAFE:
        assert is_calm(shown(name, one, **options))


def test_jsonl_is_ascii_lines_that_parse() -> None:
    made = view("jsonl")
    pieces = [
        made.opening("check", Config(), RULES),
        made.outcome(outcome("a,b", edit(1, 2, "，"))),
        made.closing(Tally()),
    ]
    kinds = [json.loads(line)["kind"] for piece in pieces for line in bytes(piece).splitlines()]  # type: ignore[arg-type]
    assert kinds == ["ledger", "file", "repair", "totals"]


def test_formats_are_what_the_options_offer() -> None:
    from corpus_clean.cli import options
    from corpus_clean.profiles import PROFILES

    assert options.FORMATS == FORMATS
    assert set(SUFFIXES.values()) <= set(FORMATS)
    assert set(options.PROFILES) == set(PROFILES)
