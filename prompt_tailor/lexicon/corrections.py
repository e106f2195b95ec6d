"""What the user said tags are about: a small file of their own, which goes before everything else that is known."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from ..texts import say
from .category import Category
from .spelling import key
from .tables import rows

FILE = "corrections.tsv"
_NO_TAG = re.compile(r"[\t\r\n,，、]")
_HEAD = "# What you said tags are about: the tag, a tab, its category. You may edit this file while the webui is off.\n"
CORRECTABLE = tuple(
    category
    for category in Category
    if category not in (Category.NETWORK, Category.EMBEDDING, Category.PROSE, Category.UNKNOWN)
)
"""The categories that a tag can be said to be of; the others follow from how a text is written."""


class CorrectionError(ValueError):
    """A correction that makes no sense, or that could not be kept; the message is for the user."""


class Corrections:
    """The user's corrections, by key. Read once; every change is written at once, and never half."""

    def __init__(self, folder: Path):
        """`folder`: the user's data folder; it is made when there is something to keep."""
        self._path = folder / FILE
        self._categories: dict[str, Category] = {}
        self.problems: list[str] = []
        self._read()

    @property
    def categories(self) -> Mapping[str, Category]:
        """Key -> category."""
        return self._categories

    def set(self, tag: str, category: str) -> None:
        """Remember what a tag is about. Raises CorrectionError; then nothing has changed."""
        word = key(tag)
        if not word or word.startswith("#") or _NO_TAG.search(word):
            raise CorrectionError(say("expected one tag, got {got}", got=repr(tag)))
        self._write({**self._categories, word: _category(category)})

    def forget(self, tag: str) -> None:
        """Place a tag as before. Raises CorrectionError when the file cannot be written."""
        word = key(tag)
        self._write({one: category for one, category in self._categories.items() if one != word})

    def _read(self) -> None:
        for word, name in _lines(self._path, self.problems):
            try:
                self._categories[key(word)] = _category(name)
            except CorrectionError as error:
                self.problems.append(
                    say(
                        '{file}: "{word}": {problem}; the line is left out.',
                        file=self._path,
                        word=word,
                        problem=error.args[0],
                    )
                )

    def _write(self, categories: dict[str, Category]) -> None:
        lines = "".join(f"{word}\t{category.value}\n" for word, category in sorted(categories.items()))
        part = self._path.with_suffix(".part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(_HEAD + lines, encoding="utf-8", newline="\n")
            os.replace(part, self._path)
        except OSError as error:
            raise CorrectionError(say("{file} could not be written: {error}", file=self._path, error=error)) from error
        self._categories = categories


def _lines(path: Path, problems: list[str]) -> list[list[str]]:
    try:
        return [cells for cells in rows(path, 2) if cells[0]]
    except (OSError, UnicodeDecodeError) as error:
        problems.append(
            say("{file} could not be read ({error}); your corrections are not used.", file=path, error=error)
        )
        return []


def _category(name: str) -> Category:
    known = [category.value for category in CORRECTABLE]
    if name not in known:
        raise CorrectionError(say("expected a category ({known}), got {got}", known=", ".join(known), got=repr(name)))
    return Category(name)
