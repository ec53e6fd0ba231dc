"""Any bytes whatever are decoded, cleaned, recorded, and brought back from the ledger."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given
from hypothesis import strategies as st

from corpus_clean import Cleaner, clean_bytes, decode
from corpus_clean.config import Config
from corpus_clean.ledger import Ledger
from corpus_clean.session import Status, examine_bytes
from corpus_clean.undo import load, restored

RISKY = Cleaner("minimal", risky=True)
PIECES = (
    "Le café était fermé, la façade très délabrée.\n".encode(),
    "Le café était fermé, la façade très délabrée.\n".encode("cp1252"),
    "Вчера мы ходили в магазин за хлебом.\n".encode("koi8-r"),
    "他说：今天的天气很好，我们一起去公园散步吧。".encode("gb18030"),
    "これは日本語のテストです。".encode("cp932")[:21],
    "これは日本語のテストです。".encode("iso2022_jp"),
    "達(dá)川".encode("utf-16-le"),
    b"\x1b$B",
    b"~{VPND~}",
    b"\xff",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\n",
    b"caf\xe9 ",
    b"\x87\x90",
    b"<meta charset=big5>",
    b"<?xml version='1.0' encoding='utf-7'?>",
)
ANY_BYTES = st.binary(max_size=120) | st.lists(st.sampled_from(PIECES) | st.binary(max_size=6), max_size=8).map(
    b"".join
)


@given(ANY_BYTES)
@example(b"\x1b$@!!!!\xef\xbb\xbf")
def test_any_bytes_come_back_from_the_ledger(data: bytes) -> None:
    found = decode(data)
    assert found.encode(found.source) == data
    assert found.patch.apply(found.source) == found.text
    found.text.encode()  # no byte is left in the text as half a surrogate pair
    assert clean_bytes(data, "minimal").revert_bytes() == data
    one = examine_bytes("a.txt", data, RISKY)
    # what has an escape sequence may be read in ISO-2022 when it is repaired: then it is left, and that is told
    assert one.status is not Status.TROUBLE or "it would be read in" in one.reason, one.reason
    if one.status is not Status.CHANGED:
        assert one.data == data
        return
    one.data.decode()
    ledger = Ledger()
    lines = [ledger.header("fix", Config(), ()), *ledger.entry(one)]
    with TemporaryDirectory() as folder:
        path = Path(folder, "l.jsonl")
        path.write_text("".join(lines), "ascii")
        (entry,), _ = load(path)
    assert restored(entry, one.data) == data
