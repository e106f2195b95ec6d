"""What a profile is: one model's conventions, as frozen values that mirror the TOML file.

Every field carries its own sentence of documentation. The typed reader, `profiles/schema.json` and the field table of
`profiles/README.md` are all derived from these classes, so a field is described here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from functools import cached_property
from typing import Any, Literal

from ..lexicon.category import Category
from ..lexicon.spelling import is_count, key
from .words import CATEGORY_OF_KIND, Word, WordKind, about

Place = Literal["open", "body", "close"]
Base = Literal["sdxl", "sd15", "any"]
CharacterForm = Literal["tag", "sentence"]
Prediction = Literal["epsilon", "v"]


@dataclass(frozen=True)
class Slot:
    """One place in the order. Within a slot the tags keep the order in which they were typed."""

    categories: tuple[Category, ...] = about("The categories whose tags stand here.", ())
    own: tuple[Category, ...] = about(
        "Categories of which only the words that this profile lists itself (`words`) stand here.", ()
    )
    counts: bool = about(
        "True: of `subject` only who is in the picture stands here (`1girl`, `2boys`, `no humans`); what else is said "
        "of them (`solo`, `male focus`) goes to the rest slot.",
        False,
    )
    place: Place = about(
        "`open`: identity, at the front; `close`: at the end; `body`: between. With BREAK, opening slots belong to "
        "the first part and closing slots to the last.",
        "body",
    )
    rest: bool = about("True for the one slot that takes every category no slot names.", False)
    note: str = about("Why it is here, above all where the card is silent.", "", prose=True)


@dataclass(frozen=True)
class Quality:
    """Which quality words are added, and where."""

    add: tuple[Word, ...] = about("The recommended words, in the card's order.", ())
    at: Literal["start", "end"] = about("On which side the card puts them.", "end")
    one_of_scale: bool = about("True: a typed word of the model's scale replaces the recommendation.", False)
    others_out: bool = about("True: the card wants all other quality words deleted.", False)
    stronger: tuple[Word, ...] = about("What the card advises to whoever wants more.", ())
    note: str = about("What else the card says.", "", prose=True)


@dataclass(frozen=True)
class Negative:
    """The recommended negative prompt."""

    recommended: str = about("Prompt text as on the card, weights and brackets included; empty: add nothing.", "")
    variants: Mapping[str, str] = about("Other negatives of the card, by name.", {})
    note: str = about("What else the card says.", "", prose=True)


@dataclass(frozen=True)
class Ban:
    """A tag that the card forbids."""

    word: str = about("The tag.")
    where: Literal["positive", "negative"] = about("In which prompt it must not stand.")
    reason: str = about("Why, as on the card.", prose=True)


@dataclass(frozen=True)
class Character:
    """How a character is written."""

    forms: tuple[CharacterForm, ...] = about("The forms the model knows; the first is the default.", ("tag",))
    series: bool = about("True: the model's template has a place for the series, so a missing one is added.", False)
    series_out: bool = about("True: the card says to leave series tags out.", False)
    tag: str = about("The tag form, of `{character}` and `{series}`, brackets escaped.", "{character}")
    sentence: str = about("The sentence form, of `{girl|boy}`, `{character}` and `{series}`.", "")
    note: str = about("What else the card says.", "", prose=True)


@dataclass(frozen=True)
class Artist:
    """How an artist is written."""

    form: str = about("The form, of `{name}`.", "{name}")
    weight: float | None = about("The weight the card advises; never put on what the user typed.", None)
    note: str = about("What else the card says.", "", prose=True)


@dataclass(frozen=True)
class Range:
    """A number's bounds and, where the card gives one, its value. Both bounds belong to the range."""

    min: float | None = about("Lower bound.", None)
    max: float | None = about("Upper bound.", None)
    value: float | None = about("The recommended value.", None)
    example: float | None = about("The value of the card's example, which is no recommendation.", None)

    def fit(self, current: float | None) -> float | None:
        """The value to set, or None to leave things alone.

        The recommended value if there is one; else `current` if it lies in the range, else the nearest bound.
        Where nothing is set yet, the card's example.
        """
        if self.value is not None or current is None:
            return self.value if self.value is not None else self.example
        if self.min is not None and current < self.min:
            return self.min
        if self.max is not None and current > self.max:
            return self.max
        return current


@dataclass(frozen=True)
class Hires:
    """The card's advice for enlarging."""

    upscaler: str | None = about("The upscaler, as the card names it.", None)
    denoise: Range = about("Denoising strength.", Range())
    note: str = about("What else the card says.", "", prose=True)


@dataclass(frozen=True)
class Settings:
    """Generation settings. What is not given is left alone."""

    sampler: str | None = about("Sampler, by the webui's name.", None)
    scheduler: str | None = about("Schedule type, by the webui's name.", None)
    cfg: Range = about("CFG scale.", Range())
    steps: Range = about("Sampling steps.", Range())
    clip_skip: int | None = about("Clip skip.", None)
    prediction: Prediction | None = about(
        "What the network predicts, `epsilon` or `v`: the webui must be told of `v`, and a file whose header says "
        "otherwise is another model.",
        None,
    )
    only_sampler: bool = about("True: the card says that other samplers do not work.", False)
    vae: tuple[str, ...] = about("VAEs that fit, best first; `own` is the one inside the checkpoint.", ())
    bad_vae: tuple[str, ...] = about("VAEs that do not fit.", ())
    bad_embeddings: tuple[str, ...] = about("Embeddings (textual inversions) that do not fit.", ())
    refiner: bool | None = about("False: no refiner.", None)
    hires: Hires = about("Advice for hires fix and upscaling.", Hires())
    adetailer: bool | None = about("True: the card advises ADetailer.", None)


@dataclass(frozen=True)
class Bucket:
    """A size."""

    width: int = about("Pixels.")
    height: int = about("Pixels.")
    label: str = about("Its aspect ratio as the card names it.", "")

    @property
    def area(self) -> int:
        return self.width * self.height

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


@dataclass(frozen=True)
class SizeRule:
    """Sizes that are right although the card does not list them one by one."""

    step: int = about("Both sides are multiples of this.", 8)
    min: int | None = about("Shortest side.", None)
    max: int | None = about("Longest side.", None)
    ultrawide_ratio: float | None = about("From this width to height on, a size is ultrawide.", None)
    ultrawide_max: int | None = about("Longest side of an ultrawide size.", None)
    upright: Bucket | None = about("Largest upright size; if given, only upright sizes follow the rule.", None)
    total: int | None = about("Pixels a size should have; without it the rule makes no sizes, it only keeps.", None)
    tolerance: float = about("How far from `total` a size may be, as a share of it.", 0.05)
    total_is: Literal["limit", "aim"] = about(
        "`limit`: a size far from `total` breaks the rule; `aim`: only sizes that we choose keep to it.", "limit"
    )
    pixels: tuple[int, ...] = about(
        "Fewest and most pixels that a size of the user's may have; then `total` only rules sizes that we choose.", ()
    )
    named_within: float = about("A named size wins when its aspect ratio is within this share of the asked one.", 0.04)


@dataclass(frozen=True)
class Sizes:
    """The sizes that the model was trained on. Neither list nor rule: the user's size is left alone."""

    named: tuple[Bucket, ...] = about("The sizes that the card names.", ())
    rule: SizeRule | None = about("What other sizes are right.", None)
    note: str = about("What else the card says.", "", prose=True)


@dataclass(frozen=True)
class TagGenerator:
    """The card's advice for a tag generator such as DanTagGen."""

    name: str = about("The generator.")
    temperature_below: float | None = about("Temperature, to be lower than this.", None)
    length: str = about("Its length setting.", "")
    ban: tuple[str, ...] = about("Its ban list, as on the card (regular expressions).", ())


@dataclass(frozen=True)
class Match:
    """How a checkpoint is recognised. Patterns are matched whole, on the form that `detect.plain_name` makes."""

    hashes: tuple[str, ...] = about("SHA-256, or its first ten digits (AutoV2).", ())
    names: tuple[str, ...] = about("Regular expressions on the file name.", ())
    kin: tuple[str, ...] = about(
        "Regular expressions on the file names of models built on this one, in the form that `detect.name_in_words` "
        "makes; tried last, where no profile knows the file itself.",
        (),
    )
    metadata: Mapping[str, str] = about("safetensors metadata: key = regular expression on the value.", {})


@dataclass(frozen=True)
class Source:
    """Where values come from."""

    id: str = about("Short name, to tell a file's sources apart.")
    title: str = about("The document.", prose=True)
    says: str = about("What it says, in brief.", prose=True)
    for_: tuple[str, ...] = about("The values it vouches for, as paths: `order`, `settings.cfg`, `words.rating` …")
    where: str = about("The section in it, by its own heading.", "", prose=True)
    url: str = about("Its address, where it has one.", "")


# Without equality by value a profile can be a dictionary key: there is one object for each loaded file.
@dataclass(frozen=True, eq=False, repr=False)
class Profile:
    """One model's conventions."""

    id: str = about("Short name: small letters, digits, dots, hyphens.")
    name: str = about("The model's name.", prose=True)
    version: str = about("Version of this profile; it goes into a picture's infotext.")
    base: Base = about("The architecture.")
    summary: str = about("One sentence for the user.", "", prose=True)
    covers: str = about("Which versions of the model this is about.", "", prose=True)
    family: bool = about("True: only a parent for others, never used for a checkpoint itself.", False)
    extends: tuple[str, ...] = about("Ids of the profiles whose values this one takes over and changes.", (), one=True)
    match: Match = about("How the checkpoint is recognised.", Match())
    order: tuple[Slot, ...] = about("The order of tags, first slot first; empty: the user's order stays.", ())
    words: Mapping[WordKind, tuple[Word, ...]] = about("The model's own vocabulary, by kind, best first.", {})
    quality: Quality = about("Which quality words are added.", Quality())
    negative: Negative = about("The recommended negative prompt.", Negative())
    bans: tuple[Ban, ...] = about("Tags that the card forbids.", ())
    character: Character = about("How characters are written.", Character())
    artist: Artist = about("How artists are written.", Artist())
    settings: Settings = about("Generation settings.", Settings())
    sizes: Sizes = about("The sizes that fit.", Sizes())
    tokens: int | None = about("Advice: a prompt should stay below this many tokens.", None)
    tag_generator: TagGenerator | None = about("Advice for a tag generator.", None)
    licence: str = about("What the user must know before publishing pictures.", "", prose=True)
    notes: tuple[str, ...] = about("What else the card says.", (), prose=True)
    sources: tuple[Source, ...] = about("Where the values come from; a profile without sources is refused.", ())
    provenance: Mapping[str, str] = field(default_factory=dict, metadata={"loaded": True})
    """Value path (`settings.cfg`) -> the file that set it. Made by the loader, not read from a file."""

    def __repr__(self) -> str:
        return f"<Profile {self.id} {self.version}>"

    def slot_of(self, category: Category, tag: str | None = None) -> int:
        """The index in `order` of the slot for a tag of that category.

        `tag` (any spelling) decides where a slot takes only the profile's own words of a category. A category that
        no slot names goes to the rest slot; without any order everything is 0.
        """
        own, named, rest = self._slots
        if tag is not None and category in own and self.owns(category, tag):
            return own[category]
        slot = named.get(category, rest)
        if category is Category.SUBJECT and tag is not None and self.order and self.order[slot].counts:
            return slot if is_count(key(tag)) else rest
        return slot

    def owns(self, category: Category, tag: str) -> bool:
        """Whether this profile's vocabulary lists the tag under that category."""
        entry = self.vocabulary.get(key(tag))
        return entry is not None and entry[0] is category

    def word(self, tag: str) -> Word | None:
        """The model's own word of that name as its card writes it; what it wants added goes before its tables."""
        return self._words_by_key.get(key(tag))

    @cached_property
    def _words_by_key(self) -> dict[str, Word]:
        listed = {name: word for name, (_, word) in self.vocabulary.items() if key(word.text) == name}
        return listed | {key(word.text): word for word in self.quality.add}

    @cached_property
    def vocabulary(self) -> Mapping[str, tuple[Category, Word]]:
        """Key of each of the model's own words -> its category and the word.

        A word of `words` goes before the same word in `quality.add`; of a word that is two tags (`explicit, nsfw`)
        each tag counts, unless it is a word itself.
        """
        whole: dict[str, tuple[Category, Word]] = {}
        parts: dict[str, tuple[Category, Word]] = {}
        for category, word in self._all_words():
            whole.setdefault(key(word.text), (category, word))
            for part in word.text.split(","):
                parts.setdefault(key(part), (category, word))
        return parts | whole

    def sources_of(self, path: str) -> tuple[Source, ...]:
        """The sources that vouch for a value, such as `settings.cfg`."""
        return tuple(source for source in self.sources if any(covers(entry, path) for entry in source.for_))

    def to_json(self) -> dict:
        """The whole profile as JSON values, provenance included."""
        return to_json(self)

    @cached_property
    def _slots(self) -> tuple[dict[Category, int], dict[Category, int], int]:
        own: dict[Category, int] = {}
        named: dict[Category, int] = {}
        rest = 0
        for index, slot in enumerate(self.order):
            own.update((category, index) for category in slot.own)
            named.update((category, index) for category in slot.categories)
            rest = index if slot.rest else rest
        return own, named, rest

    def _all_words(self) -> Iterator[tuple[Category, Word]]:
        for kind, words in self.words.items():
            yield from ((CATEGORY_OF_KIND[kind], word) for word in words)
        yield from ((Category.QUALITY, word) for word in (*self.quality.add, *self.quality.stronger))


def covers(claim: str, path: str) -> bool:
    """Whether a source that claims `settings` vouches for `settings.cfg`; also the other way round for a lookup."""
    return claim == path or path.startswith(claim + ".") or claim.startswith(path + ".")


def file_key(name: str) -> str:
    """A field's name as it is written in a file: Python's keyword `for` needs an underscore here, but not there."""
    return name.rstrip("_")


def to_json(value: Any) -> Any:
    """Any value of this module as JSON values: tables for objects, lists for tuples."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {file_key(item.name): to_json(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): to_json(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    return value
