"""Corpora that lie elsewhere, read through fsspec."""

from __future__ import annotations

import json
import os
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from corpus_clean.corpus import run
from corpus_clean.corpus.storage import find
from corpus_clean.corpus.trouble import CorpusError
from tests.shards import read, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

fsspec = pytest.importorskip("fsspec", reason="the extra [cloud] is not installed")

DAMAGED = json.dumps({"text": "全縣(xiàn)開(kāi)展了學(xué)習(xí)"}, ensure_ascii=False).encode() + b"\n"
REPAIRED = json.dumps({"text": "全縣開展了學習"}, ensure_ascii=False).encode() + b"\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a local corpus, to be served."""
    write(tmp_path / "in" / "a.jsonl.zst", DAMAGED)
    write(tmp_path / "in" / "deep" / "b.jsonl", b'{"text": "good"}\n')
    return tmp_path / "in"


@pytest.fixture
def served(corpus: Path) -> Iterator[str]:
    """Serve the corpus, and return its address."""

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(corpus.parent)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_corpus_in_memory(corpus: Path, tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    for path in ("a.jsonl.zst", "deep/b.jsonl"):
        memory.pipe(f"/corpus/{path}", (corpus / path).read_bytes())
    for _ in range(2):
        summary = run("memory://corpus", tmp_path / "out")
        assert not summary.failed
    assert summary.skipped == 2
    assert read(tmp_path / "out" / "a.jsonl.zst") == REPAIRED
    assert (tmp_path / "out" / "deep" / "b.jsonl").read_bytes() == (corpus / "deep" / "b.jsonl").read_bytes()
    memory.pipe("/corpus/deep/b.jsonl", b'{"text": "good too"}\n')
    assert run("memory://corpus", tmp_path / "out").shards == 1


def test_one_shard_on_a_server(served: str, tmp_path: Path) -> None:
    pytest.importorskip("aiohttp")
    summary = run(f"{served}/in/a.jsonl.zst", tmp_path / "out")
    assert not summary.failed
    assert read(tmp_path / "out" / "a.jsonl.zst") == REPAIRED


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_folder_on_a_server(jobs: int, served: str, tmp_path: Path) -> None:
    pytest.importorskip("aiohttp")
    summary = run(f"{served}/in/", tmp_path / "out", jobs=jobs)
    assert (summary.shards, summary.counts["changed"]) == (2, 1)
    assert read(tmp_path / "out" / "deep" / "b.jsonl") == b'{"text": "good"}\n'


def test_what_is_not_there_says_so(served: str) -> None:
    pytest.importorskip("aiohttp")
    with pytest.raises(CorpusError, match=r"check the address|no file of a known format"):
        find(f"{served}/nothing/")
    with pytest.raises(CorpusError, match=r"nosuch://x: .*check the address"):
        find("nosuch://x")


def test_a_server_names_no_file_outside_of_the_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = fsspec.filesystem("memory")
    monkeypatch.setattr(type(memory), "find", lambda *_, **__: {"/sly/../../x.txt": {"size": 1}, "/sly/b": {}})
    with pytest.raises(CorpusError, match="outside of itself"):
        find("memory://sly")


def test_what_is_no_file_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to("nowhere")
    write(tmp_path / "c.txt", b"x")
    assert [one.name for one in find(str(tmp_path)).shards] == ["b.txt", "c.txt"]
    assert "no such file" in run(tmp_path, tmp_path / "out").failed["b.txt"]
    with pytest.raises(CorpusError, match="no file of a known format"):
        find(str(tmp_path / "a.txt"))


def test_names_need_not_be_unicode(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    write(tmp_path / "in" / name, b"x")
    assert run(tmp_path / "in", tmp_path / "out").shards == 1
    assert run(tmp_path / "in", tmp_path / "out").skipped == 1
    assert (tmp_path / "out" / name).read_bytes() == b"x"


def test_without_fsspec_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fsspec", None)
    with pytest.raises(CorpusError, match=r"remote paths need fsspec; pip install 'corpus-clean\[cloud\]'"):
        find("memory://corpus")


def test_without_zstandard_it_says_what_to_install(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
    with pytest.raises(CorpusError, match=r".zst files need zstandard; pip install 'corpus-clean\[corpus\]'"):
        run(corpus, tmp_path / "out")
