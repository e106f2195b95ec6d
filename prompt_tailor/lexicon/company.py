"""Words that mean different things in different company: `bow` beside `arrow (projectile)` is a weapon."""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ..texts import Text, say
from .category import Category
from .placement import Placement
from .tables import rows
from .works import LAST_QUALIFIER, WorkTables


class Sense(NamedTuple):
    """What a word means where one of these stands in the same prompt."""

    category: Category
    beside: tuple[str, ...]


class Company:
    """`company.tsv`, and the short names of characters that are everyday words (`amber` of Genshin Impact)."""

    def __init__(self, path: Path, works: WorkTables):
        self._path = path
        self._works = works

    def of(self, unsure: frozenset[str], keys: Set[str], works: Iterable[str]) -> dict[str, Placement]:
        """Key -> what it is about, for those of some unsure words that mean something else than by themselves.

        `keys` are all keys of a prompt, with what they imply; `works` the series that stand in it or that its
        characters are from. The order of neither matters.
        """
        found = {word: placed for word in unsure if word in self._senses and (placed := self._sense(word, keys))}
        for work in sorted(set(works)):  # so that the reason is the same each time
            short = self._short_names.get(work, {})
            for word in unsure & short.keys():
                found[word] = Placement(Category.CHARACTER, _reason(word, work, short[word]), "company")
        return found

    @cached_property
    def words(self) -> frozenset[str]:
        """Keys that company may decide; a prompt without any of them needs no second look."""
        return frozenset(self._senses) | self.short_names

    @cached_property
    def short_names(self) -> frozenset[str]:
        """Those of them that are short for a character."""
        return frozenset().union(*self._short_names.values())

    def _sense(self, word: str, words: Set[str]) -> Placement | None:
        for sense in self._senses[word]:
            near = next((other for other in sense.beside if other in words), None)
            if near is not None:
                reason = say('"{word}" beside "{other}"', word=word, other=near)
                return Placement(sense.category, reason, "company")
        return None

    @cached_property
    def _senses(self) -> dict[str, tuple[Sense, ...]]:
        senses: dict[str, tuple[Sense, ...]] = {}
        for word, category, beside in rows(self._path, 3):
            sense = Sense(Category(category), tuple(beside.split("|")))
            senses[word] = (*senses.get(word, ()), sense)
        return senses

    @cached_property
    def _short_names(self) -> dict[str, dict[str, str]]:
        """Work -> name without the work in parentheses -> whole name; also under the franchise above a work.

        So too everyday words that are somebody's whole name.
        Never a whole name: `kirisame marisa` is not short for `kirisame marisa (pc-98)`.
        """
        short: dict[str, dict[str, str]] = {}
        for name in self._works.characters:
            found = LAST_QUALIFIER.search(name)
            work = self._works.qualifiers.get(found[1]) if found else None
            base = name[: found.start()] if found else name
            if found and work and "(" not in base and base not in self._works.characters:
                self._add(short, work, base, name)
        for name in self._works.words_first:
            self._add(short, self._works.characters[name][0], name, name)
        return short

    def _add(self, short: dict[str, dict[str, str]], work: str, base: str, name: str) -> None:
        for above in {work, self._works.parents.get(work, work)}:
            short.setdefault(above, {}).setdefault(base, name)


def _reason(word: str, work: str, name: str) -> Text:
    if word == name:
        return say('"{word}" beside "{work}" is a character', word=word, work=work)
    return say('"{word}" beside "{work}" is short for "{name}"', word=word, work=work, name=name)
