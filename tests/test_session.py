"""From bytes to an outcome; a fault of ours never becomes a result."""

from pathlib import Path

import pytest

from corpus_clean.cleaner import Cleaner
from corpus_clean.decoding import Decoded
from corpus_clean.document import Syntax
from corpus_clean.edit import Certainty, Span
from corpus_clean.result import Repair, Result
from corpus_clean.session import Outcome, Status, examine, examine_bytes

GLOSSED = "作為達(dá)州市達(dá)川區(qū)的干部，學(xué)習(xí)"
MINIMAL = Cleaner("minimal")


class Broken(Cleaner):
    """A cleaner that answers with what it is given."""

    def __init__(self, answer: Result | Exception) -> None:
        object.__setattr__(self, "answer", answer)

    def clean(self, text: str, *, syntax: Syntax | None = None) -> Result:  # noqa: ARG002
        answer = self.__dict__["answer"]
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, Result)
        return answer


def repair(start: int, end: int, before: str, after: str) -> Repair:
    return Repair(("a",), Span(start, end), Span(start, start + len(after)), before, after, Certainty.LIKELY)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", ""])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_repairs_touch_nothing_else(ending: str, bom: bytes) -> None:
    source = bom + (GLOSSED + ending + "好" + ending).encode()
    one = examine_bytes("a.txt", source, MINIMAL)
    assert one.status is Status.CHANGED
    assert one.data == bom + ("作為達州市達川區的干部，學習" + ending + "好" + ending).encode()
    assert one.repairs() == {"pinyin-gloss": 5}


def test_clean_bytes_come_back_as_they_are() -> None:
    for data in (b"", b"fine\r\n", b"\xef\xbb\xbffine", "達川。\u2028".encode()):
        one = examine_bytes("a.txt", data, MINIMAL)
        assert (one.status, one.data, one.recoded) == (Status.CLEAN, data, "")


def test_a_new_encoding_alone_is_a_change() -> None:
    one = examine_bytes("a.txt", "達川".encode("utf-16"), MINIMAL)
    assert (one.status, one.data, one.recoded) == (Status.CHANGED, "達川".encode(), "utf-16-le -> utf-8")
    assert one.repairs() == {"encoding": 1}


def test_a_guessed_encoding_is_likely_and_a_named_one_proven() -> None:
    data = ("他說：今天的天氣很好，我們一起去公園散步吧。" * 9).encode("big5")
    assert examine_bytes("a.txt", data, MINIMAL).certainty is Certainty.LIKELY
    assert examine_bytes("a.txt", data, MINIMAL, "big5").certainty is Certainty.PROVEN
    assert examine_bytes("a.txt", b"fine", MINIMAL).certainty is None


def test_a_repair_counts_once_under_the_rule_that_began_it() -> None:
    made = (Repair(("a", "b"), Span(0, 1), Span(0, 1), "x", "y", Certainty.LIKELY),)
    one = examine_bytes("a.txt", b"x", Broken(Result("y", made)))
    assert one.repairs() == {"a": 1}


def test_what_is_no_text_is_left_with_its_bytes() -> None:
    one = examine_bytes("a.png", b"\x89PNG\r\n\x1a\n", MINIMAL)
    assert (one.status, one.data) == (Status.BINARY, b"\x89PNG\r\n\x1a\n")
    one = examine_bytes("a.txt", b"5 \xe9", MINIMAL)
    assert (one.status, one.data) == (Status.UNDECODABLE, b"5 \xe9")
    assert one.findings() == {"undecodable": 1}
    assert examine_bytes("a.txt", b"5 \xe9", MINIMAL, "cp1252").recoded == "cp1252 -> utf-8"


def test_half_a_surrogate_pair_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "corpus_clean.session.decode_as", lambda _data, _encoding: Decoded("a\ud800", "utf-7", b"", "declared")
    )
    one = examine_bytes("a.txt", b"a+2AA-", Cleaner("minimal", ignore=("surrogate",)))
    assert (one.status, one.reason) == (Status.TROUBLE, "holds half a surrogate pair at 1; left as it is")


def test_a_missing_file_is_an_outcome(tmp_path: Path) -> None:
    assert examine(tmp_path / "gone", MINIMAL).status is Status.TROUBLE
    (tmp_path / "a.txt").write_text("fine")
    one = examine(tmp_path / "a.txt", MINIMAL)
    assert (one.status, one.stamp is not None) == (Status.CLEAN, True)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Result("abx", (repair(2, 3, "c", "y"),)), "the repairs do not lead to the result"),
        (Result("abx", (repair(2, 3, "d", "x"),)), "the repairs do not lead back to the source"),
        (Result("abx", (repair(2, 9, "c", "x"),)), "edit 2:9 is outside"),
        (Result("abx", (repair(2, 3, "c", "x"), repair(1, 2, "b", "b"))), "edit 1:2 is out of order"),
        (ZeroDivisionError("oh\nno"), "ZeroDivisionError: oh no"),
        (RecursionError("deep"), "RecursionError: deep"),
    ],
)
def test_a_fault_of_ours_is_trouble_and_no_result(answer: Result | Exception, reason: str) -> None:
    one = examine_bytes("a.txt", b"abc", Broken(answer))
    assert (one.status, one.data) == (Status.TROUBLE, b"abc")
    assert one.reason.startswith(f"our own fault, {reason}")
    assert "\n" not in one.reason


def test_the_name_says_what_kind_of_text(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    def clean(_: Cleaner, text: str, *, syntax: Syntax | None = None) -> Result:
        seen.append(syntax)
        return Result(text)

    monkeypatch.setattr(Cleaner, "clean", clean)
    for name in ("a.MD", "b.jsonl", "c.txt"):
        examine_bytes(name, b"x", MINIMAL)
    assert seen == [Syntax.MARKDOWN, Syntax.JSON, None]


def test_an_outcome_without_a_text_has_no_repairs() -> None:
    assert not Outcome("a", Status.TROUBLE).repairs()
