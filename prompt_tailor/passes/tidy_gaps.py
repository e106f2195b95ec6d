from __future__ import annotations

import re

from ..syntax import SECTION_WEIGHT, Group, Item, Kind, Part, Prompt, Tag, has_comma
from .edits import SEPARATOR, comma_weight
from .unit import Change, Context, Example, Stage, rewrite

_SENTENCE_END = re.compile(r"[.!?。！？…]$")


@rewrite(
    stage=Stage.LAY_OUT,
    examples=[
        Example("1girl,solo ,  smile", "1girl, solo, smile"),
        Example("1girl，solo、smile", "1girl, solo, smile"),
        Example("1girl,\n\nsolo, # why\nsmile"),
        Example("1girl\nsolo", "1girl,\nsolo"),
        Example("1girl\nsolo", profile="plain"),
        Example("1girl, (smile:1,2)"),
    ],
)
def tidy_gaps(prompt: Prompt, context: Context) -> Change:
    """One comma and one blank between tags; line breaks and comments stay where they are.

    Where tags are put in order a line's end gets a comma too: what stood in two lines must not run together. A weight
    with a comma for its point, `(smile:1,2)`, stays as typed: the checks find it.
    """
    orders = bool(context.profile.order) and context.choices.order != "off"
    parts = [_tidy(part, orders, pinned) for part, pinned in zip(prompt.parts, prompt.pinned)]
    for index in range(len(prompt.borders)):
        parts[index] = _open_up(parts[index], -1)
        parts[index + 1] = _open_up(parts[index + 1], 0)
    if context.positive:
        for section in prompt.sections():
            index = section[-1]
            if not prompt.pinned[index]:
                parts[index] = _guard_end(parts[index])
    parts[0] = _trimmed(parts[0], 0)
    parts[-1] = _trimmed(parts[-1], -1)
    changed = prompt._replace(parts=tuple(parts))
    return Change(prompt if changed.text == prompt.text else changed)


def _tidy(part: Part, commas: bool, pinned: int = 0) -> Part:
    """Of the `pinned` last items the first may weigh the section: no comma comes behind it."""
    if not part.items:
        return part
    items = tuple([_tidy_inside(item) if isinstance(item, Group) else item for item in part.items])
    free = len(items) - pinned
    inner = [
        gap if gap == SEPARATOR or comma_weight(left, gap, right) else _gap(gap, left, commas and index < free)
        for index, (gap, left, right) in enumerate(zip(part.gaps[1:-1], part.items, part.items[1:]))
    ]
    gaps = (part.gaps[0], *inner, part.gaps[-1])
    return part.with_gaps(gaps) if items == part.items else Part(items, gaps)


def _tidy_inside(group: Group) -> Group:
    body = _tidy(group.body, commas=True)
    return group if body == group.body else group._replace(body=body)


def _trimmed(part: Part, end: int) -> Part:
    """No blanks before the first and after the last tag of all."""
    if part.gaps[end] and not part.gaps[end].strip(" ") and part.items:
        return part.with_gaps(("", *part.gaps[1:]) if end == 0 else (*part.gaps[:-1], ""))
    return part


def _open_up(part: Part, end: int) -> Part:
    """Keep a tag from touching the word that divides the parts: `BREAK(smile)` may have become `BREAK` + `1girl`."""
    if part.gaps[end] or not part.items:
        return part
    return part.with_gaps((" ", *part.gaps[1:]) if end == 0 else (*part.gaps[:-1], " "))


def _gap(gap: str, left: Item, commas: bool) -> str:
    if "#" in gap:
        return gap if has_comma(gap) or not commas else "," + gap
    lines = gap.count("\n")
    if not lines:
        return SEPARATOR
    ends_sentence = isinstance(left, Tag) and _SENTENCE_END.search(left.text) is not None
    comma = "," if has_comma(gap) or (commas and not ends_sentence) else ""
    return comma + "\n" * lines


def _guard_end(part: Part) -> Part:
    """Put a comma behind a last tag that ends in `:number`: the webui would take it for the whole prompt's weight."""
    if not part.items or not isinstance(part.items[-1], Tag) or part.items[-1].kind is Kind.NETWORK:
        return part
    last = part.items[-1]
    if has_comma(part.gaps[-1]) or not SECTION_WEIGHT.search(last.text):
        return part
    return part.with_gaps((*part.gaps[:-1], "," + part.gaps[-1]))
