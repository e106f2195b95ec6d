"""Search as one types: the names in which every typed word begins a word, the best known first.

The time is bounded, whatever is typed. Words that begin few names are looked up in the index of words. Words that
begin very many names are met soon when one walks down the ranking, so the ranking is walked, to a certain depth. Other
names (`甘雨`) count as well. Where little is found, words are taken for mistyped (`names_typos.py`), and a long word
for two that were written as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, combinations

from .names_build import SEPARATORS
from .names_reader import KINDS, Entity, Names
from .names_typos import alike
from .spelling import has_ideographs, joined, key

_RARE = 8_000
"""A word that begins no more names than this is looked up in the index."""
_CHECKED = 2_500
"""Of the names found there, so many of the best known are compared with the other words."""
_WALKED = 12_000
"""So many names are compared when no word is rare."""
_FEW = 5
"""With no more found than this, typing errors are looked for."""
_LONGEST_TYPED = 8
"""Of more words than this only so many are looked at."""
_WORDS_MISTYPED = 3
"""In longer queries errors are looked for only where nothing at all is found, and not in two words."""
_MISTYPED_FROM = 4
"""Letters from which on a word beside others is taken for mistyped; shorter ones resemble too many."""
_MISTYPED_AT_LAST_FROM = 3
"""The same where nothing else is found at all."""
_SHORTEST_HALF = 3
_LAST = "\U0010ffff"
_BEGUN = """
    SELECT rank FROM word WHERE word >= ? AND word < ?
    UNION ALL SELECT rank FROM name WHERE key >= ? AND key < ?
"""
_OTHER_BEGUN = "SELECT rank, key FROM other WHERE key >= ? AND key < ? LIMIT 2000"
_OTHER_INSIDE = "SELECT rank, key FROM other WHERE key > ? AND instr(key, ?) ORDER BY rank LIMIT 200"
_FIRST_NOT_ASCII = "\x7f"
_BETWEEN_WORDS = re.compile(f"[{re.escape(SEPARATORS)}]+")
_GLOB_MARK = re.compile(r"([*?\[])")


def search(names: Names, text: str, limit: int = 20, kind: str | None = None) -> list[Entity]:
    """At most `limit` names for what was typed; a name that is exactly `text`, or has it as another name, comes first.

    Then come the names in which every word of `text` begins a word, and those whose other name begins with it; then,
    if these are few, the names that typing errors lead to, with the fewest errors first. Letters, blanks and escapes
    may be written as one likes (`spelling.key`). `kind` leaves only names of that kind. Of very common beginnings
    (`ma`, `shi no`) only the best known names are found. Raises ValueError for a kind that there is not.
    """
    typed = key(text)
    if not typed or limit < 1:
        return []
    asked = _Asked(names, limit, kind)
    found = _Found(limit)
    words = _words(typed)
    found.add(names.select(f"WHERE name.key = ? {asked.of_kind} ORDER BY name.kind LIMIT ?", typed, limit))
    others = _by_other_name(asked, joined(typed))
    found.add(one for one in others if one.found_by == joined(typed))
    begun = sorted((*asked.with_words(words), *others), key=lambda one: one.rank)
    if not has_ideographs(typed) and (not begun or _looks_mistyped(begun, words)):
        weighed = _mistyped(asked, words, _MISTYPED_FROM)
        if not (begun or weighed) and any(len(word) == _MISTYPED_AT_LAST_FROM for word in words):
            weighed = _mistyped(asked, words, _MISTYPED_AT_LAST_FROM)
        mistyped = [entity for _, entity in weighed]
        if not (begun and begun[0].posts):
            found.add(one for one in mistyped if one.posts)
        found.add(begun)
        found.add(mistyped)
        if not len(found):
            found.add(_written_as_one(asked, words))
    found.add(begun)
    return found.entities


def _looks_mistyped(begun: list[Entity], words: list[str]) -> bool:
    """Whether what was found is little, or nobody whose pictures are counted, and the words are no abbreviations."""
    return len(words) <= _WORDS_MISTYPED and (len(begun) <= _FEW or not begun[0].posts)


class _Found:
    """What was found so far, each name once, no more than `limit`."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._by_rank: dict[int, Entity] = {}

    def __len__(self) -> int:
        return len(self._by_rank)

    def add(self, entities: Iterable[Entity]) -> None:
        for entity in entities:
            if len(self._by_rank) < self._limit:
                self._by_rank.setdefault(entity.rank, entity)

    @property
    def entities(self) -> list[Entity]:
        return list(self._by_rank.values())


class _Asked:
    """One question to the file: how many names, of which kind."""

    def __init__(self, names: Names, limit: int, kind: str | None) -> None:
        self.names = names
        self.limit = limit
        self.of_kind = f"AND name.kind = {KINDS.index(kind)}" if kind else ""

    def ranked(self, ranks: Iterable[int], words: list[str], limit: int) -> list[Entity]:
        """The names of those ranks in which every word begins a word, the best known first."""
        return self._select(f"name.rank IN ({','.join(map(str, ranks))})", words, limit)

    def with_words(self, words: list[str]) -> list[Entity]:
        """The names in which every word begins a word."""
        ranks = self.candidates(words)
        if ranks is None:
            return self._select(f"name.rank <= {_WALKED}", words, self.limit)
        return self.ranked(ranks, words, self.limit)

    def _select(self, chosen: str, words: list[str], limit: int) -> list[Entity]:
        begins = "".join(" AND ' ' || name.key GLOB ?" for _ in words)
        patterns = [f"*[{SEPARATORS}]" + _GLOB_MARK.sub(r"[\1]", word) + "*" for word in words]
        clause = f"WHERE {chosen} {begins} {self.of_kind} ORDER BY name.rank LIMIT ?"
        return self.names.select(clause, *patterns, limit)

    def candidates(self, words: list[str], instead: Iterable[str] = ()) -> list[int] | None:
        """The ranks of the names in which the two rarest words begin a word; None when no word is rare.

        With `instead`, one of those words has to be in the name as well, whole.
        """
        counted = sorted((self.count(word), word) for word in words)
        rare = [word for count, word in counted if count <= _RARE][:2]
        sets = [f"SELECT * FROM ({_BEGUN})" for _ in rare]
        bounds = [bound for word in rare for bound in _bounds(word)]
        chosen = list(instead)
        if chosen:
            marks = ",".join("?" for _ in chosen)
            sets.insert(0, f"SELECT rank FROM word WHERE word IN ({marks})")
        if not sets:
            return None
        query = f"{' INTERSECT '.join(sets)} ORDER BY rank LIMIT {_CHECKED}"
        return [rank for (rank,) in self.names.rows(query, *chosen, *bounds)]

    def count(self, word: str) -> int:
        """In how many names the word begins a word, counted no further than is needed to see that it is not rare."""
        query = f"SELECT count(*) FROM ({_BEGUN} LIMIT {_RARE + 1})"
        counted = self.names.rows(query, *_bounds(word))
        return counted[0][0] if counted else 0


def _words(typed: str) -> list[str]:
    words = list(dict.fromkeys(word for word in _BETWEEN_WORDS.split(typed) if word))
    return words[:_LONGEST_TYPED] or [typed]


def _bounds(word: str) -> tuple[str, ...]:
    """The parameters of `_BEGUN`."""
    return (word, word + _LAST) * 2


def _by_other_name(asked: _Asked, typed: str) -> list[Entity]:
    """Names whose other name begins with what was typed; ideographs, which know no blanks, may stand inside it."""
    rows = asked.names.rows(_OTHER_BEGUN, typed, typed + _LAST)
    if has_ideographs(typed):
        rows += asked.names.rows(_OTHER_INSIDE, _FIRST_NOT_ASCII, typed)
    by_rank: dict[int, str] = {}
    for rank, other in sorted(rows, key=lambda row: (row[1] != typed, row[0])):
        by_rank.setdefault(rank, other)
    best = sorted(by_rank, key=lambda rank: (by_rank[rank] != typed, rank))[: 4 * asked.limit]
    return [replace(one, found_by=by_rank[one.rank]) for one in asked.ranked(best, [], len(best))]


def _mistyped(asked: _Asked, words: list[str], shortest: int) -> list[tuple[int, Entity]]:
    """The names that are found when one word, or every word that nothing begins with, is taken for mistyped.

    Where that finds none, two words are. Beside others, a word has `shortest` letters for that. Gives the number of
    errors with each, the fewest first.
    """
    unheard = [place for place, word in enumerate(words) if not asked.count(word)]
    single = [unheard] if unheard else [[place] for place in range(len(words))][:_WORDS_MISTYPED]
    tries = [single, [list(pair) for pair in combinations(range(len(words)), 2) if len(words) <= _WORDS_MISTYPED]]
    alternatives: dict[int, dict[str, int]] = {}
    weighed: dict[int, tuple[int, Entity]] = {}
    for places in chain.from_iterable(tries):
        if len(places) > 1 and weighed:
            break
        for place in places:
            if place not in alternatives:
                long_enough = len(words) == 1 or len(words[place]) >= shortest
                found = alike(asked.names, words[place], place == len(words) - 1) if long_enough else []
                alternatives[place] = dict(found)
        for errors, entity in _with_alternatives(asked, words, {place: alternatives[place] for place in places}):
            if errors < weighed.get(entity.rank, (_LONGEST_TYPED, entity))[0]:
                weighed[entity.rank] = (errors, entity)
    return sorted(weighed.values(), key=lambda one: (one[0], one[1].rank))


def _with_alternatives(asked: _Asked, words: list[str], instead: dict[int, dict[str, int]]) -> list[tuple[int, Entity]]:
    """Names with an alternative for each word that `instead` has some for, and the other words as they are.

    Gives with each name how many errors that forgives.
    """
    if not instead or not all(instead.values()):
        return []
    right = [word for place, word in enumerate(words) if place not in instead]
    known, *more = instead.values()
    ranks = asked.candidates(right, known) or []
    for others in more:
        ranks = sorted(set(ranks) & set(asked.candidates([], others) or []))
    found = []
    for entity in asked.ranked(ranks, right, 4 * asked.limit):
        own = _BETWEEN_WORDS.split(key(entity.name))
        forgiven = [min((one[word] for word in own if word in one), default=None) for one in instead.values()]
        if None not in forgiven:
            found.append((sum(forgiven), entity))
    return found


def _written_as_one(asked: _Asked, words: list[str]) -> list[Entity]:
    """`hatsunemiku`: the names that are found when one word is divided into two."""
    found: list[Entity] = []
    for place, word in enumerate(words):
        for cut in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1):
            halves = [word[:cut], word[cut:]]
            if all(asked.count(half) > 0 for half in halves):
                found += asked.with_words([*words[:place], *halves, *words[place + 1 :]])
    return sorted(found, key=lambda one: one.rank)
