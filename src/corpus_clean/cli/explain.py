"""`corpus-clean explain`: the page of a rule, from the rule itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import click

from corpus_clean.cli import Refusal, options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus_clean.rule import Example, Rule

_SAFETY = {
    "safe": "fix repairs it",
    "risky": "fix --risky repairs it",
    "report": "it is shown, never repaired",
}


@click.command(
    "explain",
    short_help="Say what a rule repairs, and why that is safe.",
    epilog="""\b
Examples:
  corpus-clean explain                 all rules, a line each
  corpus-clean explain pinyin-gloss
  corpus-clean explain --all --format markdown
  corpus-clean explain --profiles      which profile runs which rules""",
)
@click.argument("rules", nargs=-1, metavar="[RULE]...", shell_complete=options.complete_rule)
@click.option("--all", "everything", is_flag=True, help="The pages of all rules.")
@click.option("--profiles", is_flag=True, help="Which profile runs which rules.")
@click.option(
    "--format", "format_", type=click.Choice(("text", "json", "markdown")), default="text", help="How to show it."
)
@options.showing
def command(
    rules: tuple[str, ...], format_: str, *, everything: bool, profiles: bool, **given: Unpack[options.Showing]
) -> None:
    """Say what a rule repairs, and why that is safe, with examples; without a RULE, list them all.

    The rules of plugins that the configuration here names are among them.
    """
    from corpus_clean.cli.console import console
    from corpus_clean.names import unknown

    known = {rule.id: rule for rule in _known()}
    for rule in rules:
        if rule not in known:
            raise Refusal(str(unknown("rule", rule, known)))
    chosen = tuple(known[rule] for rule in rules or known)
    terminal = console(given["color"], quiet=given["quiet"], verbose=given["verbose"])
    if profiles:
        from corpus_clean.cli.profile_table import table

        terminal.show(table(chosen, format_))
    elif format_ == "json":
        terminal.show(_json(chosen))
    elif rules or everything:
        page = _markdown if format_ == "markdown" else _text
        terminal.show("\n".join(page(rule) for rule in chosen))
    else:
        terminal.show(_list(chosen, markdown=format_ == "markdown"))


def _known() -> tuple[Rule, ...]:
    """Return our rules and those of the plugins that are configured where we are."""
    from pathlib import Path

    from corpus_clean.config import ConfigError, nearest
    from corpus_clean.rules import RULES

    try:
        config = nearest(Path.cwd())
    except ConfigError as error:
        raise Refusal(str(error)) from error
    if not config.plugins:
        return RULES
    from corpus_clean.plugins import rules_of

    return (*RULES, *rules_of(config.plugins))


def _list(rules: Sequence[Rule], *, markdown: bool) -> str:
    if markdown:
        rows = [f"| `{rule.id}` | {rule.phase.name.lower()} | {rule.safety} | {rule.repairs} |\n" for rule in rules]
        return "| rule | phase | safety | repairs |\n|---|---|---|---|\n" + "".join(rows)
    room = max(len(rule.id) for rule in rules)
    return "".join(
        f"{click.style(rule.id.ljust(room), fg='cyan')}  {rule.safety.ljust(6)}  {rule.repairs}\n" for rule in rules
    )


def _text(rule: Rule) -> str:
    facts = (
        ("phase", rule.phase.name.lower()),
        ("safety", f"{rule.safety}: {_SAFETY[rule.safety]}"),
        ("profiles", ", ".join(_profiles(rule)) or "none; name it with --extend-select"),
        ("since", rule.since),
    )
    return "".join(
        (
            f"{click.style(rule.id, fg='cyan', bold=True)}\n\n",
            f"{_wrapped(rule.repairs)}\n\n",
            *(f"  {name.ljust(8)}  {value}\n" for name, value in facts),
            f"\n{click.style('Why it is safe', bold=True)}\n{_wrapped(rule.why_safe)}\n",
            f"\n{click.style('Examples', bold=True)}\n",
            "\n".join(_example(example) for example in rule.examples),
        )
    )


def _example(example: Example) -> str:
    from corpus_clean.report.glyphs import visible

    kept = example.before == example.after
    lines = [f"    {visible(example.before)}"]
    lines += [] if kept else [f"  → {visible(example.after) or '(nothing)'}"]
    lines += [f"  ! {visible(found)}" for found in example.found]
    remark = "; ".join(part for part in ("stays as it is" if kept else "", *_told(example)) if part)
    lines += [f"    {click.style(remark, dim=True)}"] if remark else []
    return "\n".join(lines) + "\n"


def _told(example: Example) -> Iterator[str]:
    if example.lang:
        yield f"with --lang {example.lang}"
    if example.note:
        yield example.note


def _markdown(rule: Rule) -> str:
    from corpus_clean.report.glyphs import visible

    rows = []
    for example in rule.examples:
        after = "stays" if example.before == example.after else _cell(visible(example.after))
        rows.append(f"| {_cell(visible(example.before))} | {after} | {'; '.join(_told(example))} |\n")
    facts = f"phase {rule.phase.name.lower()} · {rule.safety}: {_SAFETY[rule.safety]} · since {rule.since}"
    return (
        f"## {rule.id}\n\n{rule.repairs}\n\n{facts} · profiles: {', '.join(_profiles(rule)) or 'none'}\n\n"
        f"### Why it is safe\n\n{rule.why_safe}\n\n### Examples\n\n| before | after | |\n|---|---|---|\n{''.join(rows)}"
    )


def _cell(text: str) -> str:
    """Quote text as code in a table, whatever backticks and bars it holds."""
    fence = "`" * (max((len(run) for run in text.split() if set(run) == {"`"}), default=0) + 1)
    fence = "``" if "`" in text and fence == "`" else fence
    return f"{fence} {text} {fence}".replace("|", "\\|") if text else "(nothing)"


def _json(rules: Sequence[Rule]) -> bytes:
    from json import dumps

    pages = [
        {
            "id": rule.id,
            "phase": rule.phase.name.lower(),
            "safety": rule.safety,
            "profiles": _profiles(rule),
            "since": rule.since,
            "repairs": rule.repairs,
            "why_safe": rule.why_safe,
            "examples": [
                {"before": one.before, "after": one.after, "note": one.note, "found": one.found, "lang": one.lang}
                for one in rule.examples
            ],
        }
        for rule in rules
    ]
    return (dumps(pages, ensure_ascii=True, indent=2) + "\n").encode()


def _profiles(rule: Rule) -> list[str]:
    from corpus_clean.profiles import NAMES, usual

    return [name for name in NAMES if usual(rule, name) is not None]


def _wrapped(text: str) -> str:
    return click.formatting.wrap_text(text, width=88, initial_indent="  ", subsequent_indent="  ")
