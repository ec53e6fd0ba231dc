"""How good the best reading of a gap is: `python -m tests.bench.lossy_gaps [--count N] FOLDER`.

FOLDER holds a file of sentences for each language (`tests.bench.evaluation_text` makes it). Sentences of East Asian
languages in UTF-8 are read in CJK encodings, with U+FFFD for each byte that is lost. For each language and encoding and
each margin: in how many gaps the best reading is at least so many bits ahead of all others, and in how many of these it
is wrong; of all gaps, and of those between characters that are known. Gaps that the bytes determine are not counted.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from corpus_clean.mojibake.parsed import Parsed
from corpus_clean.mojibake.ranking import lead, ranked
from tests.bench.mojibake_cases import Cell, cases, lossy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LANGUAGES = ("zh_CN", "zh_TW", "ja", "ko")
READ_AS = {"gb18030": "gb18030", "gbk": "gb18030", "cp932": "cp932", "cp949": "cp949"}
"""The encodings, each with the codec in which the damage is looked at."""
MARGINS = (0, 2, 4, 6, 7, 8, 9, 9.5, 10)


class Gap(NamedTuple):
    """How far ahead the best reading of a gap is, whether it is right, and whether both neighbours are known."""

    lead: float
    is_right: bool
    is_between: bool


def gaps(truth: str, damaged: str, codec: str) -> Iterator[Gap]:
    """Yield the gaps of a sentence, if every mark of loss is one byte."""
    data, parsed = truth.encode(), Parsed(damaged, codec)
    for number, token in enumerate(parsed.tokens if len(parsed.data) == len(data) else ()):
        if token.kind == "gap":
            left, right = parsed.beside(number)
            choices = ranked(parsed.options(token), left, right, parsed.language)
            if choices:
                is_right = choices[0].char.encode() == data[token.start : token.end]
                yield Gap(lead(choices), is_right, bool(left and right))


def row(name: str, found: Sequence[Gap]) -> str:
    """Return a line of the table."""
    counts = ((sum(gap.lead >= margin for gap in found), margin) for margin in MARGINS)
    wrong = (sum(gap.lead >= margin and not gap.is_right for gap in found) for margin in MARGINS)
    return f"| {name} | {' | '.join(f'{count} / {bad}' for (count, _), bad in zip(counts, wrong, strict=True))} |"


@click.command()
@click.option("--count", default=400, show_default=True, help="Sentences of a language and encoding.")
@click.option("--seed", default=3, show_default=True, help="Of the lot that draws the sentences.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def main(folder: Path, *, count: int, seed: int) -> None:
    """Print the table."""
    click.echo(f"| bits ahead | {' | '.join(map(str, MARGINS))} |\n|{'---|' * (len(MARGINS) + 1)}")
    totals: dict[str, list[Gap]] = {}
    for language in LANGUAGES:
        for wrong, codec in READ_AS.items():
            drawn = cases(folder, Cell("UTF-8", language, "utf-8", "latin-1"), count, seed)
            found = [gap for truth, _ in drawn for gap in gaps(truth, lossy(truth, wrong), codec)]
            click.echo(row(f"{language} > {wrong}", found))
            totals.setdefault(f"**{language[:2]}**", []).extend(found)
    for name, found in totals.items():
        click.echo(row(name, found))
        click.echo(row(f"{name}, between known characters", [gap for gap in found if gap.is_between]))


if __name__ == "__main__":
    main()
