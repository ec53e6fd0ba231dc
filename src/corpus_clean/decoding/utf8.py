"""Strict UTF-8: what nearly all text is, and what no other encoding passes for by chance."""

from corpus_clean.decoding.decoded import Decoded


def as_utf8(data: bytes) -> Decoded | None:
    r"""Decode, or pass if there is one bad byte. Strict UTF-8 always round-trips, so that is not checked again.

    >>> as_utf8(b"\xe2\x80\xa6").text
    '…'
    """
    try:
        return Decoded(data.decode(), "utf-8", b"", "utf-8")
    except UnicodeDecodeError:
        return None
