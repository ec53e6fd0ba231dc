"""What holds of any text, in every profile: nothing lost, settled, nothing that acts appears, nothing else matters.

How many examples are drawn is for the profile of Hypothesis to say: `nox -s fuzz -- 200000` draws that many in all.
"""

from __future__ import annotations

import io
import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from corpus_clean import clean_bytes, decode
from corpus_clean.cleaner import Cleaner
from corpus_clean.corpus.jsonl import JsonLines
from corpus_clean.corpus.pieces import Kind
from corpus_clean.corpus.plain import PlainText
from corpus_clean.corpus.treatment import Treatment
from corpus_clean.corpus.trouble import NotARecord
from corpus_clean.document import Syntax
from corpus_clean.profiles import NAMES, PROFILES
from tests.invariants import clean_file, clean_text
from tests.properties.damage import CODECS, pieces, sentences, texts, whole_texts

if TYPE_CHECKING:
    from corpus_clean.corpus.format import Format

CLEANERS = {name: Cleaner(name) for name in NAMES}
MINIMAL, CORPUS = CLEANERS["minimal"], CLEANERS["corpus"]
LANGUAGES = ("zh", "ja", "ru", "fr", "ar")
CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]")
C1 = re.compile("[\x80-\x9f]")
READ = {"mojibake", "lossy-mojibake", "gbk-straddle", "legacy-font"}
"""The rules that read bytes again."""
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
STRUCTURE = "<>\"'\\&{}[]`=|$;\n\r\t"

any_cleaner = st.one_of(
    st.sampled_from([*CLEANERS.values()]),
    st.builds(Cleaner, st.sampled_from(NAMES), lang=st.sampled_from(LANGUAGES)),
    st.builds(Cleaner, st.sampled_from(NAMES), risky=st.booleans()),
)
files = st.one_of(
    st.binary(max_size=80),
    st.builds(lambda text, codec: text.encode(codec, "replace"), texts, st.sampled_from([*CODECS, "utf-8", "utf-16"])),
    st.lists(st.builds(lambda text, codec: text.encode(codec, "replace"), pieces, st.sampled_from(CODECS))).map(
        b"\n".join
    ),
)


@given(any_cleaner, texts, st.sampled_from((None, *Syntax)))
def test_any_text_is_cleaned_settles_and_comes_back(cleaner: Cleaner, text: str, syntax: Syntax | None) -> None:
    clean_text(cleaner, text, syntax)


@given(any_cleaner, st.text(st.characters()))
def test_so_is_any_row_of_code_points(cleaner: Cleaner, text: str) -> None:
    clean_text(cleaner, text)


@given(st.sampled_from([*CLEANERS.values()]), files, st.sampled_from(("a.txt", "a.md", "a.html", "a.csv", "a.json")))
def test_any_file_comes_back_from_its_ledger(cleaner: Cleaner, data: bytes, name: str) -> None:
    clean_file(cleaner, name, data)


printable = st.one_of(
    st.text(st.characters(max_codepoint=0x7E, exclude_categories=["Cc"])),
    texts.map(lambda text: re.sub("[^\t\n\r -~]", "", text)),
    texts.map(lambda text: re.sub("[^\t\n\r -~]", "?", text)),
)


@given(printable)
def test_minimal_leaves_what_is_all_ascii(text: str) -> None:
    # Printable, with tabs and ends of lines: the other controls of ASCII are no text, and control-char takes them away.
    assert MINIMAL.clean(text).text is text


@given(texts)
def test_minimal_keeps_the_lines(text: str) -> None:
    result = MINIMAL.text(text)
    assert re.findall("\r\n|\r|\n", result) == re.findall("\r\n|\r|\n", text)


@given(texts)
def test_minimal_changes_nothing_that_corpus_leaves(text: str) -> None:
    if not CORPUS.clean(text).changed:
        assert not MINIMAL.clean(text).changed


@given(texts)
def test_nothing_that_acts_appears_in_minimal(text: str) -> None:
    # A reading of bytes may hold the mark that was there before them, or a byte of damage that lies deeper and stays;
    # the undoing of re-paired GBK gives a tag its < back.
    for repair in MINIMAL.clean(text).repairs:
        before, after = repair.before, repair.after
        assert all(after.count(one) <= before.count(one) for one in CONTROLS.findall(after))
        if not READ & set(repair.rules):
            assert all(after.count(one) <= before.count(one) for one in (*C1.findall(after), *BIDI.findall(after)))
            assert all(after.count(one) <= before.count(one) for one in STRUCTURE)


@given(st.sampled_from(("corpus", "typographic", "ascii")), texts)
def test_no_profile_makes_controls(name: str, text: str) -> None:
    result = CLEANERS[name].clean(text)
    read = "".join(repair.after for repair in result.repairs if READ & set(repair.rules))
    for one in {*CONTROLS.findall(result.text), *C1.findall(result.text)}:
        assert result.text.count(one) <= text.count(one) + (read.count(one) if C1.match(one) else 0)


@given(whole_texts)
def test_a_text_is_cleaned_as_its_bytes_are(text: str) -> None:
    data = text.encode()
    found = decode(data)
    if (found.encoding, found.bom) == ("utf-8", b""):  # ASCII with shifts in it may be read otherwise
        assert clean_bytes(data).text == CORPUS.text(text)


def _pieces(form: Format, data: bytes) -> bytes:
    treatment = Treatment(CORPUS, form)
    made = []
    for kind, piece in form.pieces(io.BytesIO(data), 1 << 20):
        try:
            treated = treatment(piece) if kind is Kind.RECORD else None
        except NotARecord:
            treated = None
        made.append(treated.data if treated else piece)
    return b"".join(made)


lines = st.lists(st.one_of(texts.map(lambda text: text.replace("\n", "")), sentences), max_size=5)


@given(lines, st.integers(0, 5), st.sampled_from(("lines", "jsonl")))
def test_a_shard_cut_between_records_is_cleaned_as_the_whole(texts_: list[str], cut: int, kind: str) -> None:
    if kind == "jsonl":
        rows = [json.dumps({"text": text}).encode() + b"\n" for text in texts_]
    else:
        rows = [text.encode("utf-8", "replace") + b"\n" for text in texts_]
        rows = [
            row.removeprefix(b"\xef\xbb\xbf") for row in rows
        ]  # the mark of a file, where a cut makes a row the first

    def form() -> Format:
        return JsonLines([("text",)]) if kind == "jsonl" else PlainText("line", None)

    parts = [b"".join(rows[:cut]), b"".join(rows[cut:])]
    assert b"".join(_pieces(form(), part) for part in parts) == _pieces(form(), b"".join(rows))


@given(st.lists(texts, min_size=2, max_size=4))
def test_threads_share_a_cleaner(many: list[str]) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(CORPUS.text, many * 2)) == [Cleaner().text(text) for text in many] * 2


def test_minimal_repairs_with_rules_of_corpus_alone() -> None:
    repairing = {name: {rule.id for rule in cleaner.rules} for name, cleaner in CLEANERS.items()}
    assert set(PROFILES["minimal"]) <= repairing["minimal"] <= repairing["corpus"]
