"""Configuration: found, checked, overridden; every fault is one line."""

from pathlib import Path

import pytest

from corpus_clean.config import Config, ConfigError, load, nearest


def test_nearest_file_wins_and_nothing_is_merged(tmp_path: Path) -> None:
    deep = tmp_path / "one" / "two"
    deep.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.corpus-clean]\nprofile = "minimal"\nrisky = true\n')
    (tmp_path / "one" / "corpus-clean.toml").write_text('ignore = ["cjk-width"]\n')
    found = nearest(deep)
    assert (found.profile, found.ignore, found.risky) == ("corpus", ("cjk-width",), False)
    assert found.origin == str(tmp_path / "one" / "corpus-clean.toml")
    assert nearest(tmp_path).profile == "minimal"


def test_own_file_comes_before_the_shared_one(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.corpus-clean]\nprofile = "minimal"\n')
    (tmp_path / "corpus-clean.toml").write_text('profile = "ascii"\n')
    assert nearest(tmp_path).profile == "ascii"


def test_a_shared_file_without_our_table_is_passed_over_be_it_broken(tmp_path: Path) -> None:
    (tmp_path / "corpus-clean.toml").write_text("risky = true\n")
    for index, text in enumerate(('[tool.other]\nfor = "corpus-clean"\n', "= broken", "tool = 3 # corpus-clean\n")):
        below = tmp_path / str(index)
        below.mkdir()
        (below / "pyproject.toml").write_text(text)
        assert nearest(below).risky


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('profle = "x"', "unknown key 'profle' in {}; did you mean 'profile'?"),
        ("zzz = 1", "unknown key 'zzz' in {}; there are: "),
        ('a = 1\nb = "', "{}:2: bad TOML: "),
        ("a = [", "{}:1: bad TOML: "),
        ('select = "mojibake"', "{}: select must be a list of strings, not a string"),
        ("select = [1]", "{}: select must be a list of strings, not a list with something else in it"),
        ("risky = 1", "{}: risky must be true or false, not a number"),
        ("profile = true", "{}: profile must be a string, not true or false"),
        ("encoding = {}", "{}: encoding must be a string, not a table"),
        ("encoding = 2026-01-01", "{}: encoding must be a string, not a date or time"),
        ('ignore = ["pinyin-glos"]', "{}: unknown rule 'pinyin-glos'; did you mean 'pinyin-gloss'?"),
        ('profile = "corpsu"', "{}: unknown profile 'corpsu'; did you mean 'corpus'?"),
    ],
)
def test_faults_are_one_line_with_the_file(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "corpus-clean.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert str(caught.value).startswith(message.replace("{}", str(path)))
    assert "\n" not in str(caught.value)


def test_what_is_no_text_or_not_there_or_has_no_table_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    with pytest.raises(ConfigError, match="no such file"):
        load(path)
    path.write_bytes(b"\n# \xff corpus-clean")
    with pytest.raises(ConfigError, match=":2: bad TOML: not UTF-8"):
        nearest(tmp_path)
    path.write_text("[tool]\n")
    with pytest.raises(ConfigError, match="there is no table"):
        load(path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(ConfigError, match="is a directory"):
        load(tmp_path / "folder")


def test_an_unreadable_file_up_the_tree_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.corpus-clean]\nrisky = true\n")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert not nearest(tmp_path).risky


def test_override_takes_what_is_given_and_keeps_the_rest() -> None:
    config = Config(ignore=("cjk-width",), risky=True).override(profile="minimal", ignore=None, risky=False)
    assert (config.profile, config.ignore, config.risky) == ("minimal", ("cjk-width",), False)


def test_digest_says_what_is_configured_not_where() -> None:
    assert Config(origin="a").digest() == Config(origin="b").digest() != Config(risky=True).digest()
    assert set(Config().settings()) == {
        *("profile", "select", "ignore", "extend-select", "risky", "lang", "encoding"),
        *("exclude", "per-file-ignores", "keep-re", "plugins"),
    }


FULL = """
profile = "minimal"
select = ["mojibake"]
ignore = ["cjk-width"]
extend-select = ["tag-stump"]
risky = true
lang = "zh-Hant"
encoding = "big5"
exclude = ["*.min.js", 'a "b"']
keep-re = ['\\d+']
[per-file-ignores]
"docs/*.md" = ["mojibake", "cjk-width"]
"達.txt" = []
"""


def test_what_is_shown_can_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "corpus-clean.toml"
    path.write_text(FULL, "utf-8")
    config = load(path)
    assert config.per_file_ignores == (("docs/*.md", ("mojibake", "cjk-width")), ("達.txt", ()))
    path.write_text(config.toml(), "utf-8")
    assert load(path) == config
    path.write_text(Config().toml(), "utf-8")
    assert load(path) == Config()


def test_defaults_count_where_the_file_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "corpus-clean.toml"
    path.write_text("risky = true")
    defaults = Config(profile="minimal")
    assert load(path, defaults).profile == nearest(tmp_path, defaults).profile == "minimal"
    path.write_text('profile = "ascii"')
    assert load(path, defaults).profile == "ascii"
    path.unlink()
    assert nearest(tmp_path, defaults).profile == "minimal"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('keep-re = ["("]', "keep-re '(': missing ), unterminated subpattern at position 0"),
        ('[per-file-ignores]\n"*" = ["pinyin-glos"]', "unknown rule 'pinyin-glos'; did you mean 'pinyin-gloss'?"),
        ("per-file-ignores = []", "per-file-ignores must be a table of lists of strings, not a list"),
        (
            'per-file-ignores = { "*" = "x" }',
            "must be a table of lists of strings, not a table with something else in it",
        ),
        ('plugins = ["no_such_module_at_all"]', "plugin 'no_such_module_at_all': no such module"),
    ],
)
def test_faults_of_patterns_tables_and_plugins_are_one_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "corpus-clean.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(path))


def test_rules_are_left_out_by_file_from_the_folder_of_the_configuration(tmp_path: Path) -> None:
    path = tmp_path / "corpus-clean.toml"
    path.write_text(FULL, "utf-8")
    config = load(path)
    assert config.ignored_in(str(tmp_path / "docs" / "a.md")) == ("mojibake", "cjk-width")
    assert config.ignored_in(str(tmp_path / "docs" / "deep" / "a.md")) == ()
    assert config.ignored_in(str(tmp_path / "a.md")) == ()
