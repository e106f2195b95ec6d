"""Reads the lexicon's text files: one entry a line, fields divided by tabs, `# ` starts a comment."""

from __future__ import annotations

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
    """A large table that is asked for few of its lines: it is kept as it is and searched by halving.

    Its lines stand in the order of code points, comments on top. It is read at the first question; a missing file has
    no lines.
    """

    def __init__(self, path: Path):
        self._path = path

    def starting(self, beginning: str) -> Iterator[list[str]]:
        """The fields of every line that starts with these letters."""
        try:
            wanted = beginning.encode()
        except UnicodeEncodeError:  # half a surrogate pair, which JSON can carry: no line has one
            return
        text = self._text
        at = self._line_from(wanted)
        while text.startswith(wanted, at):
            end = text.find(b"\n", at)
            yield text[at:end].decode().rstrip("\r").split("\t")
            at = end + 1

    @cached_property
    def _text(self) -> bytes:
        """The lines after the comments, each with its line feed."""
        text = self._path.read_bytes() if self._path.is_file() else b""
        start = 0
        while text.startswith(b"# ", start):
            start = text.find(b"\n", start) + 1 or len(text)
        text = text[start:]
        return text if not text or text.endswith(b"\n") else text + b"\n"

    def _line_from(self, wanted: bytes) -> int:
        """Where the first line begins that is not before `wanted`."""
        text = self._text
        low, high = 0, len(text)
        while low < high:
            start = text.rfind(b"\n", 0, (low + high) // 2) + 1
            end = text.find(b"\n", start)
            if text[start:end] < wanted:
                low = end + 1
            else:
                high = start
        return low


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
