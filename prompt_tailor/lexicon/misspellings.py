"""What a mistyped tag may stand for: a known tag that differs by few typing errors, all in words that nobody knows.

A name is only meant where one of its words is right: `hatsune mikuu`.
"""

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
_VOWELS = frozenset("aeiouy")
_SOUND_ALIKE = ("ck", "cs", "sz", "kq", "vw", "fv", "mn")
_KEYS = {
    letter: (place + shift, row)
    for row, (letters, shift) in enumerate((("qwertyuiop", 0), ("asdfghjkl", 0.25), ("zxcvbnm", 0.75)))
    for place, letter in enumerate(letters)
}
"""Where each letter lies on a keyboard."""


class Misspellings:
    """Finds what was meant. Cheap to make; the words of all tags are gathered when the first tag is looked at."""

    def __init__(self, tags: Collection[str], names: Collection[str] = (), english: Collection[str] = ()):
        """`english`: words that are none of a tag's, and yet no errors."""
        self._tags = tags
        self._names = names
        self._english = english
        self._found: dict[str, str | None] = {}

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for tag in (*self._tags, *self._names) for word in _split(tag))

    @cached_property
    def _full_names(self) -> list[str]:
        return [name for name in self._names if " " in name]

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
        words = _split(key)
        plain = key.isascii() and all(word.isalpha() or word in self._words for word in words)
        return plain and len(key) >= _SHORTEST and any(map(self._is_strange, words))

    def _nearest(self, key: str) -> str | None:
        try:
            from rapidfuzz import process  # not at the top: most prompts have no mistakes
            from rapidfuzz.distance import OSA
        except ImportError:
            return None
        errors = 2 if len(key) >= _TWO_ERRORS_FROM else 1
        words = key.split()
        for known in (self._tags, self._full_names):
            same_start = [one for one in known if one[:1] == key[:1] and abs(len(one) - len(key)) <= errors]
            for found, _, _ in process.extract(key, same_start, scorer=OSA.distance, score_cutoff=errors, limit=5):
                if self._differs_by_errors(words, found.split(), known is self._tags):
                    return found
        return None

    def _differs_by_errors(self, words: list[str], meant: list[str], whole: bool) -> bool:
        """Whether each word that differs is a typing error; without `whole` one has to be right."""
        from rapidfuzz.distance import OSA

        pairs = [(one, other) for one, other in zip(words, meant) if one != other]
        return (
            len(words) == len(meant)
            and (whole or len(pairs) < len(words))
            and all(
                self._is_strange(one) and OSA.distance(one, other) <= _errors(one) and not _is_another_word(one, other)
                for one, other in pairs
            )
        )

    def _is_strange(self, word: str) -> bool:
        """Whether no tag has the word, and it is no English word: `pink car` is no `pink cat`, `crocus` no `crocs`."""
        return len(word) >= _SHORTEST_WORD and word not in self._words and word not in self._english


def _split(key: str) -> list[str]:
    return key.replace("-", " ").split()


def _errors(word: str) -> int:
    return 2 if len(word) >= _TWO_IN_A_WORD_FROM else 1


def _is_another_word(one: str, other: str) -> bool:
    """Whether two words that are nearly the same are two words: one is the other's plural, or they differ in one
    consonant that nobody takes for the other (`curved`, `curled`)."""
    if one.rstrip("s") == other.rstrip("s"):
        return True
    changed = [pair for pair in zip(one, other) if pair[0] != pair[1]]
    return len(one) == len(other) and len(changed) == 1 and not _is_slip(*changed[0])


def _is_slip(typed: str, meant: str) -> bool:
    """Whether a letter is easily typed for another: vowels, those that sound alike, and neighbours on the keyboard."""
    if _VOWELS.issuperset((typed, meant)) or any(typed in pair and meant in pair for pair in _SOUND_ALIKE):
        return True
    if typed not in _KEYS or meant not in _KEYS:
        return False
    (x, row), (other_x, other_row) = _KEYS[typed], _KEYS[meant]
    return abs(x - other_x) <= 1 and abs(row - other_row) <= 1
