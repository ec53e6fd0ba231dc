"""One trial: a command in a folder, a call of the system that fails, what is there then, and after the next run."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import signal
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus_clean.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.cases import Case

SWAP = 10_000
LONGEST = 60
"""Seconds after which a command counts as hanging."""
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
EVERY = "open write fsync ftruncate fchmod rename unlink mkdir"
"""The calls at which a process is killed: all that can change what is on the disk."""

KINDS: dict[str, tuple[str, int, bool]] = {
    **{one.name.lower(): (EVERY, -one, False) for one in SIGNALS},
    "disk full": ("write mkdir", errno.ENOSPC, True),
    "disk full once": ("open write ftruncate", errno.ENOSPC, False),
    "EIO on write": ("write fsync ftruncate", errno.EIO, False),
    "EIO on all": ("open write fsync rename mkdir", errno.EIO, True),
    "EIO on read": ("read", errno.EIO, False),
    "EACCES": ("open rename mkdir fchmod", errno.EACCES, False),
    "read-only": ("open mkdir rename unlink", errno.EROFS, True),
}


class Child(NamedTuple):
    """How a command ended: its code (negative: the signal), what it said, and how many calls there were."""

    code: int
    told: str
    calls: int


class Shim:
    """The library that is preloaded."""

    def __init__(self, path: str) -> None:
        self._library = ctypes.CDLL(path)

    def plan(self, folder: Path, calls: str, at: int, how: int, *, again: bool = False) -> None:
        """Let a call fail."""
        self._library.plan(
            os.fsencode(folder) + b"/", calls.encode(), at, how, again
        )  # the slash: not what lies beside

    def swap(self, theirs: Path, ours: Path) -> None:
        """Say what SWAP moves where."""
        self._library.swap(os.fsencode(theirs), os.fsencode(ours))

    def count(self) -> int:
        """Return how many of the calls there were."""
        return int(self._library.count())


def run(command: str, folder: Path, shim: Shim | None = None, plan: tuple[str, int, int, bool] | None = None) -> Child:
    """Run a command in a child, which is a copy of this process: nothing has to be started and imported."""
    beside = folder.with_name(f"{folder.name}-told")
    counted = folder.with_name(f"{folder.name}-calls")
    counted.write_text("-1")
    child = os.fork()
    if child == 0:
        code = 70
        try:
            signal.alarm(LONGEST)
            os.chdir(folder)
            with beside.open("wb") as into:
                os.dup2(into.fileno(), 1)
                os.dup2(into.fileno(), 2)
            if shim and plan:
                calls, at, how, again = plan
                shim.plan(folder, calls, at, how, again=again)
            try:
                main(command.split(), prog_name="corpus-clean")
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
            if shim and plan:
                seen = shim.count()
                shim.plan(Path("/nowhere"), "", 0, 0)
                counted.write_text(str(seen))
        except BaseException:  # noqa: BLE001 - told in the output, where it is looked for
            traceback.print_exc()
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Child(code, beside.read_bytes().decode(errors="replace"), int(counted.read_text()))


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    paths = (path for path in paths if not path.name.endswith(("-told", "-calls")))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def is_temporary(name: str) -> bool:
    """Say whether a file is one that only stands there meanwhile."""
    return ".corpus-clean-" in name or name.endswith(".part")


def trial(case: Case, kind: str, at: int, shim: Shim, folder: Path) -> tuple[list[str], bool]:
    """Do one trial; return what is wrong, and whether the call that was to fail was made at all."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    case.lay_out(folder)
    if case.before and run(case.before, folder).code not in {0, 3}:
        return [f"{case.before} fails"], True
    before = tree(folder)
    calls, how, again = KINDS[kind]
    ended = run(case.command, folder, shim, (calls, at, how, again))
    hit = ended.calls < 0 or ended.calls >= at
    return [*_meanwhile(case, before, folder, kind, ended), *_afterwards(case, before, folder)], hit


def _meanwhile(case: Case, before: dict[str, bytes], folder: Path, kind: str, ended: Child) -> Iterator[str]:
    """Yield what is wrong when the command has ended, however it did."""
    now = tree(folder)
    hidden = {name for name in now if is_temporary(name)}
    rescued = case.hard and any(name.endswith(".old") for name in hidden)
    for name in {*before, *now} - hidden - {*case.mays}:
        allowed = {*case.either(name), before.get(name), case.files.get(case.hard.get(name, ""))}
        allowed |= {case.wanted.get(case.hard.get(name, ""))}
        if now.get(name) not in allowed and not rescued:
            yield f"{name} is damaged: {str(now.get(name))[:60]}"
    if "Traceback" in ended.told or ended.code == 70:
        yield f"a traceback: {ended.told[-1500:]}"
    hidden = {name for name in hidden if not name.endswith(".part")}  # of a shard, which the next run begins anew
    if hidden and kind in {"sigterm", "sigint"}:
        yield f"left behind: {sorted(hidden)}"
    if ended.code == 0 and any(now.get(name) != data for name, data in case.wanted.items()):
        yield f"it says that all is well, and it is not: {ended.told!r}"


def _afterwards(case: Case, before: dict[str, bytes], folder: Path) -> Iterator[str]:
    """Yield what is wrong after the next run."""
    if case.undo and (folder / "l.jsonl").is_file() and (folder / "l.jsonl").stat().st_size:
        undone = run(case.undo, folder)
        now = tree(folder)
        if undone.code and "not a ledger" not in undone.told:
            yield f"{case.undo}: {undone.code} {undone.told}"
        if any(now[name] != data for name, data in case.files.items()):
            yield f"{case.undo} does not lead back"
    ended = run(case.again or case.command, folder)
    now = tree(folder)
    if ended.code not in {0, 3}:
        yield f"the next run fails: {ended.code} {ended.told}"
    wanted = {**before, **case.wanted}
    for name in sorted({*wanted, *now} - {*case.mays}):
        expected = case.wanted.get(case.hard.get(name, ""), wanted.get(name))
        if now.get(name) != expected:
            yield f"after the next run {name} is {str(now.get(name))[:60]}"
    for name in case.files:
        if (folder / name).stat().st_mode & 0o777 != 0o640:
            yield f"after the next run the mode of {name} is another"
