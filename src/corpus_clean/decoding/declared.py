"""What somebody says the encoding is: the user, a header, or the text itself."""

from __future__ import annotations

import codecs
import re

from corpus_clean.decoding.decoded import Decoded, round_trip

PRESCAN = 1024
"""Bytes in which a page names its encoding (WHATWG HTML, 13.2.3.2)."""

_XML = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_META = re.compile(rb"""<meta\s[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_CSS = re.compile(rb"""\A@charset "([\w.:-]{1,40})";""")
_PEP_263 = re.compile(rb"\A(?:[^\n]{0,200}\n)?[ \t\f]*#[^\n]{0,100}?coding[:=][ \t]*([\w.-]{1,40})")


def as_declared(data: bytes, encoding: str) -> Decoded | None:
    r"""Decode as declared, or pass if the bytes say otherwise. Raises LookupError for an encoding that is unknown.

    >>> as_declared(b"\xc4\xe3\xba\xc3", "GBK").text
    '你好'
    """
    return round_trip(data, codecs.lookup(encoding).name, b"", "declared")


def declared_in(data: bytes) -> str:
    r"""Return the label that text itself gives: an XML declaration, an HTML meta, a CSS rule, a comment of PEP 263.

    >>> declared_in(b"<html><meta charset=gb2312>"), declared_in(b"# -*- coding: latin-1 -*-"), declared_in(b"plain")
    ('gb2312', 'latin-1', '')
    """
    head = data[:PRESCAN]
    for pattern in (_XML, _CSS, _META, _PEP_263):
        if found := pattern.search(head):
            return found[1].decode("ascii")
    return ""
