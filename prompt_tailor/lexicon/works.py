"""The best known characters and works: what the names index need not be there for."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from .category import Category
from .tables import SortedTable, read_words, rows

LAST_QUALIFIER = re.compile(r"\s*\(([^()]+)\)$")
"""What stands in parentheses at the end of a name."""


_FAMOUS_FROM = 5_000
"""A character whose whole name is an everyday word (`link`) is met far more often than the thing from so many pictures
on."""


class WorkTables:
    """The tables of characters and works: the small ones read once, the large ones asked for lines."""

    def __init__(self, folder: Path):
        self.characters = {name: (series, subject) for name, series, subject in rows(folder / "characters.tsv", 3)}
        """Character -> the work it is from, and `1girl`, `1boy`, `1other` or nothing."""
        self.qualifiers = {word: series for word, series in rows(folder / "qualifiers.tsv", 2)}
        """Word in parentheses -> the work it stands for; nothing for a costume or a form."""
        self.parents = {series: parent for series, parent in rows(folder / "parents.tsv", 2)}
        """Work -> the franchise above it."""
        self.other_names = SortedTable(folder / "other_names.tsv")
        """What people type, `character` or `series`, the name."""
        self.posts = SortedTable(folder / "posts.tsv")
        """Name, kind, and how many pictures there are."""
        self._folder = folder

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """Everyday words, also somebody's name."""
        return read_words(self._folder / "ordinary.txt")

    @cached_property
    def rarer_words(self) -> frozenset[str]:
        """Rarer words, also a name: they are words where they stand alone."""
        return read_words(self._folder / "rarer_words.txt")

    @cached_property
    def words_first(self) -> frozenset[str]:
        """Everyday words that are all of a character's name as well (`ditto`): that only beside the work."""
        both = (self.ordinary | self.rarer_words) & self.characters.keys()
        return frozenset(word for word in both if self._posts(word) < _FAMOUS_FROM)

    def _posts(self, character: str) -> int:
        return max((int(posts) for _, _, posts in self.posts.starting(f"{character}\tcharacter\t")), default=0)

    @cached_property
    def everyday_ideographs(self) -> frozenset[str]:
        """Chinese and Japanese everyday words that are somebody's name as well."""
        return frozenset(word for (word,) in rows(self._folder / "ordinary_cjk.txt", 1))

    def names(self) -> dict[str, Category]:
        """Every name in the tables with its category; a name that is both is the character's."""
        works = {series for series, _ in self.characters.values()} | set(self.parents) | set(self.parents.values())
        works |= {series for series in self.qualifiers.values() if series}
        found = dict.fromkeys(works, Category.SERIES)
        found.update(dict.fromkeys(self.characters, Category.CHARACTER))
        return found

    def named_in(self, name: str) -> str | None:
        """The work that the last word in parentheses stands for, if it stands for one."""
        found = LAST_QUALIFIER.search(name)
        return self.qualifiers.get(found[1]) if found else None
