"""The parts of a run over a corpus, one by one, where they meet what is rare."""

from __future__ import annotations

import io
import json
import os
import random
import struct
import sys
from typing import TYPE_CHECKING, Any

import pytest

from corpus_clean.cleaner import Cleaner, clean
from corpus_clean.config import Config
from corpus_clean.corpus import Settings, pool, read_records, run, write_records
from corpus_clean.corpus.compression import compressed, decompressed
from corpus_clean.corpus.delimited import Delimited
from corpus_clean.corpus.field_path import parse
from corpus_clean.corpus.formats import SUFFIXES, format_of
from corpus_clean.corpus.html import HtmlText, text_nodes
from corpus_clean.corpus.jsonl import JsonLines
from corpus_clean.corpus.layout import Layout
from corpus_clean.corpus.manifest import shards
from corpus_clean.corpus.pool import LEADS_OUT, Job, done, failed
from corpus_clean.corpus.quarantine import entries
from corpus_clean.corpus.restore import restore
from corpus_clean.corpus.scan import scan
from corpus_clean.corpus.spelling import ByteEdit
from corpus_clean.corpus.storage import find
from corpus_clean.corpus.treatment import Treatment
from corpus_clean.corpus.trouble import CorpusError, NotARecord, ShardError
from corpus_clean.corpus.zstd_frames import are_whole
from corpus_clean.decoding import Decoded
from corpus_clean.edit import Certainty, Span
from corpus_clean.result import Repair, Result
from tests.shards import read, write

if TYPE_CHECKING:
    from pathlib import Path

DAMAGED = "全縣(xiàn)開(kāi)展了學(xué)習(xí)"
REPAIRED = "全縣開展了學習"


def line(text: str) -> bytes:
    return json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n"


def noise(count: int) -> bytes:
    """Return records that no compression makes much smaller."""
    chance = random.Random(3)  # noqa: S311 - noise
    return b"".join(line(f"{chance.getrandbits(400):x}") for _ in range(count))


def entry(out: Path) -> dict[str, Any]:
    (one,) = shards(Layout(out).manifests()).values()
    return one


@pytest.mark.parametrize("suffix", [".gz", ".bz2", ".xz", ".zst"])
@pytest.mark.parametrize("harm", ["cut", "flip", "tail"])
def test_what_can_be_read_of_a_damaged_file_is_read(suffix: str, harm: str, tmp_path: Path) -> None:
    source = noise(12_000 if suffix == ".bz2" else 3_000)  # a block of bzip2 is 900 kB
    path = tmp_path / "in" / f"a.jsonl{suffix}"
    write(path, source)
    data = bytearray(path.read_bytes())
    if harm == "cut":
        del data[len(data) * 5 // 6 :]
    elif harm == "flip":
        at = len(data) * 5 // 6
        data[at : at + 64] = bytes(64)
    else:
        data += b"behind the end there is something else"
    path.write_bytes(data)
    run(tmp_path / "in", tmp_path / "out")
    told = entry(tmp_path / "out")
    result = read(tmp_path / "out" / path.name)
    assert told["records"] == told["out"] + told["quarantined"]
    if harm == "tail":
        assert result == source
    if not (harm == "tail" and suffix in {".bz2", ".xz"}):  # these pass over what is behind the end
        assert told["damage"]
    if harm == "flip":  # the sums that tell come behind what they are about, when it has been read
        return
    assert source.startswith(result)
    last = list(entries(Layout(tmp_path / "out").quarantine(path.name)))
    if told["quarantined"]:
        assert last[0]["reason"].startswith("is cut off: the file ")
        assert source.startswith(result + last[0]["raw"])
    if suffix != ".xz":
        assert len(result) > len(source) // 3
    records = b"".join(record.raw for record in read_records(path))
    assert source.startswith(records)
    assert records.startswith(result)
    restore(told, Layout(tmp_path / "out"), tmp_path / "back" / path.name)
    assert read(tmp_path / "back" / path.name) == records


def test_without_isal_gzip_is_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "isal.igzip", None)
    held = io.BytesIO()
    with compressed(held, ".gz") as stream:
        stream.write(b"text")
    assert decompressed(io.BytesIO(held.getvalue()), ".gz")[0].read() == b"text"
    assert held.getvalue()[3:8] == bytes(5)  # no name, no time


def test_trouble_of_the_disk_is_no_damage_of_the_data() -> None:
    class Failing(io.RawIOBase):
        def readinto(self, _buffer: object) -> int:
            raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        decompressed(Failing(), "")[0].read()  # type: ignore[arg-type]


def test_faults_of_ours_are_no_damage_of_the_data() -> None:
    class Failing(io.RawIOBase):
        def readinto(self, _buffer: object) -> int:
            raise KeyError

    with pytest.raises(KeyError):
        decompressed(Failing(), "")[0].read()  # type: ignore[arg-type]


def test_frames_may_be_skippable_and_must_be_frames() -> None:
    skippable = struct.pack("<II", 0x184D2A53, 3) + b"abc"
    assert are_whole(io.BytesIO(skippable))
    assert not are_whole(io.BytesIO(skippable[:-1]))
    assert not are_whole(io.BytesIO(b"no frame at all"))


@pytest.mark.parametrize("written", ["", "a..b", "a[0]", "a]"])
def test_what_is_no_field_is_refused(written: str) -> None:
    with pytest.raises(CorpusError, match=r"is no field|needs a name"):
        parse(written)


def table(*, quotes: bool = True, delimiter: bytes | None = None) -> Delimited:
    return Delimited([("text",)], ("id",), delimiter=delimiter, quotes=quotes)


@pytest.mark.parametrize(
    ("head", "row", "text"),
    [
        (b"id;text\n", b"1;a,b\n", "a,b"),
        (b'"id"|"text"\r\n', b'1|"a ""b"""\r\n', 'a "b"'),
        (b"\xe9,id,text\n", b"x,1,y\n", "y"),
    ],
)
def test_the_first_row_says_what_separates_cells(head: bytes, row: bytes, text: str) -> None:
    rows = table()
    assert [piece for _, piece in rows.pieces(io.BytesIO(head + row), 99)] == [head, row]
    assert rows.texts(row) == [text]
    assert rows.identity(row) == "1"


def test_a_short_row_has_no_text_and_no_name() -> None:
    rows = Delimited([("text",)], ("id",), delimiter=None, quotes=True)
    list(rows.pieces(io.BytesIO(b"a,text,id\n"), 99))
    assert (rows.texts(b"1\n"), rows.identity(b"1\n"), rows.names(b"")) == ([], None, ["text"])
    assert rows.identity(b"1,2,\xff\n") is None
    nameless = Delimited([("text",)], None, delimiter=None, quotes=True)
    list(nameless.pieces(io.BytesIO(b"text\n"), 99))
    assert nameless.identity(b"1\n") is None


@pytest.mark.parametrize(
    ("before", "quotes", "told"),
    [("＝1+1", True, "would become a formula"), ("a&Tab;b", False, "would be more than one cell")],
)
def test_a_table_takes_no_repair_that_it_would_misread(before: str, quotes: bool, told: str, tmp_path: Path) -> None:  # noqa: FBT001
    name = "a.csv" if quotes else "a.tsv"
    data = "id{0}text\n1{0}{1}\n".format("," if quotes else "\t", before).encode()
    write(tmp_path / "in" / name, data)
    rules = ("html-entity", "full-width-latin")
    run(tmp_path / "in", tmp_path / "out", Settings(config=Config(select=rules)))
    if clean(before, select=rules).changed:
        assert told in read(Layout(tmp_path / "out").ledger(name)).decode()
    assert read(tmp_path / "out" / name) == data


@pytest.mark.parametrize(
    ("quotes", "before", "after", "told"),
    [(True, "＝1", "=1", "would become a formula"), (False, "a→b", "a\tb", "would be more than one cell")],
)
def test_what_a_table_would_misread_is_refused(
    quotes: bool,  # noqa: FBT001 - a parameter of the format
    before: str,
    after: str,
    told: str,
) -> None:
    rows = table(quotes=quotes, delimiter=None if quotes else b"\t")
    separator = "," if quotes else "\t"
    list(rows.pieces(io.BytesIO(f"id{separator}text\n".encode()), 99))
    raw = f"1{separator}{before}\n".encode()
    (slot,) = rows.slots(raw)
    repair = Repair(("x",), Span(0, len(before)), Span(0, len(after)), before, after, Certainty.PROVEN)
    assert rows.edits(raw, slot, Result(after, (repair,))) == told


def test_a_row_longer_than_the_limit_is_not_joined(tmp_path: Path) -> None:
    data = b"text\n" + b'"open\n' + b"x\n" * 30 + b"y" * 60 + b"\n" + b'"z"\n'
    write(tmp_path / "in" / "a.csv", data)
    run(tmp_path / "in", tmp_path / "out", Settings(max_record=50))
    told = entry(tmp_path / "out")
    assert (told["quarantined"], told["long"], told["records"]) == (1, 1, 33)


@pytest.mark.parametrize(
    ("page", "nodes"),
    [
        ("<b>a &amp; b</b>", ["a &amp; b"]),
        ("a&#228;b<script>c &amp; d</script>e", ["a&#228;b", "e"]),
        ("<style>a</style><!-- b --><p title='c'>d\ne</p>", ["d\ne"]),
        ("no tags", ["no tags"]),
    ],
)
def test_text_nodes(page: str, nodes: list[str]) -> None:
    assert [page[node.start : node.end] for node in text_nodes(page)] == nodes


def test_a_page_without_markup_in_it_is_all_text() -> None:
    treated = Treatment(Cleaner(), HtmlText())(f"<p>{DAMAGED}</p>".encode())
    assert treated is not None
    assert treated.data.decode() == f"<p>{REPAIRED}</p>"


def test_a_page_whose_only_damage_is_in_tags_stays() -> None:
    raw = f"<p title='{DAMAGED}'>gut</p>".encode()
    treated = Treatment(Cleaner(), HtmlText())(raw)
    assert treated is None or treated.data == raw


@pytest.mark.parametrize("edit", [(0, 0, b'"'), (10, 11, b"x")], ids=["broken", "other text"])
def test_edits_that_would_be_misread_are_not_made(
    edit: tuple[int, int, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(JsonLines, "edits", lambda *_: [ByteEdit(*edit)])
    treated = Treatment(Cleaner(), JsonLines([("text",)]))(line(DAMAGED))
    assert treated is not None
    assert treated.data == line(DAMAGED)
    assert treated.fault.startswith("our own fault")


def test_edits_that_cannot_be_undone_are_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus_clean.corpus.treatment._undo", lambda *_: ())
    treated = Treatment(Cleaner(), JsonLines([("text",)]))(line(DAMAGED))
    assert treated is not None
    assert treated.data == line(DAMAGED)
    assert "do not lead back" in treated.fault


def test_what_decoding_says_of_bytes_is_believed_only_if_all_say_something(monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus_clean.corpus import recoding

    assert recoding.in_utf8(b"caf\xe9", None) == ("café".encode(), "cp1252")
    for encoding, told in ((None, "not UTF-8 from byte 0 on"), ("ascii", "not UTF-8, nor ascii from byte 0 on")):
        with pytest.raises(NotARecord, match=told):
            recoding.in_utf8(b"\xe9", encoding)
    half = Decoded("\ud800", "utf-16-le", b"", "utf-16")
    monkeypatch.setattr(recoding, "decode_as", lambda *_: half)
    with pytest.raises(NotARecord, match="half a surrogate pair"):
        recoding.in_utf8(b"x", None)


def test_names_of_records_that_have_none() -> None:
    lines = JsonLines([("text",)], ("id",))
    assert lines.identity(b'{"id": "x"}') == "x"
    assert lines.identity(b'{"id": 7}') == "7"
    assert lines.identity(b"{}") is None
    assert lines.identity(b"\xff") is None
    assert lines.identity(b"broken") is None
    assert lines.names(b"broken") == lines.names(b"[]") == lines.names(b"\xff") == []


def test_a_file_of_json_without_the_field_names_those_it_has(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.json", b'[{"body": "x"}]')
    write(tmp_path / "in" / "b.json", b'"text"')
    summary = run(tmp_path / "in", tmp_path / "out")
    assert "name one with --text-field: body" in summary.failed["a.json"]
    assert (summary.counts["quarantined"], summary.counts["kept"]) == (0, 1)


def test_without_orjson_the_result_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus_clean.corpus.jsonl._fast", json.loads)
    assert JsonLines([("text",)]).texts(line("a")) == ["a"]


def test_every_format_is_known(tmp_path: Path) -> None:
    for suffix in SUFFIXES - {".parquet"}:
        made = format_of(f"a{suffix}", Settings())
        assert made.bad
        assert b"".join(piece for _, piece in made.pieces(io.BytesIO(b""), 9)) == b""
    write(tmp_path / "a.md", f"# {DAMAGED}\n".encode())
    run(tmp_path / "a.md", tmp_path / "out")
    assert read(tmp_path / "out" / "a.md").decode() == f"# {REPAIRED}\n"


def test_a_program_reads_and_writes_records(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl.gz", b'{"text": "a"}\nbroken\n\n' + b"x" * 99 + b"\n")
    found = list(read_records(tmp_path / "a.jsonl.gz", Settings(max_record=50)))
    assert [bool(record.trouble) for record in found] == [False, True, False, True, True]
    write_records(tmp_path / "b.jsonl.zst", (record.raw for record in found))
    assert read(tmp_path / "b.jsonl.zst") == read(tmp_path / "a.jsonl.gz")

    def broken() -> Any:  # noqa: ANN401 - it never returns
        yield b"x"
        raise KeyError

    with pytest.raises(KeyError):
        write_records(tmp_path / "c.jsonl", broken())
    assert not list(tmp_path.glob("c.*"))
    (tmp_path / "a.parquet").write_bytes(b"")
    with pytest.raises(ShardError, match="is a table"):
        next(read_records(tmp_path / "a.parquet"))


def test_a_look_into_all_kinds_of_shards(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    pa = pytest.importorskip("pyarrow")
    root = tmp_path / "in"
    root.mkdir()
    pq.write_table(pa.table({"text": [DAMAGED, None, "gut"]}), root / "a.parquet")
    write(root / "b.csv", b"a,b\n")
    write(root / "c.jsonl", line(DAMAGED) + b"\n" + b"broken\n")
    write(root / "d.csv", b'text\n"x\n')
    (root / "e.txt").symlink_to(root / "c.jsonl")
    pq.write_table(pa.table({"body": ["x"]}), root / "f.parquet")
    found = scan(str(root), Settings())
    assert (found.records, found.bad, found.repairs) == (7, 2, {"pinyin-gloss": 12})
    assert [shard for shard, _ in found.troubles] == ["b.csv", "f.parquet"]
    assert "2 would be in quarantine" in found.words()


def test_a_shard_that_goes_away_is_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "in" / "a.txt", b"x")
    corpus = find(str(tmp_path / "in"))
    (tmp_path / "in" / "a.txt").unlink()
    monkeypatch.setattr("corpus_clean.corpus.scan.find", lambda *_, **__: corpus)
    monkeypatch.setattr("corpus_clean.corpus.runner.find", lambda *_, **__: corpus)
    assert scan("x", Settings()).troubles == [("a.txt", "no such file or directory")]
    assert "no such file or directory" in run(tmp_path / "in", tmp_path / "out").failed["a.txt"]


@pytest.mark.parametrize(("error", "told"), [(MemoryError(), "not enough memory"), (OSError("odd"), "odd")])
def test_what_ends_a_shard_is_told(
    error: Exception, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(*_: object) -> None:
        raise error

    write(tmp_path / "in" / "a.txt", b"x")
    monkeypatch.setattr("corpus_clean.corpus.shard.Shard.clean", end)
    assert told in run(tmp_path / "in", tmp_path / "out").failed["a.txt"]


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # other tests have started threads
def test_a_missing_package_ends_the_run_in_any_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def end(*_: object) -> None:
        raise CorpusError("x needs y")

    write(tmp_path / "in" / "a.txt", b"x")
    monkeypatch.setattr("corpus_clean.corpus.pool._WITH_THREADS", frozenset())  # a fork has what is patched here
    monkeypatch.setattr("corpus_clean.corpus.pool.active_count", lambda: 1)
    monkeypatch.setattr("corpus_clean.corpus.shard.Shard.clean", end)
    for jobs in (1, 2):
        with pytest.raises(CorpusError, match="x needs y"):
            run(tmp_path / "in", tmp_path / "out", jobs=jobs)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt", b"x")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "_corpus-clean").write_bytes(b"")
    with pytest.raises(CorpusError, match="file exists"):
        run(tmp_path / "in", tmp_path / "out")


def test_quarantine_of_a_run_before_is_not_forgotten(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.jsonl", line("good") + b"broken\n")
    run(tmp_path / "in", tmp_path / "out")
    again = run(tmp_path / "in", tmp_path / "out")
    assert again.exit_code() == 3
    assert "1 shard done before, with 1 in quarantine" in again.words()


def test_only_what_was_done_is_put_back(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "out")
    with pytest.raises(ShardError, match="was never done"):
        restore(failed("a.txt", "why"), layout, tmp_path / "back")
    write(tmp_path / "in" / "a.jsonl", line(DAMAGED))
    run(tmp_path / "in", tmp_path / "out")
    layout.ledger("a.jsonl").unlink()
    with pytest.raises(ShardError, match="do not lead back"):
        restore(entry(tmp_path / "out"), layout, tmp_path / "back")
    assert not list(tmp_path.glob("back*"))


def test_a_line_of_a_manifest_says_what_its_files_were(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt", b"x")
    run(tmp_path / "in", tmp_path / "out")
    path = Layout(tmp_path / "out").manifest()
    path.write_text(path.read_text().replace('"bytes"', '"octets"'))
    with pytest.raises(CorpusError, match=r"manifest.jsonl:2: not a line of a manifest"):
        shards([path])


@pytest.mark.parametrize("name", ["../a.txt", "/tmp/a.txt", "b/../../a.txt", "", "a\0.txt"])  # noqa: S108 - never written
def test_no_manifest_leads_out_of_its_folder(tmp_path: Path, name: str) -> None:
    write(tmp_path / "in" / "a.txt", b"x")
    run(tmp_path / "in", tmp_path / "out")
    path = Layout(tmp_path / "out").manifest()
    path.write_text(path.read_text().replace('"a.txt"', json.dumps(name)))
    with pytest.raises(CorpusError, match=r"manifest.jsonl:2: names a file outside of the corpus"):
        shards([path])


@pytest.mark.parametrize("link", ["out/sub", "back/sub", "back/sub/a.txt.part"])
def test_no_link_leads_out_of_the_output_folder(tmp_path: Path, link: str) -> None:
    from corpus_clean.cli.corpus_revert import restored

    write(tmp_path / "in" / "sub" / "a.txt", DAMAGED.encode())
    (tmp_path / "elsewhere").mkdir()
    if link.startswith("back"):
        run(tmp_path / "in", tmp_path / "out")
    (tmp_path / link).parent.mkdir(parents=True)
    (tmp_path / link).symlink_to(tmp_path / "elsewhere")
    if link.startswith("back"):
        manifest = Layout(tmp_path / "out").manifest()
        assert restored(manifest, tmp_path / "back", (), {"color": "never", "quiet": 2, "verbose": False}) == 2
    else:
        assert run(tmp_path / "in", tmp_path / "out").failed == {"sub/a.txt": LEADS_OUT}
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_restoration_that_is_interrupted_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def end(*_: object) -> None:
        raise KeyboardInterrupt

    write(tmp_path / "in" / "a.jsonl", line(DAMAGED))
    run(tmp_path / "in", tmp_path / "out")
    monkeypatch.setattr("corpus_clean.corpus.restore._check", end)
    with pytest.raises(KeyboardInterrupt):
        restore(entry(tmp_path / "out"), Layout(tmp_path / "out"), tmp_path / "back")
    assert not list(tmp_path.glob("back*"))


def test_all_that_is_left_of_a_run_is_said() -> None:
    from corpus_clean.corpus.summary import Summary

    line_ = {"shard": "a", "status": "done", "source": {"bytes": 1}, "languages": {}, "damage": "ends early"}
    counts = {
        "records": 5,
        "out": 4,
        "changed": 0,
        "quarantined": 1,
        "kept": 1,
        "long": 1,
        "without_text": 1,
        "faults": 1,
    }
    summary = Summary.of([{**line_, **counts, "repairs": {}, "findings": {"bidi": 2}}])
    assert summary.words() == (
        "Cleaned 5 records in 1 shard; nothing to change; 2 findings left; 1 in quarantine; 1 unreadable and kept; "
        "1 longer than --max-record and kept as they were; 1 without a text; 1 left for a fault of ours; "
        "1 shard damaged"
    )


@pytest.mark.parametrize("name", ["ledger", "quarantine"])
def test_a_damaged_ledger_is_told(name: str, tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.jsonl", line(DAMAGED) + b"broken\n")
    run(tmp_path / "in", tmp_path / "out")
    layout = Layout(tmp_path / "out")
    write(layout.ledger("a.jsonl") if name == "ledger" else layout.quarantine("a.jsonl"), b'{"kind": "record"}\n')
    with pytest.raises(ShardError, match="is damaged"):
        restore(entry(tmp_path / "out"), layout, tmp_path / "back")
    assert not list(tmp_path.glob("back*"))


class _Pipe:
    """A pipe that gives some shards, and takes what is said of them."""

    def __init__(self, given: list[object]) -> None:
        self._given = given
        self.said: list[Any] = []

    def poll(self, _seconds: float) -> bool:
        return bool(self._given)

    def recv(self) -> object:
        one = self._given.pop(0)
        if isinstance(one, Exception):
            raise one
        return one

    def send(self, what: object) -> None:
        self.said.append(what)


def test_a_process_does_shards_until_nobody_wants_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("signal.signal", lambda *_: None)
    write(tmp_path / "in" / "a.txt", b"x" * (1 << 21))
    (found,) = find(str(tmp_path / "in")).shards
    settings = Settings()
    job = Job(Layout(tmp_path / "out"), settings, settings.cleaner())
    parent = os.getppid()
    pipe = _Pipe([found, EOFError()])
    pool._work(pipe, job, parent)  # type: ignore[arg-type]
    assert pipe.said[-1].entry["status"] == "done"
    assert [one.size for one in pipe.said[:-1]][-1] == 1 << 21
    pool._work(_Pipe([]), job, parent + 1)  # type: ignore[arg-type]
    with pytest.raises(SystemExit):
        pool._work(_Pipe([found]), job, parent + 1)  # type: ignore[arg-type]
    assert not list((tmp_path / "out").rglob("*.part"))
    with pytest.raises(SystemExit):
        pool._leave(15, None)

    def end(*_: object) -> None:
        raise CorpusError("x needs y")

    monkeypatch.setattr("corpus_clean.corpus.shard.Shard.clean", end)
    pipe = _Pipe([found, EOFError()])
    pool._work(pipe, job, parent)  # type: ignore[arg-type]
    assert isinstance(pipe.said[0], CorpusError)


def test_a_pipe_that_is_closed_is_nothing_to_stumble_over() -> None:
    class Closed:
        def send(self, _: object) -> None:
            raise BrokenPipeError

        def poll(self) -> bool:
            raise EOFError

    worker = pool._Worker(None, Closed())  # type: ignore[arg-type]
    worker.give(find(__file__.replace("test_corpus_parts.py", "../README.md")).shards[0])
    assert worker.received() is None


def test_rules_are_left_out_by_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / "in" / f"{name}.txt", DAMAGED.encode())
    config = Config(per_file_ignores=(("a.txt", ("pinyin-gloss",)),))
    job = Job(Layout(tmp_path / "out"), Settings(config=config), config.cleaner())
    lines = list(done(find(str(tmp_path / "in")).shards, job, 1, lambda *_: None))
    assert [one["changed"] for one in lines] == [0, 1]


def test_examples_are_looked_for_in_so_many_ledgers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus_clean.corpus import overview

    monkeypatch.setattr(overview, "_LEDGERS", 1)
    write(tmp_path / "in" / "a.txt", DAMAGED.encode())
    write(tmp_path / "in" / "b.txt", b"pass\xe2\x80\x8bword")
    run(tmp_path / "in", tmp_path / "out")
    assert list(overview.gathered([tmp_path / "out"]).examples) == ["pinyin-gloss"]
