"""Which edits would change how a structured text is read: a comma of CSV, a quotation mark of JSON.

A repair changes what a value says and never where it ends. The characters that a format reads as structure must be
the same, in the same order, on both sides of an edit; what would add or remove one is left and reported. Plain text
has none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus_clean.document import Syntax

if TYPE_CHECKING:
    from corpus_clean.document import Document
    from corpus_clean.edit import Edit

_STRUCTURE = {
    Syntax.JSON: re.compile(r'["\\\x00-\x1f]'),
    Syntax.CSV: re.compile(r'[,;\t|"\r\n]'),
    Syntax.YAML: re.compile(r"[:#'\"\[\]{},&*!|>%@`\\\r\n\t]"),
    Syntax.TOML: re.compile(r"[=#'\"\[\]{},.\\\r\n\t]"),
    Syntax.HTML: re.compile("[<>&\"'=`]"),
    Syntax.MARKDOWN: re.compile(r"[`*_\[\]<>|\\#\r\n]"),
    Syntax.SUBTITLES: re.compile(r"[\r\n<>{}\\]"),
    Syntax.CODE: re.compile(r"[!-/:-@\[-`{-~\s]"),
}
_SECOND_BYTE = re.compile("(?<=[^\x00-\x7f])[@-~]")
_FORMULA = "=+-@"
_CELL_ENDS = ',;\t|"\r\n'
_INDENT = re.compile(r"(?:\A|[\r\n])[\s\xa0-]{0,80}\Z")
_LAYOUT = re.compile(r"[-?\s]")
_TIMES = re.compile(r"[^\r\n]*-->")


def breaks(document: Document, edit: Edit, *, reencodes: bool = False) -> bool:
    r"""Say whether an edit would add or remove a character that the format of the document reads as structure.

    `reencodes` says that the edit reads bytes in another encoding. Then an ASCII character that was the second byte of
    another is no structure, but in JSON, where a backslash that parses is taken for one.

    >>> from corpus_clean.document import Document
    >>> from corpus_clean.edit import Edit
    >>> table = Document("甲，乙\n", Syntax.CSV)
    >>> breaks(table, Edit(1, 2, ",")), breaks(table, Edit(1, 2, "、"))
    (True, False)
    """
    structure = _STRUCTURE.get(document.syntax)
    if structure is None:
        return False
    text = document.text
    old, new = text[edit.start : edit.end], edit.new
    after = structure.findall(new)
    if structure.findall(old) != after:
        is_half = reencodes and document.syntax is not Syntax.JSON
        if not is_half or structure.findall(_SECOND_BYTE.sub("", old)) != after:
            return True
    check = _MORE.get(document.syntax)
    return check is not None and check(document, edit, old)


def _outside_strings(document: Document, edit: Edit, _old: str) -> bool:
    return not document.is_in_string(edit.start, edit.end)


def _starts_formula(document: Document, edit: Edit, old: str) -> bool:
    before = document.text[edit.start - 1 : edit.start] if edit.start else "\n"
    after = (edit.new + document.text[edit.end : edit.end + 1])[:1]
    return before in _CELL_ENDS and after in tuple(_FORMULA) and old[:1] != after


def _is_layout(document: Document, edit: Edit, old: str) -> bool:
    if not _LAYOUT.search(old + edit.new):
        return False
    return bool(_INDENT.search(document.text[max(0, edit.start - 80) : edit.start]))


def _is_time(document: Document, edit: Edit, _old: str) -> bool:
    start = max(document.text.rfind(end, max(0, edit.start - 80), edit.start) for end in "\r\n") + 1
    return bool(_TIMES.match(document.text, start, start + 160))


_MORE = {
    Syntax.JSON: _outside_strings,
    Syntax.CSV: _starts_formula,
    Syntax.YAML: _is_layout,
    Syntax.SUBTITLES: _is_time,
}
