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


# --- the installed command under pre-commit, without an environment of its own


SYSTEM = """
repos:
  - repo: local
    hooks:
      - id: corpus-clean
        name: corpus-clean
        entry: {command}
        args: ["--"]
        language: system
        types: [text]
        require_serial: true
"""


def entry(identity: str) -> str:
    """Return the command line of a hook as the manifest has it, with the command that is installed here."""
    found = re.search(rf"- id: {identity}\n(?:  .*\n)*?  entry: corpus-clean (.*)\n", (ROOT / HOOKS).read_text("utf-8"))
    assert found
    return f"{Path(sys.executable).with_name('corpus-clean')} {found[1]}"


HOOKS = ".pre-commit-hooks.yaml"


def staged(folder: Path, identity: str = "corpus-clean") -> subprocess.CompletedProcess[str]:
    (folder / ".pre-commit-config.yaml").write_text(SYSTEM.format(command=entry(identity)), "utf-8")
    git(folder, "add", "--all")
    return pre_commit(folder, "run", "--all-files", "--verbose")


def test_hundreds_of_files_of_all_shapes_in_one_run(target: Path) -> None:
    shapes = {
        "crlf.txt": DAMAGED.encode(),
        "cr.txt": DAMAGED.replace("\r\n", "\r").encode(),
        "no newline at the end.txt": DAMAGED.rstrip().encode(),
        "bom.txt": b"\xef\xbb\xbf" + DAMAGED.encode(),
        "utf-16.txt": DAMAGED.encode("utf-16"),
        "名.txt": DAMAGED.encode(),
        'quo\'te "x".txt': DAMAGED.encode(),
        "-dash.txt": DAMAGED.encode(),
        **{f"many/{number:03}.txt": DAMAGED.encode() for number in range(300)},
    }
    for name, data in shapes.items():
        (target / name).parent.mkdir(exist_ok=True)
        (target / name).write_bytes(data)
    (target / "link.txt").symlink_to("crlf.txt")
    first = staged(target)
    assert first.returncode == 1, first.stdout + first.stderr
    assert first.stdout.count("Fixed ") == 1, "one process, one summary"
    for name, data in shapes.items():
        encoding = "utf-16" if name == "utf-16.txt" else "utf-8"
        clean = data.decode(encoding).replace(DAMAGED.strip(), REPAIRED.strip())
        assert (target / name).read_bytes() == clean.encode(), name
    assert (target / "link.txt").is_symlink()
    git(target, "add", "--all")
    before = git(target, "write-tree")
    second = staged(target)
    assert second.returncode == 0, second.stdout + second.stderr
    assert git(target, "write-tree") == before


def test_what_is_no_text_after_all_does_not_stop_a_commit(target: Path) -> None:
    (target / "a story.txt").unlink()
    (target / "nul.txt").write_bytes(b"a\0b\0\1c")
    ran = staged(target)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "1 binary file skipped" in ran.stdout


def test_what_cannot_be_decoded_stops_a_commit_and_says_what_to_do(target: Path) -> None:
    (target / "a story.txt").unlink()
    (target / "latin.txt").write_bytes(b"5 \xe9\n")
    ran = staged(target)
    assert ran.returncode == 1
    assert "--encoding" in ran.stdout


QUOTE = "“他說今天的天氣很好，我們去公園走走吧。\n他們就去了。\n"


def test_the_configuration_of_the_repository_says_otherwise(target: Path) -> None:
    (target / "a story.txt").write_text(QUOTE, "utf-8")
    assert staged(target, "corpus-clean-check").returncode == 0, "the profile minimal does not look at quotes"
    (target / "pyproject.toml").write_text('[tool.corpus-clean]\nselect = ["unbalanced-quote"]\n', "utf-8")
    ran = staged(target, "corpus-clean-check")
    assert ran.returncode == 1, ran.stdout
    assert "unbalanced-quote" in ran.stdout
    (target / "pyproject.toml").write_text(
        '[tool.corpus-clean]\nexclude = ["*story.txt"]\nprofile = "corpus"\n', "utf-8"
    )
    assert staged(target, "corpus-clean-check").returncode == 0, "excluded by force"


def test_this_repository_passes_its_own_hook(hooks: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "store"))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    ran = pre_commit(hooks, "run", "--all-files", "--verbose")
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("number", "head", "schema"),
    [(1, "on: pull_request\n", "vendor.github-workflows"), (2, "", "vendor.gitlab-ci")],
    ids=["GitHub", "GitLab"],
)
def test_the_snippets_keep_to_the_schema_of_the_service(number: int, head: str, schema: str, tmp_path: Path) -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    (tmp_path / "snippet.yml").write_text(head + blocks[number], "utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(tmp_path / "snippet.yml")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_snippets_for_continuous_integration_can_be_parsed() -> None:
    yaml = pytest.importorskip("yaml", reason="pre-commit brings it")

    blocks = re.findall(r"^```yaml\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    hooks_, github, gitlab = map(yaml.safe_load, blocks)
    assert hooks_["repos"][0]["hooks"][0]["id"] == "corpus-clean"
    assert [step.get("uses", "run").split("@")[0] for step in github["jobs"]["text"]["steps"]][-1].endswith(
        "upload-sarif"
    )
    assert gitlab["text"]["artifacts"]["paths"] == ["report.html"]
