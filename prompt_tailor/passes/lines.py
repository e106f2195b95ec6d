"""Lines that somebody laid out on purpose: their tags stay in them."""

from __future__ import annotations

import re

from ..lexicon import is_count
from ..syntax import Atom, Group, Item, Part
from .unit import tag_key

_COMMENT_LINE = re.compile(r"\n[ \t]*#")
_SEVERAL = 2


def line_runs(part: Part, movable: int) -> list[range]:
    """The runs of items that may be put in order among themselves; one run when lines are only lines.

    Where several lines each say who is in them (`1girl, red hair` under `1girl, blue hair`, as region tools have it),
    or stand under comment lines of their own, each line keeps its tags.
    """
    if "\n" not in "".join(part.gaps):
        return [range(movable)]
    breaks = [index for index in range(1, movable) if "\n" in part.gaps[index]]
    lines = _runs(breaks, movable)
    if sum(_says_who(part, line) for line in lines) >= _SEVERAL:
        return lines
    headings = [index for index in range(movable) if _has_comment_line(part, index)]
    if len(headings) >= _SEVERAL:
        return _runs([index for index in headings if index], movable)
    return [range(movable)]


def lines_of(part: Part) -> list[tuple[Atom, ...]]:
    """A part's tags; where its lines keep theirs (`line_runs`), those of each line."""
    runs = line_runs(part, len(part.items))
    if len(runs) == 1:
        return [part.atoms]
    return [Part(part.items[run.start : run.stop], part.gaps[run.start : run.stop + 1]).atoms for run in runs]


def _has_comment_line(part: Part, index: int) -> bool:
    """Whether a line that is nothing but a comment stands right before the item."""
    gap = part.gaps[index] if index else "\n" + part.gaps[0]
    return _COMMENT_LINE.search(gap) is not None


def _says_who(part: Part, line: range) -> bool:
    return any(_is_somebody(part.items[index]) for index in line)


def _is_somebody(item: Item) -> bool:
    """Whether an item says who is there, in emphasis too: of two that say it in one line either may be merged away."""
    if isinstance(item, Group):
        return any(map(_is_somebody, item.body.items))
    return is_count(tag_key(item))


def _runs(starts: list[int], end: int) -> list[range]:
    edges = [0, *starts, end]
    return [range(start, stop) for start, stop in zip(edges, edges[1:])]
