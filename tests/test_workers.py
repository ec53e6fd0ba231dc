"""Several processes give what one gives; a bar says how it goes."""

from __future__ import annotations

import io
import os
import shlex
import signal
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from corpus_clean.cleaner import Cleaner
from corpus_clean.cli import main, pool
from corpus_clean.cli.progress import _SPINNER as SPINNER
from corpus_clean.cli.progress import PATIENCE, Progress, told
from corpus_clean.cli.workers import WORTH_IT, Examiner, Task, examined
from corpus_clean.session import Outcome, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

BAD, GOOD = "達(dá)川\n", "達川\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(line: str) -> Result:
    result = CliRunner().invoke(main, shlex.split(line), prog_name="corpus-clean")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def many(count: int = 150, size: int = WORTH_IT // 100) -> None:
    for number in range(count):
        text = BAD if number % 7 == 0 else "Alles gut.\n"
        path = Path(f"d/{number % 3}/{number:03}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "fine\n" * (size // 5), "utf-8")
    Path("d/0/broken.txt").write_bytes(b"5 \xe9")
    Path("d/1/picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize("format_", ["concise", "jsonl"])
def test_the_output_is_the_same_whoever_works(format_: str) -> None:
    many()
    one, two = (run(f"check d missing.txt --format {format_} -j {jobs}") for jobs in (1, 3))
    assert one.output == two.output
    assert one.exit_code == two.exit_code == 2
    assert run("check d --statistics -j 1").output == run("check d --statistics -j auto").output


def test_files_are_fixed_by_the_first_process() -> None:
    many()
    assert run("fix d -j 2").exit_code == 1
    assert Path("d/0/000.txt").read_text("utf-8").startswith(GOOD)
    assert run("fix d -j 2 -q").stdout.count("fixed") == 0


def test_little_work_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "spread", None)
    Path("a.txt").write_text(BAD, "utf-8")
    assert run("check a.txt -j 8").exit_code == 1


@pytest.mark.parametrize("jobs", ["0", "-1", "x", "1.5", "many"])
def test_a_number_of_processes_is_one(jobs: str) -> None:
    assert "is no number of processes; say 1, 2 … or auto" in run(f"check a.txt --jobs={jobs}").stderr


def die(_batch: list[Task]) -> list[Outcome]:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def test_a_process_that_is_killed_costs_its_files_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_work", die)
    tasks = [Task(Path(f"{number}.txt"), WORTH_IT) for number in range(9)]
    outcomes = list(examined(tasks, Examiner(Cleaner(), None), 2))
    assert [one.path for one in outcomes] == [str(task.path) for task in tasks]
    assert {one.status for one in outcomes} == {Status.TROUBLE}
    assert outcomes[0].reason == "the process that cleaned it was killed; run it again with -j 1"


def test_a_pool_that_is_broken_takes_no_more() -> None:
    class Broken:
        def submit(self, *_: object) -> None:
            raise BrokenProcessPool

    future = pool._submitted(Broken(), [])  # type: ignore[arg-type]
    assert pool._received([Task(Path("a"), 1)], future)


def test_a_worker_leaves_signals_to_the_first_process(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text(BAD, "utf-8")
    set_: dict[int, object] = {}
    monkeypatch.setattr(signal, "signal", set_.__setitem__)
    pool._prepare(Examiner(Cleaner(), None))
    assert set_[signal.SIGINT] == signal.SIG_IGN
    plain, without = pool._work([Task(Path("a.txt"), 1), Task(Path("a.txt"), 1, ("pinyin-gloss",))])
    assert (plain.status, without.status) == (Status.CHANGED, Status.CLEAN)


# --- the bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def no_alarm() -> Iterator[None]:
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("done", "seconds", "line"),
    [
        (0, 5.0, "    0 %  ▕" + " " * 20 + "▏  0.0 of 8.0 MB"),
        (1_000_000, 1.0, "   12 %  ▕██▌" + " " * 17 + "▏  1.0 of 8.0 MB  1.0 MB/s  7 s left"),
        (8_000_000, 2.0, "  100 %  ▕" + "█" * 20 + "▏  8.0 of 8.0 MB  4.0 MB/s  0 s left"),
        (80_000, 10.0, "    1 %  ▕▏" + " " * 19 + "▏  0.1 of 8.0 MB  0.0 MB/s  16 min 30 s left"),
        (8_000, 60.0, "    0 %  ▕" + " " * 20 + "▏  0.0 of 8.0 MB  0.0 MB/s  16 h 39 min left"),
        (4_000_000, 119.6, "   50 %  ▕" + "█" * 10 + " " * 10 + "▏  4.0 of 8.0 MB  0.0 MB/s  2 min 0 s left"),
    ],
)
def test_the_bar_says_how_much_how_fast_how_long(done: int, seconds: float, line: str) -> None:
    assert told(done, 8_000_000, seconds) == line


@pytest.mark.parametrize("across", [5, 20, 40, 60, 80])
def test_the_bar_fits_a_narrow_terminal(across: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(across))
    terminal, clock = Terminal(), Clock()
    bar = Progress(terminal, clock)
    bar.expect(50_000_000)
    clock.now = 5.0
    bar.done(25_000_000)
    bar.begin("some/where/big.txt", 25_000_000)
    drawn = terminal.getvalue().removeprefix("\r\x1b[K")
    assert drawn.startswith("   50 %"[:across])
    assert len(drawn) < max(across, len("   50 % "))


def test_a_file_that_takes_its_time_does_not_look_dead() -> None:
    """The alarm comes although nothing is done, and is gone in the end."""
    terminal = Terminal()
    bar = Progress(terminal)
    bar.expect(50_000_000)
    bar.begin("big.txt", 50_000_000)
    drawn = terminal.getvalue()
    signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)  # sooner than anybody's patience ends
    while terminal.getvalue().count("big.txt") < 3:
        signal.pause()
    bar.done(50_000_000)
    after = terminal.getvalue()
    signal.pause()
    assert terminal.getvalue() == after != drawn, "between two files others may print"
    bar.end()
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_file_that_takes_long_says_how_long() -> None:
    terminal, clock = Terminal(), Clock()
    bar = Progress(terminal, clock)
    bar.expect(50_000_000)
    bar.begin("big.txt", 50_000_000)
    clock.now = 65.0
    bar._again(signal.SIGALRM, None)
    bar.end()
    assert "⠙   0 %" in terminal.getvalue()
    assert "for 1 min 5 s  big.txt" in terminal.getvalue()


def test_the_alarm_of_somebody_else_stays() -> None:
    def theirs(_number: int, _frame: object) -> None:
        """Do nothing."""

    before = signal.signal(signal.SIGALRM, theirs)
    try:
        bar = Progress(Terminal())
        bar.expect(50_000_000)
        bar.end()
        assert signal.getsignal(signal.SIGALRM) is theirs
    finally:
        signal.signal(signal.SIGALRM, before)


def test_the_bar_is_patient_and_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    terminal, clock = Terminal(), Clock()
    bar = Progress(terminal, clock)
    assert bar.wanted
    bar.expect(1_000_000)
    bar.begin("a.txt", 10)
    assert terminal.getvalue() == ""
    clock.now = PATIENCE
    bar.done(500_000)
    bar.begin("deep/\x1b[2J" + "x" * 99, 10)
    assert " 50 %" in terminal.getvalue()
    assert "\x1b[2J" not in terminal.getvalue()
    assert max(map(len, terminal.getvalue().split("\r"))) <= 90 + 3
    drawn = terminal.getvalue()
    bar.begin("b.txt", 10)
    assert terminal.getvalue() == drawn, "not so soon again"
    bar.hide()
    bar.hide()
    assert terminal.getvalue() == drawn + "\r\x1b[K"


def test_a_big_file_is_named_at_once() -> None:
    terminal = Terminal()
    bar = Progress(terminal, Clock())
    bar.expect(50_000_000)
    bar.begin("big.txt", 50_000_000)
    assert terminal.getvalue().endswith("  big.txt")


def test_what_is_no_terminal_gets_no_bar() -> None:
    stream = io.StringIO()
    bar = Progress(stream, Clock())
    assert not bar.wanted
    bar.expect(50_000_000)
    bar.begin("big.txt", 50_000_000)
    bar.hide()
    assert stream.getvalue() == ""


def test_a_terminal_shows_it_above_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    import pty

    Path("big.txt").write_text(BAD + "fine\n" * 1_000_000, "utf-8")
    controller, terminal = pty.openpty()
    with os.fdopen(terminal, "w") as stderr:
        monkeypatch.setattr(sys, "stderr", stderr)
        from corpus_clean.cli.console import console

        shown = console("never", quiet=0, verbose=True)
        assert shown.progress
        shown.progress.expect(5_000_000)
        shown.progress.begin("big.txt", 5_000_000)
        shown.remark("big.txt", "changed")
        assert console("never", quiet=1, verbose=False).progress is None
        stderr.flush()
        data = b""
        while b"changed" not in data:  # a terminal hands it over in pieces
            data += os.read(controller, 1 << 16)
        text = data.decode()
    os.close(controller)
    assert text.index("0 %") < text.index("\r\x1b[Kbig.txt: changed")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_moves_the_bar(monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    from corpus_clean.cli.console import Console

    many(20, WORTH_IT // 10)
    terminal = Terminal()
    clock = Clock()
    bar = Progress(terminal, clock)

    def ticking() -> float:
        clock.now += PATIENCE
        return clock.now

    monkeypatch.setattr(bar, "_clock", ticking)
    monkeypatch.setattr("corpus_clean.cli.run.console", lambda *_, **__: Console(colour=False, progress=bar))
    assert run(f"check d missing.txt -j {jobs}").exit_code == 2
    shares = [
        int(line.split("%")[0].rpartition("[K")[2].lstrip(SPINNER))
        for line in terminal.getvalue().split("\r")
        if "%" in line
    ]
    assert shares == sorted(shares)
    assert shares[0] < 20
    assert shares[-1] > 80
    assert terminal.getvalue().endswith("\r\x1b[K")
