"""The shape of a line in each structured format: what a parser reads off it besides the text of its values.

Two lines of one shape are cut into the same values, of the same types, at the same depth. A shape may say more than
that, never less: what it says too much only keeps an edit from being made.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import Syntax

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_CELL = lazily.compiled(r'(?:^|[,;\t|]|"+)["=+@-]?')
_YAML_LAYOUT = lazily.compiled(r"[ \t]*(?:[-?](?:[ \t]+|$)){0,40}(?:---|\.\.\.)?")
_YAML_TYPED = (
    r"(?:~|[Nn]ull|NULL|[Tt]rue|TRUE|[Ff]alse|FALSE|[Yy](?:es)?|YES|[Nn]o?|NO|[Oo]n|ON|[Oo]ff|OFF|<<|="
    r"|[-+]?\.(?:[Ii]nf|INF|[Nn]a[Nn]|NAN)"
    r"|[-+.]{0,2}[0-9][0-9A-Fa-f_:.+xXoO-]{0,40}+(?:[Tt ][0-9][0-9:.]{0,40}[ ]?(?:Z|[-+][0-9:]{1,8})?)?)"
)
_YAML = lazily.compiled(
    rf"(?:^|[:,\[{{][ \t]*){_YAML_TYPED}(?=[ \t]*(?:$|[,\]}}]|[ \t]#|:(?:[ \t]|$)))"
    r"|(?:^|[:,\[{][ \t]*)(?:[\[\]{}&*!|>'\"%@`#]|[-?](?=[ \t]|$))"
    r"|:(?=[ \t,\[\]{}]|$)|(?<=[ \t])#"
)
_YAML_EMPTY = lazily.compiled(r"(?:^|:|[ \t][-?]|^[-?])[ \t]*$")
_TOML = lazily.compiled(r"[\"']+|[\[\]]+|\\+")
_TAG = lazily.compiled(r"<(?=[A-Za-z/!?])(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>?|--+>?|\]\]>|&#?[0-9A-Za-z]+;?")
_ATTRIBUTE = lazily.compiled(r"\"[^\"]*\"|'[^']*'")
_MARKDOWN_START = lazily.compiled(r"[ \t]*(?:(?:>|(?:[-+*]|[0-9]{1,9}[.)]|#{1,6})(?:[ \t]+|$))[ \t]*)*")
_MARKDOWN_RULE = lazily.compiled(r"[ \t]*([-_*=~`])(?:[ \t]*\1)*[ \t]*$")
_MARKDOWN = lazily.compiled(r"!(?=\[)|\]\([^() \t]*\)?|\](?=[:\[])|(?<![ \t])[ \t]{2,}$|&#?[0-9A-Za-z]+;?|<[^<>\s]*|`+")
_DELIMITERS = lazily.compiled(r"[*_~]+")
_SUBTITLES = lazily.compiled(r"-->|^(?:WEBVTT|NOTE|STYLE|REGION)\b|<[^<>]*>|\{[^{}]*\}|&#?[0-9A-Za-z]+;?")
_SIGNS = lazily.compiled(r"^[ \t]+|[!-/:-@\[-`{-~]+")


def _csv(line: str) -> Hashable:
    return tuple(_CELL.findall(line))


def _yaml(line: str) -> Hashable:
    layout = _YAML_LAYOUT.match(line)
    rest = line[layout.end() :] if layout else line
    return layout and layout[0], bool(_YAML_EMPTY.search(line)), tuple(_YAML.findall(rest))


def _toml(line: str) -> Hashable:
    return tuple(_TOML.findall(line))


def _html(line: str) -> Hashable:
    return tuple(_ATTRIBUTE.sub('""', tag) for tag in _TAG.findall(line))


def _markdown(line: str) -> Hashable:
    start = _MARKDOWN_START.match(line)
    rest = line[start.end() :] if start else line
    rule = _MARKDOWN_RULE.match(line)
    runs = [
        (run[0], _side(line[: run.start()][-1:]), _side(line[run.end() : run.end() + 1]))
        for run in _DELIMITERS.finditer(line)
    ]
    return (
        start and start[0],
        rest[:1] == "<" or not rest.strip(),
        rule and rule[0],
        tuple(_MARKDOWN.findall(line)),
        tuple(runs),
    )


def _side(char: str) -> str:
    """Return which of three a character beside a run of delimiters is to CommonMark: space, punctuation or a letter."""
    if not char or char.isspace():
        return " "
    return "." if unicodedata.category(char)[0] in "PS" else "a"


def _subtitles(line: str) -> Hashable:
    return not line.strip(), line.strip().isdecimal(), tuple(_SUBTITLES.findall(line))


def _code(line: str) -> Hashable:
    return not line.strip(), tuple(_SIGNS.findall(line))


SHAPES: dict[Syntax, Callable[[str], Hashable]] = {
    Syntax.CSV: _csv,
    Syntax.YAML: _yaml,
    Syntax.TOML: _toml,
    Syntax.HTML: _html,
    Syntax.MARKDOWN: _markdown,
    Syntax.SUBTITLES: _subtitles,
    Syntax.CODE: _code,
}
"""The shape of a line of each format; JSON needs none, its strings say where they end."""
