"""What is set beside the prompts when the picture is made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Setup:
    """The settings of one picture; None where it is not known."""

    width: int | None = None
    """Pixels; so is `height`."""
    height: int | None = None
    steps: int | None = None
    cfg_scale: float | None = None
    sampler_name: str | None = None
    scheduler: str | None = None
    clip_skip: int | None = None
    vae: str | None = None
    """The VAE's file name as the webui shows it; `Automatic` and `None` are its words for the model's own."""
    refiner: str | None = None
    """The refiner's checkpoint; `None` and an empty text are no refiner."""
    hires_denoise: float | None = None
    """Denoising strength of hires fix; None also when there is no hires fix."""
