"""Making the fixes that rules offer: each is one replacement in the text, as small as can be."""

from __future__ import annotations

import re
from os.path import commonprefix

from ..diagnostics import Fix, Span
from ..passes.edits import remove_where
from ..syntax import Group, Tag
from .checked import Checked, Seen

_COMMAS = frozenset(",，、")
_COMMA_BEHIND = re.compile(r"([ \t]*[,，、])[ \t]*")
_LONGEST = 20
_NUMBER_AT_END = re.compile(r":\s*[+-]?[.\d]+\s*$")
"""Behind such a tag a comma keeps the webui from reading the number as a weight."""


def respelled(tag: Tag | Group, text: str, label: str, safe: bool = False) -> Fix:
    """Put another text in a tag's or group's place."""
    return Fix(label, Span(tag.at, tag.at + len(tag.text)), text, safe)


def without(checked: Checked, seen: Seen, label: str, safe: bool = False) -> Fix:
    """Take a tag out, with one of the commas beside it; line breaks and comments stay."""
    if seen.grouped:
        after = remove_where(checked.prompt, lambda other: other is seen.tag)
        return edit(checked.text, after.text, label, safe)
    start, end = seen.tag.at, seen.tag.at + len(seen.tag.text)
    behind = _COMMA_BEHIND.match(checked.text, end)
    comma = len(checked.text[:start].rstrip(" \t")) - 1
    has_comma = comma >= 0 and checked.text[comma] in _COMMAS
    if behind and has_comma:
        return Fix(label, Span(comma + 1, behind.end(1)), "", safe)
    if behind:
        return Fix(label, Span(start, behind.end()), "", safe)
    if has_comma and not _NUMBER_AT_END.search(checked.text, max(0, comma - _LONGEST), comma):
        return Fix(label, Span(comma, end), "", safe)
    return Fix(label, Span(start, end), "", safe)


def edit(before: str, after: str, label: str, safe: bool = False) -> Fix:
    """The one replacement that makes `after` of `before`."""
    start = len(commonprefix((before, after)))
    most = min(len(before), len(after)) - start
    same = min(most, len(commonprefix((before[::-1], after[::-1]))))
    return Fix(label, Span(start, len(before) - same), after[start : len(after) - same], safe)
