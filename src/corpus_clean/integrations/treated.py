"""What became of one text of an engine. Nothing is raised here: in a batch, one text must not cost the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from corpus_clean.decoding import decode, is_sure
from corpus_clean.edit import Certainty
from corpus_clean.result import Repair, Result
from corpus_clean.safety import OURS, described, text_fault

if TYPE_CHECKING:
    from collections import Counter

    from corpus_clean.cleaner import Cleaner
    from corpus_clean.result import Finding

ERROR = "error"
"""The kind of entry, and the name in counts, of a text that could not be cleaned."""
ENCODING = "encoding"
"""The same of bytes that were not in UTF-8."""


class Treated(NamedTuple):
    """A text after cleaning, None where it stays as it is; what was done, and what went wrong.

    `encoding` is what bytes were in that are in no valid UTF-8, and `sure` how sure that is.
    """

    text: str | None
    result: Result
    fault: str = ""
    encoding: str = ""
    sure: Certainty | None = None

    @property
    def telling(self) -> bool:
        """Whether there is anything to record."""
        return self.text is not None or bool(self.result.findings or self.fault)

    def add_to(self, counts: Counter[str]) -> None:
        """Count the repairs by rule, each once: under the first that made it; and what went wrong."""
        counts.update(repair.rules[0] for repair in self.result.repairs)
        counts[ENCODING] += bool(self.encoding)
        counts[ERROR] += bool(self.fault)


def treat(cleaner: Cleaner, text: str) -> Treated:
    """Clean a text.

    >>> from corpus_clean.cleaner import Cleaner
    >>> treat(Cleaner(), "達(dá)川").text, treat(Cleaner(), "達川").text
    ('達川', None)
    """
    if not isinstance(text, str):  # what engines promise, data does not always keep
        return Treated(None, Result(""), f"is no text, but of type {type(text).__name__}; it was left as it is")
    try:
        result = cleaner.clean(text)
        if result.repairs:
            result.text.encode()  # half a surrogate pair fits into no column
        fault = text_fault(text, result) if result.repairs else ""
    except Exception as error:  # noqa: BLE001 - a fault in one rule must not cost the other texts
        fault = described(error)
    if fault:
        return Treated(None, Result(text), f"{OURS}, {fault}; it was left as it is")
    return Treated(result.text if result.repairs else None, result)


def treat_bytes(cleaner: Cleaner, data: bytes) -> Treated:
    r"""Clean what should be UTF-8, and may be in another encoding.

    >>> from corpus_clean.cleaner import Cleaner
    >>> treat_bytes(Cleaner(), "達(dá)川".encode()).text, treat_bytes(Cleaner(), b"\xe9").fault
    ('達川', 'is not UTF-8, and its encoding cannot be told; it was left as it is')
    """
    try:
        return treat(cleaner, data.decode())
    except UnicodeDecodeError:
        decoded = decode(data)
    if not is_sure(decoded):
        return Treated(None, Result(""), "is not UTF-8, and its encoding cannot be told; it was left as it is")
    treated = treat(cleaner, decoded.text)
    sure = Certainty.LIKELY if decoded.how in {"mixed", "statistical"} else Certainty.PROVEN
    text = decoded.text if treated.text is None else treated.text
    return treated._replace(text=text, encoding=decoded.encoding, sure=sure)


def entries(treated: Treated) -> list[dict[str, Any]]:
    """Return what there is to record of a text, as plain values; spans are half-open, in code points.

    The kinds are repair, finding, encoding and error.

    >>> from corpus_clean.cleaner import Cleaner
    >>> (entry,) = entries(treat(Cleaner(), "達(dá)川"))
    >>> entry["rules"], entry["source"], entry["before"], entry["after"]
    (['pinyin-gloss'], {'start': 1, 'end': 5}, '(dá)', '')
    """
    made = []
    if treated.encoding:
        made.append(_whole(ENCODING, f"{treated.encoding} -> utf-8", treated.sure))
    made += map(_placed, treated.result.repairs)
    made += map(_placed, treated.result.findings)
    if treated.fault:
        made.append(_whole(ERROR, treated.fault, None))
    return made


def _placed(one: Repair | Finding) -> dict[str, Any]:
    place = {"source": one.source._asdict(), "result": one.result._asdict()}
    made: dict[str, Any]
    if isinstance(one, Repair):
        made = {"rules": list(one.rules), **place, "before": one.before, "after": one.after, "candidates": []}
    else:
        made = {"rules": [one.rule], **place, "before": one.text, "after": None, "candidates": list(one.candidates)}
    kind = "repair" if isinstance(one, Repair) else "finding"
    return {"kind": kind, "certainty": one.certainty and str(one.certainty), **made, "note": one.note}


def _whole(kind: str, note: str, certainty: Certainty | None) -> dict[str, Any]:
    empty = dict.fromkeys(("source", "result", "before", "after"))
    return {
        "kind": kind,
        "rules": [],
        "certainty": certainty and str(certainty),
        **empty,
        "candidates": [],
        "note": note,
    }
