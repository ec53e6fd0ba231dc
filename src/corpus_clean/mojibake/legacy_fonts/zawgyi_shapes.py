"""How Zawgyi-One writes Unicode Burmese: the way back of `zawgyi`, with the shape of each glyph that fits its place."""

from __future__ import annotations

from functools import lru_cache

from corpus_clean import lazily

_KINZI = "\u1004\u103a\u1039"
_SYLLABLE = lazily.compiled(
    "\u104e\u1004\u103a\u1038"
    f"|({_KINZI})?([\u1000-\u102a\u103f])((?:\u1039[\u1000-\u1021])*)([\u102b-\u1032\u1036-\u1038\u103a-\u103e]*)"
)
_BELOW = dict(zip(
    map(chr, (0x1000, 0x1001, 0x1002, 0x1003, 0x1005, 0x1006, 0x1007, 0x1008, 0x100B, 0x100C, 0x100F, 0x1010, 0x1011,
              0x1012, 0x1013, 0x1014, 0x1015, 0x1016, 0x1017, 0x1018, 0x1019, 0x101C)),
    map(chr, (0x1060, 0x1061, 0x1062, 0x1063, 0x1065, 0x1066, 0x1068, 0x1069, 0x106C, 0x106D, 0x1070, 0x1071, 0x1073,
              0x1075, 0x1076, 0x1077, 0x1078, 0x1079, 0x107A, 0x107B, 0x107C, 0x1085)),
    strict=True,
))  # fmt: skip
_TO_THE_RIGHT = {"\u1066": "\u1067", "\u1071": "\u1072", "\u1073": "\u1074", "\u107b": "\u1093"}
"""The shapes of consonants below a wide one."""
_PAIRS = {
    "\u100d\u1039\u100d": "\u106e", "\u100d\u1039\u100e": "\u106f", "\u100f\u1039\u100d": "\u1091",
    "\u100b\u1039\u100c": "\u1092", "\u100b\u1039\u100b": "\u1097",
}  # fmt: skip
_WIDE = frozenset(
    map(chr, (0x1000, 0x1003, 0x1006, 0x100F, 0x1010, 0x1011, 0x1018, 0x101A, 0x101C, 0x101E, 0x101F, 0x1021))
)
_DEEP = frozenset("\u1009\u100a\u100b\u100c\u100d\u1008\u1020\u106a\u106b\u1091\u1092\u1097\u106e\u106f\u1090")
"""Letters that leave no room below."""
_RAS = "\u103b\u107f\u1081\u1083\u107e\u1080\u1082\u1084"
_SHORT = {"\u1014": "\u108f", "\u101b": "\u1090", "\u100a": "\u106b"}
"""Letters with a shape that makes room below."""
_WHOLE = {"\u1029": "\u107e\u101e", "\u102a": "\u1031\u107e\u101e\u102c\u1039", "\u103f": "\u1086"}
_WITH_KINZI = {"\u102d": "\u108b", "\u102e": "\u108c", "\u1036": "\u108d"}


def written(text: str) -> str:
    """Return what a Burmese text in Unicode is in Zawgyi; what Zawgyi has no glyph for stays as it is.

    >>> written("ပြန်ရန်") == "ျပန္ရန္"
    True
    """
    return _SYLLABLE.sub(lambda match: _glyphs(*match.groups("")) or match[0], text)


@lru_cache(maxsize=8192)
def _glyphs(kinzi: str, base: str, below: str, marks: str) -> str:
    """Return the glyphs of a syllable, none where Zawgyi lacks one of them."""
    if not base:
        return "\u104e\u1004\u1039\u1038"
    if base in _WHOLE:
        return _WHOLE[base] + _tail(marks, base, kinzi, is_full=False)
    stacked = [_BELOW.get(letter) for letter in below[1::2]]
    if base + below in _PAIRS:
        base, stacked = _PAIRS[base + below], []
    if None in stacked:
        return ""
    is_full = bool(stacked) or any(mark in marks for mark in "\u103d\u103e\u102f\u1030")
    is_wide = base in _WIDE
    is_high = bool(kinzi) or any(mark in marks for mark in "\u102d\u102e\u1032\u1036")
    ra = _RAS[is_high + 2 * is_full + 4 * is_wide] if "\u103c" in marks else ""
    if base == "\u1009":
        base = "\u1025" if not stacked and any(mark in marks for mark in "\u102b\u102c\u103a") else "\u106a"
    elif is_full:
        base = _SHORT.get(base, base)
    if is_wide:
        stacked = [_TO_THE_RIGHT.get(letter or "", letter) for letter in stacked]
    before = "\u1031" * marks.count("\u1031") + ra
    has_no_room = is_full and bool(stacked or ra or base in _DEEP or "\u103b" in marks)
    return before + base + "".join(map(str, stacked)) + _tail(marks, base, kinzi, is_full=has_no_room)


def _tail(marks: str, base: str, kinzi: str, *, is_full: bool) -> str:
    """Return the glyphs behind the consonant; `is_full` says that there is no room left below it."""
    has = set(marks)
    glyphs = []
    if kinzi:
        above = next((mark for mark in _WITH_KINZI if mark in has), "")
        has.discard(above)
        glyphs.append(_WITH_KINZI.get(above, "\u1064"))
    is_asat_first = "\u103a" in has and marks.find("\u103a") < max(map(marks.find, "\u102b\u102c"))
    if is_asat_first:
        glyphs.append("\u1039")
        has.discard("\u103a")
    if "\u103b" in has and "\u103d" in has:
        glyphs.append("\u107d")
        has.discard("\u103b")
    for together, glyph in (("\u103d\u103e", "\u108a"), ("\u103e\u102f", "\u1088"), ("\u103e\u1030", "\u1089")):
        if has.issuperset(together) and not (is_full and together != "\u103d\u103e"):
            glyphs.append(glyph)
            has.difference_update(together)
    if has.issuperset("\u102b\u103a"):
        glyphs.append("\u105a")
        has.difference_update("\u102b\u103a")
    if has.issuperset("\u102d\u1036"):
        glyphs.append("\u108e")
        has.difference_update("\u102d\u1036")
    dot = "\u1094" if "\u103a" in has or base in "\u108f\u1090" else "\u1095" if is_full else "\u1037"
    shapes = {"\u102f": "\u1033" if is_full else "\u102f", "\u1030": "\u1034" if is_full else "\u1030", "\u1037": dot}
    for mark, glyph in _IN_ORDER:
        if mark in has:
            glyphs.append(shapes.get(mark, glyph))
    return "".join(glyphs)


_IN_ORDER = (
    ("\u103d", "\u103c"), ("\u103e", "\u103d"), ("\u103b", "\u103a"), ("\u102d", "\u102d"), ("\u102e", "\u102e"),
    ("\u1032", "\u1032"), ("\u1036", "\u1036"), ("\u102f", "\u102f"), ("\u1030", "\u1030"), ("\u102b", "\u102b"),
    ("\u102c", "\u102c"), ("\u103a", "\u1039"), ("\u1037", "\u1037"), ("\u1038", "\u1038"),
)  # fmt: skip
"""The marks, each with its glyph, in the order in which they are typed."""
