"""What leads a pass at each of its steps: prompts that change on the way, and prompts that AND composes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from modules.prompt_parser import get_learned_conditioning_prompt_schedules, get_multicond_prompt_list

from playground.render.conditioning import Conditioning, TextEncoders

_NOTHING = ("", 0.0)


class Guidance:
    """The embeddings of a batch's prompts, step by step.

    AND splits a prompt into sections. A pipeline knows of one prompt only: it gets the first section, and this, as a
    hook on the image model, adds to what the model predicts for it what it predicts for the others. As in the webui,
    each counts with its weight, and as far as it differs from the prediction for the negative prompt.
    """

    def __init__(
        self,
        encoders: TextEncoders,
        prompts: Sequence[str],
        negative_prompts: Sequence[str],
        steps: int,
        hires_steps: int | None = None,
    ) -> None:
        """`hires_steps`: the steps of the second pass, where this is for that one."""
        composed = get_multicond_prompt_list(prompts)
        most = max(len(sections) for sections in composed)
        sections = list(zip(*(one + [_NOTHING] * (most - len(one)) for one in composed), strict=True))
        self._weights = [[weight for _, weight in column] for column in sections]
        columns = [negative_prompts, *([text for text, _ in column] for column in sections)]
        self._schedules = [get_learned_conditioning_prompt_schedules(texts, steps, hires_steps) for texts in columns]
        self._encoded = encoders.encode(
            {text for column in self._schedules for schedule in column for _, text in schedule}
        )
        self._step = 1

    @property
    def composes(self) -> bool:
        """Whether the pipeline's own way, one prompt with the weight 1, is not enough."""
        return len(self._weights) > 1 or any(weight != 1 for weight in self._weights[0])

    def go_to(self, step: int) -> tuple[Conditioning, Conditioning]:
        """The negative prompts' embeddings at a step, counted from 1, and those of the first sections."""
        self._step = step
        return self._at(0), self._at(1)

    def __call__(self, unet: Any, args: tuple, kwargs: dict, output: tuple) -> tuple:
        """The hook; the pipeline has given the model the negative prompts, then the first sections."""
        negative, first = output[0].chunk(2)
        latents, time, size = args[0].chunk(2)[1], args[1], kwargs["added_cond_kwargs"]["time_ids"].chunk(2)[1]
        predicted = [first]
        for place in range(2, len(self._schedules)):
            section = self._at(place)
            added = {"text_embeds": section.pooled, "time_ids": size}
            predicted += unet.forward(
                latents, time, encoder_hidden_states=section.tokens, added_cond_kwargs=added, return_dict=False
            )
        total = sum(
            self._tensor(weights, first) * (one - negative)
            for weights, one in zip(self._weights, predicted, strict=True)
        )
        return (torch.cat([negative, negative + total]),)

    def _at(self, place: int) -> Conditioning:
        """The embeddings of all pictures' negative prompts (0) or of their sections (from 1) at the present step."""
        return Conditioning.joined(self._encoded[self._text(schedule)] for schedule in self._schedules[place])

    def _text(self, schedule: list[tuple[int, str]]) -> str:
        return next((text for last, text in schedule if self._step <= last), schedule[-1][1])

    @staticmethod
    def _tensor(weights: list[float], like: torch.Tensor) -> torch.Tensor:
        return torch.tensor(weights, device=like.device, dtype=like.dtype).view(-1, 1, 1, 1)
