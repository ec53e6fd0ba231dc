"""Where output goes and in which colour: decided once, for the whole run."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from corpus_clean.report.glyphs import inert, visible

if TYPE_CHECKING:
    from typing import IO

    from corpus_clean.cli.progress import Progress

QUIET = 2
"""From how many `-q` on only errors are printed."""


@dataclass(frozen=True, slots=True)
class Console:
    """Results go to stdout, or to stderr where stdout carries the text itself; remarks and errors go to stderr."""

    colour: bool | None
    quiet: int = 0
    verbose: bool = False
    aside: bool = False
    progress: Progress | None = None

    def _clear(self) -> None:
        """Take the bar away that is drawn where we are about to print."""
        if self.progress:
            self.progress.hide()

    def show(self, piece: str | bytes) -> None:
        """Print a piece of a view: bytes as they are, and of text no line that a build server would obey."""
        if piece and self.quiet < QUIET:
            self._clear()
            click.echo(inert(piece) if isinstance(piece, str) else piece, nl=False, err=self.aside, color=self.colour)

    def summary(self, line: str, *, err: bool = False) -> None:
        """Print the closing line."""
        if not self.quiet:
            self._clear()
            click.echo(visible(line), err=err or self.aside, color=self.colour)

    def remark(self, path: str, line: str) -> None:
        """Print what is worth a line only when every file is to be named."""
        if self.verbose and self.quiet < QUIET:
            self._clear()
            click.echo(inert(f"{visible(path)}: {visible(line)}"), err=True, color=self.colour)

    def warn(self, line: str) -> None:
        """Print what is no error."""
        if self.quiet < QUIET:
            self._clear()
            word = click.style("warning:", fg="yellow", bold=True)
            click.echo(f"{word} {visible(line)}", err=True, color=self.colour)

    def complain(self, line: str) -> None:
        """Print an error."""
        self._clear()
        complain(line, self.colour)


def complain(line: str, colour: bool | None = None) -> None:  # noqa: FBT001
    """Print one line of error, whatever else may be printed."""
    word = click.style("error:", fg="red", bold=True)
    click.echo(f"{word} {visible(line)}", err=True, color=wanted("auto", sys.stderr) if colour is None else colour)


def console(color: str, *, quiet: int, verbose: bool, aside: bool = False) -> Console:
    """Decide on a console; from here on no character can be too odd for the output's encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    progress = None
    if sys.stderr is not None and sys.stderr.isatty() and not quiet and os.environ.get("TERM") != "dumb":
        from corpus_clean.cli.progress import Progress  # a terminal is the rarer case

        progress = Progress(sys.stderr)
    return Console(wanted(color, sys.stderr if aside else sys.stdout), quiet, verbose, aside, progress)


def wanted(color: str, stream: IO[str]) -> bool:
    """Decide on colour: the option, else NO_COLOR, else FORCE_COLOR, else whether it is a terminal that can.

    >>> wanted("always", io.StringIO()), wanted("never", io.StringIO())
    (True, False)
    """
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"
