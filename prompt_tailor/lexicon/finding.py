"""What the lexicon asks of an index of names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Found(NamedTuple):
    """The least that an entry of the names index tells."""

    kind: str
    name: str
    posts: int | None = None


class FindsNames(Protocol):
    """The names index, as far as the lexicon needs it."""

    def find(self, key: str) -> Found | None:
        """The character, series or artist of that key, or None."""

    def find_other(self, key: str) -> Sequence[Found]:
        """Whoever has that key as another name, the best known first."""

    def find_by_base(self, key: str) -> Sequence[Found]:
        """Characters called so but for a word in parentheses, the best known first."""


class NoNames:
    """Stands in until there is a names index, or where there is none."""

    def find(self, key: str) -> None:
        return None

    def find_other(self, key: str) -> tuple:
        return ()

    def find_by_base(self, key: str) -> tuple:
        return ()
