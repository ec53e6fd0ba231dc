"""The files of a corpus: local ones, or remote ones through fsspec."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from corpus_clean.corpus.compression import compression_of, decompressed
from corpus_clean.corpus.formats import suffix_of
from corpus_clean.corpus.layout import OWN, PART
from corpus_clean.corpus.trouble import CorpusError, required
from corpus_clean.ignoring import Patterns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, BinaryIO


@dataclass(frozen=True, slots=True)
class Found:
    """One file of a corpus: its name below the corpus, with slashes, and where it is."""

    name: str
    where: str
    size: int
    mtime_ns: int

    def open(self) -> BinaryIO:
        """Open it to read; raises OSError."""
        if not is_remote(self.where):
            return Path(self.where).open("rb")
        fsspec = required("fsspec", "cloud", "remote paths")
        opened: BinaryIO = fsspec.open(self.where, "rb").open()
        return opened

    @contextmanager
    def content(self) -> Iterator[BinaryIO]:
        """Open what is in it, decompressed; raises OSError."""
        with self.open() as file:
            yield decompressed(file, compression_of(self.name))[0]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The shards of a corpus, in the order of their names, and the names of other files."""

    shards: tuple[Found, ...]
    others: tuple[str, ...]


def is_remote(path: str) -> bool:
    """Say whether a path is the address of something that fsspec opens.

    >>> is_remote("s3://bucket/corpus"), is_remote("corpus")
    (True, False)
    """
    return "://" in path


def find(corpus: str, globs: tuple[str, ...] = (), *, exclude: tuple[str, ...] = (), out: Path | None = None) -> Corpus:
    """Return the files of a corpus, which is a folder or one file; `globs` say which, as in .gitignore.

    `exclude` says which of them not; `out`, the folder of the output, is passed over. Raises CorpusError.
    """
    found = _remote(corpus) if is_remote(corpus) else _local(Path(corpus), out)
    if exclude:
        unwanted = Patterns.of(list(exclude), "")
        found = [one for one in found if not unwanted.excludes(one.name)]
    if globs:
        wanted = Patterns.of(list(globs), "")
        found = [one for one in found if wanted.excludes(one.name)]
    shards = tuple(sorted((one for one in found if suffix_of(one.name)), key=lambda one: one.name))
    others = tuple(sorted(one.name for one in found if not suffix_of(one.name)))
    if not shards:
        raise CorpusError(f"{corpus}: holds no file of a known format; see corpus-clean run --help")
    return Corpus(shards, others)


def _local(root: Path, out: Path | None) -> list[Found]:
    if not root.exists():
        raise CorpusError(f"{root}: does not exist; check the name")
    if not root.is_dir():
        one = _local_file(root.parent, root)
        return [one] if one else []
    passed = out.resolve() if out else None
    found = []
    for folder, folders, names in root.walk() if hasattr(root, "walk") else _walk(root):
        folders[:] = sorted(
            one
            for one in folders
            if one not in {OWN, ".git"} and (passed is None or (folder / one).resolve() != passed)
        )
        files = (_local_file(root, folder / name) for name in names if not name.endswith(PART))
        found += [one for one in files if one is not None]
    return found


def _walk(root: Path) -> Any:  # noqa: ANN401 - as Path.walk has it from Python 3.12 on
    import os

    return ((Path(folder), folders, names) for folder, folders, names in os.walk(root))


def _local_file(root: Path, path: Path) -> Found | None:
    """Return a file, None for what is none, as a pipe; a link that leads nowhere is for whoever opens it to tell."""
    name = path.relative_to(root).as_posix()
    try:
        status = path.stat()
    except OSError:
        return Found(name, str(path), 0, 0)
    return Found(name, str(path), status.st_size, status.st_mtime_ns) if S_ISREG(status.st_mode) else None


def _remote(corpus: str) -> list[Found]:
    fsspec = required("fsspec", "cloud", "remote paths")
    try:
        system, root = fsspec.core.url_to_fs(corpus)
        details = system.find(root, detail=True)
        if not details or list(details) == [root]:
            details = {root: system.info(root)}
    except (OSError, ValueError) as error:
        raise CorpusError(f"{corpus}: {error}; check the address") from error
    except ImportError as error:
        raise CorpusError(f"{corpus}: {error}") from error
    top = root.rstrip("/")
    found = [
        Found(
            path.removeprefix(top).lstrip("/") or top.rpartition("/")[2],
            system.unstrip_protocol(path),
            int(info.get("size") or 0),
            _changed(info),
        )
        for path, info in details.items()
    ]
    for one in found:
        if ".." in one.name.split("/"):
            raise CorpusError(f"{corpus}: names a file outside of itself: {one.name!r}")
    return found


def _changed(info: dict[str, Any]) -> int:
    """Return a number that is another one when a remote file is another one, as far as its server tells."""
    from zlib import crc32

    told = [str(info.get(key)) for key in ("ETag", "etag", "md5Hash", "mtime", "LastModified", "created", "updated")]
    return crc32("\0".join(told).encode())
