"""Who is behind `by ...` and `artist:...`: an artist, or only a thing that somebody sits by."""

from __future__ import annotations

import re
from collections.abc import Callable

from .category import Category
from .placement import Placement

BY = "by *"
"""The pattern that is in doubt: all others that name artists (`art by *`, `artist:*`) say it plainly."""
_PREFIX = re.compile(r"(?:artist ?: ?(?:by )?|(?:(?:art|artwork|drawn|illustrat(?:ed|ion)|paint(?:ed|ing)) )?by )")
_OWNERS = frozenset(
    {"each", "her", "his", "its", "my", "one's", "our", "that", "their", "these", "this", "those", "your"}
)
_NOBODY = frozenset(
    {
        "accident",
        "another",
        "anybody",
        "anyone",
        "chance",
        "choice",
        "default",
        "definition",
        "design",
        "everybody",
        "everyone",
        "far",
        "force",
        "heart",
        "herself",
        "him",
        "himself",
        "itself",
        "law",
        "luck",
        "me",
        "means",
        "mistake",
        "myself",
        "nature",
        "necessity",
        "nobody",
        "now",
        "oneself",
        "others",
        "request",
        "side",
        "somebody",
        "someone",
        "strangers",
        "surprise",
        "them",
        "themselves",
        "then",
        "turns",
        "us",
        "you",
        "yourself",
        "yourselves",
    }
)
"""Words that are nobody's name and no place either: `by herself`, `by accident`."""
_BESIDE = frozenset(
    {
        Category.AESTHETIC,
        Category.BACKGROUND,
        Category.BODY,
        Category.ENVIRONMENT,
        Category.ITEMS,
        Category.MAIN_FEATURES,
        Category.SECONDARY_ENVIRONMENT,
        Category.SUBJECT,
        Category.THEME,
    }
)
"""What somebody can be by, or lit, held or kissed by."""


def behind_prefix(key: str) -> str | None:
    """The name in `by wlop`, `artist:wlop`, `art by wlop`; None of a key that begins otherwise."""
    found = _PREFIX.match(key)
    return key[found.end() :] if found and found.end() < len(key) else None


def is_no_artist(
    key: str, is_artist: Callable[[str], bool], is_word: Callable[[str], bool], place: Callable[[str], Placement | None]
) -> bool:
    """Whether what follows `by` is an everyday thing or pronoun (`by candlelight`, `by my side`) and no known artist.

    A name that is made of other words, or of words for no such thing, is an artist's: the cards write `by xxx`.
    """
    name = key.removeprefix("by ")
    words = name.split(" ")
    if all(word in _NOBODY for word in words):
        return True
    if is_artist(name):
        return False
    if words[0] in _OWNERS:
        return True
    if not all(map(is_word, words)):
        return False
    placed = place(name)
    return placed is not None and placed.category in _BESIDE
