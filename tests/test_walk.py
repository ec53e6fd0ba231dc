"""The files that a user means: all of them, in order, once, and nothing that was not meant."""

import os
import subprocess
from pathlib import Path

import pytest

from corpus_clean import walk
from corpus_clean.files import FileTrouble
from corpus_clean.walk import Excluded, expand


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a.txt",
        "B/z.txt",
        "a/x.txt",
        "a/deep/y.txt",
        "a/deep/y.min.js",
        ".hidden",
        ".git/config",
        "node_modules/m.js",
        "a/__pycache__/c.pyc",
        "env/pyvenv.cfg",
        "env/lib/l.py",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    return tmp_path


def names(root: Path, exclude: list[str] | None = None) -> list[str]:
    found = list(expand([root], Excluded(exclude or [])))
    assert all(isinstance(path, Path) for path in found)
    return [path.relative_to(root).as_posix() for path in found if isinstance(path, Path)]


def test_folder_is_walked_in_order_without_what_tools_leave(tree: Path) -> None:
    assert names(tree) == ["B/z.txt", "a/deep/y.min.js", "a/deep/y.txt", "a/x.txt", "a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("exclude", "gone"),
    [
        ("*.js", {"a/deep/y.min.js"}),
        ("deep", {"a/deep/y.min.js", "a/deep/y.txt"}),
        ("deep/", {"a/deep/y.min.js", "a/deep/y.txt"}),
        ("a/*", {"a/deep/y.min.js", "a/deep/y.txt", "a/x.txt"}),
        ("a/*/y.txt", {"a/deep/y.txt"}),
        ("/a.txt", {"a.txt"}),
        ("A", set()),
        ("txt", set()),
        ("[ab].txt", {"a.txt", "b.txt"}),
    ],
)
def test_globs_exclude(tree: Path, exclude: str, gone: set[str]) -> None:
    assert set(names(tree)) - set(names(tree, [exclude])) == gone


def test_what_is_named_is_always_meant(tree: Path) -> None:
    named = [tree / ".hidden", tree / "node_modules" / "m.js", tree / "missing", tree / "a.txt"]
    assert list(expand(named, Excluded(["*"]))) == named
    assert names(tree / ".git") == ["config"]
    assert names(tree / "env") == ["lib/l.py", "pyvenv.cfg"]


def test_links_below_a_folder_are_not_followed(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_bytes(b"")
    before = names(tree)
    (tree / "file-link").symlink_to(outside / "secret.txt")
    (tree / "folder-link").symlink_to(outside)
    (tree / "a" / "loop").symlink_to(tree)
    assert names(tree) == before
    assert names(tree / "folder-link") == ["secret.txt"]


def test_pipes_below_a_folder_are_passed_over(tree: Path) -> None:
    before = names(tree)
    os.mkfifo(tree / "pipe")
    assert names(tree) == before


def test_each_file_comes_once(tree: Path) -> None:
    (tree / "link").symlink_to("a.txt")
    found = list(expand([tree / "a.txt", tree / "link", tree / "a" / ".." / "a.txt", tree, tree]))
    assert found[0] == tree / "a.txt"
    assert len(found) == len(names(tree))


@pytest.mark.parametrize("content", [[], [".hidden"], ["x.js"]])
def test_folder_without_a_file_is_told(tmp_path: Path, content: list[str]) -> None:
    for name in content:
        (tmp_path / name).write_bytes(b"")
    (trouble,) = expand([tmp_path], Excluded(["*.js"]))
    assert isinstance(trouble, FileTrouble)
    assert trouble.path == tmp_path
    assert "no file" in trouble.reason


def test_folder_that_cannot_be_listed_is_told_and_the_others_go_on(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = walk._entries

    def refuse(folder: Path) -> list[os.DirEntry[str]]:
        if folder.name == "deep":
            raise PermissionError(13, "Permission denied")
        return entries(folder)

    monkeypatch.setattr(walk, "_entries", refuse)
    found = list(expand([tree]))
    (trouble,) = (each for each in found if isinstance(each, FileTrouble))
    assert (trouble.path, trouble.reason) == (tree / "a" / "deep", "cannot be listed (Permission denied)")
    assert tree / "b.txt" in found


def test_no_folder_is_too_deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        for _ in range(1500):  # more than Python recurses
            Path("d").mkdir()
            os.chdir("d")
        Path("bottom").write_bytes(b"")
        os.chdir(tmp_path)
        assert [path.name for path in expand([Path("d")]) if isinstance(path, Path)] == ["bottom"]
    finally:
        subprocess.run(["rm", "-r", str(tmp_path / "d")], check=True)  # more than shutil and pytest can remove


def test_excluded_counts_from_its_base(tree: Path) -> None:
    found = [path for path in expand([tree / "a"], Excluded(["a/deep/"], tree)) if isinstance(path, Path)]
    assert [path.name for path in found] == ["x.txt"]
    found = [path for path in expand([tree / "a"], Excluded(["/x.txt"], tree)) if isinstance(path, Path)]
    assert "x.txt" in [path.name for path in found]


def test_the_last_pattern_wins(tree: Path) -> None:
    assert names(tree, ["*.txt", "!a.txt"]) == ["a/deep/y.min.js", "a.txt"]


def test_what_is_named_can_be_excluded_by_force(tree: Path) -> None:
    named = [tree / "a.txt", tree / "b.txt", tree / "a", tree / "missing.js"]
    assert list(expand(named, Excluded(["a.txt", "/a/", "*.js"], tree, forced=True))) == [tree / "b.txt"]
    assert list(expand(named[:2], Excluded(["a.txt"], tree))) == named[:2]


def ignore(folder: Path, *lines: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("\n".join(lines))


def test_git_ignores_below_a_folder_and_the_nearest_file_decides(tree: Path) -> None:
    ignore(tree, "*.txt", "!b.txt", "a/deep/", "", "# remark", "!")
    ignore(tree / "a", "!x.txt", "!deep/")
    assert names(tree) == ["a/deep/y.min.js", "a/x.txt", "b.txt"], "as git status has it: deep is let in again"
    found = [path.name for path in expand([tree], Excluded(gitignore=False)) if isinstance(path, Path)]
    assert "a.txt" in found


def test_files_above_the_folder_count_up_to_the_repository(tree: Path) -> None:
    repository = tree / "repository"
    (repository / ".git" / "info").mkdir(parents=True)
    (repository / ".git" / "info" / "exclude").write_text("local.txt\n")
    ignore(tree, "*")  # of another repository, or of none
    ignore(repository, "*.log", "/data/", "sub/*.tmp")
    for name in ("sub/a.log", "sub/a.tmp", "sub/a.txt", "sub/local.txt", "data/b.log", "data/b.txt"):
        path = repository / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    assert names(repository / "sub") == ["a.txt"]
    assert names(repository / "data") == ["b.log", "b.txt"], "it was named, so it is meant"
    assert names(repository) == ["sub/a.txt"]


def test_git_itself_agrees(tree: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=tree, check=True)
    for name in (".git/info/exclude", "node_modules", "env"):
        subprocess.run(["rm", "-rf", str(tree / name)], check=True)
    ignore(tree, "*.js", "B/*", "!B/z.txt", "a/**/y.txt", "\\#x", "*.pyc", "b.tx[st]")
    listed = ["git", "ls-files", "--others", "--exclude-standard"]
    theirs = subprocess.run(listed, cwd=tree, capture_output=True, text=True, check=True).stdout.splitlines()
    assert names(tree) == sorted(
        (name for name in theirs if not any(part.startswith(".") for part in name.split("/"))), key=names(tree).index
    )


def test_a_gitignore_that_cannot_be_read_says_nothing(tree: Path) -> None:
    before = names(tree)
    (tree / ".gitignore").mkdir()
    assert names(tree) == before


def test_a_folder_of_which_git_ignores_all_says_what_to_do(tmp_path: Path) -> None:
    ignore(tmp_path, "*.txt")
    (tmp_path / "a.txt").write_bytes(b"")
    (trouble,) = expand([tmp_path])
    assert isinstance(trouble, FileTrouble)
    assert trouble.remedy == "name a file, or pass --no-gitignore: git ignores what is in it"
