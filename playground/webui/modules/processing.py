"""One generation in the webui's order: `before_process`, options, prompts, `process`, the batches, `postprocess`."""

from __future__ import annotations

import random
from typing import Any

from modules import images, sd_models, sd_samplers, shared
from modules.infotext_creation import create_infotext
from modules.processing_types import (
    Processed,
    StableDiffusionProcessing,
    StableDiffusionProcessingImg2Img,
    StableDiffusionProcessingTxt2Img,
)
from modules.sampling import call, run_batch

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
    if p.override_settings.get("sd_model_checkpoint") not in sd_models.checkpoint_aliases:
        p.override_settings.pop("sd_model_checkpoint", None)  # the checkpoint that is loaded stays
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
    p.all_seeds = _numbered(p, p.seed, seed, step=0 if p.subseed_strength else 1)
    p.all_subseeds = _numbered(p, p.subseed, subseed)
    call(p, "process")
    p.init(p.all_prompts, p.all_seeds, p.all_subseeds)
    made = _run_batches(p)
    first = _add_grid(p, made)
    infotexts = [infotext for _, infotext in made]
    processed = Processed(
        p, [image for image, _ in made], p.all_seeds[0], infotexts[0] if infotexts else "", infotexts, first
    )
    call(p, "postprocess", processed)
    return processed


def _numbered(p: StableDiffusionProcessing, given: Any, first: int, step: int = 1) -> list[int]:
    """One seed for each picture: those given, else counted up. Variations of one picture have its seed."""
    return given if isinstance(given, list) else [first + place * step for place in range(p.total)]


def _run_batches(p: StableDiffusionProcessing) -> list[tuple[Any, str]]:
    """All pictures with their infotexts, until the user stops."""
    made: list[tuple[Any, str]] = []
    shared.state.job_count = max(shared.state.job_count, p.n_iter)
    for iteration in range(p.n_iter):
        if shared.state.interrupted:
            break
        p.iteration = iteration

        def infotext(place: int) -> str:
            return create_infotext(p, p.prompts, p.seeds, p.subseeds, None, p.iteration, place)

        made += run_batch(p, infotext)
        shared.state.nextjob()
    return made


def _add_grid(p: StableDiffusionProcessing, made: list[tuple[Any, str]]) -> int:
    """Put a grid of all pictures before them, where the options want one; returns the first picture's place."""
    too_few = len(made) < 2 and shared.opts.grid_only_if_multiple
    if p.do_not_save_grid or not shared.opts.return_grid or too_few or not made:
        return 0
    infotext = create_infotext(p, p.all_prompts, p.all_seeds, p.all_subseeds, use_main_prompt=True)
    grid = images.image_grid([image for image, _ in made], p.batch_size)
    grid.info["parameters"] = infotext
    made.insert(0, (grid, infotext))
    return 1


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
