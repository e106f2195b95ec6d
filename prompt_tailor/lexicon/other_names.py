"""Whom a word means that is nobody's name exactly: other names, short names, turned and otherwise spelled names.

`甘雨`, `ganyu`, `ganyu (genshin)` and `ganyu-(genshin-impact)` all mean `ganyu (genshin impact)`; `rei ayanami` means
`ayanami rei`. Here the candidates are found; who is meant is decided with the company of the other tags (`meant.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from itertools import chain
from typing import NamedTuple

from .lexicon import Lexicon
from .series import SeriesTable
from .spelling import has_ideographs
from .works import LAST_QUALIFIER

_LONGEST = 80
_SHORTEST = 2
_MOST = 200
"""So many candidates are looked at; nobody reads more, and a name that so many have means nobody."""
_TITLE_FROM = 3
"""A name that was written down and has so many words (`attack on titan`) is nothing else, however everyday they are."""
_FEW_KANA = 3
_UNCOUNTED = 20
"""Pictures of somebody whom no list counts: the lists count those who have many."""
_ALMOST_SPACES = re.compile(r"[-_.'’・·]+")
_OF_NOBODY = frozenset({"original", "real life"})
"""They are said of anybody."""


class Needs(Enum):
    """What has to be there before a word is taken for somebody's name."""

    NOTHING = "no more than that one candidate is meant far more often than the others"
    FAME = "a famous bearer, or that the work stands in the prompt, for the word is an everyday one"
    COMPANY = "the work stands in the prompt, for the word is an everyday one"
    ASKING = "the user's own decision, for the word is a tag"


class Candidate(NamedTuple):
    """Somebody or something that may be meant."""

    name: str
    kind: str
    """`character` or `series`."""
    posts: int
    """How many pictures there are, 0 where no list says it."""
    series: str | None
    """The work a character is from."""
    works: frozenset[str]
    """That work, or the series itself, and the franchises above."""
    sure: bool
    """Whether the name was written down for this word, or has the same words in another order or spelling."""

    @property
    def weight(self) -> int:
        return self.posts or _UNCOUNTED

    @property
    def work(self) -> str | None:
        """The work that they are from, or that it is."""
        return self.series if self.kind == "character" else self.name


class Company(NamedTuple):
    """The works that a prompt names, or whose characters it names."""

    named: frozenset[str]
    around: frozenset[str]
    """Those and the franchises above them."""
    alone: frozenset[str]
    """The same of the works that are named and that no character in the prompt is from: they were typed for somebody
    whose name is still to be found out."""
    unsure: frozenset[str] = frozenset()
    """And of those that may be named, by everyday words (`black butler`)."""


class Meaning(NamedTuple):
    """What a word may mean: the best known candidates first."""

    candidates: tuple[Candidate, ...]
    needs: Needs
    whole: bool
    """Whether it is all of a name that only one has (`甘雨`, `rei ayanami`): that is no guess beside any work."""
    single: bool
    """Whether it is a single word."""


class OtherNames:
    """Finds candidates; safe to share between threads."""

    def __init__(self, lexicon: Lexicon, series: SeriesTable):
        """`lexicon` knows tags and names, `series` who is from where."""
        self._lexicon = lexicon
        self._series = series
        self._works = lexicon.works

    def meaning(self, word: str) -> Meaning | None:
        """What the key may mean; None for a name that is right as it is, and for a word that is nobody's name."""
        if self._lexicon.is_tag(word) and (" " in word or not word.isascii()):
            return None
        if not _SHORTEST - has_ideographs(word) <= len(word) <= _LONGEST or word.isdecimal() or self._is_right(word):
            return None
        if self._lexicon.corrected(word) is not None:
            return None  # the user has said what it is
        found = self._found(word) or self._found_with_work(word)
        if not found:
            return None
        candidates = sorted((self._candidate(*one) for one in found.items()), key=lambda one: (-one.posts, one.name))
        return Meaning(tuple(candidates), self._needs(word), self._is_whole(word, candidates), word.isalnum())

    def company(self, words: Iterable[str]) -> Company:
        """The company of these keys of characters and series."""
        named: set[str] = set()
        implied: set[str] = set()
        everyday: list[str] = []
        for word in words:
            if word in self._works.words_first:
                everyday.append(word)
            else:
                (named if self._is_work(word) else implied).update(self._own_works(word) - _OF_NOBODY)
        implied |= self._beside_works(everyday, named | implied)
        alone = named - self.around(implied)
        every = named | implied
        return Company(frozenset(every), self.around(every), self.around(alone))

    def _beside_works(self, words: list[str], works: set[str]) -> set[str]:
        """The works of everyday words that are names beside one of these works (`lexicon/company.py`)."""
        if not words:
            return set()
        near = works | {self._series.parent(work) or work for work in works}
        own = [work for word in words for work in self._own_works(word)]
        return {work for work in own if not near.isdisjoint({work, self._series.parent(work)})}

    def perhaps_work(self, word: str) -> str | None:
        """The work that a key may name which is not taken for one: `beauty and the beast`, `suikoden`."""
        if not self._lexicon.is_tag(word) and not self._lexicon.is_everyday(word):
            short = self._series.qualifier(word)
            if short:
                return short
        if " " not in word or word in _OF_NOBODY:
            return None
        found = None if self._lexicon.is_tag(word) else self._lexicon.entity(word)
        known = self._works.posts.has(f"{word}\tseries\t") if found is None else found.kind == "series"
        return word if known else None

    def subject_of(self, character: str) -> str | None:
        """`1girl`, `1boy`, `1other` where somebody wrote it down."""
        return self._series.subject_of(character)

    def _is_right(self, word: str) -> bool:
        """Whether it is somebody's name already, a well known artist's included.

        tipo-kgen lists names that Danbooru has given up (`lumine`); where somebody wrote down what they are called now,
        and nobody counts pictures of them, they are not right.
        """
        if self._lexicon.is_own_name(word) or self._works.posts.has(f"{word}\tartist\t"):
            return True
        if not self._lexicon.is_name(word):
            return False
        found = self._lexicon.entity(word)
        uncounted = found is not None and not found.posts
        return not (uncounted and self._works.other_names.has(word + "\t"))

    def _is_whole(self, word: str, candidates: list[Candidate]) -> bool:
        """Whether only one work has that name, and it is no short one."""
        best = candidates[0]
        if not best.sure or (len(candidates) > 1 and not frozenset.intersection(*[one.works for one in candidates])):
            return False
        if not word.isascii():
            return not self._is_short(word, best)
        if best.kind == "series":
            return True
        spaced, base = _ALMOST_SPACES.sub(" ", word).strip(), LAST_QUALIFIER.sub("", best.name)
        if spaced == base != best.name:  # `jack the ripper (fate/apocrypha)` is not the only one
            return False
        return " " in spaced or (spaced != base == best.name and " " not in base)

    def _is_short(self, word: str, candidate: Candidate) -> bool:
        """Whether a Chinese or Japanese word is only a part of what somebody is called: `ミク` of `初音ミク`.

        Few letters of kana (`レム`) only say how a name sounds, which others' do as well.
        """
        if len(word) == 1 or (len(word) <= _FEW_KANA and all("\u3040" <= letter <= "\u30ff" for letter in word)):
            return True
        others = (line[0] for line in self._works.other_names.ending(f"\t{candidate.kind}\t{candidate.name}"))
        return any(word in bare and word != bare for bare in (LAST_QUALIFIER.sub("", one) for one in others))

    # --- candidates ---------------------------------------------------------------------------------------------------

    def _needs(self, word: str) -> Needs:
        if self._lexicon.is_tag(word):
            return Needs.ASKING
        if has_ideographs(word):
            everyday = len(word) == 1 or word in self._works.everyday_ideographs
            return Needs.COMPANY if everyday else Needs.NOTHING
        everyday = self._lexicon.is_everyday(word) or self._lexicon.place(word).layer in ("pattern", "head")
        written_down = self._works.other_names.has(word + "\t")
        if not everyday or (written_down and word.count(" ") >= _TITLE_FROM - 1):
            return Needs.NOTHING
        return Needs.FAME if written_down else Needs.COMPANY

    def _found(self, word: str) -> dict[tuple[str, str], bool]:
        """(kind, name) -> whether that is sure, of everybody whom the word may mean."""
        found: dict[tuple[str, str], bool] = {}
        for _, kind, name in self._works.other_names.starting(word + "\t"):
            found[kind, name] = True
        for one in self._lexicon.names.find_other(word):
            if one.kind != "artist":
                found.setdefault((one.kind, _plain(one.name)), True)
        for name in self._turned(word):
            found.setdefault(name, True)
        spaced = _ALMOST_SPACES.sub(" ", word).strip()
        if spaced != word and word.isascii():
            found = {**self._found(spaced), **found}
        for name in self._with_qualifier(word):
            found.setdefault(name, False)
        return dict(list(found.items())[:_MOST])

    def _with_qualifier(self, word: str) -> Iterable[tuple[str, str]]:
        """`ganyu` -> `ganyu (genshin impact)`, `fate` -> `fate (series)`."""
        for name, kind, _ in self._works.posts.starting(f"{word} ("):
            if kind != "artist" and LAST_QUALIFIER.sub("", name) == word:
                yield kind, name
        for one in self._lexicon.names.find_by_base(word):
            yield one.kind, _plain(one.name)

    def _turned(self, word: str) -> Iterable[tuple[str, str]]:
        """Names of the same words: `rei ayanami`, `hatsune-miku`, `asuka langley souryuu`."""
        if not word.isascii():
            return
        parts = _ALMOST_SPACES.sub(" ", word).split()
        orders = [parts]
        if 2 <= len(parts) <= 4:
            orders += [[parts[-1], *parts[:-1]], [*parts[1:], parts[0]]]
        for order in orders:
            key = " ".join(order)
            if key != word:
                yield from self._named(key)

    def _named(self, key: str) -> Iterable[tuple[str, str]]:
        found = self._lexicon.entity(key)
        if found is not None and found.kind != "artist":
            yield found.kind, _plain(found.name)
        elif self._lexicon.is_name(key):
            yield self._lexicon.place(key).category.value, key

    def _found_with_work(self, word: str) -> dict[tuple[str, str], bool]:
        """`甘雨 (原神)`, `rem (rezero)`: the work in parentheses says which of them is meant."""
        qualified = LAST_QUALIFIER.search(word)
        base = word[: qualified.start()].strip() if qualified else ""
        if not base:
            return {}
        works = self._works_called(qualified[1].strip())
        bearers = {("character", base): True} if self._lexicon.is_name(base) else self._found(base)
        return {one: True for one in bearers if one[0] == "character" and self._own_works(one[1]) & works}

    def _works_called(self, word: str) -> set[str]:
        named = self._series.qualifier(word)
        works = {named} if named else {word} if self._series.is_series(word) else set()
        works |= {name for kind, name in self._found(word) if kind == "series"}
        return works | {parent for work in works for parent in self._with_parents(work)}

    def _candidate(self, kind_and_name: tuple[str, str], sure: bool) -> Candidate:
        kind, name = kind_and_name
        series = self._series.series_of(name) if kind == "character" else name
        works = self._with_parents(series) if series else frozenset()
        return Candidate(name, kind, self.posts(name, kind), series if kind == "character" else None, works, sure)

    def posts(self, name: str, kind: str) -> int:
        """How many pictures there are of that name, as the best list says; 0 where none does."""
        counted = [int(posts) for _, of, posts in self._works.posts.starting(f"{name}\t{kind}\t") if of == kind]
        found = self._lexicon.entity(name)
        if found is not None and found.kind == kind and found.posts:
            counted.append(found.posts)
        return max(counted, default=0)

    def _is_work(self, name: str) -> bool:
        return self._lexicon.place(name).category.value == "series"

    def _own_works(self, name: str) -> set[str]:
        """The work of a character, or the series itself; nothing for other words."""
        if self._is_work(name):
            return {name}
        series = self._series.series_of(name)
        return {series} if series else set()

    def _with_parents(self, work: str) -> frozenset[str]:
        return frozenset((work, *self._series.parents(work)))

    def around(self, works: Iterable[str]) -> frozenset[str]:
        """The works and the franchises above them."""
        return frozenset(chain.from_iterable(map(self._with_parents, works)))


def _plain(name: str) -> str:
    return name.lower()
