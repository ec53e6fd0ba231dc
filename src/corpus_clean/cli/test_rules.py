"""`corpus-clean test-rules`: hold the rules of a plugin to the contract of ours."""

from __future__ import annotations

from typing import Unpack

import click

from corpus_clean.cli import Refusal, options


@click.command(
    "test-rules",
    short_help="Hold the rules of a plugin to the contract.",
    epilog="""\b
Exit codes: 0 all rules keep the contract, 1 one does not, 2 trouble.

\b
Examples:
  corpus-clean test-rules my_module
  corpus-clean test-rules corpus_clean.rules        ours""",
)
@click.argument("modules", nargs=-1, required=True, metavar="MODULE...")
@options.showing
@click.pass_context
def command(ctx: click.Context, /, modules: tuple[str, ...], **given: Unpack[options.Showing]) -> None:
    """Test the rules that modules expose as RULES; they are looked for here and in what is installed."""
    from pathlib import Path

    from corpus_clean.cli.console import console
    from corpus_clean.contract import broken
    from corpus_clean.plugins import PluginError, importable_from, rules_of
    from corpus_clean.report.glyphs import visible
    from corpus_clean.rules import RULES

    importable_from(Path.cwd())
    terminal = console(given["color"], quiet=given["quiet"], verbose=given["verbose"])
    total = failed = 0
    for module in modules:
        own = module == RULES_MODULE
        try:
            rules = RULES if own else rules_of([module])
        except PluginError as error:
            raise Refusal(str(error)) from error
        for rule in rules:
            faults = broken(rule, None if own else module)
            total += 1
            failed += bool(faults)
            word = click.style("fails", fg="red") if faults else click.style("holds", fg="green")
            terminal.show(f"{word} {click.style(visible(rule.id), bold=True)}\n")
            terminal.show("".join(f"  {visible(fault)}\n" for fault in faults))
    terminal.summary(f"{total - failed} of {total} rule{'s' * (total != 1)} keep the contract")
    ctx.exit(1 if failed else 0)


RULES_MODULE = "corpus_clean.rules"
