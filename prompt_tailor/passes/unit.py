"""What a pass is: one rewrite step that says what it may change and shows it by examples.

A pass lives in a file of its own, named like its function. Tests, the README table, the command line and the panel's
tooltips are made from its docstring and examples; nothing else has to be edited to add one.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from functools import lru_cache
from typing import NamedTuple

from ..choices import Choices
from ..lazy import lazy
from ..lexicon import Category, Lexicon, SeriesTable, key
from ..lexicon.other_names import Meaning, OtherNames
from ..lexicon.placement import UNKNOWN, Placement
from ..profiles import Profile
from ..profiles.scales import Scales
from ..syntax import NETWORK, WHOLE, Group, Item, Kind, Prompt, Tag, bare
from ..texts import say
from .inside import before_list, unquoted, with_first_choice, words_inside

_GUESSES = frozenset({"head", "none", "pattern"})
"""Layers that go by single words of a tag, among which brackets are in the way."""
_BARE_WEIGHT = re.compile(r"([^()\[\]{}:]*[^()\[\]{}:\s])\s*:\s*\d*\.?\d+")
_MEMORY_LIMIT = 200_000
_COMPANIES_LIMIT = 64
"""The same few prompts are looked at again and again in one run, and then never more."""


class Stage(IntEnum):
    """The order of the stages. Within a stage passes run in the order of their names."""

    SPELL = 1
    EDIT = 2
    FIT = 3
    INJECT = 4
    ORDER = 5
    LAY_OUT = 6


class Effect(str, Enum):
    """What a pass may do; the guard forbids everything it did not ask for."""

    SPELLS = "changes the spelling of a tag, its letters and digits stay"
    RENAMES = "changes a tag's words, and says so"
    ADDS = "adds tags, and says so"
    REMOVES = "removes tags, and says so"
    ORDERS = "moves tags within a part"


class Side(str, Enum):
    """Which prompt a pass works on."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    BOTH = "both"


class Note(NamedTuple):
    """One thing a pass did, for the user."""

    action: str
    """added, dropped, merged, respelled, translated, moved or split."""
    text: str
    reason: str
    at: int = -1
    """The `at` of the typed tag that it was done to; -1 for an added one."""
    was: str = ""
    """Another family's word that stood there; the user may keep it (`Choices.keep_words`)."""


class Change(NamedTuple):
    """What a pass gives back."""

    prompt: Prompt
    notes: tuple[Note, ...] = ()


class Example(NamedTuple):
    """A prompt before and after one pass. Without `after` it must come back unchanged."""

    before: str
    after: str | None = None
    profile: str = "aidxl"
    choices: dict | None = None
    positive: str = ""
    """The positive prompt, for passes that work on the negative one."""


class Said(NamedTuple):
    """What a tag says beside its own words."""

    keys: frozenset[str]
    """Its own key, in the spelling that the lexicon prefers, and those of the broader tags."""
    works: tuple[str, ...]
    """The works that these are or come from, and the franchises above."""


class Memory:
    """What was found out about texts before: good for one profile, lexicon and set of embeddings."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self.placed: dict[str, Placement] = {}
        self.spelled: dict[tuple[str, Kind, str], tuple[str, str] | None] = {}
        """(pass, kind, text) -> the new text and the reason; None where it stays."""
        self.right: dict[str, set[str]] = {}
        """Spelling pass -> the texts that it leaves as they are, in whatever company."""
        self.meanings: dict[str, Meaning | None] = {}
        """Text -> whom it may mean, where it is nobody's name exactly."""
        self.nobodies: set[str] = set()
        """Texts that mean nobody, unless the user says so."""
        self.companies: dict[frozenset[str], dict[str, Placement]] = {}
        """Keys of a prompt -> those of them that mean something else in that company."""
        self.no_works: set[str] = set()
        """Keys that are no work's name, or plainly one, whatever stands beside them."""
        self.said: dict[str, Said] = {}
        """Key -> what a tag brings along as company."""

    def tidy(self) -> None:
        """Forget everything when it has grown large."""
        if len(self.placed) > _MEMORY_LIMIT:
            self._forget()  # new ones, for another thread may be looking into these
        elif len(self.companies) > _COMPANIES_LIMIT:
            self.companies = {}


@dataclass(frozen=True)
class Context:
    """Everything a pass or rule may look at."""

    profile: Profile
    choices: Choices
    lexicon: Lexicon
    series: SeriesTable
    positive: bool = True
    embeddings: frozenset[str] = frozenset()
    """Keys of the textual inversions that the webui has."""
    other: Prompt | None = None
    """The fitted positive prompt while the negative one is rewritten."""
    memory: Memory = field(default_factory=Memory, compare=False, repr=False)
    company: Mapping[str, Placement] = field(default_factory=dict, compare=False, repr=False)
    """Key -> what it is about in this prompt, for tags that mean something else by themselves (`in_company`)."""
    scales: Scales = field(default_factory=lambda: Scales({}), compare=False, repr=False)
    """The scale words of all models, to know another family's by."""
    source: Profile | None = None
    """The model that the prompt was written for, where the user says so."""

    @lazy
    def pinned(self) -> frozenset[str]:
        """Keys of the tags that keep their place."""
        return frozenset(map(key, self.choices.pinned))

    @lazy
    def unwanted(self) -> frozenset[str]:
        """Keys of the tags that must not be added."""
        return frozenset(map(key, self.choices.without))

    @lazy
    def other_names(self) -> OtherNames:
        """Whom words mean that are nobody's name exactly."""
        return OtherNames(self.lexicon, self.series)

    def place(self, tag: Tag) -> Placement:
        """What a tag is about in this profile, with the reason."""
        if self.company and tag.kind is Kind.PLAIN:
            decided = self.company.get(tag_key(tag))
            if decided is not None:
                return decided
        known = self.memory.placed.get(tag.text)
        if known is None:
            known = self.memory.placed[tag.text] = self._place(tag)
        return known

    def place_item(self, item: Item) -> Placement:
        """What an item is about: a group by its first member that is known."""
        if isinstance(item, Tag):
            return self.place(item)
        for member in item.body.items:
            placed = self.place_item(member)
            if placed.category is not Category.UNKNOWN:
                return placed
        return UNKNOWN

    def word_of(self, item: Item) -> str:
        """The key by which an item is placed: that of `1girl` for `{{1girl}}`, `[1girl:2girls:0.5]` and `1girl:1.2`."""
        while isinstance(item, Group) and len(item.body.items) == 1:
            item = item.body.items[0]
        if isinstance(item, Group) or item.kind is Kind.PLAIN and ":" not in item.text:
            return item_key(item)
        category = self.place(item).category
        words = map(key, words_inside(item.text))
        return next((word for word in words if self.place_key(word).category is category), item_key(item))

    def place_key(self, word: str) -> Placement:
        """What the tag of that key is about in this profile; what the user said of it goes before everything."""
        corrected = self.lexicon.corrected(word)
        if corrected is not None:
            return corrected
        listed = self.profile.vocabulary.get(word)
        if listed is not None:
            return Placement(
                listed[0], say('a word of {model}: "{word}"', model=self.profile.name, word=listed[1].text), "profile"
            )
        if word in self.embeddings:
            return Placement(Category.EMBEDDING, say('"{word}" is a textual inversion', word=word), "embedding")
        return self.lexicon.place(word)

    def _place(self, tag: Tag) -> Placement:
        if tag.kind is Kind.NETWORK:
            return Placement(Category.NETWORK, say("an extra network; where it stands makes no difference"), "shape")
        if tag.kind is Kind.PROSE:
            return Placement(Category.PROSE, say("a sentence"), "shape")
        if tag.kind in WHOLE:
            chosen = with_first_choice(tag.text)
            placed = UNKNOWN if chosen is None else self.place_key(key(bare(chosen)))
            return self._first_known(words_inside(tag.text)) if placed.category is Category.UNKNOWN else placed
        placed = self.place_key(tag_key(tag))
        weighted = _BARE_WEIGHT.fullmatch(tag.text) if placed.layer in _GUESSES else None
        if weighted:  # the user meant a weight: `best quality:1.2`
            inner = self.place_key(key(weighted[1]))
            return placed if inner.category is Category.UNKNOWN else inner
        quoted = unquoted(tag.text) if placed.category is Category.UNKNOWN else None
        if quoted:
            return self.place_key(key(quoted))
        if tag.kind is Kind.COMPOUND and placed.layer in _GUESSES and not self.lexicon.is_qualified(tag_key(tag)):
            placed = self.place_key(key(before_list(tag.text) or bare(tag.text)))
            if placed.category is Category.UNKNOWN:
                placed = self._first_known(words_inside(tag.text))
        return placed

    def _first_known(self, words: Iterable[str]) -> Placement:
        for word in words:
            placed = self.place_key(key(word))
            if placed.category is not Category.UNKNOWN:
                return placed._replace(reason=say("by its first known tag: {reason}", reason=placed.reason))
        return UNKNOWN


class Pass(NamedTuple):
    """A registered pass."""

    name: str
    stage: Stage
    side: Side
    may: frozenset[Effect]
    run: Callable[[Prompt, Context], Change]
    examples: tuple[Example, ...]
    doc: str


def rewrite(
    stage: Stage, may: Iterable[Effect] = (), side: Side = Side.BOTH, examples: Iterable[Example] = ()
) -> Callable[[Callable[[Prompt, Context], Change]], Callable[[Prompt, Context], Change]]:
    """Declare a function to be a pass. The function takes (prompt, context) and gives a Change; it is left as it is."""

    def declare(function: Callable[[Prompt, Context], Change]) -> Callable[[Prompt, Context], Change]:
        doc = (function.__doc__ or "").strip()
        function.declared = Pass(  # type: ignore[attr-defined]
            function.__name__, stage, side, frozenset(may), function, tuple(examples), doc
        )
        return function

    return declare


@lru_cache(maxsize=1)
def all_passes() -> tuple[Pass, ...]:
    """Every pass of this package in the order in which they run."""
    package = importlib.import_module(__package__)
    found = []
    for module in pkgutil.iter_modules(package.__path__):
        loaded = importlib.import_module(f"{__package__}.{module.name}")
        declared = getattr(getattr(loaded, module.name, None), "declared", None)
        if isinstance(declared, Pass):
            found.append(declared)
    return tuple(sorted(found, key=lambda one: (one.stage, one.name)))


@lru_cache(maxsize=65536)
def text_key(text: str) -> str:
    """The key that a tag's text is looked up and compared by: networks inside it do not count, brackets do."""
    return key(NETWORK.sub(" ", text) if "<" in text else text)


def tag_key(tag: Tag) -> str:
    """The key that a tag is looked up and compared by."""
    return text_key(tag.text)


def item_key(item: Item) -> str:
    """A tag's key; for emphasis around one tag that tag's key; else the group's text."""
    while isinstance(item, Group) and len(item.body.items) == 1:
        item = item.body.items[0]
    return tag_key(item) if isinstance(item, Tag) else item.text
