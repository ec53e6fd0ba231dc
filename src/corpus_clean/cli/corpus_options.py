"""The options that say what a corpus is: which files, which texts in them, and what becomes of what is no record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

import click

from corpus_clean.cli import Refusal, options

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus_clean.cli.run import Run
    from corpus_clean.corpus.settings import Settings

_Command = TypeVar("_Command", bound="Callable[..., Any]")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kKmMgG]?)(?:i?[bB])?")
_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}


class Choosing(options.Chosen):
    """What `choosing` and `options.showing` add."""

    text_field: tuple[str, ...]
    id_field: str | None
    document: str
    max_record: int
    glob: tuple[str, ...]
    jobs: int


def size(_ctx: click.Context, _param: click.Parameter, value: str) -> int:
    """Return a number of bytes that is written as 16M or 1g."""
    match = _SIZE.fullmatch(value.strip())
    if match is None or not float(match[1]):
        raise click.BadParameter(f"{value!r} is no size; write it as 16M")
    return int(float(match[1]) * _UNITS[match[2].lower()])


def share(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[int, int]:
    """Return which share of how many is meant by i/n."""
    if value is None:
        return 1, 1
    match = re.fullmatch(r"(\d+)/(\d+)", value)
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise click.BadParameter(f"{value!r} is no share; write it as 1/8 … 8/8")
    return int(match[1]), int(match[2])


def portion(_ctx: click.Context, _param: click.Parameter, value: str | None) -> float | None:
    """Return a share of all records written as 0.1%, or a number of them."""
    if value is None:
        return None
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(%?)", value.strip())
    if match is None:
        raise click.BadParameter(f"{value!r} is neither a share nor a number of records; write it as 0.1% or 100")
    if match[2]:
        return float(match[1]) / 100
    return float(int(float(match[1])))


def choosing(command: _Command) -> _Command:
    """Add the options, and of those of the other commands the ones that mean something for a corpus."""
    for option in reversed(_OPTIONS):
        command = option(options_of_rules(command) if option is _OPTIONS[-1] else command)
    return command


def options_of_rules(command: _Command) -> _Command:
    """Add what says which rules run, without what is about single files."""
    command = options.choosing(command)
    known: list[click.Parameter] = command.__click_params__  # type: ignore[attr-defined]
    command.__click_params__ = [one for one in known if one.name not in _ABOUT_FILES]  # type: ignore[attr-defined]
    return command


_ABOUT_FILES = {"force_exclude", "gitignore", "stdin_filename", "default_profile", "show_config"}
_OPTIONS = (
    click.option(
        "--text-field",
        multiple=True,
        default=("text",),
        metavar="FIELD",
        help="Where the text is: text, a.b, messages[].content, translation.*, a column. Repeatable. [default: text]",
    ),
    click.option("--id-field", metavar="FIELD", help="What names a record in the ledger."),
    click.option(
        "--document",
        type=click.Choice(("file", "paragraph", "line")),
        default="file",
        help="What one document of a .txt is. [default: file]",
    ),
    click.option(
        "--max-record",
        callback=size,
        default="2M",
        metavar="SIZE",
        help="What is longer is not held: a text is cut where it can be, all else stays and is told. [default: 2M]",
    ),
    click.option("--glob", multiple=True, metavar="GLOB", help="Only these files, as .gitignore has it."),
)


def prepared(
    source: str, given: Choosing, *, on_error: str = "quarantine", ledger: bool = True
) -> tuple[Run, Settings]:
    """Return what the options say; raises Refusal."""
    from corpus_clean.cli.run import prepare
    from corpus_clean.corpus.field_path import parse
    from corpus_clean.corpus.settings import Settings
    from corpus_clean.corpus.storage import is_remote
    from corpus_clean.corpus.trouble import CorpusError

    corpus = {"text_field", "id_field", "document", "max_record", "glob"}
    known: dict[str, Any] = {name: value for name, value in given.items() if name not in corpus}
    known |= dict.fromkeys(_ABOUT_FILES)
    known["paths"] = ("." if is_remote(source) else source,)
    try:
        for field in (*given["text_field"], *([given["id_field"]] if given["id_field"] else [])):
            parse(field)
    except CorpusError as error:
        raise Refusal(str(error)) from error
    run = prepare(known)  # type: ignore[arg-type]
    return run, Settings(
        config=run.config,
        text_fields=given["text_field"],
        id_field=given["id_field"],
        document=given["document"],
        max_record=given["max_record"],
        on_error=on_error,
        ledger=ledger,
    )
