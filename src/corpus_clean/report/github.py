"""Annotations for GitHub Actions: workflow commands, one for each line of a file with something in it.

The runner obeys every line of output that begins with two colons. What a text or a file's name holds is escaped as the
runner unescapes it, and made visible before, so that no text can give it a command of its own.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from corpus_clean.report import Plain
from corpus_clean.report.glyphs import quoted, visible
from corpus_clean.report.lines import Lines, Place
from corpus_clean.result import Repair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus_clean.result import Finding
    from corpus_clean.session import Outcome

_START = Place(1, 1)

SHOWN = 5
"""How many repairs of one line are told."""


class Github(Plain):
    """An error for what cannot be read, a warning where there are repairs, a notice where there are only findings."""

    def outcome(self, outcome: Outcome) -> bytes:
        """Return the commands of one file."""
        if outcome.decoded is None:
            told = outcome.reason if outcome.status in {"undecodable", "trouble"} else ""
            return command("error", outcome.path, _START, outcome.status, told) if told else b""
        commands = []
        if outcome.recoded:
            told = f"{outcome.recoded.replace('->', '→')} ({outcome.certainty})"
            commands.append(command("warning", outcome.path, _START, "encoding", told))
        lines = Lines(outcome.decoded)
        shown: list[Repair | Finding] = [*outcome.result.repairs, *outcome.result.findings]
        shown.sort(key=lambda one: one.source)
        for _, group in groupby(shown, lambda one: lines.place(one.source.start).line):
            here = list(group)
            kind = "warning" if any(isinstance(one, Repair) for one in here) else "notice"
            place = lines.place(here[0].source.start)
            commands.append(command(kind, outcome.path, place, _rules(here), _told(here)))
        return b"".join(commands)


VIEW = Github


def command(kind: str, path: str, place: Place, title: str, message: str) -> bytes:
    r"""Return one workflow command.

    >>> command("warning", "a,b.txt", Place(1, 4), "pinyin-gloss", "50 %\n::add-mask::")
    b'::warning file=a%2Cb.txt,line=1,col=4,title=corpus-clean%3A pinyin-gloss::50 %25\xe2\x90\x8a::add-mask::\n'
    """
    values = f"file={_value(path)},line={place.line},col={place.column},title={_value(f'corpus-clean: {title}')}"
    return f"::{kind} {values}::{_escaped(visible(message))}\n".encode(errors="backslashreplace")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _escaped(visible(text)).replace(":", "%3A").replace(",", "%2C")


def _rules(here: Sequence[Repair | Finding]) -> str:
    names = (rule for one in here for rule in (one.rules if isinstance(one, Repair) else (one.rule,)))
    return ", ".join(dict.fromkeys(names))


def _told(here: Sequence[Repair | Finding]) -> str:
    told = []
    for one in here[:SHOWN]:
        if isinstance(one, Repair):
            told.append(f"{quoted(one.before)} → {quoted(one.after)}")
        else:
            readings = " or ".join(quoted(reading) for reading in one.candidates)
            told.append(f"{quoted(one.text)} {f'→ {readings}?' if readings else visible(one.note)}")
    more = len(here) - SHOWN
    return "; ".join([*told, f"and {more} more on this line"] if more > 0 else told)
