"""The contract that every rule keeps, ours and those of plugins: checks that say in one line what is broken."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from corpus_clean import lazily
from corpus_clean.cleaner import Cleaner
from corpus_clean.document import Document
from corpus_clean.edit import Edit, Patch, PatchError
from corpus_clean.one_pattern import has_alternatives

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from corpus_clean.rule import Example, Rule, Suspicion

EXAMPLES = 4
"""How many examples a rule has at least: they are its documentation."""

_ID = lazily.compiled(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_ONE_CLASS = lazily.compiled(r"\[\^?\]?(?:[^\\\]]|\\.)+\](?![*+?{|])")
_TEXTS = 200
_ODD = [
    "",
    "\ud800",
    "\udfff\ud83d",
    "\x00",
    "\r\n",
    "\u2028",
    "\u202e",
    "\u0301" * 9,
    "a" * 400,
    "\U0010ffff",
    "?!)(<>",
]


class ContractError(AssertionError):
    """A rule breaks the contract; `str()` is one line without the id of the rule."""


class Judged:
    """A rule with the plugin it comes from, so that it can be run alone, in a language that it is for."""

    def __init__(self, rule: Rule, plugin: str | None = None) -> None:
        self.rule = rule
        self.lang = rule.languages[0] if rule.languages else None
        self.cleaner = Cleaner(select=(rule.id,), lang=self.lang, plugins=() if plugin is None else (plugin,))

    def found(self, text: str, lang: str | None) -> list[Edit | Suspicion]:
        """Return what the rule finds, which must be ordered, apart and inside the text."""
        try:
            found = list(self.rule.find(text, Document(text, given_language=lang)))
            Patch(tuple(one for one in found if isinstance(one, Edit))).check(len(text))
        except PatchError as error:
            raise ContractError(f"{error} in {text!a}") from error
        except Exception as error:  # that it raises at all is the finding
            raise ContractError(f"raises {type(error).__name__}: {error} for {text!a}") from error
        if not all(0 <= one.start <= one.end <= len(text) for one in found):
            raise ContractError(f"finds something outside of {text!a}")
        return found


def says_what_it_is(judged: Judged) -> None:
    """Check the id, in lower case with hyphens, and that the rule says what it repairs and why that is safe."""
    rule = judged.rule
    _require(_ID.fullmatch(rule.id), f"its id {rule.id!a} is not in lower case with hyphens")
    _require(rule.repairs.strip() and rule.why_safe.strip(), "does not say what it repairs and why that is safe")


def shows_what_it_does_and_leaves(judged: Judged) -> None:
    """Check that there are examples of both kinds."""
    examples = judged.rule.examples
    _require(len(examples) >= EXAMPLES, f"has {len(examples)} examples; {EXAMPLES} are the least")
    _require(any(map(acts, examples)), "has no example in which it acts")
    _require(not all(map(acts, examples)), "has no example of what it leaves alone")


def examples_hold(judged: Judged) -> None:
    """Check that each example gives what it says, leads back, and is settled."""
    for example in judged.rule.examples:
        cleaner = replace(judged.cleaner, lang=example.lang)
        result = cleaner.clean(example.before)
        told = f"of the example {example.before!a}"
        _require(result.text == example.after, f"makes {result.text!a} {told}")
        found = tuple(finding.text for finding in result.findings)
        _require(found == example.found, f"finds {found!a} in the result {told}")
        _require(result.revert() == example.before, f"cannot be undone {told}")
        _require(not cleaner.clean(result.text).changed, f"changes the result {told} again")


def edits_are_in_order(judged: Judged) -> None:
    """Check what it finds in the examples: ordered, apart, inside."""
    for example in judged.rule.examples:
        judged.found(example.before, example.lang)


def trigger_starts_with_a_class(judged: Judged) -> None:
    """Check that the trigger can be scanned for fast."""
    for cue in judged.rule.cues:
        starts = _ONE_CLASS.match(cue.pattern) and not has_alternatives(cue.pattern)
        _require(starts, f"its trigger {cue.pattern[:40]!a} does not start with one character class")


def trigger_covers_the_examples(judged: Judged) -> None:
    """Check that the screen lets every example through to the rule."""
    rule = judged.rule
    for example in filter(acts, rule.examples):
        _require(rule.search(example.before), f"its trigger is not in the example {example.before!a}")
        ascii_ = example.before.isascii() and not rule.on_ascii
        _require(not ascii_, f"acts on ASCII, and does not say so: the example {example.before!a}")


def no_text_is_too_odd(judged: Judged) -> None:
    """Check texts of all kinds of pieces: no error, nothing found without the trigger, and always a way back."""
    for text in odd_texts(judged.rule):
        found = judged.found(text, judged.lang)
        _require(not found or judged.rule.search(text), f"finds something without its trigger in {text!a}")
        result = judged.cleaner.clean(text)
        _require(result.revert() == text, f"cannot be undone in {text!a}")
        _require(not judged.cleaner.clean(result.text).changed, f"changes its own result of {text!a}")


CHECKS: Sequence[Callable[[Judged], None]] = (
    says_what_it_is,
    shows_what_it_does_and_leaves,
    examples_hold,
    edits_are_in_order,
    trigger_starts_with_a_class,
    trigger_covers_the_examples,
    no_text_is_too_odd,
)


def broken(rule: Rule, plugin: str | None = None) -> list[str]:
    """Return what is wrong with a rule, a line each; nothing for one that keeps the contract.

    >>> from corpus_clean.rules import BY_ID
    >>> broken(BY_ID["pinyin-gloss"])
    []
    """
    judged = Judged(rule, plugin)
    found = []
    for check in CHECKS:
        try:
            check(judged)
        except ContractError as error:
            found.append(str(error))
        except Exception as error:  # noqa: BLE001 - a plugin may do anything, in `clean` too
            found.append(f"raises {type(error).__name__}: {error}")
    return list(dict.fromkeys(found))


def acts(example: Example) -> bool:
    """Say whether an example shows a repair or a finding, and not what is left alone."""
    return example.before != example.after or bool(example.found)


def odd_texts(rule: Rule) -> Iterator[str]:
    """Yield texts of pieces of the examples and of what is odd; the same ones every time."""
    random = Random(rule.id)  # noqa: S311 - no secret
    sources = [one.before for one in rule.examples if one.before] or [""]
    yield from _ODD
    for _ in range(_TEXTS):
        pieces = []
        for _ in range(random.randrange(1, 6)):
            source = random.choice(sources)
            start, end = sorted((random.randrange(len(source) + 1), random.randrange(len(source) + 1)))
            pieces += [source[start:end], random.choice(_ODD) if random.random() < 0.3 else ""]
        yield "".join(pieces)


def _require(holds: object, told: str) -> None:
    if not holds:
        raise ContractError(told)
