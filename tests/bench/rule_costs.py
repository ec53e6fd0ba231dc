"""Which rule costs what: `python -m tests.bench.rule_costs FOLDER [--language de] [--profile corpus] [--damaged]`.

FOLDER holds whole pages of each language (`tests.bench.pages` writes them). For each language: the processor seconds
for a megabyte that the screen takes, and those of each rule that the screen asks, with the share of pages it is asked
about and of those in which it finds something, the dearest first. On clean pages a rule that is asked and finds nothing
is what a better cue would save. Each rule is given the page as it is, and what it makes of it goes no further.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from pathlib import Path

import click

from corpus_clean import Cleaner
from corpus_clean.document import Document
from tests.bench.pages import LANGUAGES, load
from tests.bench.throughput import EVERY, machine, misread

WARM = 50_000
"""Bytes that are cleaned before, so that nothing is loaded or compiled while the clock runs."""


def costs(texts: list[str], profile: str) -> tuple[dict[str, float], Counter[str], Counter[str]]:
    """Return the seconds, and how often each rule was asked, and found something; the screen is `screen`."""
    cleaner = Cleaner(profile)
    screen, rules = cleaner._selection.screen, cleaner.rules
    seconds: dict[str, float] = defaultdict(float)
    asked, found = Counter[str](), Counter[str]()
    left = WARM
    for text in texts:
        left -= len(text.encode())
        if left > 0:
            cleaner.text(text)
            continue
        start = time.process_time()
        suspects = screen.suspects(text)
        seconds["screen"] += time.process_time() - start
        asked["screen"] += 1
        document = Document(text)
        for at in suspects:
            rule = rules[at]
            start = time.process_time()
            proposals = list(rule.find(text, document))
            seconds[rule.id] += time.process_time() - start
            asked[rule.id] += 1
            found[rule.id] += bool(proposals)
    return seconds, asked, found


@click.command()
@click.option("--language", "languages", multiple=True, type=click.Choice(LANGUAGES))
@click.option("--profile", default="corpus", show_default=True)
@click.option("--damaged", is_flag=True, help="One line in a hundred is UTF-8 that was read as windows-1252.")
@click.option("--lines", is_flag=True, help="Each line by itself.")
@click.option("--size", default=500_000, show_default=True, help="Bytes of each language.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(*, languages: tuple[str, ...], profile: str, damaged: bool, lines: bool, size: int, folder: Path) -> None:
    """Print a table for all."""
    click.echo(f"{machine()}; profile {profile}\n")
    click.echo("| text | rule | s for each MB | share of the time | asked | found |\n|---|---|--:|--:|--:|--:|")
    for language in languages or LANGUAGES:
        texts, left, number = [], size + WARM, EVERY // 2
        for page in load(folder, language):
            kept = page.text.split("\n")
            for at, line in enumerate(kept):
                number += 1
                if damaged and number >= EVERY and not line.isascii():
                    kept[at], number = misread(line), 0
            texts += [line for line in kept if line] if lines else ["\n".join(kept)]
            left -= len(page.text.encode())
            if left < 0:
                break
        seconds, asked, found = costs(texts, profile)
        megabytes, total = (size - max(left, 0)) / 1e6, sum(seconds.values())
        for name, taken in sorted(seconds.items(), key=lambda pair: -pair[1]):
            often = asked[name] / asked["screen"]
            share = "" if name == "screen" else f"{found[name] / asked['screen']:.1%}"
            click.echo(
                f"| {language} | {name} | {taken / megabytes:.4f} | {taken / total:.0%} | {often:.1%} | {share} |"
            )


if __name__ == "__main__":
    main()
