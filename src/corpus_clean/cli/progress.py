"""A bar on a terminal for work that takes long: how much is done, how fast, how long it will take."""

from __future__ import annotations

from shutil import get_terminal_size
from time import monotonic
from typing import TYPE_CHECKING

from corpus_clean.report.glyphs import visible, width

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

PATIENCE = 1.0
"""Seconds before a bar is drawn: most runs are done by then."""

_PAUSE = 0.1
_BAR = 20
_BIG = 4_000_000
"""Bytes from which on a file is named before it is worked on, because it will take a while."""

_CLEAR = "\r\x1b[K"
_PARTS = " ▏▎▍▌▋▊▉█"


class Progress:
    """Draws on a stream that is a terminal; on any other stream it is silent.

    `clock` gives seconds.
    """

    def __init__(self, stream: IO[str], clock: Callable[[], float] = monotonic) -> None:
        self._stream = stream if stream.isatty() else None
        self._clock = clock
        self._start = self._drawn = clock()
        self._total = self._done = 0
        self._shown = False

    @property
    def wanted(self) -> bool:
        """Whether anybody sees it, so that it is worth finding out how much there is to do."""
        return self._stream is not None

    def expect(self, total: int) -> None:
        """Say how many bytes there are to do in all."""
        self._total = total
        self._start = self._drawn = self._clock()

    def begin(self, name: str, size: int) -> None:
        """Say what is worked on now."""
        if size >= _BIG or self._due():
            self._draw(name)

    def done(self, size: int) -> None:
        """Say that so many bytes are done."""
        self._done += size

    def hide(self) -> None:
        """Take the bar away, before something else is printed or at the end."""
        if self._shown and self._stream:
            self._stream.write(_CLEAR)
            self._stream.flush()
            self._shown = False

    def _due(self) -> bool:
        now = self._clock()
        return now - self._start >= PATIENCE and now - self._drawn >= _PAUSE

    def _draw(self, name: str) -> None:
        if not self._stream or not self._total:
            return
        self._drawn = self._clock()
        line = told(self._done, self._total, self._drawn - self._start)
        room = get_terminal_size().columns - width(line) - 3
        shown = visible(name)
        if width(shown) > room:
            shown = "…" + shown[-max(room // 2, 0) :] if room > 1 else ""
        self._stream.write(f"{_CLEAR}{line}  {shown}")
        self._stream.flush()
        self._shown = True


def told(done: int, total: int, seconds: float) -> str:
    """Return the bar, the rate and the time that is left, once there is a rate to go by.

    >>> told(30_000_000, 40_000_000, 10.0)
    ' 75 %  ███████████████       30.0 of 40.0 MB  3.0 MB/s  3 s left'
    """
    share = min(done / total, 1.0)
    eighths = round(share * _BAR * 8)
    bar = _PARTS[8] * (eighths // 8) + (_PARTS[eighths % 8] if eighths % 8 else "")
    line = f"{share:4.0%}".replace("%", " %") + f"  {bar.ljust(_BAR)}  {done / 1e6:.1f} of {total / 1e6:.1f} MB"
    if not done or seconds <= 0:
        return line
    rate = done / seconds
    return f"{line}  {rate / 1e6:.1f} MB/s  {_time((total - done) / rate)} left"


def _time(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s"
    if seconds < 3600:
        return f"{seconds // 60:.0f} min {seconds % 60:.0f} s"
    return f"{seconds // 3600:.0f} h {seconds % 3600 // 60:.0f} min"
