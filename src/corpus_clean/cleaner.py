"""The one orchestrator: screen, run the rules in order, compose their edits, repeat until nothing changes."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from corpus_clean import __version__
from corpus_clean.document import Document
from corpus_clean.edit import Certainty, Edit, Patch, PatchError
from corpus_clean.keeping import SIGN, Stays, compiled, stays
from corpus_clean.profiles import Selection, selection
from corpus_clean.result import Result, build
from corpus_clean.rule import Phase, Rule, Safety, Suspicion
from corpus_clean.structure import held_back

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from corpus_clean.document import Syntax

PASSES = 4
"""How often the rules may run over one text before it counts as unsettled. Two is the rule: one to repair, one to see
that nothing is left."""

_Found = tuple[str, Suspicion, Certainty | None]


@dataclass(frozen=True)
class Cleaner:
    """Clean any number of texts with one configuration.

    `select` replaces the rules of the profile, `extend_select` adds to them, `ignore` takes away; `risky` also applies
    what is only guessed. `lang` is the language of the texts, as a tag of BCP 47, for the rules that differ by
    language; without it they act where they can tell. `plugins` are modules with more rules; `keep_re` are patterns
    whose matches stay as they are; with `markers` a text can say itself what stays (see `keeping`). A cleaner is
    immutable, hashable and picklable (for the same version), and what it does to a text depends on nothing but itself
    and that text.

    Raises `UnknownNameError` for a profile, a rule id or a language that does not exist, `PluginError`, and `re.error`.

    >>> Cleaner(ignore=("cjk-width",)).text("達(dá)川")
    '達川'
    """

    profile: str = "corpus"
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    risky: bool = False
    lang: str | None = None
    plugins: tuple[str, ...] = ()
    keep_re: tuple[str, ...] = ()
    markers: bool = False
    _selection: Selection = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.lang is not None:
            from corpus_clean.unicode.languages import checked

            object.__setattr__(self, "lang", checked(self.lang))
        chosen = selection(
            self.profile,
            select=self.select,
            ignore=self.ignore,
            extend_select=self.extend_select,
            lang=self.lang,
            plugins=_plugged(self.plugins) if self.plugins else (),
        )
        object.__setattr__(self, "_selection", chosen)
        for pattern in self.keep_re:
            compiled(pattern)

    def __reduce__(self) -> tuple[Callable[..., Cleaner], tuple[object, ...]]:
        # The version is in it so that what an engine cached for one version is not taken for that of another.
        return _unpickled, (__version__, *(getattr(self, one.name) for one in fields(self) if one.init))

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that run, in their order."""
        return self._selection.rules

    def leaves(self, text: str) -> bool:
        """Say, at the cost of one scan, that nothing is done to a text and nothing told of it.

        It says so of no text in which a rule could fire; of some in which none does it does not.

        >>> Cleaner().leaves("All is well."), Cleaner().leaves("It is so<br>")
        (True, False)
        """
        return not self._selection.screen.suspects(text, first=True)

    def text(self, text: str, *, syntax: Syntax | None = None) -> str:
        """Return the cleaned text alone; the very same object when nothing is wrong with it."""
        suspects = self._selection.screen.suspects(text, first=True)
        return self._cleaned(text, syntax, suspects).text if suspects else text

    def clean(self, text: str, *, syntax: Syntax | None = None) -> Result:
        """Clean one text and say what was done to it.

        `syntax` says what kind of text it is where the caller knows (from a file name); it is worked out otherwise.
        """
        return self._cleaned(text, syntax, self._selection.screen.suspects(text, first=True))

    def _cleaned(self, text: str, syntax: Syntax | None, suspects: list[int]) -> Result:
        patch = Patch()
        current = text
        for _ in range(PASSES):
            after, step, found, suspects = self._once(current, syntax, suspects)
            if not step:
                return build(text, current, patch, found) if patch or found else Result(text)
            patch = patch.compose(step, after)
            current = after
        unsettled = Suspicion(0, len(text), f"rules still change the text after {PASSES} passes; it was left as it was")
        return build(text, text, Patch(), [(",".join(sorted(_ids(patch))), unsettled, None)])

    def _once(
        self, text: str, syntax: Syntax | None, suspects: list[int]
    ) -> tuple[str, Patch, list[_Found], list[int]]:
        """Run the rules that are suspects, and after each change those that then are; return them for the next run."""
        patch = Patch()
        found: list[_Found] = []
        rules, screen = self._selection.rules, self._selection.screen
        document = None
        last = -1
        while True:
            left = [at for at in suspects if at > last]
            if not left and screen.are_first(suspects):
                suspects = screen.suspects(text)
                left = [at for at in suspects if at > last]
            if not left:
                return text, patch, found, suspects
            last = at = left[0]
            document = document or Document(text, syntax, tuple(patch.result_spans()), self.lang)
            edits, suspicions = self._sort_out(rules[at], document)
            found += suspicions
            if edits:
                text = edits.apply(text)
                patch = patch.compose(edits, text)
                document = None
                suspects = screen.suspects(text)

    def _sort_out(self, rule: Rule, document: Document) -> tuple[Patch, list[_Found]]:
        """Separate what is applied from what is only reported."""
        safety = self._selection.safety(rule)
        edits: list[Edit] = []
        found: list[_Found] = []
        kept = self._kept(document.text)
        ids = (rule.id,)
        for proposal in rule.find(document.text, document):
            if kept and kept.touched(rule.id, proposal.start, proposal.end):
                continue
            if isinstance(proposal, Suspicion):
                found.append((rule.id, proposal, None))
            elif proposal.new == document.text[proposal.start : proposal.end]:
                continue
            elif self._applies(safety, proposal):
                edits.append(Edit(*proposal[:-1], ids))
            else:
                candidates = (proposal.new, *proposal.candidates)
                suspicion = Suspicion(proposal.start, proposal.end, proposal.note or rule.repairs, candidates)
                found.append((rule.id, suspicion, None if safety is Safety.REPORT else Certainty.GUESS))
        patch = Patch(tuple(edits))
        try:
            patch.check(len(document.text))
        except PatchError as error:
            message = f"rule {rule.id}: {error}"
            raise PatchError(message) from error
        if held := held_back(document, edits, reencodes=rule.phase is Phase.ENCODING) if edits else ():
            note = f"would change the structure of {document.syntax}"
            found += [(rule.id, Suspicion(edit.start, edit.end, note, (edit.new,)), None) for edit in held]
            stay = {(edit.start, edit.end) for edit in held}
            patch = Patch(tuple(edit for edit in edits if (edit.start, edit.end) not in stay))
        return patch, found

    def _kept(self, text: str) -> Stays | None:
        if not self.keep_re and not (self.markers and SIGN in text):
            return None
        return stays(text, self.keep_re, (rule.id for rule in self.rules), markers=self.markers)

    def _applies(self, safety: Safety, edit: Edit) -> bool:
        if safety is Safety.REPORT:
            return False
        return self.risky or (safety is Safety.SAFE and edit.certainty is not Certainty.GUESS)


class VersionError(ValueError):
    """A cleaner comes from another version, which may repair otherwise; `str()` is one line."""


def _unpickled(version: str, *arguments: Any) -> Cleaner:  # noqa: ANN401 - those of Cleaner
    if version != __version__:
        told = f"a cleaner of corpus-clean {version} cannot work in {__version__}; install one version everywhere"
        raise VersionError(told)
    return Cleaner(*arguments)


def _plugged(modules: tuple[str, ...]) -> tuple[Rule, ...]:
    from corpus_clean.plugins import rules_of  # most cleaners have none

    return rules_of(modules)


def _ids(patch: Patch) -> Iterable[str]:
    return {rule for edit in patch.edits for rule in edit.rules}


_cleaner = lru_cache(maxsize=32)(Cleaner)


def clean(
    text: str,
    profile: str = "corpus",
    *,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    risky: bool = False,
    lang: str | None = None,
) -> Result:
    """Clean one text; the same as `Cleaner(...).clean(text)`.

    Raises `UnknownNameError` for a profile, a rule id or a language that does not exist.

    >>> clean("縣(區(qū))的人").text
    '縣(區)的人'
    """
    chosen = None if select is None else tuple(select)
    return _cleaner(profile, chosen, tuple(ignore), tuple(extend_select), risky, lang).clean(text)
