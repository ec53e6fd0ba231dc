"""What must hold of every text and of every file, whatever is in them: the checks that properties and fuzzing share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_clean.config import Config
from corpus_clean.edit import Edit, Patch
from corpus_clean.ledger import Ledger
from corpus_clean.session import Outcome, Status, examine_bytes
from corpus_clean.undo import parse, restored

if TYPE_CHECKING:
    from corpus_clean.cleaner import Cleaner
    from corpus_clean.document import Syntax
    from corpus_clean.result import Result


def clean_text(cleaner: Cleaner, text: str, syntax: Syntax | None = None) -> Result:
    """Clean a text: the repairs lead to the result and back, all else is as it was, and the result is settled."""
    result = cleaner.clean(text, syntax=syntax)
    patch = Patch(tuple(Edit(*repair.source, repair.after) for repair in result.repairs))
    patch.check(len(text))
    assert patch.apply(text) == result.text
    assert result.revert() == text
    assert all(text[slice(*repair.source)] == repair.before for repair in result.repairs)
    assert all(result.text[slice(*finding.result)] == finding.text for finding in result.findings)
    assert cleaner.clean(result.text, syntax=syntax).text == result.text
    return result


def clean_file(cleaner: Cleaner, name: str, data: bytes) -> Outcome:
    """Clean a file: it is left as it is, or it comes back from its ledger, and the result is settled."""
    outcome = examine_bytes(name, data, cleaner)
    assert outcome.status is not Status.TROUBLE or "it would be read in" in outcome.reason, outcome.reason
    if outcome.status is not Status.CHANGED:
        assert outcome.data == data
        return outcome
    outcome.data.decode()
    ledger = Ledger()
    lines = ledger.header("fix", Config(), ()) + "".join(ledger.entry(outcome))
    (entry,) = parse(lines.encode("ascii"))
    assert restored(entry, outcome.data) == data
    again = examine_bytes(name, outcome.data, cleaner)
    assert again.status in {Status.CLEAN, Status.FOUND, Status.BINARY}, again.status
    return outcome
