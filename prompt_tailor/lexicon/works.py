"""The best known characters and works: what the names index need not be there for."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from .category import Category
from .tables import SortedTable, rows

LAST_QUALIFIER = re.compile(r"\s*\(([^()]+)\)$")
"""What stands in parentheses at the end of a name."""


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
