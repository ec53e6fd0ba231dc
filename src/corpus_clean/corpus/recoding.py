"""The one place where a record meets the decoding stage: bytes that are not UTF-8, in UTF-8 or refused."""

from __future__ import annotations

import codecs

from corpus_clean.corpus.trouble import NotARecord
from corpus_clean.decoding import decode_as, is_sure

_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_HEAD, _FEWEST = 64, 8


def in_utf8(raw: bytes, encoding: str | None) -> tuple[bytes, str]:
    r"""Return bytes that are not UTF-8 in UTF-8, and what they were in; `encoding` is what they are said to be in.

    Raises NotARecord where that cannot be told, or where some of the bytes say nothing in it.

    >>> in_utf8(b"caf\xe9", "latin-1")[0]
    b'caf\xc3\xa9'
    """
    found = decode_as(raw, encoding)
    if not is_sure(found):
        raise NotARecord(_reason(raw, encoding))
    try:
        return found.text.encode(), found.encoding
    except UnicodeEncodeError as error:
        raise NotARecord(f"cannot be decoded: holds half a surrogate pair in {found.encoding}") from error


def _reason(raw: bytes, encoding: str | None) -> str:
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        said = f", nor {encoding}" if encoding else ""
        return f"cannot be decoded: not UTF-8{said} from byte {error.start} on; --encoding says what it is in"
    return "cannot be decoded"


def wide(start: bytes) -> str:
    r"""Return in what the start of a shard is where its line feeds are not one byte, "" where they are.

    >>> wide("{}\n".encode("utf-16")), wide('{"text": 1}'.encode("utf-16-be")), wide(b'{"text": 1}')
    ('UTF-16', 'UTF-16', '')
    """
    mark = next((name for mark, name in _MARKS.items() if start.startswith(mark)), "")
    high, low = start[:_HEAD:2], start[1:_HEAD:2]
    if mark or len(start) < _FEWEST:
        return mark
    return "UTF-16" if any(all(one) and not any(other) for one, other in ((high, low), (low, high))) else ""
