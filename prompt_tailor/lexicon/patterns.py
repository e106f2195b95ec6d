"""Patterns of tags: `* hair`, `holding *`, `hand on * hip`. The one with the most words decides."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from .category import Category
from .tables import rows

DETAILED = frozenset(
    {"beautiful detailed *", "detailed *", "extremely detailed *", "ultra detailed *", "very detailed *", "perfect *"}
)
"""Patterns of words on detail: what follows them may say more."""


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
        """The pattern with the most words that fits `key`; with as many words a beginning beats an ending."""
        best, words = None, 0
        for start in _starts(key):
            pattern = self._starts.get(start)
            if pattern is not None and _words(start) >= words:
                best, words = pattern, _words(start)
            for end, both in self._both.get(start, ()):
                if key.endswith(end) and len(key) > len(start) + len(end) and _words(start + end) > words:
                    best, words = both, _words(start + end)
        for end in _ends(key):
            pattern = self._ends.get(end)
            if pattern is not None and _words(end) > words:
                best, words = pattern, _words(end)
        return best


def _starts(key: str) -> list[str]:
    """`holding a cat` -> `holding `, `holding a `; also up to a colon: `artist:x` -> `artist:`."""
    return [key[: index + 1] for index, mark in enumerate(key[:-1]) if mark in " :"]


def _ends(key: str) -> list[str]:
    """`white hair ribbon` -> ` ribbon`, ` hair ribbon`."""
    return [key[index:] for index, mark in enumerate(key) if mark == " " and index]


def _words(text: str) -> int:
    return len(text.replace(":", " ").split())
