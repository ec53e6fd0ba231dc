"""What stays because somebody said so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from corpus_clean.cleaner import Cleaner
from corpus_clean.cli import main
from corpus_clean.keeping import Kept, Stays, ignores_file, stays

BAD = "達(dá)川"
GOOD = "達川"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(line: str) -> Result:
    result = CliRunner().invoke(main, shlex.split(line), prog_name="corpus-clean")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


MARKED = [
    ("{bad} # corpus-clean: ignore-line\n{bad}", "{bad} # corpus-clean: ignore-line\n{good}"),
    ("# corpus-clean: ignore-next-line\r\n{bad}\r\n{bad}", "# corpus-clean: ignore-next-line\r\n{bad}\r\n{good}"),
    (
        "{bad}\n<!-- corpus-clean: off -->\n{bad}\n\n{bad}\n<!-- corpus-clean: on -->\n{bad}",
        "{good}\n<!-- corpus-clean: off -->\n{bad}\n\n{bad}\n<!-- corpus-clean: on -->\n{good}",
    ),
    ("{bad}\n% corpus-clean: off\n{bad}", "{good}\n% corpus-clean: off\n{bad}"),
    ("{bad} corpus-clean: ignore-line cjk-width\n", "{good} corpus-clean: ignore-line cjk-width\n"),
    (
        "{bad} corpus-clean: ignore-line pinyin-gloss, cjk-width\n",
        "{bad} corpus-clean: ignore-line pinyin-gloss, cjk-width\n",
    ),
    ("{bad} corpus-clean: ignore-line because I say so\n", "{bad} corpus-clean: ignore-line because I say so\n"),
    ("{bad} corpus-clean: ignore-lines\n", "{good} corpus-clean: ignore-lines\n"),
    ("{bad} corpus-clean: offside\n", "{good} corpus-clean: offside\n"),
    ("a\nb\nc\nd\ncorpus-clean: ignore-file\n{bad}", "a\nb\nc\nd\ncorpus-clean: ignore-file\n{bad}"),
    ("a\nb\nc\nd\ne\ncorpus-clean: ignore-file\n{bad}", "a\nb\nc\nd\ne\ncorpus-clean: ignore-file\n{good}"),
    ("corpus-clean: ignore-next-line", "corpus-clean: ignore-next-line"),
    ("{bad}\rcorpus-clean: ignore-next-line\r{bad}", "{good}\rcorpus-clean: ignore-next-line\r{bad}"),
]


@pytest.mark.parametrize(("before", "after"), MARKED)
def test_markers_say_what_stays(before: str, after: str) -> None:
    cleaner = Cleaner(select=("pinyin-gloss", "cjk-width"), markers=True)
    # Enough glosses elsewhere that those in question would be taken for what they are.
    proof = "\n" * 7 + "全縣(xiàn)開(kāi)展了學(xué)習(xí)"
    close = "\ncorpus-clean: on" if "off\n" in before else ""
    result = cleaner.clean(before.format(bad=BAD, good=GOOD) + close + proof)
    if "d\ncorpus-clean: ignore-file" not in before:
        proof = "\n" * 7 + "全縣開展了學習"
    assert result.text == after.format(bad=BAD, good=GOOD) + close + proof
    assert not cleaner.clean(result.text).changed


def test_without_markers_a_text_has_no_say() -> None:
    assert Cleaner().text(f"{BAD} corpus-clean: off") == f"{GOOD} corpus-clean: off"


def test_patterns_say_what_stays() -> None:
    glossed = "全縣(xiàn)開(kāi)展了學(xué)習(xí)"
    assert Cleaner(keep_re=(r"縣\(\w+\)開", "z*")).text(glossed) == "全縣(xiàn)開展了學習"
    assert Cleaner(keep_re=("縣", "開")).text(glossed) == "全縣開展了學習"
    with pytest.raises(re.error):
        Cleaner(keep_re=("(",))


@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.integers(0, 20), st.sampled_from(["", "a", "b"])).map(
            lambda one: Kept(min(one[:2]), max(one[:2]), frozenset(one[2]))
        )
    ),
    st.integers(0, 20),
    st.integers(0, 5),
)
def test_touching_is_sharing_a_character_or_standing_inside(stretches: list[Kept], start: int, length: int) -> None:
    covered = {at for one in stretches if not one.rules or "a" in one.rules for at in range(one.start, one.end)}
    end = start + length
    touched = bool(covered & set(range(start, end))) if length else {start - 1, start} <= covered
    assert Stays(stretches).touched("a", start, end) == touched


def test_many_markers_are_bounded() -> None:
    text = "corpus-clean: off\ncorpus-clean: on\n" * 5_000 + BAD * 5_000
    assert Cleaner(markers=True).text(text).endswith(GOOD * 5_000)
    assert not stays("corpus-clean: on", (), (), markers=True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_a_file_can_be_ignored_whatever_its_encoding(folder: Path, encoding: str) -> None:
    data = f"# corpus-clean: ignore-file\n{BAD}".encode(encoding)
    Path("a.txt").write_bytes(data)
    Path("b.txt").write_bytes(b"# corpus-clean: ignore-file\nLe caf\xe9")
    assert ignores_file(data)
    result = run("fix a.txt b.txt")
    assert (result.exit_code, result.output) == (0, "Nothing to fix in 2 files\n")
    assert run("fix a.txt -o c.txt").exit_code == 0
    assert Path("c.txt").read_bytes() == Path("a.txt").read_bytes() == data
    assert str(folder) == str(Path.cwd())


def test_the_command_line_obeys_markers_and_configuration(folder: Path) -> None:
    (folder / "corpus-clean.toml").write_text(
        'keep-re = ["keep .*"]\n[per-file-ignores]\n"d/*.txt" = ["pinyin-gloss"]\n'
    )
    proof = "全縣(xiàn)開(kāi)展了學(xué)習(xí)\n"
    Path("a.txt").write_text(f"{proof}{BAD}\nkeep {BAD}\n{BAD} corpus-clean: ignore-line\n")
    Path("d").mkdir()
    Path("d/b.txt").write_text(BAD)
    Path("d/b.md").write_text(BAD)
    assert run("fix .").exit_code == 0
    assert Path("a.txt").read_text() == f"全縣開展了學習\n{GOOD}\nkeep {BAD}\n{BAD} corpus-clean: ignore-line\n"
    assert (Path("d/b.txt").read_text(), Path("d/b.md").read_text()) == (BAD, GOOD)
