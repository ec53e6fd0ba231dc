"""Runs over a corpus: mirrored, resumed, the same at any number of processes, and reversible."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from corpus_clean.cli import main
from corpus_clean.config import Config
from corpus_clean.corpus import Settings, run
from corpus_clean.corpus.layout import Layout
from corpus_clean.corpus.manifest import Manifest, shards
from corpus_clean.corpus.output import PartFile
from corpus_clean.corpus.quarantine import entries
from corpus_clean.corpus.trouble import CorpusError
from corpus_clean.files import FileTrouble
from tests.shards import read, write

if TYPE_CHECKING:
    from collections.abc import Callable


DAMAGED = "全縣(xiàn)開(kāi)展了學(xué)習(xí)"
REPAIRED = "全縣開展了學習"


def line(text: str, **more: object) -> bytes:
    return json.dumps({**more, "text": text}, ensure_ascii=False).encode() + b"\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a corpus of several shards, some of them damaged."""
    root = tmp_path / "in"
    for at in range(6):
        suffix = ("", ".gz", ".zst", ".bz2", ".xz", "")[at]
        lines = [line(DAMAGED if number % 7 == at else f"Alles gut, {number}.", id=number) for number in range(40)]
        write(root / "deep" / f"{at}.jsonl{suffix}", b"".join(lines))
    write(root / "clean.txt", "Alles gut, größtenteils.\n".encode())
    write(root / "notes.pdf", b"%PDF-")
    return root


def invoke(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def digests(out: Path, *, own: bool = False) -> dict[str, str]:
    """Return the digest of each file, and with `own` of those of ours that are the same after every run."""
    found = {}
    for path in sorted(one for one in out.rglob("*") if one.is_file()):
        name = path.relative_to(out).as_posix()
        if (own and "/ledger/" in name) or not name.startswith("_corpus-clean/"):
            found[name] = sha256(path.read_bytes()).hexdigest()
    return found


def test_a_corpus_is_mirrored(corpus: Path, tmp_path: Path) -> None:
    done = invoke("run", corpus, tmp_path / "out", "--isolated")
    assert done.exit_code == 0, done.output
    assert "left out, of no known format: notes.pdf" in done.stderr
    assert (
        done.stdout == "Cleaned 241 records in 7 shards; 35 changed: pinyin-gloss 140; 1 file of other kinds left out\n"
    )
    names = {path.relative_to(corpus) for path in corpus.rglob("*") if path.is_file() and path.suffix != ".pdf"}
    made = {path.relative_to(tmp_path / "out") for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert {path for path in made if path.parts[0] != "_corpus-clean"} == names
    for path in names:
        source, result = read(corpus / path), read(tmp_path / "out" / path)
        assert result.decode() == source.decode().replace(DAMAGED, REPAIRED)
    assert (tmp_path / "out" / "clean.txt").read_bytes() == (corpus / "clean.txt").read_bytes()


def test_a_shard_in_which_nothing_is_wrong_is_the_very_file(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.jsonl.zst", line("one"), line("two"))
    run(tmp_path / "in", tmp_path / "out")
    assert (tmp_path / "in" / "a.jsonl.zst").read_bytes() == (tmp_path / "out" / "a.jsonl.zst").read_bytes()


def test_any_number_of_processes_gives_the_same(corpus: Path, tmp_path: Path) -> None:
    for jobs in (1, 2, 5):
        run(corpus, tmp_path / str(jobs), jobs=jobs)
    assert digests(tmp_path / "1", own=True) == digests(tmp_path / "2", own=True) == digests(tmp_path / "5", own=True)


def test_shares_add_up_to_the_whole(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "whole")
    for share in (1, 2, 3):
        assert invoke("run", corpus, tmp_path / "out", "--shard", f"{share}/3", "--isolated").exit_code == 0
    assert digests(tmp_path / "out", own=True) == digests(tmp_path / "whole", own=True)
    assert run(corpus, tmp_path / "out", Settings(config=Config())).skipped == 7


def test_what_is_done_is_not_done_again(corpus: Path, tmp_path: Path) -> None:
    assert run(corpus, tmp_path / "out").shards == 7
    again = run(corpus, tmp_path / "out")
    assert (again.shards, again.skipped) == (0, 7)
    assert run(corpus, tmp_path / "out", redo=True).shards == 7


def test_the_latest_manifest_counts(corpus: Path, tmp_path: Path) -> None:
    other = Settings(config=Config(ignore=("pinyin-gloss",)))
    run(corpus, tmp_path / "out")
    for _ in range(2):
        shares = [run(corpus, tmp_path / "out", other, share=(at, 2)) for at in (1, 2)]
    assert [share.shards for share in shares] == [0, 0]
    assert run(corpus, tmp_path / "out").shards == 7
    assert run(corpus, tmp_path / "out", other, share=(1, 2)).skipped == 0


def test_killed_between_two_names_it_is_done_again(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(corpus, tmp_path / "out")
    wanted = digests(tmp_path / "out", own=True)
    publish, published = PartFile.publish, []

    def killed(self: PartFile) -> None:
        published.append(self.path)
        if self.path.name == "0.jsonl":
            raise KeyboardInterrupt
        publish(self)

    monkeypatch.setattr(PartFile, "publish", killed)
    with pytest.raises(KeyboardInterrupt):
        run(corpus, tmp_path / "out", Settings(config=Config(profile="minimal")))
    monkeypatch.undo()
    assert Layout(tmp_path / "out").ledger("deep/0.jsonl") in published
    assert run(corpus, tmp_path / "out").shards >= 1
    assert digests(tmp_path / "out", own=True) == wanted


def changed_source(corpus: Path, _out: Path) -> Settings:
    path = corpus / "clean.txt"
    path.write_bytes(path.read_bytes() + b"More.\n")
    return Settings()


def touched_source(corpus: Path, _out: Path) -> Settings:
    os.utime(corpus / "clean.txt")
    return Settings()


def lost_result(_corpus: Path, out: Path) -> Settings:
    (out / "clean.txt").unlink()
    return Settings()


@pytest.mark.parametrize("change", [changed_source, touched_source, lost_result])
def test_one_shard_is_done_again(change: Callable[[Path, Path], Settings], corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "out")
    settings = change(corpus, tmp_path / "out")
    again = run(corpus, tmp_path / "out", settings)
    assert (again.shards, again.skipped) == (1, 6)
    assert (tmp_path / "out" / "clean.txt").read_bytes() == (corpus / "clean.txt").read_bytes()


def test_with_other_rules_all_is_done_again(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "out")
    again = run(corpus, tmp_path / "out", Settings(config=Config(ignore=("pinyin-gloss",))))
    assert (again.shards, again.counts["changed"]) == (7, 0)
    assert {path: read(tmp_path / "out" / path) for path in digests(tmp_path / "out")} == {
        path: read(corpus / path) for path in digests(corpus) if not path.endswith(".pdf")
    }
    assert not list((tmp_path / "out" / "_corpus-clean" / "ledger").rglob("*.zst"))


def test_a_torn_line_of_the_manifest_is_dropped(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "out")
    path = Layout(tmp_path / "out").manifest()
    data = path.read_bytes()
    path.write_bytes(data[:-30])
    assert run(corpus, tmp_path / "out").shards == 1
    assert all(json.loads(one) for one in path.read_bytes().splitlines())


def test_leftovers_of_a_killed_run_go_away(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "out")
    left = [tmp_path / "out" / "clean.txt.part", Layout(tmp_path / "out").ledger("clean.txt").with_suffix(".zst.part")]
    for path in left:
        path.write_bytes(b"half")
    assert run(corpus, tmp_path / "out").skipped == 7
    assert not any(path.exists() for path in left)


def test_two_runs_do_not_write_at_once(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus_clean.corpus.manifest.sleep", lambda _: None)
    held = Manifest(Layout(tmp_path / "out").manifest())
    with pytest.raises(CorpusError, match="another run is writing there"):
        run(corpus, tmp_path / "out")
    held.close()
    assert run(corpus, tmp_path / "out").shards == 7


def test_a_run_is_undone(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "out")
    manifest = Layout(tmp_path / "out").manifest()
    done = invoke("revert", "--manifest", manifest, "-o", tmp_path / "back")
    assert done.exit_code == 0, done.output
    assert "Restored 7 shards" in done.output
    for path in (one for one in corpus.rglob("*") if one.is_file() and one.suffix != ".pdf"):
        assert read(tmp_path / "back" / path.relative_to(corpus)) == read(path)
    assert (tmp_path / "back/deep/0.jsonl").read_bytes() == (corpus / "deep/0.jsonl").read_bytes()
    one = invoke("revert", "--manifest", manifest, "-o", tmp_path / "one", "deep/0.jsonl")
    assert [path.name for path in (tmp_path / "one").rglob("*.*")] == ["0.jsonl"], one.output


def test_what_was_changed_since_is_not_undone(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "out")
    (tmp_path / "out" / "clean.txt").write_bytes(b"other")
    (tmp_path / "out" / "deep" / "0.jsonl").unlink()
    done = invoke(
        "revert",
        "--manifest",
        Layout(tmp_path / "out").manifest(),
        "-o",
        tmp_path / "back",
        "x",
        "clean.txt",
        "deep/0.jsonl",
    )
    assert done.exit_code == 2
    assert "x: is not in the manifest" in done.stderr
    assert "clean.txt: was changed since" in done.stderr
    assert "deep/0.jsonl: its result is not there any more" in done.stderr
    assert not list((tmp_path / "back").rglob("*.part"))


def test_quarantine_says_so_with_its_code(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.jsonl", line("good") + b"broken\n" + line("good"))
    done = invoke("run", tmp_path / "in", tmp_path / "out", "--isolated")
    assert done.exit_code == 3
    assert "a.jsonl: 1 of 3 in quarantine" in done.stderr
    assert invoke("run", tmp_path / "in", tmp_path / "allowed", "--isolated", "--allow-quarantine").exit_code == 0
    kept = invoke("run", tmp_path / "in", tmp_path / "kept", "--isolated", "--on-error", "keep")
    assert kept.exit_code == 3
    assert read(tmp_path / "kept" / "a.jsonl") == read(tmp_path / "in" / "a.jsonl")
    failed = invoke("run", tmp_path / "in", tmp_path / "failed", "--isolated", "--on-error", "fail")
    assert failed.exit_code == 4
    assert "a.jsonl: line 2 is not JSON" in failed.stderr
    assert not (tmp_path / "failed" / "a.jsonl").exists()


def test_a_text_beyond_the_limit_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus_clean.corpus.sections.LINES", 20)
    write(tmp_path / "in" / "a.txt.gz", f"{DAMAGED}\n\n".encode() * 100)
    done = invoke("run", tmp_path / "in", tmp_path / "out", "--isolated", "--max-record", "1k")
    assert done.stdout == "Cleaned 10 records in 1 shard; 10 changed: pinyin-gloss 400\n"
    assert read(tmp_path / "out" / "a.txt.gz") == f"{REPAIRED}\n\n".encode() * 100
    cut = invoke(
        "run", tmp_path / "in", tmp_path / "cut", "--isolated", "--max-record", "1k", "--document", "paragraph"
    )
    assert cut.stdout == "Cleaned 100 records in 1 shard; 100 changed: pinyin-gloss 400\n"


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.txt", b"```\n", "it has code between fences that is longer than that"),
        ("a.txt", b"<pre>\n", "it has an element of code that is longer than that"),
        ("a.txt", b"$$ x\n", "it has a formula that is longer than that"),
        ("a.txt", b"see <a\nhref='x'\n", "it has a tag that is longer than that"),
        ("a.txt", b"Alles gut. " * 100, "it has a line that is longer than that"),
        ("a.txt", "Größe\n".encode("latin-1"), "it is not in UTF-8"),
        ("a.txt", b'{"a":\n', "it is, or may be, json"),
        ("a.srt", b"\n", "it is, or may be, subtitles"),
        ("a.html", b"<p>", "raise --max-record"),
    ],
)
def test_a_text_that_cannot_be_cut_stays_and_is_told(name: str, text: bytes, reason: str, tmp_path: Path) -> None:
    write(tmp_path / "in" / name, text + f"{DAMAGED}\n".encode() * 100 + b'"}')
    done = invoke("run", tmp_path / "in", tmp_path / "out", "--isolated", "--max-record", "1k")
    assert done.exit_code == 3
    assert f"{name}: 1 longer than --max-record stays as it is" in done.stderr
    assert read(tmp_path / "out" / name) == read(tmp_path / "in" / name)
    (told,) = entries(Layout(tmp_path / "out").quarantine(name))
    assert reason in told["reason"]
    assert (told["kept"], told["record"], told["offset"]) == (True, 1, 0)
    assert invoke("run", tmp_path / "in", tmp_path / "out", "--isolated").exit_code == 0
    failed = invoke("run", tmp_path / "in", tmp_path / "fail", "--isolated", "--max-record", "1k", "--on-error", "fail")
    assert failed.exit_code == 4
    assert reason in failed.stderr


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.json", "a.txt"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_lines_of_wide_characters_are_not_cut_into_bytes(name: str, encoding: str, tmp_path: Path) -> None:
    data = '{"text": "Alles gut"}\n'.encode(encoding)
    write(tmp_path / "in" / name, data)
    done = invoke("run", tmp_path / "in", tmp_path / "out", "--isolated", "--document", "line")
    assert done.exit_code == 4
    assert f"{name}: is in UTF-{encoding[4:6]}, which cannot be cut into records" in done.stderr
    assert not (tmp_path / "out" / name).exists()


@pytest.mark.parametrize(("most", "code"), [("1", 3), ("0", 4), ("60%", 3), ("10%", 4)])
def test_too_much_in_quarantine_ends_the_run(most: str, code: int, tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.jsonl", line("good") + b"broken\n")
    assert invoke("run", tmp_path / "in", tmp_path / "out", "--isolated", "--max-bad", most).exit_code == code


def test_a_wrong_field_is_named(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.jsonl", b'{"id": 1, "body": "x"}\n')
    write(tmp_path / "in" / "b.csv", b"id,body\n1,x\n")
    done = invoke("run", tmp_path / "in", tmp_path / "out", "--isolated")
    assert done.exit_code == 4
    assert "a.jsonl: no record has a text in 'text'; name one with --text-field: id, body" in done.stderr
    assert "b.csv: has no column 'text'; name one of its own with --text-field: id, body" in done.stderr
    assert not (tmp_path / "out" / "a.jsonl").exists()
    right = invoke("run", tmp_path / "in", tmp_path / "out", "--isolated", "--text-field", "body")
    assert right.exit_code == 0, right.output


def test_nested_fields_and_ids(tmp_path: Path) -> None:
    record = {
        "id": 7,
        "messages": [{"role": DAMAGED, "content": DAMAGED}, {"content": [DAMAGED]}],
        "t": {"zh": DAMAGED},
    }
    write(tmp_path / "in" / "a.jsonl.zst", json.dumps(record).encode() + b"\n")
    fields = ("--text-field", "messages[].content", "--text-field", "t.*", "--id-field", "id")
    done = invoke("run", tmp_path / "in", tmp_path / "out", "--isolated", *fields)
    assert done.exit_code == 0, done.output
    result = json.loads(read(tmp_path / "out" / "a.jsonl.zst"))
    record["messages"][0]["content"] = record["t"]["zh"] = REPAIRED  # type: ignore[index]
    assert result == record
    ledger = read(Layout(tmp_path / "out").ledger("a.jsonl.zst")).splitlines()
    entry = json.loads(ledger[1])
    assert entry["id"] == "7"
    assert [text["field"] for text in entry["texts"]] == ["messages[].content", "t.zh"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["{in}", "{in}"], "holds the corpus itself"),
        (["{in}/nothing", "{out}"], "nothing: does not exist"),
        (["{in}", "{in}/clean.txt"], "is a file"),
        (["{in}", "s3://bucket/x"], "results are written to a local folder"),
        (["{in}", "{out}", "--glob", "*.nothing"], "holds no file of a known format"),
        (["{in}", "{out}", "--text-field", "a["], "'a[' is no field"),
        (["{in}", "{out}", "--shard", "0/4"], "'0/4' is no share"),
        (["{in}", "{out}", "--max-record", "much"], "'much' is no size"),
        (["{in}", "{out}", "--max-bad", "few"], "'few' is neither"),
        (["{in}", "{out}", "--profile", "corpsu"], "corpus"),
    ],
)
def test_what_cannot_begin_says_why(arguments: list[str], told: str, corpus: Path, tmp_path: Path) -> None:
    done = invoke("run", *(one.format(**{"in": corpus, "out": tmp_path / "out"}) for one in arguments))
    assert done.exit_code == 2
    assert told in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    "trouble", [FileTrouble(Path("r"), "the disk is full", "free some"), OSError(5, "no"), CorpusError("m")]
)
def test_a_page_that_cannot_be_written_is_one_line(
    corpus: Path, tmp_path: Path, trouble: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: str) -> None:
        raise trouble

    monkeypatch.setattr("corpus_clean.cli.corpus_run.write_overview", fail)
    done = invoke("run", corpus, tmp_path / "out", "--isolated")
    assert done.exit_code == 4
    assert f"error: the overview could not be written: {trouble}; run again" in done.stderr
    assert "Cleaned" in done.output


def test_a_look_before_the_run_writes_nothing(corpus: Path, tmp_path: Path) -> None:
    seen = invoke("scan", corpus, "--isolated", "--records", "10", "--examples", "1")
    assert seen.exit_code == 0, seen.output
    assert "全縣[-(xiàn)-]{++}開(kāi)展了學(xué)習(xí)" in seen.stdout
    assert "Of 61 records in 7 of 7 shards, 9 would change: pinyin-gloss 36" in seen.stdout
    dry = invoke("run", corpus, tmp_path / "out", "--isolated", "--dry-run")
    assert "35 would change" in dry.stdout
    assert not (tmp_path / "out").exists()


def test_a_shard_that_fails_costs_no_other(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus_clean.corpus.shard import Shard

    clean = Shard.clean

    def faulty(self: Shard, tick: Callable[[int], None]) -> dict[str, object]:
        if self._found.name == "clean.txt":
            raise RuntimeError("a fault")
        return clean(self, tick)

    monkeypatch.setattr(Shard, "clean", faulty)
    summary = run(corpus, tmp_path / "out")
    assert summary.failed == {"clean.txt": "our own fault, RuntimeError: a fault"}
    assert summary.shards == 6
    assert summary.exit_code() == 4


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # other tests have started threads
def test_a_process_that_dies_costs_one_shard(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus_clean.corpus.shard import Shard

    clean = Shard.clean

    def deadly(self: Shard, tick: Callable[[int], None]) -> dict[str, object]:
        if self._found.name == "clean.txt":
            os._exit(9)
        return clean(self, tick)

    monkeypatch.setattr("corpus_clean.corpus.pool._WITH_THREADS", frozenset())  # a fork has what is patched here
    monkeypatch.setattr("corpus_clean.corpus.pool.active_count", lambda: 1)
    monkeypatch.setattr(Shard, "clean", deadly)
    summary = run(corpus, tmp_path / "out", jobs=2)
    assert summary.shards == 6
    assert "was killed twice" in summary.failed["clean.txt"]


def test_a_fault_of_a_rule_leaves_the_record_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus_clean.cleaner import Cleaner

    write(tmp_path / "in" / "a.jsonl", line("good") + line(DAMAGED))
    clean = Cleaner.clean

    def faulty(self: Cleaner, text: str, *, syntax: object) -> object:  # noqa: ARG001 - as it is called
        if text == DAMAGED:
            raise RuntimeError("a fault")
        return clean(self, text)

    monkeypatch.setattr(Cleaner, "clean", faulty)
    summary = run(tmp_path / "in", tmp_path / "out")
    assert (summary.counts["faults"], summary.exit_code()) == (1, 3)
    assert read(tmp_path / "out" / "a.jsonl") == read(tmp_path / "in" / "a.jsonl")
    (entry,) = shards(Layout(tmp_path / "out").manifests()).values()
    assert entry["out"] == 2


def test_the_numbers_of_runs_add_up(corpus: Path, tmp_path: Path) -> None:
    write(corpus / "bad.jsonl", line("good") + b"<script>alert(1)</script>\n")
    write(corpus / "worse.csv", b"a,b\n1,2\n")
    for share in ("1/2", "2/2"):
        invoke("run", corpus, tmp_path / "out", "--isolated", "--shard", share)
    write(tmp_path / "more" / "<b>.txt", DAMAGED.encode())
    invoke("run", tmp_path / "more", tmp_path / "out2", "--isolated")
    page = tmp_path / "overview.html"
    told = invoke("stats", tmp_path / "out", tmp_path / "out2/_corpus-clean/manifest.jsonl", "--html", page)
    assert told.exit_code == 0, told.output
    assert told.stdout.splitlines() == [
        "repairs",
        "  pinyin-gloss  144",
        "changed records by language",
        "  zh  36",
        "Cleaned 244 records in 9 shards; 36 changed: pinyin-gloss 144; 1 in quarantine; 1 shard failed",
    ]
    assert "worse.csv: has no column 'text'" in told.stderr
    html = page.read_text("utf-8")
    assert "&lt;b&gt;.txt" in html
    assert "<b>" not in html
    for part in ("Repairs by rule", "by language", "Repairs by shard", "In quarantine", "Examples", "(xiàn)"):
        assert part in html
    assert (tmp_path / "out" / "_corpus-clean" / "report.html").exists()
    numbers = json.loads(invoke("stats", "--json", tmp_path / "out", tmp_path / "out2").stdout)
    assert (numbers["records"], numbers["quarantined"], numbers["repairs"]) == (244, 1, {"pinyin-gloss": 144})
    assert list(numbers["failed"]) == ["worse.csv"]


@pytest.mark.parametrize(
    "data",
    [
        b"[]\n",
        b"{}\n",
        b"no JSON\n",
        b'{"kind": "run", "tool": "corpus-clean", "format": 9}\n',
        b'{"kind": "shard"}\n',
        b'{"kind": "shard", "shard": "a", "status": "done", "at": 1}\n',
    ],
)
def test_what_is_no_manifest_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "manifest.jsonl").write_bytes(data)
    told = invoke("stats", tmp_path / "manifest.jsonl")
    assert told.exit_code == 2
    assert "manifest.jsonl:1: " in told.stderr
    assert invoke("stats", tmp_path / "none").exit_code == 2
    assert invoke("revert", "--manifest", tmp_path / "manifest.jsonl", "-o", tmp_path / "x").exit_code == 2


def test_what_is_excluded_is_no_part_of_the_corpus(corpus: Path, tmp_path: Path) -> None:
    done = invoke("run", corpus, tmp_path / "out", "--isolated", "--exclude", "deep/,*.pdf")
    assert done.stdout == "Cleaned 1 record in 1 shard; nothing to change\n"


def test_a_terminal_sees_how_far_it_is(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    from corpus_clean.cli import corpus_run
    from corpus_clean.cli.console import Console
    from corpus_clean.cli.progress import Progress

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    clock = iter(range(10**6))
    seen = Terminal()
    shown = corpus_run._Shown(Console(colour=False, quiet=0, progress=Progress(seen, lambda: next(clock))))
    monkeypatch.setenv("COLUMNS", "200")
    run(corpus, tmp_path / "out", started=shown.started, finished=shown.finished, tick=shown.tick)
    assert "pinyin-gloss 140" in seen.getvalue()
    assert "100 %" in seen.getvalue() or " left" in seen.getvalue()


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_what_comes_before_the_first_change_is_all_there(suffix: str, tmp_path: Path) -> None:
    before = b"".join(line("x" * 1000, id=number) for number in range(2500))
    write(tmp_path / "in" / f"a.jsonl{suffix}", before + line(DAMAGED))
    run(tmp_path / "in", tmp_path / "out")
    assert read(tmp_path / "out" / f"a.jsonl{suffix}") == before + line(REPAIRED)
