"""Stands where the model stands, and draws cards."""

from __future__ import annotations

from typing import Any

from modules.painting import Batch
from PIL import Image

from playground.plan.card import draw_card


class Planner:
    """Makes a card of each picture; nothing is sampled. See `modules.painting.Painter`."""

    label = "plans only, no model is loaded"
    samplers = None
    upscalers = None

    def sample(self, p: Any, batch: Batch) -> None:
        return None

    def sample_hires(self, p: Any, batch: Batch, samples: None) -> None:
        return None

    def decode(self, p: Any, batch: Batch, samples: None) -> list[Image.Image]:
        pictures = zip(batch.prompts, batch.negative_prompts, batch.seeds, strict=True)
        return [draw_card(p, batch, prompt, negative, seed) for prompt, negative, seed in pictures]
