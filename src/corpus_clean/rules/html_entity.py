"""HTML entities in text that is no HTML: `Tom &amp; Jerry`, `caf&eacute;`, `&amp;amp;`.

A tool that took text out of a page, or escaped it once too often, left them. They are resolved where markup plays no
part: no tag and no comment is in the text, it is neither HTML, Markdown, code nor data, and does not speak of markup.
Up to three rounds of escaping are undone at once, and what is deeper stays. A text in which an `&lt;` would open a
tag is escaped markup and stays as a whole; so do controls, names without their semicolon, and a letter that stands
alone and is of another alphabet than the text: it is an example.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.document import Syntax
from corpus_clean.edit import Certainty, Edit
from corpus_clean.rule import Example, Phase, Rule, Safety
from corpus_clean.unicode.neighbours import beside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.document import Document

ROUNDS = 3
"""How often a text may have been escaped."""
_ENTITY = lazily.compiled(r"[&](?:amp;){0,8}(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MARKUP = lazily.compiled(r"</?[A-Za-z][^<>]{0,500}>|<!--|<!\[|<\?xml")
_SPEAKS_OF_MARKUP = lazily.compiled(
    r"html|xml|markup|\bentit(?:y|ies)\b|\bescap|實體|实体|實體|エンティティ|엔티티|entité|entidad", re.IGNORECASE
)
_OPENS_TAG = lazily.compiled(r"[A-Za-z/!?]")
_QUOTED = frozenset(("``", "''", '""', "“”", "‘’", "「」", "“”", "«»", "()"))


def find(text: str, document: Document) -> Iterator[Edit]:
    """Resolve each entity, in a text in which markup plays no part."""
    entities = list(_ENTITY.finditer(text))
    if not entities or _MARKUP.search(text) or _SPEAKS_OF_MARKUP.search(text) or document.syntax is not Syntax.PLAIN:
        return
    if any(_resolved(entity[0]) == "<" and _OPENS_TAG.match(text, entity.end()) for entity in entities):
        return
    for entity in entities:
        start, end = entity.span()
        if text[max(0, start - 1) : start] + text[end : end + 1] in _QUOTED:
            continue
        resolved = _resolved(entity[0])
        if not _is_odd(resolved) and not _is_example(text, start, end, resolved):
            yield Edit(start, end, resolved, Certainty.LIKELY, "markup plays no part in this text")


def _resolved(entity: str) -> str:
    for _ in range(ROUNDS):
        entity = unescape(entity)
    return entity


def _is_odd(resolved: str) -> bool:
    """Say whether this is no single character of a text."""
    return (
        len(resolved) != 1 or (unicodedata.category(resolved)[0] == "C" and resolved != "\xad") or resolved == "\ufffd"
    )


def _is_example(text: str, start: int, end: int, resolved: str) -> bool:
    """Say whether this is a letter beside which no other is, nor an entity, of an alphabet the text does not have."""
    if (
        not resolved.isalpha()
        or resolved < "\u0370"
        or any(one.isalnum() or one in {"&", ";"} for one in beside(text, start, end))
    ):
        return False
    block = unicodedata.name(resolved, "").partition(" ")[0]
    return not any(unicodedata.name(char, "").startswith(block) for char in set(text) if char > "\x7f")


RULE = Rule(
    id="html-entity",
    phase=Phase.MARKUP,
    repairs="Resolves HTML entities in text that is no HTML, also where it was escaped up to three times.",
    why_safe="It acts only where no other markup is in the text and none is spoken of; no tag is ever made.",
    safety=Safety.SAFE,
    trigger=r"[&](?=(?:amp;){0,8}(?:#[0-9xX]|[A-Za-z])[A-Za-z0-9]{0,31};)",
    examples=(
        Example("Tom &amp; Jerry", "Tom & Jerry"),
        Example("caf&eacute; &amp;quot;Zur Post&amp;quot;", 'café "Zur Post"', "escaped twice"),
        Example("5 &lt; 7", "5 < 7"),
        Example("&lt;b>", "&lt;b>", "would open a tag"),
        Example("<p>Tom &amp; Jerry</p>", "<p>Tom &amp; Jerry</p>", "HTML"),
        Example("In HTML, write &amp; for an ampersand.", "In HTML, write &amp; for an ampersand.", "spoken of"),
        Example("AT&T; R&D", "AT&T; R&D"),
        Example("Ženklai pakeisti &#1234;", "Ženklai pakeisti &#1234;", "an example"),
        Example("&#1055;&#1077;&#1090;", "Пет"),
    ),
    find=find,
    on_ascii=True,
)
