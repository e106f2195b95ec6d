"""Reads the lexicon's text files: one entry a line, fields divided by tabs, `# ` starts a comment."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from .category import Category


def rows(path: Path, fields: int) -> Iterator[list[str]]:
    """The lines of a table, each with exactly `fields` fields (missing ones are empty). A missing file has none."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            cells = line.split("\t")
            yield cells if len(cells) == fields else (cells + [""] * fields)[:fields]


class SortedTable:
    """A large table that is asked for few of its lines: they are kept as they are and searched by halving.

    The lines stand in the order of code points, comments on top. The file is read at the first question; a missing one
    has no lines.
    """

    def __init__(self, path: Path):
        self._path = path

    def starting(self, beginning: str) -> Iterator[list[str]]:
        """The fields of every line that starts with these letters."""
        lines = self._lines
        for index in range(bisect_left(lines, beginning), len(lines)):
            if not lines[index].startswith(beginning):
                return
            yield lines[index].split("\t")

    def has(self, beginning: str) -> bool:
        """Whether a line starts with these letters."""
        index = bisect_left(self._lines, beginning)
        return index < len(self._lines) and self._lines[index].startswith(beginning)

    def ending(self, end: str) -> list[list[str]]:
        """The fields of every line that ends with these letters. All lines are looked at."""
        return [line.split("\t") for line in self._lines if line.endswith(end)]

    @cached_property
    def _lines(self) -> list[str]:
        """The lines after the comments."""
        lines = self._path.read_text(encoding="utf-8").split("\n") if self._path.is_file() else []
        first = next((index for index, line in enumerate(lines) if not line.startswith("# ")), len(lines))
        return lines[first : len(lines) - (lines[-1:] == [""])]


def read_tags(folder: Path) -> dict[str, Category]:
    """Key -> category, from `<category>.txt` files with one key a line."""
    placed: dict[str, Category] = {}
    for path in sorted(folder.glob("*.txt")):
        category = Category(path.stem)
        lines = path.read_text(encoding="utf-8").splitlines()
        placed.update((line, category) for line in lines if line and not line.startswith("# "))
    return placed


def read_words(path: Path) -> frozenset[str]:
    """The lines of a list with one word a line."""
    return frozenset(word for (word,) in rows(path, 1))


def read_pairs(path: Path) -> dict[str, str]:
    """First field -> second field."""
    return {first: second for first, second in rows(path, 2)}
