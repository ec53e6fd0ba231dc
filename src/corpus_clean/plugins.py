"""Rules from elsewhere: a module that exposes RULES, under the same contract as our own (`corpus-clean test-rules`)."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from corpus_clean.rule import Rule
from corpus_clean.rules import BY_ID

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_ATTRIBUTE = "RULES"


class PluginError(ValueError):
    """A module cannot be used as a plugin; `str()` is one line that names it."""


def rules_of(modules: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules that modules expose, in their order.

    Raises PluginError for a module that cannot be imported, has no RULES, or has a rule whose id is taken.

    >>> rules_of(["no_such"])
    Traceback (most recent call last):
    corpus_clean.plugins.PluginError: plugin 'no_such': no such module beside the configuration or installed
    """
    found: dict[str, Rule] = {}
    for name in modules:
        for rule in _rules_in(name):
            if rule.id in BY_ID or rule.id in found:
                raise PluginError(f"plugin {name!r}: there is a rule {rule.id!r} already; choose another id")
            found[rule.id] = rule
    return tuple(found.values())


def importable_from(folder: Path) -> None:
    """Let modules beside a configuration be imported, behind all that is installed."""
    if str(folder) not in sys.path:
        sys.path.append(str(folder))


def _rules_in(name: str) -> tuple[Rule, ...]:
    try:
        rules = getattr(import_module(name), _ATTRIBUTE, None)
    except ModuleNotFoundError as error:
        if not error.name or not f"{name}.".startswith(f"{error.name}."):  # one that it imports itself
            raise PluginError(f"plugin {name!r}: needs {error.name!r}, which is not installed") from error
        raise PluginError(f"plugin {name!r}: no such module beside the configuration or installed") from error
    except Exception as error:  # the module is not ours, and may do anything
        told = " ".join(str(error).split()) or type(error).__name__
        raise PluginError(f"plugin {name!r}: {told}") from error
    if not isinstance(rules, (tuple, list)) or not all(isinstance(rule, Rule) for rule in rules):
        raise PluginError(f"plugin {name!r}: has no {_ATTRIBUTE}, a tuple of corpus_clean.Rule")
    return tuple(rules)
