"""Characters and their series: each work stands behind the characters it belongs to, the franchise before the work."""

from __future__ import annotations

from ..lexicon import Category
from ..syntax import Item
from .unit import Context, item_key


def family_places(items: tuple[Item, ...], categories: list[Category], context: Context) -> dict[int, tuple[int, ...]]:
    """Index of an item -> its place, for characters and series of a model whose series slot follows the characters'.

    Characters of one work form a family, in the order in which they were typed, and their series come behind them:
    `arima kana, oshi no ko, hoshimachi suisei, hololive`. A series that is nobody's comes behind all of them.
    """
    slot = context.profile.slot_of(Category.CHARACTER)
    if context.profile.slot_of(Category.SERIES) != slot + 1 or not context.profile.character.series:
        return {}
    families: dict[str, int] = {}
    places: dict[int, tuple[int, ...]] = {}
    for index, category in enumerate(categories):
        if category is Category.CHARACTER:
            work = context.series.series_of(item_key(items[index])) or f"\n{index}"
            places[index] = (slot, families.setdefault(work, len(families)), 0)
    above = {context.series.parent(work): family for work, family in families.items() if context.series.parent(work)}
    for index, category in enumerate(categories):
        if category is Category.SERIES:
            word = item_key(items[index])
            if word in families:
                places[index] = (slot, families[word], 2)
            elif word in above:
                places[index] = (slot, above[word], 1)
            else:
                places[index] = (slot, len(families), 2)
    return places
