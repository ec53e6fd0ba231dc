"""What a reader sees beside a place in a line, where inline markup stands between: emphasis, links, tags of HTML.

In `*好*,走` and `[好](https://example.org),走` the comma stands after 好. Everything is bounded, so that a line of
nothing but markup costs linear time.
"""

from __future__ import annotations

from corpus_clean import lazily

_EMPHASIS = "*_~"
_MOST = 8
"""How many pieces of markup in a row are looked through."""
_LONGEST = 400
"""Code points a link's target or a tag may have."""
_TARGET = lazily.compiled(r"\]\([^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)?\)")
_TAG = lazily.compiled(r"</?[A-Za-z][^<>]*+>")
_OPENING = lazily.compiled(r"</?[A-Za-z][^<>]{0,400}+>|!?\[")


def seen_before(text: str, at: int, start: int = 0) -> int:
    """Return the end of what is seen before the offset `at`, `start` at the least.

    >>> text = "**好**[好](x),"
    >>> text[seen_before(text, 11) - 1], seen_before(text, 5)
    ('好', 3)
    """
    for _ in range(_MOST):
        if at <= start:
            return start
        last = text[at - 1]
        if last in _EMPHASIS:
            at -= 1
        elif last in ")>":
            opening = text.rfind("](" if last == ")" else "<", max(start, at - _LONGEST), at)
            if opening < 0 or not (_TARGET if last == ")" else _TAG).fullmatch(text, opening, at):
                return at
            at = opening
        else:
            return at
    return at


def seen_after(text: str, at: int, end: int) -> int:
    """Return the start of what is seen from the offset `at` on, `end` at the most.

    >>> text = ",**[好](x)"
    >>> text[seen_after(text, 1, len(text))]
    '好'
    """
    for _ in range(_MOST):
        if at < end and text[at] in _EMPHASIS:
            at += 1
        elif markup := _OPENING.match(text, at, end):
            at = markup.end()
        else:
            break
    return at
