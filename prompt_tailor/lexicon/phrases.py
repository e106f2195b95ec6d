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


PLAIN_WORDS = frozenset(
    {
        "a",
        "adorable",
        "alone",
        "an",
        "anime",
        "attractive",
        "beautiful",
        "blonde",
        "brunette",
        "charming",
        "cute",
        "elegant",
        "little",
        "lone",
        "lonely",
        "lovely",
        "nice",
        "one",
        "pretty",
        "random",
        "redhead",
        "sexy",
        "single",
        "slender",
        "small",
        "smart",
        "stylish",
        "teenage",
        "the",
        "two",
        "ugly",
        "very",
        "white",
        "young",
    }
)
"""Adjectives that say nothing of what kind of being somebody is."""
_PARTICIPLE = re.compile(
    r"(?!(?:.*(?:light|shad)|grad|trac|mapp|render|paint|draw|cloth|build|.*str|.*ear|th|spr|even|morn)ing$)[a-z]{3,}ing"
    r"|[a-z]{3,}ly|is|are"
)
_DOING = re.compile(
    r"(?P<verb>[a-z]{3,}ing)(?:$|\s+(?:in|into|on|onto|at|against|her|his|their|its|the|an?|own|another's|with|to|from|over"
    r"|through|up|down|out|off|away|around|behind|towards?|for|along|together|while|back)\b)"
)
"""Verbs that stand in no file; everyday nouns in -ing do, and are found before."""


def core(phrase: str) -> str:
    """The phrase without leading articles, helping verbs and numbers."""
    return _LEADING.sub("", phrase)


def place_object(phrase: str) -> str | None:
    """What a phrase of place names (`in the forest` -> `forest`); None when it is not one."""
    found = _PLACE.match(phrase)
    return phrase[found.end() :] if found and found.end() < len(phrase) else None


def around_relation(phrase: str) -> tuple[str, str, str] | None:
    """A phrase at its first relation word (`dress with frills` -> `dress`, `with`, `frills`); None without one."""
    found = _RELATION.search(phrase)
    if not found or not found.start():
        return None
    return phrase[: found.start()], found.group().strip(), phrase[found.end() :]


def doer(phrase: str) -> str | None:
    """Who or what does it (`hair fluttering` -> `hair`); None where the phrase does not end in a participle."""
    words = phrase.split(" ")
    while len(words) > 1 and _PARTICIPLE.fullmatch(words[-1]):
        words.pop()
    short = " ".join(words)
    return short if short != phrase else None


def is_plural(phrase: str) -> bool:
    """Whether the last word looks like a plural: `red lanterns`."""
    return phrase.endswith("s") and not phrase.endswith("ss")


def is_doing(phrase: str) -> bool:
    """Whether it begins with what somebody does: `staring into the distance`, and alone `gardening`."""
    return _DOING.match(phrase) is not None


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
