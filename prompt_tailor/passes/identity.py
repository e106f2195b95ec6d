"""Characters and their series: each work stands behind the characters it belongs to, the franchise before the work."""

from __future__ import annotations

from ..lexicon import Category
from ..syntax import Item
from .unit import Context, item_key

_BEHIND_SERIES = 99
"""No franchise has so many others above it."""


def family_places(items: tuple[Item, ...], categories: list[Category], context: Context) -> dict[int, tuple[int, ...]]:
    """Index of an item -> its place, for characters and series of a model whose series slot follows the characters'.

    Characters of one franchise form a family, in the order in which they were typed, and their series come behind them:
    `arima kana, oshi no ko, hoshimachi suisei, hololive`. A series that is nobody's comes behind all of them.
    """
    slot = context.profile.slot_of(Category.CHARACTER)
    if context.profile.slot_of(Category.SERIES) != slot + 1 or not context.profile.character.series:
        return {}
    families: dict[str, int] = {}
    works: dict[str, int] = {}
    places: dict[int, tuple[int, ...]] = {}
    for index, category in enumerate(categories):
        if category is Category.CHARACTER:
            work = context.series.series_of(item_key(items[index])) or f"\n{index}"
            works.setdefault(work, len(works))
            places[index] = (slot, families.setdefault(_franchise(work, context), len(families)), 0)
    for index, category in enumerate(categories):
        if category is Category.SERIES:
            word = item_key(items[index])
            family = families.get(_franchise(word, context), len(families))
            depth = len(context.series.parents(word)) if family < len(families) else 0
            places[index] = (slot, family, 1 + depth, works.get(word, len(works)))
    return places


def _franchise(work: str, context: Context) -> str:
    """The topmost franchise above a work, or the work itself."""
    return (context.series.parents(work) or [work])[-1]


def around_families(
    places: dict[int, tuple[int, ...]], categories: list[Category]
) -> dict[int, tuple[tuple[int, ...], tuple[int, ...]]]:
    """Index of a series, and of the last character, of each family -> where tags go that belong before or behind it.

    A character and its series stand right beside each other, or the model would not know what the series is of.
    """
    last = {place[:2]: index for index, place in sorted(places.items()) if categories[index] is Category.CHARACTER}
    around = {}
    for index, place in places.items():
        behind = (*place[:2], _BEHIND_SERIES)
        if place[:2] in last and categories[index] is Category.SERIES:
            around[index] = (behind, behind)
        elif last.get(place[:2]) == index:
            around[index] = (place, behind)
    return around
