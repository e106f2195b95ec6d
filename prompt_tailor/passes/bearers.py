"""Whom the words of a prompt mean that are nobody's name exactly, with the company of all of its tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..lexicon import Category, key, letters
from ..lexicon.other_names import Candidate, Company, Meaning, Needs, choose
from ..lexicon.phrases import NAMED
from ..lexicon.works import LAST_QUALIFIER
from ..syntax import NETWORK, WHOLE, Kind, Prompt, Tag, atoms
from .unit import Context, tag_key

_WEIGHT = re.compile(r":\s*[+-]?[.\d]+\s*\)")
_NAMED_KINDS = (Category.CHARACTER, Category.SERIES)


class Bearers(NamedTuple):
    """What was found out about a prompt. Keys are the tags' texts."""

    meanings: dict[str, Meaning]
    """Every word that may mean somebody."""
    chosen: dict[str, tuple[Candidate, bool]]
    """Those of which it is clear who is meant, and whether the company says so."""
    company: Company


_NOBODY = Bearers({}, {}, Company(frozenset(), frozenset()))


def bearers(prompt: Prompt, context: Context, tags_too: bool = False) -> Bearers:
    """Who is meant in a prompt; with `tags_too`, also whom the company of a tag could make of it.

    Somebody who was found is company for the others, so it is asked again until nobody new is found; whoever was
    found stays. After the names are written the same is found again, so that twice is once.
    """
    meanings = _meanings(prompt, context, tags_too)
    if not meanings:
        return _NOBODY
    words = list(_names_in(prompt, context))
    chosen: dict[str, tuple[Candidate, bool]] = {}
    while True:
        company = context.other_names.company((*words, *(one.name for one, _ in chosen.values())))
        found = {text: who for text, one in meanings.items() if text not in chosen and (who := choose(one, company))}
        if not found:
            return Bearers(meanings, chosen, company)
        chosen.update(found)


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
    """The keys of the characters and works that are named exactly, those in sentences included."""
    for part in prompt.parts:
        for tag, _ in atoms(part):
            if context.place(tag).category in _NAMED_KINDS:
                word = tag_key(tag)
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
