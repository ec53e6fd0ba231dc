"""datatrove, for real: tasks, statistics, resuming, and shards in which something is wrong."""

from __future__ import annotations

import base64
import gzip
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("datatrove")

from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from corpus_clean.cleaner import Cleaner, clean
from corpus_clean.decoding import Decoded
from corpus_clean.integrations.datatrove import CorpusCleanFormatter, CorpusCleanJsonlReader
from corpus_clean.integrations.treated import entries, treat
from tests.cards import cards
from tests.engines.documents import BAD, FAULT, Raising, recipe, run_shown, shard, survived

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


TEXTS = [card.before for card in cards("wild")] + [card.before for card in cards("kept")]

pytestmark = pytest.mark.engine


def shards(folder: Path, number: int = 4) -> Path:
    """Write the fixtures into so many shards."""
    folder.mkdir()
    for at in range(number):
        lines = [json.dumps({"id": str(id_), "text": text}) for id_, text in enumerate(TEXTS) if id_ % number == at]
        with gzip.open(folder / f"{at}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    return folder


def read(paths: Iterable[Path]) -> list[Any]:
    data = (path.read_bytes() for path in sorted(paths))
    plain = (gzip.decompress(one) if one.startswith(b"\x1f\x8b") else one for one in data)
    return [json.loads(line) for one in plain for line in one.decode().split("\n") if line]


def executor(folder: Path, cleaner: Cleaner | None = None, **options: int) -> LocalPipelineExecutor:
    return LocalPipelineExecutor(
        pipeline=[
            CorpusCleanJsonlReader(str(folder / "in"), str(folder / "quarantine"), glob_pattern="*.jsonl*"),
            CorpusCleanFormatter(cleaner, str(folder / "ledger")),
            JsonlWriter(str(folder / "out"), output_filename="${rank}.jsonl.gz"),
        ],
        logging_dir=str(folder / "logs"),
        **options,
    )


def total(stats: dict[str, Any], name: str) -> int:
    """Return a figure, which datatrove writes as a number where there is nothing more to say of it."""
    figure = stats["stats"][name]
    number: int = figure["total"] if isinstance(figure, dict) else figure
    return number


def test_four_tasks_do_what_clean_does_and_say_so(tmp_path: Path) -> None:
    shards(tmp_path / "in")
    executor(tmp_path, tasks=4, workers=2).run()
    results = {one["id"]: one["text"] for one in read((tmp_path / "out").glob("*.gz"))}
    assert results == {str(id_): clean(text).text for id_, text in enumerate(TEXTS)}
    told = read((tmp_path / "ledger").glob("*.gz"))
    heads = [one for one in told if "tool" in one]
    assert len(heads) == 4
    assert heads[0]["cleaner"]["profile"] == "corpus"
    ledger = {one["id"]: one["entries"] for one in told if "id" in one}
    expected = {str(id_): entries(treat(Cleaner(), text)) for id_, text in enumerate(TEXTS)}
    assert ledger == {id_: one for id_, one in expected.items() if one}
    assert not (tmp_path / "quarantine").exists()
    (stats,) = [
        one
        for one in json.loads((tmp_path / "logs" / "stats.json").read_text())
        if "🧼 corpus-clean" in one["name"] and "FORMAT" in one["name"]
    ]
    assert total(stats, "total") == len(TEXTS)
    glosses = sum(
        one["rules"][0] == "pinyin-gloss" for told_ in expected.values() for one in told_ if one["kind"] == "repair"
    )
    assert total(stats, "pinyin-gloss") == glosses > 0


def test_a_run_is_resumed_by_task(tmp_path: Path) -> None:
    shards(tmp_path / "in")
    executor(tmp_path, tasks=4, workers=1).run()
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").glob("*")}
    ledgers = {path.name: read([path]) for path in (tmp_path / "ledger").glob("*")}
    (tmp_path / "logs" / "completions" / "00002").unlink()
    for name in ("out/2.jsonl.gz", "out/00002.jsonl.gz", "ledger/00002.jsonl.gz"):
        (tmp_path / name).write_bytes(b"half") if (tmp_path / name).exists() else None
    (tmp_path / "out" / "00001.jsonl.gz").write_bytes(b"not touched")
    executor(tmp_path, tasks=4, workers=1).run()
    again = {path.name: path.read_bytes() for path in (tmp_path / "out").glob("*")}
    assert again.pop("00001.jsonl.gz") == b"not touched"
    assert read([tmp_path / "out" / "00002.jsonl.gz"])
    assert set(again) == set(first) - {"00001.jsonl.gz"}
    assert {path.name: read([path]) for path in (tmp_path / "ledger").glob("*")} == ledgers


GOOD = '{"id": "good", "text": "達(dá)川"}'
BAD_LINES = {
    "not UTF-8, and no telling": (b'{"id": 2, "text": "b\xffd"}', "is not UTF-8, and its encoding cannot be told"),
    "broken JSON": (b'{"id": "x", "text": "a', "is no JSON object"),
    "no object": (b'["text"]', "is no JSON object"),
    "no text": (b'{"id": "x"}', "has no text in 'text'"),
    "empty text": (b'{"id": "x", "text": ""}', "has no text in 'text'"),
    "null text": (b'{"id": "x", "text": null}', "has no text in 'text'"),
    "a number": (b'{"id": "x", "text": 5}', "has no text in 'text'"),
    "half a pair elsewhere": (b'{"id": "x", "text": "a", "more": "\\ud800"}', "TypeError: "),
    "deep": (b'{"id": "x", "text": "a", "more": ' + b"[" * 100_000, "is no JSON object"),
}


@pytest.mark.parametrize("line", BAD_LINES.values(), ids=BAD_LINES)
def test_a_line_that_is_no_record_costs_no_other(line: tuple[bytes, str], tmp_path: Path) -> None:
    raw, reason = line
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(b"\n".join([GOOD.encode(), raw, GOOD.encode()]))
    executor(tmp_path).run()
    assert [one["text"] for one in read((tmp_path / "out").glob("*"))] == ["達川", "達川"]
    (entry,) = read((tmp_path / "quarantine").glob("*"))
    assert entry["line"] == 2
    assert entry["reason"].startswith(reason)
    assert base64.b64decode(entry["raw"]).rstrip(b"\n") == raw
    (tmp_path / "in" / "a.jsonl").write_bytes(GOOD.encode())
    executor(tmp_path, skip_completed=False).run()
    assert not list((tmp_path / "quarantine").glob("*")), "that of an earlier run is gone"


RECORDS: dict[str, tuple[bytes, str]] = {
    "CRLF": (GOOD.encode() + b"\r", "達川"),
    "a byte order mark": (b"\xef\xbb\xbf" + GOOD.encode(), "達川"),
    "line separators": ('{"text": "a\u2028b"}'.encode(), "a\nb"),
    "half a pair": (b'{"text": "a\\ud800b"}', "a\ufffdb"),
    "a pair": (b'{"text": "\\ud83d\\ude00"}', "😀"),
}


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_a_line_of_another_kind_is_read(record: tuple[bytes, str], tmp_path: Path) -> None:
    raw, text = record
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(b"\n".join([GOOD.encode(), raw, GOOD.encode(), b"", b""]))
    executor(tmp_path).run()
    results = read((tmp_path / "out").glob("*"))
    assert [one["text"] for one in results] == ["達川", text, "達川"]
    assert not (tmp_path / "quarantine").exists()
    assert "decoded_from" not in results[1]["metadata"]


def test_a_line_in_another_encoding_is_decoded_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(data: bytes) -> Decoded:
        return Decoded(data.decode("cp1251"), "windows-1251", b"", "statistical")

    monkeypatch.setattr("corpus_clean.integrations.datatrove_reader.decode", told)
    (tmp_path / "in").mkdir()
    line = '{"text": "Старики"}'.encode("cp1251")
    (tmp_path / "in" / "a.jsonl").write_bytes(b"\n".join([GOOD.encode(), line, GOOD.encode()]))
    reader = CorpusCleanJsonlReader(str(tmp_path / "in"), str(tmp_path / "quarantine"))
    made = list(reader.run())
    assert [one.text for one in made] == ["達(dá)川", "Старики", "達(dá)川"]
    assert [one.metadata.get("decoded_from") for one in made] == [None, "windows-1251", None]
    assert reader.stats["recoded"].total == 1


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".jsonl.zst"])
def test_compressed_shards_are_read_whole(suffix: str, tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    data = f"{GOOD}\n".encode() * 5_000
    packed: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".zst": zstandard.compress}
    pack = packed.get(Path(suffix).suffix, bytes)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / f"a{suffix}").write_bytes(pack(data) * 2)  # two members
    reader = CorpusCleanJsonlReader(str(tmp_path / "in"), str(tmp_path / "quarantine"))
    assert len(list(reader.run())) == 10_000


def test_what_is_behind_a_break_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    whole = gzip.compress(b"".join(f'{{"text": "{at * 7919}"}}\n'.encode() for at in range(50_000)))
    (tmp_path / "in" / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    reader = CorpusCleanJsonlReader(str(tmp_path / "in"), str(tmp_path / "quarantine"))
    assert len(list(reader.run())) > 10_000
    *_, last = read((tmp_path / "quarantine").glob("*"))
    assert last["reason"].startswith("the rest cannot be read: ")


def test_a_document_that_cannot_be_cleaned_goes_on_as_it_is(tmp_path: Path) -> None:
    formatter = CorpusCleanFormatter(Raising(), str(tmp_path))
    documents = [Document(FAULT, "1"), Document("達(dá)川", "2"), Document(5, "3")]
    assert [one.text for one in formatter.run(iter(documents), rank=3)] == [FAULT, "達川", 5]
    _, *told = read([tmp_path / "00003.jsonl.gz"])
    assert [(one["id"], one["entries"][0]["kind"]) for one in told] == [("1", "error"), ("2", "repair"), ("3", "error")]
    assert formatter.stats["error"].total == 2


def test_of_a_shard_with_all_that_can_be_wrong_no_record_is_lost(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shard(tmp_path / "in")
    executor(tmp_path, Raising()).run()
    told = {one["id"]: one["entries"] for one in read((tmp_path / "ledger").glob("*")) if "id" in one}
    made = read((tmp_path / "out").glob("*"))
    assert survived((one["id"], one["text"], told.get(one["id"], [])) for one in made)
    (entry,) = read((tmp_path / "quarantine").glob("*"))
    assert base64.b64decode(entry["raw"]) == BAD + b"\n"


def test_it_is_a_formatter_as_others_are(tmp_path: Path) -> None:
    shards(tmp_path / "in", 1)
    documents = list(CorpusCleanFormatter(Cleaner("minimal")).run(JsonlReader(str(tmp_path / "in")).run()))
    assert [one.text for one in documents] == [clean(text, "minimal").text for text in TEXTS]
    assert CorpusCleanFormatter().format("達(dá)川") == "達川"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")  # warcio's
def test_a_crawl_becomes_cleaned_parquet_and_statistics(tmp_path: Path) -> None:
    """What the README shows of WET files; made here, of the fixtures."""
    pytest.importorskip("magic", exc_type=ImportError, reason="the reader of datatrove needs libmagic")
    import pyarrow.parquet as pq
    from warcio.warcwriter import WARCWriter

    (tmp_path / "crawl").mkdir()
    with (tmp_path / "crawl" / "a.warc.wet.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, text in enumerate(TEXTS):
            headers = {"WARC-Identified-Payload-Type": "text/plain"}
            address = f"https://example.org/{number}"
            payload = io.BytesIO(text.encode())
            writer.write_record(
                writer.create_warc_record(address, "conversion", payload=payload, warc_headers_dict=headers)
            )
    run_shown("wet", tmp_path)
    table = pq.read_table(tmp_path / "cleaned")
    results = {row["metadata"]["url"].rpartition("/")[2]: row["text"] for row in table.to_pylist()}
    assert results == {str(number): clean(text).text for number, text in enumerate(TEXTS)}
    stats = {one["name"]: one for one in json.loads((tmp_path / "logs" / "stats.json").read_text("utf-8"))}
    (ours,) = [one for name, one in stats.items() if "FORMAT" in name]
    assert total(ours, "total") == len(TEXTS)
    assert total(ours, "changed") == sum(clean(text).changed for text in TEXTS)


def test_the_recipe_of_the_readme_runs(tmp_path: Path) -> None:
    recipe("datatrove", tmp_path)
