"""hojichar: a filter that repairs documents and rejects none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hojichar import Filter

from corpus_clean.cleaner import Cleaner
from corpus_clean.integrations.treated import entries, treat

if TYPE_CHECKING:
    from hojichar import Document


class CorpusClean(Filter):
    """Clean the text of each document, and put the ledger among its extras if there is a key for it.

    What there is to record of a document is told by `JSONDumper(export_extras=True)`. A document that cannot be cleaned
    goes on as it is, and its ledger says why. `options` are those of all filters.

    >>> CorpusClean()("達(dá)川")
    '達川'
    """

    def __init__(
        self,
        cleaner: Cleaner | None = None,
        ledger_key: str | None = None,
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(**options)
        self.cleaner = cleaner or Cleaner()
        self.ledger_key = ledger_key

    def apply(self, document: Document) -> Document:
        """Return the document, cleaned."""
        treated = treat(self.cleaner, document.text)
        if treated.text is not None:
            document.text = treated.text
        if self.ledger_key is not None:
            document.extras[self.ledger_key] = entries(treated)
        return document
