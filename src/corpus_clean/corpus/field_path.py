"""Where in a record the text is: `text`, `a.b`, `messages[].content`, `translation.*`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from corpus_clean.corpus.trouble import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EACH = "[]"
"""A step to each element of a list."""

ANY = "*"
"""A step to each value of an object."""

FieldPath = tuple[str, ...]
"""Steps from the record to the text: keys, `EACH` and `ANY`."""

_STEP = re.compile(r"(?:^|\.)((?:[^.\[\]\\]|\\.)+)|(\[\])|(.)", re.DOTALL)


def parse(written: str) -> FieldPath:
    r"""Return the steps of a path; a full stop or bracket that belongs to a key has a backslash before it.

    Raises CorpusError.

    >>> parse("messages[].content"), parse(r"a\.b"), parse("[].text")
    (('messages', '[]', 'content'), ('a.b',), ('[]', 'text'))
    """
    steps = []
    for match in _STEP.finditer(written):
        if match[3]:
            raise CorpusError(f"{written!r} is no field; write it as text, a.b or messages[].content")
        steps.append(match[2] or re.sub(r"\\(.)", r"\1", match[1]))
    if not steps:
        raise CorpusError("a field needs a name")
    return tuple(steps)


def values(record: Any, path: FieldPath) -> Iterator[Any]:  # noqa: ANN401 - JSON
    """Yield what a path leads to, nothing where it leads nowhere.

    >>> list(values({"a": [{"b": "x"}, {"b": "y"}, 1]}, ("a", "[]", "b")))
    ['x', 'y']
    """
    if not path:
        yield record
        return
    step, *rest = path
    found: Iterable[Any]
    if step == EACH:
        found = record if isinstance(record, list) else ()
    elif not isinstance(record, dict):
        found = ()
    else:
        found = record.values() if step == ANY else [record[step]] if step in record else ()
    for one in found:
        yield from values(one, tuple(rest))


def leads_to(path: FieldPath, place: FieldPath) -> bool:
    """Say whether a path means a place, which is said without `ANY`.

    >>> leads_to(("a", "*"), ("a", "b")), leads_to(("a",), ("a", "b"))
    (True, False)
    """
    return len(path) == len(place) and all(
        step == there or (step == ANY and there != EACH) for step, there in zip(path, place, strict=True)
    )


def written(path: FieldPath) -> str:
    r"""Return a path as `parse` takes it.

    >>> written(("messages", "[]", "content"))
    'messages[].content'
    """
    return "".join(step if step == EACH else "." + re.sub(r"([.\[\]\\])", r"\\\1", step) for step in path).removeprefix(
        "."
    )
