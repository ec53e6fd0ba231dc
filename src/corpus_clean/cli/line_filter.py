"""`corpus-clean fix - --lines`: a filter for pipes, in which each line is a text of its own and stays one."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from corpus_clean.integrations.treated import treat_bytes
from corpus_clean.safety import FAULT, OURS
from corpus_clean.tally import listed

if TYPE_CHECKING:
    from corpus_clean.cli.run import Run

_ENDS = b"\r\n"


def filter_lines(run: Run, *, unbuffered: bool) -> None:
    """Clean standard input line by line to standard output, and say on stderr what it came to.

    There are as many lines behind it as before, whatever is in them; with `unbuffered`, each is passed on at once.
    """
    counts: Counter[str] = Counter()
    lines = changed = left = faults = 0
    cleaner = run.cleaner_of_stdin()
    into = sys.stdout.buffer
    for raw in sys.stdin.buffer:
        lines += 1
        body = raw.rstrip(_ENDS)
        treated = treat_bytes(cleaner, body)
        text = None if treated.text is None else treated.text.encode()
        if text is not None and not any(end in text for end in _ENDS):
            into.write(text + raw[len(body) :])
            treated.add_to(counts)
            changed += 1
        else:
            into.write(raw)
            left += treated.telling
            faults += treated.fault.startswith(OURS)
        if unbuffered:
            into.flush()
    into.flush()
    run.console.summary(_told(lines, changed, left, +counts))
    if faults:
        run.console.complain(f"{OURS} in {faults} line{'s' * (faults != 1)}, left as they are; check says which")
        click.get_current_context().exit(FAULT)


def _told(lines: int, changed: int, left: int, counts: Counter[str]) -> str:
    what = f"{lines} line{'s' * (lines != 1)}"
    head = f"Fixed {changed} of {what}: {listed(counts)}" if changed else f"Nothing to fix in {what}"
    return f"{head}; something left in {left}" if left else head
