"""Whole pages of public text: `python -m tests.bench.pages [--packages PACKAGES] [--size BYTES] FOLDER`.

Writes FOLDER/LANGUAGE.jsonl, a record `{"id", "text", "clean"}` for each page: of GNOME's and LibreOffice's help and of
Debian's handbooks, man pages without their requests, sayings of fortunes, and for Arabic, Hindi and Thai the messages
of LibreOffice, 40 to a page. So many bytes of each language, drawn by a fixed lot from all that there is. `clean` says
whether profile `corpus` finds nothing in the page, neither to repair nor to report: the benchmarks call those clean
text, and damage them on purpose. A page is left out if it is damaged as Debian ships it, or not translated.
"""

from __future__ import annotations

import gettext
import gzip
import json
import random
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from corpus_clean import Cleaner
from tests.bench import debian_text
from tests.bench.evaluation_text import _DAMAGED, MORE_SOURCES, SOURCES, files, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LANGUAGES = ("en", "de", "fr", "ru", "zh_CN", "zh_TW", "ja", "ko", "ar", "hi", "th")
CATALOGUES = {f"libreoffice-l10n-{language}": language for language in ("ar", "hi", "th")}
MESSAGES = 40
SHORTEST = 200
LONGEST = 100_000
"""Bytes of a page, between which it is one; a saying is often shorter."""
FOREIGN = {"en": 0.0, "de": 0.005, "fr": 0.005}
"""The share of letters beyond ASCII that a page must have, where it is not that of the other scripts."""
OTHERS = 0.3
_CHARACTERS = {"\\-": "-", "\\e": "\\", "\\(aq": "'", "\\(bu": "•", "\\ ": " ", "\\~": " ", "\\(co": "©", "\\(em": "—"}
_ESCAPE = re.compile(
    r"\\(?:[fm*](?:\[[^]]*\]|\(..|.)|s\[[^]]*\]|s[-+]?\d|\((?:aq|bu|co|em|..)|\[[^]]*\]|[-e ~&|^/,udcpt:%!{}0])"
)
"""An escape of roff: a character, or nothing that is seen."""


class Page(NamedTuple):
    """A whole page, where it is from, and whether nothing is wrong with it."""

    id: str
    text: str
    clean: bool = True


def load(folder: Path, language: str, *, clean: bool = True) -> list[Page]:
    """Return the pages of a language that were written to a folder."""
    records = map(json.loads, (folder / f"{language}.jsonl").read_text("utf-8").splitlines())
    return [Page(**record) for record in records if record["clean"] or not clean]


def catalogue(path: Path) -> Iterator[list[str]]:
    """Yield the messages of a catalogue in their order, some to a page."""
    with path.open("rb") as file:
        found: dict[object, str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    texts = [text for key, text in found.items() if key and text]
    yield from (texts[at : at + MESSAGES] for at in range(0, len(texts), MESSAGES))


def man_page(path: Path) -> Iterator[list[str]]:
    """Yield the text of a man page as it is read: without requests, its escapes resolved."""
    text = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
    kept = (line for line in text.split("\n") if not line.startswith((".", "'")))
    yield [_ESCAPE.sub(lambda escape: _CHARACTERS.get(escape[0], ""), line) for line in kept]


def gathered(packages: Path) -> Iterator[tuple[str, Page]]:
    """Yield the pages of all languages wanted, each once."""
    seen: set[str] = set()
    for language, path in _paths(packages):
        if language not in LANGUAGES or not path.is_file() or path.is_symlink():
            continue
        found = {".mo": catalogue, ".gz": man_page}.get(path.suffix, debian_text.pages)(path)
        for number, lines in enumerate(found):
            text = "\n".join(lines).strip("\n") + "\n"
            if text not in seen and _is_one(text, language):
                seen.add(text)
                yield language, Page(f"{path.relative_to(packages)}#{number}", text)


def _paths(packages: Path) -> Iterator[tuple[str, Path]]:
    for root, package in unpacked((*SOURCES, *MORE_SOURCES, *CATALOGUES), packages):
        if package in CATALOGUES:
            yield from ((CATALOGUES[package], path) for path in sorted(root.rglob("*.mo")))
        else:
            yield from ((language, path) for language, paths in files(root / "usr/share", package) for path in paths)


def _is_one(text: str, language: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    foreign = sum(char > "\x7f" for char in letters)
    return (
        SHORTEST <= len(text.encode("utf-8", "replace")) <= LONGEST
        and bool(letters)
        and foreign >= FOREIGN.get(language, OTHERS) * len(letters)
        and not _DAMAGED.search(text)
    )


def drawn(found: Iterable[tuple[str, Page]], size: int) -> dict[str, list[Page]]:
    """Return so many bytes of pages of each language, in the order of a lot."""
    by_language: dict[str, list[Page]] = {language: [] for language in LANGUAGES}
    for language, one in found:
        by_language[language].append(one)
    for language, every in by_language.items():
        random.Random(language).shuffle(every)  # noqa: S311 - a lot that can be drawn again
        kept, left = [], size
        for one in every:
            left -= len(one.text.encode())
            if left < 0:
                break
            kept.append(one)
        by_language[language] = kept
    return by_language


def write(packages: Path, folder: Path, size: int) -> dict[str, list[Page]]:
    """Write the pages of each language, and return them."""
    cleaner = Cleaner()
    folder.mkdir(parents=True, exist_ok=True)
    packages.mkdir(parents=True, exist_ok=True)
    written = {}
    for language, kept in drawn(gathered(packages), size).items():
        results = [(one, cleaner.clean(one.text)) for one in kept]
        written[language] = [one._replace(clean=not (result.repairs or result.findings)) for one, result in results]
        lines = (json.dumps(one._asdict(), ensure_ascii=False) + "\n" for one in written[language])
        (folder / f"{language}.jsonl").write_text("".join(lines), "utf-8")
    return written


@click.command()
@click.option("--packages", type=click.Path(path_type=Path), help="Where the packages are kept between runs.")
@click.option("--size", default=3_000_000, show_default=True, help="Bytes of each language.")
@click.argument("folder", type=click.Path(path_type=Path))
def main(*, packages: Path | None, size: int, folder: Path) -> None:
    """Write the pages and say how many there are."""
    with tempfile.TemporaryDirectory() as temporary:
        for language, found in write(packages or Path(temporary), folder, size).items():
            total = sum(len(one.text.encode()) for one in found)
            clean = sum(one.clean for one in found)
            click.echo(f"{language:<6}{len(found):>6} pages{total / 1e6:>7.2f} MB, {clean} clean")


if __name__ == "__main__":
    main()
