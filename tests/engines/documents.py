"""The documents that every engine is given, and what `clean` makes of them."""

from __future__ import annotations

from typing import Any

from corpus_clean.cleaner import Cleaner, clean
from corpus_clean.integrations.treated import entries, treat
from tests.cards import cards

TEXTS: list[str | None] = [card.before for folder in ("wild", "kept") for card in cards(folder)]
TEXTS[7:7] = [None, "", "fine " * 100_000]

CLEANED = [text and clean(text).text for text in TEXTS]

FAULT = "this one raises"


def ledgers() -> list[Any]:
    """Return the ledger of each text."""
    return [None if text is None else entries(treat(Cleaner(), text)) for text in TEXTS]


class Raising(Cleaner):
    """A cleaner that cannot clean one text."""

    def clean(self, text: str, **options: Any) -> Any:  # noqa: ANN401
        """Fail at `FAULT`."""
        if text == FAULT:
            raise RuntimeError(text)
        return super().clean(text, **options)

    def __reduce__(self) -> Any:  # noqa: ANN401
        """Be picklable as what it is."""
        return Raising, (self.profile,)
