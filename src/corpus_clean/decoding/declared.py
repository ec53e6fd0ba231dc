"""The encoding that the user says it is."""

import codecs

from .decoded import Decoded, round_trip


def as_declared(data: bytes, encoding: str) -> Decoded | None:
    r"""Decode as declared, or pass if the bytes say otherwise. Raises LookupError for an encoding that is unknown.

    >>> as_declared(b"\xc4\xe3\xba\xc3", "GBK")
    Decoded(text='你好', encoding='gbk', bom=b'', how='declared')
    """
    return round_trip(data, codecs.lookup(encoding).name, b"", "declared")
