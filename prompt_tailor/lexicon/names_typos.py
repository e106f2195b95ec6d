"""Words that a mistyped word may stand for.

A typing error is a letter too many, too few or wrong, or two letters that changed places. One of them leaves the first
or the last two letters of a word as they are, or in a short word the first and the last one, so only words that have
these in common are compared.
Without the package `rapidfuzz` no errors are forgiven.
"""

from __future__ import annotations

import importlib.util

from .names_reader import Names

_SHORTEST = 3
_TWO_ERRORS_FROM = 7
"""Words of so many letters are forgiven two errors, shorter ones one: more would make another word of them."""
_MOST = 60


def is_available() -> bool:
    """Whether typing errors can be forgiven: rapidfuzz is installed. It is not loaded for this."""
    return importlib.util.find_spec("rapidfuzz") is not None


def alike(names: Names, word: str, unfinished: bool) -> list[tuple[str, int]]:
    """Words of names that differ from `word` by few typing errors, the fewest first, with the number of errors.

    Whole words come before longer ones. With `unfinished`, words are compared as far as
    `word` goes, for it is still being typed.
    """
    if len(word) < _SHORTEST:
        return []
    try:  # not at the top: it takes memory, and most people make no mistakes
        from rapidfuzz import process
        from rapidfuzz.distance import OSA
    except ImportError:
        return []
    errors = 2 if len(word) >= _TWO_ERRORS_FROM else 1
    candidates = _candidates(names, word, errors, unfinished)
    beginnings = [None, len(word), len(word) + 1] if unfinished else [None]
    fewest: dict[int, tuple[int, bool]] = {}
    for length in beginnings:
        compared = [one[:length] for one in candidates]
        for _, distance, place in process.extract(word, compared, scorer=OSA.distance, score_cutoff=errors, limit=None):
            now = int(distance), length is not None
            fewest[place] = min(now, fewest.get(place, now))
    ordered = sorted(fewest.items(), key=lambda one: (one[1], one[0]))[:_MOST]
    return [(candidates[place], distance) for place, (distance, _) in ordered if candidates[place] != word]


def _candidates(names: Names, word: str, errors: int, unfinished: bool) -> list[str]:
    edges = f"<{word[:2]}", f">{word[-2:]}", f"~{word[0]}{word[-1]}"
    rows = names.rows("SELECT words FROM vocabulary WHERE edge IN (?, ?, ?)", *edges)
    shortest = len(word) - errors
    longest = 1_000 if unfinished else len(word) + errors
    found = [one for (words,) in rows for one in words.split("\n") if shortest <= len(one) <= longest]
    return list(dict.fromkeys(found))
