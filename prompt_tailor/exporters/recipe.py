"""What a front end needs to make the picture: the fitted prompts, and the settings as they will be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from ..syntax import NETWORK, Prompt
from ..texts import say

UNKNOWN_FILE = "model.safetensors"
"""What stands for a checkpoint whose file is not known."""
_EXTENSIONS = (".safetensors", ".ckpt")
_HASH = re.compile(r"\s*\[[0-9a-f]{8,64}\]$")
_LORA = re.compile(r"<(?:lora|lyco):([^:>]+)(?::([^:>]*))?[^>]*>")


@dataclass(frozen=True)
class Recipe:
    """Everything that is copied. What is None nobody knows."""

    positive: Prompt
    negative: Prompt
    sampler_name: str | None = None
    scheduler: str | None = None
    steps: int | None = None
    cfg_scale: float | None = None
    width: int | None = None
    height: int | None = None
    clip_skip: int | None = None
    model: str = ""
    """The checkpoint's name, as far as it is known."""
    model_hash: str = ""
    base: Literal["sdxl", "sd15", "any"] = "any"
    prediction: str | None = None
    embeddings: frozenset[str] = frozenset()
    """Keys of the textual inversions."""

    @property
    def model_file(self) -> str:
        """The checkpoint's file, without the hash that the webui shows beside it."""
        name = _HASH.sub("", self.model)
        return name if not name or name.endswith(_EXTENSIONS) else f"{name}.safetensors"

    @property
    def model_name(self) -> str:
        """The checkpoint as an infotext names it: no folder, no extension."""
        last = re.split(r"[/\\]", _HASH.sub("", self.model))[-1]
        return next((last.removesuffix(one) for one in _EXTENSIONS if last.endswith(one)), last)

    @property
    def is_sd15(self) -> bool:
        return self.base == "sd15"


class Exported(NamedTuple):
    """What goes to the clipboard, and what the user has to know: what the other front end cannot do."""

    text: str
    notes: tuple[str, ...] = ()


class Lora(NamedTuple):
    """A LoRA of the prompt."""

    name: str
    strength: float


def loras(text: str) -> list[Lora]:
    """The LoRAs of a prompt. A strength that is no number counts as 1, as in the webui."""
    return [Lora(found[1].strip(), _number(found[2])) for found in _LORA.finditer(text)]


def other_networks(text: str) -> list[str]:
    """The extra networks of a prompt that are no LoRAs."""
    return [found.group() for found in NETWORK.finditer(text) if not _LORA.fullmatch(found.group())]


def missing(recipe: Recipe, front_end: str) -> list[str]:
    """Notes on networks that only the webui knows, and on a checkpoint whose file is not known."""
    notes = []
    others = ", ".join(other_networks(recipe.positive.text))
    if others:
        notes.append(
            say("Left out, because {tool} knows no such networks: {networks}.", tool=front_end, networks=others)
        )
    if not recipe.model:
        notes.append(say('The model\'s file is not known: put its path in place of "{name}".', name=UNKNOWN_FILE))
    return notes


def _number(text: Any) -> float:
    try:
        return float(text)
    except (TypeError, ValueError):
        return 1.0
