"""Dolma: taggers that say where a text is to be repaired, and what the mixer needs to repair it.

They are there once this module is imported, which `taggers_modules` has Dolma do. For another configuration derive a
class that sets `cleaner`, and add it by `add_tagger`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from dolma import BaseTagger, add_tagger
from dolma.core.data_types import DocResult, Document, Span

from corpus_clean.cleaner import Cleaner
from corpus_clean.edit import Certainty
from corpus_clean.integrations.treated import ERROR, entries, treat

if TYPE_CHECKING:
    from corpus_clean.integrations.treated import Treated

SCORES = {Certainty.PROVEN: 1.0, Certainty.LIKELY: 0.9}
"""The score of a span that is repaired, by how sure the repair is; that of all others is 0."""


@add_tagger("corpus_clean")
class CorpusCleanTagger(BaseTagger):
    """Tag each repair and each finding with its rule; an error is tagged on the whole text."""

    cleaner: ClassVar[Cleaner] = Cleaner()

    def predict(self, doc: Document) -> DocResult:
        """Return the spans of a document."""
        treated = treat(self.cleaner, doc.text)
        spans = [Span(*one.source, one.rules[0], SCORES.get(one.certainty, 0.0)) for one in treated.result.repairs]
        spans += [Span(*one.source, one.rule, 0.0) for one in treated.result.findings]
        return DocResult(doc, [*spans, Span(0, len(doc.text), ERROR, 0.0)] if treated.fault else spans)


@add_tagger("corpus_clean_result")
class CorpusCleanResult(CorpusCleanTagger):
    """Give the ledger, and to the mixer the span from the first repair to the last (`span`) and its text (`becomes`).

    Where `becomes` would hold `{}`, the mixer would put the old text there: such a span is `left`, and stays as it is.
    """

    def tag(self, row: Any) -> dict[str, Any]:  # noqa: ANN401 - what Dolma reads of a document
        """Return the attributes of a document."""
        treated = treat(self.cleaner, row.text)
        return {"ledger": entries(treated), **({} if treated.text is None else _mixed(row.text, treated.text, treated))}


def _mixed(text: str, cleaned: str, treated: Treated) -> dict[str, Any]:
    start, end = treated.result.repairs[0].source.start, treated.result.repairs[-1].source.end
    if start == end:  # the mixer loses a character where a span is empty
        start, end = max(start - 1, 0), min(end + 1, len(text))
    span, becomes = [(start, end, 1.0)], cleaned[start : len(cleaned) - len(text) + end]
    return {"left": span} if "{}" in becomes else {"span": span, "becomes": becomes}
