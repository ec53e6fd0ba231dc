"""Which format a shard has, by its name."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from corpus_clean.corpus.compression import compression_of
from corpus_clean.corpus.field_path import parse

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from corpus_clean.corpus.format import Format
    from corpus_clean.corpus.settings import Settings

_TEXTS = {".txt", ".text", ".srt", ".vtt", ".md", ".markdown", ".html", ".htm", ".xhtml"}
_RECORDS = {".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".warc", ".wet"}
SUFFIXES = frozenset(_TEXTS | _RECORDS)
"""The formats that are known; all but .parquet may be compressed."""


def suffix_of(name: str) -> str:
    """Return the suffix that says what format a shard has, empty where it is none of ours.

    >>> suffix_of("a/b.jsonl.zst"), suffix_of("b.pdf")
    ('.jsonl', '')
    """
    bare = name.lower().removesuffix(compression_of(name.lower()))
    suffix = PurePosixPath(bare).suffix
    return suffix if suffix in SUFFIXES else ""


def format_of(
    name: str, settings: Settings, again: Callable[[], AbstractContextManager[BinaryIO]] | None = None
) -> Format:
    """Return the format of a shard whose bytes are edited in place, by its name; `again` opens its content anew."""
    suffix = suffix_of(name)
    id_field = parse(settings.id_field) if settings.id_field else None
    if suffix in {".jsonl", ".ndjson"}:
        from corpus_clean.corpus.jsonl import JsonLines

        return JsonLines(settings.fields, id_field)
    if suffix == ".json":
        from corpus_clean.corpus.json_document import JsonDocument

        return JsonDocument(settings.fields, id_field)
    if suffix in {".csv", ".tsv"}:
        from corpus_clean.corpus.delimited import TAB, Delimited

        table = suffix == ".csv"
        return Delimited(settings.fields, id_field, delimiter=None if table else TAB, quotes=table)
    if suffix in {".warc", ".wet"}:
        from corpus_clean.corpus.warc import Warc

        return Warc()
    return _text(suffix, settings, again)


def _text(suffix: str, settings: Settings, again: Callable[[], AbstractContextManager[BinaryIO]] | None) -> Format:
    from corpus_clean.corpus.plain import PlainText
    from corpus_clean.document import Syntax

    if suffix in {".md", ".markdown"}:
        return PlainText(syntax=Syntax.MARKDOWN, again=again)
    if suffix in {".srt", ".vtt"}:
        return PlainText(syntax=Syntax.SUBTITLES, again=again)
    if suffix in {".html", ".htm", ".xhtml"}:
        from corpus_clean.corpus.html import HtmlText

        return HtmlText()
    return PlainText(settings.document, None, again)
