"""What a prompt asks for and the playground's real run does not do. It is said under the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from modules.painting import Batch

_AND = re.compile(r"\bAND\b")
_SCHEDULE = re.compile(r"\[[^\[\]]*(:\s*[\d.]+\s*|\|[^\[\]]*)\]")
_NETWORK = re.compile(r"<\w+:[^>]+>")


def comments(p: Any, batch: Batch) -> Iterator[str]:
    """One sentence for each thing that is not done."""
    prompts = [*batch.prompts, *batch.hr_prompts]
    if any(_NETWORK.search(prompt) for prompt in p.all_prompts):
        yield "The playground loads no LoRA or other networks: they were taken out of the prompt."
    if any(_AND.search(prompt) for prompt in prompts):
        yield "The playground does not compose prompts with AND: it is read as a word."
    if any(_SCHEDULE.search(prompt) for prompt in prompts):
        yield "The playground does not edit prompts while it paints: [a:b:0.5] and [a|b] are read as words."
    if getattr(p, "mask", None) is not None:
        yield "The playground does not inpaint: the mask was left out of account."
