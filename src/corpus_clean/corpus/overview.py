"""One page about runs over corpora: how many repairs by rule, by shard, by language, with examples; no script in it."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus_clean import __version__
from corpus_clean.corpus import shard_ledger
from corpus_clean.corpus.layout import OWN, Layout
from corpus_clean.corpus.manifest import shards
from corpus_clean.corpus.summary import Summary
from corpus_clean.report.glyphs import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

EXAMPLES = 5
"""How many examples of each rule there are."""

_LEDGERS, _LINES = 200, 500
"""How many ledgers are looked into for examples, and how many lines of each."""
_MOST = 50
_LONGEST = 80


class Example(NamedTuple):
    """A repair that was made: where, and what became what."""

    shard: str
    record: int
    before: str
    after: str
    note: str


class Runs(NamedTuple):
    """What is known of runs: their sum, the line of each shard with its run, and examples by rule."""

    summary: Summary
    shards: tuple[tuple[Layout, Mapping[str, Any]], ...]
    examples: Mapping[str, Sequence[Example]]


def gathered(manifests: Iterable[Path]) -> Runs:
    """Read manifests, or those in output folders; raises CorpusError."""
    by_run: dict[Path, list[Path]] = defaultdict(list)
    for path in manifests:
        if path.is_dir():
            layout = Layout(path.parent if path.name == OWN else path)
            by_run[layout.out] += layout.manifests() or [layout.manifest()]
        else:
            by_run[path.absolute().parent.parent].append(path)
    known = ((Layout(out), shards(paths)) for out, paths in by_run.items())
    lines = tuple((layout, held[name]) for layout, held in known for name in sorted(held))  # whoever was done first
    return Runs(Summary.of(line for _, line in lines), lines, _examples(lines))


def _examples(lines: Iterable[tuple[Layout, Mapping[str, Any]]]) -> dict[str, list[Example]]:
    found: dict[str, list[Example]] = defaultdict(list)
    looked = 0
    for layout, line in lines:
        if line["status"] != "done" or all(len(found[rule]) >= EXAMPLES for rule in line["repairs"]):
            continue
        for rule, example in _repairs(layout, line["shard"]):
            if len(found[rule]) < EXAMPLES and example.before not in {one.before for one in found[rule]}:
                found[rule].append(example)
        looked += 1
        if looked == _LEDGERS:
            break
    return {rule: listed for rule, listed in found.items() if listed}


def _repairs(layout: Layout, shard: str) -> Iterator[tuple[str, Example]]:
    for entry in islice(shard_ledger.read(layout.ledger(shard)), _LINES):
        if entry["kind"] != "record":
            continue
        for text in entry["texts"]:
            for repair in text["repairs"]:
                yield (
                    repair["rules"][0],
                    Example(shard, entry["record"], repair["before"], repair["after"], repair["note"]),
                )


def page(runs: Runs) -> str:
    """Return the page."""
    summary = runs.summary
    parts = [f"<p>{escape(summary.words())}.</p>"]
    parts.append(_bars("Repairs by rule", summary.repairs.most_common()))
    parts.append(_bars("Left to look at, by rule", summary.findings.most_common()))
    parts.append(_bars("Changed records by language", summary.languages.most_common(_MOST)))
    done = [line for _, line in runs.shards if line["status"] == "done"]
    by_shard = [(line["shard"], sum(line["repairs"].values())) for line in done]
    by_shard.sort(key=lambda one: -one[1])
    parts.append(_bars(f"Repairs by shard (the first {_MOST})", [one for one in by_shard if one[1]][:_MOST]))
    aside = [(line["shard"], line["quarantined"]) for line in done if line["quarantined"]]
    parts.append(_bars("In quarantine, by shard", sorted(aside, key=lambda one: -one[1])[:_MOST]))
    troubles = [*summary.failed.items(), *((name, f"the file {damage}") for name, damage in summary.damaged.items())]
    parts.append(_table("Shards that failed or are damaged", ("shard", "why"), troubles[:_MOST]))
    rows = [
        (rule, f"{one.shard}, record {one.record}", one.before, one.after, one.note)
        for rule, listed in sorted(runs.examples.items())
        for one in listed
    ]
    parts.append(_table("Examples", ("rule", "where", "before", "after", "why"), rows))
    return _PAGE.format(body="\n".join(part for part in parts if part), version=escape(__version__))


def _bars(title: str, counts: Sequence[tuple[str, int]]) -> str:
    most = max((count for _, count in counts), default=0)
    if not most:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{_shown(name)}</th><td>{count:,}</td>'
        f'<td class="bar"><i style="width:{count * 100 / most:.2f}%"></i></td></tr>\n'
        for name, count in counts
    )
    return f"<h2>{escape(title)}</h2>\n<table>\n{rows}</table>"


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join("<tr>" + "".join(f"<td>{_shown(cell)}</td>" for cell in row) + "</tr>\n" for row in rows)
    return f"<h2>{escape(title)}</h2>\n<table>\n<tr>{top}</tr>\n{body}</table>"


def _shown(text: str) -> str:
    return f"<bdi>{escape(visible(text if len(text) <= _LONGEST else text[:_LONGEST] + '…'))}</bdi>"


_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>corpus-clean: what was done to a corpus</title>
<style>
:root {{ color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }}
body {{ max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ text-align: start; font-weight: normal; padding: .2rem .6rem; border-bottom: 1px solid #8884; }}
th[scope=col] {{ font-weight: bold; }}
td {{ overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }}
.bar {{ width: 50%; }}
.bar i {{ display: block; height: .8rem; background: #3b82f6; }}
</style>
<h1>What was done to a corpus</h1>
{body}
<p>corpus-clean {version}</p>
</html>
"""
