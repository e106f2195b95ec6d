"""Sentences about somebody: `an elf archer aiming her bow` is about an archer, neither about a bow nor an outfit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from .category import Category
from .phrases import singulars
from .tables import read_words

_SOMEBODY = frozenset({Category.RACE, Category.SUBJECT})
_WHO_DOES = re.compile(
    r"(?:an?|the|one|two|three|four|some|several) "
    r"(?P<who>(?:(?!(?:in|on|at|of|with|from|by|to|for|under|over)\b)[\w'-]+ ){1,6}?)"
    r"(?:is |are )?(?!(?:build|ceil|cloth|draw|earr|even|light|morn|paint|pierc|spr|stock|str|wedd|be|k|r|th|w)ing\b)"
    r"[a-z]{2,}ing\b(?!-)"
)


class Somebody:
    """Knows whom a sentence is about: beings and people by the lexicon, and those of `roles.txt`."""

    def __init__(self, folder: Path, *listed: Mapping[str, Category]):
        """`listed`: what words are about, the first that has a word decides."""
        self._folder = folder
        self._listed = listed

    def does_something(self, key: str) -> str | None:
        """Whom a phrase is about that begins with an article and says who does what; None of any other."""
        found = _WHO_DOES.match(key) if "ing" in key else None
        if found is None:
            return None
        who = found["who"].rstrip()
        return who if any(map(self._is_one, singulars(who.rsplit(" ", 1)[-1]))) else None

    def _is_one(self, word: str) -> bool:
        if word in self._roles:
            return True
        return next((listed[word] for listed in self._listed if word in listed), None) in _SOMEBODY

    @cached_property
    def _roles(self) -> frozenset[str]:
        return read_words(self._folder / "roles.txt")
