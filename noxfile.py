"""What a change must pass: `nox` runs the everyday sessions, `nox -l` lists them all."""

import hashlib
import sys
import tarfile
import zipfile
from pathlib import Path

import nox

nox.needs_version = ">=2025.10.14"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False
nox.options.sessions = ["lint", "types", "tests"]  # tests last, so that pytest's summary closes the log

ROOT = Path(__file__).parent
PACKAGE = ROOT / "src" / "corpus_clean"
PROJECT = nox.project.load_toml("pyproject.toml")
RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"
# Missing interpreters are skipped. The one that runs nox is there, so never all are; it comes last, to close the log.
EXTRAS = ".[corpus,parquet,cloud]"
PYTHONS = [version for version in nox.project.python_versions(PROJECT) if version != RUNNING] + [RUNNING]


def group(name: str) -> tuple[str, ...]:
    """Return the requirements of a dependency group."""
    return nox.project.dependency_groups(PROJECT, name)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and format."""
    session.install(*group("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check types, strictly."""
    session.install("-e", EXTRAS, *group("types"))
    session.run("mypy")


@nox.session
def e2e(session: nox.Session) -> None:
    """Use the installed tool as others do: pre-commit, a shell, a browser (CHROMIUM names one off the path)."""
    if not list(ROOT.glob("tests/e2e/test_*.py")):
        session.skip("tests/e2e holds no test")
    session.install(EXTRAS, *group("e2e"))
    session.run("pytest", "tests/e2e", *session.posargs)


LIGHT = ("arrow", "polars", "duckdb", "pandas", "datasets", "datatrove")
HEAVY = ("dask", "daft", "hojichar", "dolma", "data-juicer", "ray", "spark", "datatrove-cluster", "nemo-curator")
"""What a user can install, each with a test of its name in tests/engines: quick to install and to start, and not."""
EXTRAS_OF = {"datatrove-cluster": "datatrove,ray"}
"""The extras of what is no extra of its own."""


@nox.session
@nox.parametrize("engine", [nox.param(one, id=one, tags=["light"] if one in LIGHT else []) for one in (*LIGHT, *HEAVY)])
def engines(session: nox.Session, engine: str) -> None:
    """Run an engine with our adapter, after an installation of its extra alone: `nox -s "engines(datatrove)"`.

    An import that fails is an error there; a warning, which is none of ours, is not. `nox -t light` runs quick ones.
    """
    session.install(f".[{EXTRAS_OF.get(engine, engine)}]", *group("engines"))
    path = "tests/test_arrow.py" if engine == "arrow" else f"tests/engines/test_{engine.replace('-', '_')}.py"
    session.run("pytest", "-o", "addopts=--import-mode=importlib", "-W", "default", path, *session.posargs)


@nox.session
def faults(session: nox.Session) -> None:
    """Let every call of the system fail, one at a time, and every command be killed at each; needs a C compiler."""
    session.install(EXTRAS, *group("test"))
    session.run("python", "-m", "tests.faults", *session.posargs)


@nox.session
def soak(session: nox.Session) -> None:
    """Kill runs over a growing corpus for half an hour, or as long as is said: `nox -s soak -- --minutes 5`."""
    session.install(EXTRAS, *group("test"))
    session.run("python", "-m", "tests.faults.soak", *session.posargs)


@nox.session
def audit(session: nox.Session) -> None:
    """Ask whether a dependency is known to be unsafe; needs the network, and so is in no other session."""
    session.install(EXTRAS, *group("audit"))
    session.run("pip-audit", "--skip-editable", *session.posargs)


@nox.session(name="e2e-slow")
def e2e_slow(session: nox.Session) -> None:
    """Kill runs over a corpus a hundred times, and see that they end as if nothing had happened."""
    session.install(EXTRAS, *group("test"))
    session.run("pytest", "tests/e2e/test_corpus_kill.py", *session.posargs, env={"KILLS": "100"})


PROPERTIES = ("tests/properties/test_promises.py", "tests/properties/test_any_bytes.py")
AT_ONCE = 1_000
"""Examples of a property in one process: what Hypothesis remembers of them grows with their number."""


@nox.session
def fuzz(session: nox.Session) -> None:
    """Try the properties on so many examples in all, as `nox -s fuzz -- 10000000`; 200,000 if nothing is said."""
    total = int(session.posargs[0]) if session.posargs else 200_000
    session.install(EXTRAS, *group("test"))
    properties = sum((ROOT / path).read_text("utf-8").count("\n@given(") for path in PROPERTIES)
    rounds = max(1, round(total / properties / AT_ONCE))
    examples = {"EXAMPLES": str(-(-total // properties // rounds))}
    for seed in range(rounds):
        session.run("pytest", "-q", f"--hypothesis-seed={seed}", *PROPERTIES, env=examples)


@nox.session(name="fuzz-coverage")
def fuzz_coverage(session: nox.Session) -> None:
    """Fuzz what comes in, led by coverage, as `nox -s fuzz-coverage -- --seconds 600 text shard`."""
    session.install(EXTRAS, *group("fuzz"))
    session.run("python", "-m", "tests.fuzz", *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """Build wheel and sdist, check what they hold, and run the installed wheel."""
    dist = Path(session.create_tmp()) / "dist"
    session.install(*group("package"))
    session.run("python", "-m", "build", "--outdir", str(dist), str(ROOT), silent=True)
    version = PROJECT["project"]["version"]
    wheel, sdist = dist / f"corpus_clean-{version}-py3-none-any.whl", dist / f"corpus_clean-{version}.tar.gz"
    must_hold(session, wheel, {f"corpus_clean/{name}" for name in sources(PACKAGE)} - built_from())
    shipped = {f"{top}/{name}" for top in ("src", "tests", "fixtures") for name in sources(ROOT / top)}
    must_hold(session, sdist, {f"corpus_clean-{version}/{name}" for name in shipped})
    session.install(str(wheel))
    session.chdir(dist)  # away from src/, so that it is the wheel that runs
    session.run("corpus-clean", "--version")


@nox.session
def tables(session: nox.Session) -> None:
    """Rebuild the tables with the scripts in tables/build, as `nox -s tables -- CLDR UCD`; fail if a byte differs.

    CLDR is the unpacked npm package cldr-misc-full, UCD the folder of Debian's unicode-data; see tables/README.md.
    """
    scripts = sorted(path for path in PACKAGE.glob("tables/build/*.py") if not path.name.startswith("_"))
    if not scripts:
        session.skip("tables/build holds no script")
    session.install("-e", ".", *group("tables"))
    cldr, ucd = (*session.posargs, "", "")[:2]
    needed = {"letter_ngrams": [cldr], "unicode_facts": [ucd, f"{cldr}/main" if cldr else ""]}
    before = digests()
    for script in scripts:
        folders = needed.get(script.stem, [])
        if all(folders):
            session.run("python", str(script), *folders)
        else:
            session.warn(f"{script.name} was left out: it needs the folders of its data")
    after = digests()
    different = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    if different:
        session.error(f"rebuilt tables differ from the committed ones: {', '.join(different)}")


@nox.session
def bench(session: nox.Session) -> None:
    """Print a page of what all costs, or one benchmark, as `nox -s bench -- gbk_straddle FILE`; it asserts nothing.

    `nox -s bench -- --packages PACKAGES --readme README.md` also brings the figures of the README up to date.
    """
    names = sorted(path.stem for path in ROOT.glob("tests/bench/*.py"))
    named = bool(session.posargs) and not session.posargs[0].startswith("-")
    name, *arguments = session.posargs if named else ["overview", *session.posargs]
    if name not in names:
        session.error(f"{name} is none of {', '.join(names)}")
    session.install(EXTRAS, *group("bench"))
    session.run("python", "-m", f"tests.bench.{name}", *arguments)


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests and hold the coverage."""
    session.install("-e", EXTRAS, *group("test"))
    session.run("pytest", "--cov=corpus_clean", *session.posargs)


def sources(folder: Path) -> set[str]:
    """Return the files below a folder, as posix names relative to it, without what Python caches."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in files}


def built_from() -> set[str]:
    """Return the members that a wheel must not hold: the scripts that make its tables."""
    return {f"corpus_clean/tables/build/{name}" for name in sources(PACKAGE / "tables" / "build")}


def must_hold(session: nox.Session, archive: Path, wanted: set[str]) -> None:
    """Fail unless an archive holds all that is wanted; a wheel also nothing else but its metadata."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as opened:
            held = {name for name in opened.namelist() if ".dist-info/" not in name}
        surplus = held - wanted
        wanted = wanted | {"corpus_clean/py.typed"}
    else:
        with tarfile.open(archive) as opened_tar:
            held, surplus = set(opened_tar.getnames()), set()
    if wanted - held or surplus:
        session.error(f"{archive.name}: missing {sorted(wanted - held)}, too much {sorted(surplus)}")


def digests() -> dict[str, str]:
    """Return the digest of each table."""
    folder = PACKAGE / "tables"
    tables = (name for name in sources(folder) if not name.startswith("build/"))
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in tables}
