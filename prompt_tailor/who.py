"""Who is who: what is known of a character, work or artist, as JSON for the command line, the routes and the tab."""

from __future__ import annotations

from dataclasses import replace

from .choices import Choices
from .lexicon import Category, Lexicon, SeriesTable, escape, key
from .lexicon.names_reader import KINDS, Names
from .lexicon.names_search import search
from .lexicon.other_names import OtherNames
from .passes import Context
from .pipeline import run
from .request import RequestError
from .texts import say

_ALONE = Choices(quality="off", negative="off", size="keep")


def who(name: str, kind: str, posts: int | None, series: SeriesTable) -> dict:
    """Name, kind, number of pictures and of a character: work, the franchises above it, and subject.

    What nobody knows is null. `series` of a work is null, its franchises stand in `parents`.
    """
    word = key(name)
    work = series.series_of(word) if kind == "character" else None
    above = series.parents(work if kind == "character" else word) if work or kind == "series" else []
    subject = series.subject_of(word) if kind == "character" else None
    return {"name": name, "kind": kind, "posts": posts, "series": work, "parents": above, "subject": subject}


def found_names(names: Names, series: SeriesTable, query: str, limit: int, kind: str | None) -> list[dict]:
    """Names for what was typed (`names_search.py`), the best known first, with what is known of each.

    `kind`: only `character`, `series` or `artist`. Raises RequestError for another kind.
    """
    if kind is not None and kind not in KINDS:
        raise RequestError([say('"kind": expected one of {known}, got {got}', known=", ".join(KINDS), got=kind)])
    return [
        {
            **who(one.name, one.kind, one.posts, series),
            "rank": one.rank,
            "source": one.source,
            "found_by": one.found_by,
        }
        for one in search(names, query, limit, kind)
    ]


def who_is(word: str, lexicon: Lexicon, series: SeriesTable) -> dict | None:
    """What is known of the character, work or artist with that key; None when it is nobody's name."""
    kind = lexicon.place(word).category
    if kind not in (Category.CHARACTER, Category.SERIES, Category.ARTIST):
        return None
    return who(word, kind.value, OtherNames(lexicon, series).posts(word, kind.value) or None, series)


def written(name: str, context: Context) -> list[str]:
    """How a profile writes a character: the prompt that it makes of the name alone, in each form that it knows."""
    forms = context.profile.character.forms
    chosen = (replace(context, choices=replace(_ALONE, character_form=form)) for form in forms)
    return list(dict.fromkeys(run(escape(key(name)), "", one).positive.text for one in chosen))
