"""Names that are made of everyday words: `spot light` most often is just that, `high school fleet` a work."""

from __future__ import annotations

from .finding import Found
from .phrases import singulars
from .works import WorkTables

WELL_KNOWN = 200
"""From so many pictures on a work of several words is meant by them; `posts.tsv` begins there as well."""


class Everyday:
    """What the everyday words and the rarer ones of the lexicon spell."""

    def __init__(self, works: WorkTables):
        self._works = works

    def has(self, word: str) -> bool:
        """Whether it is such a word, or the plural of one."""
        return any(one in self._works.ordinary for one in singulars(word))

    def spells(self, key: str) -> bool:
        """Whether a name is made of everyday words only (`spot light`, `brave`)."""
        if key in self._works.rarer_words:
            return True
        return all(len(word) == 1 or word in self._works.ordinary for word in _words(key))


def is_well_known(found: Found, key: str) -> bool:
    """Whether a character or work of several words has so many pictures that its name is more than its words."""
    return found.kind != "artist" and (found.posts or 0) >= WELL_KNOWN and len(_words(key)) > 1


def _words(key: str) -> list[str]:
    return key.replace("-", " ").split()
