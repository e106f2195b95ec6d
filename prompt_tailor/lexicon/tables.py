"""Reads the lexicon's text files: one entry a line, fields divided by tabs, `# ` starts a comment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .category import Category


def rows(path: Path, fields: int) -> Iterator[list[str]]:
    """The lines of a table, each with exactly `fields` fields (missing ones are empty). A missing file has none."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            cells = line.split("\t")
            yield (cells + [""] * fields)[:fields]


def read_tags(folder: Path) -> dict[str, Category]:
    """Key -> category, from `<category>.txt` files with one key a line."""
    placed: dict[str, Category] = {}
    for path in sorted(folder.glob("*.txt")):
        category = Category(path.stem)
        lines = path.read_text(encoding="utf-8").splitlines()
        placed.update((line, category) for line in lines if line and not line.startswith("# "))
    return placed


def read_pairs(path: Path) -> dict[str, str]:
    """First field -> second field."""
    return {first: second for first, second in rows(path, 2)}
