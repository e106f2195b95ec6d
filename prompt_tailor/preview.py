"""A rewrite as the page draws it: each tag with its category, what was done to it and why, and the card's words.

Everything that a page would have to work out is worked out here; it only draws.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from .lexicon import Category, key
from .passes import Context, Note, tag_key
from .pipeline import Fitted
from .profiles import Profile
from .profiles.model import Source, Word
from .syntax import ADDED, Atom, Prompt, atoms
from .texts import say

_SHOWN_LATER = ("moved", "merged", "respelled", "translated", "added", "split")
"""Actions that leave the tag in the prompt; what was dropped is listed apart."""


def drawn(fitted: Fitted) -> dict:
    """Both fitted prompts tag by tag, and what is no longer in them."""
    positive, negative = fitted.contexts
    return {
        "tags": _side(fitted.positive, fitted, positive, "prompt"),
        "negative_tags": _side(fitted.negative, fitted, negative, "negative_prompt"),
        "gone": [
            {"text": note.text, "action": note.action, "reason": note.reason, "where": step.where, **_was(note)}
            for step in fitted.steps
            for note in step.notes
            if note.action in ("dropped", "merged")
        ],
    }


def _side(prompt: Prompt, fitted: Fitted, context: Context, where: str) -> list[dict]:
    notes = [note for step in fitted.steps if step.where == where for note in step.notes]
    by_place: dict[int, list[Note]] = {}
    by_key: dict[str, list[Note]] = {}
    for note in notes:
        if note.at != ADDED:
            by_place.setdefault(note.at, []).append(note)
        elif note.action in _SHOWN_LATER:
            by_key.setdefault(key(note.text), []).append(note)
    found: list[dict] = []
    for index, part in enumerate(prompt.parts):
        if index:
            found.append({"border": prompt.borders[index - 1].strip()})
        for atom in atoms(part):
            done = by_place.get(atom.tag.at, ()) if atom.tag.at != ADDED else _of_added(atom, by_key)
            found.append(_tag(atom, done, context))
    return found


def _of_added(atom: Atom, by_key: Mapping[str, list[Note]]) -> list[Note]:
    """The notes of an added tag: they name it as it was added, with its weight or the group around it."""
    for text in (atom.tag.text, *(group.text for group in atom.groups)):
        if key(text) in by_key:
            return by_key[key(text)]
    return []


def _tag(atom: Atom, done: Iterable[Note], context: Context) -> dict:
    word, placed = tag_key(atom.tag), context.place(atom.tag)
    marks = {note.action: {"reason": note.reason, **_was(note)} for note in done if note.action in _SHOWN_LATER}
    if atom.tag.at == ADDED:
        marks.setdefault("added", {"reason": ""})
    if word in context.pinned:
        marks["pinned"] = {"reason": say("you said so")}
    drawn_tag: dict[str, Any] = {
        "text": atom.tag.text,
        "key": word,
        "category": placed.category.value,
        "reason": placed.reason,
        "layer": placed.layer,
        "slot": context.profile.slot_of(placed.category, word) if context.positive else None,
        "marks": [{"action": action, **told} for action, told in marks.items()],
    }
    if word in {key(kept) for kept in context.choices.keep_words}:
        drawn_tag["kept"] = True
    if abs(atom.weight - 1) > 1e-9:
        drawn_tag["weight"] = round(atom.weight, 3)
    listed = context.profile.vocabulary.get(word)
    if listed is not None and (listed[1].means or listed[1].zh):
        drawn_tag["means"] = listed[1].means
    return drawn_tag


def _was(note: Note) -> dict[str, str]:
    """The key of the other family's word that stood there, for whoever wants it back."""
    return {"was": key(note.was)} if note.was else {}


@lru_cache(maxsize=64)
def card(profile: Profile) -> dict:
    """What the page shows of a profile: menus, order, sizes, advice and sources; `stamp` tells whether it is new."""
    words = {kind: [_word(word) for word in listed] for kind, listed in profile.words.items()}
    shown = {
        "id": profile.id,
        "name": profile.name,
        "version": profile.version,
        "summary": profile.summary,
        "licence": profile.licence,
        "notes": list(profile.notes),
        "tokens": profile.tokens,
        "order": [_slot(slot.categories, slot.note, slot.rest) for slot in profile.order],
        "rating": words.get("rating", []),
        "year": words.get("year", []),
        "aesthetic": words.get("aesthetic", []),
        "quality": _quality(profile),
        "negatives": _negatives(profile),
        "forms": list(profile.character.forms),
        "series": profile.character.series,
        "notes_of": {
            "quality": profile.quality.note,
            "negative": profile.negative.note,
            "character": profile.character.note,
            "size": profile.sizes.note,
        },
        "sizes": [{"width": one.width, "height": one.height, "label": one.label} for one in profile.sizes.named],
        "has_sizes": bool(profile.sizes.named or profile.sizes.rule),
        "sources": {path: _sources(profile.sources_of(path)) for path in _VOUCHED},
    }
    stamp = sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:12]
    return {**shown, "stamp": stamp}


_VOUCHED = ("order", "words", "quality", "negative", "character", "settings", "sizes")


def _slot(categories: Iterable[Category], note: str, rest: bool) -> dict:
    return {"categories": [category.value for category in categories], "note": note, "rest": rest}


def _word(word: Word) -> dict:
    return {"text": word.text, "means": word.means, "zh": word.zh, "weight": word.weight}


def _quality(profile: Profile) -> list[dict]:
    """The levels to choose from: what is added at each, and as which choice."""
    add, more = profile.quality.add, profile.quality.stronger
    if not add and not more:
        return []
    levels = [{"choice": "recommended", "words": [_word(word) for word in add]}]
    if more:
        words = [*add, *(word for word in more if key(word.text) not in {key(one.text) for one in add})]
        levels.append({"choice": [word.text for word in words], "words": [_word(word) for word in words]})
    return [*levels, {"choice": "off", "words": []}]


def _negatives(profile: Profile) -> list[dict]:
    negative = profile.negative
    if not negative.recommended and not negative.variants:
        return []
    named = [{"choice": name, "text": text} for name, text in negative.variants.items()]
    return [{"choice": "recommended", "text": negative.recommended}, *named, {"choice": "off", "text": ""}]


def _sources(sources: Iterable[Source]) -> list[dict]:
    return [{"title": one.title, "where": one.where, "url": one.url, "says": one.says} for one in sources]
