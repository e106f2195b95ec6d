"""What was typed for the prompts of an infotext that the webui's API filled a request from.

Since 1.8 a request may hold an `infotext`. The webui then takes the fitted prompts from it without asking us, as it
does on the page; but it does ask us for the wishes. So they carry, for each box, the fitted prompt and what was typed
for it. A prompt that the request gives itself is another one, and counts as typed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from prompt_tailor import infotext

KEY = "pasted"
"""Stands in the wishes beside "profile", "set" and "choices"; nobody sees it."""

BOXES = {
    "Prompt": "prompt",
    "Negative prompt": "negative_prompt",
    "Hires prompt": "hr_prompt",
    "Hires negative prompt": "hr_negative_prompt",
}
"""The prompts of an infotext, with their names in a job and in a record."""

Pasted = Mapping[str, tuple[str, str]]
"""By the prompt's name in a job: as it is in the picture, and as it was typed."""


def pasted(values: Mapping, typed: infotext.Typed | None) -> Pasted:
    """Those prompts of a parsed infotext that were typed in another way.

    None with styles: in the picture's prompt their words are mixed with the typed ones.
    """
    if typed is None or typed.styles:
        return {}
    pairs = {name: (values.get(box), getattr(typed, name)) for box, name in BOXES.items()}
    return {name: pair for name, pair in pairs.items() if isinstance(pair[0], str) and pair[0] != pair[1]}


def added(wishes: str, prompts: Pasted) -> str:
    """The wishes as text, with the prompts among them."""
    if not prompts:
        return wishes
    return json.dumps({**(json.loads(wishes) if wishes else {}), KEY: prompts}, ensure_ascii=False)


def read(values: Sequence) -> Pasted:
    """The prompts among the wishes, which are near the end of the controls' values; none where there are none."""
    for value in reversed(values):
        found = _prompts(value)
        if isinstance(found, Mapping):
            return {name: tuple(pair) for name, pair in found.items() if _is_pair(pair)}
    return {}


def _prompts(value: object) -> object:
    """What a control's value says of pasted prompts."""
    try:
        wishes = json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        return None
    return wishes.get(KEY) if isinstance(wishes, Mapping) else None


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(text, str) for text in value)
