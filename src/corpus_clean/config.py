"""Configuration: `[tool.corpus-clean]` in pyproject.toml, or the same keys at the top of corpus-clean.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from corpus_clean import lazily
from corpus_clean.names import UnknownNameError, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from corpus_clean.cleaner import Cleaner

OWN_FILE = "corpus-clean.toml"
SHARED_FILE = "pyproject.toml"
_TABLE = "corpus-clean"
_PLACE = lazily.compiled(r" \(at line (\d+), column (\d+)\)$")


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
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    keep_re: tuple[str, ...] = ()
    plugins: tuple[str, ...] = ()
    origin: str = field(default="", compare=False)

    def override(self, **given: object) -> Config:
        """Return this configuration with the keys that are given and not None set anew."""
        return replace(self, **{key: value for key, value in given.items() if value is not None})  # type: ignore[arg-type]

    def settings(self) -> dict[str, Any]:
        """Return the keys and values as they would stand in a file."""
        values: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name == "per_file_ignores":
                value = {glob: list(rules) for glob, rules in value}
            if one.name != "origin":
                values[one.name.replace("_", "-")] = list(value) if isinstance(value, tuple) else value
        return values

    def toml(self) -> str:
        r"""Return the settings as a file that gives them again; what is not set is a comment.

        >>> print(Config(ignore=("cjk-width",)).toml().split("\n")[2])
        ignore = ["cjk-width"]
        """
        from json import dumps

        # A string and a list of strings are written in TOML as in JSON, as long as it is ASCII.
        lines = []
        for key, value in self.settings().items():
            if isinstance(value, dict):
                pairs = ", ".join(f"{dumps(glob)} = {dumps(rules)}" for glob, rules in value.items())
                lines.append(f"{key} = {{ {pairs} }}" if pairs else f"{key} = {{}}")
            else:
                lines.append(f"# {key} is not set" if value is None else f"{key} = {dumps(value)}")
        return "\n".join(lines) + "\n"

    def digest(self) -> str:
        """Return 16 hexadecimal digits that are the same for the same settings, wherever they came from."""
        from hashlib import sha256
        from json import dumps

        return sha256(dumps(self.settings(), sort_keys=True).encode()).hexdigest()[:16]

    def cleaner(self) -> Cleaner:
        """Return the cleaner that this configuration describes; texts may say in markers what stays as it is.

        Raises UnknownNameError for a profile, a rule id or a language that does not exist, ConfigError for a plugin or
        a pattern that cannot be used.
        """
        from corpus_clean.cleaner import Cleaner

        if self.plugins:
            from corpus_clean.plugins import PluginError, importable_from, rules_of

            importable_from(self.folder())
            try:
                rules_of(self.plugins)
            except PluginError as error:
                raise ConfigError(str(error)) from error
        try:
            return Cleaner(
                self.profile,
                self.select,
                self.ignore,
                self.extend_select,
                self.risky,
                self.lang,
                self.plugins,
                self.keep_re,
                markers=True,
            )
        except re.error as error:
            raise ConfigError(f"keep-re {error.pattern!r}: {error}") from error

    def ignored_in(self, path: str) -> tuple[str, ...]:
        """Return the rules that are left out for a file, in the order in which they are written."""
        from pathlib import Path

        from corpus_clean.ignoring import Patterns, prefix

        place = prefix(Path(path).parent, self.folder())
        globs = self.per_file_ignores
        found = (
            rule for glob, rules in globs if Patterns.of([glob], place).excludes(Path(path).name) for rule in rules
        )
        return tuple(dict.fromkeys(found))

    def folder(self) -> Path:
        """Return the folder that paths in this configuration count from."""
        from pathlib import Path

        return Path(self.origin or "x").absolute().parent


_STRINGS = "a list of strings"
_TABLE_OF_STRINGS = "a table of lists of strings"
_KINDS = {
    "profile": "a string",
    "select": _STRINGS,
    "ignore": _STRINGS,
    "extend-select": _STRINGS,
    "risky": "true or false",
    "lang": "a string",
    "encoding": "a string",
    "exclude": _STRINGS,
    "per-file-ignores": _TABLE_OF_STRINGS,
    "keep-re": _STRINGS,
    "plugins": _STRINGS,
}


def load(path: Path, defaults: Config | None = None) -> Config:
    """Read one configuration file: pyproject.toml by its table, any other name by its top level.

    `defaults` say what counts where the file says nothing.

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
        raise ConfigError(f"{path}: {(error.strerror or str(error)).lower()}; --isolated reads none") from error
    if path.name == SHARED_FILE:
        table = _table_in(path, table)
    return _checked(path, table, defaults or Config())


def nearest(start: Path, defaults: Config | None = None) -> Config:
    """Find the configuration for a path: the nearest file up the tree; nothing is merged; defaults if there is none.

    In one folder corpus-clean.toml comes before pyproject.toml, and a pyproject.toml without our table is passed over.
    Raises ConfigError as `load` does.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / OWN_FILE).is_file():
            return load(folder / OWN_FILE, defaults)
        shared = folder / SHARED_FILE
        # A file that does not even hold our name is none of our business, be it broken.
        if shared.is_file() and _TABLE.encode() in _bytes(shared):
            tool = _parsed(shared, _bytes(shared)).get("tool", {})
            if isinstance(tool, dict) and _TABLE in tool:
                return load(shared, defaults)
    return defaults or Config()


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


def _checked(path: Path, table: Mapping[str, Any], defaults: Config) -> Config:
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KINDS:
            raise ConfigError(_unknown_key(path, key))
        if not _fits(_KINDS[key], value):
            raise ConfigError(f"{path}: {key} must be {_KINDS[key]}, not {_described(value)}")
        values[key.replace("-", "_")] = _frozen(value)
    config = replace(defaults, **values, origin=str(path))
    try:
        if values.keys() - {"risky", "encoding", "exclude"}:
            every = {rule for _, rules in config.per_file_ignores for rule in rules}
            replace(config, ignore=(*config.ignore, *sorted(every))).cleaner()
    except (UnknownNameError, ConfigError) as error:
        raise ConfigError(f"{path}: {error}") from error
    return config


def _frozen(value: object) -> object:
    if isinstance(value, dict):
        return tuple((key, tuple(rules)) for key, rules in value.items())
    return tuple(value) if isinstance(value, list) else value


def _unknown_key(path: Path, key: str) -> str:
    what, _, hint = str(unknown("key", key, _KINDS)).partition("; ")
    return f"{what} in {path}; {hint}"


def _fits(kind: str, value: object) -> bool:
    if kind == _STRINGS:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if kind == _TABLE_OF_STRINGS:
        return isinstance(value, dict) and all(_fits(_STRINGS, one) for one in value.values())
    return isinstance(value, bool if kind == _KINDS["risky"] else str)


def _described(value: object) -> str:
    names = {bool: "true or false", str: "a string", int: "a number", float: "a number", dict: "a table"}
    if isinstance(value, list):
        return "a list with something else in it"
    if isinstance(value, dict) and value:
        return "a table with something else in it"
    return names.get(type(value), "a date or time")
