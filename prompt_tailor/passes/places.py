"""Where in a prompt something new belongs, and what is there already."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ..lexicon import Category, key
from ..syntax import ADDED, Group, Item, Kind, Part, Prompt, Tag, atoms, parse
from ..texts import say
from .edits import insert
from .inside import words_inside
from .unit import Context, item_key, tag_key

_WITH_MARKS = frozenset({Kind.ALTERNATION, Kind.COMPOUND, Kind.OPAQUE, Kind.SCHEDULE})
_ADDED = frozenset({Category.QUALITY, Category.AESTHETIC, Category.RATING, Category.YEAR, Category.META})
_COMMON_FIRST = frozenset({"ADDCOMM", "ADDBASE"})
_REGIONS = frozenset({"ADDCOL", "ADDROW"})


def new_item(text: str, weight: float | None = None) -> Item:
    """A tag that nobody typed, with emphasis when a weight is given."""
    tag = Tag(text)
    return tag if weight is None else Group("(", Part((tag,), ("", "")), f":{weight:g})", ADDED)


@lru_cache(maxsize=256)
def items_of(text: str) -> tuple[Item, ...]:
    """The items of a card's prompt text, as added ones."""
    return tuple(_added(item) for item in parse(text, positive=False).parts[0].items)


def _added(item: Item) -> Item:
    if isinstance(item, Tag):
        return item._replace(at=ADDED)
    body = item.body.with_items(tuple(_added(member) for member in item.body.items))
    return item._replace(body=body, at=ADDED)


def may_be_added(tag: Tag, context: Context) -> bool:
    """Whether a tag is of the kinds that are added to any prompt: it may be ours, from when it was fitted before."""
    return tag.kind is Kind.PLAIN and context.place(tag).category in _ADDED


def keys_in(prompt: Prompt, section: range) -> set[str]:
    """The keys of all tags of a section."""
    return keys_of([atom.tag for index in section for atom in atoms(prompt.parts[index])])


def keys_of(tags: list[Tag]) -> set[str]:
    """The keys of tags, and of what stands inside those with marks of their own: `{vocaloid}`, `1.2::nsfw::`."""
    inside = {key(word) for tag in tags if tag.kind in _WITH_MARKS for word in words_inside(tag.text)}
    return inside.union(map(tag_key, tags))


def regions(prompt: Prompt) -> list[range]:
    """The parts of each prompt that the model reads by itself: AND composes them, ADDCOL and ADDROW divide them.

    Regional Prompter gives each of its regions nothing but its own part, so one of two figures would be left without
    quality words. A common or base part (ADDCOMM, ADDBASE) speaks for all of them.
    """
    found: list[range] = []
    for section in prompt.sections():
        inside = [(index, prompt.borders[index]) for index in section[:-1]]
        common = any(border in _COMMON_FIRST for _, border in inside)
        starts = [index + 1 for index, border in inside if border in _REGIONS and not common]
        edges = [section.start, *starts, section.stop]
        found += [range(start, end) for start, end in zip(edges, edges[1:])]
    return found


def without(reason: str, left_out: Mapping[str, str]) -> str:
    """The reason for what was added, with the words that were left out of it and the tag that spoke against each."""
    for word, wish in left_out.items():
        reason = say('{reason}; without "{word}", for "{wish}" is asked for', reason=reason, word=word, wish=wish)
    return reason


def opening_part(prompt: Prompt, section: range) -> int | None:
    """The part that takes what stands at the front: the first one that holds anything."""
    return next((index for index in section if prompt.parts[index].items), None)


def closing_part(prompt: Prompt, section: range) -> int | None:
    """The part that takes what stands at the end: the last one, or Regional Prompter's common or base part."""
    for index in section[:-1]:
        if prompt.borders[index] in _COMMON_FIRST and prompt.parts[index].items:
            return index
    return next((index for index in reversed(section) if prompt.parts[index].items), None)


def append(prompt: Prompt, index: int, items: list[Item]) -> Prompt:
    """The prompt with items at the end of a part, before what is pinned there."""
    part = prompt.parts[index]
    return prompt.with_part(index, insert(part, len(part.items) - prompt.pinned[index], *items))


def prepend(prompt: Prompt, index: int, items: list[Item]) -> Prompt:
    """The prompt with items at the front of a part."""
    return prompt.with_part(index, insert(prompt.parts[index], 0, *items))


def put_in_slot(prompt: Prompt, section: range, item: Item, category: Category, context: Context) -> Prompt:
    """The prompt with one item at its category's slot: behind the last tag that stands before it in the order."""
    index = opening_part(prompt, section)
    if index is None:
        return prompt
    part = prompt.parts[index]
    slot = context.profile.slot_of(category, item_key(item))
    place = 0
    for position, other in enumerate(part.items[: len(part.items) - prompt.pinned[index]]):
        placed = context.place_item(other).category
        if placed in _IDENTITY and context.profile.slot_of(placed) <= slot:
            place = position + 1
    return prompt.with_part(index, insert(part, place, item))


_IDENTITY = frozenset(
    {Category.ARTIST, Category.SUBJECT, Category.CHARACTER, Category.SERIES, Category.RATING, Category.YEAR}
)
