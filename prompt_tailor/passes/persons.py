"""Several people described one after the other in one line: each keeps what was said of them.

`1girl, red hair, 1boy, blue hair` says whose hair is which by nothing but the place. The model hears it a little; put
in order by kind, nobody could tell any more.
"""

from __future__ import annotations

from collections.abc import Callable

from ..lexicon import Category
from ..syntax import Item
from .unit import item_key

ONE = frozenset({"1girl", "1boy", "1other", "1 girl", "1 boy", "1 other"})
"""Counts of one, which begin the description of a person."""
_SEVERAL = 2
_WHO = frozenset({Category.CHARACTER, Category.SERIES, Category.SUBJECT})
_THEIRS = frozenset(
    {
        Category.RACE,
        Category.MAIN_FEATURES,
        Category.BODY,
        Category.CLOTHING,
        Category.ACCESSORIES,
        Category.EXPRESSION,
        Category.ACTION,
    }
)
_OWN = frozenset(
    [
        "hair",
        "eyes",
        "dress",
        "shirt",
        "skirt",
        "hat",
        "jacket",
        "coat",
        "kimono",
        "skin",
        "ears",
        "tail",
        "horns",
        "wings",
    ]
)


def feature(word: str) -> str | None:
    """What of somebody a key speaks of, where two people would have it: `hair` of `red hair`."""
    _, blank, last = word.rpartition(" ")
    return last if blank and last in _OWN else None


def person_places(
    items: tuple[Item, ...], categories: list[Category], slot_of: Callable[[Category, str], int]
) -> dict[int, tuple[int, ...]]:
    """Index of an item -> its place, for the people of a line and what is said of each, what they do last.

    Empty where nothing is told apart: with one person only, or when no feature is said of two. `slot_of` says which
    slot a category and a key belong to.
    """
    anchors = _anchors(items, categories)
    if len(anchors) < _SEVERAL or not _share_a_feature(items, categories, anchors):
        return {}
    first = min(slot_of(categories[start], item_key(items[start])) for start in anchors)
    places: dict[int, tuple[int, ...]] = {}
    person = 0  # what stands before the first one is theirs
    for index, category in enumerate(categories):
        person += index in anchors[1:]
        word = item_key(items[index])
        if category is Category.CHARACTER or word in ONE:
            places[index] = (first, 0, person, 0)  # in the order typed, or a count would go over to who is before
        elif category in _THEIRS:
            places[index] = (first, 0, person, 1 + (category is Category.ACTION), slot_of(category, word))
    return places


def _anchors(items: tuple[Item, ...], categories: list[Category]) -> list[int]:
    """Where each person begins: at a second count of one, or at a second character: `1girl, hatsune miku` is one."""
    starts: list[int] = []
    said: set[bool] = set()
    for index, category in enumerate(categories):
        named = category is Category.CHARACTER
        if not named and (category is not Category.SUBJECT or item_key(items[index]) not in ONE):
            continue
        if not starts or named in said:
            starts.append(index)
            said = set()
        said.add(named)
    return starts


def _share_a_feature(items: tuple[Item, ...], categories: list[Category], anchors: list[int]) -> bool:
    """Whether the same of two people is spoken of: one's hair and another's; each right behind whom it is of.

    A list in the order of the alphabet names people between things and places.
    """
    seen: set[str] = set()
    for start, end in zip(anchors, [*anchors[1:], len(items)]):
        said = next((index for index in range(start, end) if categories[index] not in _WHO), end)
        if said == end or categories[said] not in _THEIRS:
            continue
        theirs = {named for item in items[said:end] if (named := feature(item_key(item)))}
        if theirs & seen:
            return True
        seen |= theirs
    return False
