"""What else a run may meet: files that are none, ways out of the folder, somebody else at work, a disk without room."""

from __future__ import annotations

import json
import os
import resource
import shutil
import socket
import subprocess
from contextlib import contextmanager
from itertools import product
from typing import TYPE_CHECKING

from tests.faults.cases import DAMAGED, FILES, FIXED, LONG, cleaned
from tests.faults.trials import SWAP, Child, is_temporary, run, tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.faults.trials import Shim

NOBODY = 65534
THEIRS = b"This is by somebody else.\n"
FIX = "fix -q --isolated"


def _fresh(folder: Path, files: dict[str, bytes]) -> Path:
    """Make a folder with files in it; beside it is what lies outside."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in files.items():
        path = folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (folder / "in").mkdir(parents=True, exist_ok=True)
    (folder / "outside").mkdir()
    (folder / "outside" / "secret.txt").write_bytes(DAMAGED)
    return folder / "in"


def _wrong(ended: Child, codes: set[int], now: dict[str, bytes], wanted: dict[str, bytes]) -> list[str]:
    """Say what is not as it should be."""
    found = [] if ended.code in codes else [f"ends with {ended.code}: {ended.told[:300]}"]
    found += [f"a traceback: {ended.told}"] if "Traceback" in ended.told else []
    names = sorted(name for name in {*now, *wanted} if now.get(name) != wanted.get(name))
    return found + [f"{name} is {str(now.get(name))[:60]}" for name in names]


def replaced(shim: Shim, folder: Path) -> Iterator[list[str]]:
    """Somebody puts another file in the place of ours, before any call up to the last look at it."""
    for command, calls in product(
        (f"{FIX} a.txt", f"{FIX} --report l.jsonl ."), ("open", "read", "write", "fsync fchmod")
    ):
        for at in range(1, 1000):
            inside = _fresh(folder, FILES)
            (folder / "theirs").write_bytes(THEIRS)
            shim.swap(folder / "theirs", inside / "a.txt")
            ended = run(command, inside, shim, (calls, at, SWAP, False))
            if ended.calls < at:
                break
            now = tree(inside)
            now.pop("l.jsonl", None)
            wanted = {**(FIXED if "." in command.split() else FILES), "a.txt": THEIRS}
            yield _wrong(ended, {0, 2}, now, wanted)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


KINDS: dict[str, Callable[[Path], None]] = {
    "pipe": _pipe,
    "socket": _socket,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "full device": lambda path: path.symlink_to("/dev/full"),
    "nowhere": lambda path: path.symlink_to("nowhere"),
    "loop": lambda path: path.symlink_to(path.name),
    "folder": lambda path: path.mkdir(),
    "process": lambda path: path.symlink_to("/proc/self/mem"),
}


def no_files(_: Shim, folder: Path) -> Iterator[list[str]]:
    """What is no regular file is named, met in a folder, or in the way of a result."""
    commands = (
        f"{FIX} x.txt",
        f"{FIX} .",
        f"{FIX} a.txt -o x.txt",
        f"{FIX} a.txt x.txt",
        f"{FIX} --output-dir x.txt a.txt",
    )
    for make, command in product(KINDS.values(), commands):
        inside = _fresh(folder, {"a.txt": DAMAGED})
        make(inside / "x.txt")
        ended = run(command, inside)
        now = tree(inside)
        made = {"x.txt/a.txt": cleaned(DAMAGED)} if "--output-dir" in command and (inside / "x.txt").is_dir() else {}
        in_place = command in {commands[1], commands[3]}
        yield _wrong(ended, {0, 2}, now, {"a.txt": cleaned(DAMAGED) if in_place else DAMAGED, **made})


def links_out(_: Shim, folder: Path) -> Iterator[list[str]]:
    """Links lead out of the folder; nothing is written behind them, unless it is they that are named."""
    commands = (
        f"{FIX} .",
        f"{FIX} --report l.jsonl --backup .orig .",
        f"{FIX} a.txt --output-dir out",
        "run -q --isolated . out",
    )
    links = {"s.txt": "../outside/secret.txt", "folder": "../outside", "out/a.txt": "../../outside/secret.txt"}
    links |= {"out/sub": "../../outside", "up": ".."}
    for link, command in product(links.items(), commands):
        inside = _fresh(folder, {"a.txt": DAMAGED, "sub/b.txt": LONG})
        path = inside / link[0]
        path.parent.mkdir(exist_ok=True)
        path.symlink_to(link[1])
        ended = run(command, inside)
        outside = tree(folder / "outside")
        yield _wrong(ended, {0, 2, 3, 4}, outside, {"secret.txt": DAMAGED})


def names_out(_: Shim, folder: Path) -> Iterator[list[str]]:
    """Names with `../` in them, on the command line, in a manifest and in a ledger, lead nowhere else."""
    for name in ("../outside/secret.txt", "sub/../../outside/secret.txt"):
        inside = _fresh(folder, {"sub/b.txt": LONG})
        ended = run(f"{FIX} {name} --output-dir out", inside)
        found = _wrong(ended, {0}, tree(folder / "outside"), {"secret.txt": DAMAGED})
        yield found + _wrong(ended, {0}, tree(inside), {"sub/b.txt": LONG, "out/secret.txt": cleaned(DAMAGED)})
    for name in ("../x.txt", "/tmp/corpus-clean-x.txt", "sub/../../x.txt", "./../x.txt"):  # noqa: S108 - never written
        inside = _fresh(folder, {"c/b.txt": LONG})
        run("run -q --isolated c out", inside)
        manifest = inside / "out" / "_corpus-clean" / "manifest.jsonl"
        manifest.write_text(manifest.read_text().replace('"b.txt"', json.dumps(name)))
        before = tree(folder)
        ended = run(f"revert -q --manifest {manifest} -o back", inside)
        yield _wrong(ended, {2}, tree(folder), before)
    for name in ("../outside/secret.txt", "/etc/hostname", "../outside"):
        inside = _fresh(folder, {"a.txt": DAMAGED})
        run(f"{FIX} --report l.jsonl a.txt", inside)
        ledger = inside / "l.jsonl"
        ledger.write_text(ledger.read_text().replace('"a.txt"', json.dumps(name)))
        before = tree(folder)
        yield _wrong(run("revert -q l.jsonl", inside), {0, 2}, tree(folder), before)


def _as_nobody(command: str, folder: Path) -> Child:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            import difflib  # noqa: F401 - nobody cannot read where the library is

            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            code = run(command, folder).code
        finally:
            os._exit(code if code >= 0 else 1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    told = folder.with_name(f"{folder.name}-told")
    return Child(code, told.read_bytes().decode() if told.exists() else "", 0)


def no_rights(_: Shim, folder: Path) -> Iterator[list[str]]:
    """What may not be read, or not be written, stays as it is; what may only be written in place is."""
    if os.geteuid() != 0:
        return
    modes = ((0o444, 0o777, 0), (0o400, 0o777, 0), (0o644, 0o555, NOBODY), (0o444, 0o755, NOBODY), (0o666, 0o1777, 0))
    for (mode, of_folder, owner), command in product(
        modes, (f"{FIX} a.txt", f"{FIX} .", f"{FIX} --backup .orig a.txt")
    ):
        inside = _fresh(folder, {"a.txt": DAMAGED})
        for path in (folder, *folder.parents):
            if path.owner() == "root" and path.stat().st_mode & 0o005 != 0o005:
                path.chmod(0o755)
        folder.chmod(0o777)
        (inside / "a.txt").chmod(mode)
        os.chown(inside / "a.txt", owner, owner)
        inside.chmod(of_folder)
        ended = _as_nobody(command, inside)
        now = tree(inside)
        may = mode & 0o200 if owner else mode & 0o002
        if "--backup" in command and of_folder == 0o555:
            may = 0  # no room for the copy
        now.pop("a.txt.orig", None)
        yield _wrong(ended, {0} if may else {2}, now, {"a.txt": cleaned(DAMAGED) if may else DAMAGED})


@contextmanager
def _small_disk(folder: Path, size: int) -> Iterator[bool]:
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def no_room(_: Shim, folder: Path) -> Iterator[list[str]]:
    """A disk is full, or a file may not grow: what does not fit stays as it was, and nothing of it is left."""
    for pages, hard in product(range(9, 20), (False, True)):
        shutil.rmtree(folder, ignore_errors=True)
        with _small_disk(folder / "disk", pages * 4096) as mounted:
            if not mounted:
                return
            inside = folder / "disk"
            source = LONG * 70  # of eight pages
            (inside / "a.txt").write_bytes(source)
            if hard:
                (inside / "b.txt").hardlink_to(inside / "a.txt")
            ended = run(f"{FIX} a.txt", inside)
            now = tree(inside)
            now.pop("b.txt", None)
            yield _wrong(ended, {0, 2}, now, {"a.txt": source if ended.code else cleaned(source)})
    soft, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    for size, hard in product((0, 1, 1000, 2000, 4095, 4096), (False, True)):
        inside = _fresh(folder, {"a.txt": DAMAGED})
        if hard:
            (inside / "b.txt").hardlink_to(inside / "a.txt")
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
        try:
            ended = _limited(inside)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, most))
        now = tree(inside)
        now.pop("b.txt", None)
        left = [name for name in now if is_temporary(name)]
        yield _wrong(ended, {0, 2}, now, {"a.txt": cleaned(DAMAGED) if ended.code == 0 else DAMAGED}) + left


def _limited(inside: Path) -> Child:
    """Run without output, which would hit the limit too."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.chdir(inside)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            from corpus_clean.cli import main

            main(f"{FIX} a.txt".split(), prog_name="corpus-clean")
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            os._exit(code)
    return Child(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), "", 0)


SITUATIONS: dict[str, Callable[[Shim, Path], Iterator[list[str]]]] = {
    "replaced meanwhile": replaced,
    "no regular files": no_files,
    "links out of the folder": links_out,
    "names that lead out": names_out,
    "no rights": no_rights,
    "no room": no_room,
}
