"""WARC and WET: text repaired, lengths and digests right, everything else as it was; fastwarc is the judge."""

from __future__ import annotations

import hashlib
import io
import json
from base64 import b32encode
from typing import TYPE_CHECKING

import pytest

from corpus_clean.corpus import run
from corpus_clean.corpus.layout import Layout
from corpus_clean.corpus.manifest import shards
from corpus_clean.corpus.restore import restore
from tests.shards import read, write

if TYPE_CHECKING:
    from pathlib import Path

warc = pytest.importorskip("fastwarc.warc", reason="fastwarc of the group test is not installed")

DAMAGED = "全縣(xiàn)開(kāi)展了學(xué)習(xí)"
REPAIRED = "全縣開展了學習"


def digest(data: bytes) -> str:
    return "sha1:" + b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def record(kind: str, block: bytes, content_type: str, payload: bytes | None = None, **more: str) -> bytes:
    headers = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{hashlib.md5(block, usedforsecurity=False).hexdigest()}>",
        "Content-Type": content_type,
        "WARC-Block-Digest": digest(block),
        **({"WARC-Payload-Digest": digest(payload)} if payload is not None else {}),
        **more,
        "Content-Length": str(len(block)),
    }
    head = "WARC/1.0\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items()) + "\r\n"
    return head.encode() + block + b"\r\n\r\n"


def response(body: bytes, extra: str = "") -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{extra}\r\n".encode()
    return record("response", head + body, "application/http; msgtype=response", body)


PAGE = f"<html><p title='{DAMAGED}'>{DAMAGED}</p></html>"
RECORDS = [
    record("warcinfo", b"software: x\r\n", "application/warc-fields"),
    record("conversion", b"good\n", "text/plain"),
    record("conversion", f"{DAMAGED}\n".encode(), "text/plain"),
    response(PAGE.encode()),
    response(PAGE.encode(), "Transfer-Encoding: chunked\r\n"),
    response("caf\xe9".encode("latin-1")),
    record("request", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
]


def parsed(data: bytes) -> list[tuple[dict[str, str], bytes, bool]]:
    stream = warc.ArchiveIterator(io.BytesIO(data), parse_http=False)
    found = []
    for one in stream:
        right = one.verify_block_digest(consume=False)
        found.append((dict(one.headers.items()), one.reader.read(), right))
    return found


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.wet.gz"])
def test_text_is_repaired_and_what_speaks_of_it_is_right(name: str, tmp_path: Path) -> None:
    write(tmp_path / "in" / name, *RECORDS)
    summary = run(tmp_path / "in", tmp_path / "out")
    assert (summary.counts["records"], summary.counts["changed"], summary.exit_code()) == (7, 2, 0)
    data = (tmp_path / "out" / name).read_bytes()
    found = parsed(data)
    assert all(right for _, _, right in found)
    assert len(found) == 7
    text, page = found[2], found[3]
    assert text[1].decode() == f"{REPAIRED}\n"
    assert page[1].decode().endswith(f"<p title='{DAMAGED}'>{REPAIRED}</p></html>")
    assert text[0]["X-Original-Block-Digest"] == digest(f"{DAMAGED}\n".encode())
    body = page[1].partition(b"\r\n\r\n")[2]
    assert page[0]["WARC-Payload-Digest"] == digest(body)
    kept = read(tmp_path / "out" / name)
    assert kept.startswith(RECORDS[0] + RECORDS[1])
    assert kept.endswith(b"".join(RECORDS[4:]))
    if name.endswith(".gz"):
        assert data.count(b"\x1f\x8b\x08") >= 7
    (entry,) = shards(Layout(tmp_path / "out").manifests()).values()
    restore(entry, Layout(tmp_path / "out"), tmp_path / "back" / name)
    assert read(tmp_path / "back" / name) == b"".join(RECORDS)


def test_cleaned_again_nothing_changes(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.warc.gz", *RECORDS)
    run(tmp_path / "in", tmp_path / "out")
    assert run(tmp_path / "out", tmp_path / "again").counts["changed"] == 0
    assert (tmp_path / "out/a.warc.gz").read_bytes() == (tmp_path / "again/a.warc.gz").read_bytes()


def test_a_digest_of_an_unknown_kind_is_no_reason_to_lie(tmp_path: Path) -> None:
    block = f"{DAMAGED}\n".encode()
    odd = record("conversion", block, "text/plain").replace(b"sha1:", b"crc9:")
    write(tmp_path / "in" / "a.wet", odd)
    summary = run(tmp_path / "in", tmp_path / "out")
    assert summary.counts["changed"] == 0
    assert summary.findings["pinyin-gloss"] == 4
    assert read(tmp_path / "out" / "a.wet") == odd


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"no archive\r\n\r\n", "is no WARC: a record starts with"),
        (b"WARC/1.0\r\n" + b"a: b\r\n" * 20000, "a header has no end"),
    ],
)
def test_what_is_no_archive_fails(data: bytes, told: str, tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.warc", data)
    assert told in run(tmp_path / "in", tmp_path / "out").failed["a.warc"]


@pytest.mark.parametrize("cut", [3, 20])
def test_a_record_that_is_cut_off_is_set_aside(cut: int, tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.warc", RECORDS[1] + RECORDS[2][:-cut])
    summary = run(tmp_path / "in", tmp_path / "out")
    assert (summary.counts["records"], summary.counts["quarantined"]) == (2, 1)
    assert read(tmp_path / "out" / "a.warc") == RECORDS[1]
    entry = json.loads(Layout(tmp_path / "out").quarantine("a.warc").read_text())
    assert entry["reason"] == "is cut off, or does not say how long it is"


def test_a_record_beyond_the_limit_stays(tmp_path: Path) -> None:
    from corpus_clean.corpus import Settings

    long = record("conversion", (DAMAGED * 99).encode(), "text/plain")
    write(tmp_path / "in" / "a.warc", long + RECORDS[2])
    summary = run(tmp_path / "in", tmp_path / "out", Settings(max_record=1000))
    assert (summary.counts["long"], summary.counts["changed"]) == (1, 1)
    assert read(tmp_path / "out" / "a.warc").startswith(long)


def test_text_in_another_encoding_becomes_utf_8(tmp_path: Path) -> None:
    text = "秋天到了，山里的柿子红了。小学校放了三天假，孩子们都到山上去摘柿子，老师也跟着他们一起去。" * 6
    write(tmp_path / "in" / "a.wet", record("conversion", text.encode("gb18030"), "text/plain"))
    summary = run(tmp_path / "in", tmp_path / "out")
    assert summary.repairs["encoding"] == 1
    ((headers, block, right),) = parsed(read(tmp_path / "out" / "a.wet"))
    assert right
    assert block.decode() == text
    assert headers["X-Original-Content-Length"] == str(len(text) * 2)
