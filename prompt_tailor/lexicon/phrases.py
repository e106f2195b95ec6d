"""Free phrases: the word that says what a phrase is about (`a red umbrella in the rain` -> `red umbrella`)."""

from __future__ import annotations

import re

_LEADING = re.compile(
    r"^(?:(?:is|are|wearing|wears|with|having|has|and|very|the|an?|her|his|their|its|some|one|two|three|single|both"
    r"|in front of|next to|surrounded by|full of)\s+)+"
)
_PLACE = re.compile(r"^(?:in|at|inside|on|near|under|beside|by|among|within|over|during)\s+(?:(?:the|an?|her|his)\s+)?")
_RELATION = re.compile(
    r"\s+(?:with|in|on|at|of|under|from|to|over|behind|by|around|against|near|for|between|and|that|which|while|as|inside"
    r"|through|across|like|into|without|made|down|up|beside|below|above|beneath|along|next)\s+"
)
NAMED = re.compile(
    r"^an? (?P<who>girl|boy|woman|man|person|character) named (?P<name>.+?)(?: from (?P<series>.+?)(?: series)?)?$"
)
"""The AIDXL card's sentence form of a character: `a girl named frieren from sousou no frieren series`."""


def core(phrase: str) -> str:
    """The phrase without leading articles, helping verbs and numbers."""
    return _LEADING.sub("", phrase)


def place_object(phrase: str) -> str | None:
    """What a phrase of place names (`in the forest` -> `forest`); None when it is not one."""
    found = _PLACE.match(phrase)
    return phrase[found.end() :] if found and found.end() < len(phrase) else None


def before_relation(phrase: str) -> str | None:
    """What stands before the first relation word (`dress with frills` -> `dress`); None when there is none."""
    found = _RELATION.search(phrase)
    return phrase[: found.start()] if found and found.start() else None


def singulars(word: str) -> tuple[str, ...]:
    """The word and what it may be the plural of."""
    if word.endswith("ies") and len(word) > 4:
        return word, word[:-3] + "y", word[:-1]
    if word.endswith("es") and len(word) > 3:
        return word, word[:-1], word[:-2]
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        return word, word[:-1]
    return (word,)


def endings(phrase: str) -> list[str]:
    """What a phrase ends in, the longest first: `light blue dress` -> `blue dress`, `dress`."""
    words = phrase.split(" ")
    return [" ".join(words[start:]) for start in range(1, len(words))]
