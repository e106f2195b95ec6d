"""What a tag is about: exact entry -> name -> pattern -> head word of a phrase -> unknown (design, section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from ..shipped import shipped
from ..texts import say, term
from .artists import BY, behind_prefix, is_no_artist
from .asks_for import AsksFor
from .category import SAID_OF, Category
from .company import Company
from .everyday import Everyday, is_well_known
from .finding import FindsNames, Found, NoNames
from .implications import Implications
from .misspellings import Misspellings
from .patterns import DETAILED, Patterns
from .phrases import (
    CONTINUES,
    NAMED,
    PLAIN_WORDS,
    around_relation,
    as_participle,
    core,
    doer,
    endings,
    is_doing,
    is_plural,
    label_and_value,
    place_object,
    sentences_of,
    singulars,
    somebody_doing,
    thing_and_value,
)
from .placement import UNKNOWN, Placement
from .respelled import other_spellings
from .somebody import Somebody
from .tables import read_pairs, read_tags, read_words, rows
from .works import LAST_QUALIFIER, WorkTables

_CACHE_LIMIT = 50_000
_PLACED_IN = frozenset(
    {Category.ENVIRONMENT, Category.SECONDARY_ENVIRONMENT, Category.ITEMS, Category.BACKGROUND, Category.THEME}
)
_WORN = frozenset({Category.CLOTHING, Category.ACCESSORIES})
_LEAST = frozenset({Category.AESTHETIC, Category.PROSE, Category.QUALITY, Category.UNKNOWN})
_NO_LABELS = frozenset({Category.ARTIST, Category.CHARACTER, Category.SERIES, Category.UNKNOWN})
_LOOKS = frozenset({Category.AESTHETIC, Category.MAIN_FEATURES, Category.STYLE, Category.THEME, Category.UNKNOWN})
_NO_VALUES = frozenset({Category.THEME, Category.UNKNOWN})
_NOBODY = _WORN | {Category.ACTION, Category.META, Category.STYLE}
_NAME_KINDS = {"character": Category.CHARACTER, "series": Category.SERIES, "artist": Category.ARTIST}
_LONGEST_PHRASE = 12
_DENIALS = ("no ", "non-", "un", "without ", "not ")
_SENTENCE_MARKS = frozenset(".!?;。！？；…")


class Lexicon:
    """Places tags by their key. Read once, then only asked; safe to share between threads."""

    def __init__(self, names: FindsNames | None = None, folder: Path | None = None):
        """`names`: where characters, series and artists are looked up; `folder`: the lexicon's files."""
        self._folder = folder = folder or shipped("lexicon")
        self._tags = read_tags(folder / "tags")
        self._patterns = Patterns(folder / "patterns.txt")
        self._heads = {word: Category(category) for word, category in rows(folder / "heads.txt", 2)}
        self._aliases = read_pairs(folder / "aliases.txt")
        self._implications = Implications(folder / "implications.tsv")
        self._works = WorkTables(folder)
        self._everyday = Everyday(self._works)
        self._somebody = Somebody(folder, self._heads, self._tags)
        self.asks_for = AsksFor(folder / "asks_for.tsv")
        self._company = Company(folder / "company.tsv", self._works)
        self._known_names = self._works.names()
        self._names: FindsNames = names or NoNames()
        self._placed: dict[str, Placement] = {}
        self._entities: dict[str, Found | None] = {}
        self._respelled: dict[str, str | None] = {}
        self._corrections: Mapping[str, Category] = {}

    def use_corrections(self, corrections: Mapping[str, Category]) -> None:
        """What the user said tags are about, by key; it goes before everything else."""
        self._corrections = corrections
        self._placed = {}

    def corrected(self, key: str) -> Placement | None:
        """What the user said that the tag of that key is about, or None."""
        category = self._corrections.get(key)
        return None if category is None else Placement(category, say("you said so"), "user")

    @cached_property
    def _free_words(self) -> frozenset[str]:
        """Keys of the lexicon that no booru has."""
        return read_words(self._folder / "free_words.txt")

    def use_names(self, names: FindsNames) -> None:
        """Look names up there from now on; what was placed by another index is placed anew."""
        if names is not self._names:
            self._names = names
            self._placed = {}
            self._entities = {}
            self._respelled = {}

    @property
    def names(self) -> FindsNames:
        """Where names are looked up now."""
        return self._names

    def entity(self, key: str) -> Found | None:
        """What the index of names has under exactly that key, or None; asked once for each key."""
        if key in self._entities:
            return self._entities[key]
        if len(self._entities) >= _CACHE_LIMIT:
            self._entities = {}
        found = self._entities[key] = self._names.find(key)
        return found

    @property
    def works(self) -> WorkTables:
        """Characters, works and the short names of works that the lexicon itself knows."""
        return self._works

    @property
    def company(self) -> Company:
        """Words that mean different things in different company."""
        return self._company

    def alias(self, key: str) -> str | None:
        """The canonical key of another spelling (`twin tails` -> `twintails`, `gray bows` -> `grey bow`), or None.

        Never of a tag, and never of a name but by a line of `aliases.txt`.
        """
        if key in self._tags:
            return None
        listed = self._aliases.get(key)
        if listed is not None:
            return listed
        if key not in self._respelled:
            if len(self._respelled) >= _CACHE_LIMIT:
                self._respelled = {}
            self._respelled[key] = self._by_rule(key)
        return self._respelled[key]

    def _by_rule(self, key: str) -> str | None:
        """The tag that the rules of spelling make of a key; None of a name."""
        found = next((one for one in other_spellings(key) if one in self._tags and one not in self._free_words), None)
        if found is None or key in self._known_names or self.entity(key) is not None:
            return None
        is_words = self._tags[found] is Category.SERIES and self._everyday.spells(key)  # `nerves` is no `nerv`
        return None if is_words else found

    def broader(self, key: str) -> frozenset[str]:
        """Keys of the tags that this one says as well: `holding sword` -> `sword`, `weapon`, `holding`, ...

        From `implications.tsv`; a free phrase for something worn (`light blue dress`) says the tag that it ends in
        (`dress`) and what that says; of other things (`hot dog`) nobody knows.
        """
        if key in self._tags or " " not in key:
            return self._implications.broader(key)
        category = self.place(key).category
        if category not in _WORN or key.startswith(_DENIALS):
            return frozenset()
        for end in endings(key):
            if self._tags.get(end) is category:
                return self._implications.broader(end) | {end}
        return frozenset()

    @cached_property
    def misspellings(self) -> Misspellings:
        """What mistyped tags and names may stand for."""
        return Misspellings(self._tags, self._known_names, read_words(self._folder / "english_words.txt"))

    def knows(self, key: str) -> bool:
        """Whether the key is exactly one known thing: an entry of the lexicon or a name."""
        return key in self._tags or key in self._known_names or self.entity(key) is not None

    def is_tag(self, key: str) -> bool:
        """Whether the key is a tag of the lexicon or another spelling of one; names are none."""
        return key in self._tags or key in self._aliases

    def is_name(self, key: str) -> bool:
        """Whether the key is exactly a character's or a work's name."""
        if key in self._known_names:
            return True
        found = self.entity(key)
        return found is not None and found.kind != "artist"

    def is_artist(self, key: str) -> bool:
        """Whether somebody of that name draws, as far as the index or the lexicon's own table knows."""
        found = self.entity(key)
        return found is not None and found.kind == "artist" or self._works.posts.has(f"{key}\tartist\t")

    def names_artist(self, key: str) -> bool:
        """Whether the key is a known artist's name behind `by` or `artist:`."""
        name = behind_prefix(key)
        return name is not None and self.is_artist(name)

    def is_own_name(self, key: str) -> bool:
        """The same, for a name that stands in the lexicon's own tables."""
        return key in self._known_names

    def is_everyday(self, key: str) -> bool:
        """Whether a name is made of everyday words only (`amber`, `silver wolf`)."""
        return self._everyday.spells(key)

    def is_qualified(self, key: str) -> bool:
        """Whether a pattern says what the last word in parentheses makes of it: `* (cosplay)`, `* (object)`."""
        pattern = self._patterns.find(key)
        return pattern is not None and pattern.text.endswith(")")

    def place(self, key: str) -> Placement:
        """What the tag of that key (`spelling.key`) is about, with reason and layer."""
        if key in self._corrections:
            return Placement(self._corrections[key], say("you said so"), "user")
        placed = self._placed.get(key)
        if placed is None:
            placed = self._place(key)
            if len(self._placed) >= _CACHE_LIMIT:
                self._placed = {}
            self._placed[key] = placed
        return placed

    def _place(self, key: str) -> Placement:
        if not key:
            return UNKNOWN
        if key.startswith(CONTINUES):
            return Placement(Category.UNKNOWN, say("goes on with the phrase before it"), "shape")
        found = self._exact(key) or self._named(key) or self._reworded(key) or self._pattern(key) or self._phrase(key)
        if found is None and key[-1] in _SENTENCE_MARKS and len(key) > 1:
            return self._place(key[:-1].rstrip())
        return found or UNKNOWN

    def _exact(self, key: str) -> Placement | None:
        category = self._tags.get(key)
        if category is not None:
            return Placement(category, say('"{tag}" is in the lexicon', tag=key), "lexicon")
        canonical = self.alias(key)
        if canonical is not None and canonical in self._tags:
            return Placement(
                self._tags[canonical],
                say('"{tag}" is another spelling of "{canonical}"', tag=key, canonical=canonical),
                "lexicon",
            )
        return None

    def _named(self, key: str) -> Placement | None:
        sentence = NAMED.match(key)
        if sentence:
            return Placement(
                Category.CHARACTER, say("names a character in a sentence, as the AIDXL card writes it"), "shape"
            )
        category = self._known_names.get(key)
        if category is not None and key not in self._works.words_first:
            return Placement(category, say('"{tag}" is a known {kind}', tag=key, kind=term(category.value)), "lexicon")
        found = self.entity(key)
        if found is None or self._everyday.spells(key) and not self._is_meant(found, key):
            return self._qualified(key)
        category = _NAME_KINDS[found.kind]
        if category is Category.ARTIST and self._patterns.find(key) is not None:
            return None  # an artist's name that reads like an ordinary tag is far more often the tag
        return Placement(category, say('"{tag}" is a known {kind}', tag=found.name, kind=term(found.kind)), "names")

    def _is_meant(self, found: Found, key: str) -> bool:
        """Whether a name made of everyday words is the name: a well-known work, or somebody where nothing else fits."""
        if not is_well_known(found, key):
            return False
        return found.kind == "series" or not (self._reworded(key) or self._pattern(key) or self._phrase(key))

    def _qualified(self, key: str) -> Placement | None:
        """`xyz (genshin impact)`: somebody or something of that work."""
        works = self._works.named_in(key)
        if not works or self._patterns.find(key) is not None:
            return None
        base = LAST_QUALIFIER.sub("", key)
        if " " in base and not isinstance(self._names, NoNames):  # the index would know a character of that name
            thing = self._exact(base) or self._head(base)
            if thing is not None and thing.category in _NOBODY:
                return thing
        return Placement(Category.CHARACTER, say('"{work}" in parentheses is a work', work=works), "shape")

    def _reworded(self, key: str) -> Placement | None:
        """What somebody says more clearly than the words at the end: who does it, what it is a value of."""
        if not 0 < key.count(" ") < _LONGEST_PHRASE:
            return None
        if self.is_qualified(key):
            return self._pattern(key)
        pieces = sentences_of(key)
        if len(pieces) > 1:
            placed = [self._place(piece) for piece in pieces]
            return next((one for one in placed if one.category not in _LEAST), placed[0])
        labelled = label_and_value(key)
        if labelled is not None and ":" not in getattr(self._patterns.find(key), "text", ""):
            label, value = map(self._place, labelled)
            return label if value.category in _NO_VALUES and label.category not in _NO_LABELS else value
        who = self._somebody.does_something(key)
        if who is not None:
            return Placement(Category.SUBJECT, say('says what somebody does: "{who}"', who=who), "head")
        who = somebody_doing(key)
        if who is not None:
            return self._exact(who) or self._pattern(who) or self._phrase(who)
        said = thing_and_value(key)
        if said is not None and self._place(said[1]).category in _LOOKS and self._patterns.find(key) is None:
            thing = self._place(said[0])
            return thing if thing.category not in _LEAST else None
        doing = as_participle(key)
        return self._pattern(doing) if doing is not None else None

    def _pattern(self, key: str) -> Placement | None:
        pattern = self._patterns.find(key)
        if pattern is None or pattern.text == BY and is_no_artist(key, self.is_artist, self._is_word, self._plainly):
            return None
        if pattern.text in DETAILED:  # `detailed green eyes` is about green eyes, `detailed eyes` about detail
            rest = key[len(pattern.text) - 1 :]
            thing = (self._exact(rest) or self._pattern(rest)) if " " in rest else None
            if thing is not None:
                return thing._replace(reason=say('"{tag}": {reason}', tag=key, reason=thing.reason), layer="pattern")
        if pattern.category is Category.RACE and all(map(self._is_said_of, key.split(" ")[:-1])):
            return Placement(Category.SUBJECT, say('somebody of whom only looks are said: "{tag}"', tag=key), "pattern")
        if pattern.text.startswith("* ") and pattern.text[-1] != ")":  # `black cat with green eyes` is about the cat
            around = around_relation(key)
            if around is not None and around[1] != "and" and f" {around[2]}".endswith(pattern.text[1:]):
                placed = self._related(key)
                if placed is not None:
                    return placed
        return Placement(pattern.category, say('fits the pattern "{pattern}"', pattern=pattern.text), "pattern")

    def _is_word(self, word: str) -> bool:
        """Whether it is an everyday word."""
        return word in self._tags or self._everyday.has(word) or any(one in self._heads for one in singulars(word))

    def _plainly(self, key: str) -> Placement | None:
        """What words are about that are nobody's name."""
        return self._exact(key) or self._head(key)

    def _is_said_of(self, word: str) -> bool:
        """Whether a word only says how somebody looks (`beautiful`, `young`), not what kind of being it is (`fox`)."""
        return word in PLAIN_WORDS or (self._heads.get(word) or self._tags.get(word)) in SAID_OF

    def _phrase(self, key: str) -> Placement | None:
        """A free phrase, by what it is about; long ones are sentences."""
        if key.count(" ") >= _LONGEST_PHRASE:
            return Placement(Category.PROSE, say("too long for a tag: a sentence"), "shape")
        inner = core(key)
        if inner and inner != key:
            return self._about(inner, key)
        thing = place_object(key)
        if thing is not None:
            placed = self._about(core(thing) or thing, key)
            if placed is not None and placed.category in _PLACED_IN:
                return placed._replace(category=Category.ENVIRONMENT)
            return placed
        return self._related(key) or self._done_by(key) or self._head(key) or self._doing(key)

    def _related(self, key: str) -> Placement | None:
        """`dress with frills` is about the dress, `serene and vivid landscape` about the landscape."""
        around = around_relation(key)
        if around is None:
            return None
        left, relation, right = around
        placed = self._about(left, key)
        if relation == "and" and " " in right and (placed is None or " " not in left and placed.category in SAID_OF):
            return self._about(right, key) or placed
        return placed or self._any_head(left)

    def _done_by(self, key: str) -> Placement | None:
        """`hair fluttering` is about the hair; without more words only where somebody plainly does something."""
        who = doer(key)
        return self._about(who, key) if who is not None and is_plural(who) else None

    def _doing(self, key: str) -> Placement | None:
        if not is_doing(key):
            return None
        return Placement(Category.ACTION, say("says what somebody is doing"), "shape")

    def _any_head(self, phrase: str) -> Placement | None:
        """The last word of a phrase that is a head word."""
        words = phrase.split(" ")
        heads = (self._head(word) for word in reversed(words))
        return next((placed for placed in heads if placed is not None), None)

    def _about(self, inner: str, whole: str) -> Placement | None:
        who = doer(inner) if around_relation(whole) else None
        placed = self._exact(inner) or self._pattern(inner) or (self._about(who, who) if who else None)
        placed = placed or self._phrase(inner)
        if placed is None:
            return None
        return placed._replace(reason=say('"{tag}": {reason}', tag=whole, reason=placed.reason), layer="head")

    def _head(self, key: str) -> Placement | None:
        for end in endings(key)[:-1]:
            if end in self._tags:
                return Placement(self._tags[end], say('it ends in "{tag}"', tag=end), "head")
        last = key.rsplit(" ", 1)[-1].rsplit("-", 1)[-1]
        for word in singulars(last):
            category = self._heads.get(word) or (self._tags.get(word) if " " in key else None)
            if category is not None:
                return Placement(category, say('its head word is "{word}"', word=word), "head")
        return None
