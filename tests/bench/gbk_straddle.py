"""How much re-paired GBK text comes back: `python -m tests.bench.gbk_straddle [--seed N] FILE...`.

The files hold running Traditional text in UTF-8, a paragraph a line. Each line is damaged as a page would be
(`tests.gbk_damage`), with a table of readings drawn by lot for every hundred lines, and cleaned again. The lines are
counted by what the damage took from them: at most glosses ("nothing"); re-paired without loss ("lossless"); a byte lost
for good ("byte"); a pair that vanished ("vanished").

exact: the source is back. reported: runs were found and left. partly: some runs are back, the others were left.
wrong: a run was changed to something that did not stand there. untouched: nothing was found.
"""

from __future__ import annotations

import random
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

import click

from corpus_clean import Cleaner, Result
from corpus_clean.plausibility.han import rank
from corpus_clean.tables.readings import first_reading
from tests.gbk_damage import FOLD, corrupt, loss_of

READINGS = 131
"""How many characters the tool's table has: as many as were seen on 26 damaged pages."""
POOL = 900
UNKNOWN = 99_999


def tables(lines: list[str], lot: random.Random) -> list[dict[str, str]]:
    """Draw, for every hundred lines, the readings of characters among the commonest of the lines."""
    chars = {char for line in lines for char in line if first_reading(char)}
    pool = sorted(chars, key=lambda char: (rank(char) or UNKNOWN, char))[:POOL]
    return [
        {char: first_reading(char) or "" for char in lot.sample(pool, min(READINGS, len(pool)))}
        for _ in range(0, len(lines), 100)
    ]


def outcome(result: Result, wanted: str) -> str:
    """Say what became of a damaged line."""
    repaired = [repair.result for repair in result.repairs if "gbk-straddle" in repair.rules]
    if result.text == wanted:
        return "exact"
    if not repaired:
        return "reported" if any(finding.rule == "gbk-straddle" for finding in result.findings) else "untouched"
    changes = SequenceMatcher(None, result.text, wanted, autojunk=False).get_opcodes()
    off = [(start, end) for kind, start, end, *_ in changes if kind != "equal"]
    return (
        "wrong" if any(span.start < end and start < span.end for span in repaired for start, end in off) else "partly"
    )


@click.command()
@click.option("--seed", default=1, show_default=True, help="Of the lot that draws lines and tables.")
@click.option("--lines", "most", default=6000, show_default=True, help="Lines to damage.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
def main(seed: int, most: int, files: tuple[Path, ...]) -> None:
    """Print a row for each kind of loss."""
    lot = random.Random(seed)  # noqa: S311 - a lot that can be drawn again
    lines = [line for path in files for line in path.read_text("utf-8").split("\n") if line and "?" not in line]
    lines = [line for line in lines if line.encode("gbk", "ignore").decode("gbk") == line]
    lot.shuffle(lines)
    lines = lines[:most]
    cleaner = Cleaner(select=("gbk-straddle", "pinyin-gloss"))
    counts: Counter[tuple[str, str]] = Counter()
    drawn = tables(lines, lot)
    for number, line in enumerate(lines):
        readings = drawn[number // 100]
        result = cleaner.clean(corrupt(line, readings))
        counts[loss_of(line, readings), outcome(result, line.translate(FOLD))] += 1
    outcomes = ("exact", "partly", "reported", "untouched", "wrong")
    click.echo(f"{'lost':<10}{'lines':>7}" + "".join(f"{name:>11}" for name in outcomes))
    for kind in ("nothing", "lossless", "byte", "vanished"):
        row = [counts[kind, name] for name in outcomes]
        click.echo(f"{kind:<10}{sum(row):>7}" + "".join(f"{count:>11}" for count in row))


if __name__ == "__main__":
    main()
