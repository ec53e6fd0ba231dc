"""datatrove: a formatter that repairs documents; and the reader of JSON Lines that loses none."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields
from typing import TYPE_CHECKING

from datatrove.io import get_datafolder
from datatrove.pipeline.formatters.base import BaseFormatter
from datatrove.utils.typeshelper import StatHints

from corpus_clean import __version__
from corpus_clean.cleaner import Cleaner
from corpus_clean.integrations.datatrove_reader import CorpusCleanJsonlReader
from corpus_clean.integrations.treated import entries, treat

if TYPE_CHECKING:
    from typing import TextIO

    from datatrove.data import Document, DocumentsPipeline
    from datatrove.io import DataFolderLike

    from corpus_clean.integrations.treated import Treated


__all__ = ["CorpusCleanFormatter", "CorpusCleanJsonlReader"]


class CorpusCleanFormatter(BaseFormatter):
    """Clean the text of each document, count the repairs by rule, and keep a ledger if there is a folder for it.

    The ledger has a file a task, a line a document: `{"id", "entries": [...]}`, after a line that says how it was made.
    A document that cannot be cleaned goes on as it is, and its entry says why.
    """

    name = "🧼 corpus-clean"

    def __init__(self, cleaner: Cleaner | None = None, ledger_folder: DataFolderLike | None = None) -> None:
        super().__init__()
        self.cleaner = cleaner or Cleaner()
        self.ledger_folder = None if ledger_folder is None else get_datafolder(ledger_folder)

    def format(self, text: str) -> str:
        """Return the cleaned text alone."""
        return self.cleaner.text(text)

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:  # noqa: ARG002
        """Yield every document, cleaned."""
        if self.ledger_folder is None:
            yield from map(self._clean, data)
            return
        with self.ledger_folder.open(f"{rank:05d}.jsonl.gz", "wt", compression="infer", encoding="ascii") as ledger:
            settings = {one.name: getattr(self.cleaner, one.name) for one in fields(self.cleaner) if one.init}
            ledger.write(f"{json.dumps({'tool': 'corpus-clean', 'version': __version__, 'cleaner': settings})}\n")
            for document in data:
                yield self._clean(document, ledger)

    def _clean(self, document: Document, ledger: TextIO | None = None) -> Document:
        self.stat_update(StatHints.total)
        with self.track_time():
            treated = treat(self.cleaner, document.text)
            if treated.telling:
                self._tell(treated)
                if treated.text is not None:
                    document.text = treated.text
                if ledger:
                    ledger.write(f"{json.dumps({'id': document.id, 'entries': entries(treated)})}\n")
        return document

    def _tell(self, treated: Treated) -> None:
        counts: Counter[str] = Counter(changed=treated.text is not None)
        treated.add_to(counts)
        for name, number in (+counts).items():
            self.stat_update(name, value=number)
