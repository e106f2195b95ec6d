"""Other spellings of one and the same tag that follow a rule: British and American, hyphens, plural and singular."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .phrases import singulars

_AS_DANBOORU_WRITES = {
    "gray": "grey",
    "colour": "color",
    "colours": "colors",
    "coloured": "colored",
    "colourful": "colorful",
    "multicoloured": "multicolored",
    "armour": "armor",
    "armoured": "armored",
    "jewellery": "jewelry",
    "moustache": "mustache",
    "grayscale": "greyscale",
    "pyjama": "pajama",
    "pyjamas": "pajamas",
}
_WORD = re.compile(r"[a-z]+")
_FEWEST_LETTERS = 5
_PAIRS = frozenset(
    [
        "boot",
        "breast",
        "ear",
        "earring",
        "eyebrow",
        "eyelash",
        "eye",
        "fang",
        "fingernail",
        "glove",
        "gauntlet",
        "heel",
        "horn",
        "kneehigh",
        "lip",
        "loafer",
        "mitten",
        "nail",
        "pauldron",
        "pectoral",
        "petal",
        "pupil",
        "sandal",
        "shoe",
        "sideburn",
        "sidelock",
        "sleeve",
        "slipper",
        "sneaker",
        "sock",
        "stocking",
        "suspender",
        "thighhigh",
        "thigh",
        "toenail",
        "warmer",
        "whisker",
        "wing",
    ]
)
"""What the booru counts in pairs or more: `black glove` is its `black gloves`. Other words get no s."""
_KEPT_PLURALS = frozenset(
    [
        "arms",
        "balls",
        "blinds",
        "boxers",
        "braces",
        "briefs",
        "clothes",
        "colds",
        "colors",
        "drawers",
        "flats",
        "glasses",
        "goods",
        "grounds",
        "habits",
        "heavens",
        "initials",
        "irons",
        "legs",
        "lens",
        "looks",
        "nerves",
        "news",
        "noes",
        "pants",
        "peoples",
        "platforms",
        "scales",
        "shades",
        "shorts",
        "slacks",
        "spirits",
        "stays",
        "sweats",
        "tights",
        "trunks",
        "waters",
        "whites",
        "woods",
        "works",
    ]
)
"""What means something else in the plural: `blinds` hang in a window, who is `blind` does not see."""
_ONE_OF_EACH = frozenset(
    [
        "body",
        "braid",
        "bun",
        "face",
        "head",
        "mole",
        "mouth",
        "navel",
        "neck",
        "nose",
        "penis",
        "ponytail",
        "sidetail",
        "tail",
        "tongue",
    ]
)
"""What one has one of: `fox tails` are several, not another spelling of `fox tail`."""
_COLORS = frozenset(
    [
        "black",
        "blue",
        "brown",
        "gold",
        "gray",
        "green",
        "grey",
        "orange",
        "pink",
        "purple",
        "red",
        "silver",
        "white",
        "yellow",
    ]
)
"""A word behind one of these is of that colour: `blue bird` is no `bluebird`, `green house` no `greenhouse`."""
_ENDS_IN_ES = ("ses", "xes", "zes", "ches", "shes", "oes")


def other_spellings(key: str) -> Iterator[str]:
    """Keys that may be the same tag, the likeliest first; whoever asks knows which of them are tags."""
    american = _WORD.sub(lambda word: _AS_DANBOORU_WRITES.get(word[0], word[0]), key)
    for spelled in dict.fromkeys((american, key)):
        if spelled != key:
            yield spelled
        yield from _joined(spelled)
        yield from _numbers(spelled)


def _joined(key: str) -> Iterator[str]:
    """`t shirt` -> `t-shirt`, `rain coat` -> `raincoat`, `off-shoulder` -> `off shoulder`; two words at most."""
    if "-" in key:
        yield key.replace("-", " ")
    first, _, last = key.replace("-", " ").rpartition(" ")
    if first in _COLORS or last in _ONE_OF_EACH:
        return  # two words that say what they say: `rat tail` is no `rattail`
    if key.count(" ") == 1 and len(key) > _FEWEST_LETTERS and not key.startswith("no "):
        yield key.replace(" ", "-")
        yield key.replace(" ", "")
    elif key.count("-") == 1 and len(key) > _FEWEST_LETTERS:
        yield key.replace("-", "")


def _numbers(key: str) -> Iterator[str]:
    """`red ribbons` -> `red ribbon`, `black glove` -> `black gloves`: the last word in the other number."""
    last = key.rsplit(" ", 1)[-1]
    if len(last) < _FEWEST_LETTERS - 1 or not last.isalpha() or last in _KEPT_PLURALS:
        return
    before = key[: len(key) - len(last)]
    yield from (before + one for one in _ones(last) if one not in _ONE_OF_EACH)
    if last in _PAIRS:
        yield f"{before}{last}s"


def _ones(word: str) -> Iterator[str]:
    """What a word is the plural of; `es` makes a plural only where it is spoken: `suites` are no `suit`."""
    for one in singulars(word)[1:]:
        if not word.endswith(one + "es") or word.endswith(_ENDS_IN_ES):
            yield one
