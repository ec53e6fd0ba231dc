"""What becomes of text typed for fonts of its own: `python -m tests.bench.legacy_fonts COMMAND FOLDER`.

FOLDER holds a file of lines for each language (`tests.bench.evaluation_text` makes it). Commands:

repair: Vietnamese (vi.txt) and Burmese (my.txt), typed for each of the fonts, by line, in windows of a few words, and
as documents of 24 lines. A line with a letter that Vietnamese does not have is left out. clean: what is changed or
reported in good text, by language, and how many lines the trigger fires on. margin: the most bits that a line of good
text wins in any of the fonts, and how many damaged ones win. mojibake: what is done to text of all languages that is
damaged in other ways (`tests.bench.mojibake_cases`). hostile: the seconds of processor time that a million code points
of what each table is made of take.

exact: the text is back, up to the canonical order of marks. wrong: it was changed to something else. untouched: it was
left as it was.

    python -m tests.bench.legacy_fonts repair -v FOLDER
    python -m tests.bench.legacy_fonts clean -v FOLDER
"""

from __future__ import annotations

import random
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from corpus_clean import Cleaner
from corpus_clean.mojibake.legacy_fonts import tcvn3, vni
from corpus_clean.mojibake.legacy_fonts.precomposed import VISCII, VPS
from corpus_clean.mojibake.legacy_fonts.vietnamese import readings
from corpus_clean.mojibake.legacy_fonts.zawgyi_shapes import written
from corpus_clean.rules.legacy_font import RULE, is_vietnamese
from tests.bench.mojibake_cases import cases, cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_FOLDER = click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
_VERBOSE = click.option("-v", "verbose", is_flag=True, help="Show what is not exact, or not left.")
_CONTROLS = {ord(char): byte for byte in range(0x80, 0xA0) if (char := bytes((byte,)).decode("cp1252", "ignore"))}
_TONES = ("", *map(chr, (0x300, 0x301, 0x303, 0x309, 0x323)))
_VIETNAMESE = frozenset(
    unicodedata.normalize("NFC", letter + tone) for letter in "AĂÂEÊIOÔƠUƯYaăâeêioôơuưyĐđ" for tone in _TONES
)
LINES = 24
CLEANER = Cleaner(select=("legacy-font",))


class Damage(NamedTuple):
    """One way in which text of a language is shown."""

    name: str
    language: str
    shown: Callable[[str], str]


DAMAGES = (
    Damage("TCVN3 as cp1252", "vi", tcvn3.written),
    Damage("TCVN3 as latin-1", "vi", lambda text: tcvn3.written(text).translate(_CONTROLS)),
    Damage("TCVN3, U+00AD dropped", "vi", lambda text: tcvn3.written(text).replace("\xad", "")),
    Damage("VNI as cp1252", "vi", vni.written),
    Damage("VISCII as cp1252", "vi", VISCII.written),
    Damage("VPS as cp1252", "vi", VPS.written),
    Damage("Zawgyi", "my", written),
)


def lines_of(folder: Path, language: str) -> list[str]:
    """Return the lines of a language that can be typed in its fonts."""
    lines = (folder / f"{language}.txt").read_text("utf-8").split("\n")
    if language == "vi":
        lines = [line for line in lines if _VIETNAMESE.issuperset(char for char in line if _is_marked(char))]
    return [line for line in lines if not line.isascii()]


def _is_marked(char: str) -> bool:
    return char.isalpha() and not char.isascii()


def windows(lines: list[str], size: int) -> list[str]:
    """Return pieces of so many words, one of a line, drawn by lot."""
    lot = random.Random(size)  # noqa: S311 - a lot that can be drawn again
    pieces = []
    for line in lines:
        words = line.split(" ")
        at = lot.randrange(max(1, len(words) - size))
        pieces.append(" ".join(words[at : at + size]))
    return pieces


def verdict(result: str, truth: str, damaged: str) -> str:
    """Say which of the outcomes it is."""
    if unicodedata.normalize("NFC", result) == unicodedata.normalize("NFC", truth):
        return "exact"
    return "untouched" if result == damaged else "wrong"


@click.group()
def main() -> None:
    """Count what becomes of text typed for a font of its own."""


@main.command()
@_FOLDER
@_VERBOSE
def repair(folder: Path, *, verbose: bool) -> None:
    """Damage good text, and clean it."""
    click.echo(f"| damage | text | n | exact % | wrong % | untouched % | findings |\n{'|---' * 7}|")
    for damage in DAMAGES:
        lines = lines_of(folder, damage.language)
        documents = ["\n".join(lines[at : at + LINES]) for at in range(0, len(lines), LINES)]
        kinds = [
            ("line", lines),
            *((f"{size} words", windows(lines, size)) for size in (5, 3, 2)),
            ("document", documents),
        ]
        for name, truths in kinds:
            row(damage, name, truths, verbose=verbose and name in {"line", "document"})


def row(damage: Damage, name: str, truths: list[str], *, verbose: bool) -> None:
    """Print a row of the table; what is damaged at all is counted, documents by their lines."""
    counts: Counter[str] = Counter()
    findings = 0
    for truth in truths:
        damaged = damage.shown(truth)
        result = CLEANER.clean(damaged)
        findings += len(result.findings)
        for wanted, shown, line in zip(truth.split("\n"), damaged.split("\n"), result.text.split("\n"), strict=True):
            if shown != wanted:
                what = verdict(line, wanted, shown)
                counts[what] += 1
                if verbose and what != "exact":
                    click.echo(f"  {what}: {wanted!r}\n    {shown!r}\n    {line!r}", err=True)
    total = max(1, counts.total())
    shares = " | ".join(f"{100 * counts[what] / total:.2f}" for what in ("exact", "wrong", "untouched"))
    click.echo(f"| {damage.name} | {name} | {counts.total()} | {shares} | {findings} |")


@main.command()
@_FOLDER
@_VERBOSE
def clean(folder: Path, *, verbose: bool) -> None:
    """Clean good text by line and whole."""
    click.echo(f"| language | lines | trigger % | changed | reported | whole: changed | reported |\n{'|---' * 7}|")
    totals: Counter[str] = Counter()
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text("utf-8")
        lines = [line for line in text.split("\n") if line]
        fired = [line for line in lines if RULE.search(line)]
        results = [CLEANER.clean(line) for line in fired]
        whole = CLEANER.clean(text)
        counts = {
            "lines": len(lines),
            "fired": len(fired),
            "changed": sum(result.changed for result in results),
            "reported": sum(len(result.findings) for result in results),
            "whole": len(whole.repairs),
            "found": len(whole.findings),
        }
        totals.update(counts)
        if fired:
            click.echo(clean_row(path.stem, counts))
        for result in (*results, whole) if verbose else ():
            for one in (*result.repairs, *result.findings):
                click.echo(f"  {path.stem}: {one}", err=True)
    click.echo(clean_row("**all**", totals))


def clean_row(name: str, counts: dict[str, int]) -> str:
    """Return a row of the table of good text."""
    share = f"{100 * counts['fired'] / max(1, counts['lines']):.3f}"
    numbers = " | ".join(str(counts[key]) for key in ("changed", "reported", "whole", "found"))
    return f"| {name} | {counts['lines']} | {share} | {numbers} |"


def gains(lines: list[str]) -> list[float]:
    """Return the bits that the best reading of each line wins that is Vietnamese by its words, the least first."""
    found = ([one.gain for one in readings(line) if is_vietnamese(one)] for line in lines if not line.isascii())
    return sorted(max(some) for some in found if some)


@main.command()
@_FOLDER
def margin(folder: Path) -> None:
    """Print the bits that the best reading of a line wins."""
    for path in sorted(folder.glob("*.txt")):
        won = gains(path.read_text("utf-8").split("\n"))
        if won and won[-1] > 0:
            click.echo(f"good, {path.stem:<24}{len(won):>7} lines with a reading, at most {won[-1]:.1f}")
    for damage in DAMAGES:
        if damage.language == "vi":
            won = gains([damage.shown(line) for line in lines_of(folder, "vi")])
            least = f"at least {won[0]:.1f}, 99 of 100 {won[len(won) // 100]:.1f}, half {won[len(won) // 2]:.1f}"
            click.echo(f"{damage.name:<30}{len(won):>7} lines with a reading, {least}")


@main.command()
@_FOLDER
@_VERBOSE
@click.option("--count", default=6, show_default=True, help="Sentences of a language and pair of encodings.")
def mojibake(folder: Path, *, verbose: bool, count: int) -> None:
    """Clean text that is damaged in other ways, which is not for this rule."""
    counts: Counter[str] = Counter()
    for case in (case for cell in cells() for case in cases(folder, cell, count, seed=1)):
        result = CLEANER.clean(case.damaged)
        counts.update(lines=1, changed=result.changed, reported=bool(result.findings))
        if verbose and (result.changed or result.findings):
            click.echo(f"  {case.damaged!r}\n    {result.text!r}", err=True)
    click.echo(f"{counts['lines']} lines, {counts['changed']} changed, {counts['reported']} reported")


def hostile_texts(size: int) -> Iterator[tuple[str, str]]:
    """Yield long texts of what each table is made of."""
    lot = random.Random(size)  # noqa: S311 - a lot that can be drawn again
    pools = {
        "upper half of Latin-1": [*map(chr, range(0xA1, 0x100)), " "],
        "TCVN3": [*tcvn3.SHOWN, *"aeiouncht "],
        "VNI": [*vni.SHOWN, *"ncht "],
        "Myanmar block": [*map(chr, range(0x1000, 0x10A0)), " "],
        "Zawgyi prefixes": ["\u1031", "\u103b", "က"],
        "Zawgyi marks": ["\u1039", "\u103a", "\u102d", "က"],
    }
    for name, pool in pools.items():
        chars = lot.choices(pool, k=size)
        yield f"{name}, one line", "".join(chars)[:size]
        for at in range(60, size, 61):
            chars[at] = "\n"
        yield f"{name}, lines", "".join(chars)[:size]
    for unit in (
        "«",
        "« ",
        "ViÖt Nam ",
        "Vieät\n",
        "aøaø",
        "\u1031",
        "\u1039",
        "ျမန္မာ ",
        "“ViÖt”\n",
        "®",
        "\xad",
        "nh ®îc ",
    ):
        yield f"{unit!r}", (unit * (size // len(unit)))[:size]


@main.command()
@click.option("--size", default=1_000_000, show_default=True)
def hostile(size: int) -> None:
    """Time long texts of what each table is made of."""
    for name, text in hostile_texts(size):
        began = time.process_time()
        result = CLEANER.clean(text)
        seconds = time.process_time() - began
        click.echo(f"{name:<36}{seconds:7.2f} s {len(result.repairs):>7} repairs {len(result.findings):>7} findings")


if __name__ == "__main__":
    main()
