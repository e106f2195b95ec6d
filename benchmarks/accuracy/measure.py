"""The figures: shares between 0 and 1."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from prompt_tailor.lexicon import Lexicon, SeriesTable

from .placers import Placer
from .samples import Labelled, danbooru, labelled

RANKS = (5_000, 20_000)
Figures = dict[str, float]


def of_tags(place: Placer, lexicon: Lexicon) -> Figures:
    """How a placer does on the three samples of general tags."""
    frequent, rarer = labelled("frequent"), labelled("rarer")
    held_out = [one for one in labelled("held_out") if not lexicon.knows(one.key) and lexicon.alias(one.key) is None]
    return {
        "frequent right": _share(frequent, lambda one: place(one.key) in one.right),
        "frequent right, by pictures": _share(frequent, lambda one: place(one.key) in one.right, weighted=True),
        "frequent not placed": _share(frequent, lambda one: place(one.key) == "unknown"),
        "rarer right": _share(rarer, lambda one: place(one.key) in one.right),
        "rarer not placed": _share(rarer, lambda one: place(one.key) == "unknown"),
        "in no file right": _share(held_out, lambda one: place(one.key) in one.right),
        "in no file not placed": _share(held_out, lambda one: place(one.key) == "unknown"),
        "characters known": _share(labelled("characters"), lambda one: place(one.key) == "character"),
    }


def of_series(lexicon: Lexicon) -> Figures:
    """How often we name the right work of a character. What else there is names none."""
    table = SeriesTable(lexicon)
    characters = labelled("characters")
    bare = [one for one in characters if "(" not in one.key]
    qualified = [one for one in characters if "(" in one.key]
    return {
        "series of plain names": _share(bare, lambda one: table.series_of(one.key) in one.right),
        "series of names with a work": _share(qualified, lambda one: table.series_of(one.key) in one.right),
    }


def of_all_rarer(place: Placer) -> Figures:
    """The share that is not placed of all general tags at ranks 5,001 to 20,000; needs Danbooru's list."""
    keys = [key for key, _ in islice(danbooru("0"), *RANKS)]
    return {"all rarer not placed": sum(place(key) == "unknown" for key in keys) / len(keys)}


def _share(sample: Sequence[Labelled], fits: Callable[[Labelled], bool], weighted: bool = False) -> float:
    weights = [one.pictures if weighted else 1 for one in sample]
    return sum(weight for one, weight in zip(sample, weights) if fits(one)) / sum(weights)
