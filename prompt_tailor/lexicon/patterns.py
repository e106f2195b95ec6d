"""Patterns of tags: `* hair`, `holding *`, `hand on * hip`. The longest that fits decides."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from .category import Category
from .tables import rows


class Pattern(NamedTuple):
    """One line of `patterns.txt`."""

    text: str
    category: Category


class Patterns:
    """Finds the longest pattern for a tag with one dictionary look-up for each word of it."""

    def __init__(self, path: Path):
        self._starts: dict[str, Pattern] = {}
        self._ends: dict[str, Pattern] = {}
        self._both: dict[str, list[tuple[str, Pattern]]] = {}
        for text, category in rows(path, 2):
            self._add(Pattern(text, Category(category)))

    def _add(self, pattern: Pattern) -> None:
        start, _, end = pattern.text.partition("*")
        if not end:
            self._starts[start] = pattern
        elif not start:
            self._ends[end] = pattern
        else:
            self._both.setdefault(start, []).append((end, pattern))

    def find(self, key: str) -> Pattern | None:
        """The pattern with the most letters that fits `key`; at the same length a beginning beats an ending."""
        best, length = None, 0
        for start in _starts(key):
            pattern = self._starts.get(start)
            if pattern is not None and len(start) >= length and len(key) > len(start):
                best, length = pattern, len(start)
            for end, both in self._both.get(start, ()):
                if key.endswith(end) and len(key) > len(start) + len(end) > length:
                    best, length = both, len(start) + len(end)
        for end in _ends(key):
            pattern = self._ends.get(end)
            if pattern is not None and len(end) > length and len(key) > len(end):
                best, length = pattern, len(end)
        return best


def _starts(key: str) -> list[str]:
    """`holding a cat` -> `holding `, `holding a `; also up to a colon: `artist:x` -> `artist:`."""
    found = [key[: index + 1] for index, mark in enumerate(key) if mark == " " or mark == ":"]
    return found


def _ends(key: str) -> list[str]:
    """`white hair ribbon` -> ` ribbon`, ` hair ribbon`."""
    return [key[index:] for index, mark in enumerate(key) if mark == " "]
