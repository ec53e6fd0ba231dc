"""From bytes to a clean text: decode, clean, and one result that leads all the way back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus_clean.decoding import Decoded, decode
from corpus_clean.edit import Edit, Patch
from corpus_clean.result import Result, build
from corpus_clean.rule import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus_clean.cleaner import Cleaner
    from corpus_clean.decoding import Hints
    from corpus_clean.document import Syntax
    from corpus_clean.edit import Certainty

UNDECODABLE = "undecodable"
"""What bytes that no encoding reads are found under."""


def cleaned(decoded: Decoded, cleaner: Cleaner, syntax: Syntax | None = None) -> Result:
    """Clean what was decoded. The repairs count from `decoded.source`, so that they lead back to the bytes."""
    result = cleaner.clean(decoded.text, syntax=syntax)
    if not decoded.patch:
        return result
    then = Patch(tuple(Edit(*one.source, one.after, one.certainty, one.note, (), one.rules) for one in result.repairs))
    patch = decoded.patch.compose(then, result.text)
    found = [(one.rule, Suspicion(*one.result, one.note, one.candidates), one.certainty) for one in result.findings]
    return build(decoded.source, result.text, patch, [*found, *_unread(decoded, then)])


def _unread(decoded: Decoded, then: Patch) -> Iterator[tuple[str, Suspicion, Certainty | None]]:
    """Yield what no encoding reads, as it stands in the result; what a rule changed is told with that change."""
    kept: list[tuple[int, str]] = [
        (span.start, edit.note)
        for span, edit in zip(decoded.patch.result_spans(), decoded.patch.edits, strict=True)
        if edit.new == "\ufffd"
    ]
    shift = at = 0
    for start, note in kept:
        while at < len(then.edits) and then.edits[at].end <= start:
            shift += then.edits[at].growth
            at += 1
        if at == len(then.edits) or then.edits[at].start > start:
            yield UNDECODABLE, Suspicion(start + shift, start + shift + 1, note), None


def clean_bytes(
    data: bytes,
    profile: str = "corpus",
    *,
    declared: str | None = None,
    hints: Hints | None = None,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    risky: bool = False,
    lang: str | None = None,
) -> Result:
    r"""Decode and clean bytes; see `decode` for `declared` and `hints`, and `clean` for the others.

    The result knows what was decoded, and `revert_bytes` gives the very bytes back.

    >>> result = clean_bytes("Le café était fermé ; ".encode() + "déjà vu".encode("cp1252"))
    >>> result.text, result.revert_bytes()[-7:]
    ('Le café était fermé ; déjà vu', b'd\xe9j\xe0 vu')
    """
    from corpus_clean.cleaner import Cleaner

    cleaner = Cleaner(
        profile,
        None if select is None else tuple(select),
        tuple(ignore),
        tuple(extend_select),
        risky=risky,
        lang=lang,
    )
    decoded = decode(data, declared=declared, hints=hints)
    return replace(cleaned(decoded, cleaner), decoded=decoded)
