"""Tags that cannot both be true of one picture, or of one person: `lexicon/contradictions.tsv`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from ..shipped import shipped
from .tables import rows


class Opposition(NamedTuple):
    """Sides that exclude each other."""

    of_person: bool
    """True: only of one and the same person, so that two people may differ."""
    side_of: Mapping[str, int]
    """Key -> the side it is on."""
    unless: frozenset[str]
    """Keys that allow for both sides."""


@lru_cache(maxsize=1)
def oppositions() -> tuple[Opposition, ...]:
    """All of the file, in its order."""
    return tuple(_opposition(*row) for row in rows(shipped("lexicon") / "contradictions.tsv", 3))


@lru_cache(maxsize=1)
def opposed_keys() -> Mapping[str, tuple[int, ...]]:
    """Key -> the indexes of the oppositions that it takes part in."""
    found: dict[str, tuple[int, ...]] = {}
    for index, opposition in enumerate(oppositions()):
        for key in opposition.side_of:
            found[key] = (*found.get(key, ()), index)
    return MappingProxyType(found)


def _opposition(scope: str, sides: str, unless: str) -> Opposition:
    side_of = {key.strip(): index for index, side in enumerate(sides.split("|")) for key in side.split(",")}
    return Opposition(
        scope == "person", MappingProxyType(side_of), frozenset(filter(None, map(str.strip, unless.split(","))))
    )
