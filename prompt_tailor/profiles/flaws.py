"""What a type cannot say about a profile's values: bounds, patterns, what must go with what.

`flaws(value)` names the mistakes of one already typed value as (path below it, what is wrong); its parts have been
looked at before it. The path is empty where several fields do not go together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import singledispatch
from typing import Any

from ..texts import say
from .model import Bucket, Character, Match, Profile, Range, SizeRule, Slot
from .words import Word

Flaw = tuple[str, str]

_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
_HASH = re.compile(r"[0-9a-fA-F]{10}|[0-9a-fA-F]{64}")


@singledispatch
def flaws(value: Any) -> Iterable[Flaw]:
    """The mistakes of one value; none for classes whose types say all."""
    return ()


@flaws.register(Word)
def _word(word: Word) -> Iterator[Flaw]:
    numbered = word.first is not None and word.last is not None
    if not word.text.strip():
        yield "text", say("expected a word, got an empty string")
    if ("{n}" in word.text) != numbered:
        yield "", say('expected "{n}" in text together with both first and last, or none of the three')
    if word.weight is not None and not word.weight > 0:
        yield "weight", say("expected a number above 0, got {got}", got=word.weight)
    if word.span and (len(word.span) != 2 or word.span[0] > word.span[1]):
        yield "span", f"expected two numbers, the lower one first, got {list(word.span)}"


@flaws.register(Slot)
def _slot(slot: Slot) -> Iterator[Flaw]:
    if not (slot.categories or slot.own or slot.rest):
        yield "", say("expected categories, own or rest = true: this slot would take no tag")


@flaws.register(Range)
def _range(bounds: Range) -> Iterator[Flaw]:
    low = float("-inf") if bounds.min is None else bounds.min
    high = float("inf") if bounds.max is None else bounds.max
    if low > high:
        yield "min", say("expected at most max ({most}), got {got}", most=high, got=low)
    elif bounds.value is not None and not low <= bounds.value <= high:
        yield "value", say("expected a number from {low} to {high}, got {got}", low=low, high=high, got=bounds.value)


@flaws.register(Bucket)
def _bucket(bucket: Bucket) -> Iterator[Flaw]:
    for name, side in (("width", bucket.width), ("height", bucket.height)):
        if side <= 0:
            yield name, say("expected a number of pixels, got {got}", got=side)


@flaws.register(SizeRule)
def _size_rule(rule: SizeRule) -> Iterator[Flaw]:
    if rule.step <= 0:
        yield "step", say("expected a number of pixels, got {got}", got=rule.step)
    if rule.min is not None and rule.max is not None and rule.min > rule.max:
        yield "min", say("expected at most max ({most}), got {got}", most=rule.max, got=rule.min)
    if rule.pixels and (len(rule.pixels) != 2 or rule.pixels[0] > rule.pixels[1]):
        yield "pixels", f"expected two numbers, the lower one first, got {list(rule.pixels)}"
    if (rule.ultrawide_ratio is None) != (rule.ultrawide_max is None):
        yield "", say("expected ultrawide_ratio and ultrawide_max together, or neither of them")


@flaws.register(Match)
def _match(match: Match) -> Iterator[Flaw]:
    for index, digits in enumerate(match.hashes):
        if not _HASH.fullmatch(digits):
            yield (
                f"hashes[{index}]",
                say('expected 10 (AutoV2) or 64 (SHA-256) hexadecimal digits, got "{got}"', got=digits),
            )
    listed = (("names", match.names), ("kin", match.kin))
    patterns = [(f"{part}[{index}]", text) for part, texts in listed for index, text in enumerate(texts)]
    patterns += [(f'metadata."{name}"', pattern) for name, pattern in match.metadata.items()]
    for where, pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            yield where, say('expected a regular expression, got "{got}": {error}', got=pattern, error=error)


@flaws.register(Character)
def _character(character: Character) -> Iterator[Flaw]:
    if not character.forms:
        yield "forms", say("expected at least one form")
    if "{character}" not in character.tag:
        yield "tag", say('expected a template with {name}, got "{got}"', name="{character}", got=character.tag)
    if "sentence" in character.forms and "{character}" not in character.sentence:
        yield "sentence", say("expected a template with {character}, because forms names the sentence")


@flaws.register(Profile)
def _profile(profile: Profile) -> Iterator[Flaw]:
    if not _ID.fullmatch(profile.id):
        yield "id", say('expected small letters, digits, dots and hyphens, got "{got}"', got=profile.id)
    if profile.id == "auto":
        yield "id", say('"{id}" is reserved: it means that the profile follows the checkpoint', id=profile.id)
    if profile.order and sum(slot.rest for slot in profile.order) != 1:
        yield "order", say("expected exactly one slot with rest = true, for the categories that no slot names")
    for part in ("categories", "own"):
        named = Counter(category for slot in profile.order for category in getattr(slot, part))
        for category, times in named.items():
            if times > 1:
                text = say(
                    'expected each of {part} in one slot, found "{category}" in {n}',
                    part=part,
                    category=category.value,
                    n=times,
                )
                yield "order", text
