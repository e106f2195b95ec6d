"""What a prompt asks for, to keep that out of the negative: `messy hair` asks for `messy`, `nude` for `nsfw`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from .tables import rows

_DENIES = re.compile(r"\b(?:no|non|not|without|never|isn't|aren't)\b")
_WORD = re.compile(r"[\w+-]+")
_Phrases = tuple[tuple[str, ...], ...]


class Wishes(NamedTuple):
    """The keys of a prompt, made ready to be asked for single words."""

    keys: tuple[str, ...]
    words: frozenset[str]

    @classmethod
    def of(cls, keys: Iterable[str]) -> Wishes:
        """From the keys of its tags; what one denies (`no nipples`) is not asked for."""
        wished = tuple(sorted(key for key in keys if not _DENIES.search(key)))
        return cls(wished, frozenset(_WORD.findall("\n".join(wished))))


class AsksFor:
    """`asks_for.tsv`; the file is read when somebody first asks."""

    def __init__(self, path: Path):
        self._path = path

    def who(self, word: str, wishes: Wishes) -> str | None:
        """The key that asks for a word: one with that word in it, or with one that means as much; None without any."""
        phrases, unless = self._phrases.get(word) or ((_words(word),), ())
        if not _any(phrases, wishes) or _any(unless, wishes):
            return None
        pattern = _pattern(tuple(" ".join(phrase) for phrase in phrases))
        return next((key for key in wishes.keys if pattern.search(key)), None)

    @cached_property
    def _phrases(self) -> dict[str, tuple[_Phrases, _Phrases]]:
        """A word -> all phrases that ask for it, itself first, as their words; and those beside which none does."""
        return {
            word: (tuple(map(_words, (word, *others.split("|")))), tuple(map(_words, filter(None, unless.split("|")))))
            for word, others, unless in rows(self._path, 3)
        }


def _any(phrases: _Phrases, wishes: Wishes) -> bool:
    return any(map(wishes.words.issuperset, phrases))


@lru_cache(maxsize=1024)
def _words(phrase: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(phrase))


@lru_cache(maxsize=1024)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, phrases))})(?![\w-])")
