"""The answer to a request for a rewrite, as JSON (design, section 7)."""

from __future__ import annotations

from typing import NamedTuple

from .diagnostics import Diagnostic
from .in_force import not_kept
from .lexicon import key
from .origin import detection_json
from .passes import Context, tag_key
from .pipeline import Fitted
from .preview import drawn
from .profiles import Detection, Profile
from .request import Request
from .syntax import ADDED, Atom, Prompt, atoms, parse


class Rewrite(NamedTuple):
    """A request that was carried out."""

    asked: Request
    profile: Profile
    detection: Detection | None
    """None where the profile was chosen."""
    origin: dict | None
    """The model that the prompt was written for, as JSON."""
    fitted: Fitted
    settings: dict
    """What the profile wants, whatever the user keeps."""
    found: list[Diagnostic]


def whole(done: Rewrite) -> dict:
    """All that is known of the rewrite, for other programs."""
    fitted = done.fitted
    merged = {key(note.text) for step in fitted.steps for note in step.notes if note.action == "merged"}
    positive, negative = fitted.contexts
    return {
        "profile": done.profile.id,
        **_common(done),
        "settings": not_kept(done.asked, done.settings),
        "tags": _tags(fitted.positive, positive, merged),
        "negative_tags": _tags(fitted.negative, negative, merged),
        "dropped": _dropped(done.asked, fitted),
        "steps": [step.to_json() for step in fitted.steps],
    }


def for_page(done: Rewrite, card: dict | None) -> dict:
    """What the page draws; its own switches say which settings are kept. `card`: of the profile, where it is new."""
    return {
        "profile": {"id": done.profile.id, "name": done.profile.name},
        **_common(done),
        "settings": done.settings,
        **drawn(done.fitted),
        "card": card,
    }


def _common(done: Rewrite) -> dict:
    return {
        "detection": detection_json(done.detection, done.profile),
        "from": done.origin,
        "fitted": done.fitted.fitted,
        "prompt": done.fitted.positive.text,
        "negative_prompt": done.fitted.negative.text,
        "diagnostics": [one.to_json() for one in done.found],
    }


def _tags(prompt: Prompt, context: Context, merged: set[str]) -> list[dict]:
    return [_tag(atom, context, merged) for part in prompt.parts for atom in atoms(part)]


def _tag(atom: Atom, context: Context, merged: set[str]) -> dict:
    word, placed = tag_key(atom.tag), context.place(atom.tag)
    return {
        "surface": atom.tag.text,
        "key": word,
        "category": placed.category.value,
        "reason": placed.reason,
        "weight": atom.weight if atom.groups else 1.0,
        "origin": "added" if atom.tag.at == ADDED else "merged" if word in merged else "typed",
    }


def _dropped(asked: Request, fitted: Fitted) -> list[dict]:
    """What is gone, as it was typed: a pass before the one that took it out may have spelled it anew."""
    gone = [(step, note) for step in fitted.steps for note in step.notes if note.action in ("dropped", "merged")]
    if not gone:
        return []
    prompts = {"prompt": parse(asked.prompt), "negative_prompt": parse(asked.negative_prompt, positive=False)}
    typed = {
        (where, atom.tag.at): atom.tag.text
        for where, prompt in prompts.items()
        for part in prompt.parts
        for atom in atoms(part)
    }
    return [
        {
            "surface": typed.get((step.where, note.at), note.text),
            "action": note.action,
            "reason": note.reason,
            "where": step.where,
        }
        for step, note in gone
    ]
