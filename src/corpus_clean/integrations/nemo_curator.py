"""NeMo Curator: modifiers that clean a field, and that tell what there is to record of it."""

from __future__ import annotations

from typing import Any

from nemo_curator.stages.text.modifiers import DocumentModifier

from corpus_clean.cleaner import Cleaner
from corpus_clean.integrations.treated import entries, treat


class CorpusCleanModifier(DocumentModifier):
    """Clean a text: `Modify(CorpusCleanModifier(), input_fields="text")`; what is missing stays so."""

    def __init__(self, cleaner: Cleaner | None = None) -> None:
        super().__init__()
        self.cleaner = cleaner or Cleaner()

    def modify_document(self, text: Any) -> Any:  # noqa: ANN401 - a value of a column
        """Return the text cleaned, or as it is where it cannot be cleaned."""
        if not isinstance(text, str):
            return text
        made = treat(self.cleaner, text).text
        return text if made is None else made


class CorpusCleanLedger(CorpusCleanModifier):
    """Tell what there is to record of a text as a list of entries, for a field of its own.

    It goes before the modifier that cleans: `Modify([CorpusCleanLedger(), CorpusCleanModifier()], input_fields="text",
    output_fields=["repairs", "text"])`.
    """

    def modify_document(self, text: Any) -> Any:  # noqa: ANN401
        """Return the entries, none for what is missing."""
        return entries(treat(self.cleaner, text)) if isinstance(text, str) else None
