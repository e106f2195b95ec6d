"""What a mistyped tag may stand for: a known tag that differs by few typing errors, all in words that nobody knows."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

_SHORTEST = 6
"""Shorter tags are near too many others."""
_SHORTEST_WORD = 4
_TWO_ERRORS_FROM = 12
"""Tags of so many letters are forgiven two errors, shorter ones one."""
_TWO_IN_A_WORD_FROM = 8
_REMEMBERED = 5_000


class Misspellings:
    """Finds what was meant. Cheap to make; the words of all tags are gathered when the first tag is looked at."""

    def __init__(self, tags: Collection[str]):
        self._tags = tags
        self._found: dict[str, str | None] = {}

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for tag in self._tags for word in tag.replace("-", " ").split())

    def meant(self, key: str) -> str | None:
        """The known tag that is nearest to a key; None where none is near, or every word of the key is known.

        Without the package `rapidfuzz` nothing is near.
        """
        if key not in self._found:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[key] = self._nearest(key) if self._is_suspicious(key) else None
        return self._found[key]

    def _is_suspicious(self, key: str) -> bool:
        words = key.replace("-", " ").split()
        plain = key.isascii() and all(word.isalpha() or word in self._words for word in words)
        strange = any(len(word) >= _SHORTEST_WORD and word not in self._words for word in words)
        return plain and strange and len(key) >= _SHORTEST

    def _nearest(self, key: str) -> str | None:
        try:
            from rapidfuzz import process  # not at the top: most prompts have no mistakes
            from rapidfuzz.distance import OSA
        except ImportError:
            return None
        errors = 2 if len(key) >= _TWO_ERRORS_FROM else 1
        words = key.split()
        same_start = [tag for tag in self._tags if tag[:1] == key[:1] and abs(len(tag) - len(key)) <= errors]
        found = process.extract(key, same_start, scorer=OSA.distance, score_cutoff=errors, limit=5)
        for tag, _, _ in found:
            pairs = [(one, other) for one, other in zip(words, tag.split()) if one != other]
            if len(words) == len(tag.split()) and all(
                self._is_strange(one) and OSA.distance(one, other) <= _errors(one) and not _is_plural(one, other)
                for one, other in pairs
            ):
                return tag
        return None

    def _is_strange(self, word: str) -> bool:
        """Whether no tag has the word; one that a tag has is no error: `pink car` is no `pink cat`."""
        return word not in self._words and len(word) >= _SHORTEST_WORD


def _errors(word: str) -> int:
    return 2 if len(word) >= _TWO_IN_A_WORD_FROM else 1


def _is_plural(one: str, other: str) -> bool:
    """Whether one is the other's plural, which is no typing error."""
    return one.rstrip("s") == other.rstrip("s")
