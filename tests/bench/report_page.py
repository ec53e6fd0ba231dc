"""How long the page of a report takes to write, and how big it is: 100,000 repairs in a text of 50 MB.

Run it as `nox -s bench -- report_page`. The text is made here; the repairs are given, so that no rule is timed.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from corpus_clean.config import Config
from corpus_clean.decoding import Decoded
from corpus_clean.edit import Certainty, Edit, Patch
from corpus_clean.report import view
from corpus_clean.result import build
from corpus_clean.rules import RULES
from corpus_clean.session import Outcome, Status
from corpus_clean.tally import Tally

REPAIRS, SIZE = 100_000, 50_000_000
LINE = "秋天到了，山裡的柿子紅了，孩子們都去幫家裡收玉米。cigÃ¼eÃ±a "


def outcome() -> Outcome:
    """Return an outcome with that many repairs, spread over the text."""
    filler = "Nothing is wrong with this line of ordinary text, which is only there to be long.\n"
    line = LINE + filler * ((SIZE // REPAIRS - len(LINE.encode())) // len(filler))
    text = line * REPAIRS
    at = line.index("Ã¼")
    edits = (Edit(start, start + 2, "ü", Certainty.PROVEN, "UTF-8 read as windows-1252", (), ("mojibake",))
             for start in range(at, len(text), len(line)))  # fmt: skip
    patch = Patch(tuple(edits))
    after = patch.apply(text)
    result = build(text, after, patch, ())
    source = text.encode()
    return Outcome("big.txt", Status.CHANGED, "", source, after.encode(), Decoded(text, "utf-8", b"", "utf-8"), result)


def main(target: Path) -> None:
    """Write the page, and print what it took."""
    one = outcome()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name in ("html", "sarif", "jsonl"):
        made, tally = view(name), Tally()
        tally.add(one)
        start = time.perf_counter()
        size = 0
        with (target if name == "html" else Path("/dev/null")).open("wb") as file:
            for piece in (made.opening("check", Config(), RULES), made.outcome(one), made.closing(tally)):
                size += file.write(piece if isinstance(piece, bytes) else piece.encode())
        seconds = time.perf_counter() - start
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        told = f"{len(one.result.repairs)} repairs in {len(one.source) / 1e6:.0f} MB: {seconds:.1f} s"
        print(f"{name:6} {told}, {size / 1e6:.1f} MB written, {grown:.0f} MB of memory more")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("/dev/null"))
