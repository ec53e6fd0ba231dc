"""A bar on a terminal for work that takes long: how much is done, how fast, how long it will take."""

from __future__ import annotations

import signal
from contextlib import suppress
from shutil import get_terminal_size
from threading import current_thread, main_thread
from time import monotonic
from typing import TYPE_CHECKING

from corpus_clean.report.glyphs import visible, width

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

PATIENCE = 1.0
"""Seconds before a bar is drawn: most runs are done by then."""

_PAUSE = 0.1
_TICK = 0.2
_BAR = 20
_BIG = 4_000_000
"""Bytes from which on a file is named before it is worked on, because it will take a while."""

_CLEAR = "\r\x1b[K"
_PARTS = " ▏▎▍▌▋▊▉█"
_SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


class Progress:
    """Draws on a stream that is a terminal; on any other stream it is silent.

    `clock` gives seconds.
    """

    def __init__(self, stream: IO[str], clock: Callable[[], float] = monotonic) -> None:
        self._stream = stream if stream.isatty() else None
        self._clock = clock
        self._start = self._drawn = self._begun = self._last = clock()
        self._total = self._done = self._turn = 0
        self._shown = self._ticking = False
        self._name: str | None = None

    @property
    def wanted(self) -> bool:
        """Whether anybody sees it, so that it is worth finding out how much there is to do."""
        return self._stream is not None

    def expect(self, total: int) -> None:
        """Say how many bytes there are to do in all."""
        self._total = total
        self._start = self._drawn = self._last = self._clock()
        self._tick()

    def begin(self, name: str, size: int) -> None:
        """Say what is worked on now: until `done`, nothing else may be printed."""
        self._begun = self._clock()
        if size >= _BIG or self._due():
            self._draw(name)
        self._name = name

    def done(self, size: int) -> None:
        """Say that so many bytes are done."""
        self._name = None
        self._done += size
        self._last = self._clock()

    def hide(self) -> None:
        """Take the bar away, before something else is printed."""
        if self._shown and self._stream:
            self._stream.write(_CLEAR)
            self._stream.flush()
            self._shown = False

    def end(self) -> None:
        """Take the bar away for good."""
        self._name = None
        self.hide()
        if self._ticking:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            self._ticking = False

    def _tick(self) -> None:
        """Draw again and again while one file takes its time, so that nobody takes us for dead.

        By a signal and not by a thread, because processes are forked from this one. Somebody else's alarm stays.
        """
        if self._stream and current_thread() is main_thread() and signal.getsignal(signal.SIGALRM) is signal.SIG_DFL:
            signal.signal(signal.SIGALRM, self._again)
            signal.setitimer(signal.ITIMER_REAL, PATIENCE, _TICK)
            self._ticking = True

    def _again(self, _number: int, _frame: object) -> None:
        if self._name is not None:
            with suppress(OSError):  # the terminal may be gone
                self._draw(self._name)

    def _due(self) -> bool:
        now = self._clock()
        return now - self._start >= PATIENCE and now - self._drawn >= _PAUSE

    def _draw(self, name: str) -> None:
        if not self._stream or not self._total:
            return
        self._drawn = self._clock()
        across = get_terminal_size().columns - 1  # a full line would make the terminal begin another
        since = self._drawn - self._begun
        line = told(self._done, self._total, self._last - self._start, since, across)
        if since >= PATIENCE:
            self._turn += 1
            line = f"{_SPINNER[self._turn % len(_SPINNER)]}{line[1:]}"
        room = across - width(line) - 2
        shown = visible(name)
        if width(shown) > room:
            shown = "…" + shown[-max(room // 2, 0) :] if room > 3 else ""
        self._stream.write(f"{_CLEAR}{line}  {shown}".rstrip(" "))
        self._stream.flush()
        self._shown = True


def told(done: int, total: int, seconds: float, since: float = 0.0, across: int = 120) -> str:
    """Return the bar, the rate and the time that is left, once there is a rate to go by; else the time since.

    `done` took `seconds`, and what is not done yet was begun `since` seconds ago. What does not fit into `across`
    columns is left out, the bar first.

    >>> told(30_000_000, 40_000_000, 10.0, 1.0)
    '   75 %  ▕███████████████     ▏  30.0 of 40.0 MB  3.0 MB/s  2 s left'
    >>> told(30_000_000, 40_000_000, 10.0, 1.0, across=40)
    '   75 %  30.0 of 40.0 MB  2 s left'
    >>> told(0, 40_000_000, 0.0, 70.0, across=40)
    '    0 %  0.0 of 40.0 MB  for 1 min 10 s'
    """
    share = min(done / total, 1.0)
    eighths = int(share * _BAR * 8)
    bar = _PARTS[8] * (eighths // 8) + (_PARTS[eighths % 8] if eighths % 8 else "")
    parts = {
        "share": f"  {share:4.0%}".replace("%", " %"),
        "bar": f"▕{bar.ljust(_BAR)}▏",
        "amount": f"{done / 1e6:.1f} of {total / 1e6:.1f} MB",
    }
    if done and seconds > 0:
        rate = done / seconds
        parts["rate"] = f"{rate / 1e6:.1f} MB/s"
        parts["left"] = f"{_time(max((total - done) / rate - since, 0.0))} left"
    elif since >= PATIENCE:
        parts["left"] = f"for {_time(since)}"
    for name in ("bar", "rate", "amount", "left"):
        if width("  ".join(parts.values())) > across:
            parts.pop(name, None)
    return "  ".join(parts.values())


def _time(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
