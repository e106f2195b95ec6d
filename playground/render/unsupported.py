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
