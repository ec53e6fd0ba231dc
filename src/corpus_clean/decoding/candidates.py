"""The encodings that text is known to have been written in, the languages of each, and how rare it is.

Which letters a code page has says little: that of the Baltic has those of Polish, and no Pole ever wrote in it. So
every encoding has the languages it was made for, as the model of letters names them; another language in it counts
against a reading. The price of an encoding is by how much it is rarer than the commonest, in bits, set by hand after
what is known of the web; it decides where the letters do not.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

_WEST = "af ca cy da de en es eu fi fr ga id is it la mi ms nb nl nn pt sq sv sw tl st sn so tn ts xh zu lg"
_CENTRE = "bs cs en hr hu pl ro sk sl sq de"
_BALTIC = "en et lt lv"
_CYRILLIC = "be bg mk ru sr uk en"

_TABLE = f"""
cp1252 0 {_WEST}
cp1251 0 {_CYRILLIC}
gb18030 0 zh en
cp932 0 ja en
cp949 0 ko en
cp1250 1 {_CENTRE}
cp1253 1 el en
cp1255 1 he en
cp1256 1 ar fa ur en
cp874 1 th en
big5hkscs 1 zh en
euc_jp 1 ja en
cp1254 1.5 tr az en
cp1257 1.5 {_BALTIC}
koi8-r 1.5 ru bg en
iso8859-2 2 {_CENTRE}
koi8-u 2 uk ru en
iso8859-7 2 el en
iso8859-15 2.5 {_WEST} et
cp1258 3 vi en
iso8859-5 3 {_CYRILLIC}
iso8859-8 3 he en
iso8859-6 3 ar en
iso8859-13 3 {_BALTIC}
cp866 3 {_CYRILLIC}
iso8859-4 5 {_BALTIC}
iso8859-16 5 ro hr sl pl hu sq en
cp850 5 {_WEST}
cp852 5 {_CENTRE}
mac-roman 5 {_WEST}
mac-cyrillic 5 {_CYRILLIC}
cp437 6 {_WEST}
cp737 6 el en
cp857 6 tr en
cp862 6 he en
cp775 6 {_BALTIC}
mac-latin2 6 {_CENTRE} {_BALTIC}
mac-greek 6 el en
cp855 7 {_CYRILLIC}
mac-turkish 7 tr en
mac-iceland 8 is en
mac-croatian 8 hr sl bs en
mac-romanian 8 ro en
cp860 8 pt en
cp861 8 is en
cp863 8 fr en
cp865 8 da nb nn en
cp720 8 ar en
johab 8 ko en
iso8859-3 9 eo tr en
iso8859-10 9 is da nb nn sv fi lt lv et en
iso8859-14 9 ga cy en
kz1048 9 kk ru en
ptcp154 10 kk ru en
"""
_NOT_LATIN = frozenset(("be", "bg", "kk", "mk", "ru", "sr", "uk", "el", "he", "ar", "fa", "ur", "th", "zh", "ja", "ko"))


class Candidate(NamedTuple):
    """An encoding by its Python name, its price in bits, and its languages."""

    encoding: str
    price: float
    languages: frozenset[str]
    latin: bool
    """Whether it was made for languages of the Latin alphabet, so that ASCII is its own."""


@cache
def candidates() -> tuple[Candidate, ...]:
    """Return every encoding that is tried, the commonest first."""
    rows = (line.split() for line in _TABLE.strip().split("\n"))
    return tuple(
        Candidate(name, float(price), frozenset(own), not _NOT_LATIN.intersection(own)) for name, price, *own in rows
    )


@cache
def candidate(encoding: str) -> Candidate | None:
    """Return the candidate of an encoding, None if it is none.

    >>> candidate("cp1258").price
    3.0
    """
    return next((one for one in candidates() if one.encoding == encoding), None)


UTF_8 = Candidate("utf-8", -8.0, frozenset(), latin=True)
"""What damaged UTF-8 is costed as: in any language, and likelier than all others."""


def unlisted(encoding: str) -> Candidate:
    """Return a candidate for an encoding that a detector names and the list does not have."""
    return Candidate(encoding, 12.0, frozenset(), latin=True)
