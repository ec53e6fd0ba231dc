"""Real pre-commit, a real repository, a real commit."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DAMAGED = "全縣(xiàn)開(kāi)展了學(xué)習(xí)\r\n"
REPAIRED = "全縣開展了學習\r\n"

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="session")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with this working tree as its one commit, for pre-commit to install from."""
    folder = tmp_path_factory.mktemp("hooks") / "corpus-clean"
    names = git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard", "-z").split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--message", "all")
    return folder


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with one damaged and one clean file, both staged."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "store"))
    folder = tmp_path / "target"
    folder.mkdir()
    git(folder, "init", "--quiet")
    (folder / "a story.txt").write_bytes(DAMAGED.encode())
    (folder / "clean.txt").write_bytes("如果沒有壞，就不要修。\n".encode())
    git(folder, "add", "--all")
    return folder


def git(folder: Path, *arguments: str) -> str:
    names = {f"GIT_{who}_{what}": "t@t" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    ran = subprocess.run(
        ["git", *arguments], cwd=folder, env=os.environ | names, capture_output=True, text=True, check=True
    )
    return ran.stdout


def pre_commit(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pre_commit", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def configuration(repository: Path) -> str:
    """Return what the README tells people to write, for a repository."""
    shown = re.search(r"^```yaml\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert shown
    head = git(repository, "rev-parse", "HEAD").strip()
    return shown[1].replace("<where this repository is>", str(repository)).replace("<a commit of it>", head)


def test_the_manifest_is_valid() -> None:
    ran = pre_commit(ROOT, "validate-manifest", ".pre-commit-hooks.yaml")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_try_repo_fixes_and_then_passes(hooks: Path, target: Path) -> None:
    first = pre_commit(target, "try-repo", str(hooks), "corpus-clean", "--all-files", "--verbose")
    assert first.returncode == 1, first.stdout + first.stderr
    assert "files were modified by this hook" in first.stdout
    assert (target / "a story.txt").read_bytes() == REPAIRED.encode(), "with the line end it had"
    second = pre_commit(target, "try-repo", str(hooks), "corpus-clean", "--all-files")
    assert second.returncode == 0, second.stdout + second.stderr


def test_the_other_hook_changes_nothing(hooks: Path, target: Path) -> None:
    ran = pre_commit(target, "try-repo", str(hooks), "corpus-clean-check", "--all-files")
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "a story.txt:1:3: pinyin-gloss [*]" in ran.stdout
    assert "files were modified" not in ran.stdout
    assert (target / "a story.txt").read_bytes() == DAMAGED.encode()


def test_a_commit_is_stopped_until_the_file_is_clean(hooks: Path, target: Path) -> None:
    (target / "fixtures").mkdir()
    (target / "fixtures" / "damaged.txt").write_bytes(DAMAGED.encode())
    (target / ".pre-commit-config.yaml").write_text(configuration(hooks), "utf-8")
    git(target, "add", "--all")
    assert pre_commit(target, "install").returncode == 0
    with pytest.raises(subprocess.CalledProcessError) as stopped:
        git(target, "commit", "--message", "damaged")
    assert "fixed a story.txt" in stopped.value.stderr + stopped.value.stdout
    git(target, "add", "--all")
    git(target, "commit", "--message", "clean")
    assert git(target, "show", "HEAD:a story.txt").encode() == REPAIRED.encode().replace(b"\r\n", b"\n")
    assert (target / "a story.txt").read_bytes() == REPAIRED.encode()
    assert (target / "fixtures" / "damaged.txt").read_bytes() == DAMAGED.encode(), "excluded"
