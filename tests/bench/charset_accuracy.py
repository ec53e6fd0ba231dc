"""How well bytes are read: `python -m tests.bench.charset_accuracy COMMAND [OPTIONS]`, beside other detectors.

accuracy: texts of 40 languages in the encodings that they were written in, whole lines, lines of prose, the first 50
bytes and whole documents. damage: one bad byte, a byte lost, lines in two encodings: the mean character error of the
text that a user gets. refusal: of how many short texts can be answered if 99 % of the answers must be right. speed:
valid UTF-8 beside bytes.decode, and a short line in an old encoding. files: folders of public test files, named
ENCODING-LANGUAGE/FILE or ENCODING/FILE as chardet and charset-normalizer do.

An answer is right if the decoded text is; that of a peer also if its answer is, read as browsers do. Peers that are not
installed are left out (uchardet is Debian's libuchardet0). PACKAGES keeps what is downloaded between runs.

    python -m tests.bench.charset_accuracy accuracy --packages PACKAGES --prose FOLDER
    python -m tests.bench.charset_accuracy damage --packages PACKAGES
"""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus_clean.decoding import decode
from tests.bench import charset_texts
from tests.bench.charset_damage import damaged
from tests.bench.charset_peers import OWN, PEERS, canonical, confidence, detector, lenient, ours, reading, web_reading
from tests.bench.charset_texts import HALVES, Sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from corpus_clean.decoding import Decoded

_HALF = click.option("--half", type=click.Choice(HALVES), default=HALVES[1], show_default=True)
_TOOLS = click.option("--tool", "tools", multiple=True, type=click.Choice((*OWN, *PEERS)), default=(*OWN, *PEERS))
_PACKAGES = click.option("--packages", type=click.Path(path_type=Path), default="packages", show_default=True)


def is_right(tool: str, sample: Sample) -> bool:
    """Say whether a tool gives the text that the bytes were made from."""
    if tool in OWN:
        return ours(tool)(sample.data).text == sample.text
    detect = detector(tool)
    answer = detect(sample.data) if detect else None
    return sample.text in (reading(sample.data, answer), web_reading(sample.data, answer))


def _installed(tools: Iterable[str]) -> list[str]:
    return [tool for tool in tools if tool in OWN or detector(tool)]


@click.group()
def main() -> None:
    """Compare detectors of encodings."""


@main.command()
@_HALF
@_TOOLS
@_PACKAGES
@click.option("--prose", type=click.Path(exists=True, path_type=Path), help="What evaluation_text --all wrote.")
@click.option("--most", default=25, show_default=True, help="How many lines of a language in an encoding.")
@click.option("--set", "sets", multiple=True, help="Only these sets.")
@click.option("-v", "verbose", is_flag=True, help="Show what was read wrong, by encoding and answer.")
def accuracy(
    *,
    half: str,
    tools: tuple[str, ...],
    packages: Path,
    prose: Path | None,
    most: int,
    sets: tuple[str, ...],
    verbose: bool,
) -> None:
    """Print the share of texts that are read right."""
    texts = charset_texts.paragraphs(packages)
    made: dict[str, Callable[[], Iterable[Sample]]] = {
        "lines": lambda: charset_texts.lines(texts, half, most),
        "first 50 bytes": lambda: charset_texts.heads(texts, half, 50),
        "first 200 bytes": lambda: charset_texts.heads(texts, half, 200),
        "documents": lambda: charset_texts.documents(texts, half),
    }
    if prose:
        made["prose"] = lambda: charset_texts.prose(prose, half, most)
    for name, make in made.items():
        if sets and name not in sets:
            continue
        samples = list(make())
        families = list(dict.fromkeys(one.family for one in samples))
        click.echo(f"\n{name}: {len(samples)} ({half})")
        click.echo(f"{'':20}{'right':>7}{'ms':>7}  " + "".join(f"{family:>9}" for family in families))
        for tool in _installed(tools):
            start = time.process_time()
            right = [is_right(tool, one) for one in samples]
            spent = 1000 * (time.process_time() - start) / len(samples)
            click.echo(f"{tool:20}{_share(right):>7}{spent:7.2f}  {_by_family(samples, right, families)}")
            if verbose and tool in OWN:
                _show_wrong(samples, right)


def _by_family(samples: list[Sample], right: list[bool], families: list[str]) -> str:
    by: dict[str, list[bool]] = defaultdict(list)
    for one, verdict in zip(samples, right, strict=True):
        by[one.family].append(verdict)
    return "".join(f"{_share(by[family]):>9}" for family in families)


def _share(right: list[bool]) -> str:
    return f"{100 * sum(right) / max(1, len(right)):.1f}"


def _show_wrong(samples: list[Sample], right: list[bool]) -> None:
    wrong: dict[tuple[str, str, str], list[Sample]] = defaultdict(list)
    for one, verdict in zip(samples, right, strict=True):
        if not verdict:
            wrong[one.language, one.encoding, decode(one.data).encoding].append(one)
    for (language, encoding, answer), cases in sorted(wrong.items(), key=lambda item: -len(item[1])):
        click.echo(f"  {len(cases):3} {language:6}{encoding:12}-> {answer:12} {cases[0].text[:50]!r}")
        click.echo(f"      {'':22}{'':12} {decode(cases[0].data).text[:50]!r}")


@main.command()
@_HALF
@_TOOLS
@_PACKAGES
@click.option("-v", "verbose", is_flag=True, help="Show the worst documents.")
def damage(*, half: str, tools: tuple[str, ...], packages: Path, verbose: bool) -> None:
    """Print the mean character error on damaged and mixed documents."""
    from rapidfuzz.distance import Levenshtein

    cases = list(damaged(charset_texts.paragraphs(packages), half))
    kinds = sorted({one.kind for one in cases})
    click.echo(f"{len(cases)} documents ({half}); mean character error in per cent")
    click.echo(f"{'':20}{'all':>8}{'>5 %':>7}{'>50 %':>7}{'ms':>7}")
    for tool in _installed(tools):
        read = partial(_text, ours(tool)) if tool in OWN else lenient(tool)
        start = time.process_time()
        texts = [read(one.data) for one in cases]
        spent = 1000 * (time.process_time() - start) / len(cases)
        errors = [
            100 * Levenshtein.distance(text, one.text) / len(one.text) for text, one in zip(texts, cases, strict=True)
        ]
        over = [100 * sum(error > limit for error in errors) / len(errors) for limit in (5, 50)]
        click.echo(f"{tool:20}{sum(errors) / len(errors):8.2f}{over[0]:7.1f}{over[1]:7.1f}{spent:7.1f}")
        by: dict[str, list[float]] = defaultdict(list)
        for error, one in zip(errors, cases, strict=True):
            by[one.kind].append(error)
        click.echo("   " + "  ".join(f"{kind} {sum(by[kind]) / len(by[kind]):.2f}" for kind in kinds))
        if verbose and tool in OWN:
            for error, one in sorted(zip(errors, cases, strict=True), key=lambda pair: -pair[0])[:25]:
                click.echo(f"  {error:7.2f} {one.language:6} {one.kind}")


def _text(read: Callable[[bytes], Decoded], data: bytes) -> str:
    return read(data).text


@main.command()
@_HALF
@_PACKAGES
@click.option("--peer", "peers", multiple=True, type=click.Choice(("chardet", "charset-normalizer")))
@click.option("--most", default=25, show_default=True, help="How many lines of a language in an encoding.")
def refusal(*, half: str, packages: Path, peers: tuple[str, ...], most: int) -> None:
    """Print which share of short texts can be answered so that 99 %, or 99.5 %, of the answers are right."""
    texts = charset_texts.paragraphs(packages)
    samples = [
        one
        for one in (*charset_texts.lines(texts, half, most), *charset_texts.heads(texts, half, 50))
        if one.family not in {"utf-8", "iso-2022"} and one.encoding != "hz"
    ]
    click.echo(f"{len(samples)} lines and first 50 bytes, none of them UTF-8 ({half})")
    click.echo(f"{'':20}{'right':>7}{'at 99 %':>9}{'at 99.5 %':>11}")
    for tool in (*OWN, *_installed(peers or ("chardet", "charset-normalizer"))):
        judged = []
        for one in samples:
            if tool in OWN:
                found = ours(tool)(one.data)
                sure, right = found.confidence, found.text == one.text
            else:
                answer, sure = confidence(tool, one.data)
                right = one.text in (reading(one.data, answer), web_reading(one.data, answer))
            judged.append((sure, right))
        shares = [_coverage(judged, precision) for precision in (0.99, 0.995)]
        right_share = _share([right for _, right in judged])
        click.echo(f"{tool:20}{right_share:>7}{shares[0][0]:9.1f}{shares[1][0]:11.1f}   from {shares[0][1]:.3f} on")
        if tool in OWN:
            from corpus_clean.decoding.decoded import SURE

            answered = [right for sure, right in judged if sure >= SURE]
            share = 100 * len(answered) / len(judged)
            click.echo(f"{'':4}at our margin of {SURE}: {share:.1f} % answered, {_share(answered)} % of them right")


def _coverage(judged: list[tuple[float, bool]], precision: float) -> tuple[float, float]:
    """Return the largest share, in per cent, whose surest answers are that precise, and how sure the last of it is."""
    best, at = 0, float("inf")
    right = 0
    ordered = sorted(judged, key=lambda one: -one[0])
    for count, (sure, verdict) in enumerate(ordered, 1):
        right += verdict
        tied = count < len(ordered) and ordered[count][0] == sure
        if right >= precision * count and not tied:
            best, at = count, sure
    return 100 * best / len(judged), at


@main.command()
@_PACKAGES
def speed(*, packages: Path) -> None:
    """Print how fast valid UTF-8 is read, beside bytes.decode, and what a short line in an old encoding costs."""
    texts = charset_texts.paragraphs(packages)
    texts["ascii"] = [text for text in texts["en"] if text.isascii()]
    for language in ("ascii", "en", "de", "ru", "zh_CN"):
        text = "\n".join(texts[language])
        data = (text * (4_000_000 // len(text.encode()) + 1)).encode()
        spent, plain = _least(partial(decode, data)), _least(data.decode)
        click.echo(f"utf-8 {language:6} {len(data) / plain / 1e6:8.0f} MB/s bytes.decode, ours {plain / spent:.2f} x")
    samples = [one for one in charset_texts.lines(texts, HALVES[1], 10) if one.encoding != "utf-8"]
    for tool in _installed((*OWN, *PEERS)):
        detect = ours(tool) if tool in OWN else detector(tool)
        if detect is None:
            continue
        for one in samples:
            detect(one.data)
        start = time.process_time()
        for one in samples:
            detect(one.data)
        click.echo(f"a line  {tool:20}{1000 * (time.process_time() - start) / len(samples):6.2f} ms of CPU")


def _least(call: Callable[[], object], times: int = 25) -> float:
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        spent.append(time.perf_counter() - start)
    return min(spent)


@main.command()
@_TOOLS
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def files(*, tools: tuple[str, ...], folders: tuple[Path, ...]) -> None:
    """Print the share of public test files that are read right; folders, or files, are named for their encoding."""
    samples = []
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            folder_name = path.parent.name
            names = (folder_name, re.split(r"-(?=[a-z]+$)", folder_name)[0], path.stem)
            name = next((name for name in map(canonical, names) if name), None)
            data = path.read_bytes()
            text = web_reading(data, name)
            if name and text is not None:
                samples.append(Sample("", name, data, text.removeprefix("\ufeff")))
    click.echo(f"{len(samples)} files, {len({one.encoding for one in samples})} encodings")
    for tool in _installed(tools):
        right = [is_right(tool, one) for one in samples]
        wrong = Counter(one.encoding for one, verdict in zip(samples, right, strict=True) if not verdict)
        click.echo(f"{tool:20}{_share(right):>7}   wrong: {dict(wrong.most_common(8))}")


if __name__ == "__main__":
    main()
