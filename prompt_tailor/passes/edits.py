"""Small changes of a part that keep its gaps right: no line break and no comment is ever lost."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..syntax import Group, Item, Part, Prompt, Tag

SEPARATOR = ", "
_NUMBER_AT_END = re.compile(r":\s*[+-]?[.\d]+$")
"""What a bracket behind it would make a weight or a step of: `nier:2`."""
_NETWORK_AT_END = re.compile(r"<\w+$")
"""What a weight behind it would make a network of: `<3`."""
_COMMA = re.compile(r"[,，、]")
_BEFORE_COMMA = re.compile(r"(?P<tag>.+?)\s*:\s*(?P<whole>[01])")
_BEHIND_COMMA = re.compile(r"\d{1,2}")


def map_tags(prompt: Prompt, change: Callable[[Tag], Tag]) -> Prompt:
    """The prompt with `change` applied to every tag, group members included; the same object if nothing changed."""
    parts = [_map_part(part, change) for part in prompt.parts]
    unchanged = all(new is old for new, old in zip(parts, prompt.parts))
    return prompt if unchanged else prompt._replace(parts=tuple(parts))


def _map_part(part: Part, change: Callable[[Tag], Tag]) -> Part:
    changed = False
    items: list[Item] = []
    for item in part.items:
        if isinstance(item, Tag):
            new: Item = change(item)
        else:
            body = _map_part(item.body, change)
            new = item if body is item.body else sealed(item._replace(body=body))
        changed = changed or new is not item
        items.append(new)
    return Part(tuple(items), part.gaps) if changed else part


def insert(part: Part, index: int, *added: Item) -> Part:
    """The part with `added` before the item at `index` (or after the last one).

    The new separators stand where no line break of the user's gets moved; a comma that trailed now divides.
    """
    if not added:
        return part
    items = (*part.items[:index], *added, *part.items[index:])
    gaps, between = part.gaps, (SEPARATOR,) * (len(added) - 1)
    if not part.items:
        return Part(items, ("", *between, _without_commas(gaps[0]) if between else gaps[0]))
    if index == 0:
        return Part(items, (gaps[0], *between, SEPARATOR, *gaps[1:]))
    if index == len(part.items):
        return Part(items, (*gaps[:-1], SEPARATOR, *between, _without_commas(gaps[-1])))
    return Part(items, (*gaps[:index], SEPARATOR, *between, *gaps[index:]))


def remove(part: Part, index: int) -> Part:
    """The part without the item at `index`; the gaps on both sides of it become one."""
    items = (*part.items[:index], *part.items[index + 1 :])
    before, after = part.gaps[index], part.gaps[index + 1]
    if items and index == len(part.items) - 1:
        joined = _worth_keeping(before) + after
    else:
        joined = before + _worth_keeping(after)
    return Part(items, (*part.gaps[:index], joined, *part.gaps[index + 2 :]))


def remove_where(prompt: Prompt, goes: Callable[[Tag], bool]) -> Prompt:
    """The prompt without the tags for which `goes` is true; a group that has lost its last member goes too."""
    return prompt._replace(parts=tuple(remove_from(part, goes) for part in prompt.parts))


def remove_from(part: Part, goes: Callable[[Tag], bool]) -> Part:
    """The same for one part."""
    for index in range(len(part.items) - 1, -1, -1):
        item = part.items[index]
        if isinstance(item, Group):
            body = remove_from(item.body, goes)
            if body.items:
                part = part.with_items(
                    (*part.items[:index], sealed(item._replace(body=body)), *part.items[index + 1 :])
                )
            elif item.body.items:
                part = _dissolve(part, index, (*body.gaps, "\n" * item.close.count("\n")))
        elif goes(item):
            part = remove(part, index)
    return part


def sealed(group: Group) -> Group:
    """The group, with a comma before its bracket where the last tag and the bracket would be read as something else."""
    body = group.body
    last = body.items[-1]
    taken = _NUMBER_AT_END if group.close in (")", "]") else _NETWORK_AT_END
    if not isinstance(last, Tag) or "," in body.gaps[-1] or not taken.search(last.text):
        return group
    return group._replace(body=Part(body.items, (*body.gaps[:-1], "," + body.gaps[-1])))


def _dissolve(part: Part, index: int, inside: tuple[str, ...]) -> Part:
    """Remove an emptied group; a comment or line break inside it joins the gap before it."""
    gaps = (*part.gaps[:index], part.gaps[index] + _worth_keeping("".join(inside)), *part.gaps[index + 1 :])
    return remove(Part(part.items, gaps), index)


def comma_weight(left: Item, gap: str, right: Item) -> tuple[str, str] | None:
    """The tag and the weight that were meant by two items with a comma where a point should be: `(smile:1,2)`."""
    if gap != "," or not isinstance(left, Tag) or not isinstance(right, Tag) or not _BEHIND_COMMA.fullmatch(right.text):
        return None
    found = _BEFORE_COMMA.fullmatch(left.text)
    return (found["tag"], f"{found['whole']}.{right.text}") if found else None


def may_be_decimals(tag: Tag) -> bool:
    """Whether a tag may be what follows the comma of such a weight: two of these repeat nothing."""
    return _BEHIND_COMMA.fullmatch(tag.text) is not None


def _worth_keeping(gap: str) -> str:
    """A gap's line breaks and comments; nothing when it has none."""
    return _without_commas(gap) if "\n" in gap or "#" in gap else ""


def _without_commas(gap: str) -> str:
    """A gap's blanks, line breaks and comments without its commas; commas in a comment are the comment's own."""
    lines = []
    for line in gap.split("\n"):
        code, mark, comment = line.partition("#")
        lines.append(_COMMA.sub("", code) + mark + comment)
    return "\n".join(lines)
