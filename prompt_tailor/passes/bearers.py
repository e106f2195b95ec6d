"""Whom the words of a prompt mean that are nobody's name exactly, with the company of all of its tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..lexicon import Category, key, letters
from ..lexicon.meant import by_company, by_each_other, by_fame, by_whole_name
from ..lexicon.other_names import Candidate, Company, Meaning, Needs
from ..lexicon.phrases import NAMED
from ..lexicon.works import LAST_QUALIFIER
from ..syntax import NETWORK, WHOLE, Kind, Prompt, Tag, atoms
from .crowd import Crowd
from .unit import Context, tag_key, text_key

_WEIGHT = re.compile(r":\s*[+-]?[.\d]+\s*\)")
_NAMED_KINDS = (Category.CHARACTER, Category.SERIES)


Chosen = dict[str, tuple[Candidate, bool]]
"""Text of a tag -> who is meant, and whether the company says so."""


class Bearers(NamedTuple):
    """What was found out about a prompt. Keys are the tags' texts."""

    meanings: dict[str, Meaning]
    """Every word that may mean somebody."""
    chosen: Chosen
    """Those of which it is clear who is meant."""
    company: Company


_NOBODY = Bearers({}, {}, Company(frozenset(), frozenset(), frozenset()))


def bearers(prompt: Prompt, context: Context, tags_too: bool = False) -> Bearers:
    """Who is meant in a prompt; with `tags_too`, also whom the company of a tag could make of it.

    Somebody who was found is company for the others, so it is asked again until nobody new is found; whoever was
    found stays. What is sure is asked first and fame last, so that no guess stands in the way of what the
    prompt says, in whatever order and spelling. After the names are written the same is found again: twice is once.
    """
    meanings = _meanings(prompt, context, tags_too)
    if not meanings:
        return _NOBODY
    words = list(_names_in(prompt, context))
    crowd = Crowd(prompt, context, meanings)
    chosen: Chosen = {}
    while True:
        waiting = {text: one for text, one in meanings.items() if text not in chosen}
        company = context.other_names.company((*words, *(one.name for one, _ in chosen.values())))
        found = _sure(waiting, company) or _guessed(waiting, company, crowd)
        if not found:
            return Bearers(meanings, chosen, company)
        chosen.update(found)


def _sure(waiting: dict[str, Meaning], company: Company) -> Chosen:
    """Those of whom the prompt says who they are: first works of a name of their own, then whom the works say."""
    whole = {text: (who, False) for text, one in waiting.items() if (who := by_whole_name(one, company))}
    works = {text: found for text, found in whole.items() if found[0].kind == "series"}
    beside = {text: (who, True) for text, one in waiting.items() if (who := by_company(one, company))}
    return works or beside or whole


def _guessed(waiting: dict[str, Meaning], company: Company, crowd: Crowd) -> Chosen:
    """Those who are most likely meant, the likeliest kind of guess only: the others then have more company."""
    guessable = {text: one for text, one in waiting.items() if one.needs in (Needs.NOTHING, Needs.FAME)}
    if not guessable:
        return {}
    works = {text: _works_perhaps(one) for text, one in waiting.items()}
    perhaps = crowd.works_beside(works)
    surely = crowd.works_beside({text: named for text, named in works.items() if waiting[text].whole})
    found: tuple[Chosen, ...] = ({}, {}, {}, {})
    for text, meaning in guessable.items():
        who = by_each_other(meaning, company._replace(unsure=perhaps(text)))
        if who is not None:
            found[0][text] = (who, True)
            continue
        who = by_fame(meaning, company._replace(unsure=surely(text)))
        if who is not None and not crowd.speaks_against(text_key(text), who):
            rank = 3 if meaning.needs is Needs.FAME else 1 if who.kind == "series" else 2
            found[rank][text] = (who, False)
    return next((one for one in found if one), {})


def _works_perhaps(meaning: Meaning) -> set[str]:
    """The works that a word may name."""
    if meaning.needs is Needs.ASKING:
        return set()
    return {one.name for one in meaning.candidates if one.kind == "series" and one.sure}


def _meanings(prompt: Prompt, context: Context, tags_too: bool) -> dict[str, Meaning]:
    nobodies = context.memory.nobodies
    meanings: dict[str, Meaning] = {}
    for part in prompt.parts:
        if part.words <= nobodies and not tags_too:
            continue
        for tag, _ in part.atoms:
            if tag.text in nobodies and not tags_too:
                continue
            found = _meaning(tag, context) if tags_too or not context.lexicon.is_tag(tag_key(tag)) else None
            if found is None or (found.needs is Needs.ASKING and not tags_too):
                nobodies.add(tag.text)
            elif _may_be_a_name(tag):
                meanings[tag.text] = found
    if meanings and "(" in prompt.text:
        spoken_for = _spoken_for(prompt, meanings)
        meanings = {text: found for text, found in meanings.items() if not _is_another(text, found, spoken_for)}
    if meanings and "<" in prompt.text:
        triggers = [letters(found) for found in NETWORK.findall(prompt.text)]
        meanings = {text: found for text, found in meanings.items() if not _is_trigger(text, triggers)}
    return meanings


def _may_be_a_name(tag: Tag) -> bool:
    if "\n" in tag.text:
        return False
    return tag.kind is Kind.PLAIN or (
        tag.kind is Kind.COMPOUND and not (_WEIGHT.search(tag.text) or NETWORK.search(tag.text) or "[" in tag.text)
    )


def _meaning(tag: Tag, context: Context) -> Meaning | None:
    known = context.memory.meanings
    if tag.text in known:
        return known[tag.text]
    word = tag_key(tag)
    theirs = word in context.profile.vocabulary or word in context.embeddings
    found = known[tag.text] = None if theirs or tag.kind in WHOLE else context.other_names.meaning(word)
    return found


def _names_in(prompt: Prompt, context: Context) -> Iterator[str]:
    """The keys of the characters and works that are named exactly, those in sentences included.

    And of everyday words that are names in the right company, which other names may only make.
    """
    words_first = context.lexicon.works.words_first
    for part in prompt.parts:
        for tag, _ in atoms(part):
            word = tag_key(tag)
            if context.place(tag).category in _NAMED_KINDS or word in words_first:
                sentence = NAMED.match(word)
                yield from [key(sentence[group] or "") for group in ("name", "series")] if sentence else [word]


def _spoken_for(prompt: Prompt, meanings: dict[str, Meaning]) -> dict[str, set[str]]:
    """Short name -> the whole names in the prompt that it may be short for; names still to be found out are none."""
    found: dict[str, set[str]] = {}
    for part in prompt.parts:
        for tag, _ in part.atoms:
            word = tag_key(tag)
            if word.endswith(")") and tag.text not in meanings:
                found.setdefault(LAST_QUALIFIER.sub("", word), set()).add(word)
    return found


def _is_another(text: str, meaning: Meaning, spoken_for: dict[str, set[str]]) -> bool:
    """Whether it is short for somebody in the prompt whom we do not know: `riko \\(korikori\\), riko`."""
    names = spoken_for.get(key(text))
    return names is not None and not any(one.name in names for one in meaning.candidates)


def _is_trigger(text: str, triggers: list[str]) -> bool:
    """Whether it is a word of a network's (`<lora:rem_v2:0.8>, rem`): it is meant for the network."""
    own = letters(text)
    return any(own in trigger for trigger in triggers)
