"""How the time of every pattern of the package grows with its text: `python -m tests.bench.regexes [--size N] [--all]`.

All compiled patterns are found where they are: in modules, in classes, in what these hold. Each scans texts that are
made to be bad for it: each character that it names, repeated; each pair of them; what it would match, repeated, with
and without its end. The time is that of a processor, the least of three. Printed are the patterns whose time grows by
more than `--growth` where the text grows fourfold (1 is linear), or that need more than a second for a million code
points; the code at the end is 1 if there are any.
"""

from __future__ import annotations

import pkgutil
import random
import re
import sys
import time
from importlib import import_module
from itertools import islice, product
from math import log
from typing import TYPE_CHECKING, Any

import click
import regex

import corpus_clean
from corpus_clean.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARSER: Any = import_module("re._parser")
_SHORTEST = 0.004
"""Seconds below which a time is noise."""


def patterns() -> dict[str, Any]:
    """Return every pattern of the package with the name of a place where it is."""
    found: dict[str, tuple[str, Any]] = {}
    for module in pkgutil.walk_packages(corpus_clean.__path__, "corpus_clean."):
        if module.name.startswith(("corpus_clean.integrations", "corpus_clean.tables.build", "corpus_clean.__main")):
            continue
        held = vars(import_module(module.name))
        for name, value in held.items():
            for where, pattern in _inside(value, 3):
                found.setdefault(f"{pattern.pattern!r}{pattern.flags}", (f"{module.name}.{name}{where}", pattern))
    for rule in RULES:
        if isinstance(rule.trigger, str):
            pattern = re.compile(rule.trigger)
            found.setdefault(f"{pattern.pattern!r}{pattern.flags}", (f"trigger of {rule.id}", pattern))
    return dict(found.values())


def _inside(value: object, depth: int) -> Iterator[tuple[str, Any]]:
    if isinstance(value, (re.Pattern, regex.Pattern)):
        yield "", value
    elif depth and isinstance(value, dict):
        for key, one in islice(value.items(), 200):
            yield from ((f"[{key!r}]{where}", pattern) for where, pattern in _inside(one, depth - 1))
    elif depth and isinstance(value, (tuple, list, frozenset, set)):
        for at, one in enumerate(islice(value, 200)):
            yield from ((f"[{at}]{where}", pattern) for where, pattern in _inside(one, depth - 1))
    elif depth and type(value).__module__.startswith("corpus_clean") and hasattr(value, "__dict__"):
        for name, one in vars(value).items():
            yield from ((f".{name}{where}", pattern) for where, pattern in _inside(one, depth - 1))


def samples(pattern: Any, lot: random.Random) -> list[str]:  # noqa: ANN401 - of re or of regex, of str or of bytes
    """Return texts that are made of what a pattern names; each is to be repeated."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    try:
        parsed = _PARSER.parse(source, pattern.flags & ~(re.UNICODE | re.ASCII) & 0xFF)
    except (re.error, ValueError, OverflowError):  # of the module regex, with \p and the like
        chars = sorted(set(re.sub(r"\\p\{\w+\}", "aа中1", source)))
        return [*chars, *("".join(lot.choices(chars, k=3)) for _ in range(20))]
    paths = [_walked(parsed, lot, turn) for turn in range(12)]
    chars = sorted({char for path in paths for char in path})
    if len(chars) > 14:
        chars = lot.sample(chars, 14)
    units = [*chars, *("".join(pair) for pair in product(chars[:7], repeat=2))]
    return [*dict.fromkeys([*units, *paths, *(path[:-1] for path in paths), *(path + "\x01" for path in paths)])]


def _walked(parsed: Any, lot: random.Random, turn: int) -> str:  # noqa: ANN401 - a tree of re
    """Return a text that a pattern would match, as far as can be said without looking around."""
    made = []
    for op, argument in parsed:
        name = str(op)
        if name == "LITERAL":
            made.append(chr(argument))
        elif name == "IN":
            made.append(_member(argument, lot))
        elif name in {"ANY", "NOT_LITERAL"}:
            made.append("x")
        elif name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            low, _, inner = argument
            made += [_walked(inner, lot, turn) for _ in range(min(max(low, turn % 3), 8))]
        elif name == "SUBPATTERN":
            made.append(_walked(argument[3], lot, turn))
        elif name == "BRANCH":
            made.append(_walked(argument[1][turn % len(argument[1])], lot, turn))
        elif name == "ATOMIC_GROUP":
            made.append(_walked(argument, lot, turn))
    return "".join(made)


def _member(members: Any, lot: random.Random) -> str:  # noqa: ANN401 - of a tree of re
    choices = []
    for op, argument in members:
        name = str(op)
        if name == "LITERAL":
            choices.append(chr(argument))
        elif name == "RANGE":
            choices.append(chr(lot.randint(*argument)))
        elif name == "CATEGORY":
            choices.append("a" if "WORD" in str(argument) else "1" if "DIGIT" in str(argument) else " ")
        elif name == "NEGATE":
            return "x"
    return lot.choice(choices) if choices else "x"


def seconds(pattern: Any, text: str | bytes) -> float:  # noqa: ANN401 - of re or of regex
    """Return how long all matches take to be found."""
    best = 1e9
    for _ in range(3):
        start = time.process_time()
        for _match in pattern.finditer(text):
            pass
        best = min(best, time.process_time() - start)
        if best > 0.1 or best < 1e-4:
            break
    return best


def worst(pattern: Any, size: int, lot: random.Random) -> tuple[float, float, str]:  # noqa: ANN401 - as above
    """Return the greatest growth, the longest time for a million code points, and the text of the growth."""
    growth, longest, of = 0.0, 0.0, ""
    for unit in samples(pattern, lot):
        texts: list[str | bytes] = (
            [(unit * (many // len(unit) + 1))[:many] for many in (size, 4 * size)] if unit else []
        )
        if isinstance(pattern.pattern, bytes):
            texts = [str(text).encode("latin-1", "ignore") for text in texts]
        if not texts:
            continue
        short = seconds(pattern, texts[0])
        long = seconds(pattern, texts[1]) if short < 1 else short * 16
        longest = max(longest, long / (4 * size) * 1e6)
        if short > 1:  # bad enough: no more of it
            return 9.0, longest, unit
        if long > _SHORTEST and (grown := log(long / max(short, 1e-6)) / log(4)) > growth:
            growth, of = grown, unit
    return growth, longest, of


@click.command()
@click.option("--size", default=10_000, show_default=True, help="Code points of the shorter text.")
@click.option("--growth", default=1.3, show_default=True, help="Which exponent is too much.")
@click.option("--all", "everything", is_flag=True, help="Print every pattern.")
def main(size: int, growth: float, *, everything: bool) -> None:
    """Print the patterns that are too slow."""
    known, bad = patterns(), 0
    for name, pattern in known.items():
        grown, longest, unit = worst(pattern, size, random.Random(1))  # noqa: S311 - texts, no secrets
        is_bad = grown > growth or longest > 1
        bad += is_bad
        if is_bad or everything:
            click.echo(f"{name:<70} growth {grown:5.2f}  {longest:7.3f} s for a million  {unit[:30]!a}")
    click.echo(f"{len(known)} patterns, {bad} too slow")
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
