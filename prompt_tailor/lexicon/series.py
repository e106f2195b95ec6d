"""Which work a character is from: by the name in parentheses, else by the table of the best known characters."""

from __future__ import annotations

from .category import Category
from .lexicon import Lexicon
from .works import LAST_QUALIFIER


class SeriesTable:
    """Character -> work, and work -> the franchise above it."""

    def __init__(self, lexicon: Lexicon):
        self._lexicon = lexicon
        self._works = lexicon.works

    def series_of(self, character: str) -> str | None:
        """The series of a character's key, unescaped and lower case, or None when we do not know.

        `ganyu (genshin impact)` says it itself, `saber (fate)` by a short word, `hoshimachi suisei (1st costume)` and
        `hatsune miku` by the table; a costume is not a series.
        """
        name = character
        while name:
            if name in self._works.characters:
                return self._works.characters[name][0]
            found = LAST_QUALIFIER.search(name)
            if found is None:
                return None
            series = self._named_series(found[1])
            if series:
                return series
            name = name[: found.start()]
        return None

    def subject_of(self, character: str) -> str | None:
        """`1girl`, `1boy`, `1other` for a character of the table, else None."""
        name = character
        while name:
            entry = self._works.characters.get(name)
            if entry and entry[1]:
                return entry[1]
            found = LAST_QUALIFIER.search(name)
            if found is None:
                return None
            name = name[: found.start()]
        return None

    def is_series(self, word: str) -> bool:
        """Whether a word in parentheses stands for a work."""
        return self._named_series(word) is not None

    def qualifier(self, word: str) -> str | None:
        """The work a word in parentheses stands for; "" for a costume or form; None for a word we do not know."""
        return self._works.qualifiers.get(word)

    def parent(self, series: str) -> str | None:
        """The franchise above: `honkai: star rail` -> `honkai (series)`."""
        return self._works.parents.get(series)

    def parents(self, series: str) -> list[str]:
        """All franchises above, the nearest first."""
        found = [series]
        while (above := self.parent(found[-1])) and above not in found:
            found.append(above)
        return found[1:]

    def _named_series(self, word: str) -> str | None:
        if word in self._works.qualifiers:
            return self._works.qualifiers[word] or None
        return word if self._lexicon.place(word).category is Category.SERIES else None
