"""What the fitted prompt and its settings look like in other front ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from .comfyui import comfyui
from .coreml import coreml
from .diffusers import diffusers
from .infotext import infotext
from .recipe import Exported, Recipe

__all__ = ["EXPORTERS", "Exported", "Recipe"]

EXPORTERS: Mapping[str, Callable[[Recipe], Exported]] = MappingProxyType(
    {"infotext": infotext, "diffusers": diffusers, "comfyui": comfyui, "coreml": coreml}
)
"""By the name in requests and on the command line."""
