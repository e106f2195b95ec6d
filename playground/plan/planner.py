"""Stands where the model stands, and draws cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from modules import prompt_parser, shared
from modules.painting import Batch
from PIL import Image

from playground.plan.card import draw_card


class Planner:
    """Makes a card of each picture; nothing is sampled. See `modules.painting.Painter`."""

    label = "plans only, no model is loaded"
    samplers = None
    upscalers = None

    def sample(self, p: Any, batch: Batch) -> None:
        read_as_the_encoder_does(batch.prompts, batch.negative_prompts, p.steps)

    def sample_hires(self, p: Any, batch: Batch, samples: None) -> None:
        steps = (p.steps, p.hr_second_pass_steps or p.steps)
        read_as_the_encoder_does(batch.hr_prompts, batch.hr_negative_prompts, *steps)

    def decode(self, p: Any, batch: Batch, samples: None) -> list[Image.Image]:
        pictures = zip(batch.prompts, batch.negative_prompts, batch.seeds, strict=True)
        return [draw_card(p, batch, prompt, negative, seed) for prompt, negative, seed in pictures]


def read_as_the_encoder_does(prompts: Sequence[str], negative_prompts: Sequence[str], *steps: int) -> None:
    """Read every text that would be encoded. Raises ValueError for a weight that is no number.

    `steps` are those of the first pass and, in the second, also its own. `StableDiffusionProcessing.setup_conds`
    of the webui stops there; with the emphasis "None" its `TextConditionalModel.tokenize_line` reads no weights.
    """
    if shared.opts.emphasis == "None":
        return
    composed = [text for parts in prompt_parser.get_multicond_prompt_list(prompts) for text, _ in parts]
    texts = [*composed, *negative_prompts]
    for schedule in prompt_parser.get_learned_conditioning_prompt_schedules(texts, *steps):
        for _, text in schedule:
            prompt_parser.parse_prompt_attention(text)
