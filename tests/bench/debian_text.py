"""Running text from Debian's documentation: `python -m tests.bench.debian_text LANGUAGE PACKAGE... > lines.txt`.

LANGUAGE is how the packages name it in their paths (zh_TW, zh-tw and zh-TW count as one). The packages are downloaded
with apt-get and unpacked into a temporary folder. A line is a paragraph of a page, or a line of a man page that is not
a request; those with fewer than ten letters that are not ASCII are left out, and of equal ones all but the first.

With `--documents FOLDER` each page is written into a file of its own, with all its lines, for `tests.bench.cjk_width`;
so is each saying of a file of fortunes, whose LANGUAGE is the name of the file (chinese, of fortunes-zh).

The Traditional text that the README's table was made from:

    python -m tests.bench.debian_text zh_TW debian-reference-zh-tw manpages-zh gnome-user-docs debian-handbook
"""

from __future__ import annotations

import gzip
import re
import subprocess
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCKS = frozenset({"p", "li", "td", "dd", "title", "desc", "item"})
FEWEST = 10
_ROFF = re.compile(r"\\f[A-Z]|\\f\([A-Z]{2}|\\[-&]")
_COLOUR = re.compile("\x1b\\[[0-9;]*m")
_WRAPPED = re.compile(r"(?<=[^\x00-\u2fff]) (?=[^\x00-\u2fff])")


class Paragraphs(HTMLParser):
    """The text of the blocks of an HTML or Mallard page, white space folded."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's signature
        if tag in BLOCKS:
            self.open += 1
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS and self.open:
            self.open -= 1
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self.open and self.found:
            self.found[-1] += data


def paragraphs(path: Path) -> Iterator[str]:
    """Yield the paragraphs of a page, or the text lines of a man page."""
    if path.suffix == ".gz":
        text = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
        yield from (_ROFF.sub("", line) for line in text.split("\n") if not line.startswith((".", "'")))
    elif path.suffix in {".html", ".page"}:
        parser = Paragraphs()
        parser.feed(path.read_text("utf-8", "replace"))
        yield from (_WRAPPED.sub("", " ".join(text.split())) for text in parser.found)


def pages(path: Path) -> Iterator[list[str]]:
    """Yield the lines of a page, or of each saying of a file of fortunes."""
    if path.parent.name == "fortunes" and not path.suffix:
        for saying in path.read_text("utf-8", "replace").split("\n%\n"):
            yield _COLOUR.sub("", saying).split("\n")
    else:
        yield [line.strip() for line in paragraphs(path) if line.strip()]


def _is_foreign(line: str) -> bool:
    return sum(map(str.isalpha, re.sub("[\0-\x7f]", "", line))) >= FEWEST


@click.command()
@click.option("--documents", type=click.Path(path_type=Path, file_okay=False), help="Write each page into a file.")
@click.argument("language")
@click.argument("packages", nargs=-1, required=True)
def main(language: str, packages: tuple[str, ...], *, documents: Path | None) -> None:
    """Print the lines."""
    wanted = re.compile(rf"/(man/)?[^/]*\b{re.sub('[-_]', '[-_]', language)}\b", re.IGNORECASE)
    lines: dict[str, None] = {}
    with tempfile.TemporaryDirectory() as folder:
        for package in packages:
            subprocess.run(["apt-get", "download", "--quiet", package], cwd=folder, check=True, capture_output=True)
        for archive in Path(folder).glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", str(archive), folder], check=True)
        for path in sorted(Path(folder).rglob("*")):
            named = re.search(r"/(?:usr/share/)(.*)", str(path))
            if named and path.is_file() and not path.is_symlink() and wanted.search("/" + named[1]):
                for number, page in enumerate(pages(path)):
                    if documents and any(map(_is_foreign, page)):
                        documents.mkdir(parents=True, exist_ok=True)
                        name = f"{re.sub(r'[^a-zA-Z0-9_.]+', '_', named[1])[-120:]}.{number}.txt"
                        (documents / name).write_text("\n".join(page), "utf-8")
                    lines |= dict.fromkeys(filter(_is_foreign, page))
    if documents:
        return
    for line in lines:
        click.echo(line)


if __name__ == "__main__":
    main()
