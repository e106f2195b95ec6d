"""Looks at a whole prompt where a word's meaning depends on what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..lexicon import Category, Placement
from ..syntax import Kind, Prompt, atoms
from .unit import Context, tag_key

_WITH_KEYS = (Kind.PLAIN, Kind.COMPOUND)


def in_company(prompt: Prompt, context: Context) -> Context:
    """The context for working on that prompt: it knows the tags that mean something else in this company.

    What a pass adds or spells anew makes no difference: broader tags and the works of characters are company too. So
    a rewritten prompt is read like the typed one, in whatever order its tags stand.
    """
    lexicon = context.lexicon
    typed = {tag_key(tag) for part in prompt.parts for tag, _ in atoms(part) if tag.kind in _WITH_KEYS}
    if lexicon.company.words.isdisjoint(typed):
        return replace(context, company={}) if context.company else context
    known, asked = context.memory.companies, frozenset(typed)
    company = known[asked] if asked in known else known.setdefault(asked, _company(typed, context))
    return context if company == context.company else replace(context, company=company)


def _company(typed: set[str], context: Context) -> dict[str, Placement]:
    """What the words mean in each other's company, but for those of which the user has said it and the model's own:
    it knows these whatever stands beside them."""
    lexicon = context.lexicon
    keys = {lexicon.alias(word) or word for word in typed}
    keys = keys.union(*map(lexicon.broader, keys))
    company = lexicon.company.of(keys, _works(keys, context))
    own = context.profile.vocabulary
    return {word: to for word, to in company.items() if lexicon.corrected(word) is None and word not in own}


def _works(keys: set[str], context: Context) -> Iterator[str]:
    """The works that stand in the prompt, with the franchises above them, and those of its characters."""
    for word in keys:
        category = context.place_key(word).category
        work = word if category is Category.SERIES else None
        if category is Category.CHARACTER:
            work = context.series.series_of(word)
        if work is not None:
            yield work
            yield context.series.parent(work) or work
