"""Quality, score, aesthetic, rating, year and source words as scales, and one family's step in another's words.

A model learned its words from pictures: `masterpiece` stands for the best 5 % in one family, `score_9` for the best
tenth in another. `Word.span` holds these numbers where a card gives them; else a kind's words divide its scale evenly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from ..lexicon.spelling import key
from ..syntax import bare
from .model import Profile
from .words import Word

QUALITY_KINDS = ("quality", "score")
_EVEN = frozenset({"quality", "score", "rating"})
_SCALES = ("quality", "score", "aesthetic", "rating", "year", "source")
_SHARES = frozenset({"quality", "score", "aesthetic"})
_SAME_KIND_WITHIN = 12.5
"""How far off a word of the same kind may be before one of another kind is better: `quality` for `score`. A worse one
than was said (`low quality` for `normal quality`) never is, where another one covers it."""
_FARTHEST = 30.0
"""Beyond this share of pictures two quality words say different things."""
_NEGATIVE_BELOW = 40.0
"""Only words for the lower part of the scale belong into a negative prompt, and those that the card has in its own."""


class Step(NamedTuple):
    """One word's place on its scale."""

    kind: str
    low: float
    high: float
    rank: int
    word: Word
    of: int = 0
    """How many words divide the scale evenly, where the card gives no numbers."""

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    @property
    def tags(self) -> tuple[str, ...]:
        """The word's tags as the model wants them; `explicit, nsfw` has two."""
        return tuple(piece.strip() for piece in self.word.text.split(","))

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key(piece) for piece in self.tags)


@lru_cache(maxsize=256)
def steps_of(profile: Profile) -> tuple[Step, ...]:
    """The steps of all scales of a model. Aesthetic and year words without a `span` are no scale."""
    return tuple(step for kind in _SCALES for step in _steps(kind, profile.words.get(kind, ())))


def _steps(kind: str, words: tuple[Word, ...]) -> Iterator[Step]:
    count = 0
    if not any(word.span for word in words) and kind in _EVEN:
        count = len(words)
        words = tuple(replace(word, span=_even_span(kind, index, len(words))) for index, word in enumerate(words))
    for rank, word in enumerate(words):
        if word.span:
            yield Step(kind, word.span[0], word.span[1], rank, word, count)
        elif kind == "source":
            yield Step(kind, 0, 0, rank, word)


def _even_span(kind: str, index: int, count: int) -> tuple[float, float]:
    if kind == "rating":
        return index, index
    return 100 * (count - 1 - index) / count, 100 * (count - index) / count


class Family(NamedTuple):
    """A model's scale words by tag key: as a word of its own, and as one tag of several."""

    profile: Profile
    whole: Mapping[str, Step]
    parts: Mapping[str, tuple[Step, ...]]

    def step(self, tag: str, present: Iterable[str]) -> Step | None:
        """What a tag says, `present` being the keys of the tags around it: `nsfw` beside `explicit` says explicit."""
        around = set(present)
        wholes = [step for step in self.parts.get(tag, ()) if around.issuperset(step.keys)]
        return max(wholes, key=lambda step: len(step.keys)) if wholes else self.whole.get(tag) or self._part(tag)

    def _part(self, tag: str) -> Step | None:
        return next(iter(self.parts.get(tag, ())), None)


@lru_cache(maxsize=256)
def family_of(profile: Profile) -> Family:
    """The model's scale words, by what people type for them."""
    whole: dict[str, Step] = {}
    parts: dict[str, tuple[Step, ...]] = {}
    for step in steps_of(profile):
        if len(step.keys) == 1:
            whole.setdefault(step.keys[0], step)
        for piece in step.keys if len(step.keys) > 1 else ():
            parts[piece] = (*parts.get(piece, ()), step)
    for step in steps_of(profile):
        for other in step.word.also:
            whole.setdefault(key(other), step)
    return Family(profile, whole, parts)


class Scales:
    """The scale words of all models. Cheap to make: everything is worked out on first use."""

    def __init__(self, profiles: Mapping[str, Profile]):
        self._profiles = profiles
        self._foreign: dict[Profile, frozenset[str]] = {}

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """Each model that has scale words."""
        found = (family_of(profile) for profile in self._profiles.values())
        return tuple(family for family in found if family.whole or family.parts)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(tag for family in self.families for tag in (*family.whole, *family.parts))

    def foreign(self, profile: Profile) -> frozenset[str]:
        """The keys of scale words that other models have and this one does not know. None where it has no scale."""
        if profile not in self._foreign:
            self._foreign[profile] = self._known - _own(profile) if steps_of(profile) else frozenset()
        return self._foreign[profile]

    def family(self, words: Iterable[str], all_words: Iterable[str], asked: Profile | None = None) -> Family | None:
        """The family that these foreign words are most likely from: the one asked for if it has any of them, else the
        one that has most of them.

        Of several such the one that has most of all words of the prompt, then the one that recommends most of them,
        then one whose card gives numbers, and one that is known by itself and has more words.
        """
        wanted, around = list(words), list(all_words)
        if asked is not None and _count(family_of(asked), wanted):
            return family_of(asked)
        found = [family for family in self.families if _count(family, wanted)]
        if not found:
            return None
        return max(found, key=lambda family: _likelihood(family, wanted, around))

    def owner(self, tag: str, likely: Family | None) -> Family | None:
        """The family to ask about one tag: the likely one if it knows it, else the first that does."""
        families = self.families if likely is None else (likely, *self.families)
        return next((family for family in families if tag in family.whole or tag in family.parts), None)


def _likelihood(family: Family, wanted: list[str], around: list[str]) -> tuple[int | bool, ...]:
    recommended = {key(word.text) for word in family.profile.quality.add}
    kinds = (family.profile.words.get(kind, ()) for kind in QUALITY_KINDS)
    return (
        _count(family, wanted),
        _count(family, around),
        sum(word in recommended for word in around),
        any(word.span for words in kinds for word in words),
        bool(family.profile.match.names),
        sum(step.kind != "year" for step in steps_of(family.profile)),
    )


def _count(family: Family, words: Iterable[str]) -> int:
    return sum(word in family.whole or word in family.parts for word in words)


@lru_cache(maxsize=256)
def _own(profile: Profile) -> frozenset[str]:
    """Everything that the model's card writes itself, in whatever list, by key."""
    also = {key(other) for words in profile.words.values() for word in words for other in word.also}
    return frozenset(profile.vocabulary) | _in_negatives(profile) | also


@lru_cache(maxsize=256)
def _in_negatives(profile: Profile) -> frozenset[str]:
    """The keys of what the card has in its own negatives."""
    negatives = (profile.negative.recommended, *profile.negative.variants.values())
    return frozenset(key(bare(piece)) for text in negatives for piece in text.split(","))


def speaks(profile: Profile, kind: str) -> bool:
    """Whether the model has words for what a word of that kind says."""
    kinds = {step.kind for step in steps_of(profile)}
    return bool(kinds.intersection(QUALITY_KINDS)) if kind in (*QUALITY_KINDS, "aesthetic") else kind in kinds


@lru_cache(maxsize=4096)
def equivalent(step: Step, profile: Profile, positive: bool = True) -> Step | None:
    """The model's own word for a step of another one's scale; None when it has none that is near enough."""
    if step.kind == "rating":
        return _nearest(step, profile, lambda one: one.kind == "rating")
    if step.kind == "year":
        return _nearest(step, profile, lambda one: one.kind == "year")
    if step.kind == "source":
        return _nearest(step, profile, lambda one: one.keys == step.keys)
    if not positive and step.middle >= 50:
        return None

    own_negative = _in_negatives(profile)

    def fits(one: Step) -> bool:
        low = own_negative.issuperset(one.keys) or one.middle < _NEGATIVE_BELOW
        return (positive or (low and not one.word.at_least)) and _distance(step, one) <= _FARTHEST

    alike = [one for one in steps_of(profile) if one.kind == step.kind]
    if step.of and len(alike) == step.of and fits(alike[step.rank]):
        return alike[step.rank]  # without numbers, the third of six words is the third of six
    same = _nearest(step, profile, lambda one: one.kind == step.kind and fits(one))
    if same is not None and (step.kind == "aesthetic" or same.keys == step.keys):
        return same
    other = _nearest(step, profile, lambda one: one.kind in QUALITY_KINDS and fits(one)) or same
    if same is None or other is None or _distance(step, same) > _SAME_KIND_WITHIN:
        return other
    return other if same.high < step.middle and not _distance(step, other) else same


def _nearest(step: Step, profile: Profile, fits: Callable[[Step], bool]) -> Step | None:
    candidates = [one for one in steps_of(profile) if fits(one)]
    return min(candidates, key=lambda one: _nearness(step, one), default=None)


def _nearness(step: Step, one: Step) -> tuple[bool, float, float, int, float]:
    """Sorts candidates: the ends of a scale for its ends, then how far off, then how far the middles are apart, then
    the same rank, then the newer year."""
    misses_end = step.kind in _SHARES and ((step.high >= 100 > one.high) or (step.low <= 0 < one.low))
    rank = 0 if step.kind in ("year", "rating") else abs(step.rank - one.rank)
    newest = -one.high if step.kind == "year" else one.high
    return misses_end, _distance(step, one), abs(step.middle - one.middle), rank, newest


def _distance(step: Step, one: Step) -> float:
    """How far the middle of a step is from what another covers."""
    return max(one.low - step.middle, step.middle - one.high, 0.0)
