"""Does cleaning a second time change nothing: `python -m tests.bench.settling [--texts N] [--seed N]`.

Texts are made of the pieces that the rules look for, in any order, and cleaned with every profile, without a language
and with each of four. Counted are texts that change again, that do not revert to what they were, that cannot be
cleaned, and that were left as they were because the rules did not settle.
"""

from __future__ import annotations

import random
from collections import Counter

import click

from corpus_clean.cleaner import Cleaner
from corpus_clean.profiles import NAMES
from tests.test_character_rules import HOSTILE

LANGUAGES = (None, "zh", "ja", "ru", "fr")


@click.command()
@click.option("--texts", default=60_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(texts: int, seed: int) -> None:
    """Print how many texts do not settle."""
    chance = random.Random(seed)  # noqa: S311 - a benchmark needs no secrets
    cleaners = [Cleaner(profile, lang=lang) for profile in NAMES for lang in LANGUAGES]
    counts = Counter(dict.fromkeys(("change again", "do not revert", "unsettled"), 0))
    for number in range(texts):
        text = "".join(chance.choices(HOSTILE, k=chance.randint(1, 14)))
        cleaner = cleaners[number % len(cleaners)]
        result = cleaner.clean(text)
        counts["do not revert"] += result.revert() != text
        counts["change again"] += cleaner.clean(result.text).changed
        counts["unsettled"] += any("still change" in finding.note for finding in result.findings)
        if cleaner.clean(result.text).changed:
            click.echo(f"{cleaner.profile} {cleaner.lang} {text!a}")
    click.echo(f"{texts} texts: {', '.join(f'{count} {what}' for what, count in counts.items())}")


if __name__ == "__main__":
    main()
