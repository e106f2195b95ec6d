"""Free phrases: the word that says what a phrase is about (`a red umbrella in the rain` -> `red umbrella`)."""

from __future__ import annotations

import re

_LEADING = re.compile(
    r"^(?:(?:is|are|wearing|wears|with|having|has|and|very|the|an?|her|his|their|its|some|one|two|three|single|both"
    r"|in front of|next to|surrounded by|full of|lots of|lot of|plenty of|pair of|bunch of|many|several|various"
    r"|she|he|they|there)\s+)+"
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

CONTINUES = ("and ", "but ", "or ", "while ", "each ", "who ", "which ", "then ")
"""How a phrase begins that goes on with the one before it."""
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


_SOMEBODY_DOING = re.compile(
    r"(?P<who>(?:[\w'-]+ )*?(?:\d\+?)?"
    r"(?:girl|boy|woman|man|lady|guy|female|male|person|people|couple|women|men|ladies)s?)"
    r" (?:is |are )?(?!(?:cloth|pierc|paint|draw|wedd|th|k|r|be|w)ing\b)[a-z]{2,}ing\b"
)
_DOES = re.compile(
    r"(?:she |he )?(adjust|carrie|climb|clutche|crie|eat|embrace|gaze|give|grab|hold|hug|kneel|laugh|lean|lick|lie|lift"
    r"|look|make|open|pull|push|put|raise|reache|read|remove|run|sing|sit|sleep|smile|squat|squeeze|stand|stare|swim|take"
    r"|throw|touche|untie|walk|wear|whisper|wield|wink|wipe)s (.+)"
)
"""Verbs that are no nouns in the plural as well: `waves crashing`, `tears on face`, `points of light`."""
_SIBILANT_PLURALS = ("ches", "oes", "ses", "shes", "xes", "zes")
_SAID_OF = re.compile(r"((?!(?:this|that|there|here|what|who|which|it|she|he|they|you|i|we)\b)[^:]+?) (?:is|are) (.+)")
_FOUND_BEFORE_COLON = re.compile(r"([^:]*[a-z]): +(\S.*)")
_FULL_STOP = re.compile(r"(?<=[a-z]{3})[.!?;] +|(?<=[a-z] )\. +")


def somebody_doing(phrase: str) -> str | None:
    """Whom a phrase begins with that says what they do (`a girl holding a sword` -> `a girl`); else None."""
    found = _SOMEBODY_DOING.match(phrase) if "ing" in phrase else None
    return found["who"] if found else None


def as_participle(phrase: str) -> str | None:
    """`holds a sword` and `she holds a sword` -> `holding a sword`; None where no known verb leads."""
    found = _DOES.match(phrase)
    return f"{_ing(found[1])} {found[2]}" if found else None


def _ing(stem: str) -> str:
    """The participle of what stands before the s: `hold`, `carrie`, `lie`, `touche`, `sit`."""
    if stem.endswith("ie"):
        return stem[:-2] + "ying"
    if stem.endswith("e"):
        return stem[:-1] + "ing"
    return f"{stem}{stem[-1]}ing" if stem in ("grab", "hug", "put", "run", "sit", "swim") else f"{stem}ing"


def label_and_value(key: str) -> tuple[str, str] | None:
    """`hair: silver` -> `hair`, `silver`; None without a label."""
    found = _FOUND_BEFORE_COLON.fullmatch(key) if ": " in key else None
    return (found[1], found[2]) if found else None


def thing_and_value(key: str) -> tuple[str, str] | None:
    """`dress is white` -> `dress`, `white`; None of a phrase that does not say what something is like."""
    found = _SAID_OF.fullmatch(key)
    return (found[1], found[2]) if found else None


def sentences_of(key: str) -> list[str]:
    """What stands between full stops that somebody wrote for commas: `standing. smoke` -> `standing`, `smoke`."""
    return [piece for piece in _FULL_STOP.split(key) if piece]


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
    if word.endswith(_SIBILANT_PLURALS) and len(word) > 3:
        return word, word[:-1], word[:-2]
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        return word, word[:-1]
    return (word,)


def endings(phrase: str) -> list[str]:
    """What a phrase ends in, the longest first: `light blue dress` -> `blue dress`, `dress`."""
    words = phrase.split(" ")
    return [" ".join(words[start:]) for start in range(1, len(words))]
