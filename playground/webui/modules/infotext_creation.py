"""Writing an infotext: the generation parameters as the text that is stored in a picture."""

from __future__ import annotations

from typing import Any

from modules import shared
from modules.infotext_utils import quote
from modules.processing_types import VERSION, StableDiffusionProcessing


def create_infotext(
    p: StableDiffusionProcessing,
    all_prompts: list[str],
    all_seeds: list[int],
    all_subseeds: list[int],
    comments: Any = None,
    iteration: int = 0,
    position_in_batch: int = 0,
    use_main_prompt: bool = False,
    index: int | None = None,
    all_negative_prompts: list[str] | None = None,
) -> str:
    """The generation parameters as text, as the webui writes them into a picture.

    `all_prompts` and `all_seeds` are a batch's; `use_main_prompt` is for a grid, which stands for all pictures.
    """
    if use_main_prompt:
        index = 0
    elif index is None:
        index = position_in_batch
    prompt = p.main_prompt if use_main_prompt else all_prompts[index]
    negatives = all_negative_prompts or p.negative_prompts
    negative = p.main_negative_prompt if use_main_prompt else negatives[index]
    subseed = p.all_subseeds[0] if use_main_prompt else all_subseeds[index]
    pairs = {
        "Steps": p.steps,
        "Sampler": p.sampler_name,
        "Schedule type": p.scheduler,
        "CFG scale": p.cfg_scale,
        "Seed": p.all_seeds[0] if use_main_prompt else all_seeds[index],
        "Size": f"{p.width}x{p.height}",
        "Model hash": p.sd_model_hash if shared.opts.add_model_hash_to_info else None,
        "Model": p.sd_model_name if shared.opts.add_model_name_to_info else None,
        "Variation seed": subseed if p.subseed_strength else None,
        "Variation seed strength": p.subseed_strength or None,
        "Denoising strength": getattr(p, "denoising_strength", None) if _second_pass(p) else None,
        "Clip skip": p.clip_skip if p.clip_skip > 1 else None,
        **{key: _value(value, index, p) for key, value in p.extra_generation_params.items()},
        "Version": VERSION if shared.opts.add_version_to_infotext else None,
    }
    line = ", ".join(
        key if key == value else f"{key}: {quote(value)}" for key, value in pairs.items() if value is not None
    )
    negative_line = f"\nNegative prompt: {negative}" if negative else ""
    return f"{prompt}{negative_line}\n{line}".strip()


def _value(value: Any, index: int, p: StableDiffusionProcessing) -> Any:
    """A list holds one value for each picture; a function makes the value. (The webui, since 1.9.)"""
    if isinstance(value, list):
        return value[index] if index < len(value) else None
    return value(p=p, index=index) if callable(value) else value


def _second_pass(p: StableDiffusionProcessing) -> bool:
    """Whether the denoising strength matters: in img2img, and with hires."""
    return getattr(p, "enable_hr", True)
