"""The webui's samplers, by name; `modules.painting` has what samples."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from modules import sd_schedulers


class SamplerData(NamedTuple):
    """A sampler that can be chosen."""

    name: str
    constructor: Any = None
    aliases: tuple[str, ...] = ()
    options: dict | None = None


_NAMES = (
    "DPM++ 2M, DPM++ SDE, DPM++ 2M SDE, DPM++ 2M SDE Heun, DPM++ 2S a, DPM++ 3M SDE, Euler a, Euler, LMS, Heun, DPM2, "
    "DPM2 a, DPM fast, DPM adaptive, Restart, DDIM, DDIM CFG++, PLMS, UniPC, LCM"
)
all_samplers = [SamplerData(name) for name in _NAMES.split(", ")]
all_samplers_map = {sampler.name: sampler for sampler in all_samplers}
samplers = samplers_for_img2img = all_samplers


def offer(names: Collection[str]) -> None:
    """Offer only samplers of these names, in the order above."""
    all_samplers[:] = [sampler for sampler in all_samplers if sampler.name in names]
    all_samplers_map.clear()
    all_samplers_map.update({sampler.name: sampler for sampler in all_samplers})


def visible_sampler_names() -> list[str]:
    return [sampler.name for sampler in all_samplers]


def find_sampler_config(name: str | None) -> SamplerData | None:
    return all_samplers_map.get(name) if name else all_samplers[0]


def get_sampler_and_scheduler(sampler_name: str | None, scheduler_name: str | None) -> tuple[str, str]:
    """Valid names for what was asked: "DPM++ 2M Karras" is split, an unknown sampler becomes the first one."""
    sampler = sampler_name or all_samplers[0].name
    scheduler = sd_schedulers.schedulers_map.get(scheduler_name, sd_schedulers.schedulers[0])
    for candidate in sd_schedulers.schedulers:
        if sampler.endswith(f" {candidate.label}") and sampler not in all_samplers_map:
            sampler, scheduler = sampler[: -len(candidate.label) - 1], candidate
            break
    known = all_samplers_map.get(sampler, all_samplers[0])
    return known.name, scheduler.label


def fix_p_invalid_sampler_and_scheduler(p: Any) -> None:
    """Replace names that do not exist, as the webui does after `before_process`."""
    p.sampler_name, p.scheduler = get_sampler_and_scheduler(p.sampler_name, p.scheduler)
