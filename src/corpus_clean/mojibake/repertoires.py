"""Which letters are written together: those of one language. Text read in a wrong encoding has them of several.

The letters are those of CLDR, of the languages that the plausibility model has.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from corpus_clean import lazily
from corpus_clean.document import CYRILLIC, GREEK
from corpus_clean.plausibility.letters import script
from corpus_clean.unicode.languages import every_alphabet, writing

LETTERS = lazily.compiled("[À-ÖØ-öø-ɏ\u1e00-\u1eff]")
"""Latin letters beyond ASCII."""
_SCRIPTS = {"Latin": LETTERS, "Cyrillic": re.compile(f"[{CYRILLIC}]"), "Greek": re.compile(f"[{GREEK}]")}


@lru_cache(4096)
def fits(letters: frozenset[str]) -> bool:
    """Say whether all of some characters are letters, and of each script those of one language.

    >>> fits(frozenset("ąęłóż")), fits(frozenset("¹ê³")), fits(frozenset("þðýüç"))
    (True, False, False)
    """
    left = letters
    for name, pattern in _SCRIPTS.items():
        here = frozenset(char for char in letters if pattern.match(char))
        if here and not any(here <= one for one in _of(name)):
            return False
        left -= here
    return not left


@lru_cache(4096)
def are_written(letters: frozenset[str]) -> bool:
    """Say whether Latin letters beyond ASCII are all of one language, of any that CLDR has.

    >>> are_written(frozenset("àù")), are_written(frozenset("ŕę"))
    (True, False)
    """
    return all(map(LETTERS.match, letters)) and any(letters <= one for one in every_alphabet())


@cache
def _of(name: str) -> tuple[frozenset[str], ...]:
    """Return the letters of each language of a script."""
    known = (writing(language.replace("_", "-")) for language in script(name).languages)
    return tuple(one.letters for one in known if one is not None)
