"""A tag's category, with the reason and the layer that said so."""

from __future__ import annotations

from typing import NamedTuple

from ..texts import say
from .category import Category


class Placement(NamedTuple):
    """What a tag is about, and who says so.

    `layer` is one of "user", "profile", "lexicon", "company", "names", "pattern", "head", "shape", "none".
    """

    category: Category
    reason: str
    layer: str

    def to_json(self) -> dict:
        return {"category": self.category.value, "reason": self.reason, "layer": self.layer}


UNKNOWN = Placement(Category.UNKNOWN, say("not in the lexicon, no name, no pattern, no known head word"), "none")
