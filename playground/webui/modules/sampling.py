"""One batch of a generation, hook by hook in the webui's order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from modules import extra_networks, sd_models, sd_samplers, shared
from modules.painting import Batch
from modules.processing_types import StableDiffusionProcessing
from modules.script_arguments import PostprocessBatchListArgs, PostprocessImageArgs, PostSampleArgs
from PIL import Image

Infotext = Callable[[int], str]
"""The infotext of the picture at a place in the batch."""


def call(p: StableDiffusionProcessing, hook: str, *args: Any, **kwargs: Any) -> None:
    """Call a hook of all scripts."""
    if p.scripts is not None:
        getattr(p.scripts, hook)(p, *args, **kwargs)


def run_batch(p: StableDiffusionProcessing, infotext: Infotext) -> list[tuple[Image.Image, str]]:
    """The pictures of the batch `p.iteration`, each with its infotext."""
    slice_batch(p)
    size = (p.width, p.height)
    _call_with_lists(p, "before_process_batch")
    p.prompts, networks = extra_networks.parse_prompts(p.prompts)
    _strip_hires_prompts(p)
    _call_with_lists(p, "after_extra_networks_activate", extra_network_data=networks)
    _call_with_lists(p, "process_batch")
    images = _paint(p, networks, size)
    call(p, "postprocess_batch", images=images, batch_number=p.iteration)
    slice_batch(p)
    listed = PostprocessBatchListArgs(images)
    call(p, "postprocess_batch_list", listed, batch_number=p.iteration)
    return [_finished(p, image, place, infotext) for place, image in enumerate(listed.images)]


def slice_batch(p: StableDiffusionProcessing) -> None:
    """Take this batch's part of the lists that hold one entry for each picture."""
    part = slice(p.iteration * p.batch_size, (p.iteration + 1) * p.batch_size)
    p.prompts, p.negative_prompts = p.all_prompts[part], p.all_negative_prompts[part]
    p.seeds, p.subseeds = p.all_seeds[part], p.all_subseeds[part]


def _strip_hires_prompts(p: StableDiffusionProcessing) -> None:
    if not getattr(p, "enable_hr", False):
        return
    part = slice(p.iteration * p.batch_size, (p.iteration + 1) * p.batch_size)
    p.hr_prompts, _ = extra_networks.parse_prompts(p.all_hr_prompts[part])
    p.hr_negative_prompts = p.all_hr_negative_prompts[part]


def _paint(p: StableDiffusionProcessing, networks: dict, size: tuple[int, int]) -> list[Image.Image]:
    painter = sd_models.model_data.sd_model
    batch = Batch(
        list(p.prompts),
        list(p.negative_prompts),
        list(p.seeds),
        list(getattr(p, "hr_prompts", None) or p.prompts),
        list(getattr(p, "hr_negative_prompts", None) or p.negative_prompts),
        size,
        (getattr(p, "hr_upscale_to_x", 0) or size[0], getattr(p, "hr_upscale_to_y", 0) or size[1]),
    )
    if not p.steps or p.steps < 0:
        raise ValueError(f"{p.steps} steps paint nothing")
    sd_samplers.tell_schedule(p)
    call(p, "process_before_every_sampling")
    samples = painter.sample(p, batch)
    if getattr(p, "enable_hr", False) and not shared.state.interrupted:
        _call_with_lists(p, "after_extra_networks_activate", extra_network_data=networks)
        call(p, "before_hr")
        if p.denoising_strength is None:  # the API's default, and it is fatal in the webui, too
            raise TypeError("the second pass needs a denoising strength")
        call(p, "process_before_every_sampling")
        samples = painter.sample_hires(p, batch, samples)
    given = PostSampleArgs(samples)
    call(p, "post_sample", given)
    return painter.decode(p, batch, given.samples)


def _finished(p: StableDiffusionProcessing, image: Image.Image, place: int, infotext: Infotext) -> tuple:
    given = PostprocessImageArgs(image, p.iteration * p.batch_size + place)
    call(p, "postprocess_image", given)
    call(p, "postprocess_image_after_composite", given)
    text = infotext(place)
    given.image.info["parameters"] = text
    return given.image, text


def _call_with_lists(p: StableDiffusionProcessing, hook: str, **more: Any) -> None:
    lists = {"prompts": p.prompts, "seeds": p.seeds, "subseeds": p.subseeds}
    call(p, hook, batch_number=p.iteration, **lists, **more)
