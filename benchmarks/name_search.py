"""How fast names are found as one types, beside what a plain scan of the same names takes."""

from __future__ import annotations

import random
from statistics import quantiles
from time import process_time

from prompt_tailor.api import Tailor
from prompt_tailor.lexicon.names_reader import Names
from prompt_tailor.lexicon.names_search import search

_QUERIES = 200
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SCANNED = 5


def print_search(tailor: Tailor) -> None:
    """One line: median and 95th percentile of a search, and how many of them one plain scan is."""
    names = tailor.names.names
    queries = _queries(names)
    if not queries:
        print("search names                   there are none: install tipo-kgen")
        return
    for query in queries[:20]:
        search(names, query)  # the file gets into the system's cache
    taken = [_seconds(lambda query=query: search(names, query)) for query in queries]
    scans = [_seconds(lambda query=query: _scan(names, query)) for query in queries[:_SCANNED]]
    cuts = quantiles(taken, n=20)
    print(
        f"search {sum(tailor.names_status()['counts'].values()):,} names     {cuts[9] * 1e3:8.1f} ms, "
        f"95 % within {cuts[18] * 1e3:.1f} ms   a plain scan: {sum(scans) / _SCANNED / cuts[18]:.0f} x that"
    )


def _queries(names: Names) -> list[str]:
    """Names of all ranks, typed in five ways: whole, turned, begun, abbreviated, and mistyped."""
    chance = random.Random(7)
    last = names.rows("SELECT max(rank) FROM name")
    made: list[str] = []
    while last and last[0][0] and len(made) < _QUERIES:
        rank = 1 + int(last[0][0] * chance.random() ** 4)
        for (key,) in names.rows("SELECT key FROM name WHERE rank = ?", rank):
            words = key.partition(" (")[0].split() or [key]
            made.append(_typed(words, len(made) % 5, chance))
    return made


def _typed(words: list[str], way: int, chance: random.Random) -> str:
    whole = " ".join(words)
    if way == 1:
        return " ".join(reversed(words))
    if way == 2:
        return whole[: chance.randint(1, 5)]
    if way == 3:
        return " ".join(word[:3] for word in words)
    if way == 4:
        at = chance.randrange(len(whole))
        return whole[:at] + chance.choice(_LETTERS) + whole[at + chance.randint(0, 1) :]
    return whole


def _scan(names: Names, query: str) -> list[tuple]:
    return names.rows("SELECT rank FROM name WHERE key LIKE ? ORDER BY rank LIMIT 20", f"%{query}%")


def _seconds(run) -> float:
    start = process_time()
    run()
    return process_time() - start
