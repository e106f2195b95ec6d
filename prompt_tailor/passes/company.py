"""Looks at a whole prompt where a word's meaning depends on what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from ..lexicon import Category, Placement
from ..lexicon.works import LAST_QUALIFIER
from ..syntax import Prompt
from ..texts import say
from .unit import Context, Said, text_key

_NOTHING: frozenset[str] = frozenset()
_NAMES = (Category.ARTIST, Category.CHARACTER, Category.SERIES)


def in_company(prompt: Prompt, context: Context) -> Context:
    """The context for working on that prompt: it knows the tags that mean something else in this company.

    What a pass adds or spells anew makes no difference: broader tags and the works of characters are company too. So
    a rewritten prompt is read like the typed one, in whatever order its tags stand.
    """
    typed = frozenset(chain.from_iterable([map(text_key, part.words) for part in prompt.parts]))
    unsure = typed & context.lexicon.company.words | _works_in_words(typed, context)
    if not unsure:
        return replace(context, company={}) if context.company else context
    known = context.memory.companies
    company = known.get(typed)
    if company is None:
        company = known[typed] = _company(unsure, typed, context)
    return context if company == context.company else replace(context, company=company)


def _company(unsure: frozenset[str], typed: frozenset[str], context: Context) -> dict[str, Placement]:
    """What the unsure words mean in the company of all, but for those of which the user has said it and the model's
    own: it knows these whatever stands beside them."""
    lexicon = context.lexicon
    own = context.profile.vocabulary
    unsure = frozenset(word for word in unsure if lexicon.corrected(word) is None and word not in own)
    if not unsure:
        return {}
    said = [_said(word, context) for word in typed]
    keys = _NOTHING.union(*[one.keys for one in said])
    named = _named_works(unsure, typed, context)
    if lexicon.company.short_names.isdisjoint(unsure):
        return lexicon.company.of(unsure, keys, ()) | named
    return lexicon.company.of(unsure, keys, chain.from_iterable([one.works for one in said if one.works])) | named


def _works_in_words(typed: frozenset[str], context: Context) -> frozenset[str]:
    """Those of some keys that read like words, but are a work's name as well (`golden sun`)."""
    rest = typed - context.memory.no_works
    if not rest:
        return _NOTHING
    works = frozenset(word for word in rest if _may_be_a_work(word, context))
    context.memory.no_works.update(rest - works)
    return works


def _may_be_a_work(word: str, context: Context) -> bool:
    if " " not in word or context.place_key(word).category in _NAMES:
        return False
    found = context.lexicon.entity(word)
    return found is not None and found.kind == "series"


def _named_works(unsure: frozenset[str], typed: frozenset[str], context: Context) -> dict[str, Placement]:
    """The works among some words that a character beside them is from: by its own name, or, where it does not say and
    the words say nothing else, since it must be from some work."""
    works = {word for word in unsure if _may_be_a_work(word, context)}
    if not works:
        return {}
    whose: dict[str, str] = {}
    for name in sorted(typed):
        if context.place_key(name).category is not Category.CHARACTER or context.series.series_of(name):
            continue
        found = LAST_QUALIFIER.search(name)
        if found is not None:
            whose.setdefault(found[1], name)
        else:
            homeless = [work for work in works if context.place_key(work).category is Category.UNKNOWN]
            whose.update({work: name for work in homeless if work not in whose})
    return {
        work: Placement(Category.SERIES, say('"{word}" beside "{other}"', word=work, other=whose[work]), "company")
        for work in works & whose.keys()
    }


def _said(word: str, context: Context) -> Said:
    """What a tag brings along as company, whatever stands beside it."""
    said = context.memory.said.get(word)
    if said is None:
        canonical = context.lexicon.alias(word) or word
        keys = context.lexicon.broader(canonical) | {canonical}
        said = context.memory.said[word] = Said(keys, tuple(_works(keys, context)))
    return said


def _works(keys: Iterable[str], context: Context) -> Iterator[str]:
    """The works of that name, with the franchises above them, and those of characters of that name."""
    for word in keys:
        category = context.place_key(word).category
        work = word if category is Category.SERIES else None
        if category is Category.CHARACTER:
            work = context.series.series_of(word)
        if work is not None:
            yield work
            yield context.series.parent(work) or work
