"""What a prompt asks for and the playground's real run does not do. It is said under the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from modules.painting import Batch

_AND = re.compile(r"\bAND\b")
_NETWORK = re.compile(r"<\w+:[^>]+>")


def comments(p: Any, batch: Batch) -> Iterator[str]:
    """One sentence for each thing that is not done."""
    prompts = [*batch.prompts, *batch.hr_prompts]
    if any(_NETWORK.search(prompt) for prompt in p.all_prompts):
        yield "The playground loads no LoRA or other networks: they were taken out of the prompt."
    if p.cfg_scale <= 1 and any(_AND.search(prompt) for prompt in prompts):
        yield "With a CFG scale of 1 the playground paints only what stands before the first AND."
    if getattr(p, "mask", None) is not None:
        yield "The playground does not inpaint: the mask was left out of account."
    if p.tiling:
        yield "The playground paints no tiles: tiling was left out of account."
    if p.seed_resize_from_w > 0 and p.seed_resize_from_h > 0:
        yield "The playground resizes no seeds: the size that the seed is from was left out of account."
    if p.subseed_strength and (getattr(p, "enable_hr", False) or getattr(p, "init_images", None)):
        yield "The playground varies a seed in the first pass of txt2img only."
