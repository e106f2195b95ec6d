"""Making the fixes that rules offer: each is one replacement in the text, as small as can be."""

from __future__ import annotations

from os.path import commonprefix

from ..diagnostics import Fix, Span
from ..passes.edits import remove_where
from ..syntax import Group, Tag
from .checked import Checked


def respelled(tag: Tag | Group, text: str, label: str, safe: bool = False) -> Fix:
    """Put another text in a tag's or group's place."""
    return Fix(label, Span(tag.at, tag.at + len(tag.text)), text, safe)


def without(checked: Checked, tag: Tag, label: str, safe: bool = False) -> Fix:
    """Take a tag out, with its comma; line breaks and comments stay."""
    return edit(checked.text, remove_where(checked.prompt, lambda other: other is tag).text, label, safe)


def edit(before: str, after: str, label: str, safe: bool = False) -> Fix:
    """The one replacement that makes `after` of `before`."""
    start = len(commonprefix((before, after)))
    most = min(len(before), len(after)) - start
    same = min(most, len(commonprefix((before[::-1], after[::-1]))))
    return Fix(label, Span(start, len(before) - same), after[start : len(after) - same], safe)
