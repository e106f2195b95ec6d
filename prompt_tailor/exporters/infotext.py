"""The webui's own infotext: paste it into the prompt box and press the arrow."""

from __future__ import annotations

import json
import re

from ..texts import say
from .recipe import Exported, Recipe

_FEWEST = 3
"""The webui takes a last line with fewer settings for prompt. Source: `infotext_utils.parse_generation_parameters`."""
_NEGATIVE = "Negative prompt:"
_NEGATIVE_LINE = re.compile(rf"^{_NEGATIVE}", re.MULTILINE)


def infotext(recipe: Recipe) -> Exported:
    """Prompt, negative prompt and one line of settings; what is not known is left out."""
    size = f"{recipe.width}x{recipe.height}" if recipe.width and recipe.height else None
    settings = {
        "Steps": recipe.steps,
        "Sampler": recipe.sampler_name,
        "Schedule type": recipe.scheduler,
        "CFG scale": recipe.cfg_scale,
        "Size": size,
        "Model hash": recipe.model_hash or None,
        "Model": recipe.model_name or None,
        "Clip skip": recipe.clip_skip if recipe.clip_skip != 1 else None,
    }
    known = [f"{name}: {_quoted(value)}" for name, value in settings.items() if value is not None]
    notes = []
    if len(known) < _FEWEST:
        notes.append(
            say("Fewer than three settings are known, so none is written: the webui would take them for prompt.")
        )
        known = []
    positive, negative = recipe.positive.text, recipe.negative.text
    if _NEGATIVE_LINE.search(positive) or _NEGATIVE_LINE.search(negative):
        notes.append(say('A line of the prompt begins with "{words}", where the webui divides it.', words=_NEGATIVE))
    lines = [positive, f"{_NEGATIVE} {negative}" if negative else "", ", ".join(known)]
    return Exported("\n".join(line for index, line in enumerate(lines) if line or index == 0), tuple(notes))


def _quoted(value: object) -> str:
    """A value as the webui quotes it (`infotext_utils.quote`); 5.0 as 5."""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return json.dumps(text, ensure_ascii=False) if any(mark in text for mark in ",:\n") else text
