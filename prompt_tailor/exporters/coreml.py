"""The fields of Mochi Diffusion and other apps that run Core ML models."""

from __future__ import annotations

import re

from ..rules.tokens import CHUNK, at_least, first_beyond, total
from ..texts import say
from .recipe import Exported, Recipe, loras, other_networks
from .samplers import divided
from .wording import words_alone

_SIZE = re.compile(r"(?<!\d)(\d{3,4})x(\d{3,4})(?!\d)")
_SCHEDULER = "DPM-Solver++"
"""Apple's runtime has this one, PNDM and the flow matching of SD 3. Source: Mochi Diffusion's list of schedulers."""
_LIKE_IT = frozenset({"dpm++ 2m", "dpm++ 2m sde"})


def coreml(recipe: Recipe) -> Exported:
    """One field a line. The runtime reads words only, 75 tokens of them, and makes pictures of one size.

    That size is part of the converted model and stands in its file's name (`…_1024x1024`).
    """
    positive, negative = words_alone(recipe.positive), words_alone(recipe.negative)
    size = _SIZE.search(recipe.model)
    fields = {
        "Include in Image": positive.text,
        "Exclude from Image": negative.text,
        "Steps": recipe.steps,
        "Guidance Scale": None if recipe.cfg_scale is None else f"{recipe.cfg_scale:g}",
        "Scheduler": _SCHEDULER,
        "Size": size.group() if size else None,
    }
    text = "\n".join(f"{name}: {value}" for name, value in fields.items() if value is not None)
    return Exported(text, tuple(dict.fromkeys([*positive.lost, *negative.lost, *_notes(recipe, size)])))


def _notes(recipe: Recipe, size: re.Match[str] | None) -> list[str]:
    notes = []
    wanted = f"{recipe.width}x{recipe.height}" if recipe.width and recipe.height else ""
    if size is None:
        notes.append(say("The size is the one that the model was converted for; its file's name tells it."))
    elif wanted and wanted != size.group():
        notes.append(say("{wanted} is not to be had: this file makes {size}.", wanted=wanted, size=size.group()))
    beyond = first_beyond(recipe.positive, at_least, CHUNK)
    if beyond is not None:
        notes.append(
            say(
                'At least {count} tokens, and Core ML reads {limit}: from "{tag}" on nothing is read.',
                count=total(recipe.positive, at_least),
                limit=CHUNK,
                tag=beyond.text,
            )
        )
    sampler, _ = divided(recipe.sampler_name, recipe.scheduler)
    if sampler is not None and sampler not in _LIKE_IT:
        notes.append(
            say(
                'There is no sampler "{name}" there; {other} comes nearest.', name=recipe.sampler_name, other=_SCHEDULER
            )
        )
    networks = [lora.name for lora in loras(recipe.positive.text)] + other_networks(recipe.positive.text)
    if networks:
        notes.append(say("Networks cannot be used there: {networks}.", networks=", ".join(networks)))
    return notes
