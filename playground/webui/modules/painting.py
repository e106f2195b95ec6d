"""What stands in for the model: it gets what a batch sends to the encoder, and gives pictures.

`playground.plan` draws a card in place of each picture; `playground.render` runs a real model. The one that is in use
is `sd_models.model_data.sd_model`, where the webui keeps its model.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol

from PIL import Image


@dataclass(frozen=True)
class Batch:
    """One batch as the model gets it: styles applied, comments and networks taken out. One entry a picture.

    The sizes are those that were settled before the batch began: what a script sets later is told and not made.
    """

    prompts: list[str]
    negative_prompts: list[str]
    seeds: list[int]
    hr_prompts: list[str]
    hr_negative_prompts: list[str]
    size: tuple[int, int]
    final_size: tuple[int, int]


class Painter(Protocol):
    """Makes the pictures of a batch. `samples` are its own business between the calls."""

    label: str
    """What the page shows beside the checkpoint, so that nobody takes its pictures for what they are not."""
    samplers: Collection[str] | None
    """The samplers that it has, by the webui's names; None where it does not matter."""
    upscalers: Collection[str] | None
    """The upscalers for the second pass, beside the latent ones; as above."""

    def sample(self, p: Any, batch: Batch) -> Any:
        """The first pass, or img2img's only one. Returns samples."""

    def sample_hires(self, p: Any, batch: Batch, samples: Any) -> Any:
        """The second pass, in the final size."""

    def decode(self, p: Any, batch: Batch, samples: Any) -> list[Image.Image]:
        """Pictures from samples."""
