"""Nothing is lost on the way to the disk: whatever the bytes, the file, the folder, the disk or the moment."""

import copy
import errno
import fcntl
import os
import random
import resource
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus_clean import atomic, files, sniffing
from corpus_clean.decoding.utf16 import unmarked
from corpus_clean.files import FileTrouble

SRC = Path(__file__).parent.parent / "src"
NOBODY = 65534
SOMEBODY = 12345
KIB = 1024

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")

SHAPES = {
    "empty": b"",
    "lf": b"a\nb\n",
    "crlf": b"a\r\nb\r\n",
    "lone cr": b"a\rb\r",
    "mixed": b"a\r\nb\nc\rd\n\r\n",
    "no final newline": b"a\nb",
    "line separators": "a\u2028b\u2029c\x85d\x0ce\x0bf".encode(),
    "bom": b"\xef\xbb\xbfa\n",
    "utf-16 le": b"\xff\xfea\0\n\0",
    "utf-16 be": b"\xfe\xff\0a\0\n",
    "nul": b"a\0b\n",
    "gbk": "中文".encode("gbk"),
    "latin-1": b"caf\xe9\n",
    "bad utf-8": b"caf\xc3\xa9 \xff\n",
}


@pytest.fixture(autouse=True)
def _sweeps_anew() -> Iterator[None]:
    """Folders are swept once a process: forget that, so that tests do not depend on their order."""
    atomic._sweep.cache_clear()
    return iter([None])


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_bytes(b"old")
    return path


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that other users can reach, unlike tmp_path."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Act as nobody if this is root, to whom no permission applies."""
    if os.geteuid() != 0:
        yield
        return
    groups = os.getgroups()
    os.setgroups([])
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)
        os.setgroups(groups)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail instead of hanging."""

    def late(*_: object) -> None:
        raise AssertionError(f"blocked for {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def rewrite(path: Path, data: bytes) -> None:
    files.write(path, data, replacing=files.read(path).stamp)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def leftovers(folder: Path) -> list[Path]:
    return list(folder.glob(".corpus-clean-*"))


# ---------------------------------------------------------------------------------------------------------- reading


@pytest.mark.parametrize("shape", SHAPES)
def test_bytes_come_and_go_as_they_are(tmp_path: Path, shape: str) -> None:
    path = tmp_path / "file"
    files.write(path, SHAPES[shape], replacing=None)
    assert path.read_bytes() == SHAPES[shape]
    rewrite(path, SHAPES[shape] + b"\r")
    source = files.read(path)
    assert source.data == SHAPES[shape] + b"\r"
    assert source.path == path


@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing", "does not exist"), ("note.txt/below", "does not exist"), (".", "directory"), ("a\0b", "no name")],
)
def test_reading_says_what_is_wrong(tmp_path: Path, note: Path, name: str, reason: str) -> None:
    assert note.exists()
    with pytest.raises(FileTrouble, match=reason) as caught:
        files.read(tmp_path / name)
    assert caught.value.path == tmp_path / name
    assert caught.value.remedy


def test_pipe_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with within(5), pytest.raises(FileTrouble, match="is a pipe"):
        files.read(path)


def test_pipe_is_refused_even_if_it_slips_in_after_the_first_look(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look = files._require_regular

    def look_then_swap(path: Path, status: os.stat_result) -> None:
        look(path, status)
        note.unlink()
        os.mkfifo(note)

    monkeypatch.setattr(files, "_require_regular", look_then_swap)
    with within(5), pytest.raises(FileTrouble, match="is a pipe"):
        files.read(note)


def test_device_and_socket_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's name must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        for path, reason in ((Path(os.devnull), "is a device"), (Path("socket"), "is a socket")):
            for act in (files.read, files.current):
                with pytest.raises(FileTrouble, match=reason):
                    act(path)


def test_unknown_kinds_are_refused(note: Path) -> None:
    strange = os.stat_result((0o160000, *note.stat()[1:]))  # a door, as other systems have them
    with pytest.raises(FileTrouble, match="no regular file"):
        files._require_regular(note, strange)


def test_unreadable_file_is_told(shared: Path) -> None:
    path = shared / "secret"
    path.write_bytes(b"x")
    path.chmod(0)
    with unprivileged(), pytest.raises(FileTrouble, match="access denied"):
        files.read(path)


def test_link_loop_is_told(tmp_path: Path) -> None:
    path = tmp_path / "loop"
    path.symlink_to(path)
    with pytest.raises(FileTrouble, match="leads nowhere"):
        files.read(path)


def test_trouble_is_one_printable_line_and_survives_a_process_boundary() -> None:
    trouble = FileTrouble(Path("a\n\x1b[31m\u202e\udcff"), "is odd", "rename it")
    assert str(trouble) == r"a\u{A}\u{1B}[31m\u{202E}\u{DCFF}: is odd; rename it"
    assert str(copy.copy(trouble)) == str(trouble)  # copy takes the way that worker processes take


# ---------------------------------------------------------------------------------------------------------- writing


@pytest.mark.parametrize("bits", [0o755, 0o600, 0o444, 0o4755, 0o2755])
def test_mode_is_kept(note: Path, bits: int) -> None:
    note.chmod(bits)
    if not os.access(note, os.W_OK):
        pytest.skip("a protected file is for root only")
    rewrite(note, b"new")
    assert (note.read_bytes(), mode(note)) == (b"new", bits)


def test_file_is_replaced_not_rewritten(note: Path) -> None:
    with note.open("rb") as held_by_a_reader:
        rewrite(note, b"new, and longer")
        assert held_by_a_reader.read() == b"old"
    assert not leftovers(note.parent)


def test_time_is_that_of_the_change(note: Path) -> None:
    os.utime(note, (0, 0))
    rewrite(note, b"new")
    assert abs(note.stat().st_mtime - time.time()) < 60


def test_extended_attributes_are_kept(note: Path) -> None:
    try:
        os.setxattr(note, "user.corpus", b"clean")
    except OSError:
        pytest.skip("no extended attributes here")
    rewrite(note, b"new")
    assert os.getxattr(note, "user.corpus") == b"clean"


@needs_root
def test_owner_group_and_set_id_bits_are_kept(note: Path) -> None:
    os.chown(note, SOMEBODY, SOMEBODY + 1)
    note.chmod(0o6755)
    rewrite(note, b"new")
    status = note.stat()
    assert (status.st_uid, status.st_gid, mode(note)) == (SOMEBODY, SOMEBODY + 1, 0o6755)


@needs_root
def test_set_id_bits_are_not_lent_if_the_owner_cannot_be_kept(shared: Path) -> None:
    path = shared / "tool"
    path.write_bytes(b"old")
    os.chown(path, SOMEBODY, SOMEBODY)
    path.chmod(0o6777)
    with unprivileged():
        rewrite(path, b"new")
    assert (path.read_bytes(), path.stat().st_uid, mode(path)) == (b"new", NOBODY, 0o777)


def test_link_stays_a_link(tmp_path: Path, note: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("note.txt")
    rewrite(link, b"new")
    assert link.readlink() == Path("note.txt")
    assert note.read_bytes() == b"new"
    assert not note.is_symlink()


def test_hard_links_go_on_sharing(tmp_path: Path, note: Path) -> None:
    other = tmp_path / "other"
    other.hardlink_to(note)
    for data in (b"new, and longer", b"n"):
        rewrite(note, data)
        assert other.read_bytes() == data
    assert note.samefile(other)


def test_folder_that_is_read_only_means_in_place(shared: Path) -> None:
    path = shared / "note.txt"
    path.write_bytes(b"old")
    path.chmod(0o666)
    inode = path.stat().st_ino
    shared.chmod(0o555)
    with unprivileged():
        rewrite(path, b"new")
    shared.chmod(0o777)
    assert (path.read_bytes(), path.stat().st_ino) == (b"new", inode)


@needs_root
def test_sticky_folder_means_in_place(shared: Path) -> None:
    shared.chmod(0o1777)
    path = shared / "note.txt"
    path.write_bytes(b"old")
    os.chown(path, SOMEBODY, SOMEBODY)
    path.chmod(0o666)
    with unprivileged():
        rewrite(path, b"new")
    assert (path.read_bytes(), path.stat().st_uid) == (b"new", SOMEBODY)
    assert not leftovers(shared)


def test_protected_file_is_left_alone(shared: Path) -> None:
    path = shared / "note.txt"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with unprivileged(), pytest.raises(FileTrouble, match="access denied"):
        rewrite(path, b"new")
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_new_file_gets_the_mode_of_a_new_file(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        files.write(tmp_path / "new", b"text", replacing=None)
        assert os.umask(umask) == umask  # looking at it has put it back
    finally:
        os.umask(before)
    assert mode(tmp_path / "new") == 0o666 & ~umask


def test_new_file_replaces_nothing(tmp_path: Path, note: Path) -> None:
    dangling = tmp_path / "link"
    dangling.symlink_to("elsewhere")
    for path in (note, dangling):
        with pytest.raises(FileTrouble, match="appeared"):
            files.write(path, b"new", replacing=None)
    assert note.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "note.txt"]


def test_new_file_in_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="does not exist"):
        files.write(tmp_path / "missing" / "new", b"", replacing=None)


def test_current_lets_a_caller_replace_what_it_did_not_read(tmp_path: Path) -> None:
    report = tmp_path / "report"
    for data in (b"first", b"second"):
        files.write(report, data, replacing=files.current(report))
        assert report.read_bytes() == data


# ------------------------------------------------------------------------------------------------ what can go wrong


def edited(path: Path) -> None:
    path.write_bytes(b"mid")  # of the same length


def replaced(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"mid")
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    other.replace(path)


def removed(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("change", [edited, replaced, removed])
@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_changed_file_is_not_written(
    note: Path, change: Callable[[Path], None], when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(note, (1, 1))
    source = files.read(note)
    if when == "before":
        change(note)
    else:
        monkeypatch.setattr(os, "fsync", lambda _: change(note))
    with pytest.raises(FileTrouble, match="changed while it was being cleaned"):
        files.write(note, b"new", replacing=source.stamp)
    assert not note.exists() if change is removed else note.read_bytes() == b"mid"
    assert not leftovers(note.parent)


def test_change_while_reading_is_noticed_when_writing(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.utime(note, (1, 1))
    look = files._require_regular

    def look_then_append(path: Path, status: os.stat_result) -> None:
        look(path, status)
        with note.open("ab") as file:
            file.write(b"+")

    with monkeypatch.context() as patch:
        patch.setattr(files, "_require_regular", look_then_append)
        source = files.read(note)
    with pytest.raises(FileTrouble, match="changed"):
        files.write(note, b"new", replacing=source.stamp)


@pytest.mark.parametrize("names", [1, 2])
@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (OSError(errno.EIO, "Input/output error"), FileTrouble),
        (OSError(errno.ENOSPC, "No space left"), FileTrouble),
        (OSError(errno.EDQUOT, "Quota exceeded"), FileTrouble),
        (KeyboardInterrupt(), KeyboardInterrupt),
        (MemoryError(), MemoryError),
    ],
    ids=lambda value: getattr(value, "strerror", None) or type(value).__name__,
)
def test_failure_leaves_the_old_file_and_nothing_else(
    note: Path, failure: BaseException, expected: type[BaseException], names: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if names == 2:
        note.with_name("other").hardlink_to(note)
    before = sorted(note.parent.iterdir())
    failures = [failure]
    calls = iter(range(99))

    def fail_once(_: int) -> None:
        # Where it is rewritten in place, the first two are for the old bytes that are kept meanwhile.
        if failures and (names == 1 or next(calls) == 2):
            raise failures.pop()

    monkeypatch.setattr(os, "fsync", fail_once)
    with pytest.raises(expected):
        rewrite(note, b"new, and longer")
    assert not failures
    assert note.read_bytes() == b"old"
    assert sorted(note.parent.iterdir()) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={64 * KIB}", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk, and not everywhere")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("names", [1, 2])
def test_full_disk_leaves_the_old_file(small_disk: Path, names: int) -> None:
    path = small_disk / "note.txt"
    path.write_bytes(b"o" * 20 * KIB)
    if names == 2:
        (small_disk / "other").hardlink_to(path)
    with pytest.raises(FileTrouble, match="disk is full"):
        rewrite(path, b"n" * 100 * KIB)
    assert path.read_bytes() == b"o" * 20 * KIB
    assert not leftovers(small_disk)
    rewrite(path, b"fits")
    assert path.read_bytes() == b"fits"


@pytest.mark.parametrize("names", [1, 2])
def test_size_limit_leaves_the_old_file(note: Path, names: int) -> None:
    if names == 2:
        note.with_name("other").hardlink_to(note)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    source = files.read(note)
    resource.setrlimit(resource.RLIMIT_FSIZE, (32 * KIB, hard))
    try:
        with pytest.raises(FileTrouble, match="too big"):
            files.write(note, b"n" * 100 * KIB, replacing=source.stamp)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert note.read_bytes() == b"old"
    assert not leftovers(note.parent)


def test_short_writes_are_continued(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:7]))
    rewrite(note, b"n" * 100)
    assert note.read_bytes() == b"n" * 100


def test_folder_that_cannot_be_flushed_is_no_failure(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(atomic, "_flush_folder", refuse)
    rewrite(note, b"new")
    assert note.read_bytes() == b"new"


KILLED = """
import sys
from pathlib import Path
from corpus_clean import files
path = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for byte in (b"o", b"n"):
        files.write(path, byte * 4_000_000, replacing=files.current(path))
"""


def test_killed_at_any_moment_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    whole = [b"o" * 4_000_000, b"n" * 4_000_000]
    path.write_bytes(whole[0])
    hit = 0
    for _ in range(20):
        command = [sys.executable, "-c", KILLED, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(SRC)}) as child:
            assert child.stdout
            assert child.stdout.readline() == b"ready\n"
            time.sleep(random.uniform(0, 0.05))  # noqa: S311 - a moment, no secret
            child.send_signal(signal.SIGKILL)
        assert path.read_bytes() in whole
        hit += bool(leftovers(tmp_path))
    assert hit  # writes were hit half-way, and what they left is swept away by the next one
    rewrite(path, b"done")
    assert [entry.name for entry in tmp_path.iterdir()] == ["note.txt"]


def test_sweep_takes_only_old_files_of_our_own(note: Path) -> None:
    folder = note.parent
    kept = {"in use": ".corpus-clean-0123456789abcdef.tmp", "not ours": ".corpus-clean-notes.tmp"}
    in_use = (folder / kept["in use"]).open("wb")
    fcntl.flock(in_use, fcntl.LOCK_EX)
    (folder / kept["not ours"]).write_bytes(b"")
    os.utime(folder / kept["not ours"], (1, 1))
    kept["folder"], kept["link"] = ".corpus-clean-00000000000000f1.tmp", ".corpus-clean-00000000000000f2.tmp"
    (folder / kept["folder"]).mkdir()
    os.utime(folder / kept["folder"], (1, 1))
    (folder / kept["link"]).symlink_to(note)
    os.utime(folder / kept["link"], (1, 1), follow_symlinks=False)
    stale = folder / ".corpus-clean-00000000000000f3.tmp"
    stale.write_bytes(b"")
    os.utime(stale, (1, 1))
    rewrite(note, b"new")
    assert not stale.exists()
    assert {entry.name for entry in folder.iterdir()} == {"note.txt", *kept.values()}
    in_use.close()


def test_what_is_new_and_not_locked_yet_is_not_swept_away(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Somebody sweeps between the moment a temporary file appears and that in which it is locked.
    lock = fcntl.flock
    names: list[Path] = []

    def swept_before(descriptor: int, how: int) -> None:
        if not names:
            (path,) = leftovers(note.parent)
            names.append(path)
            path.unlink()
        lock(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", swept_before)
    rewrite(note, b"new")
    assert note.read_bytes() == b"new"
    assert names
    assert not leftovers(note.parent)


def test_without_locks_age_tells(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    young, old = (note.parent / f".corpus-clean-{digit * 16}.tmp" for digit in "01")
    for path in (young, old):
        path.write_bytes(b"")
    os.utime(old, (1, 1))
    rewrite(note, b"new")
    assert young.exists()
    assert not old.exists()


def cut_short(note: Path, at: int, new: bytes = b"brand new") -> Path:
    """Leave what a kill leaves of rewriting a file in place, and return the file that keeps its bytes."""
    old = note.read_bytes()
    keep = atomic._beside(note, note.stat())
    os.close(os.open(keep, os.O_CREAT | os.O_WRONLY, 0o600))
    keep.write_bytes(atomic._packed(old, new))
    note.write_bytes(new[:at] + old[at:])
    return keep


@pytest.mark.parametrize("at", [0, 1, 3, 5, 9])
@pytest.mark.parametrize("new", [b"brand new", b"n"])
def test_what_was_cut_short_in_place_is_put_back(note: Path, at: int, new: bytes) -> None:
    note.with_name("other").hardlink_to(note)
    keep = cut_short(note, at, new)
    source = files.read(note)
    assert source.data == b"old" == note.read_bytes()
    assert not keep.exists()
    files.write(note, b"done", replacing=source.stamp)


@pytest.mark.parametrize("why", ["edited", "not complete", "wider", "linked", "in use", "a link", "one name"])
def test_nothing_is_put_back_that_is_not_ours_to_put_back(note: Path, why: str) -> None:
    note.with_name("other").hardlink_to(note)
    keep = cut_short(note, 2)
    seen = note.read_bytes()
    held = keep.open("rb")
    if why == "edited":
        seen = b"by hand"
        note.write_bytes(seen)
    elif why == "not complete":  # so the file was not touched yet
        keep.write_bytes(keep.read_bytes()[:-1])
    elif why == "wider":
        keep.chmod(0o644)
    elif why == "linked":
        keep.with_name("theirs").hardlink_to(keep)
    elif why == "in use":
        fcntl.flock(held, fcntl.LOCK_EX)
    elif why == "a link":
        keep.rename(keep.with_name("theirs"))
        keep.symlink_to("theirs")
    else:
        note.with_name("other").unlink()
    assert files.read(note).data == seen == note.read_bytes()
    assert keep.exists() == (why != "not complete")
    held.close()


def test_old_bytes_that_cannot_be_kept_are_not_written_over(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> int:
        raise OSError(errno.EIO, "Input/output error")

    note.with_name("other").hardlink_to(note)
    monkeypatch.setattr(atomic, "_created", refuse)
    with pytest.raises(FileTrouble, match="Input/output error"):
        rewrite(note, b"new")
    assert note.read_bytes() == b"old"
    assert not leftovers(note.parent)


def test_bytes_that_are_kept_for_somebody_are_not_written_over(note: Path) -> None:
    note.with_name("other").hardlink_to(note)
    cut_short(note, 2)
    note.write_bytes(b"by hand")
    with pytest.raises(FileTrouble, match=r"cut short beside it; look at \.corpus-clean-\*\.old"):
        rewrite(note, b"new")
    assert note.read_bytes() == b"by hand"


# ----------------------------------------------------------------------------------------------------------- backup


def test_backup_holds_bytes_and_mode(note: Path) -> None:
    note.chmod(0o600)
    copied = files.backup(note, ".orig")
    assert (copied.name, copied.read_bytes(), mode(copied)) == ("note.txt.orig", b"old", 0o600)


def test_backup_is_made_once_and_never_overwritten(note: Path) -> None:
    copied = files.backup(note, ".orig")
    before = copied.stat()
    assert files.backup(note, ".orig") == copied
    assert copied.stat().st_ino == before.st_ino
    note.write_bytes(b"new")
    with pytest.raises(FileTrouble, match="backup of other text"):
        files.backup(note, ".orig")
    assert copied.read_bytes() == b"old"


def test_backup_does_not_follow_a_link_that_was_set_for_it(note: Path) -> None:
    trap = note.with_name("note.txt.orig")
    trap.symlink_to("elsewhere")
    with pytest.raises(FileTrouble):
        files.backup(note, ".orig")
    assert not (note.parent / "elsewhere").exists()


@pytest.mark.parametrize("suffix", ["", "/x", "/../x", "\0"])
def test_backup_suffix_must_lead_to_a_neighbour(note: Path, suffix: str) -> None:
    with pytest.raises(ValueError, match="suffix"):
        files.backup(note, suffix)


# --------------------------------------------------------------------------------------------------------- sniffing


@pytest.mark.parametrize(
    "data",
    [
        b"a\0b",
        b"\x1f\x8b\x08\x00",
        b"PK\x03\x04rest",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"%PDF-1.7\n",
        b"\x28\xb5\x2f\xfd",
        b"\xfd7zXZ\0",
        b"BZh91AY&SY",
        b"7z\xbc\xaf\x27\x1c",
        b"\x7fELF\x02",
        b"SQLite format 3\0",
        b"PAR1" + b"x" * 20 + b"PAR1",
        "text".encode("utf-16-le"),
        b"a" * (sniffing.SNIFFED - 1) + b"\0",
    ],
)
def test_binary_is_seen(data: bytes) -> None:
    assert sniffing.is_binary(data)


@pytest.mark.parametrize(
    "data",
    [
        *(data for name, data in SHAPES.items() if name != "nul"),
        "text".encode("utf-32"),
        b"\0\0\xfe\xff" + "text".encode("utf-32-be"),
        b"PAR1",
        b"PAR1S\nPAR1S",
        b"BZh is not a word",
        b"PK\n",
        b"a" * sniffing.SNIFFED + b"\0",
        "GIF 是一种图像格式".encode("gbk"),
    ],
)
def test_text_is_not_binary(data: bytes) -> None:
    assert not sniffing.is_binary(data)


def test_importing_costs_nothing_heavy() -> None:
    code = """
import sys, corpus_clean.files, corpus_clean.walk, corpus_clean.sniffing, corpus_clean.decoding
corpus_clean.decoding.decode("h\xe9".encode())
sys.exit(", ".join({"ftfy", "regex", "charset_normalizer", "click"} & set(sys.modules)) or 0)
"""
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Lo que dijo.\n", "他說：今天。\n" * 900, "達\u3000川 a\n", "𝒳 y\n" * 3000])
def test_utf_16_without_a_mark_is_suspected(text: str, name: str) -> None:
    assert unmarked(text.encode(name)) == name


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a\0b",
        b"\0" * 64,
        bytes(range(256)) * 8,
        b"a\0b\0" + b"\x01\0" * 40,
        b"a\0\0b" * 40,
        b" \0" + b"\0\xd8" * 8,
        b"".join(number.to_bytes(2, "little") for number in range(1, 3000, 7)),
    ],
)
def test_binary_is_not_taken_for_utf_16(data: bytes) -> None:
    assert unmarked(data) is None
