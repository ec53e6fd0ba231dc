"""The check of a result before anyone takes it: replayed, written, read again, and undone from its record alone.

Each step is a proof of its own, by other code than that which made the result: the repairs applied to the source give
the result; its bytes are read as nothing but that result (`session` asks); the lines that a ledger would have of it,
and only they, lead from those bytes back to the very bytes of the source. That cleaning again would change nothing
needs no second run: the engine ends with a pass over exactly this text in which no rule changes anything, and reading
it gives this text.
Rules of plugins are not ours to vouch for, so with them it is run again. A text in which nothing changes costs nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus_clean.edit import Edit, Patch, PatchError

if TYPE_CHECKING:
    from corpus_clean.result import Result
    from corpus_clean.session import Outcome

FAULT = 123
"""The code with which a command ends after a fault of ours, as black's."""

OURS = "our own fault"
"""How the reason begins why a text was left as it is although there is nothing wrong with it."""


def described(error: Exception) -> str:
    r"""Return an error as one line.

    >>> described(ZeroDivisionError("oh\nno"))
    'ZeroDivisionError: oh no'
    """
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def text_fault(source: str, result: Result) -> str:
    """Say what is wrong with the result of a text, empty if nothing is: its repairs must lead there and back.

    >>> from corpus_clean import clean
    >>> text_fault("達(dá)川", clean("達(dá)川")), text_fault("達(da)川", clean("達(dá)川"))
    ('', 'the repairs do not lead back to the source')
    """
    patch = Patch(tuple(Edit(*repair.source, repair.after) for repair in result.repairs))
    try:
        patch.check(len(source))
    except PatchError as error:
        return str(error)
    if patch.apply(source) != result.text:
        return "the repairs do not lead to the result"
    return "" if result.revert() == source else "the repairs do not lead back to the source"


def file_fault(outcome: Outcome) -> str:
    """Say what is wrong with what a file is to become, empty if nothing is."""
    assert outcome.decoded is not None  # noqa: S101 - for the type checker: what changes has a text
    return text_fault(outcome.decoded.source, outcome.result) or record_fault(outcome)


def record_fault(outcome: Outcome) -> str:
    """Say what is wrong with the way back that a ledger would have of an outcome, empty if nothing is."""
    from corpus_clean.config import Config
    from corpus_clean.ledger import Ledger, LedgerError  # both only for what changes
    from corpus_clean.undo import parse, restored

    ledger = Ledger()
    lines = (ledger.header("fix", Config(), ()), *ledger.entry(replace(outcome, written=outcome.path)))
    try:
        (entry,) = parse("".join(lines).encode("ascii"))
        back = restored(entry, outcome.data)
    except (LedgerError, ValueError) as error:
        return f"its record does not lead back: {error}"
    return "" if back == outcome.source else "its record leads back to something else"
