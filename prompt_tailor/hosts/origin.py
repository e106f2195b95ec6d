"""A pasted prompt and the model that it was written for: known until something else is typed."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

_BETWEEN = re.compile(r"[,\n]|\bBREAK\b|\bAND\b")
_MARKS = re.compile(r":\s*[\d.]+|[()\[\]{}\\_\s]+")


class Origin(NamedTuple):
    """What the page keeps of a paste. `model` is a checkpoint as the webui shows it, `name [hash]`, or a profile."""

    model: str
    prompt: str

    def to_text(self) -> str:
        """As the text of the page's hidden box."""
        return json.dumps({"from": self.model, "prompt": self.prompt}, ensure_ascii=False)

    def is_still_in(self, prompt: str) -> bool:
        """Whether a prompt is this one with changes: at least half of its tags are there, whatever their weights."""
        pasted = _pieces(self.prompt)
        return bool(pasted) and 2 * len(pasted & _pieces(prompt)) >= len(pasted)


def read_origin(text: str) -> Origin:
    """What such a text says. Raises ValueError where it is none."""
    given = json.loads(text)
    if not isinstance(given, dict):
        raise ValueError(text)
    model, prompt = given.get("from"), given.get("prompt")
    if not isinstance(model, str) or not isinstance(prompt, str):
        raise ValueError(text)
    return Origin(model, prompt)


def _pieces(prompt: str) -> set[str]:
    bare = (_MARKS.sub(" ", piece).strip().casefold() for piece in _BETWEEN.split(prompt))
    return {piece for piece in bare if piece}
