"""Outcomes made by hand, so that views are tested without rules."""

from hypothesis import strategies as st

from corpus_clean.decoding import Decoded
from corpus_clean.edit import Certainty, Edit, Patch, Span
from corpus_clean.result import Finding, Result, build
from corpus_clean.session import Outcome, Status


def outcome(
    text: str,
    *edits: Edit,
    findings: tuple[Finding, ...] = (),
    path: str = "a.txt",
    encoding: str = "utf-8",
    bom: bytes = b"",
    written: str | None = None,
) -> Outcome:
    patch = Patch(edits)
    patch.check(len(text))
    after = patch.apply(text)
    made = build(text, after, patch, ())
    decoded = Decoded(text, encoding, bom, "declared")
    errors = "strict" if encoding != "utf-8" else "surrogatepass"
    source = bom + text.encode(encoding, errors)
    data = (bom if encoding == "utf-8" else b"") + after.encode(errors="surrogatepass")
    status = Status.CHANGED if data != source else Status.FOUND if findings else Status.CLEAN
    return Outcome(
        path, status, "", source, data, decoded, Result(after, made.repairs, findings), stamp=None, written=written
    )


def edit(start: int, end: int, new: str, rule: str = "a-rule", certainty: Certainty = Certainty.LIKELY) -> Edit:
    return Edit(start, end, new, certainty, "why", (), (rule,))


def finding(start: int, end: int, text: str, *candidates: str, guess: bool = False) -> Finding:
    span = Span(start, end)
    return Finding("a-doubt", span, span, text[start:end], "odd", candidates, Certainty.GUESS if guess else None)


ANY = st.characters(exclude_categories=())
"""Half surrogate pairs too, which `st.text()` leaves out."""


@st.composite
def edited(draw: st.DrawFn, alphabet: st.SearchStrategy[str] = ANY) -> tuple[str, tuple[Edit, ...]]:
    texts = st.text(alphabet)
    text = draw(texts)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        new = draw(texts)
        if new != text[start:end]:
            edits.append(edit(start, end, new))
    return text, tuple(edits)
