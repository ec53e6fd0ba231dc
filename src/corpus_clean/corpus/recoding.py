"""The one place where a record meets the decoding stage: bytes that are not UTF-8, in UTF-8 or refused."""

from __future__ import annotations

from corpus_clean.corpus.trouble import NotARecord
from corpus_clean.decoding import decode, verdict


def in_utf8(raw: bytes, encoding: str | None) -> tuple[bytes, str]:
    """Return bytes that are not UTF-8 in UTF-8, and what they were in.

    Raises NotARecord where that cannot be told, or some of the bytes say nothing in it.
    """
    found = decode(raw, encoding)
    if found is None or getattr(found, "bad_bytes", None):
        raise NotARecord(f"cannot be decoded: {verdict(raw, encoding)}")
    try:
        return found.text.encode(), found.encoding
    except UnicodeEncodeError as error:
        raise NotARecord(f"holds half a surrogate pair in {found.encoding}") from error
