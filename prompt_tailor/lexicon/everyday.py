"""Names that are made of everyday words: `spot light` most often is just that, `high school fleet` a work."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from .finding import Found
from .phrases import singulars
from .tables import read_words

WELL_KNOWN = 200
"""From so many pictures on a work of several words is meant by them; `posts.tsv` begins there as well."""


class Everyday:
    """`ordinary.txt` and `rarer_words.txt`, each read when it is first asked for."""

    def __init__(self, folder: Path):
        self._folder = folder

    def has(self, word: str) -> bool:
        """Whether it is such a word, or the plural of one."""
        return any(one in self._ordinary for one in singulars(word))

    def spells(self, key: str) -> bool:
        """Whether a name is made of everyday words only (`spot light`, `brave`)."""
        return key in self._rarer_words or all(len(word) == 1 or word in self._ordinary for word in _words(key))

    @cached_property
    def _ordinary(self) -> frozenset[str]:
        """Everyday words, also somebody's name."""
        return read_words(self._folder / "ordinary.txt")

    @cached_property
    def _rarer_words(self) -> frozenset[str]:
        """Rarer English words, also a little-known name: they are words where they stand alone."""
        return read_words(self._folder / "rarer_words.txt")


def is_well_known(found: Found, key: str) -> bool:
    """Whether a character or work of several words has so many pictures that its name is more than its words."""
    return found.kind != "artist" and (found.posts or 0) >= WELL_KNOWN and len(_words(key)) > 1


def _words(key: str) -> list[str]:
    return key.replace("-", " ").split()
