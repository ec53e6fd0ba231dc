"""data-juicer: the operator `corpus_clean_mapper` of recipes, once this module is imported.

Its recipes import it where `custom_operator_paths` names this file.
"""

from __future__ import annotations

import json
from typing import Any

from data_juicer.ops.base_op import OPERATORS, Mapper

from corpus_clean.cleaner import Cleaner
from corpus_clean.integrations.treated import entries, treat


@OPERATORS.register_module("corpus_clean_mapper")
class CorpusCleanMapper(Mapper):
    """Clean the text of each sample, and put the ledger into a field of it if one is named.

    The ledger is JSON, since a column of lists that are empty in one batch has another type than one that is not.
    A sample that cannot be cleaned stays as it is, and its ledger says why: one that raises would cost the whole batch.
    `profile`, `select`, `ignore`, `risky` and `lang` are those of a cleaner; `options` are those of all operators.
    """

    _batched_op = True

    def __init__(
        self,
        profile: str = "corpus",
        *,
        select: list[str] | None = None,
        ignore: list[str] | None = None,
        risky: bool = False,
        lang: str | None = None,
        ledger_key: str | None = None,
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(**options)
        chosen = None if select is None else tuple(select)
        self.cleaner = Cleaner(profile, select=chosen, ignore=tuple(ignore or ()), risky=risky, lang=lang)
        self.ledger_key = ledger_key

    def process_batched(self, samples: dict[str, list[Any]]) -> dict[str, list[Any]]:
        """Return a batch, cleaned; what is missing stays so."""
        texts = samples[self.text_key]
        treated = [treat(self.cleaner, text) if isinstance(text, str) else None for text in texts]
        samples[self.text_key] = [
            text if one is None or one.text is None else one.text for text, one in zip(texts, treated, strict=True)
        ]
        if self.ledger_key is not None:
            samples[self.ledger_key] = [one and json.dumps(entries(one), ensure_ascii=False) for one in treated]
        return samples
