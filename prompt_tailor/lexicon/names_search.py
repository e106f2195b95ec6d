"""Search as one types: the names in which every typed word begins a word, the best known first.

The time is bounded, whatever is typed. Words that begin few names are looked up in the index of words. Words that
begin very many names are met soon when one walks down the ranking, so the ranking is walked, to a certain depth.
Typing errors are not forgiven here: SQLite's index for that (FTS5) takes longer to build than all the rest together.
"""

from __future__ import annotations

import re

from .names_build import SEPARATORS
from .names_reader import KINDS, Entity, Names
from .spelling import key

_RARE = 8_000
"""A word that begins no more names than this is looked up in the index."""
_CHECKED = 2_500
"""Of the names found there, so many of the best known are compared with the other words."""
_WALKED = 12_000
"""So many names are compared when no word is rare."""
_LAST = "\U0010ffff"
_BEGUN = """
    SELECT rank FROM word WHERE word >= ?{0} AND word < ?{1}
    UNION ALL SELECT rank FROM name WHERE key >= ?{0} AND key < ?{1}
"""
_BETWEEN_WORDS = re.compile(f"[{re.escape(SEPARATORS)}]+")
_GLOB_MARK = re.compile(r"([*?\[])")


def search(names: Names, text: str, limit: int = 20, kind: str | None = None) -> list[Entity]:
    """At most `limit` names in which every word of `text` begins a word; a name that is exactly `text` comes first.

    Letters, blanks and escapes may be written as one likes (`spelling.key`). `kind` leaves only names of that kind.
    Of very common beginnings (`ma`, `shi no`) only the best known names are found. Raises ValueError for a kind that
    there is not.
    """
    typed = key(text)
    if not typed or limit < 1:
        return []
    of_kind = f"AND name.kind = {KINDS.index(kind)}" if kind else ""
    exact = names.select(f"WHERE name.key = ? {of_kind} ORDER BY name.kind LIMIT ?", typed, limit)
    words = list(dict.fromkeys(word for word in _BETWEEN_WORDS.split(typed) if word)) or [typed]
    begins = "".join(" AND ' ' || name.key GLOB ?" for _ in words)
    patterns = [f"*[{SEPARATORS}]" + _GLOB_MARK.sub(r"[\1]", word) + "*" for word in words]
    ranks = _candidates(names, words)
    chosen = f"name.rank <= {_WALKED}" if ranks is None else f"name.rank IN ({','.join(map(str, ranks))})"
    clause = f"WHERE {chosen} {begins} {of_kind} AND name.key <> ? ORDER BY name.rank LIMIT ?"
    return exact + names.select(clause, *patterns, typed, limit - len(exact))


def _candidates(names: Names, words: list[str]) -> list[int] | None:
    """The ranks of the names in which the two rarest words begin a word; None when no word is rare."""
    counted = sorted((_count(names, word), word) for word in words)
    rare = [word for count, word in counted if count <= _RARE][:2]
    if not rare:
        return None
    sets = (f"SELECT * FROM ({_BEGUN.format(place, place + 1)})" for place in range(1, 2 * len(rare), 2))
    bounds = [bound for word in rare for bound in (word, word + _LAST)]
    found = names.rows(f"{' INTERSECT '.join(sets)} ORDER BY rank LIMIT {_CHECKED}", *bounds)
    return [rank for (rank,) in found]


def _count(names: Names, word: str) -> int:
    """In how many names the word begins a word, counted no further than is needed to see that it is not rare."""
    counted = names.rows(f"SELECT count(*) FROM ({_BEGUN.format(1, 2)} LIMIT {_RARE + 1})", word, word + _LAST)
    return counted[0][0] if counted else 0
