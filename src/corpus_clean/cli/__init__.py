"""The command line. A command is a module of its name here, imported when it is called: `--help` loads click alone."""

from __future__ import annotations

import gc
import os
from contextlib import suppress
from errno import EPIPE
from functools import partial
from importlib import import_module
from typing import Any, NoReturn

import click

COMMANDS = {
    "check": "Show what is broken; change nothing.",
    "fix": "Repair files in place, or from standard input.",
    "diff": "Show what fix would change, as a diff.",
    "apply": "Make the repairs that were accepted in a report.",
    "revert": "Undo what a ledger recorded.",
    "run": "Clean a corpus, shard by shard, into a folder.",
    "scan": "Show what run would change, from a sample.",
    "stats": "Add up what runs did, as numbers or as a page.",
    "test-rules": "Hold the rules of a plugin to the contract.",
    "explain": "Say what a rule repairs, and why that is safe.",
    "detect": "Say what encoding files are in, and how sure that is.",
    "inspect": "Show what a text can have been, and its code points.",
}

_MODULES = {"run": "corpus_run", "scan": "corpus_scan", "stats": "corpus_stats"}
"""Where a command has not the module of its name."""

_SIGNALLED = 128
COLLECTED_AFTER = 50_000
"""New objects after which Python looks for garbage: a damaged text makes many that all stay, and none in a circle."""


class _Stopped(BaseException):
    """A signal asks for the end; the code to end with is its argument."""


class Refusal(click.ClickException):
    """What was asked for cannot be done: one line on stderr, exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:  # noqa: ARG002, ANN401 - as click calls it
        """Print the line."""
        from corpus_clean.cli.console import complain

        complain(self.message)


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = _MODULES.get(cmd_name, cmd_name.replace("-", "_"))
        command: click.Command = import_module(f"{__name__}.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from corpus_clean.names import unknown

            raise click.UsageError(str(unknown("command", args[0], COMMANDS)), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        _heed_signals(ctx)
        _collect_seldom(ctx)
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            _end(ctx, "interrupted", _SIGNALLED + 2)
        except _Stopped as stop:
            _end(ctx, "stopped", *stop.args)
        except OSError as error:
            if error.errno == EPIPE:  # whoever read our output has enough of it
                raise
            _let_go_of_output()
            raise Refusal(f"output: {(error.strerror or str(error)).lower()}") from error


def _collect_seldom(ctx: click.Context) -> None:
    before = gc.get_threshold()
    gc.set_threshold(COLLECTED_AFTER, *before[1:])
    ctx.call_on_close(partial(gc.set_threshold, *before))


def _let_go_of_output() -> None:
    """Point standard output nowhere, or the interpreter fails a second time when it flushes what is left."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def _heed_signals(ctx: click.Context) -> None:
    """Turn the signals that ask for the end into an exception, so that temporary files go away; once, then none counts.

    One that is ignored stays ignored (nohup), and where we are called by a program its own handlers stay.
    """
    import signal
    from threading import current_thread, main_thread

    def stop(number: int, _frame: object) -> None:
        for one in heeded:
            signal.signal(one, signal.SIG_IGN)
        raise _Stopped(_SIGNALLED + number)

    def restore() -> None:
        for one in heeded:
            signal.signal(one, signal.SIG_DFL)

    if current_thread() is main_thread():
        heeded = [one for one in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(one) is signal.SIG_DFL]
        for one in heeded:
            signal.signal(one, stop)
        ctx.call_on_close(restore)


def _end(ctx: click.Context, what: str, code: int) -> NoReturn:
    with suppress(OSError):  # the terminal may be gone
        click.echo(f"corpus-clean: {what}; no file was left half-written", err=True)
    ctx.exit(code)


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001 - as click calls it
    if value and not ctx.resilient_parsing:
        from corpus_clean.cli.version import lines

        click.echo("\n".join(lines()))
        ctx.exit()


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  corpus-clean check corpus/                     what is broken, in frames
  corpus-clean fix a.txt --report ledger.jsonl   repair it, keep the way back
  corpus-clean revert ledger.jsonl               take the way back
  corpus-clean check --report r.html corpus/     a page to look at, and to decide on
  corpus-clean run shards/ clean/ -j auto        a corpus of .jsonl.zst, .parquet, .txt, .warc.gz ...
  curl … | corpus-clean fix - > clean.txt        in a pipe

\b
Exit codes: 0 clean or all repaired, 1 something is left (or differs), 2 trouble.
Configuration: [tool.corpus-clean] in pyproject.toml, or corpus-clean.toml.
Completion: eval "$(_CORPUS_CLEAN_COMPLETE=bash_source corpus-clean)"; zsh_source and fish_source.""",
)
@click.option(
    "-V",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version, that of Unicode and of the tables, and exit.",
)
def main() -> None:
    """Find and repair broken text: mojibake, re-paired GBK, inserted pinyin, folded punctuation.

    What is proven is repaired and recorded, what is only suspected is shown, and all else stays as it is, byte for
    byte.
    """
