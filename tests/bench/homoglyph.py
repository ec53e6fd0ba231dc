"""How many words with letters of another alphabet does homoglyph repair: `python -m tests.bench.homoglyph FOLDER`.

FOLDER holds LANGUAGE.txt of evaluation_text.py. In one word of a sentence, up to half of its letters are replaced by
ones that look alike; the sentence is cleaned, and the word is right, left or wrong. Sentences as they are count as
touched where the rule changes them.

With `--tokens` the mixed words of the package wordfreq (of the web, to be installed by hand) are cleaned alone, with
the language given. What they should be is the attested word that looks like them, if it is at least ten times
commoner and has a Zipf frequency of 2.5; others count as unattested.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus_clean.cleaner import Cleaner
from corpus_clean.document import CYRILLIC, GREEK, LATIN
from corpus_clean.unicode import lookalikes

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = {
    "ru": "Cyrillic",
    "uk": "Cyrillic",
    "mk": "Cyrillic",
    "bg": "Cyrillic",
    "el": "Greek",
    "en": "Latin",
    "de": "Latin",
}
CLASSES = {"Latin": f"{LATIN}µ", "Cyrillic": CYRILLIC, "Greek": GREEK}
SCRIPTS = {name: re.compile(f"[{inside}]") for name, inside in CLASSES.items()}
MOST = 2000
"""Sentences of a language."""
ATTESTED = 10 ** (2.5 - 9)
WORD = re.compile(r"[^\W\d_]{4,}")


def damaged(sentence: str, script: str, chance: random.Random) -> tuple[str, int, int] | None:
    """Return the sentence with letters of one word replaced, and where the word is."""
    other = "Cyrillic" if script == "Latin" else "Latin"
    table = {seen: letter for letter, seen in lookalikes.alike(other, script).items()}
    words = [word for word in WORD.finditer(sentence) if sum(letter in table for letter in word[0]) >= 1]
    words = [word for word in words if all(SCRIPTS[script].match(letter) for letter in word[0])]
    if not words:
        return None
    word = chance.choice(words)
    places = [at for at, letter in enumerate(word[0]) if letter in table]
    chosen = chance.sample(places, min(len(places), chance.randint(1, max(1, (len(word[0]) - 1) // 2))))
    mixed = "".join(table[letter] if at in chosen else letter for at, letter in enumerate(word[0]))
    return sentence[: word.start()] + mixed + sentence[word.end() :], *word.span()


def sentences(folder: Path, language: str) -> Counter[str]:
    """Damage and clean the sentences of one language."""
    cleaner = Cleaner(select=("homoglyph",))
    chance = random.Random(1)  # noqa: S311 - a benchmark needs no secrets
    counts: Counter[str] = Counter()
    lines = (folder / f"{language}.txt").read_text("utf-8").split("\n")
    for sentence in islice((line for line in lines if line), MOST):
        counts["touched"] += cleaner.clean(sentence).changed
        if (made := damaged(sentence, LANGUAGES[language], chance)) is not None:
            result = cleaner.text(made[0])
            counts["right" if result == sentence else "left" if result == made[0] else "wrong"] += 1
    return counts


def meant(token: str, script: str, known: dict[str, float]) -> str | None:
    """Return the attested word that looks like a mixed one."""
    options: list[list[str]] = []
    for letter in token:
        drawn = [
            table[letter]
            for other in SCRIPTS
            if other != script and SCRIPTS[other].match(letter) and letter in (table := lookalikes.alike(other, script))
        ]
        drawn += lookalikes.TYPED.get(script, {}).get(letter, "")
        drawn += ["ї"] if letter == "i" and script == "Cyrillic" else []
        foreign = any(one.match(letter) for name, one in SCRIPTS.items() if name != script)
        options.append(drawn if foreign else [letter])
    words = ("".join(letters) for letters in islice(product(*options), 200))
    best = max(words, key=lambda word: known.get(word, 0.0), default="")
    enough = known.get(best, 0.0) >= max(ATTESTED, 10 * known[token])
    return best if enough else None


def tokens(language: str) -> Counter[str]:
    """Clean the mixed words of one language."""
    from wordfreq import get_frequency_dict

    known = get_frequency_dict(language, "best")
    cleaner = Cleaner(select=("homoglyph",), lang=language)
    counts: Counter[str] = Counter()
    for token in known:
        if len(token) >= 3 and sum(1 for script in SCRIPTS.values() if script.search(token)) > 1:
            result, expected = cleaner.text(token), meant(token, LANGUAGES[language], known)
            if expected is None:
                counts["unattested left" if result == token else "unattested repaired"] += 1
            else:
                counts["right" if result == expected else "left" if result == token else "wrong"] += 1
    return counts


def shown(counts: Counter[str]) -> Iterator[str]:
    """Yield the shares of right and wrong words, then the counts."""
    total = counts["right"] + counts["left"] + counts["wrong"]
    yield f"right {counts['right'] / max(1, total):.4f} wrong {counts['wrong'] / max(1, total):.4f}"
    yield from (f"{name}: {count}" for name, count in sorted(counts.items()))


@click.command()
@click.option("--tokens", "only_tokens", is_flag=True, help="Clean the mixed words of wordfreq.")
@click.argument("folder", required=False, type=click.Path(path_type=Path, exists=True))
def main(*, only_tokens: bool, folder: Path | None) -> None:
    """Print how many mixed words are repaired."""
    for language in LANGUAGES:
        if only_tokens or folder is None:
            click.echo(f"{language} {' '.join(shown(tokens(language)))}")
        elif (folder / f"{language}.txt").exists():
            click.echo(f"{language} {' '.join(shown(sentences(folder, language)))}")


if __name__ == "__main__":
    main()
