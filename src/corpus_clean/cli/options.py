"""The options that commands share, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

_Command = TypeVar("_Command", bound="Callable[..., Any]")

PROFILES = ("minimal", "corpus", "typographic", "ascii", "source")
FORMATS = ("full", "concise", "diff", "jsonl", "html", "sarif", "github")


class Showing(TypedDict):
    """What `showing` adds."""

    color: str
    quiet: int
    verbose: bool


class Chosen(Showing):
    """Which rules run, and how: what files and corpora have in common."""

    profile: str | None
    select: tuple[str, ...] | None
    extend_select: tuple[str, ...] | None
    ignore: tuple[str, ...] | None
    risky: bool | None
    lang: str | None
    encoding: str | None
    exclude: tuple[str, ...] | None
    config: Path | None
    isolated: bool


class Given(Chosen):
    """What `paths`, `choosing` and `showing` add."""

    paths: tuple[str, ...]
    force_exclude: bool
    gitignore: bool
    default_profile: str | None
    show_config: bool
    jobs: int
    stdin_filename: str | None


# Whether it can be read is for the reader to say: one bad file must not keep the others from being done.
FILE = click.Path(readable=False, path_type=Path)


def complete_profile(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Return the profiles that begin so, for the completion of a shell."""
    return [name for name in PROFILES if name.startswith(incomplete)]


def complete_rule(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Return the rules that begin so, for the completion of a shell; in a list, the last of them."""
    from corpus_clean.rules import RULES

    done, comma, last = incomplete.rpartition(",")
    return [done + comma + rule.id for rule in RULES if rule.id.startswith(last)]


def _split(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...] | None:
    """Make one tuple of an option that is repeated or has commas; None where it was not given."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip()) if values else None


def _jobs(_ctx: click.Context, _param: click.Parameter, value: str) -> int:
    """Return how many processes are meant; auto is as many as there are processors for us."""
    if value == "auto":
        import os

        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not value.isdecimal() or int(value) < 1:
        raise click.BadParameter(f"{value!r} is no number of processes; say 1, 2 … or auto")
    return int(value)


def paths(command: _Command) -> _Command:
    """Add the files and folders to work on."""
    return click.argument(
        "paths", nargs=-1, required=True, metavar="PATHS...", type=click.Path(readable=False, path_type=str)
    )(command)


def choosing(command: _Command) -> _Command:
    """Add what says which rules run, and where that is configured."""
    return _all(
        command,
        click.option(
            "--profile",
            metavar="NAME",
            shell_complete=complete_profile,
            help=f"Which rules run: {', '.join(PROFILES)}. [default: corpus]",
        ),
        click.option(
            "--select",
            multiple=True,
            callback=_split,
            shell_complete=complete_rule,
            metavar="RULE,...",
            help="Run these rules instead.",
        ),
        click.option(
            "--extend-select",
            multiple=True,
            callback=_split,
            shell_complete=complete_rule,
            metavar="RULE,...",
            help="Run these rules as well.",
        ),
        click.option(
            "--ignore",
            multiple=True,
            callback=_split,
            shell_complete=complete_rule,
            metavar="RULE,...",
            help="Leave these rules out.",
        ),
        click.option("--risky/--no-risky", default=None, help="Also repair what is only guessed. [default: no]"),
        click.option(
            "--lang", metavar="TAG", help="The language of the text, as zh, zh-Hant or fr. [default: detected]"
        ),
        click.option("--encoding", metavar="NAME", help="What files are in that are not UTF-8 and have no mark."),
        click.option(
            "--exclude",
            multiple=True,
            callback=_split,
            metavar="GLOB,...",
            help="Pass over these below folders, as .gitignore would have them.",
        ),
        click.option("--force-exclude", is_flag=True, help="Pass over what is excluded also where it is named."),
        click.option("--gitignore/--no-gitignore", default=True, help="Obey .gitignore below folders. [default: yes]"),
        click.option("--config", type=FILE, metavar="FILE", help="Read the configuration here."),
        click.option("--isolated", is_flag=True, help="Read no configuration."),
        click.option(
            "--default-profile",
            metavar="NAME",
            shell_complete=complete_profile,
            help="The profile where the configuration names none.",
        ),
        click.option("--show-config", is_flag=True, help="Show what would count for PATHS, and do nothing."),
        click.option(
            "-j",
            "--jobs",
            default="1",
            callback=_jobs,
            metavar="N|auto",
            help="How many processes clean files; the results are the same. [default: 1]",
        ),
        click.option("--stdin-filename", metavar="NAME", help="What to call standard input in reports."),
    )


def showing(command: _Command) -> _Command:
    """Add how much is printed, and how it looks."""
    return _all(
        command,
        click.option(
            "--color",
            type=click.Choice(("auto", "always", "never")),
            default="auto",
            help="Whether to use colour; auto obeys NO_COLOR and FORCE_COLOR.",
        ),
        click.option("-q", "--quiet", count=True, help="No summary; twice: nothing but errors."),
        click.option("-v", "--verbose", is_flag=True, help="Name every file."),
    )


def reporting(command: _Command) -> _Command:
    """Add views and report files."""
    return _all(
        command,
        click.option("--format", "format_", type=click.Choice(FORMATS), help="How to show what was found."),
        click.option("--statistics", is_flag=True, help="Show how many by rule, in one table, and nothing else."),
        click.option("--all", "everything", is_flag=True, help="Show every frame, not the first 50 of a file."),
        click.option(
            "--report",
            multiple=True,
            type=FILE,
            metavar="FILE",
            help="Also write a report: .jsonl (the ledger, for revert), .html, .sarif, .diff or .txt; may be repeated.",
        ),
    )


def require_suffix(suffix: str | None) -> None:
    """Raise UsageError for a suffix of copies that does not lead to another name in the same folder."""
    if suffix is not None and (not suffix or "/" in suffix or "\0" in suffix):
        raise click.UsageError("--backup needs a suffix without a slash, as .orig")


def _all(command: _Command, *options: Callable[[Any], Any]) -> _Command:
    for option in reversed(options):
        command = option(command)
    return command
