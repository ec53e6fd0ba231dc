"""Runs over a corpus that grows, killed at any moment, for a long time: `python -m tests.faults.soak [--minutes N]`.

In each round shards come in, of every format, with every kind of damage, and with records that are none. The run over
them is killed a few times, by different signals, sometimes only its first process; then it ends. Then in = out +
quarantined for each shard, no fault of ours is counted, nothing is left half-done, and all files have the hashes that
a run has which nobody disturbed, with another number of processes. In the end all shards are put back as they were.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from hashlib import sha256
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from corpus_clean.corpus.compression import compressed, compression_of, decompressed
from corpus_clean.corpus.layout import Layout
from corpus_clean.corpus.manifest import shards
from corpus_clean.rules import RULES
from tests.gbk_damage import corrupt
from tests.properties.damage import CODECS, READINGS, SENTENCES
from tests.test_character_rules import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable

SUFFIXES = (
    ".jsonl",
    ".jsonl.zst",
    ".jsonl.gz",
    ".ndjson.xz",
    ".txt",
    ".txt.bz2",
    ".csv",
    ".tsv.gz",
    ".md",
    ".html",
    ".srt",
    ".json",
)
BROKEN = (b"broken\n", b'{"text": "cut', b"\xff\xfe\n", b"[1]\n", b"\0\0\n")
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)


class Texts:
    """Texts of every kind of damage."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._fragments = [*HOSTILE, *(example.before for rule in RULES for example in rule.examples)]

    def one(self) -> str:
        """Return a text: mostly good."""
        chance = self._chance
        kind = chance.random()
        sentence = " ".join(chance.choices(SENTENCES, k=chance.randint(1, 6)))
        if kind < 0.6:
            return sentence
        if kind < 0.75:
            return sentence.encode().decode(chance.choice(CODECS), "replace")
        if kind < 0.85:
            return corrupt(sentence, READINGS)
        if kind < 0.9:
            return escape(escape(sentence))
        return "".join(chance.choices(self._fragments, k=chance.randint(1, 9)))

    def shard(self, suffix: str) -> bytes:
        """Return the content of a shard."""
        number = self._chance.randint(1, 60) * self._chance.choice((1, 1, 1, 20))
        texts = [self.one() for _ in range(number)]
        return _FORMATS[suffix.split(".")[1]](texts, self._chance)


def _jsonl(texts: list[str], chance: random.Random) -> bytes:
    rows = []
    for number, text in enumerate(texts):
        if chance.random() < 0.03:
            rows.append(chance.choice(BROKEN))
        ascii_only = chance.random() < 0.5
        row = json.dumps({"id": number, "text": text, "kept": text[:9]}, ensure_ascii=ascii_only)
        rows.append(row.encode("utf-8", "replace") + b"\n")
    return b"".join(rows)


def _lines(texts: list[str], chance: random.Random) -> bytes:
    data = "\n".join(texts).encode("utf-8", "replace")
    return data + chance.choice((b"", b"\n", b"caf\xe9 \xe0 la cr\xe8me br\xfbl\xe9e\n"))


def _table(texts: list[str], chance: random.Random, mark: str = ",") -> bytes:
    quoted = ('"' + text.replace('"', '""') + '"' if mark == "," else " ".join(text.split()) for text in texts)
    end = chance.choice(("\n", "\r\n"))
    rows = [f"id{mark}text", *(f"{number}{mark}{text}" for number, text in enumerate(quoted))]
    return end.join(rows).encode("utf-8", "replace")


_FORMATS: dict[str, Callable[[list[str], random.Random], bytes]] = {
    "jsonl": _jsonl,
    "ndjson": _jsonl,
    "txt": _lines,
    "md": _lines,
    "srt": _lines,
    "csv": _table,
    "tsv": lambda texts, chance: _table(texts, chance, "\t"),
    "html": lambda texts, _: "".join(f"<p title='x'>{text}</p>\n" for text in texts).encode("utf-8", "replace"),
    "json": lambda texts, _: json.dumps([{"text": text} for text in texts]).encode(),
}


@click.command()
@click.option("--minutes", default=30.0, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(minutes: float, seed: int) -> None:
    """Run, kill, compare, until the time is over."""
    chance = random.Random(seed)  # noqa: S311 - moments and texts, no secrets
    texts, counts = Texts(chance), Counter[str]()
    end = time.monotonic() + minutes * 60
    with TemporaryDirectory() as top:
        root = Path(top)
        while time.monotonic() < end:
            counts["rounds"] += 1
            for number in range(chance.randint(2, 8)):
                _write(root / "in" / str(counts["rounds"] % 7) / f"{counts['rounds']}-{number}", texts, chance)
            counts["kills"] += _disturbed(root, chance)
            _finish(root, "out", chance.randint(1, 2))
            _finish(root, "ref", 1 + counts["rounds"] % 2)
            wrong = _wrong(root)
            if wrong:
                sys.exit("\n".join(wrong))
            if counts["rounds"] % 10 == 0:
                click.echo(f"{time.strftime('%H:%M:%S')} {_told(root, counts)}")
        _finish(root, "once", 1)
        wrong = [f"{name}: not as in a run from the start" for name in _different(root / "out", root / "once")]
        wrong += _put_back(root)
        click.echo(_told(root, counts))
        click.echo("in = out + quarantined, hashes identical, all put back" if not wrong else "\n".join(wrong))
    sys.exit(bool(wrong))


def _write(path: Path, texts: Texts, chance: random.Random) -> None:
    suffix = chance.choice(SUFFIXES)
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = path.with_name(path.name + suffix)
    with whole.open("wb") as file, compressed(file, compression_of(whole.name)) as stream:
        stream.write(texts.shard(suffix))


def _command(root: Path, out: str, jobs: int) -> list[str]:
    command = [
        sys.executable,
        "-m",
        "corpus_clean",
        "run",
        "--isolated",
        "-q",
        "-j",
        str(jobs),
        "--on-error",
        "quarantine",
    ]
    return [*command, str(root / "in"), str(root / out)]


def _disturbed(root: Path, chance: random.Random) -> int:
    """Start runs and end them at any moment; return how many were ended before their time."""
    killed = 0
    for _ in range(chance.randint(1, 4)):
        process = subprocess.Popen(
            _command(root, "out", chance.randint(1, 2)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(chance.uniform(0.2, 4))
        except subprocess.TimeoutExpired:
            killed += 1
            one = chance.choice(SIGNALS)
            (os.killpg if chance.random() < 0.5 else os.kill)(process.pid, one)
            process.wait()
    return killed


def _finish(root: Path, out: str, jobs: int) -> None:
    done = subprocess.run(_command(root, out, jobs), capture_output=True, text=True, check=False)
    if done.returncode not in {0, 3} or "Traceback" in done.stderr:
        sys.exit(f"a run ended with {done.returncode}: {done.stderr}")


def _wrong(root: Path) -> list[str]:
    """Say what is wrong after a round."""
    known = shards(Layout(root / "out").manifests())
    names = {path.relative_to(root / "in").as_posix() for path in (root / "in").rglob("*") if path.is_file()}
    wrong = [f"{name}: not in the manifest" for name in names ^ set(known)]
    for name, entry in known.items():
        if entry["status"] != "done" or entry["faults"]:
            wrong.append(f"{name}: {entry}")
        elif entry["records"] != entry["out"] + entry["quarantined"]:
            wrong.append(f"{name}: {entry['records']} is not {entry['out']} + {entry['quarantined']}")
    wrong += [f"{path}: left behind" for path in (root / "out").rglob("*.part")]
    return wrong + [f"{name}: other bytes than undisturbed" for name in _different(root / "out", root / "ref")]


def _different(one: Path, other: Path) -> list[str]:
    """Return the names of the files that are not the same in both."""
    ours, theirs = _digests(one), _digests(other)
    return sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))


def _digests(out: Path) -> dict[str, str]:
    paths = (path for path in out.rglob("*") if path.is_file() and not path.name.startswith(("manifest", "report")))
    return {path.relative_to(out).as_posix(): sha256(path.read_bytes()).hexdigest() for path in paths}


def _put_back(root: Path) -> list[str]:
    """Put all shards back, and say which are not what they were."""
    manifest = root / "out" / "_corpus-clean" / "manifest.jsonl"
    command = [
        sys.executable,
        "-m",
        "corpus_clean",
        "revert",
        "-q",
        "--manifest",
        str(manifest),
        "-o",
        str(root / "back"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return [f"revert ended with {done.returncode}: {done.stderr}"]
    sources = (path for path in (root / "in").rglob("*") if path.is_file())
    return [str(path) for path in sources if _content(path) != _content(root / "back" / path.relative_to(root / "in"))]


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return decompressed(file, compression_of(path.name))[0].read()


def _told(root: Path, counts: Counter[str]) -> str:
    known = list(shards(Layout(root / "out").manifests()).values())
    sums = {name: sum(entry[name] for entry in known) for name in ("records", "out", "quarantined", "changed")}
    told = ", ".join(f"{count} {name}" for name, count in {**counts, "shards": len(known), **sums}.items())
    return f"{told}, {sum(entry['source']['bytes'] for entry in known)} bytes"


if __name__ == "__main__":
    main()
