"""One generation, hook by hook, in the webui's order. A card that shows the result stands in for the picture."""

from __future__ import annotations

import random
from typing import Any

from modules import extra_networks, sd_models, sd_samplers, shared
from modules.infotext_utils import quote
from modules.processing_types import (
    Processed,
    StableDiffusionProcessing,
    StableDiffusionProcessingImg2Img,
    StableDiffusionProcessingTxt2Img,
)
from modules.stand_in_picture import draw

__all__ = [
    "Processed",
    "StableDiffusionProcessing",
    "StableDiffusionProcessingImg2Img",
    "StableDiffusionProcessingTxt2Img",
    "create_infotext",
    "fix_seed",
    "get_fixed_seed",
    "process_images",
]
VERSION = "playground"


def get_fixed_seed(seed: int | str | None) -> int:
    """The seed, or a random one for -1 and for nothing."""
    return random.randrange(2**32) if seed in (None, "", -1) else int(seed)


def fix_seed(p: StableDiffusionProcessing) -> None:
    """Replace -1 by a real seed."""
    p.seed = get_fixed_seed(p.seed)
    p.subseed = get_fixed_seed(p.subseed)


def process_images(p: StableDiffusionProcessing) -> Processed:
    """Generate. `before_process` comes first; option overrides hold for the time of the generation."""
    if p.scripts is not None:
        p.scripts.before_process(p)
    stored = {key: shared.opts.data[key] for key in p.override_settings if key in shared.opts.data}
    try:
        for key, value in p.override_settings.items():
            shared.opts.set(key, value, is_api=True, run_callbacks=False)
        sd_samplers.fix_p_invalid_sampler_and_scheduler(p)
        return _process_images_inner(p)
    finally:
        if p.override_settings_restore_afterwards:
            for key, value in stored.items():
                shared.opts.set(key, value)


def _process_images_inner(p: StableDiffusionProcessing) -> Processed:
    seed, subseed = get_fixed_seed(p.seed), get_fixed_seed(p.subseed)
    checkpoint = sd_models.select_checkpoint()
    if checkpoint is not None:
        p.sd_model_name, p.sd_model_hash = checkpoint.name_for_extra, checkpoint.shorthash
    p.clip_skip = int(shared.opts.CLIP_stop_at_last_layers)
    _setup_prompts(p)
    p.all_seeds = [seed + index for index in range(p.total)]
    p.all_subseeds = [subseed + index for index in range(p.total)]
    _call(p, "process")
    p.init(p.all_prompts, p.all_seeds, p.all_subseeds)
    images, infotexts = [], []
    for iteration in range(p.n_iter):
        p.iteration = iteration
        batch = _process_batch(p)
        images += [image for image, _ in batch]
        infotexts += [infotext for _, infotext in batch]
    processed = Processed(p, images, p.all_seeds[0], infotexts[0] if infotexts else "", infotexts)
    _call(p, "postprocess", processed)
    return processed


def _setup_prompts(p: StableDiffusionProcessing) -> None:
    """One prompt for each picture, with the styles, and the second pass's."""
    p.all_prompts = _with_styles(p, p.prompt, negative=False)
    p.all_negative_prompts = _with_styles(p, p.negative_prompt, negative=True)
    p.main_prompt, p.main_negative_prompt = p.all_prompts[0], p.all_negative_prompts[0]
    if getattr(p, "enable_hr", False):
        p.hr_prompt = p.hr_prompt or p.prompt
        p.hr_negative_prompt = p.hr_negative_prompt or p.negative_prompt
        p.all_hr_prompts = _with_styles(p, p.hr_prompt, negative=False)
        p.all_hr_negative_prompts = _with_styles(p, p.hr_negative_prompt, negative=True)


def _with_styles(p: StableDiffusionProcessing, prompt: str | list[str], *, negative: bool) -> list[str]:
    prompts = list(prompt) if isinstance(prompt, list) else p.total * [prompt]
    styles = shared.prompt_styles
    apply = styles.apply_negative_styles_to_prompt if negative else styles.apply_styles_to_prompt
    return [apply(text, p.styles) for text in prompts]


def _process_batch(p: StableDiffusionProcessing) -> list[tuple[Any, str]]:
    """One batch: the pictures, each with its infotext."""
    numbers = {"batch_number": p.iteration}
    _slice_batch(p)
    arguments = {**numbers, "prompts": p.prompts, "seeds": p.seeds, "subseeds": p.subseeds}
    _call(p, "before_process_batch", **arguments)
    p.prompts, networks = extra_networks.parse_prompts(p.prompts)
    _call(p, "after_extra_networks_activate", **arguments, extra_network_data=networks)
    _call(p, "process_batch", **{**arguments, "prompts": p.prompts})
    _call(p, "process_before_every_sampling")
    if getattr(p, "enable_hr", False):
        _call(p, "before_hr")
    sent = list(zip(p.prompts, p.negative_prompts, p.seeds, strict=True))
    _call(p, "postprocess_batch", **numbers, images=[])
    _slice_batch(p)
    batch = []
    for position, (prompt, negative, seed) in enumerate(sent):
        infotext = create_infotext(p, p.prompts, p.seeds, p.subseeds, None, p.iteration, position)
        batch.append((draw(p, prompt, negative, seed, infotext), infotext))
    return batch


def _slice_batch(p: StableDiffusionProcessing) -> None:
    """Take this batch's part of the lists that hold one entry for each picture."""
    part = slice(p.iteration * p.batch_size, (p.iteration + 1) * p.batch_size)
    p.prompts, p.negative_prompts = p.all_prompts[part], p.all_negative_prompts[part]
    p.seeds, p.subseeds = p.all_seeds[part], p.all_subseeds[part]


def _call(p: StableDiffusionProcessing, hook: str, *args: Any, **kwargs: Any) -> None:
    if p.scripts is not None:
        getattr(p.scripts, hook)(p, *args, **kwargs)


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
    """The generation parameters as text, as the webui writes them into a picture."""
    index = position_in_batch if index is None else index
    prompt = p.main_prompt if use_main_prompt else all_prompts[index]
    negatives = all_negative_prompts or p.negative_prompts
    negative = p.main_negative_prompt if use_main_prompt else negatives[index]
    pairs = {
        "Steps": p.steps,
        "Sampler": p.sampler_name,
        "Schedule type": p.scheduler,
        "CFG scale": p.cfg_scale,
        "Seed": p.all_seeds[0] if use_main_prompt else all_seeds[index],
        "Size": f"{p.width}x{p.height}",
        "Model hash": p.sd_model_hash if shared.opts.add_model_hash_to_info else None,
        "Model": p.sd_model_name if shared.opts.add_model_name_to_info else None,
        "Denoising strength": getattr(p, "denoising_strength", None) if _second_pass(p) else None,
        "Clip skip": p.clip_skip if p.clip_skip > 1 else None,
        **p.extra_generation_params,
        "Version": VERSION if shared.opts.add_version_to_infotext else None,
    }
    line = ", ".join(
        key if key == value else f"{key}: {quote(value)}" for key, value in pairs.items() if value is not None
    )
    negative_line = f"\nNegative prompt: {negative}" if negative else ""
    return f"{prompt}{negative_line}\n{line}".strip()


def _second_pass(p: StableDiffusionProcessing) -> bool:
    """Whether the denoising strength matters: in img2img, and with hires."""
    return getattr(p, "enable_hr", True)
