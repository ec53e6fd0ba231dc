"""Configuration: `[tool.corpus-clean]` in pyproject.toml, or the same keys at the top of corpus-clean.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from corpus_clean.names import UnknownNameError, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from corpus_clean.cleaner import Cleaner

OWN_FILE = "corpus-clean.toml"
SHARED_FILE = "pyproject.toml"
_TABLE = "corpus-clean"
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")


class ConfigError(ValueError):
    """A configuration cannot be used; `str()` is one line that names the file."""


@dataclass(frozen=True, slots=True)
class Config:
    """What to clean and how. `origin` is the file it was read from, empty where nothing was read.

    >>> Config(ignore=("cjk-width",)).override(risky=True, profile=None).settings()["risky"]
    True
    """

    profile: str = "corpus"
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    risky: bool = False
    lang: str | None = None
    encoding: str | None = None
    exclude: tuple[str, ...] = ()
    origin: str = field(default="", compare=False)

    def override(self, **given: object) -> Config:
        """Return this configuration with the keys that are given and not None set anew."""
        return replace(self, **{key: value for key, value in given.items() if value is not None})  # type: ignore[arg-type]

    def settings(self) -> dict[str, Any]:
        """Return the keys and values as they would stand in a file."""
        values = ((one.name, getattr(self, one.name)) for one in fields(self) if one.name != "origin")
        return {name.replace("_", "-"): list(value) if isinstance(value, tuple) else value for name, value in values}

    def digest(self) -> str:
        """Return 16 hexadecimal digits that are the same for the same settings, wherever they came from."""
        from hashlib import sha256
        from json import dumps

        return sha256(dumps(self.settings(), sort_keys=True).encode()).hexdigest()[:16]

    def cleaner(self) -> Cleaner:
        """Return the cleaner that this configuration describes.

        Raises UnknownNameError for a profile, a rule id or a language that does not exist.
        """
        from corpus_clean.cleaner import Cleaner

        return Cleaner(self.profile, self.select, self.ignore, self.extend_select, self.risky, self.lang)


_STRINGS = "a list of strings"
_KINDS = {
    "profile": "a string",
    "select": _STRINGS,
    "ignore": _STRINGS,
    "extend-select": _STRINGS,
    "risky": "true or false",
    "lang": "a string",
    "encoding": "a string",
    "exclude": _STRINGS,
}


def load(path: Path) -> Config:
    """Read one configuration file: pyproject.toml by its table, any other name by its top level.

    Raises ConfigError for what cannot be read or parsed, an unknown key, a value of the wrong type, an unknown rule.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "corpus-clean.toml").write_text('ignore = ["cjk-width"]')
    ...     load(Path(folder, "corpus-clean.toml")).ignore
    ('cjk-width',)
    """
    try:
        table = _parsed(path, path.read_bytes())
    except OSError as error:
        raise ConfigError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    if path.name == SHARED_FILE:
        table = _table_in(path, table)
    return _checked(path, table)


def nearest(start: Path) -> Config:
    """Find the configuration for a path: the nearest file up the tree; nothing is merged; defaults if there is none.

    In one folder corpus-clean.toml comes before pyproject.toml, and a pyproject.toml without our table is passed over.
    Raises ConfigError as `load` does.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / OWN_FILE).is_file():
            return load(folder / OWN_FILE)
        shared = folder / SHARED_FILE
        # A file that does not even hold our name is none of our business, be it broken.
        if shared.is_file() and _TABLE.encode() in _bytes(shared):
            tool = _parsed(shared, _bytes(shared)).get("tool", {})
            if isinstance(tool, dict) and _TABLE in tool:
                return load(shared)
    return Config()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _parsed(path: Path, data: bytes) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(data.decode())
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}:{line}: bad TOML: not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = _PLACE.search(message)
        line = int(place[1]) if place else data.count(b"\n") + 1
        raise ConfigError(f"{path}:{line}: bad TOML: {_PLACE.sub('', message)}") from error


def _table_in(path: Path, document: Mapping[str, Any]) -> dict[str, Any]:
    tool = document.get("tool", {})
    table = tool.get(_TABLE) if isinstance(tool, dict) else None
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: there is no table [tool.{_TABLE}]")
    return table


def _checked(path: Path, table: Mapping[str, Any]) -> Config:
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KINDS:
            raise ConfigError(_unknown_key(path, key))
        if not _fits(_KINDS[key], value):
            raise ConfigError(f"{path}: {key} must be {_KINDS[key]}, not {_described(value)}")
        values[key.replace("-", "_")] = tuple(value) if isinstance(value, list) else value
    config = Config(**values, origin=str(path))
    try:
        if values.keys() & {"profile", "select", "ignore", "extend_select", "lang"}:
            config.cleaner()
    except UnknownNameError as error:
        raise ConfigError(f"{path}: {error}") from error
    return config


def _unknown_key(path: Path, key: str) -> str:
    what, _, hint = str(unknown("key", key, _KINDS)).partition("; ")
    return f"{what} in {path}; {hint}"


def _fits(kind: str, value: object) -> bool:
    if kind == _STRINGS:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return isinstance(value, bool if kind == _KINDS["risky"] else str)


def _described(value: object) -> str:
    names = {bool: "true or false", str: "a string", int: "a number", float: "a number", dict: "a table"}
    if isinstance(value, list):
        return "a list with something else in it"
    return names.get(type(value), "a date or time")
