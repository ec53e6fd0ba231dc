"""The installed command, used as from a shell."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEED = ROOT.parent / "shared" / "data" / "seed.txt"
COMMAND = Path(sys.executable).with_name("corpus-clean")

pytestmark = pytest.mark.e2e


def run(*arguments: object, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([COMMAND, *map(str, arguments)], cwd=cwd, input=stdin, capture_output=True, check=False)


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROOT / "fixtures/demo/autumn.txt", tmp_path / "autumn.txt"))


def test_fixed_in_place_and_reverted_byte_for_byte(demo: Path) -> None:
    source = demo.read_bytes()
    assert run("check", "autumn.txt", cwd=demo.parent).returncode == 1
    assert demo.read_bytes() == source
    assert run("fix", "--report", "ledger.jsonl", "autumn.txt", cwd=demo.parent).returncode == 0
    assert run("check", "autumn.txt", cwd=demo.parent).returncode == 0
    assert demo.read_bytes() != source
    assert run("revert", "ledger.jsonl", cwd=demo.parent).returncode == 0
    assert demo.read_bytes() == source


@pytest.mark.parametrize("command", [["patch", "-p0"], ["git", "apply", "-p0", "-"]], ids=lambda command: command[0])
def test_the_diff_makes_the_same_file(demo: Path, command: list[str]) -> None:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    repaired = run("fix", "-", cwd=demo.parent, stdin=demo.read_bytes()).stdout
    patch = run("diff", "autumn.txt", cwd=demo.parent).stdout
    subprocess.run(command, cwd=demo.parent, input=patch, check=True)
    assert demo.read_bytes() == repaired
    assert run("diff", "autumn.txt", cwd=demo.parent).returncode == 0


def test_trouble_with_one_file_costs_no_other(demo: Path) -> None:
    (demo.parent / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    ran = run("fix", "missing.txt", "picture.png", "autumn.txt", cwd=demo.parent)
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
    assert ran.stderr.count(b"\n") == 2
    assert b"fixed autumn.txt" in ran.stdout


def test_what_is_installed_is_what_is_tested() -> None:
    """With `nox -R`, or pytest called by hand, it can be a build from before the last change."""
    installed = Path(str(distribution("corpus-clean").locate_file("corpus_clean")))
    for source in sorted((ROOT / "src" / "corpus_clean").rglob("*")):
        name = source.relative_to(ROOT / "src" / "corpus_clean")
        if source.is_file() and "__pycache__" not in name.parts and name.parts[:2] != ("tables", "build"):
            assert (installed / name).read_bytes() == source.read_bytes(), f"{name} is stale: run nox -s e2e"


def test_the_wheel_brings_the_notices_of_what_its_tables_are_made_from() -> None:
    files = {Path(file).name: file for file in distribution("corpus-clean").files or []}
    assert files["LICENSE"].read_text("utf-8") == (ROOT / "LICENSE").read_text("utf-8")
    assert files["NOTICE"].read_text("utf-8") == (ROOT / "NOTICE").read_text("utf-8")


@pytest.mark.skipif(not SEED.exists(), reason="the text the project was created for is not beside this repository")
def test_the_text_the_project_was_created_for(tmp_path: Path) -> None:
    ran = run("fix", SEED, "-o", "out.txt", cwd=tmp_path)
    assert (tmp_path / "out.txt").read_bytes() == SEED.with_name("seed.expected.txt").read_bytes()
    assert ran.returncode == 1, "two quotation marks are lost for good"
    assert run("check", "out.txt", cwd=tmp_path).stdout.count(b"unbalanced-quote [!]") == 2


ENVIRONMENT = {**os.environ, "PATH": f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"}


def shell(script: str, *, name: str = "bash", cwd: Path = ROOT) -> str:
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    ran = subprocess.run(
        [name, "-c", script], cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def completion(name: str) -> str:
    """Return the line that the README tells people to put into the file of their shell."""
    shown = re.search(
        r'`(eval "\$\(_CORPUS_CLEAN_COMPLETE=bash_source corpus-clean\)")`', (ROOT / "README.md").read_text("utf-8")
    )
    assert shown
    return shown[1].replace("bash_source", f"{name}_source")


@pytest.mark.parametrize(
    ("words", "expected"),
    [("explain pin", "pinyin-gloss"), ("rev", "revert"), ("check --profile mi", "minimal"), ("fix --rep", "--report")],
)
def test_bash_completes(words: str, expected: str) -> None:
    script = f"""
        {completion("bash")}
        COMP_WORDS=(corpus-clean {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
        _corpus_clean_completion corpus-clean
        echo "${{COMPREPLY[@]}}"
    """
    assert shell(script).split() == [expected]


@pytest.mark.parametrize(
    ("words", "expected"),
    [("explain pin", "pinyin-gloss"), ("rev", "revert"), ("check --profile mi", "minimal"), ("fix --rep", "--report")],
)
def test_fish_completes(words: str, expected: str) -> None:
    script = f"_CORPUS_CLEAN_COMPLETE=fish_source corpus-clean | source; complete -C 'corpus-clean {words}'"
    assert shell(script, name="fish").split()[0] == expected


ZSH = """
zmodload zsh/zpty
zpty shell 'TERM=dumb zsh -f -i'
zpty -w shell 'PS1=; autoload -Uz compinit; compinit -u -D; eval "$({variable}=zsh_source corpus-clean)"; echo rea''dy'
zpty -r shell out $'*ready\r*'
zpty -n -w shell $'corpus-clean {words}\t'
zpty -r shell out $'*{expected}*' && echo completed
"""


@pytest.mark.parametrize(("words", "expected"), [("explain pin", "pinyin-gloss"), ("rev", "revert")])
def test_zsh_completes(words: str, expected: str) -> None:
    script = ZSH.format(words=words, expected=expected, variable="_CORPUS_CLEAN_COMPLETE")
    assert shell(script, name="zsh").split()[-1] == "completed"


@pytest.mark.parametrize("name", ["zsh", "fish"])
def test_other_shells_take_the_script(name: str) -> None:
    source = shell(f"_CORPUS_CLEAN_COMPLETE={name}_source corpus-clean")
    assert "corpus-clean" in source
    if shutil.which(name):
        subprocess.run([name, "-n"], input=source, text=True, check=True)


def test_vim_finds_the_places(demo: Path) -> None:
    if not shutil.which("vim"):
        pytest.skip("vim is not installed")
    readme = (ROOT / "README.md").read_text("utf-8")
    settings = re.findall(r"`:(set (?:makeprg|errorformat)=.*?)`", readme)
    (repair,) = re.findall(r"`:(%!.*?)`", readme)
    assert len(settings) == 2
    script = demo.with_name("script.vim")
    save = "call writefile(map(getqflist(), 'bufname(v:val.bufnr).\":\".v:val.lnum.\":\".v:val.col'), 'places')"
    script.write_text(
        "\n".join([*settings, "edit autumn.txt", "silent make!", save, repair, "write repaired.txt", "qa!"]), "utf-8"
    )
    command = ["vim", "-N", "-u", "NONE", "-es", "-S", "script.vim"]
    subprocess.run(command, cwd=demo.parent, env=ENVIRONMENT, check=False, capture_output=True, timeout=60)
    places = (demo.parent / "places").read_text("utf-8").split()
    assert places.count("autumn.txt:3:5") == 1
    repaired = run("fix", "-", cwd=demo.parent, stdin=demo.read_bytes()).stdout
    assert (demo.parent / "repaired.txt").read_bytes() == repaired
    assert len({place for place in places if re.fullmatch(r"autumn\.txt:[1-9]\d*:[1-9]\d*", place)}) == 46


EMACS = """
(require 'compile)
(let ((buffer (compile "{command}")) found)
  (while (get-buffer-process buffer) (accept-process-output nil 0.1))
  (with-current-buffer buffer
    (compilation--ensure-parse (point-max))
    (goto-char (point-min))
    (while (setq found (text-property-search-forward 'compilation-message))
      (let ((place (compilation--message->loc (prop-match-value found))))
        (princ (format "%s:%s:%s\\n" (caar (compilation--loc->file-struct place))
                       (compilation--loc->line place) (compilation--loc->col place)))))))
"""


def test_emacs_finds_the_places(demo: Path) -> None:
    if not shutil.which("emacs"):
        pytest.skip("emacs is not installed")
    told = re.search(r"`M-x compile RET (corpus-clean .*?)`", (ROOT / "README.md").read_text("utf-8"))
    assert told
    script = demo.with_name("script.el")
    script.write_text(EMACS.format(command=told[1].replace("FILE", "autumn.txt")), "utf-8")
    # In a terminal that knows colours, as `emacs -nw` has.
    environment = ENVIRONMENT | {"TERM": "xterm-256color"}
    command = ["emacs", "--batch", "--quick", "--load", "script.el"]
    ran = subprocess.run(command, cwd=demo.parent, env=environment, check=True, capture_output=True, text=True)
    places = ran.stdout.split()
    assert places.count("autumn.txt:3:5") == 1
    assert len(places) == 46


def test_a_terminal_shows_a_bar_and_ends_without_one(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_text("Nothing is wrong with this line.\n" * 200_000, "utf-8")
    ran = shell(f"script -qec 'corpus-clean check --isolated {tmp_path}/big.txt' /dev/null", cwd=tmp_path)
    assert " of 6.6 MB" in ran
    assert ran.rstrip().endswith("Nothing found in 1 file")


def test_several_processes_in_a_shell(tmp_path: Path) -> None:
    for number in range(12):
        text = "全縣(xiàn)開(kāi)展了學(xué)習(xí)\n" + "fine\n" * 100_000
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    one, two = (run("check", ".", "--format", "jsonl", "-j", str(jobs), cwd=tmp_path) for jobs in (1, 2))
    assert one.stdout == two.stdout
    assert (one.returncode, one.stderr) == (two.returncode, two.stderr)
    assert run("fix", ".", "-j", "2", cwd=tmp_path).returncode == 0
    assert run("check", ".", "-j", "2", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_end_that_is_asked_for_ends_all_processes(tmp_path: Path, number: int) -> None:
    for name in range(400):
        (tmp_path / f"{name}.txt").write_text("La casa vuelve en marzo.\n" * 8_000, "utf-8")
    started = subprocess.Popen(
        [COMMAND, "check", ".", "-j", "2"], cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True
    )
    time.sleep(1.0)
    os.kill(started.pid, number)
    _, stderr = started.communicate(timeout=30)
    assert b"Traceback" not in stderr
    assert started.returncode in {0, 128 + number}, stderr
    assert all_gone(started.pid)


def all_gone(group: int) -> bool:
    """Say whether all processes of a group end within five seconds."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
