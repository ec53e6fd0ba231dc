"""How fast mojibake is repaired: `python -m tests.bench.mojibake_speed [--only WORDS] FOLDER`.

FOLDER holds a file of sentences for each language (`tests.bench.evaluation_text` makes it). Three tables, of seconds of
processor time in one process, for UTF-8 text of the size given:

alike: documents of which every line is damaged the same way. alone: such lines, each cleaned by itself, as records are.
hostile: characters that the search takes longest for, in one line and in lines of 40, at a tenth of the size and at all
of it, and the exponent by which the time grows (1.0 is linear).
"""

from __future__ import annotations

import random
import time
from itertools import cycle, islice
from math import log10
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from corpus_clean import Cleaner
from corpus_clean.mojibake.codecs import SINGLE, codec
from tests.bench.mojibake_cases import decode, encode, fitted, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

CLEANER = Cleaner(select=("mojibake",))
DAMAGES = (
    ("de", "utf-8", "cp1252"),
    ("ru", "utf-8", "cp1251"),
    ("zh_CN", "utf-8", "cp1252"),
    ("de", "cp1252", "mac_roman"),
    ("fr", "cp1252", "cp437"),
    ("pl", "cp1250", "cp1252"),
    ("cs", "iso8859_2", "cp1252"),
    ("tr", "cp1254", "cp1252"),
    ("el", "cp1253", "cp1252"),
    ("ru", "cp1251", "cp1252"),
    ("ru", "koi8_r", "cp1251"),
    ("he", "cp1255", "cp1252"),
    ("th", "cp874", "cp1252"),
    ("zh_CN", "gb18030", "cp1252"),
    ("ja", "cp932", "cp1252"),
    ("ko", "cp949", "cp1252"),
)
LINE = 40
LINES_ALONE = 200


class Timed(NamedTuple):
    """What one text took."""

    size: int
    seconds: float
    changed: bool

    @property
    def rate(self) -> float:
        """Megabytes a second."""
        return self.size / 1e6 / self.seconds


def timed(*texts: str) -> Timed:
    """Clean some texts and say what that took in all."""
    start = time.process_time()
    results = [CLEANER.text(text) for text in texts]
    seconds = time.process_time() - start
    return Timed(sum(len(text.encode()) for text in texts), seconds, results != list(texts))


def damaged(folder: Path, language: str, true: str, wrong: str) -> list[str]:
    """Return sentences of a language as they look when they were written in one codec and read in another."""
    found = []
    for sentence in sentences(folder, language):
        data = encode(fitted(sentence, true), true)
        text = decode(data, wrong) if data else None
        if text and not text.isascii() and "\n" not in text:
            found.append(text)
    return found


def filled(lines: list[str], size: int) -> str:
    """Return lines as one text of so many bytes; a line of a text too short for it comes again."""
    chosen: list[str] = []
    left = size
    for line in cycle(lines):
        left -= len(line.encode()) + 1
        if left < 0:
            return "\n".join(chosen)
        chosen.append(line)
    return ""


def hostile(size: int) -> Iterator[tuple[str, str]]:
    """Yield texts of so many bytes that nothing can be made of."""
    for name in ("Ã", "â€", "Ã©"):
        yield name, "".join(islice(cycle(name), size // 2))
    chance = random.Random(1)  # noqa: S311 - a benchmark needs no secrets
    yield "Han", "".join(chr(chance.randrange(0x4E00, 0x9FFF)) for _ in range(size // 3))
    for name in SINGLE:
        upper = "".join(char for char in codec(name).shown[128:] if char.isprintable())
        text = "".join(chance.choices(upper, k=size // len(upper.encode()) * len(upper)))
        yield name, text
        if name in {"cp1252", "cp1251", "cp437"}:
            yield f"{name} in order", "".join(islice(cycle(upper), len(text)))


def in_lines(text: str) -> str:
    """Return a text in lines of the same length."""
    return "\n".join(text[at : at + LINE] for at in range(0, len(text), LINE))


@click.command()
@click.option("--size", default=1_000_000, show_default=True, help="Bytes of a text.")
@click.option("--only", multiple=True, type=click.Choice(("alike", "alone", "hostile")))
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(size: int, only: tuple[str, ...], folder: Path) -> None:
    """Print the three tables."""
    timed("schÃ¶n", "Ð¿Ñ€Ð¸Ð²ÐµÑ‚, Ð¼Ð¸Ñ€")  # tables are loaded
    wanted = only or ("alike", "alone", "hostile")
    if "alike" in wanted:
        click.echo("| every line alike | seconds | MB/s |\n|---|--:|--:|")
        for damage in DAMAGES:
            one = timed(filled(damaged(folder, *damage), size))
            click.echo("| {} {} as {} | {:.2f} | {:.2f} |".format(*damage, one.seconds, one.rate))
    if "alone" in wanted:
        click.echo("\n| lines alone | MB/s |\n|---|--:|")
        for damage in DAMAGES:
            one = timed(*damaged(folder, *damage)[:LINES_ALONE])
            click.echo("| {} {} as {} | {:.2f} |".format(*damage, one.rate))
    if "hostile" in wanted:
        click.echo(
            "\n| hostile | a tenth | all | grows | in lines: a tenth | all | grows |\n|---|--:|--:|--:|--:|--:|--:|"
        )
        for (name, small), (_, large) in zip(hostile(size // 10), hostile(size), strict=True):
            times = [timed(text).seconds for text in (small, large, in_lines(small), in_lines(large))]
            grows = (log10(times[1] / times[0]), log10(times[3] / times[2]))
            click.echo(
                f"| {name} | {times[0]:.2f} | {times[1]:.2f} | {grows[0]:.2f} |"
                f" {times[2]:.2f} | {times[3]:.2f} | {grows[1]:.2f} |"
            )


if __name__ == "__main__":
    main()
